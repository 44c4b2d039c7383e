-- Ending what a desk left open. Timeouts are each session's own to change, so a desk could hold its
-- locks and its snapshot for ever, or burn the processor. Run as pb_reaper, which owns this function,
-- may end sessions, cannot log in, and is called by pb_owner's functions only.

-- For pb.reap: ends the sessions of desks, invitations and supervisors that stand idle in a
-- transaction or work at one statement for 30 seconds, or keep a transaction open for 60; how many. Whoever
-- listens and reads nothing is stuck in sending, with a transaction and a snapshot, and is called idle.
create or replace function reaper.reap() returns int
    language sql volatile security definer set search_path = pg_catalog, pg_temp set client_min_messages = error as $$
    select count(pg_terminate_backend(a.pid, 0))::int
      from pg_stat_get_activity(null) a
      join pg_roles r on r.oid = a.usesysid
     where r.rolname ~ '^pb[djs]_[0-9a-f]{8}$' and a.backend_type = 'client backend' and a.pid <> pg_backend_pid()
       and (a.state like 'idle in transaction%' and a.state_change < clock_timestamp() - interval '30 seconds'
            or a.state in ('active', 'fastpath function call')
               and a.query_start < clock_timestamp() - interval '30 seconds'
            or a.xact_start < clock_timestamp() - interval '60 seconds')
$$;

-- For whoever waits for nobody: ends the desks' sessions that stand idle in a transaction, or have kept one open
-- for `patience`. The program's own desks do neither. Decisions about people have a second's: several sessions
-- that queue for one row, busy at something, would hold them up in turn.
drop function if exists reaper.make_way();
create or replace function reaper.make_way(patience interval default '5 seconds') returns int
    language sql volatile security definer set search_path = pg_catalog, pg_temp set client_min_messages = error as $$
    select count(pg_terminate_backend(a.pid, 0))::int
      from pg_stat_get_activity(null) a
      join pg_roles r on r.oid = a.usesysid
     where r.rolname ~ '^pb[dj]_[0-9a-f]{8}$' and a.backend_type = 'client backend' and a.pid <> pg_backend_pid()
       and (a.state like 'idle in transaction%'
            or a.xact_start < clock_timestamp() - patience)
$$;

revoke execute on all functions in schema reaper from public;
grant execute on function reaper.reap(), reaper.make_way(interval) to pb_owner;
