-- Telling how a call ended. Idempotent: call_uuid plus a hash of the body; the same again gives the
-- same answer, another body is a conflict. The outcome belongs to the claim, not to who is signed
-- in now. A late outcome is always stored, and moves the queue only if the fence still matches; an
-- objection always applies.

-- What each outcome counts as and does; `domain/outcomes.py` holds the same table, tested.
create or replace function pb.rule(outcome text, out effect text, out attempt boolean, out contact boolean,
                                   out conversation boolean, out needs_person boolean)
    returns record language plpgsql immutable set search_path = pg_catalog, pg_temp as $$
begin
    select r.effect, r.attempt, r.contact, r.conversation, r.needs_person
      into effect, attempt, contact, conversation, needs_person
      from (values
        ('conversation',   'person_done',    true,  true,  true,  true),
        ('partial',        'another_day',    true,  true,  true,  true),
        ('callback',       'at_time',        true,  true,  false, false),
        ('no_answer',      'cool_down',      true,  false, false, false),
        ('voicemail_left', 'long_cool_down', true,  false, false, false),
        ('busy',           'soon',           true,  false, false, false),
        ('not_there',      'cool_down',      true,  true,  false, false),
        ('refused',        'person_done',    true,  true,  false, true),
        ('do_not_call',    'never_anywhere', true,  true,  false, false),
        ('wrong_number',   'number_retired', true,  true,  false, false),
        ('unreachable',    'number_doubted', true,  false, false, false),
        ('moved',          'person_gone',    true,  true,  false, true),
        ('deceased',       'person_gone',    true,  true,  false, true),
        ('language',       'other_language', true,  true,  false, false),
        ('hostile',        'line_done',      true,  true,  false, false),
        ('skipped',        'back',           false, false, false, false),
        ('technical',      'back',           false, false, false, false)
      ) r (outcome, effect, attempt, contact, conversation, needs_person)
     where r.outcome = rule.outcome;
end $$;

-- The first thing wrong with a body, or null. Looked at before anything is written: a failed CHECK
-- would print the row.
create or replace function pb.fault_of(body jsonb, queue_row bigint) returns text
    language plpgsql stable set search_path = pg_catalog, pg_temp as $$
declare
    r  record;
    at timestamptz;
    answer jsonb;
begin
    if body is null or jsonb_typeof(body) <> 'object' or length(body::text) > 20000 then return 'body'; end if;
    select * into r from pb.rule(body ->> 'outcome');
    if r.effect is null then return 'outcome'; end if;
    if body ->> 'person_id' is null then
        if r.needs_person then return 'person_id'; end if;
    elsif body ->> 'person_id' !~ '^[0-9]{1,18}$'
        -- Those of this line, looked up before anybody is compared with them: what is read would tell who else
        -- is to be called.
        or (body ->> 'person_id')::bigint <> all (array(
               select t.person_id from pb.target t where t.queue_id = queue_row
               union all             -- or sent on to the next number meanwhile
               select t.person_id
                 from pb.queue q
                 join pb.line_person lp on lp.line_id = q.line_id
                 join pb.target t on t.campaign_id = q.campaign_id and t.person_id = lp.person_id
                where q.id = queue_row)) then
        return 'person_id';
    end if;
    if r.effect = 'at_time' then
        if coalesce(body ->> 'callback_at', '') !~ '^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)$' then
            return 'callback_at';
        end if;
        begin
            at := (body ->> 'callback_at')::timestamptz;
        exception when others then
            return 'callback_at';
        end;
        if at > clock_timestamp() + interval '60 days' or at < clock_timestamp() - interval '60 days' then
            return 'callback_at';
        end if;
    end if;
    if length(coalesce(body ->> 'note', '')) > 2000 then return 'note'; end if;
    if coalesce(body ->> 'language', '') !~ '^([a-z]{2})?$' then return 'language'; end if;
    if coalesce(body ->> 'hint', '') not in ('', 'morning', 'afternoon', 'evening') then return 'hint'; end if;
    if coalesce(body ->> 'seconds', '0') !~ '^\d{1,6}$' then return 'seconds'; end if;
    if coalesce(body ->> 'script_version', '0') !~ '^\d{1,9}$' then return 'script_version'; end if;
    if jsonb_typeof(coalesce(body -> 'answers', '[]')) <> 'array'
       or jsonb_array_length(coalesce(body -> 'answers', '[]')) > 100 then
        return 'answers';
    end if;
    for answer in select * from jsonb_array_elements(coalesce(body -> 'answers', '[]')) loop
        if jsonb_typeof(answer) <> 'array' or jsonb_array_length(answer) <> 3
           or exists (select from jsonb_array_elements(answer) part where jsonb_typeof(part) <> 'string')
           or length(answer ->> 0) not between 1 and 80 or length(answer ->> 1) > 80 or length(answer ->> 2) > 1000 then
            return 'answers';
        end if;
    end loop;
    return null;
end $$;

-- Was everybody of this line erased, perhaps in the middle of the call? Only then is a line deleted.
create or replace function pb.erased(line bigint) returns boolean
    language plpgsql stable set search_path = pg_catalog, pg_temp as $$
begin
    return not exists (select from pb.line l where l.id = erased.line);
end $$;

-- What was said, without what it tells of a person.
create or replace function pb.of_nobody(said jsonb) returns jsonb
    language plpgsql immutable set search_path = pg_catalog, pg_temp as $$
begin
    return said - '{note,answers,person_id}'::text[];
end $$;

-- The desk's outcome, alone. 'ok', 'conflict', 'not_started', 'unknown', 'invalid'; 'late' says
-- whether it came too late to move the queue. Needs no session: the claim's token is the right.
create or replace function api.finish_call(claim uuid, call_uuid uuid, fence bigint, body jsonb) returns jsonb
    language plpgsql security definer set search_path = pg_catalog, pg_temp set client_min_messages = error as $$
begin
    if not pb.steady() then return '{"status": "isolation"}'; end if;
    if pb.this_desk() is null then return '{"status": "revoked"}'; end if;
    return pb.finish(claim, call_uuid, fence, body);
end $$;

-- The desk's outcome and its next line in one trip.
create or replace function api.finish_and_claim(
    token text, claim uuid, call_uuid uuid, fence bigint, body jsonb, campaign int
) returns jsonb
    language plpgsql security definer set search_path = pg_catalog, pg_temp set client_min_messages = error as $$
declare
    me   record;
    told jsonb;
begin
    if not pb.steady() then return '{"status": "isolation"}'; end if;
    if pb.this_desk() is null then return '{"status": "revoked"}'; end if;
    select * into me from pb.who(token);
    perform from pb.account a where a.id = me.account_id for update;
    told := pb.finish(claim, call_uuid, fence, body);
    return jsonb_build_object(
        'status', told ->> 'status', 'told', told,
        'next', case when me.account_id is null then '{"status": "session"}'::jsonb
                     when told ->> 'status' = 'ok' then pb.claim_for(me.account_id, me.desk_id, campaign) end);
end $$;

create or replace function pb.finish(claim uuid, uuid_of_call uuid, fence bigint, said jsonb) returns jsonb
    language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
    held  pb.claim;
    known pb.call;
    hash  bytea := sha256(convert_to(coalesce(said, '{}')::text, 'UTF8'));
    r     record;
    fault text;
    is_late boolean;
    gone    boolean;            -- they were erased during the call: it stays a call, of nobody
    receipt text;
begin
    held := pb.lock_claim(claim);
    if held.token is null then return '{"status": "unknown"}'; end if;
    select * into known from pb.call k where k.call_uuid = uuid_of_call for update;
    if known.id is not null and known.claim_token <> held.token then return '{"status": "conflict"}'; end if;
    if known.outcome is not null then
        if known.body_hash <> hash then return '{"status": "conflict"}'; end if;
        return pb.told(known);
    end if;
    gone := held.ended_at is not null and jsonb_typeof(said) = 'object' and pb.erased(held.line_id);
    if gone then said := pb.of_nobody(said); end if;
    select * into r from pb.rule(said ->> 'outcome');
    fault := pb.fault_of(case when gone and r.needs_person then said || '{"outcome": "technical"}' else said end, held.queue_id);
    if fault is not null then return jsonb_build_object('status', 'invalid', 'field', fault); end if;
    if known.id is null then
        -- Never dialled: only what is not an attempt, or an objection, can be said of it.
        -- Passing over an undialled line is api.release's, which counts it.
        if (r.attempt and r.effect <> 'never_anywhere') or said ->> 'outcome' = 'skipped' or uuid_of_call is null or held.call_uuid is not null then
            return '{"status": "not_started"}';
        end if;
        insert into pb.call (call_uuid, claim_token, campaign_id, queue_id, line_id, account_id, desk_id)
        values (uuid_of_call, held.token, held.campaign_id, held.queue_id, held.line_id, held.account_id, held.desk_id)
        returning * into known;
        -- One call a claim: what was told of it is told once.
        update pb.claim c set call_uuid = uuid_of_call where c.token = held.token;
    end if;
    -- Nobody was served the line since: the outcome still moves it, even from in doubt or after that.
    is_late := held.fence is distinct from finish.fence
            or (held.ended_at is not null and held.end_reason is distinct from 'in_doubt')
            or not exists (select from pb.queue q where q.id = held.queue_id and q.fence = held.fence);
    is_late := is_late or gone;
    update pb.call k
       set outcome = said ->> 'outcome', finished_at = clock_timestamp(), body_hash = hash, body = said,
           late = is_late, person_id = (said ->> 'person_id')::bigint, note = coalesce(said ->> 'note', ''),
           seconds = coalesce((said ->> 'seconds')::int, 0),
           information_given = coalesce(said ->> 'information_given', 'false') = 'true',
           script_version_id = nullif((said ->> 'script_version')::int, 0)
     where k.id = known.id
    returning k.* into known;
    perform pb.keep_answers(known.id, said);
    if held.ended_at is null then
        update pb.claim c set ended_at = clock_timestamp(), end_reason = 'outcome' where c.token = held.token;
        update pb.claim_person p set live = false where p.claim_token = held.token;
    end if;
    update pb.alert a set settled_at = clock_timestamp(), settled_by = 'outcome'
     where a.call_id = known.id and a.kind = 'in_doubt' and a.settled_at is null;
    if is_late then
        if r.effect = 'never_anywhere' then receipt := pb.object_to(held.line_id, held.token, 'call'); end if;
    else
        perform pb.apply(known.id);
    end if;
    perform pb.promote_rested(held.campaign_id);
    perform pb.note('call_finished', held.account_id, held.desk_id, uuid_of_call::text,
                    jsonb_build_object('outcome', known.outcome, 'late', is_late,
                                       'information_given', known.information_given));
    return pb.told(known);
end $$;

-- The answer to a stored outcome, the same each time it is asked.
create or replace function pb.told(c pb.call) returns jsonb
    language plpgsql stable set search_path = pg_catalog, pg_temp as $$
begin
    return jsonb_build_object('status', 'ok', 'late', c.late, 'receipt', coalesce(
        (select o.receipt from pb.objection o where o.claim_token = c.claim_token), ''));
end $$;

create or replace function pb.keep_answers(call bigint, body jsonb) returns void
    language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
    delete from pb.answer a where a.call_id = call;
    insert into pb.answer (call_id, question, answer, words)
    select distinct on (1, 2) call, a ->> 0, a ->> 1, a ->> 2
      from jsonb_array_elements(coalesce(body -> 'answers', '[]')) a;
end $$;

-- The effect of a stored outcome on the line, the people and the queue. The queue row as it was is
-- kept in the call, so that a correction can put it back first.
create or replace function pb.apply(call bigint) returns void
    language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
    k      pb.call;
    q      pb.queue;
    r      record;
    zone   text;
    at     timestamptz;
    local_ timestamp;
    tried  int;
    tries  int;
    next_  timestamptz;
    wanted timestamptz;
    allowed int;
    usual  int := 0;            -- the bit of the slot in which the absent person is usually there
    counted boolean;            -- a line that went to in doubt was counted then
begin
    select * into k from pb.call c where c.id = call;
    select c.end_reason = 'in_doubt' into counted from pb.claim c where c.token = k.claim_token;
    select * into q from pb.queue x where x.id = k.queue_id for update;
    select * into r from pb.rule(k.outcome);
    zone := (select l.zone from pb.lane l where l.id = q.lane_id);
    select c.attempts_allowed into allowed from pb.campaign c where c.id = k.campaign_id;
    at := coalesce(k.started_at, k.finished_at);
    local_ := at at time zone zone;
    tried := q.slots | case when r.attempt and r.effect not in ('soon', 'at_time') then pb.slot(local_) else 0 end;
    tries := q.attempts + case when r.attempt and not counted then 1 when not r.attempt and counted then -1 else 0 end;
    update pb.call c set before = to_jsonb(q) where c.id = call;

    -- The people.
    if r.effect = 'person_done' then
        update pb.target t set done_at = k.finished_at, done_by = call, outcome = k.outcome
         where t.campaign_id = q.campaign_id and t.person_id = k.person_id and t.done_at is null;
    elsif r.effect = 'line_done' then
        update pb.target t set done_at = k.finished_at, done_by = call, outcome = k.outcome
         where t.queue_id = q.id and t.done_at is null;
        perform pb.tell('hostile', k.campaign_id, k.account_id, call);
    elsif r.effect = 'person_gone' then
        update pb.person p
           set moved_at    = case when k.outcome = 'moved' then k.finished_at else p.moved_at end,
               deceased_at = case when k.outcome = 'deceased' then k.finished_at else p.deceased_at end
         where p.id = k.person_id;
        update pb.target t set done_at = k.finished_at, done_by = call, outcome = k.outcome
         where t.person_id = k.person_id and t.done_at is null;
        perform pb.tell(k.outcome, k.campaign_id, k.account_id, call);
    elsif r.effect = 'never_anywhere' then
        perform pb.object_to(k.line_id, k.claim_token, 'call');
    elsif r.effect = 'number_retired' then
        update pb.line l set retired_at = k.finished_at, retired_by = call where l.id = k.line_id and l.retired_at is null;
    elsif r.effect = 'number_doubted' then
        update pb.line l
           set doubts = l.doubts + 1,
               retired_at = case when l.doubts >= 1 then coalesce(l.retired_at, k.finished_at) else l.retired_at end,
               retired_by = case when l.doubts >= 1 then coalesce(l.retired_by, call) else l.retired_by end
         where l.id = k.line_id;
    elsif r.effect = 'other_language' and coalesce(k.body ->> 'language', '') <> '' and k.person_id is not null then
        update pb.person p set language = k.body ->> 'language' where p.id = k.person_id;
    end if;

    -- The line.
    q.attempts := tries;
    q.slots := tried;
    q.state := 3;
    q.done_why := null;
    q.callback_for := null;
    q.callback_at := null;
    if r.effect = 'never_anywhere' then
        q.state := 9; q.done_why := 'objection';
    elsif exists (select from pb.line l where l.id = k.line_id and l.objected_at is not null) then
        q.state := 9; q.done_why := 'objection';
    elsif exists (select from pb.line l where l.id = k.line_id and l.retired_at is not null) then
        q.state := 9; q.done_why := 'number';
    elsif not exists (select from pb.target t where t.queue_id = q.id and t.done_at is null) then
        q.state := 9; q.done_why := 'talked';
    elsif r.effect = 'at_time' then
        wanted := (k.body ->> 'callback_at')::timestamptz;
        wanted := greatest(wanted, coalesce(pb.next_moment(q.campaign_id, zone, wanted, 0), wanted));
        q.state := 2;
        if coalesce(k.body ->> 'callback_mine', 'true') = 'true' then
            q.callback_for := k.account_id;
            q.callback_at := wanted;
            q.due_at := wanted + interval '10 minutes';     -- then anyone's
        else
            q.due_at := wanted;
        end if;
    elsif r.effect = 'back' then
        q.state := 0; q.rank := q.score - 200 * q.attempts;
    elsif r.effect = 'other_language' and coalesce(k.body ->> 'language', '') <> '' then
        q.state := 0;
        q.lane_id := pb.lane_for(zone, k.body ->> 'language', q.campaign_id);
    elsif q.attempts >= allowed then
        q.state := 9; q.done_why := 'attempts';
    else
        next_ := at + case r.effect when 'soon' then interval '20 minutes'
                                    when 'long_cool_down' then interval '48 hours' else interval '20 hours' end;
        if r.effect in ('another_day', 'person_done') then
            next_ := greatest(next_, (local_::date + 1)::timestamp at time zone zone);
        end if;
        if r.effect <> 'soon' then
            if coalesce(k.body ->> 'hint', '') <> '' then
                usual := case k.body ->> 'hint' when 'morning' then 1 when 'afternoon' then 2 else 4 end;
                q.slots := tried & ~usual;
                tried := (tried | 7) & ~usual;
            end if;
            next_ := coalesce(pb.next_moment(q.campaign_id, zone, next_, tried), next_);
        end if;
        q.due_at := next_;
    end if;
    if q.state in (0, 9) then q.due_at := null; end if;
    q.message_left := q.message_left or k.outcome = 'voicemail_left';
    update pb.queue x
       set state = q.state, attempts = q.attempts, slots = q.slots, due_at = q.due_at, rank = q.rank,
           lane_id = q.lane_id, callback_for = q.callback_for, callback_at = q.callback_at,
           message_left = q.message_left, done_why = case when q.state = 9 then q.done_why end
     where x.id = q.id;
    if k.outcome = 'skipped' then
        insert into pb.skip (queue_id, account_id, reason)
        values (q.id, k.account_id, coalesce(nullif(k.body ->> 'skip_reason', ''), 'other')) on conflict do nothing;
    end if;
    if q.done_why = 'number' then perform pb.try_next_number(q.id); end if;
end $$;

-- The lane of a zone and a language, made if new, and counted among the campaign's. Who keeps the same new
-- one uncommitted is waited for a second, then ended.
create or replace function pb.lane_for(zone text, language text, campaign int) returns smallint
    language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
    lane     smallint;
    patience text := current_setting('lock_timeout');
begin
    for attempt in 1 .. 2 loop
        -- Looked up first: a number is used up by each insertion that finds its lane there already.
        select l.id into lane from pb.lane l where l.zone = lane_for.zone and l.language = lane_for.language;
        if exists (select from pb.campaign_lane c where c.campaign_id = campaign and c.lane_id = lane) then
            return lane;
        end if;
        begin
            perform set_config('lock_timeout', case attempt when 1 then '1s' else patience end, true);
            if lane is null then
                insert into pb.lane (zone, language) values (lane_for.zone, lane_for.language) on conflict do nothing;
                select l.id into lane from pb.lane l where l.zone = lane_for.zone and l.language = lane_for.language;
            end if;
            insert into pb.campaign_lane (campaign_id, lane_id) values (campaign, lane) on conflict do nothing;
            perform set_config('lock_timeout', patience, true);
            return lane;
        exception when lock_not_available then
            if attempt = 2 then raise; end if;
            perform reaper.make_way();
        end;
    end loop;
end $$;

-- The number was wrong: whoever of this entry is not done is tried on their next one, mobile first.
create or replace function pb.try_next_number(queue_row bigint) returns void
    language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
    q    pb.queue;
    who  record;
    best pb.line;
    entry bigint;
begin
    select * into q from pb.queue x where x.id = queue_row;
    for who in select t.person_id from pb.target t where t.queue_id = queue_row and t.done_at is null order by 1 loop
        select l.* into best
          from pb.line_person lp join pb.line l on l.id = lp.line_id
         where lp.person_id = who.person_id and l.retired_at is null and l.objected_at is null and l.id <> q.line_id
           and (not l.abroad or (select c.abroad_allowed from pb.campaign c where c.id = q.campaign_id))
         order by (l.kind = 'mobile') desc, lp.given_on desc nulls last, l.id
         limit 1;
        continue when best.id is null;
        insert into pb.queue (campaign_id, lane_id, line_id, score, rank, attempts)
        values (q.campaign_id, q.lane_id, best.id, q.score, q.score, 0)
            on conflict (campaign_id, line_id) do update
               set state = case when pb.queue.state = 9 and pb.queue.done_why in ('talked', 'nobody') then 0
                                else pb.queue.state end
        returning id into entry;
        update pb.target t set queue_id = entry where t.campaign_id = q.campaign_id and t.person_id = who.person_id;
    end loop;
end $$;
