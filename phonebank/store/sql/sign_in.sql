-- Names, PINs and sessions. A PIN is checked in one call and the answer read in another, so that
-- a rolled-back guess is a guess never made but also never answered. The first call writes the same
-- rows of the same size for a right PIN, a wrong one and a name that is nobody's: neither a count of
-- written rows nor the length of the log tells them apart.

-- Sign-in screen, before anybody is known: the office, its clock, the next silence, after how many
-- seconds without a hand on it a desk locks itself, and the charter's own words, by language.
create or replace function api.office() returns jsonb
    language sql stable security definer set search_path = pg_catalog, pg_temp set client_min_messages = error as $$
    select jsonb_build_object(
               'status', 'ok', 'name', o.name, 'practice', o.practice, 'time_zone', o.time_zone,
               'now', clock_timestamp(),
               'silence_from', s.starts, 'silence_until', s.ends, 'round', s.round_code,
               'silent', coalesce(s.starts <= clock_timestamp(), false),
               'lock_seconds', extract(epoch from o.lock_after), 'charter_version', o.charter_version,
               'charter_texts', o.charter_texts)
      from pb.office o
      left join lateral pb.silence(o.time_zone, clock_timestamp()) s on true
     where pb.this_desk() is not null
$$;

-- Sign-in screen: the names to choose from. Supervisors carry their database role.
create or replace function api.accounts() returns jsonb
    language sql stable security definer set search_path = pg_catalog, pg_temp set client_min_messages = error as $$
    select coalesce(jsonb_agg(jsonb_build_object(
               'account_id', a.id, 'name', a.name, 'kind', a.kind, 'language', a.language,
               'login', coalesce(a.login, '')) order by a.name), '[]')
      from pb.account a
     where a.active and pb.this_desk() is not null
$$;

-- Ties a guess to the PIN it was compared with: one changed before its answer is read has another hash.
create or replace function pb.pin_proof(check_id uuid, stored text) returns bytea
    language plpgsql immutable set search_path = pg_catalog, pg_temp as $$
begin
    return sha256(convert_to(check_id::text || stored, 'UTF8'));
end $$;

-- A guess at somebody's PIN: 'asked' with the check to ask the answer for, 'wait', 'revoked'. It counts
-- as a failure until a right answer is read. The desk's row is the queue to it, so that guesses on
-- several connections wait for each other; it slows this desk down, never the person's account:
-- anybody could lock a colleague out.
create or replace function pb.guess(account int, pin text) returns jsonb
    language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
    here     pb.desk;
    stored   text;
    known    boolean;
    good     boolean;
    check_id uuid := gen_random_uuid();
    lately   int;
    first_   timestamptz;
begin
    select * into here from pb.desk d where d.id = pb.this_desk() and d.active for update;
    if here.id is null then return '{"status": "revoked"}'; end if;
    -- Nobody waits longer than five minutes: more is what a clock left that was put back since.
    if here.pin_wait_until > clock_timestamp() and here.pin_wait_until < clock_timestamp() + interval '6 minutes' then
        return jsonb_build_object('status', 'wait', 'seconds',
                                  ceil(extract(epoch from here.pin_wait_until - clock_timestamp())));
    end if;
    -- Right or wrong, a desk asks three hundred times an hour: each leaves lines in the audit.
    select count(*), min(p.asked_at) into lately, first_
      from pb.pin_check p
     where p.desk_id = here.id and p.asked_at > clock_timestamp() - interval '1 hour';
    if lately >= 300 then
        return jsonb_build_object('status', 'wait', 'seconds', greatest(1,
                                  ceil(extract(epoch from first_ + interval '1 hour' - clock_timestamp()))));
    end if;
    select a.pin_hash into stored from pb.account a where a.id = account and a.active and a.kind = 'caller';
    known := stored is not null;
    -- Nobody's PIN takes as long to check as somebody's.
    stored := coalesce(stored, '$2a$10$WvvTPHKwdBJ3uk0Z37EMR.hLA2W6N9AEBhEgrAOljy2Ae5MtaSIUi');
    good := pb.crypt(left(coalesce(pin, ''), 64), stored) = stored;
    good := good and known;
    delete from pb.pin_check p where p.desk_id = here.id and p.asked_at < clock_timestamp() - interval '1 hour';
    insert into pb.pin_check (id, desk_id, account_id, accepted, asked_in, proof)
    values (check_id, here.id, coalesce(account, 0), good, pg_current_xact_id(), pb.pin_proof(check_id, stored));
    update pb.desk d
       set pin_failures   = d.pin_failures + 1,
           pin_wait_until = clock_timestamp() + case when d.pin_failures < 2 then interval '0'
                            else least(2 ^ (d.pin_failures - 1), 300) * interval '1 second' end
     where d.id = here.id;
    if here.pin_failures >= 5 then perform pb.tell('pin_guessing', null, null, null, here.id); end if;
    return jsonb_build_object('status', 'asked', 'check', check_id);
end $$;

-- The answer to a guess of this desk, committed before and read once; a right one takes back what this
-- person typed wrong. Guesses at anybody else's PIN stay counted for an hour: somebody's own PIN typed in
-- between would else make tries at a colleague's free.
create or replace function pb.guessed(check_id uuid, out status text, out account_id int, out seconds numeric)
    returns record language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
    asked pb.pin_check;
    here  pb.desk;
begin
    status := 'unknown';
    select * into here from pb.desk d where d.id = pb.this_desk() and d.active for update;
    update pb.pin_check p set used = true
     where p.id = check_id and p.desk_id = here.id and not p.used
       and p.asked_in <> pg_current_xact_id() and p.asked_at > clock_timestamp() - interval '1 minute'
    returning p.* into asked;
    if asked.id is null then return; end if;
    account_id := asked.account_id;
    if asked.accepted and asked.proof = (select pb.pin_proof(asked.id, a.pin_hash)
                                           from pb.account a where a.id = asked.account_id) then
        status := 'ok';
        update pb.desk d
           set pin_wait_until = null,
               pin_failures = least(d.pin_failures, (
                   select count(*) from pb.pin_check p
                    where p.desk_id = here.id and p.account_id <> asked.account_id and not (p.accepted and p.used)
                      and p.asked_at > clock_timestamp() - interval '1 hour'))
         where d.id = here.id;
        return;
    end if;
    status := 'wrong';
    seconds := greatest(ceil(extract(epoch from here.pin_wait_until - clock_timestamp())), 0);
    perform pb.note('sign_in_refused', null, here.id, asked.account_id::text);
    if here.pin_failures >= 5 then perform pb.tell('pin_guessing', null, null, null, here.id); end if;
end $$;

-- Sign-in, first half: checks the PIN and writes what came of it.
create or replace function api.sign_in(account int, pin text) returns jsonb
    language plpgsql security definer set search_path = pg_catalog, pg_temp set client_min_messages = error as $$
begin
    if not pb.steady() then return '{"status": "isolation"}'; end if;
    return pb.guess(account, pin);
end $$;

-- Sign-in, second half: the token, once the first half is committed. One live session a person, until
-- the end of a long shift; 'charter' says that the charter is still to be accepted.
create or replace function api.sign_in_result(check_id uuid) returns jsonb
    language plpgsql security definer set search_path = pg_catalog, pg_temp set client_min_messages = error as $$
declare
    told  record;
    who   pb.account;
    token text := encode(pb.gen_random_bytes(24), 'hex');
    desk  int := pb.this_desk();
begin
    if not pb.steady() then return '{"status": "isolation"}'; end if;
    select * into told from pb.guessed(check_id);
    if told.status = 'wrong' then return jsonb_build_object('status', 'wrong', 'seconds', told.seconds); end if;
    if told.status <> 'ok' then return jsonb_build_object('status', told.status); end if;
    select * into who from pb.account a where a.id = told.account_id for update;
    if not who.active then return '{"status": "wrong", "seconds": 0}'; end if;     -- sent away meanwhile
    update pb.session s set ended_at = clock_timestamp() where s.account_id = who.id and s.ended_at is null;
    insert into pb.session (account_id, desk_id, token_hash, expires_at)
    values (who.id, desk, sha256(convert_to(token, 'UTF8')), clock_timestamp() + interval '14 hours');
    perform pb.note('sign_in', who.id, desk, '');
    return (select jsonb_build_object('status', 'ok', 'token', token, 'name', who.name, 'language', who.language,
                                      'account_id', who.id, 'charter', who.charter_version < o.charter_version)
              from pb.office o);
end $$;

-- Back at a desk that locked itself, first half: the PIN of whoever is signed in. The session and the
-- line held were kept.
create or replace function api.unlock(token text, pin text) returns jsonb
    language plpgsql security definer set search_path = pg_catalog, pg_temp set client_min_messages = error as $$
declare
    me record;
begin
    if not pb.steady() then return '{"status": "isolation"}'; end if;
    select * into me from pb.who(token);
    if me.account_id is null then return '{"status": "session"}'; end if;
    return pb.guess(me.account_id, pin);
end $$;

-- The second half: 'ok', 'wrong' with the seconds to wait, 'unknown', 'session'.
create or replace function api.unlock_result(token text, check_id uuid) returns jsonb
    language plpgsql security definer set search_path = pg_catalog, pg_temp set client_min_messages = error as $$
declare
    me   record;
    told record;
begin
    if not pb.steady() then return '{"status": "isolation"}'; end if;
    select * into me from pb.who(token);
    if me.account_id is null then return '{"status": "session"}'; end if;
    select * into told from pb.guessed(check_id);
    if told.account_id <> me.account_id then return '{"status": "unknown"}'; end if;
    if told.status = 'ok' then
        update pb.session s set seen_at = clock_timestamp() where s.id = me.session_id;
        perform pb.note('unlocked', me.account_id, me.desk_id, '');
    end if;
    return jsonb_build_object('status', told.status, 'seconds', coalesce(told.seconds, 0));
end $$;

-- What every caller accepts before the first line. 'ok', 'session', 'version': another text holds now.
create or replace function api.accept_charter(token text, version int) returns jsonb
    language plpgsql security definer set search_path = pg_catalog, pg_temp set client_min_messages = error as $$
declare
    me record;
begin
    if not pb.steady() then return '{"status": "isolation"}'; end if;
    select * into me from pb.who(token);
    if me.account_id is null then return '{"status": "session"}'; end if;
    if version is distinct from (select o.charter_version from pb.office o) then return '{"status": "version"}'; end if;
    update pb.account a set charter_at = clock_timestamp(), charter_version = version
     where a.id = me.account_id and a.charter_version < version;
    if found then perform pb.note('charter_accepted', me.account_id, me.desk_id, version::text); end if;
    return '{"status": "ok"}';
end $$;

-- Sign-out. A line held and not dialled goes back; one that was dialled goes to in doubt, until told.
create or replace function api.sign_out(token text) returns jsonb
    language plpgsql security definer set search_path = pg_catalog, pg_temp set client_min_messages = error as $$
declare
    me record;
begin
    if not pb.steady() then return '{"status": "isolation"}'; end if;
    select * into me from pb.who(token);
    if me.account_id is null then return '{"status": "ok"}'; end if;
    -- A claim under way holds the account's row: it is waited for, and given back with the rest.
    perform from pb.account a where a.id = me.account_id for update;
    if not exists (select from pb.session s where s.id = me.session_id and s.ended_at is null) then
        return '{"status": "ok"}';
    end if;
    perform pb.end_sessions(me.account_id, 'sign_out');
    perform pb.note('sign_out', me.account_id, me.desk_id, '');
    return '{"status": "ok"}';
end $$;
