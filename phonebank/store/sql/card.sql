-- What a caller sees of the line held (R5): names, an age band, the bureau, earlier calls. Never a
-- birth date, past votes, a score, an opinion; the number comes with start_call.

-- The band of an age; unknown parts of a birth date count as the middle (1 July, the 15th), as in
-- `domain/ages.py`; a test compares the two. Empty where the year is unknown or impossible.

create or replace function pb.age_band(birth_year int, birth_month int, birth_day int, today date) returns text
    language plpgsql immutable set search_path = pg_catalog, pg_temp as $$
begin
    return (
    select case
        when birth_year is null or age not between 16 and 120 then ''
        when age < 25 then '18-24' when age < 35 then '25-34' when age < 50 then '35-49' when age < 65 then '50-64'
        when age < 80 then '65-79' when age < 90 then '80-89' else '90+' end
      from (select extract(year from today)::int - birth_year
                 - case when (case when coalesce(birth_month, 0) = 0 then 7 else birth_month end,
                              case when coalesce(birth_month, 0) = 0 then 1 else coalesce(nullif(birth_day, 0), 15) end)
                             > (extract(month from today), extract(day from today)) then 1 else 0 end as age) a);
end $$;

-- The name one asks for: the one in use, else the birth name; the first of the first names.
create or replace function pb.last_name(p pb.person) returns text
    language plpgsql immutable set search_path = pg_catalog, pg_temp as $$
begin
    return case when p.used_name <> '' then p.used_name else p.birth_name end;
end $$;

-- The desk's second step after a committed claim. 'ok' with the card, 'gone', 'silence', 'session'.
create or replace function api.open_card(token text, claim uuid) returns jsonb
    language plpgsql security definer set search_path = pg_catalog, pg_temp set client_min_messages = error as $$
declare
    me   record;
    held pb.claim;
    q    pb.queue;
    zone text;
    card jsonb;
begin
    if not pb.steady() then return '{"status": "isolation"}'; end if;
    select * into me from pb.who(token);
    if me.account_id is null then return '{"status": "session"}'; end if;
    held := pb.lock_claim(claim);
    if held.token is null or held.account_id <> me.account_id or held.ended_at is not null
       or held.due_at <= clock_timestamp() or held.claimed_in = pg_current_xact_id() then
        return '{"status": "gone"}';
    end if;
    select * into q from pb.queue k where k.id = held.queue_id;
    zone := (select l.zone from pb.lane l where l.id = q.lane_id);
    -- Once dialled the call is a fact: its card stays until the outcome is told.
    if held.started_at is null and pb.silent(zone, clock_timestamp()) then return '{"status": "silence"}'; end if;
    if held.opened_at is null then
        update pb.claim c set opened_at = clock_timestamp() where c.token = held.token;
        perform pb.note('card_opened', me.account_id, me.desk_id, held.token::text);
    end if;

    select jsonb_build_object(
        'people', (
            select coalesce(jsonb_agg(jsonb_build_object(
                       'person_id', p.id, 'sex', p.sex,
                       'first_name', split_part(p.first_names, ' ', 1), 'last_name', pb.last_name(p),
                       'age_band', pb.age_band(p.birth_year, p.birth_month, p.birth_day,
                                             (now() at time zone o.time_zone)::date),
                       'done', t.done_at is not null,
                       'bureau', case when b.id is not null then jsonb_build_object(
                           'code', b.code, 'name', b.name,
                           'address', concat_ws(', ', nullif(b.address, ''),
                                                nullif(concat_ws(' ', nullif(b.postcode, ''), nullif(b.city, '')), '')),
                           'opens', b.opens, 'closes', b.closes, 'wheelchair', b.wheelchair) end)
                       order by t.done_at nulls first, p.id), '[]')
              from pb.target t
              join pb.person p on p.id = t.person_id
              left join pb.bureau b on b.id = p.bureau_id
             where t.queue_id = q.id and p.deceased_at is null and p.departed_on is null and p.moved_at is null),
        'line_kind', line.kind, 'attempt', q.attempts + 1, 'why', held.why,
        'message_left', q.message_left,
        'history', (
            select coalesce(jsonb_agg(jsonb_build_object(
                       'at', h.finished_at, 'outcome', h.outcome, 'person_id', h.person_id, 'note', h.note)
                       order by h.finished_at desc), '[]')
              from (select k.* from pb.call k
                     where k.line_id = q.line_id and k.outcome is not null
                     order by k.finished_at desc limit 8) h),
        'called_recently', (select max(k.started_at) from pb.call k
                             where k.line_id = q.line_id and k.call_uuid is distinct from held.call_uuid),
        'origin', (
            select jsonb_build_object(
                       'source', s.label, 'collected_on', coalesce(lp.given_on, s.collected_on),
                       'legal_basis', s.legal_basis)
              from pb.line_person lp join pb.source s on s.id = lp.source_id
             where lp.line_id = q.line_id
             order by lp.person_id in (select t.person_id from pb.target t where t.queue_id = q.id) desc,
                      lp.given_on desc nulls last
             limit 1),
        'roll', (
            select jsonb_build_object('commune', e.commune_name, 'dated', e.dated)
              from pb.target t
              join pb.roll_entry r on r.person_id = t.person_id
              join pb.roll_edition e on e.id = r.edition_id
             where t.queue_id = q.id
             order by e.dated desc limit 1),
        'controller', o.controller, 'rights_contact', o.rights_contact,
        'script_version', (select v.id from pb.script_version v
                            where v.script_id = c.script_id order by v.number desc limit 1))
      into card
      from pb.line line, pb.office o, pb.campaign c
     where line.id = q.line_id and c.id = q.campaign_id;
    return pb.claim_facts(held, 'ok') || jsonb_build_object('card', card);
end $$;

-- The script of a campaign this caller may work in, with the words its fillers stand for.
create or replace function api.script(token text, version int) returns jsonb
    language sql stable security definer set search_path = pg_catalog, pg_temp set client_min_messages = error as $$
    select jsonb_build_object(
               'status', 'ok', 'version', v.id, 'language', s.language, 'body', v.body,
               'values', jsonb_build_object(
                   'campaign_name', c.name, 'controller', o.controller, 'rights_contact', o.rights_contact,
                   'caller_name', a.name, 'round_date', r.held_on, 'round_name', b.name, 'round_number', r.number))
      from pb.who(token) me
      join pb.account a on a.id = me.account_id
      join pb.script_version v on v.id = version
      join pb.script s on s.id = v.script_id
      join pb.campaign c on c.script_id = s.id and c.state in ('open', 'paused')
      join pb.round r on r.id = c.round_id
      join pb.ballot b on b.id = r.ballot_id
     cross join pb.office o
     order by c.id desc limit 1
$$;
