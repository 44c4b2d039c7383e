-- Run after every other file of functions. A session may ask the server to print the plans of what
-- it runs, values included, and LOG lines reach the server's log whatever the session's own level is:
-- functions that anybody may call never print one, nor read their words by a session's own rules. A desk's
-- statements find rows by key or at the head of an index, whatever their values: planned once a session,
-- not five times more (a call on a fresh connection: 8.0 to 4.3 ms, measured in turn).
do $$
declare
    door record;
begin
    for door in
        select p.oid::regprocedure as name, n.nspname as schema
          from pg_catalog.pg_proc p
          join pg_catalog.pg_namespace n on n.oid = p.pronamespace
         where n.nspname in ('api', 'room', 'door') and p.prosecdef
    loop
        execute format('alter function %s set debug_print_parse = off set debug_print_rewritten = off'
                       ' set debug_print_plan = off set standard_conforming_strings = on', door.name);
        if door.schema = 'api' then
            execute format('alter function %s set plan_cache_mode = force_generic_plan', door.name);
        end if;
    end loop;
end $$;
