-- The people who call and the desks they sit at, in a supervisor's hands: adding somebody, another
-- PIN, sending somebody away, letting a desk try PINs again. Every answer is a status; the audit keeps
-- ids, never a name or a PIN. The owner's command line calls the same functions.

-- May this session decide about people? A supervisor who was not sent away, or the office's owner.
create or replace function pb.supervises() returns boolean
    language plpgsql stable set search_path = pg_catalog, pg_temp as $$
begin
    return exists (select from pb.account a where a.login = session_user and a.active)
        or pg_has_role(session_user, 'pb_owner', 'member');
end $$;

-- One name, one spelling: composed letters, single spaces.
create or replace function pb.clean_name(name text) returns text
    language sql immutable set search_path = pg_catalog, pg_temp as $$
    select regexp_replace(btrim(normalize(coalesce(name, ''))), '\s+', ' ', 'g')
$$;

-- Are these letters one can see, one of them at least? Neither control characters, nor what hides or turns
-- others around, nor blanks alone: nobody finds a desk without a name in a list.
create or replace function pb.legible(words text) returns boolean
    language sql immutable set search_path = pg_catalog, pg_temp as $$
    select words !~ '[[:cntrl:]]'
       and words !~ '[\u00AD\u034F\u061C\u17B4\u17B5\u180B-\u180F\u200B-\u200F\u2028-\u202E\u2060-\u206F\uFEFF\uFFF9-\uFFFB\U000E0000-\U000E007F]'
       and words ~ '[^\s\u00A0\u115F\u1160\u1680\u2000-\u200A\u202F\u205F\u2800\u3000\u3164\uFFA0]'
$$;

-- The PINs anybody tries first: fewer than three different digits, a step repeated (123456, 975319),
-- a half repeated, a palindrome, doubled digits, a walk over the keypad.
create or replace function pb.guessable(pin text) returns boolean
    language sql immutable set search_path = pg_catalog, pg_temp as $$
    select (select count(distinct d) from regexp_split_to_table(pin, '') d) < 3
        or exists (select from generate_series(1, 9) step
                    where pin = (select string_agg(((left(pin, 1)::int + step * i) % 10)::text, '' order by i)
                                   from generate_series(0, length(pin) - 1) i))
        or pin ~ '^([0-9]{3})\1+$' or pin ~ '^([0-9])\1([0-9])\2([0-9])\3'
        or pin = reverse(pin)
        or pin in ('246810', '101112', '123789', '147258', '147852', '258369', '258456', '159753', '159357',
                   '357159', '753159', '789456', '456123', '456789123', '147258369', '789456123')
$$;

-- What is wrong with a PIN: '' nothing, 'pin_digits', 'pin_short', 'pin_long', 'pin_trivial'. A practice
-- office shows its one PIN to everybody.
create or replace function pb.pin_fault(pin text) returns text
    language plpgsql stable set search_path = pg_catalog, pg_temp as $$
begin
    return case
        when pin !~ '^[0-9]*$' then 'pin_digits'
        when length(pin) < 6 then 'pin_short'
        when length(pin) > 12 then 'pin_long'
        when pin = '246810' and (select o.practice from pb.office o) then ''
        when pb.guessable(pin) then 'pin_trivial'
        else '' end;
end $$;

-- A PIN nobody would try first; in a practice office the one that is shown at sign-in.
create or replace function pb.made_pin() returns text
    language plpgsql volatile set search_path = pg_catalog, pg_temp as $$
declare
    pin text;
begin
    if (select o.practice from pb.office o) then return '246810'; end if;
    loop
        pin := lpad((('x' || encode(pb.gen_random_bytes(7), 'hex'))::bit(56)::bigint % 1000000)::text, 6, '0');
        exit when not pb.guessable(pin);
    end loop;
    return pin;
end $$;

-- Ends somebody's session: a line held goes back, one that was dialled goes to in doubt. What became of
-- the line: 'none', 'back' or 'doubt'. The account's row comes first, as when a line is claimed.
create or replace function pb.end_sessions(account int, reason text) returns text
    language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
    held pb.claim;
begin
    perform from pb.account a where a.id = account for update;
    update pb.session s set ended_at = clock_timestamp() where s.account_id = account and s.ended_at is null;
    held := pb.lock_claim((select c.token from pb.claim c where c.account_id = account and c.ended_at is null));
    if held.token is null or held.ended_at is not null then return 'none'; end if;
    perform pb.give_back(held.token, reason);
    return case when held.started_at is null then 'back' else 'doubt' end;
end $$;

-- Adds a volunteer; without a PIN one is made up and answered, once. 'ok', 'refused', 'name', 'taken',
-- 'inactive' (somebody of that name was sent away), 'language', 'spoken', or what is wrong with the PIN.
create or replace function room.add_caller(name text, pin text, language text, spoken text[]) returns jsonb
    language plpgsql security definer set search_path = pg_catalog, pg_temp set client_min_messages = error as $$
declare
    wanted text := pb.clean_name(name);
    given  text := coalesce(pin, pb.made_pin());
    fault  text;
    known  pb.account;
    made   int;
begin
    perform pb.steady();
    if not pb.supervises() then return '{"status": "refused"}'; end if;
    if wanted = '' or length(wanted) > 60 or not pb.legible(wanted) then
        return '{"status": "name"}';
    end if;
    if language is null or language not in ('fr', 'en') then return '{"status": "language"}'; end if;
    if coalesce(array_ndims(spoken), 0) <> 1 or cardinality(spoken) > 12
       or exists (select from unnest(spoken) s where s is null or s !~ '^[a-z]{2}$') then
        return '{"status": "spoken"}';
    end if;
    fault := pb.pin_fault(given);
    if fault <> '' then return jsonb_build_object('status', fault); end if;
    select * into known from pb.account a where lower(pb.clean_name(a.name)) = lower(wanted);
    if known.id is not null then
        return jsonb_build_object('status', case when known.active then 'taken' else 'inactive' end);
    end if;
    insert into pb.account (name, kind, language, spoken, pin_hash)
    values (wanted, 'caller', language, spoken, pb.crypt(given, pb.gen_salt('bf', 10)))
        on conflict do nothing
    returning id into made;
    if made is null then return '{"status": "taken"}'; end if;
    perform pb.note('caller_added', made, null, made::text);
    return jsonb_build_object('status', 'ok', 'account_id', made, 'name', wanted,
                              'pin', case when pin is null then given end);
end $$;

-- Another PIN for a volunteer, made up where none is given. 'ok', 'refused', 'missing', or what is wrong
-- with the PIN. A session stays: whoever signs in with the new PIN ends it.
create or replace function room.new_pin(account int, pin text) returns jsonb
    language plpgsql security definer set search_path = pg_catalog, pg_temp set client_min_messages = error as $$
declare
    given text := coalesce(pin, pb.made_pin());
    fault text := pb.pin_fault(given);
begin
    perform pb.steady();
    if not pb.supervises() then return '{"status": "refused"}'; end if;
    if fault <> '' then return jsonb_build_object('status', fault); end if;
    perform reaper.make_way('1 second');
    update pb.account a set pin_hash = pb.crypt(given, pb.gen_salt('bf', 10))
     where a.id = account and a.kind = 'caller';
    if not found then return '{"status": "missing"}'; end if;
    perform pb.note('pin_changed', account, null, account::text);
    return jsonb_build_object('status', 'ok', 'account_id', account, 'pin', case when pin is null then given end);
end $$;

-- Sends a volunteer away, or lets one back in. Sent away: nothing answers from the next call on, and the
-- line held goes back ('line': 'none', 'back', 'doubt'). 'ok', 'refused', 'missing'.
create or replace function room.set_active(account int, active boolean) returns jsonb
    language plpgsql security definer set search_path = pg_catalog, pg_temp set client_min_messages = error as $$
declare
    line text := 'none';
begin
    perform pb.steady();
    if not pb.supervises() then return '{"status": "refused"}'; end if;
    if active is null then return '{"status": "missing"}'; end if;
    perform reaper.make_way('1 second');
    update pb.account a set active = set_active.active where a.id = account and a.kind = 'caller';
    if not found then return '{"status": "missing"}'; end if;
    if not active then line := pb.end_sessions(account, 'sent_away'); end if;
    perform pb.note(case when active then 'caller_back' else 'caller_sent_away' end, account, null, account::text,
                    jsonb_build_object('line', line));
    return jsonb_build_object('status', 'ok', 'line', line);
end $$;

-- Signs somebody out from afar; they may sign in again. 'ok' with what became of the line, 'refused'.
create or replace function room.end_session(account int) returns jsonb
    language plpgsql security definer set search_path = pg_catalog, pg_temp set client_min_messages = error as $$
declare
    line text;
begin
    perform pb.steady();
    if not pb.supervises() then return '{"status": "refused"}'; end if;
    perform reaper.make_way('1 second');
    line := pb.end_sessions(account, 'session_ended');
    perform pb.note('session_ended', account, null, account::text, jsonb_build_object('line', line));
    return jsonb_build_object('status', 'ok', 'line', line);
end $$;

-- Lets a desk try PINs again at once. False: there is no such desk in service.
create or replace function room.unlock_desk(desk int) returns boolean
    language plpgsql security definer set search_path = pg_catalog, pg_temp set client_min_messages = error as $$
begin
    perform pb.steady();
    if not pb.supervises() then return false; end if;
    perform reaper.make_way('1 second');
    update pb.desk d set pin_failures = 0, pin_wait_until = null where d.id = desk and d.active;
    if not found then return false; end if;
    delete from pb.pin_check p where p.desk_id = desk and not p.accepted;
    perform pb.note('desk_unlocked', null, desk, desk::text);
    return true;
end $$;

-- The desks in service: who sits there, when it was last heard of, wrong PINs in a row, until when it
-- must wait.
create or replace function room.desks() returns table (
    desk_id int, label text, caller text, seen_at timestamptz, failures int, waiting_until timestamptz
) language sql stable security definer set search_path = pg_catalog, pg_temp set client_min_messages = error as $$
    select d.id, d.label,
           coalesce((select a.name from pb.session s join pb.account a on a.id = s.account_id and a.active
                      where s.desk_id = d.id and s.ended_at is null and s.expires_at > clock_timestamp()
                      order by s.seen_at desc limit 1), ''),
           (select max(s.seen_at) from pb.session s where s.desk_id = d.id), d.pin_failures,
           case when d.pin_wait_until > clock_timestamp() then d.pin_wait_until end
      from pb.desk d
     where d.active and pb.supervises()
     order by d.label, d.id
$$;

-- Who works here, those sent away last. `desk` is '' for whoever is not signed in.
create or replace function room.people() returns table (
    account_id int, name text, kind text, language text, spoken text[], active boolean, charter boolean,
    desk text, seen_at timestamptz
) language sql stable security definer set search_path = pg_catalog, pg_temp set client_min_messages = error as $$
    select a.id, a.name, a.kind, a.language, a.spoken, a.active,
           a.kind <> 'caller' or a.charter_version >= o.charter_version, coalesce(l.label, ''), l.seen_at
      from pb.account a
     cross join pb.office o
      left join lateral (
           select d.label, s.seen_at
             from pb.session s join pb.desk d on d.id = s.desk_id and d.active
            where s.account_id = a.id and s.ended_at is null and s.expires_at > clock_timestamp()) l on a.active
     where pb.supervises()
     order by a.active desc, a.name, a.id
$$;
