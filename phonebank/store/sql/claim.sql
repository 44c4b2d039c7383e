-- Serving the next line. At most one live claim a line, a person and a caller: the unique indexes
-- of pb.claim and pb.claim_person decide, SKIP LOCKED is only for speed.

-- The claim, locked together with its queue row; always the queue row first, so that nobody who
-- holds one waits for the other.
create or replace function pb.lock_claim(claim_token uuid) returns pb.claim
    language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
    locked pb.claim;
begin
    perform from pb.queue q
      where q.id = (select c.queue_id from pb.claim c where c.token = claim_token) for update;
    select * into locked from pb.claim c where c.token = claim_token for update;
    return locked;
end $$;

-- An hour of counting: over, or begun under a clock that was put back since, which nobody shall wait for. Who
-- waited for a row may look at it a little before it was written.
create or replace function pb.hour_is_over(began timestamptz, at timestamptz) returns boolean
    language plpgsql immutable set search_path = pg_catalog, pg_temp as $$
begin
    return began <= at - interval '1 hour' or began > at + interval '5 minutes';
end $$;

-- Has everybody voted in this round? A campaign left open after it serves nobody.
create or replace function pb.is_over(round int, at timestamptz) returns boolean
    language plpgsql stable set search_path = pg_catalog, pg_temp as $$
begin
    return exists (select from pb.round r cross join pb.office o
                    where r.id = is_over.round and r.date_known
                      and r.held_on < (at at time zone o.time_zone)::date);
end $$;

-- The time zone a queue entry is called in.
create or replace function pb.zone_of(queue_row bigint) returns text
    language plpgsql stable set search_path = pg_catalog, pg_temp as $$
begin
    return (select l.zone from pb.queue q join pb.lane l on l.id = q.lane_id where q.id = queue_row);
end $$;

-- Ends a claim whose caller gave no outcome. Not dialled: the line is ready again at once.
-- Dialled: it goes to in doubt, never straight back; tomorrow it may be tried again.
create or replace function pb.give_back(claim_token uuid, reason text) returns void
    language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
    gone pb.claim;
begin
    update pb.claim c
       set ended_at = clock_timestamp(),
           end_reason = case when c.started_at is null then reason else 'in_doubt' end
     where c.token = claim_token and c.ended_at is null
    returning c.* into gone;
    if gone.token is null then return; end if;
    update pb.claim_person p set live = false where p.claim_token = gone.token;
    if gone.started_at is null then
        update pb.queue q set state = 0, due_at = null where q.id = gone.queue_id and q.fence = gone.fence and q.state = 1;
    else
        perform pb.doubt(gone);
    end if;
end $$;

-- A dialled line without an outcome: an attempt, to be settled by the supervisor or retried
-- tomorrow in another time slot.
create or replace function pb.doubt(gone pb.claim) returns void
    language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
    zone text;
begin
    zone := pb.zone_of(gone.queue_id);
    update pb.queue q
       set state = 4, attempts = q.attempts + 1,
           slots = q.slots | pb.slot(gone.started_at at time zone zone),
           due_at = coalesce(pb.next_moment(q.campaign_id, zone, greatest(
                        gone.started_at + interval '20 hours',
                        ((gone.started_at at time zone zone)::date + 1)::timestamp at time zone zone),
                        q.slots | pb.slot(gone.started_at at time zone zone)),
                    gone.started_at + interval '2 days')
     where q.id = gone.queue_id and q.fence = gone.fence and q.state = 1;
    if found then
        perform pb.tell('in_doubt', gone.campaign_id, gone.account_id,
                        (select c.id from pb.call c where c.claim_token = gone.token));
    end if;
end $$;

-- The clock's events, a few at a time. The moment is one value and the limits are literals, so that the plan
-- is always the head of queue_due and of queue_cooled: clock_timestamp() in the condition would walk over all
-- that is not due. A row just locked stays at its place, so nobody but these loops moves it.

-- Claims that expired and moments that were promised: at every claim.
create or replace function pb.promote_promised(campaign int) returns void
    language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
    due  record;
    now_ timestamptz := clock_timestamp();
begin
    for due in
        select q.ctid as place, q.id, q.state, q.score, q.fence
          from pb.queue q
         where q.campaign_id = campaign and q.state in (1, 2) and q.due_at <= now_
         order by q.due_at
         limit 2
           for update skip locked
    loop
        if due.state = 1 then
            perform pb.give_back(c.token, 'expired')
               from pb.claim c where c.queue_id = due.id and c.fence = due.fence and c.ended_at is null;
            update pb.queue q set state = 0, due_at = null where q.id = due.id and q.state = 1;
        else
            update pb.queue q set state = 0, due_at = null, rank = 1000000 + due.score where q.ctid = due.place;
        end if;
    end loop;
end $$;

-- The two lines that have rested longest become ready; was there one? Many are due in the morning: each outcome
-- brings two back, and a claim takes the better of them at once where it outranks all that is ready.
create or replace function pb.promote_rested(campaign int) returns boolean
    language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
    due     record;
    allowed int;
    moved   boolean := false;
    now_    timestamptz := clock_timestamp();
begin
    for due in
        select q.ctid as place, q.attempts, q.score
          from pb.queue q
         where q.campaign_id = campaign and q.state in (3, 4) and q.due_at <= now_
         order by q.due_at
         limit 2
           for update skip locked
    loop
        moved := true;
        allowed := coalesce(allowed, (select c.attempts_allowed from pb.campaign c where c.id = campaign));
        if due.attempts >= allowed then
            update pb.queue q set state = 9, due_at = null, done_why = 'attempts' where q.ctid = due.place;
        else
            update pb.queue q set state = 0, due_at = null, rank = due.score - 200 * due.attempts
             where q.ctid = due.place;
        end if;
    end loop;
    return moved;
end $$;

-- What a claim looks like from outside; seconds, so that a desk counts on its own steady clock.
create or replace function pb.claim_facts(c pb.claim, status text) returns jsonb
    language plpgsql stable set search_path = pg_catalog, pg_temp as $$
begin
    return jsonb_build_object(
        'status', status, 'claim', c.token, 'fence', c.fence, 'campaign_id', c.campaign_id, 'why', c.why,
        'keep_seconds', extract(epoch from c.due_at - clock_timestamp()),
        'gone_seconds', extract(epoch from c.claimed_at + (select o.claim_longest from pb.office o)
                                           - clock_timestamp()),
        'call_uuid', c.call_uuid, 'started_at', c.started_at);
end $$;

-- May the line of a claim ring now? What api.start_call looks at, in one word: who holds a line that will not
-- be dialled is served it no more, or would read the same card over and over.
create or replace function pb.may_ring(held pb.claim, at timestamptz) returns boolean
    language plpgsql stable set search_path = pg_catalog, pg_temp as $$
declare
    zone text := pb.zone_of(held.queue_id);
begin
    return not pb.silent(zone, at)
       and pb.within_hours(held.campaign_id, zone, at)
       and exists (select from pb.campaign c
                    where c.id = held.campaign_id and c.state = 'open' and not pb.is_over(c.round_id, at))
       and exists (select from pb.line l
                    where l.id = held.line_id and l.objected_at is null and l.retired_at is null);
end $$;

-- The desk's "next line". Answers 'claimed', 'held' (the one this caller already has), or why not:
-- 'session', 'charter' (to be accepted first), 'paused', 'closed', 'silence', 'hours', 'cap', 'empty',
-- 'again' (ask at once once more).
create or replace function api.claim(token text, campaign int) returns jsonb
    language plpgsql security definer set search_path = pg_catalog, pg_temp set client_min_messages = error as $$
declare
    me record;
begin
    if not pb.steady() then return '{"status": "isolation"}'; end if;
    select * into me from pb.who(token);
    if me.account_id is null then return '{"status": "session"}'; end if;
    return pb.claim_for(me.account_id, me.desk_id, campaign);
end $$;

-- `wanted` is the entry of somebody who rings back, served out of turn by the same rules of silence, hours
-- and caps; its own refusals are 'taken' (a colleague holds it, or it is in doubt) and 'done'.
create or replace function pb.claim_for(account int, desk int, campaign int, wanted bigint default null) returns jsonb
    language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
    held   pb.claim;
    made   pb.claim;
    caller pb.account;
    office pb.office;
    c      pb.campaign;
    head   record;
    rested record;
    sitting record;
    q      pb.queue;
    now_   timestamptz := clock_timestamp();
    lanes  smallint[];
    speaks smallint[];
    theirs smallint;
    token_ uuid;
    talked int;
    whys   text;
    here_since  timestamptz;
    here_claims int;
    patience    text := current_setting('lock_timeout');
begin
    select * into office from pb.office;
    -- The caller's own row is the counter and the queue to it: one claim at a time a caller.
    select * into caller from pb.account a where a.id = account for update;
    if not caller.active then return '{"status": "session"}'; end if;      -- sent away this very moment
    -- Only now is it sure that the session goes on: whoever ends one holds the account's row.
    select s.id, s.seen_at into sitting from pb.session s
     where s.account_id = account and s.desk_id = desk and s.ended_at is null;
    if sitting.id is null then return '{"status": "session"}'; end if;
    if sitting.seen_at < now_ - interval '1 minute' then
        update pb.session s set seen_at = now_ where s.id = sitting.id;
    end if;

    held := pb.lock_claim((select k.token from pb.claim k where k.account_id = account and k.ended_at is null));
    if held.token is not null and held.ended_at is null then
        if held.due_at <= now_ then
            perform pb.give_back(held.token, 'expired');
        elsif held.started_at is null and not pb.may_ring(held, now_) then
            perform pb.give_back(held.token, 'closed');     -- reserved before midnight, silent since
        else
            return pb.claim_facts(held, 'held');
        end if;
    end if;

    if caller.charter_version < office.charter_version then
        return jsonb_build_object('status', 'charter', 'version', office.charter_version);
    end if;
    select * into c from pb.campaign k where k.id = campaign;
    if c.id is null or c.state in ('draft', 'closed') then return '{"status": "closed"}'; end if;
    if c.state = 'paused' then return '{"status": "paused"}'; end if;
    if pb.is_over(c.round_id, now_) then return '{"status": "closed"}'; end if;

    if pb.hour_is_over(caller.hour_started_at, now_) then
        update pb.account a set hour_started_at = now_, hour_claims = 0, hour_skips = 0 where a.id = account;
        caller.hour_started_at := now_;
        caller.hour_claims := 0;
    end if;
    if caller.hour_claims >= office.claims_an_hour then
        perform pb.tell('claims_cap', campaign, account);
        return jsonb_build_object('status', 'cap', 'until', caller.hour_started_at + interval '1 hour');
    end if;
    -- A desk, whoever sits there in turn: twice as many. Its row may be busy with somebody's PIN.
    select d.hour_started_at, d.hour_claims into here_since, here_claims
      from pb.desk d where d.id = desk for no key update skip locked;
    if not found then return '{"status": "again"}'; end if;
    if pb.hour_is_over(here_since, now_) then
        update pb.desk d set hour_started_at = now_, hour_claims = 0 where d.id = desk;
        here_claims := 0;
    elsif here_claims >= 2 * office.claims_an_hour then
        perform pb.tell('claims_cap', campaign, account);
        return jsonb_build_object('status', 'cap', 'until', here_since + interval '1 hour');
    end if;

    -- R1 and R2 by lane: a lane is a zone, and the zone's clock says whether it may ring now.
    select array_agg(l.id) into speaks
      from pb.campaign_lane cl join pb.lane l on l.id = cl.lane_id
     where cl.campaign_id = campaign
       and (l.language = '' or l.language = any (caller.spoken) or wanted is not null);
    select array_agg(l.id) into lanes
      from pb.lane l
     where l.id = any (speaks) and not pb.silent(l.zone, now_) and pb.within_hours(campaign, l.zone, now_);
    if wanted is not null then
        select k.lane_id into theirs from pb.queue k where k.id = wanted and k.campaign_id = campaign;
        if theirs is null then return '{"status": "done"}'; end if;
        if theirs <> all (coalesce(lanes, '{}')) then return pb.why_shut(campaign, theirs, now_); end if;
    elsif lanes is null then
        return pb.why_empty(campaign, account);
    else
        perform pb.promote_promised(campaign);
    end if;

    for attempt in 1 .. 20 loop
        -- A promise this caller made comes first; then the head of the open lanes, or one of the two lines that
        -- have rested longest, if that is the better: it need not become ready first.
        if wanted is not null then
            select k.ctid as place, k as entry into head from pb.queue k
             where k.id = wanted and k.state in (0, 2, 3) for update skip locked;
            whys := 'rang_back';
            if head.place is null then
                return jsonb_build_object('status', coalesce(
                    (select 'done' from pb.queue k where k.id = wanted and k.state = 9), 'taken'));
            end if;
        else
            select k.ctid as place, k as entry into head from pb.queue k
             where k.campaign_id = campaign and k.state = 2 and k.callback_for = account and k.callback_at <= now_
               and k.lane_id = any (lanes)
             order by k.callback_at limit 1 for update skip locked;
            whys := 'callback_mine';
            if head.place is null then
                select k.place, k.entry into head
                  from unnest(lanes) lane (id)
                 cross join lateral (
                       select h.ctid as place, h as entry, h.rank, h.id from pb.queue h
                        where h.campaign_id = campaign and h.lane_id = lane.id and h.state = 0
                          and not exists (select from pb.skip s where s.queue_id = h.id and s.account_id = account)
                        order by h.rank desc, h.id
                        limit 1 for update skip locked) k
                 order by k.rank desc, k.id
                 limit 1;
                select k.ctid as place, k as entry into rested
                  from (select d.ctid as place, d.lane_id, d.attempts, d.score - 200 * d.attempts as rank
                          from pb.queue d
                         where d.campaign_id = campaign and d.state in (3, 4) and d.due_at <= now_
                           and (head.place is not null
                                or d.lane_id = any (lanes) and d.attempts < c.attempts_allowed)
                           and not exists (select from pb.skip s where s.queue_id = d.id and s.account_id = account)
                         order by d.due_at
                         limit 2) due
                  join pb.queue k on k.ctid = due.place and k.state in (3, 4) and k.due_at <= now_
                 where due.lane_id = any (lanes) and due.attempts < c.attempts_allowed
                   and (head.place is null or due.rank > (head.entry).rank)
                 order by due.rank desc
                 limit 1 for update of k skip locked;
                if rested.place is not null then head := rested; end if;
                whys := case when (head.entry).rank >= 1000000 then 'callback' when (head.entry).attempts > 0 then 'retry' else 'priority' end;
            end if;
        end if;
        q := head.entry;
        if head.place is null then
            perform pb.promote_rested(campaign);
            return pb.why_empty(campaign, account);
        end if;

        if not pb.still_wanted(q, now_, whys like 'callback%' or wanted is not null) then
            if wanted is not null then return '{"status": "done"}'; end if;
            continue;
        end if;

        -- Its people first: where a colleague is just hanging up with one of them this waits, and the claim
        -- begins only then. No two claims of a person ever touch. Who keeps a transaction open over them is
        -- waited for a second, then ended.
        token_ := gen_random_uuid();
        made := null;
        begin
            perform set_config('lock_timeout', '1s', true);
            insert into pb.claim_person (claim_token, person_id)
            select token_, p.person_id
              from (select distinct lp.person_id from pb.line_person lp where lp.line_id = q.line_id) p
             order by p.person_id
                on conflict do nothing;
            get diagnostics talked = row_count;
            if talked = (select count(distinct lp.person_id) from pb.line_person lp where lp.line_id = q.line_id) then
                insert into pb.claim (token, queue_id, campaign_id, line_id, account_id, desk_id, fence, why,
                                      claimed_in, claimed_at, due_at)
                values (token_, q.id, campaign, q.line_id, account, desk, nextval('pb.fence'), whys,
                        pg_current_xact_id(), clock_timestamp(), clock_timestamp() + office.claim_idle)
                    on conflict do nothing
                returning * into made;
            end if;
            perform set_config('lock_timeout', patience, true);
        exception when lock_not_available then
            perform reaper.make_way();
        end;
        -- Somebody of this household is being called on another number.
        if made.token is null then delete from pb.claim_person p where p.claim_token = token_; end if;
        if made.token is null and wanted is not null then return '{"status": "taken"}'; end if;
        if made.token is null then
            update pb.queue k set state = 3, due_at = now_ + interval '10 minutes' where k.id = q.id;
            continue;
        end if;

        update pb.queue k
           set state = 1, due_at = made.due_at, fence = made.fence, callback_for = null, callback_at = null,
               rank = case when whys like 'callback%' or k.state = 2 then 1000000 + k.score
                           when k.state in (3, 4) then k.score - 200 * k.attempts else k.rank end
         where k.ctid = head.place;     -- locked since it was read, so still there
        update pb.account a set hour_claims = a.hour_claims + 1 where a.id = account;
        update pb.desk d set hour_claims = d.hour_claims + 1 where d.id = desk;
        -- Told as the last one allowed is served: who asks for no more would never be noticed.
        if caller.hour_claims + 1 >= office.claims_an_hour or here_claims + 1 >= 2 * office.claims_an_hour then
            perform pb.tell('claims_cap', campaign, account);
        end if;
        if random() < 0.05 then perform reaper.reap(); end if;
        return pb.claim_facts(made, 'claimed');
    end loop;
    return '{"status": "again"}';
end $$;

-- Why a line may not be called now though it is wanted: 'silence' or 'hours', and until when.
create or replace function pb.why_shut(campaign int, lane int, at timestamptz) returns jsonb
    language plpgsql stable set search_path = pg_catalog, pg_temp as $$
declare
    zone  text := (select l.zone from pb.lane l where l.id = lane);
    quiet record;
begin
    if pb.silent(zone, at) then
        select * into quiet from pb.silence(zone, at);
        return jsonb_build_object('status', 'silence', 'until', quiet.ends, 'round', quiet.round_code);
    end if;
    return jsonb_build_object('status', 'hours', 'until', pb.next_opening(campaign, zone, at));
end $$;

-- A number that rings nobody: ARCEP's blocks for works of fiction, served in a practice office only.
create or replace function pb.fiction(e164 text) returns boolean
    language plpgsql immutable set search_path = pg_catalog, pg_temp as $$
begin
    return e164 ~ '^[+]33(19900|26191|35301|46571|53649|63998)[0-9]{4}$';
end $$;

-- Last look at a candidate (its queue row is locked): is there still somebody to ask, is the number
-- still good, did nobody object, were there not four calls in thirty days, was no other campaign on
-- this line within twenty hours, is this another time slot? If not, the row leaves the head with the
-- reason or with its next moment.
create or replace function pb.still_wanted(q pb.queue, at timestamptz, promised boolean) returns boolean
    language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
    line   pb.line;
    zone   text;
    calls  int;
    first_ timestamptz;
    rested timestamptz;
    why    text;
begin
    select * into line from pb.line l where l.id = q.line_id;
    why := case
        when line.objected_at is not null then 'objection'
        when line.retired_at is not null then 'number'
        when pb.fiction(line.e164) and not (select o.practice from pb.office o) then 'fiction'
        when line.abroad and not (select c.abroad_allowed from pb.campaign c where c.id = q.campaign_id) then 'abroad'
        when not exists (select from pb.target t join pb.person p on p.id = t.person_id
                          where t.queue_id = q.id and t.done_at is null
                            and p.deceased_at is null and p.moved_at is null and p.departed_on is null) then 'nobody'
    end;
    if why is not null then
        update pb.queue k set state = 9, due_at = null, done_why = why where k.id = q.id;
        if why = 'number' then perform pb.try_next_number(q.id); end if;
        return false;
    end if;

    select l.zone into zone from pb.lane l where l.id = q.lane_id;
    select count(*), min(c.started_at) into calls, first_
      from (select k.started_at from pb.call k
             where k.line_id = q.line_id and k.started_at > at - interval '30 days'
               and (k.outcome is null or k.outcome not in ('technical', 'skipped'))
             order by k.started_at desc limit 4) c;
    if calls >= 4 and not promised then
        update pb.queue k set state = 3, due_at = first_ + interval '30 days' where k.id = q.id;
        return false;
    end if;
    select max(k.started_at + case when k.outcome = 'busy' then interval '20 minutes' else interval '20 hours' end)
      into rested
      from pb.call k
     where k.line_id = q.line_id and k.campaign_id <> q.campaign_id and k.started_at > at - interval '20 hours'
       and (k.outcome is null or k.outcome not in ('technical', 'skipped'));
    if rested > at and not promised then
        update pb.queue k set state = 3, due_at = rested where k.id = q.id;
        return false;
    end if;
    if not promised and q.slots & pb.slot(at at time zone zone) <> 0
       and pb.next_moment(q.campaign_id, zone, at, q.slots) > at then
        update pb.queue k set state = 3, due_at = pb.next_moment(q.campaign_id, zone, at, q.slots) where k.id = q.id;
        return false;
    end if;
    return true;
end $$;

-- An empty queue always says why, in figures.
create or replace function pb.why_empty(campaign int, account int) returns jsonb
    language plpgsql stable set search_path = pg_catalog, pg_temp as $$
declare
    now_   timestamptz := clock_timestamp();
    facts  jsonb;
    sil    record;
    opens  timestamptz;
    reason text;
    speaks text[];
    n      record;
begin
    select a.spoken into speaks from pb.account a where a.id = account;
    -- By zone: lanes of many languages share a few.
    select s.* into sil
      from (select distinct l.zone from pb.campaign_lane cl join pb.lane l on l.id = cl.lane_id
             where cl.campaign_id = campaign) z
     cross join lateral pb.silence(z.zone, now_) s
     where s.starts <= now_
     order by s.ends limit 1;
    select min(pb.next_opening(campaign, z.zone, now_)) into opens
      from (select distinct l.zone from pb.campaign_lane cl join pb.lane l on l.id = cl.lane_id
             where cl.campaign_id = campaign) z
     where not pb.silent(z.zone, now_);
    select count(*) filter (where q.state = 0) as ready,
           count(*) filter (where q.state = 1) as held,
           count(*) filter (where q.state = 2) as callbacks,
           min(coalesce(q.callback_at, q.due_at)) filter (where q.state = 2) as callback_at,
           count(*) filter (where q.state = 3 and q.slots <> 0) as other_slot,
           min(q.due_at) filter (where q.state = 3 and q.slots <> 0) as other_slot_at,
           count(*) filter (where q.state = 3 and q.slots = 0) as cooling,
           count(*) filter (where q.state = 4) as in_doubt,
           count(*) filter (where q.state = 0 and l.language <> '' and l.language <> all (speaks)) as other_language
      into n
      from pb.queue q join pb.lane l on l.id = q.lane_id
     where q.campaign_id = campaign and q.state in (0, 1, 2, 3, 4);
    reason := case
        when sil.starts is not null and opens is null then 'silence'
        when n.ready + n.held + n.callbacks + n.other_slot + n.cooling + n.in_doubt = 0 then 'done'
        when opens > now_ then 'hours'
        else 'empty'
    end;
    return jsonb_build_object(
        'status', reason, 'ready', n.ready, 'held', n.held,
        'callbacks', n.callbacks, 'callback_at', n.callback_at,
        'other_slot', n.other_slot, 'other_slot_at', n.other_slot_at,
        'cooling', n.cooling, 'in_doubt', n.in_doubt, 'other_language', n.other_language,
        'until', case reason when 'silence' then sil.ends when 'hours' then opens end,
        'round', coalesce(sil.round_code, ''));
end $$;

-- What this caller holds, if anything: a desk that comes back asks before it serves.
create or replace function api.held(token text) returns jsonb
    language sql stable security definer set search_path = pg_catalog, pg_temp set client_min_messages = error as $$
    select coalesce((
        select pb.claim_facts(c, 'held')
          from pb.who(token) me
          join pb.claim c on c.account_id = me.account_id and c.ended_at is null
         where c.due_at > clock_timestamp() or c.started_at is not null),
        '{"status": "none"}')
$$;
