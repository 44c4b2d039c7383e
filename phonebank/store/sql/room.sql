-- What supervisors see and decide: no table, only these functions; none shows a number, a birth date
-- or a past vote, and one who was sent away is answered nothing from that moment on. Every decision is noted in the audit under the supervisor's own database role.

-- The office, its clock and the next silence, who asks ('supervisor' or 'owner'), and how many owners have an
-- account of their own. No row: this role is nobody here any more.
create or replace function room.office() returns table (
    name text, practice boolean, time_zone text, supervisor text, at timestamptz,
    silence_from timestamptz, silence_until timestamptz, kind text, owners int
) language sql stable security definer set search_path = pg_catalog, pg_temp set client_min_messages = error as $$
    select o.name, o.practice, o.time_zone, a.name, clock_timestamp(), s.starts, s.ends, a.kind,
           (select count(*) from pb.account w where w.kind = 'owner' and w.active)::int
      from pb.office o
      join pb.account a on a.login = session_user and a.active
      left join lateral pb.silence(o.time_zone, clock_timestamp()) s on true
$$;

-- One line a campaign: where its queue stands, with today's metrics named as phone banks name them.
-- `caller_seconds` is the time callers held the lines of these calls, from reservation to outcome. Watching the
-- room ends what desks leave open, where no other desk is at work to do it.
create or replace function room.campaigns() returns table (
    campaign_id int, name text, state text, round_code text, round_date date,
    ready int, claimed int, callback int, cooling int, in_doubt int, done int,
    attempts bigint, contacts bigint, conversations bigint, objections bigint, caller_seconds double precision
) language sql volatile security definer set search_path = pg_catalog, pg_temp set client_min_messages = error as $$
    select reaper.reap() where pb.supervises();
    select c.id, c.name, c.state, r.code, r.held_on,
           p.ready, p.claimed, p.callback, p.cooling, p.in_doubt, p.done,
           t.attempts, t.contacts, t.conversations, t.objections, t.caller_seconds
      from pb.campaign c
      join pb.round r on r.id = c.round_id
     cross join pb.office o
     cross join lateral pb.counted(c.id) p
     cross join lateral (
           select count(*) filter (where f.attempt) as attempts, count(*) filter (where f.contact) as contacts,
                  count(*) filter (where f.conversation) as conversations,
                  count(*) filter (where k.outcome = 'do_not_call') as objections,
                  coalesce(sum(extract(epoch from least(h.ended_at, k.finished_at, h.claimed_at + o.claim_longest)
                                                  - h.claimed_at)), 0)::double precision as caller_seconds
             from pb.call k
             join pb.claim h on h.token = k.claim_token
            cross join lateral pb.rule(k.outcome) f
            where k.campaign_id = c.id and k.finished_at > date_trunc('day', now(), o.time_zone)) t
     where pb.supervises()
     order by (c.state = 'open') desc, r.held_on desc, c.id
$$;

-- What a forecast needs, in one answer. `stock`: lines not done, by attempts made and first day they may
-- be called; `spans`: when this campaign may call until its round, by the office's clock (a practice
-- office calls at any hour, but is not forecast to call at night); `recent`: the last hour's attempts;
-- `ended` of `tried`: how often an attempt ends a line; `waiting`: why nothing is served, in figures.
create or replace function room.outlook(campaign int) returns jsonb
    language sql stable security definer set search_path = pg_catalog, pg_temp set client_min_messages = error as $$
    with place as (
        select c.id, c.attempts_allowed, r.held_on, o.time_zone as zone, c.any_hour and o.practice as any_hour,
               (clock_timestamp() at time zone o.time_zone)::date as today
          from pb.campaign c
          join pb.round r on r.id = c.round_id
         cross join pb.office o
         where c.id = campaign and pb.supervises()
    ), line as (
        select q.attempts, q.state, q.done_why, count(*) as lines,
               case when q.state in (2, 3, 4) then greatest((q.due_at at time zone p.zone)::date, p.today)
                    else p.today end as day
          from pb.queue q
         cross join place p
         where q.campaign_id = p.id
         group by q.attempts, q.state, q.done_why, 5
    ), stock as (
        select l.attempts, l.day, sum(l.lines) as lines from line l where l.state <> 9 group by l.attempts, l.day
    ), span as (
        select (d.day + h.opens) at time zone p.zone as opens, (d.day + h.closes) at time zone p.zone as closes
          from place p
         cross join lateral generate_series(0, least(p.held_on - p.today - 1, 40)) n
         cross join lateral (select p.today + n as day) d
         cross join lateral (
               select k.opens, k.closes from pb.calling_hours k
                where k.campaign_id = p.id and k.weekday = extract(isodow from d.day) and not p.any_hour
                  and not pb.is_holiday(d.day, p.zone)
               union all
               select '09:00', '21:00' where p.any_hour) h
         where not pb.silent(p.zone, (d.day + h.opens) at time zone p.zone)
    ), recent as (
        select count(*) as attempts, min(coalesce(k.started_at, k.finished_at)) as since,
               count(distinct k.account_id) as callers
          from pb.call k
         cross join lateral pb.rule(k.outcome) f
         where k.campaign_id = campaign and f.attempt and k.finished_at > clock_timestamp() - interval '1 hour'
    )
    select jsonb_build_object(
               'allowed', p.attempts_allowed,
               'stock', (select coalesce(jsonb_agg(jsonb_build_array(s.attempts, s.day, s.lines)), '[]') from stock s),
               'spans', (select coalesce(jsonb_agg(jsonb_build_array(s.opens, s.closes) order by s.opens), '[]')
                           from span s where s.closes > clock_timestamp()),
               'recent', jsonb_build_object('attempts', r.attempts, 'since', r.since, 'callers', r.callers),
               'tried', (select coalesce(sum(l.lines * l.attempts), 0) from line l),
               'ended', (select coalesce(sum(l.lines), 0) from line l
                          where l.state = 9 and l.attempts > 0 and l.done_why is distinct from 'attempts'),
               'waiting', pb.why_empty(p.id, null))
      from place p
     cross join recent r
$$;

-- The last hours of a campaign, oldest first, by the office's clock.
create or replace function room.hours(campaign int, back int) returns table (
    hour timestamptz, attempts bigint, contacts bigint, conversations bigint, callers bigint
) language sql stable security definer set search_path = pg_catalog, pg_temp set client_min_messages = error as $$
    select h, count(k.id) filter (where f.attempt), count(k.id) filter (where f.contact),
           count(k.id) filter (where f.conversation), count(distinct k.account_id)
      from pb.office o
     cross join lateral generate_series(
               date_trunc('hour', now(), o.time_zone) - make_interval(hours => least(greatest(back, 1), 72) - 1),
               date_trunc('hour', now(), o.time_zone), interval '1 hour') h
      left join pb.call k on k.campaign_id = campaign and k.finished_at >= h and k.finished_at < h + interval '1 hour'
                         and k.outcome is not null
      left join lateral pb.rule(k.outcome) f on true
     where pb.supervises()
     group by h
     order by h
$$;

-- What a claim is called towards a supervisor: its token is the right to tell how the call went, in the name of
-- whoever holds the line.
create or replace function pb.claim_alias(token uuid) returns uuid
    language sql immutable set search_path = pg_catalog, pg_temp as $$
    select encode(substr(sha256(uuid_send(token)), 1, 16), 'hex')::uuid
$$;

-- Who sits where and since when: 'calling', 'reading', 'waiting', or 'lost', a desk that holds a line
-- and was not heard of for five minutes (an open card is renewed every two).
create or replace function room.callers() returns table (
    account_id int, name text, desk text, state text, since timestamptz, claim uuid, campaign text,
    calls bigint, conversations bigint
) language sql stable security definer set search_path = pg_catalog, pg_temp set client_min_messages = error as $$
    select a.id, a.name, d.label,
           case when k.token is null then 'waiting'
                when greatest(s.seen_at, k.claimed_at, k.started_at) < clock_timestamp() - interval '5 minutes' then 'lost'
                when k.started_at is not null then 'calling' else 'reading' end,
           coalesce(k.started_at, k.claimed_at,
                    greatest(s.started_at, (select max(c.finished_at) from pb.call c where c.account_id = a.id))),
           pb.claim_alias(k.token), coalesce(m.name, ''), t.calls, t.conversations
      from pb.session s
      join pb.account a on a.id = s.account_id
      join pb.desk d on d.id = s.desk_id
     cross join pb.office o
      left join pb.claim k on k.account_id = a.id and k.ended_at is null
      left join pb.campaign m on m.id = k.campaign_id
     cross join lateral (
           select count(*) filter (where f.attempt) as calls, count(*) filter (where f.conversation) as conversations
             from pb.call c cross join lateral pb.rule(c.outcome) f
            where c.account_id = a.id and c.finished_at > date_trunc('day', now(), o.time_zone)) t
     where s.ended_at is null and s.expires_at > clock_timestamp() and pb.supervises()
     order by a.name
$$;

-- What waits for a decision: two hundred at most, those a desk makes by telling outcomes last, so that they
-- push no cap and no guessed PIN out of sight.
create or replace function room.alerts() returns table (
    alert_id bigint, kind text, campaign text, account text, made_at timestamptz, desk text
) language sql stable security definer set search_path = pg_catalog, pg_temp set client_min_messages = error as $$
    select l.id, l.kind, coalesce(c.name, ''), coalesce(a.name, ''), l.made_at, coalesce(d.label, '')
      from (select x.* from pb.alert x
             where x.settled_at is null and pb.supervises()
             order by x.call_id is not null, x.made_at desc
             limit 200) l
      left join pb.campaign c on c.id = l.campaign_id
      left join pb.account a on a.id = l.account_id
      left join pb.desk d on d.id = l.desk_id
     order by l.made_at desc
$$;

-- Takes an alert off the list. False: it was settled already.
create or replace function room.settle_alert(alert bigint) returns boolean
    language plpgsql volatile security definer set search_path = pg_catalog, pg_temp set client_min_messages = error as $$
begin
    perform pb.steady();
    if not pb.supervises() then return false; end if;
    update pb.alert a set settled_at = clock_timestamp(), settled_by = session_user
     where a.id = alert and a.settled_at is null;
    if not found then return false; end if;
    perform pb.note('alert_settled', null, null, alert::text);
    return true;
end $$;

-- Decides about a dialled line whose outcome was never told: 'no_answer' writes that outcome for the
-- caller, 'later' leaves the line to be tried another day, as it would be anyway. 'ok', 'told' (the
-- outcome came meanwhile), 'missing', 'invalid'.
create or replace function room.settle_doubt(alert bigint, decision text) returns text
    language plpgsql volatile security definer set search_path = pg_catalog, pg_temp set client_min_messages = error as $$
declare
    k      pb.call;
    c      pb.claim;
    answer text := 'ok';
begin
    perform pb.steady();
    if not pb.supervises() then return 'missing'; end if;
    if decision is null or decision not in ('no_answer', 'later') then return 'invalid'; end if;
    perform reaper.make_way('1 second');
    select l.* into k
      from pb.alert a join pb.call l on l.id = a.call_id
     where a.id = alert and a.kind = 'in_doubt' and a.settled_at is null;
    if k.id is null then return 'missing'; end if;
    if decision = 'no_answer' then
        -- The claim's lock first, as everywhere; the alert last.
        select * into c from pb.claim h where h.token = k.claim_token;
        if pb.finish(c.token, k.call_uuid, c.fence, '{"outcome": "no_answer"}') ->> 'status' <> 'ok' then
            answer := 'told';
        end if;
    end if;
    update pb.alert a set settled_at = clock_timestamp(), settled_by = session_user
     where a.id = alert and a.settled_at is null;
    perform pb.note('doubt_settled', k.account_id, k.desk_id, k.call_uuid::text,
                    jsonb_build_object('decision', decision, 'answer', answer));
    return answer;
end $$;

-- Opens, pauses or closes a campaign.
create or replace function room.set_state(campaign int, state text) returns text
    language plpgsql security definer set search_path = pg_catalog, pg_temp set client_min_messages = error as $$
begin
    perform pb.steady();
    if not pb.supervises() then return 'missing'; end if;
    return pb.set_campaign_state(campaign, state);
end $$;

-- Takes back a line somebody holds, named as `room.callers` does; one that was dialled goes to in doubt.
create or replace function room.take_back(claim uuid) returns boolean
    language plpgsql security definer set search_path = pg_catalog, pg_temp set client_min_messages = error as $$
declare
    held pb.claim;
begin
    perform pb.steady();
    if not pb.supervises() then return false; end if;
    perform reaper.make_way('1 second');
    held := pb.lock_claim((select c.token from pb.claim c
                            where c.ended_at is null and claim in (c.token, pb.claim_alias(c.token))));
    if held.token is null or held.ended_at is not null then return false; end if;
    perform pb.give_back(held.token, 'taken_back');
    perform pb.note('claim_taken_back', held.account_id, held.desk_id, held.token::text);
    return true;
end $$;

-- 'ok', 'missing', 'invalid', or 'past': the round is over, there is nobody left to call.
create or replace function pb.set_campaign_state(campaign int, new_state text) returns text
    language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
    c pb.campaign;
begin
    -- Lines being claimed lean on the campaign's key, which stays: none of them is waited for.
    select * into c from pb.campaign k where k.id = campaign for no key update;
    if c.id is null then return 'missing'; end if;
    if new_state is null or new_state not in ('open', 'paused', 'closed') or (c.state = 'draft' and new_state = 'paused') then
        return 'invalid';
    end if;
    if new_state = 'open' and exists (
        select from pb.round r, pb.office o
         where r.id = c.round_id and r.held_on < (now() at time zone o.time_zone)::date) then
        return 'past';
    end if;
    update pb.campaign k
       set state = new_state,
           opened_at = case when new_state = 'open' then coalesce(k.opened_at, clock_timestamp()) else k.opened_at end,
           closed_at = case when new_state = 'closed' then clock_timestamp() end
     where k.id = campaign;
    insert into pb.progress values (campaign, 'epoch', '0', 0, 0, 0, 0, 0, 0) on conflict do nothing;
    perform pb.note('campaign_' || new_state, null, null, campaign::text);
    return 'ok';
end $$;
