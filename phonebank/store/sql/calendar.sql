-- The election silence (R1) and the calling hours (R2), by this server's clock and the voter's
-- time zone. `domain/silence.py` and `domain/hours.py` are the same rules for screens; a test
-- compares the two.

-- Time zones that vote on Saturday in national elections.
create or replace function pb.votes_on_saturday(zone text) returns boolean
    language sql immutable set search_path = pg_catalog, pg_temp as $$
    select zone in ('America/Guadeloupe', 'America/Martinique', 'America/Cayenne', 'America/Miquelon',
                    'America/St_Barthelemy', 'America/Marigot', 'Pacific/Tahiti', 'Pacific/Marquesas',
                    'Pacific/Gambier')
$$;

-- The time zone of a commune by its INSEE code; `fallback` for the mainland.
create or replace function pb.zone_of_commune(code text, fallback text) returns text
    language sql immutable set search_path = pg_catalog, pg_temp as $$
    select case left(code, 3)
               when '971' then 'America/Guadeloupe'
               when '972' then 'America/Martinique'
               when '973' then 'America/Cayenne'
               when '974' then 'Indian/Reunion'
               when '975' then 'America/Miquelon'
               when '976' then 'Indian/Mayotte'
               when '977' then 'America/St_Barthelemy'
               when '978' then 'America/Marigot'
               when '986' then 'Pacific/Wallis'
               when '987' then 'Pacific/Tahiti'
               when '988' then 'Pacific/Noumea'
               else fallback
           end
$$;

-- When the last poll closes in a zone: 20:00 where its bureaux' hours are unknown.
create or replace function pb.last_poll(zone text) returns time
    language plpgsql stable set search_path = pg_catalog, pg_temp as $$
begin
    return coalesce((
        select max(b.closes)
          from (select min(commune_code) as commune_code, max(coalesce(closes, '20:00')) as closes
                  from pb.bureau group by left(commune_code, 3)) b
         cross join pb.office o
         where pb.zone_of_commune(b.commune_code, o.time_zone) = zone), '20:00');
end $$;

-- The days on which a zone votes, from three days ago on.
create or replace function pb.vote_days(zone text, at timestamptz, out round_code text, out day date)
    returns setof record language plpgsql stable set search_path = pg_catalog, pg_temp as $$
begin
    return query
    select r.code,
           case when b.type in ('P', 'L', 'E') and pb.votes_on_saturday(zone)
                then r.held_on - 1 else r.held_on end
      from pb.round r
      join pb.ballot b on b.id = r.ballot_id
     where r.date_known
       and r.held_on between (at at time zone 'UTC')::date - 3 and (at at time zone 'UTC')::date + 400
    union all
    select '', (at at time zone o.time_zone)::date + 1 from pb.office o where o.practice and o.practice_silence;
end $$;

-- The silence that holds at `at` in `zone`, or else the next one. From 00:00 local time on the eve
-- of the vote until the last poll closes there.
create or replace function pb.silence(
    zone text, at timestamptz, out starts timestamptz, out ends timestamptz, out round_code text
) returns record language plpgsql stable set search_path = pg_catalog, pg_temp as $$
declare
    closes time := pb.last_poll(zone);
begin
    select (v.day - 1)::timestamp at time zone zone, (v.day + closes) at time zone zone, v.round_code
      into starts, ends, round_code
      from pb.vote_days(zone, at) v
     where (v.day + closes) at time zone zone > at
     order by v.day
     limit 1;
end $$;

-- Is serial calling forbidden in this zone now? Every claim asks: the bureaux' hours are looked up
-- only on the eve and the day of a vote.
create or replace function pb.silent(zone text, at timestamptz) returns boolean
    language plpgsql stable set search_path = pg_catalog, pg_temp as $$
declare
    near date;
begin
    for near in
        select v.day from pb.vote_days(zone, at) v
         where (v.day - 1)::timestamp at time zone zone <= at and (v.day + 1)::timestamp at time zone zone > at
    loop
        if (near + pb.last_poll(zone)) at time zone zone > at then return true; end if;
    end loop;
    return false;
end $$;

-- Whose holidays a zone keeps: a foreign one follows mainland France.
create or replace function pb.holiday_zone(zone text) returns text
    language plpgsql stable set search_path = pg_catalog, pg_temp as $$
begin
    return case when exists (select from pb.holiday h where h.zone = holiday_zone.zone)
                then zone else 'Europe/Paris' end;
end $$;

-- A day without calls.
create or replace function pb.is_holiday(day date, zone text) returns boolean
    language plpgsql stable set search_path = pg_catalog, pg_temp as $$
begin
    return exists (select from pb.holiday h
                    where h.day = is_holiday.day and h.zone = pb.holiday_zone(is_holiday.zone));
end $$;

-- The bit of the time slot a local time lies in: 1 morning (before 14:00), 2 afternoon (before
-- 17:00), 4 evening, 8 the week-end.
create or replace function pb.slot(at_local timestamp) returns smallint
    language plpgsql immutable set search_path = pg_catalog, pg_temp as $$
begin
    return case when extract(isodow from at_local) >= 6 then 8
                when at_local::time < '14:00' then 1
                when at_local::time < '17:00' then 2
                else 4 end;
end $$;

-- May this campaign call this zone at this moment? Silence is asked apart.
create or replace function pb.within_hours(campaign int, zone text, at timestamptz) returns boolean
    language plpgsql stable set search_path = pg_catalog, pg_temp as $$
declare
    local_ timestamp := at at time zone zone;
begin
    return coalesce((select c.any_hour and o.practice from pb.campaign c, pb.office o where c.id = campaign), false)
        or exists (
            select from pb.calling_hours h
             where h.campaign_id = campaign
               and h.weekday = extract(isodow from local_)
               and local_::time >= h.opens
               and local_::time < h.closes)
           and not pb.is_holiday(local_::date, zone);
end $$;

-- The first moment from `at` on when the campaign may call the zone in a time slot not in `tried`
-- (any slot, once all were tried). Null: never within forty days.
create or replace function pb.next_moment(campaign int, zone text, at timestamptz, tried int)
    returns timestamptz language plpgsql stable set search_path = pg_catalog, pg_temp as $$
declare
    any_hour boolean;
    holidays text := pb.holiday_zone(zone);
    moment   timestamptz;
begin
    select c.any_hour and o.practice into any_hour from pb.campaign c, pb.office o where c.id = campaign;
    with opening as (
        select h.weekday, h.opens, h.closes from pb.calling_hours h
         where h.campaign_id = campaign and not any_hour
        union all
        select d::smallint, '00:00'::time, '24:00'::time from generate_series(1, 7) d where any_hour
    ), piece as (            -- the openings, cut where one time slot ends and the next begins
        select o.weekday, greatest(o.opens, s.opens) as opens, least(o.closes, s.closes) as closes,
               case when o.weekday >= 6 then 8 else s.bit end as slot
          from opening o
          join (values ('00:00'::time, '14:00'::time, 1), ('14:00', '17:00', 2), ('17:00', '24:00', 4))
               s (opens, closes, bit)
            on greatest(o.opens, s.opens) < least(o.closes, s.closes)
    ), slice as (
        select greatest((d.day + p.opens) at time zone zone, at) as starts,
               (d.day + p.closes) at time zone zone as ends, p.slot
          from (select (at at time zone zone)::date + n as day from generate_series(0, 40) n) d
          join piece p on p.weekday = extract(isodow from d.day)
         where any_hour
            or not exists (select from pb.holiday h where h.zone = holidays and h.day = d.day)
    ), left_to_try as (
        select bit_or(s.slot) & ~tried as slots from slice s
    )
    select min(s.starts)
      into moment
      from slice s, left_to_try t
     where s.starts < s.ends
       and (t.slots = 0 or s.slot & t.slots <> 0);
    return moment;
end $$;

-- When the campaign may call the zone again: the first opening outside every silence, for whoever
-- asks how long to wait.
create or replace function pb.next_opening(campaign int, zone text, at timestamptz) returns timestamptz
    language plpgsql stable set search_path = pg_catalog, pg_temp as $$
declare
    opens timestamptz := pb.next_moment(campaign, zone, at, 0);
    quiet record;
begin
    for silence in 1 .. 4 loop
        select * into quiet from pb.silence(zone, opens);
        exit when quiet.starts is null or quiet.starts > opens;
        opens := pb.next_moment(campaign, zone, quiet.ends, 0);
    end loop;
    return opens;
end $$;
