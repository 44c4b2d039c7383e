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

-- The silence that holds at `at` in `zone`, or else the next one. From 00:00 local time on the eve
-- of the vote until the last poll closes there (20:00 where a bureau's hours are unknown).
create or replace function pb.silence(
    zone text, at timestamptz, out starts timestamptz, out ends timestamptz, out round_code text
) returns record language sql stable set search_path = pg_catalog, pg_temp as $$
    with office as (
        select time_zone, practice and practice_silence as shown from pb.office
    ), last_poll as (
        select coalesce(max(coalesce(b.closes, '20:00')), '20:00') as closes
          from pb.bureau b, office o
         where pb.zone_of_commune(b.commune_code, o.time_zone) = zone
    ), vote as (
        select r.code,
               case when b.type in ('P', 'L', 'E') and pb.votes_on_saturday(zone)
                    then r.held_on - 1 else r.held_on end as day
          from pb.round r
          join pb.ballot b on b.id = r.ballot_id
         where r.date_known
           and r.held_on between (at at time zone 'UTC')::date - 3 and (at at time zone 'UTC')::date + 400
        union all
        select '', (at at time zone o.time_zone)::date + 1 from office o where o.shown
    )
    select (v.day - 1)::timestamp at time zone zone,
           (v.day + l.closes) at time zone zone,
           v.code
      from vote v, last_poll l
     where (v.day + l.closes) at time zone zone > at
     order by v.day
     limit 1
$$;

-- Is serial calling forbidden in this zone now?
create or replace function pb.silent(zone text, at timestamptz) returns boolean
    language sql stable set search_path = pg_catalog, pg_temp as $$
    select coalesce((select s.starts <= at from pb.silence(zone, at) s), false)
$$;

-- A day without calls. A foreign zone follows mainland France.
create or replace function pb.is_holiday(day date, zone text) returns boolean
    language sql stable set search_path = pg_catalog, pg_temp as $$
    select exists (
        select from pb.holiday h
         where h.day = is_holiday.day
           and h.zone = case when exists (select from pb.holiday k where k.zone = is_holiday.zone)
                             then is_holiday.zone else 'Europe/Paris' end)
$$;

-- The bit of the time slot a local time lies in: 1 morning (before 14:00), 2 afternoon (before
-- 17:00), 4 evening, 8 the week-end.
create or replace function pb.slot(at_local timestamp) returns smallint
    language sql immutable set search_path = pg_catalog, pg_temp as $$
    select (case when extract(isodow from at_local) >= 6 then 8
                 when at_local::time < '14:00' then 1
                 when at_local::time < '17:00' then 2
                 else 4 end)::smallint
$$;

-- May this campaign call this zone at this moment? Silence is asked apart.
create or replace function pb.within_hours(campaign int, zone text, at timestamptz) returns boolean
    language sql stable set search_path = pg_catalog, pg_temp as $$
    select (select c.any_hour and o.practice from pb.campaign c, pb.office o where c.id = campaign)
        or exists (
            select from pb.calling_hours h
             where h.campaign_id = campaign
               and h.weekday = extract(isodow from at at time zone zone)
               and (at at time zone zone)::time >= h.opens
               and (at at time zone zone)::time < h.closes
               and not pb.is_holiday((at at time zone zone)::date, zone))
$$;

-- The first moment from `at` on when the campaign may call the zone in a time slot not in `tried`
-- (any slot, once all were tried). Null: never within forty days.
create or replace function pb.next_moment(campaign int, zone text, at timestamptz, tried int)
    returns timestamptz language sql stable set search_path = pg_catalog, pg_temp as $$
    with rule as (
        select c.any_hour and o.practice as any_hour from pb.campaign c, pb.office o where c.id = campaign
    ), opening as (
        select h.weekday, h.opens, h.closes from pb.calling_hours h, rule r
         where h.campaign_id = campaign and not r.any_hour
        union all
        select d::smallint, '00:00'::time, '24:00'::time from generate_series(1, 7) d, rule r where r.any_hour
    ), piece as (            -- the openings, cut where one time slot ends and the next begins
        select o.weekday, greatest(o.opens, s.opens) as opens, least(o.closes, s.closes) as closes
          from opening o
          join (values ('00:00'::time, '14:00'::time), ('14:00', '17:00'), ('17:00', '24:00')) s (opens, closes)
            on greatest(o.opens, s.opens) < least(o.closes, s.closes)
    ), slice as (
        select greatest((day + p.opens) at time zone zone, at) as starts,
               (day + p.closes) at time zone zone as ends,
               pb.slot(day + p.opens) as slot
          from generate_series(0, 40) n
         cross join lateral (select (at at time zone zone)::date + n as day) d
          join piece p on p.weekday = extract(isodow from d.day)
         where (select any_hour from rule)
            or not pb.is_holiday(d.day, next_moment.zone)
    ), left_to_try as (
        select bit_or(slot) & ~tried as slots from slice
    )
    select min(s.starts)
      from slice s, left_to_try t
     where s.starts < s.ends
       and (t.slots = 0 or s.slot & t.slots <> 0)
$$;
