-- Names, PINs and sessions. A PIN is checked in one call and the answer read in another, so that
-- a rolled-back guess is a guess never made but also never answered.

-- Sign-in screen, before anybody is known: the office, its clock and the next silence.
create or replace function api.office() returns jsonb
    language sql stable security definer set search_path = pg_catalog, pg_temp set client_min_messages = error as $$
    select jsonb_build_object(
               'status', 'ok', 'name', o.name, 'practice', o.practice, 'time_zone', o.time_zone,
               'now', clock_timestamp(),
               'silence_from', s.starts, 'silence_until', s.ends, 'round', s.round_code,
               'silent', coalesce(s.starts <= clock_timestamp(), false))
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

-- Sign-in, first half: checks the PIN and writes what came of it. Wrong ones slow this desk down
-- (never the person's account: anybody could lock a colleague out).
create or replace function api.sign_in(account int, pin text) returns jsonb
    language plpgsql security definer set search_path = pg_catalog, pg_temp set client_min_messages = error as $$
declare
    here   pb.desk;
    stored text;
    good   boolean;
    check_id uuid := gen_random_uuid();
begin
    if not pb.steady() then return '{"status": "isolation"}'; end if;
    select * into here from pb.desk d where d.role_name = session_user and d.active for update;
    if here.id is null then return '{"status": "revoked"}'; end if;
    if here.pin_wait_until > clock_timestamp() then
        return jsonb_build_object('status', 'wait', 'seconds',
                                  ceil(extract(epoch from here.pin_wait_until - clock_timestamp())));
    end if;
    select a.pin_hash into stored from pb.account a where a.id = account and a.active;
    good := coalesce(stored = pb.crypt(coalesce(pin, ''), stored), false);
    update pb.desk d
       set pin_failures   = case when good then 0 else d.pin_failures + 1 end,
           pin_wait_until = case when good or d.pin_failures < 2 then null
                                 else clock_timestamp() + least(2 ^ (d.pin_failures - 1), 300) * interval '1 second' end
     where d.id = here.id;
    insert into pb.pin_check (id, desk_id, account_id, accepted, asked_in)
    values (check_id, here.id, coalesce(account, 0), good, pg_current_xact_id());
    if not good then
        perform pb.note('sign_in_refused', null, here.id, coalesce(account::text, ''));
        if here.pin_failures + 1 = 5 then perform pb.tell('pin_guessing', null, null); end if;
    end if;
    return jsonb_build_object('status', 'asked', 'check', check_id);
end $$;

-- Sign-in, second half: the token, once the first half is committed. One live session a person.
create or replace function api.sign_in_result(check_id uuid) returns jsonb
    language plpgsql security definer set search_path = pg_catalog, pg_temp set client_min_messages = error as $$
declare
    asked pb.pin_check;
    who   pb.account;
    token text := encode(pb.gen_random_bytes(24), 'hex');
    wait  numeric;
begin
    if not pb.steady() then return '{"status": "isolation"}'; end if;
    update pb.pin_check p set used = true
     where p.id = check_id and p.desk_id = pb.this_desk() and not p.used
       and p.asked_in <> pg_current_xact_id() and p.asked_at > clock_timestamp() - interval '1 minute'
    returning p.* into asked;
    if asked.id is null then return '{"status": "unknown"}'; end if;
    if not asked.accepted then
        select ceil(extract(epoch from d.pin_wait_until - clock_timestamp())) into wait
          from pb.desk d where d.id = asked.desk_id;
        return jsonb_build_object('status', 'wrong', 'seconds', coalesce(greatest(wait, 0), 0));
    end if;
    select * into who from pb.account a where a.id = asked.account_id for update;
    update pb.session s set ended_at = clock_timestamp() where s.account_id = who.id and s.ended_at is null;
    insert into pb.session (account_id, desk_id, token_hash, expires_at)
    values (who.id, asked.desk_id, sha256(convert_to(token, 'UTF8')), clock_timestamp() + interval '14 hours');
    perform pb.note('sign_in', who.id, asked.desk_id, '');
    return jsonb_build_object('status', 'ok', 'token', token, 'name', who.name, 'language', who.language,
                              'account_id', who.id);
end $$;

-- Sign-out. A line held and not dialled goes back; one that was dialled stays until told.
create or replace function api.sign_out(token text) returns jsonb
    language plpgsql security definer set search_path = pg_catalog, pg_temp set client_min_messages = error as $$
declare
    me record;
    held uuid;
begin
    if not pb.steady() then return '{"status": "isolation"}'; end if;
    select * into me from pb.who(token);
    if me.account_id is null then return '{"status": "ok"}'; end if;
    select c.token into held from pb.claim c where c.account_id = me.account_id and c.ended_at is null;
    perform pb.lock_claim(held);
    if held is not null then perform pb.give_back(held, 'sign_out'); end if;
    update pb.session s set ended_at = clock_timestamp() where s.id = me.session_id;
    perform pb.note('sign_out', me.account_id, me.desk_id, '');
    return '{"status": "ok"}';
end $$;
