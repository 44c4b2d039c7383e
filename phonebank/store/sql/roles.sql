-- Who may do what. Run as the server's administrator, before the tables; safe to run again.
-- pb_owner owns the data and the functions, pb_audit the audit, pb_roleadmin the few functions that
-- make LOGIN roles (sql/role_making.sql), pb_reaper the one that ends sessions (sql/reaping.sql); none of
-- them can log in. pb_join is the group of invitations.
do $$
declare
    role_name text;
begin
    foreach role_name in array array['pb_owner', 'pb_audit', 'pb_desk', 'pb_supervisor', 'pb_join', 'pb_roleadmin',
                                     'pb_reaper'] loop
        begin
            execute format('create role %I nologin', role_name);
        exception when duplicate_object or unique_violation then
            null;
        end;
    end loop;
    if not (select r.rolcreaterole from pg_roles r where r.rolname = 'pb_roleadmin') then
        alter role pb_roleadmin createrole;
    end if;
    if not (select r.rolsuper from pg_roles r where r.rolname = current_user) then
        -- On a server of somebody else's: its administrator's right to make roles is enough.
        execute format('grant pb_owner, pb_audit, pb_roleadmin, pb_reaper to %I', current_user);
    end if;
    if current_setting('server_version_num')::int >= 160000 then
        -- There, making roles in a group and closing a role each take the right to administer it. Who makes
        -- a role has it; for one that was restored, or came from an older server, it is given here: that
        -- right only, so that pb_roleadmin is no desk itself.
        for role_name in
            select r.rolname
              from pg_roles r
             where r.rolname ~ '^pb(_desk|_join|[dj]_[0-9a-f]{8})$'
               and not exists (select from pg_auth_members m
                                where m.roleid = r.oid and m.member = 'pb_roleadmin'::regrole and m.admin_option
                                  and not m.inherit_option)
        loop
            begin
                execute format('grant %I to pb_roleadmin with admin true, inherit false, set false', role_name);
            exception when insufficient_privilege then
                null;               -- another office's, on a server that both use
            end;
        end loop;
    end if;
    execute format('revoke all on database %I from public', current_database());
    execute format('grant connect, create, temporary on database %I to pb_owner', current_database());
    execute format('grant connect on database %I to pb_desk, pb_supervisor, pb_join', current_database());
end $$;

revoke all on schema public from public;
create schema if not exists pb authorization pb_owner;
create schema if not exists api authorization pb_owner;
create schema if not exists room authorization pb_owner;
create schema if not exists audit authorization pb_audit;
create schema if not exists door authorization pb_owner;
create schema if not exists roles authorization pb_roleadmin;
create schema if not exists reaper authorization pb_reaper;
create extension if not exists pgcrypto schema pb;

-- Nothing new is ever executable by everybody (the global form: IN SCHEMA would leave PUBLIC).
alter default privileges for role pb_owner revoke execute on functions from public;
alter default privileges for role pb_audit revoke execute on functions from public;
alter default privileges for role pb_roleadmin revoke execute on functions from public;
alter default privileges for role pb_reaper revoke execute on functions from public;
revoke execute on all functions in schema pb from public;
grant execute on all functions in schema pb to pb_owner;

do $$
begin
    grant pg_signal_backend to pb_roleadmin;
exception when insufficient_privilege then
    null;               -- a revoked desk's sessions then end by themselves; its functions refuse at once
end $$;
do $$
begin
    grant pg_signal_backend, pg_read_all_stats to pb_reaper;
exception when insufficient_privilege then
    null;               -- idle transactions then end by the server's own time-out only
end $$;

grant usage on schema api to pb_desk;
grant usage on schema door to pb_join;
grant usage on schema roles, reaper to pb_owner;
grant usage on schema room to pb_supervisor;

-- The audit: anybody's deed, nobody's name or number; it only grows.
create table if not exists audit.entry (
    id         bigint generated always as identity primary key,
    at         timestamptz not null default clock_timestamp(),
    action     text not null,
    account_id int,
    desk_id    int,
    login      text not null default session_user,
    subject    text not null default '',
    facts      jsonb not null default '{}'
);
alter table audit.entry owner to pb_audit;
grant usage on schema audit to pb_owner;
revoke all on audit.entry from pb_owner;
grant select, insert on audit.entry to pb_owner;
create or replace function audit.refuse_change() returns trigger
    language plpgsql set search_path = pg_catalog, pg_temp set client_min_messages = error as $$
begin
    raise exception 'the audit only grows';
end $$;
alter function audit.refuse_change() owner to pb_audit;
revoke execute on function audit.refuse_change() from public;
drop trigger if exists entry_frozen on audit.entry;
create trigger entry_frozen before update or delete or truncate on audit.entry
    for each statement execute function audit.refuse_change();
