-- Somebody rings back and says who they are: the caller asks for the full number, or for the surname
-- and the year of birth, and learns who stands on that line; never a number, never a list. Counted by
-- caller and by desk. The question is written in one call and answered in another, as everywhere.

-- A surname as one compares it: letters only, without accents, case, hyphens or spaces.
create or replace function pb.plain_name(name text) returns text
    language plpgsql immutable set search_path = pg_catalog, pg_temp as $$
begin
    return regexp_replace(
        normalize(replace(replace(replace(lower(name), 'œ', 'oe'), 'æ', 'ae'), 'ß', 'ss'), NFKD), '[^a-z]', '', 'g');
end $$;

-- What ties an answer to its question without either being kept.
create or replace function pb.search_bound(search uuid, e164 text, surname text, born int) returns bytea
    language plpgsql immutable set search_path = pg_catalog, pg_temp as $$
begin
    return sha256(convert_to(concat_ws('|', search::text, 'n' || e164, 's' || surname, 'y' || born), 'UTF8'));
end $$;

-- First half: 'asked' with the key to read the answer with; 'cap' with the moment from which one may
-- ask again; 'invalid', 'session'. Only questions well put are counted.
create or replace function api.search(token text, e164 text, surname text, born int) returns jsonb
    language plpgsql security definer set search_path = pg_catalog, pg_temp set client_min_messages = error as $$
declare
    me    record;
    most  int := (select o.searches_an_hour from pb.office o);
    now_  timestamptz := clock_timestamp();
    first_ timestamptz;
    asked uuid := gen_random_uuid();
begin
    if not pb.steady() then return '{"status": "isolation"}'; end if;
    select * into me from pb.who(token);
    if me.account_id is null then return '{"status": "session"}'; end if;
    if e164 is not null and (surname is not null or born is not null) then
        return '{"status": "invalid", "field": "one"}';
    elsif e164 is not null and e164 !~ '^[+][1-9][0-9]{6,14}$' then
        return '{"status": "invalid", "field": "number"}';
    elsif e164 is null and coalesce(length(surname) > 80 or length(pb.plain_name(surname)) < 2, true) then
        return '{"status": "invalid", "field": "surname"}';
    elsif e164 is null and coalesce(born not between 1900 and 2030, true) then
        return '{"status": "invalid", "field": "born"}';
    end if;
    -- Both rows are the queue to their counts, in the order sign_in_result takes them.
    perform from pb.desk d where d.id = me.desk_id for update;
    perform from pb.account a where a.id = me.account_id for update;
    select max(s.at) into first_
      from (select (select x.asked_at from pb.search x
                     where x.account_id = me.account_id and x.asked_at > now_ - interval '1 hour'
                       and x.asked_at < now_ + interval '5 minutes'
                     order by x.asked_at desc offset greatest(most, 1) - 1 limit 1) as at
            union all
            select (select x.asked_at from pb.search x
                     where x.desk_id = me.desk_id and x.asked_at > now_ - interval '1 hour'
                       and x.asked_at < now_ + interval '5 minutes'
                     order by x.asked_at desc offset greatest(most, 1) - 1 limit 1)) s;
    if first_ is not null or most < 1 then
        perform pb.tell('searches_cap', null, me.account_id);
        return jsonb_build_object('status', 'cap', 'until', coalesce(first_, now_) + interval '1 hour');
    end if;
    delete from pb.search s where s.account_id = me.account_id and s.asked_at < now_ - interval '1 day';
    insert into pb.search (key_hash, bound, account_id, desk_id, asked_in, asked_at)
    values (sha256(uuid_send(asked)), pb.search_bound(asked, e164, surname, born), me.account_id, me.desk_id,
            pg_current_xact_id(), now_);
    perform pb.note('searched', me.account_id, me.desk_id, '',
                    jsonb_build_object('by', case when e164 is null then 'name' else 'number' end));
    -- Told as the last one allowed is asked.
    if (select count(*) from pb.search s where s.account_id = me.account_id and s.asked_at > now_ - interval '1 hour') >= most
       or (select count(*) from pb.search s where s.desk_id = me.desk_id and s.asked_at > now_ - interval '1 hour') >= most then
        perform pb.tell('searches_cap', null, me.account_id);
    end if;
    return jsonb_build_object('status', 'asked', 'search', asked);
end $$;

-- Who fits: up to nine who share the number, or up to four of the name. The caller counts them.
create or replace function pb.found(e164 text, surname text, born int) returns bigint[]
    language plpgsql stable set search_path = pg_catalog, pg_temp as $$
begin
    if e164 is not null then
        return (select array_agg(x.id order by x.id)
                  from (select distinct p.id
                          from pb.line l
                          join pb.line_person lp on lp.line_id = l.id
                          join pb.person p on p.id = lp.person_id
                         where l.e164 = found.e164 and p.deceased_at is null
                         limit 9) x);
    end if;
    return (select array_agg(x.id order by x.id)
              from (select p.id
                      from pb.person p
                     where p.birth_year = born and p.deceased_at is null
                       and pb.plain_name(surname) in (pb.plain_name(p.birth_name), pb.plain_name(p.used_name))
                       and exists (select from pb.line_person lp where lp.person_id = p.id)
                     limit 4) x);
end $$;

-- Second half, within a minute and with the same words: 'found' with those who share the number (eight at
-- most) or the name (three at most), 'none', 'many' (ask for the number), 'unknown', 'session'. Names, an age band, the bureau, the last
-- outcome and what was promised; no number, no birth date, no note.
create or replace function api.search_result(token text, search uuid, e164 text, surname text, born int) returns jsonb
    language plpgsql security definer set search_path = pg_catalog, pg_temp set client_min_messages = error as $$
declare
    me     record;
    found_ bigint[];
    people jsonb;
begin
    if not pb.steady() then return '{"status": "isolation"}'; end if;
    select * into me from pb.who(token);
    if me.account_id is null then return '{"status": "session"}'; end if;
    if not exists (select from pb.search s
                    where s.key_hash = sha256(uuid_send(search)) and s.account_id = me.account_id
                      and s.desk_id = me.desk_id and s.asked_in <> pg_current_xact_id()
                      and s.asked_at > clock_timestamp() - interval '1 minute'
                      and s.bound = pb.search_bound(search, e164, surname, born)) then
        return '{"status": "unknown"}';
    end if;
    found_ := pb.found(e164, surname, born);
    if found_ is null then return '{"status": "none"}'; end if;
    if cardinality(found_) > (case when e164 is null then 3 else 8 end) then return '{"status": "many"}'; end if;
    select jsonb_agg(jsonb_build_object(
               'person_id', p.id, 'sex', p.sex,
               'first_name', split_part(p.first_names, ' ', 1), 'last_name', pb.last_name(p),
               'age_band', pb.age_band(p.birth_year, p.birth_month, p.birth_day, (now() at time zone o.time_zone)::date),
               'bureau', coalesce(b.code, ''), 'bureau_name', coalesce(b.name, ''),
               'last_at', k.finished_at, 'last_outcome', k.outcome,
               'callback_at', q.callback, 'objected', coalesce(q.objected, false)) order by p.id)
      into people
      from pb.person p
     cross join pb.office o
      left join pb.bureau b on b.id = p.bureau_id
      left join lateral (
           select c.finished_at, c.outcome
             from pb.line_person lp join pb.call c on c.line_id = lp.line_id
            where lp.person_id = p.id and c.outcome is not null
            order by c.finished_at desc limit 1) k on true
      left join lateral (
           select min(coalesce(x.callback_at, x.due_at)) filter (where x.state = 2) as callback,
                  bool_or(l.objected_at is not null) as objected
             from pb.line_person lp
             join pb.line l on l.id = lp.line_id
             left join pb.queue x on x.line_id = l.id
            where lp.person_id = p.id) q on true
     where p.id = any (found_);
    return jsonb_build_object('status', 'found', 'people', people);
end $$;

-- The line of somebody found, within five minutes and with the same words: reserved as the next line is,
-- counted as one and bound by the same rules; the card is opened in another call. On a number, that very
-- line; by name, the entry of this campaign. As api.claim, or 'taken', 'done' (nothing left to ask, or no
-- entry in this campaign), 'unknown'.
create or replace function api.claim_found(
    token text, search uuid, e164 text, surname text, born int, person bigint, campaign int
) returns jsonb
    language plpgsql security definer set search_path = pg_catalog, pg_temp set client_min_messages = error as $$
declare
    me     record;
    found_ bigint[];
    entry  bigint;
begin
    if not pb.steady() then return '{"status": "isolation"}'; end if;
    select * into me from pb.who(token);
    if me.account_id is null then return '{"status": "session"}'; end if;
    if person is null or not exists (
        select from pb.search s
         where s.key_hash = sha256(uuid_send(search)) and s.account_id = me.account_id and s.desk_id = me.desk_id
           and s.asked_in <> pg_current_xact_id() and s.asked_at > clock_timestamp() - interval '5 minutes'
           and s.bound = pb.search_bound(search, e164, surname, born)) then
        return '{"status": "unknown"}';
    end if;
    found_ := pb.found(e164, surname, born);
    if person <> all (coalesce(found_, '{}')) or cardinality(found_) > (case when e164 is null then 3 else 8 end) then
        return '{"status": "unknown"}';
    end if;
    select q.id into entry
      from pb.target t
      join pb.queue q on q.id = t.queue_id
      join pb.line l on l.id = q.line_id
     where t.campaign_id = campaign and t.person_id = person and (claim_found.e164 is null or l.e164 = claim_found.e164)
     limit 1;
    return pb.claim_for(me.account_id, me.desk_id, campaign, coalesce(entry, 0));
end $$;
