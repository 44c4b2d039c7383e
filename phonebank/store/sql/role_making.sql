-- Making, renewing and closing LOGIN roles, and ending their sessions. Run as pb_roleadmin, which owns
-- these functions, alone holds CREATEROLE, cannot log in, and is called by pb_owner's functions only:
-- they say who may, these say that nothing but desks (pbd_) and invitations (pbj_) is ever touched.

-- The group of a role by its name; null for a name that is not ours.
create or replace function roles.group_of(login text) returns text
    language sql immutable set search_path = pg_catalog, pg_temp as $$
    select case when login ~ '^pbd_[0-9a-f]{8}$' then 'pb_desk'
                when login ~ '^pbj_[0-9a-f]{8}$' then 'pb_join' end
$$;

-- Is this a SCRAM verifier, as clients compute it? Never a password.
create or replace function roles.is_verifier(verifier text) returns boolean
    language sql immutable set search_path = pg_catalog, pg_temp as $$
    select coalesce(verifier ~ ('^SCRAM-SHA-256\$(4096|[5-9][0-9]{3}|[1-9][0-9]{4,5}):[A-Za-z0-9+/]{20,44}={0,2}'
                                || '\$[A-Za-z0-9+/]{43}=:[A-Za-z0-9+/]{43}=$'), false)
$$;

-- For door.enrol and pb.invite: a role that logs in until `valid_until`; four connections for a desk,
-- one for an invitation.
create or replace function roles.make(login text, verifier text, valid_until timestamptz) returns void
    language plpgsql security definer set search_path = pg_catalog, pg_temp set client_min_messages = error as $$
declare
    into_group text := roles.group_of(login);
begin
    if into_group is null or not roles.is_verifier(verifier) or valid_until is null then
        raise exception 'this is no role of a desk or an invitation';
    end if;
    -- From PostgreSQL 16 on a session may choose that who makes a role also becomes it; not here.
    if current_setting('createrole_self_grant', true) <> '' then
        perform set_config('createrole_self_grant', '', true);
    end if;
    execute format('create role %I login connection limit %s password %L valid until %L in role %I',
                   login, case into_group when 'pb_desk' then 4 else 1 end, verifier, valid_until, into_group);
end $$;

-- For api.renew_desk: another secret, and a later expiry, for a desk.
create or replace function roles.renew(login text, verifier text, valid_until timestamptz) returns void
    language plpgsql security definer set search_path = pg_catalog, pg_temp set client_min_messages = error as $$
begin
    if roles.group_of(login) is distinct from 'pb_desk' or not roles.is_verifier(verifier) or valid_until is null then
        raise exception 'this is no role of a desk';
    end if;
    execute format('alter role %I password %L valid until %L', login, verifier, valid_until);
end $$;

-- For pb.revoke_desk and door.enrol: this role never logs in again.
create or replace function roles.close(login text) returns void
    language plpgsql security definer set search_path = pg_catalog, pg_temp set client_min_messages = error as $$
begin
    if roles.group_of(login) is null or not exists (select from pg_roles r where r.rolname = login) then return; end if;
    execute format('alter role %I nologin', login);
end $$;

-- For pb.revoke_desk: the sessions a closed role still has; how many.
create or replace function roles.end_sessions(login text) returns int
    language plpgsql volatile security definer set search_path = pg_catalog, pg_temp set client_min_messages = error as $$
begin
    return (select count(pg_terminate_backend(a.pid))
              from pg_stat_get_activity(null) a
              join pg_roles r on r.oid = a.usesysid
             where r.rolname = login and roles.group_of(login) is not null and a.pid <> pg_backend_pid());
exception when insufficient_privilege then
    return 0;               -- PostgreSQL 16 or newer, of somebody else's: they end by themselves, and are refused
end $$;

-- For `phonebank office desks`: how many connections each desk has now.
create or replace function roles.connections() returns table (login text, connections int)
    language sql stable security definer set search_path = pg_catalog, pg_temp set client_min_messages = error as $$
    select r.rolname::text, count(*)::int
      from pg_stat_get_activity(null) a
      join pg_roles r on r.oid = a.usesysid
     where roles.group_of(r.rolname) = 'pb_desk'
     group by r.rolname
$$;

revoke execute on all functions in schema roles from public;
grant execute on function roles.make(text, text, timestamptz), roles.renew(text, text, timestamptz), roles.close(text),
    roles.end_sessions(text), roles.connections(), roles.is_verifier(text) to pb_owner;
