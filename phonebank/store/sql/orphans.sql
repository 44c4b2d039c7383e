-- Outcomes the office could not place: what desks parked, where each may belong, and the supervisor's
-- decision. A filed outcome takes the way of any other; the audit keeps which, never what it says.

-- What waits, the newest first. `outcome` is the word of the outcome, '' where it has none. A desk may park
-- any text: only words of ours are shown.
create or replace function room.orphans() returns table (
    orphan uuid, desk text, outcome text, reason text, parked_at timestamptz
) language sql stable security definer set search_path = pg_catalog, pg_temp set client_min_messages = error as $$
    select o.call_uuid, coalesce(d.label, ''),
           case when (pb.rule(o.body ->> 'outcome')).effect is null then '' else o.body ->> 'outcome' end,
           case when o.reason ~ '^[a-z_]{0,40}$' then o.reason else 'other' end, o.parked_at
      from pb.orphan o
      left join pb.desk d on d.id = o.desk_id
     where o.settled_at is null and pb.supervises()
     order by o.parked_at desc
     limit 200
$$;

-- Where one may belong: calls of that desk that nobody told the end of (kind 'call'), and the lines of the
-- person it names (kind 'line'). `people` are the names on the line; no number, no birth date.
create or replace function room.orphan_places(orphan uuid) returns table (
    kind text, place bigint, campaign text, caller text, at timestamptz, people text
) language sql stable security definer set search_path = pg_catalog, pg_temp set client_min_messages = error as $$
    with lost as (
        select * from pb.orphan o where o.call_uuid = orphan and o.settled_at is null and pb.supervises()
    ), found as (
        (select 'call' as kind, k.id as place, k.campaign_id, k.account_id, k.started_at as at, k.line_id
           from lost o
           join pb.call k on k.desk_id = o.desk_id and k.outcome is null
            and k.started_at between o.parked_at - interval '30 days' and o.parked_at
          order by k.started_at desc
          limit 20)
         union all
        (select 'line', q.id, q.campaign_id, null, null, q.line_id
           from lost o
           join pb.target t on t.person_id = (case when o.body ->> 'person_id' ~ '^[0-9]{1,18}$'
                                                   then o.body ->> 'person_id' end)::bigint
           join pb.queue q on q.id = t.queue_id
          order by q.campaign_id desc
          limit 10)
    )
    select f.kind, f.place, c.name, coalesce(a.name, ''), f.at,
           coalesce((select string_agg(distinct concat_ws(' ', split_part(p.first_names, ' ', 1), pb.last_name(p)), ', ')
                       from pb.line_person lp join pb.person p on p.id = lp.person_id
                      where lp.line_id = f.line_id), '')
      from found f
      join pb.campaign c on c.id = f.campaign_id
      left join pb.account a on a.id = f.account_id
     order by f.kind, f.at desc nulls last, f.place
$$;

-- Files one under a call or a line of `orphan_places`. On a line it becomes a call of the supervisor's own
-- hand, of the moment it was parked. 'ok'; 'late' (kept, the queue has gone on); 'told' (that call has an
-- outcome by now); 'taken' (somebody holds the line); 'invalid' (it does not fit there); 'missing'; 'refused'.
create or replace function room.file_orphan(orphan uuid, kind text, place bigint) returns text
    language plpgsql volatile security definer set search_path = pg_catalog, pg_temp set client_min_messages = error as $$
declare
    lost   pb.orphan;
    target record;
    told   jsonb;
    k      pb.call;
begin
    perform pb.steady();
    if not pb.supervises() then return 'refused'; end if;
    perform reaper.make_way('1 second');
    select * into lost from pb.orphan o where o.call_uuid = orphan and o.settled_at is null for update;
    select p.kind, p.place into target
      from room.orphan_places(orphan) p where p.kind = file_orphan.kind and p.place = file_orphan.place;
    if lost.call_uuid is null or target.place is null then return 'missing'; end if;
    if target.kind = 'line' then
        return pb.file_on_line(lost, target.place);
    end if;
    select * into k from pb.call c where c.id = target.place;
    told := pb.finish(k.claim_token, k.call_uuid, (select h.fence from pb.claim h where h.token = k.claim_token), lost.body);
    return pb.filed(lost, k.id, told);
end $$;

-- A call made of an outcome alone: its claim lives no longer than this.
create or replace function pb.file_on_line(lost pb.orphan, entry bigint) returns text
    language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
    q    pb.queue;
    made pb.claim;
    k    pb.call;
    told jsonb;
    hand int := coalesce((select a.id from pb.account a where a.login = session_user),
                         (select min(a.id) from pb.account a where a.kind <> 'caller'));
    was  smallint;
begin
    if hand is null then return 'refused'; end if;
    select * into q from pb.queue x where x.id = entry for update;
    if q.state = 1 then return 'taken'; end if;
    if pb.fault_of(lost.body, entry) is not null then return 'invalid'; end if;
    was := q.state;
    insert into pb.claim (token, queue_id, campaign_id, line_id, account_id, desk_id, fence, why, claimed_in,
                          claimed_at, due_at, call_uuid, started_at, started_in)
    values (gen_random_uuid(), q.id, q.campaign_id, q.line_id, hand, lost.desk_id, nextval('pb.fence'), 'filed',
            pg_current_xact_id(), lost.parked_at, clock_timestamp(), lost.call_uuid, lost.parked_at, pg_current_xact_id())
        on conflict do nothing
    returning * into made;
    if made.token is null then return 'taken'; end if;
    -- A line that is done stays done: its history grows, the queue does not move.
    update pb.queue x set fence = made.fence, state = 1, due_at = clock_timestamp() where x.id = q.id and was <> 9;
    insert into pb.call (call_uuid, claim_token, campaign_id, queue_id, line_id, account_id, desk_id, started_at)
    values (lost.call_uuid, made.token, q.campaign_id, q.id, q.line_id, hand, lost.desk_id, lost.parked_at)
        on conflict do nothing
    returning * into k;
    if k.id is null then
        update pb.queue x set fence = q.fence, state = q.state, due_at = q.due_at where x.id = q.id;
        delete from pb.claim h where h.token = made.token;
        return 'told';
    end if;
    told := pb.finish(made.token, k.call_uuid, made.fence, lost.body);
    return pb.filed(lost, k.id, told);
end $$;

-- What became of it; with its last one settled, a desk's alert goes too.
create or replace function pb.filed(lost pb.orphan, call bigint, told jsonb) returns text
    language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
    if told ->> 'status' = 'conflict' then return 'told'; end if;
    if told ->> 'status' <> 'ok' then return 'invalid'; end if;
    perform pb.orphan_settled(lost.call_uuid, call);
    perform pb.note('orphan_filed', null, lost.desk_id, lost.call_uuid::text, jsonb_build_object('call', call));
    return case when told ->> 'late' = 'true' then 'late' else 'ok' end;
end $$;

create or replace function pb.orphan_settled(orphan uuid, call bigint) returns void
    language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
    desk int;
begin
    update pb.orphan o set settled_at = clock_timestamp(), settled_by = session_user, filed_as = call
     where o.call_uuid = orphan
    returning o.desk_id into desk;
    if not exists (select from pb.orphan o where o.desk_id = desk and o.settled_at is null) then
        update pb.alert a set settled_at = clock_timestamp(), settled_by = session_user
         where a.kind = 'orphan' and a.settled_at is null and a.desk_id = desk;
    end if;
end $$;

-- Sets one aside: it belongs nowhere. An objection in it was applied when it came. False: settled already.
create or replace function room.drop_orphan(orphan uuid) returns boolean
    language plpgsql volatile security definer set search_path = pg_catalog, pg_temp set client_min_messages = error as $$
begin
    perform pb.steady();
    if not pb.supervises() then return false; end if;
    if not exists (select from pb.orphan o where o.call_uuid = orphan and o.settled_at is null) then return false; end if;
    perform pb.orphan_settled(orphan, null);
    perform pb.note('orphan_dropped', null, null, orphan::text);
    return true;
end $$;
