-- What the server itself would tell or lend to anybody who can sign in, taken away. Run as the
-- server's administrator after sql/roles.sql; safe to run again. Rights in pg_catalog belong to one
-- database. tests/attack/ tries each of these; on a server of somebody else's whose administrator
-- does not own them they stay as they are, and `office check` is where that shows.

-- Built-in functions. Advisory and large-object functions disturb and hoard; the sizes, statistics,
-- locks and positions in the log say how much there is and what a rolled-back question did; the rest
-- shows sources or waits.
do $$
declare
    closed text;
begin
    select string_agg(p.oid::regprocedure::text, ', ')
      into closed
      from pg_catalog.pg_proc p
     where p.pronamespace = 'pg_catalog'::regnamespace
       and (p.proname ~ '^pg_(try_)?advisory' or p.proname ~ '^lo_' or p.proname ~ '^pg_stat_'
            or p.proname ~ '^pg_(current|last)_wal' or p.proname ~ '^pg_walfile' or p.proname ~ '^pg_control_'
            or p.proname ~ '^pg_sleep' or p.proname ~ '^pg_(logical|replication|get_replication)_'
            or p.proname ~ '^pg_ls_' or p.proname ~ '_(blocking_pids|is_blocked|replication_slot|file_old)$'
            -- Slots and copies of the log; what only the server's own tools call; statistics set by hand.
            or p.proname ~ '^pg_sync_' or p.proname ~ '^binary_upgrade_' or p.proname ~ '^pg_wal_summary_'
            or p.proname ~ '^pg_(clear|restore)_(attribute|relation)_stats$' or p.proname ~ '_wal_summar(ies|izer_state)$'
            or p.proname in (
                'loread', 'lowrite', 'pg_terminate_backend', 'pg_cancel_backend', 'pg_lock_status',
                'pg_get_functiondef', 'pg_get_function_sqlbody', 'pg_get_viewdef', 'pg_get_ruledef',
                'pg_relation_size', 'pg_table_size', 'pg_total_relation_size', 'pg_indexes_size',
                'pg_database_size', 'pg_tablespace_size', 'pg_relation_filenode', 'pg_relation_filepath',
                'pg_filenode_relation', 'pg_sequence_last_value', 'pg_get_sequence_data', 'pg_export_snapshot',
                'pg_notify', 'pg_notification_queue_usage', 'pg_prepared_xact', 'pg_xact_status', 'txid_status',
                'pg_xact_commit_timestamp', 'pg_xact_commit_timestamp_origin', 'pg_last_committed_xact',
                'pg_get_multixact_members', 'pg_last_xact_replay_timestamp', 'pg_read_file', 'pg_read_binary_file',
                'pg_stat_file', 'currtid2', 'pg_rotate_logfile_old', 'pg_tablespace_databases',
                'pg_get_loaded_modules', 'pg_get_acl', 'pg_numa_available', 'pg_get_publication_tables',
                'pg_import_system_collations', 'pg_stop_making_pinned_objects', 'pg_nextoid'))
       and exists (select from aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) a where a.grantee = 0);
    if closed is not null then
        execute 'revoke execute on function ' || closed || ' from public';
    end if;
end $$;

-- Views and tables of the server: who else is here and what they do, how large things are. Of
-- pg_proc all but the sources, of pg_class all but the estimates.
do $$
declare
    closed text;
    shown  record;
begin
    select string_agg(format('pg_catalog.%I', c.relname), ', ')
      into closed
      from pg_catalog.pg_class c
     where c.relnamespace = 'pg_catalog'::regnamespace
       and (c.relname ~ '^pg_stat(io)?_' and c.relname !~ '^pg_stat(istic|s)'
            or c.relname in ('pg_locks', 'pg_roles', 'pg_user', 'pg_group', 'pg_auth_members', 'pg_db_role_setting',
                             'pg_prepared_xacts', 'pg_replication_slots', 'pg_replication_origin_status',
                             'pg_sequences', 'pg_rules', 'pg_views', 'pg_matviews', 'pg_shdepend', 'pg_database'))
       and exists (select from aclexplode(c.relacl) a where a.grantee = 0);
    if closed is not null then
        execute 'revoke select on ' || closed || ' from public';
    end if;
    for shown in
        select c.oid, c.relname,
               string_agg(quote_ident(a.attname), ', ') filter (
                   where a.attname not in ('prosrc', 'prosqlbody', 'probin', 'reltuples', 'relpages', 'relallvisible',
                                           'relallfrozen', 'relfilenode', 'relfrozenxid', 'relminmxid')) as columns
          from pg_catalog.pg_class c
          join pg_catalog.pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
         where c.relnamespace = 'pg_catalog'::regnamespace and c.relname in ('pg_proc', 'pg_class')
           and exists (select from aclexplode(c.relacl) r where r.grantee = 0)
         group by c.oid, c.relname
    loop
        execute format('revoke select on pg_catalog.%I from public', shown.relname);
        execute format('grant select (%s) on pg_catalog.%I to public', shown.columns, shown.relname);
    end loop;
end $$;

-- Lent back to those whose functions need them.
grant select on pg_catalog.pg_proc, pg_catalog.pg_class, pg_catalog.pg_roles, pg_catalog.pg_auth_members,
    pg_catalog.pg_database to pb_owner;
grant select on pg_catalog.pg_roles to pb_roleadmin, pb_reaper;
grant execute on function pg_catalog.pg_terminate_backend(int, bigint), pg_catalog.pg_stat_get_activity(int)
    to pb_roleadmin, pb_reaper;

revoke usage on language plpgsql, sql from public;
grant usage on language plpgsql, sql to pb_owner, pb_audit, pb_roleadmin, pb_reaper;

-- No session but its administrator's may fill the disk with what it sorts, and none with the log: anybody may
-- switch on what tells of sorts, parse trees and notifications, line after line. What the server has to say of
-- itself, and refused sign-ins, are not a session's.
do $$
begin
    execute format('alter database %I set temp_file_limit = %L', current_database(), '512MB');
    execute format('alter database %I set log_min_messages = %L', current_database(), 'fatal');
    execute format('alter role %I in database %I set temp_file_limit = %L', current_user, current_database(), '-1');
exception when insufficient_privilege then
    null;
end $$;
