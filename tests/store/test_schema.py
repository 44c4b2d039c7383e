"""The schema: migrations reach the head, the files are the truth, a hand's change is seen."""

from __future__ import annotations

import re

import pytest
from sqlalchemy import URL, create_engine, text
from sqlalchemy.pool import NullPool

from phonebank.domain.errors import Unreachable
from phonebank.store import schema
from tests.offices import SmallOffice

DEFINED = re.compile(r"^create or replace function ((?:pb|api|room)\.\w+)", re.MULTILINE)
TABLES = """
    select n.nspname || '.' || c.relname, c.relkind::text, c.relowner::regrole::text,
           coalesce(c.relacl::text, ''),
           (select string_agg(a.attname || ' ' || format_type(a.atttypid, a.atttypmod)
                              || ' ' || a.attnotnull, ', ' order by a.attnum)
              from pg_attribute a where a.attrelid = c.oid and a.attnum > 0)
      from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where n.nspname in ('pb', 'api', 'room', 'audit') order by 1
"""
FUNCTIONS = """
    select p.oid::regprocedure::text, pg_get_functiondef(p.oid)
      from pg_proc p join pg_namespace n on n.oid = p.pronamespace
     where n.nspname in ('pb', 'api', 'room', 'audit') and p.prokind = 'f' order by 1
"""


def ask(url: URL, statement: str) -> list[tuple[object, ...]]:
    engine = create_engine(url, poolclass=NullPool)
    with engine.begin() as connection:
        result = connection.execute(text(statement))
        rows = [tuple(row) for row in result] if result.returns_rows else []
    engine.dispose()
    return rows


def test_a_new_database_stands_at_the_head(database: URL) -> None:
    assert schema.installed(database) == schema.head()


def test_a_database_without_tables_has_no_revision(server: URL) -> None:
    assert schema.installed(server) is None


def test_a_server_that_refuses_is_told_in_a_sentence() -> None:
    with pytest.raises(Unreachable):
        schema.migrate(URL.create("postgresql+psycopg", "phonebank", host="127.0.0.1", port=1))


def test_migrating_again_changes_nothing(database: URL) -> None:
    before = ask(database, TABLES), ask(database, FUNCTIONS)
    versions = ask(database, "select * from pb.schema_version")
    schema.migrate(database)
    assert (ask(database, TABLES), ask(database, FUNCTIONS)) == before
    assert ask(database, "select * from pb.schema_version") == versions


def test_a_database_made_anew_has_the_same_functions_as_a_copy(server: URL, database: URL) -> None:
    other = server.set(database=f"{database.database}_anew")
    engine = create_engine(server, isolation_level="AUTOCOMMIT", poolclass=NullPool)
    with engine.connect() as connection:
        connection.execute(text(f"create database {other.database}"))
        try:
            schema.migrate(other)
            assert ask(other, FUNCTIONS) == ask(database, FUNCTIONS)
            assert schema.differences(other) == ()
        finally:
            connection.execute(text(f"drop database {other.database} with (force)"))
    engine.dispose()


def test_every_function_a_file_defines_is_installed_and_no_other(database: URL) -> None:
    defined = {
        name
        for file in schema.FUNCTION_FILES
        for name in DEFINED.findall(file.read_text(encoding="utf-8"))
    }
    installed = ask(
        database,
        "select n.nspname || '.' || p.proname from pg_proc p"
        "  join pg_namespace n on n.oid = p.pronamespace where n.nspname in ('pb', 'api', 'room')"
        "   and not exists (select from pg_depend d where d.objid = p.oid and d.deptype = 'e')",
    )
    assert sorted(str(row[0]) for row in installed) == sorted(defined)


SILENT = "pb.silent(text,timestamp with time zone)"
LOUD = """
    create or replace function pb.silent(zone text, at timestamptz) returns boolean
        language sql stable set search_path = pg_catalog, pg_temp as 'select false'
"""
PEEK = """
    create function api.peek() returns text
        language sql security definer as 'select e164 from pb.line'
"""
TWIN = "create function api.claim(token text) returns jsonb language sql as 'select null::jsonb'"
OPENED = "grant execute on function pb.claim_for(int, int, int, bigint) to public"


@pytest.mark.parametrize(
    ("change", "seen"),
    [
        (LOUD, SILENT),
        (PEEK, "api.peek()"),
        (TWIN, "api.claim(text)"),
        (OPENED, "pb.claim_for(integer,integer,integer,bigint)"),
        ("drop function api.park(uuid, uuid, jsonb, text)", "api.park(uuid,uuid,jsonb,text)"),
        ("alter function api.number(text, uuid) reset search_path", "api.number(text,uuid)"),
    ],
)
def test_a_function_changed_by_hand_is_seen_and_mended(
    database: URL, change: str, seen: str
) -> None:
    ask(database, change)
    assert schema.differences(database) == (seen,)
    assert schema.differences(database) == (seen,)
    schema.migrate(database)
    assert schema.differences(database) == ()


def test_a_function_whose_answer_changes_shape_is_replaced(database: URL) -> None:
    ask(database, "drop function room.alerts()")
    ask(database, "create function room.alerts() returns int language sql as 'select 1'")
    schema.migrate(database)
    assert schema.differences(database) == ()


def test_migrating_keeps_what_the_office_holds(office: SmallOffice) -> None:
    office.fill(2)
    schema.migrate(office.url)
    assert office.queue() == [0, 0]
    assert office.value("select count(*) from pb.line") == 2
