-- What an import changes is kept as it was, so that it can be undone.

-- Called by triggers after an UPDATE or a DELETE, once a statement, while an import's transaction has said
-- which it is (`pb.import`, see store/intake.py). Rows the import wrote itself need no memory. A desk that
-- sets `pb.import` in its own session writes nothing: only who may act as the owner imports.
create or replace function pb.keep_before() returns trigger
    language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
    importing int;
begin
    if not pg_has_role(session_user, 'pb_owner', 'member') then return null; end if;
    importing := current_setting('pb.import')::int;
    insert into pb.import_before (import_id, of_table, row)
    select importing, tg_table_name, to_jsonb(o) from old_rows o where o.import_id is distinct from importing;
    return null;
end $$;
