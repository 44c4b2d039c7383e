-- How far a campaign is. The counts of a large queue are dear, so they are kept for a while: at
-- least one second, at least twenty times as long as counting took; one session counts at a time.

create or replace function pb.counted(campaign int) returns pb.progress
    language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
    have  pb.progress;
    began timestamptz := clock_timestamp();
begin
    select * into have from pb.progress p where p.campaign_id = campaign;
    if have.counted_at > began - greatest(interval '1 second', 20 * have.took)
       and have.counted_at < began + interval '1 minute' then     -- else the clock was put back since
        return have;
    end if;
    if have.campaign_id is not null then
        perform from pb.progress p where p.campaign_id = campaign for update skip locked;
        if not found then return have; end if;
    end if;
    -- The row is made when a supervisor opens the campaign: made here, a desk that left its transaction
    -- open would keep everybody waiting. Until then each asks anew.
    select campaign, began, '0'::interval,
           count(*) filter (where q.state = 0), count(*) filter (where q.state = 1),
           count(*) filter (where q.state = 2), count(*) filter (where q.state = 3),
           count(*) filter (where q.state = 4), count(*) filter (where q.state = 9)
      into have
      from pb.queue q where q.campaign_id = campaign;
    have.took := clock_timestamp() - began;
    update pb.progress p
       set counted_at = have.counted_at, took = have.took, ready = have.ready, claimed = have.claimed,
           callback = have.callback, cooling = have.cooling, in_doubt = have.in_doubt, done = have.done
     where p.campaign_id = campaign;
    return have;
end $$;

-- The desk's choice of campaigns and its bar: how far we are, what I did today.
create or replace function api.campaigns(token text) returns jsonb
    language plpgsql security definer set search_path = pg_catalog, pg_temp set client_min_messages = error as $$
declare
    me    record;
    facts jsonb;
begin
    if not pb.steady() then return '[]'; end if;
    select * into me from pb.who(token);
    if me.account_id is null then return '[]'; end if;
    perform reaper.reap();
    select coalesce(jsonb_agg(jsonb_build_object(
               'campaign_id', c.id, 'name', c.name, 'round_code', r.code, 'round_date', r.held_on, 'state', c.state,
               'lines', p.ready + p.claimed + p.callback + p.cooling + p.in_doubt + p.done, 'done', p.done,
               'my_calls', mine.calls, 'my_conversations', mine.conversations,
               'any_hour', c.any_hour and (select o.practice from pb.office o),
               'hours', (select coalesce(jsonb_agg(jsonb_build_array(h.weekday, h.opens, h.closes)
                                                   order by h.weekday, h.opens), '[]')
                           from pb.calling_hours h where h.campaign_id = c.id))
               order by (c.state = 'open') desc, r.held_on, c.id), '[]')
      into facts
      from pb.campaign c
      join pb.round r on r.id = c.round_id
     cross join lateral pb.counted(c.id) p
     cross join lateral (
           select count(*) filter (where f.attempt) as calls, count(*) filter (where f.conversation) as conversations
             from pb.call k cross join lateral pb.rule(k.outcome) f
            where k.account_id = me.account_id and k.campaign_id = c.id
              and k.finished_at > date_trunc('day', now(), (select o.time_zone from pb.office o))) mine
     where c.state in ('open', 'paused');
    return facts;
end $$;
