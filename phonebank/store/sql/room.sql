-- What supervisors see and decide. They read views by plain grants and act through these functions;
-- nothing here shows a number, a birth date or a past vote.

-- One line a campaign: where its queue stands, with today's metrics named as phone banks name them.
create or replace function room.campaigns() returns table (
    campaign_id int, name text, state text, round_code text, round_date date,
    ready int, claimed int, callback int, cooling int, in_doubt int, done int,
    attempts bigint, contacts bigint, conversations bigint, objections bigint,
    next_due timestamptz, silence_from timestamptz, silence_until timestamptz
) language sql volatile security definer set search_path = pg_catalog, pg_temp set client_min_messages = error as $$
    select c.id, c.name, c.state, r.code, r.held_on,
           p.ready, p.claimed, p.callback, p.cooling, p.in_doubt, p.done,
           t.attempts, t.contacts, t.conversations, t.objections,
           (select q.due_at from pb.queue q
             where q.campaign_id = c.id and q.state in (1, 2, 3, 4) order by q.due_at limit 1),
           s.starts, s.ends
      from pb.campaign c
      join pb.round r on r.id = c.round_id
     cross join pb.office o
     cross join lateral pb.counted(c.id) p
     cross join lateral (
           select count(*) filter (where f.attempt) as attempts, count(*) filter (where f.contact) as contacts,
                  count(*) filter (where f.conversation) as conversations,
                  count(*) filter (where k.outcome = 'do_not_call') as objections
             from pb.call k cross join lateral pb.rule(k.outcome) f
            where k.campaign_id = c.id and k.finished_at > date_trunc('day', now(), o.time_zone)) t
      left join lateral pb.silence(o.time_zone, clock_timestamp()) s on true
     order by (c.state = 'open') desc, r.held_on desc, c.id
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
     group by h
     order by h
$$;

-- Who sits where and since when; 'calling', 'wrap_up' is not told apart from 'reading' by a server.
create or replace function room.callers() returns table (
    account_id int, name text, desk text, state text, since timestamptz, claim uuid, campaign_id int,
    calls bigint, conversations bigint
) language sql stable security definer set search_path = pg_catalog, pg_temp set client_min_messages = error as $$
    select a.id, a.name, d.label,
           case when k.started_at is not null then 'calling' when k.token is not null then 'reading' else 'waiting' end,
           coalesce(k.started_at, k.claimed_at,
                    greatest(s.started_at, (select max(c.finished_at) from pb.call c where c.account_id = a.id))),
           k.token, k.campaign_id, t.calls, t.conversations
      from pb.session s
      join pb.account a on a.id = s.account_id
      join pb.desk d on d.id = s.desk_id
     cross join pb.office o
      left join pb.claim k on k.account_id = a.id and k.ended_at is null
     cross join lateral (
           select count(*) filter (where f.attempt) as calls, count(*) filter (where f.conversation) as conversations
             from pb.call c cross join lateral pb.rule(c.outcome) f
            where c.account_id = a.id and c.finished_at > date_trunc('day', now(), o.time_zone)) t
     where s.ended_at is null and s.expires_at > clock_timestamp()
     order by a.name
$$;

-- What waits for a decision.
create or replace function room.alerts() returns table (
    alert_id bigint, kind text, campaign text, account text, made_at timestamptz
) language sql stable security definer set search_path = pg_catalog, pg_temp set client_min_messages = error as $$
    select l.id, l.kind, coalesce(c.name, ''), coalesce(a.name, ''), l.made_at
      from pb.alert l
      left join pb.campaign c on c.id = l.campaign_id
      left join pb.account a on a.id = l.account_id
     where l.settled_at is null
     order by l.made_at desc
     limit 200
$$;

create or replace function room.settle_alert(alert bigint) returns boolean
    language sql volatile security definer set search_path = pg_catalog, pg_temp set client_min_messages = error as $$
    update pb.alert a set settled_at = clock_timestamp(), settled_by = session_user
     where a.id = alert and a.settled_at is null
    returning true
$$;

-- Opens, pauses or closes a campaign.
create or replace function room.set_state(campaign int, state text) returns text
    language plpgsql security definer set search_path = pg_catalog, pg_temp set client_min_messages = error as $$
begin
    perform pb.steady();
    return pb.set_campaign_state(campaign, state);
end $$;

-- Takes back a line somebody holds; one that was dialled goes to in doubt.
create or replace function room.take_back(claim uuid) returns boolean
    language plpgsql security definer set search_path = pg_catalog, pg_temp set client_min_messages = error as $$
declare
    held pb.claim;
begin
    perform pb.steady();
    held := pb.lock_claim(claim);
    if held.token is null or held.ended_at is not null then return false; end if;
    perform pb.give_back(claim, 'taken_back');
    perform pb.note('claim_taken_back', held.account_id, held.desk_id, claim::text);
    return true;
end $$;

-- 'ok', 'missing', 'invalid', or 'past': the round is over, there is nobody left to call.
create or replace function pb.set_campaign_state(campaign int, new_state text) returns text
    language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
    c pb.campaign;
begin
    select * into c from pb.campaign k where k.id = campaign for update;
    if c.id is null then return 'missing'; end if;
    if new_state not in ('open', 'paused', 'closed') or (c.state = 'draft' and new_state = 'paused') then
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
    perform pb.note('campaign_' || new_state, null, null, campaign::text);
    return 'ok';
end $$;
