-- Second thoughts. A caller corrects the last five calls; every version is kept. The queue follows
-- if nobody has been served the line since; an objection stays (a supervisor lifts it). A call has twenty
-- versions at most, so that correcting over and over fills no disk.

create or replace function api.my_calls(token text) returns jsonb
    language sql stable security definer set search_path = pg_catalog, pg_temp set client_min_messages = error as $$
    select coalesce(jsonb_agg(jsonb_build_object(
               'call_uuid', k.call_uuid, 'finished_at', k.finished_at, 'outcome', k.outcome, 'body', k.body,
               'campaign_id', k.campaign_id,
               'people', (select coalesce(jsonb_agg(jsonb_build_object(
                                     'person_id', p.id, 'sex', p.sex,
                                     'first_name', split_part(p.first_names, ' ', 1),
                                     'last_name', pb.last_name(p)) order by p.id), '[]')
                            from pb.target t join pb.person p on p.id = t.person_id where t.queue_id = k.queue_id))
               order by k.finished_at desc), '[]')
      from pb.who(token) me
     cross join lateral (select c.* from pb.call c
                          where c.account_id = me.account_id and c.outcome is not null
                          order by c.finished_at desc limit 5) k
     -- Commit, then reveal: a line claimed in this transaction has no people yet.
     where (select h.claimed_in from pb.claim h where h.token = k.claim_token)
           is distinct from pg_current_xact_id_if_assigned()
$$;

-- 'ok'; 'late' when the line has been served again since; 'same', 'refused', 'invalid', 'session'.
create or replace function api.correct_call(token text, call_uuid uuid, said jsonb) returns jsonb
    language plpgsql security definer set search_path = pg_catalog, pg_temp set client_min_messages = error as $$
declare
    me    record;
    k     pb.call;
    q     pb.queue;
    old   jsonb;
    hash  bytea := sha256(convert_to(coalesce(said, '{}')::text, 'UTF8'));
    fault text;
    moved boolean;
    r     record;
begin
    if not pb.steady() then return '{"status": "isolation"}'; end if;
    select * into me from pb.who(token);
    if me.account_id is null then return '{"status": "session"}'; end if;
    select c.* into k from pb.call c where c.call_uuid = correct_call.call_uuid and c.account_id = me.account_id;
    if k.outcome is null or k.id not in (select c.id from pb.call c
                                          where c.account_id = me.account_id and c.outcome is not null
                                          order by c.finished_at desc limit 5) then
        return '{"status": "refused"}';
    end if;
    perform pb.lock_claim(k.claim_token);
    select * into q from pb.queue x where x.id = k.queue_id;
    select * into k from pb.call c where c.id = k.id for update;
    if k.body_hash = hash then return '{"status": "same"}'; end if;
    if k.version > 20 then return '{"status": "refused"}'; end if;
    if jsonb_typeof(said) = 'object' and pb.erased(k.line_id) then said := pb.of_nobody(said); end if;
    fault := pb.fault_of(said, k.queue_id);
    if fault is not null then return jsonb_build_object('status', 'invalid', 'field', fault); end if;
    select * into r from pb.rule(said ->> 'outcome');
    if k.started_at is null and r.attempt and r.effect <> 'never_anywhere' then return '{"status": "not_started"}'; end if;
    moved := k.late or k.before is null or q.state = 1
          or q.fence <> (k.before ->> 'fence')::bigint;
    insert into pb.call_version (call_id, version, body, replaced_by) values (k.id, k.version, k.body, me.account_id);
    if not moved then
        old := k.before;
        update pb.target t set done_at = null, done_by = null, outcome = null where t.done_by = k.id;
        update pb.line l set retired_at = null, retired_by = null where l.retired_by = k.id;
        if k.outcome = 'unreachable' then
            update pb.line l set doubts = greatest(l.doubts - 1, 0) where l.id = k.line_id;
        end if;
        update pb.person p
           set moved_at    = case when k.outcome = 'moved' then null else p.moved_at end,
               deceased_at = case when k.outcome = 'deceased' then null else p.deceased_at end
         where p.id = k.person_id and k.outcome in ('moved', 'deceased');
        if k.outcome in ('wrong_number', 'unreachable') then      -- back from the next number to this one
            update pb.target t set queue_id = k.queue_id
              from pb.line_person lp, pb.queue other
             where lp.line_id = k.line_id and lp.person_id = t.person_id and t.campaign_id = k.campaign_id
               and other.id = t.queue_id and other.id <> k.queue_id and other.state = 0 and t.done_at is null;
        end if;
        delete from pb.skip s where k.outcome = 'skipped' and s.queue_id = k.queue_id and s.account_id = me.account_id;
        update pb.alert a set settled_at = clock_timestamp(), settled_by = 'corrected'
         where a.call_id = k.id and a.settled_at is null;
        update pb.queue x
           set state = (old ->> 'state')::smallint, attempts = (old ->> 'attempts')::smallint,
               slots = (old ->> 'slots')::smallint, rank = (old ->> 'rank')::int,
               lane_id = (old ->> 'lane_id')::smallint, message_left = (old ->> 'message_left')::boolean
         where x.id = q.id;
    end if;
    update pb.call c
       set outcome = said ->> 'outcome', body_hash = hash, body = said, version = c.version + 1,
           person_id = (said ->> 'person_id')::bigint, note = coalesce(said ->> 'note', ''),
           information_given = coalesce(said ->> 'information_given', 'false') = 'true'
     where c.id = k.id;
    perform pb.keep_answers(k.id, said);
    if moved then
        if r.effect = 'never_anywhere' then perform pb.object_to(k.line_id, k.claim_token, 'call'); end if;
    else
        perform pb.apply(k.id);
    end if;
    perform pb.note('call_corrected', me.account_id, me.desk_id, call_uuid::text,
                    jsonb_build_object('outcome', said ->> 'outcome'));
    return jsonb_build_object('status', case when moved then 'late' else 'ok' end);
end $$;

-- Called by api.park: an objection counts whatever became of its call. The line is the claim's or the
-- call's. A restored database knows neither: for thirty days after a restore it is the person's lines
-- (the limit of parked records bounds what a desk could close; a supervisor can lift a mistake).
create or replace function pb.object_parked(claim uuid, uuid_of_call uuid, person text) returns void
    language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
    known bigint;
begin
    known := coalesce((select c.line_id from pb.claim c where c.token = claim),
                      (select k.line_id from pb.call k where k.call_uuid = uuid_of_call));
    if known is not null then
        perform pb.object_to(known, claim, 'call');
    elsif person ~ '^[0-9]{1,18}$'
        and exists (select from audit.entry e
                     where e.action = 'office_restored' and e.at > clock_timestamp() - interval '30 days') then
        perform pb.object_to(l.line_id, null, 'call')
           from (select distinct lp.line_id from pb.line_person lp where lp.person_id = person::bigint) l;
    end if;
end $$;

-- Does it name somebody whom the office no longer knows, or a line that was erased? Of them nothing is kept.
create or replace function pb.speaks_of_erased(body jsonb, claim uuid) returns boolean
    language plpgsql stable set search_path = pg_catalog, pg_temp as $$
begin
    return jsonb_typeof(body) = 'object'
       and (exists (select from pb.claim c where c.token = claim and pb.erased(c.line_id))
            or body ->> 'person_id' ~ '^[0-9]{1,18}$'
               and not exists (select from pb.person p where p.id = (body ->> 'person_id')::bigint));
end $$;

-- A journal's record the server refused three times: kept for the supervisor, whatever it says. An
-- objection in it closes the line all the same. A desk parks as many an hour as a caller is served lines:
-- each may show a supervisor the names of whom it speaks. Beyond that it keeps them and tries again.
create or replace function api.park(claim uuid, call_uuid uuid, body jsonb, reason text) returns jsonb
    language plpgsql security definer set search_path = pg_catalog, pg_temp set client_min_messages = error as $$
declare
    desk int := pb.this_desk();
begin
    if not pb.steady() then return '{"status": "isolation"}'; end if;
    if desk is null then return '{"status": "revoked"}'; end if;
    if call_uuid is null or length(coalesce(body, '{}')::text) > 20000 or length(coalesce(reason, '')) > 200
       or (select count(*) from pb.orphan o where o.desk_id = desk and o.settled_at is null) >= 200
       or (select count(*) from pb.orphan o where o.desk_id = desk and o.call_uuid is distinct from park.call_uuid
              and o.parked_at > clock_timestamp() - interval '1 hour') >= (select f.claims_an_hour from pb.office f) then
        return '{"status": "invalid"}';
    end if;
    insert into pb.orphan (call_uuid, desk_id, claim_token, body, reason)
    values (call_uuid, desk, claim,
            case when pb.speaks_of_erased(body, claim) then pb.of_nobody(body) else coalesce(body, '{}') end,
            coalesce(reason, '')) on conflict do nothing;
    if found and body ->> 'outcome' = 'do_not_call' then
        perform pb.object_parked(claim, call_uuid, body ->> 'person_id');
        perform pb.note('objection', null, desk, call_uuid::text);
    end if;
    perform pb.tell('orphan', null, null, null, desk);
    return '{"status": "ok"}';
end $$;
