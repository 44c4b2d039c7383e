-- How a computer becomes a desk of the office, stays one, and ceases to be one.

-- For the owner's `office invite`: a role whose one-time code lets one computer in, until it expires.
-- The label, if any, is the desk's name; else the computer proposes one.
create or replace function pb.invite(login text, verifier text, label text, valid interval) returns timestamptz
    language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
    until timestamptz := date_trunc('second', clock_timestamp() + valid);
    gone  text;
begin
    -- What nobody used in time is closed for good.
    for gone in update pb.invitation i set closed_at = clock_timestamp()
                 where i.used_at is null and i.closed_at is null and i.expires_at <= clock_timestamp()
                returning i.login loop
        perform roles.close(gone);
    end loop;
    perform roles.make(login, verifier, until);
    insert into pb.invitation (login, label, expires_at) values (login, label, until);
    perform pb.note('desk_invited', null, null, login, jsonb_build_object('until', until));
    return until;
end $$;

-- For the owner's `office desk withdraw` and a restore elsewhere: every invitation not used yet lets nobody in any
-- more, and whoever is at the door is put out. How many.
create or replace function pb.withdraw_invitations() returns int
    language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
    gone text;
    n    int := 0;
begin
    for gone in update pb.invitation i set closed_at = clock_timestamp()
                 where i.used_at is null and i.closed_at is null
                returning i.login loop
        perform roles.close(gone);
        perform roles.end_sessions(gone);
        perform pb.note('invitation_withdrawn', null, null, gone);
        n := n + 1;
    end loop;
    return n;
end $$;

-- A label no other desk in service has: 'Poste', 'Poste 2', …
create or replace function pb.free_label(wanted text) returns text
    language sql stable set search_path = pg_catalog, pg_temp as $$
    select case when n = 1 then wanted else wanted || ' ' || n end
      from generate_series(1, 1000) n
     where not exists (select from pb.desk d
                        where d.active and d.label = case when n = 1 then wanted else wanted || ' ' || n end)
     order by n limit 1
$$;

-- The invited computer's only right: it names its new role and that role's SCRAM verifier, which it
-- computed itself, and the invitation is spent. 'ok', 'invalid', 'used', 'expired'.
create or replace function door.enrol(login text, verifier text, label text) returns jsonb
    language plpgsql security definer set search_path = pg_catalog, pg_temp set client_min_messages = error as $$
declare
    invited pb.invitation;
    made    pb.desk;
begin
    if not pb.steady() then return '{"status": "isolation"}'; end if;
    if coalesce(login !~ '^pbd_[0-9a-f]{8}$', true) then return '{"status": "invalid", "field": "login"}'; end if;
    if not roles.is_verifier(verifier) then return '{"status": "invalid", "field": "verifier"}'; end if;
    if coalesce(trim(label) = '' or length(label) > 60 or not pb.legible(label), true) then
        return '{"status": "invalid", "field": "label"}';
    end if;
    select * into invited from pb.invitation i where i.login = session_user for update;
    if invited.id is null or invited.used_at is not null or invited.closed_at is not null then
        return '{"status": "used"}';
    end if;
    if invited.expires_at <= clock_timestamp() then return '{"status": "expired"}'; end if;
    if exists (select from pg_roles r where r.rolname = enrol.login) then
        return '{"status": "invalid", "field": "login"}';
    end if;
    insert into pb.desk (role_name, label, valid_until)
    values (login, pb.free_label(coalesce(nullif(invited.label, ''), trim(label))),
            date_trunc('second', clock_timestamp() + interval '90 days'))
    returning * into made;
    perform roles.make(login, verifier, made.valid_until);
    update pb.invitation i set used_at = clock_timestamp(), desk_id = made.id where i.id = invited.id;
    perform roles.close(invited.login);
    perform pb.note('desk_enrolled', null, made.id, invited.login);
    return (select jsonb_build_object('status', 'ok', 'label', made.label, 'until', made.valid_until,
                                      'office', o.name, 'practice', o.practice)
              from pb.office o);
end $$;

-- The desk about itself, after a lost answer and for `office check`. No row: it was revoked.
create or replace function api.desk() returns jsonb
    language sql stable security definer set search_path = pg_catalog, pg_temp set client_min_messages = error as $$
    select jsonb_build_object('status', 'ok', 'label', d.label, 'until', d.valid_until,
                              'office', o.name, 'practice', o.practice, 'now', clock_timestamp())
      from pb.desk d
     cross join pb.office o
     where d.id = pb.this_desk()
$$;

-- The desk's own rotation: another secret, ninety more days; noted once a minute at most. 'ok', 'invalid',
-- 'revoked'.
create or replace function api.renew_desk(verifier text) returns jsonb
    language plpgsql security definer set search_path = pg_catalog, pg_temp set client_min_messages = error as $$
declare
    here   pb.desk;
    before timestamptz;
begin
    if not pb.steady() then return '{"status": "isolation"}'; end if;
    if not roles.is_verifier(verifier) then return '{"status": "invalid", "field": "verifier"}'; end if;
    select d.valid_until into before from pb.desk d where d.id = pb.this_desk() for update;
    update pb.desk d set valid_until = date_trunc('second', clock_timestamp() + interval '90 days')
     where d.id = pb.this_desk()
    returning * into here;
    if here.id is null then return '{"status": "revoked"}'; end if;
    perform roles.renew(here.role_name, verifier, here.valid_until);
    if before is null or here.valid_until >= before + interval '1 minute' then
        perform pb.note('desk_renewed', null, here.id, here.role_name);
    end if;
    return jsonb_build_object('status', 'ok', 'until', here.valid_until);
end $$;

-- The desk's own other connections, ended, once another secret is committed: one that stays was opened with the
-- secret before, perhaps by somebody who took it. How many.
create or replace function api.end_others() returns jsonb
    language plpgsql security definer set search_path = pg_catalog, pg_temp set client_min_messages = error as $$
begin
    if not pb.steady() then return '{"status": "isolation"}'; end if;
    if pb.this_desk() is null then return '{"status": "revoked"}'; end if;
    return jsonb_build_object('status', 'ok', 'ended', roles.end_sessions(session_user));
end $$;

-- For the owner's `office desk revoke`: nobody works there any more, from the next call on; the lines
-- held go back, one that was dialled goes to the supervisor. How many lines; null: no such desk in service.
create or replace function pb.revoke_desk(desk int) returns int
    language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
    gone pb.desk;
    held uuid;
    n    int := 0;
begin
    -- A transaction it left open holds its row.
    perform roles.end_sessions(d.role_name) from pb.desk d where d.id = desk and d.active;
    update pb.desk d set active = false, revoked_at = clock_timestamp() where d.id = desk and d.active
    returning * into gone;
    if gone.id is null then return null; end if;
    update pb.session s set ended_at = clock_timestamp() where s.desk_id = gone.id and s.ended_at is null;
    for held in select c.token from pb.claim c where c.desk_id = gone.id and c.ended_at is null loop
        perform pb.lock_claim(held);
        perform pb.give_back(held, 'desk_revoked');
        n := n + 1;
    end loop;
    perform roles.close(gone.role_name);
    perform pb.note('desk_revoked', null, gone.id, gone.role_name, jsonb_build_object('lines', n));
    return n;
end $$;

-- For the owner's `office desk rename`: 'ok', 'invalid', 'taken', 'missing' (not in service).
create or replace function pb.rename_desk(desk int, label text) returns text
    language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
    wanted text := trim(coalesce(label, ''));
begin
    if wanted = '' or length(wanted) > 60 or not pb.legible(wanted) then return 'invalid'; end if;
    if exists (select from pb.desk d where d.active and d.id <> desk and lower(d.label) = lower(wanted)) then
        return 'taken';
    end if;
    update pb.desk d set label = wanted where d.id = desk and d.active;
    if not found then return 'missing'; end if;
    perform pb.note('desk_renamed', null, desk, desk::text);
    return 'ok';
end $$;

-- For the owner's `office desks`: every desk, the ones in service first.
create or replace function pb.desks() returns table (
    desk_id int, login text, label text, active boolean, since timestamptz, valid_until timestamptz,
    seen_at timestamptz, connections int
) language sql stable set search_path = pg_catalog, pg_temp as $$
    select d.id, d.role_name, d.label, d.active, d.created_at, d.valid_until,
           (select max(s.seen_at) from pb.session s where s.desk_id = d.id), coalesce(c.connections, 0)
      from pb.desk d
      left join roles.connections() c on c.login = d.role_name
     order by d.active desc, d.label, d.id
$$;
