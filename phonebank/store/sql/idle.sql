-- Time-outs are each session's own to change; what really ends a session that holds things up is
-- another session, which asks here.

-- What a desk calls now and then, of itself or by claiming, keeping and refreshing its bar.
create or replace function api.reap_idle() returns jsonb
    language plpgsql security definer set search_path = pg_catalog, pg_temp set client_min_messages = error as $$
begin
    if not pb.steady() then return '{"status": "isolation"}'; end if;
    if pb.this_desk() is null then return '{"status": "revoked"}'; end if;
    perform reaper.reap();
    return '{"status": "ok"}';
end $$;
