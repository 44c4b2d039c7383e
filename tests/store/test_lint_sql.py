"""Rules every function of the database keeps (DESIGN 3), read from the catalogue itself."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from sqlalchemy import URL, Connection, create_engine, text
from sqlalchemy.pool import NullPool

OURS = """
    select n.nspname, p.oid::regprocedure::text as name, p.prosecdef as definer,
           p.proconfig as settings, p.proowner::regrole::text as owner,
           p.provolatile::text as volatility, p.prosrc as source,
           p.proacl::text as rights,
           exists (select from aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) a
                    where a.grantee = 0) as for_everybody
      from pg_proc p
      join pg_namespace n on n.oid = p.pronamespace
     where n.nspname in ('pb', 'api', 'room', 'door', 'roles', 'reaper', 'audit')
       and not exists (select from pg_depend d where d.objid = p.oid and d.deptype = 'e')
"""
REFUSED = r"permission denied|only grows"
OPEN = ("api", "room", "door")
DOORS = {
    "api": "pb_desk", "room": "pb_supervisor", "door": "pb_join", "roles": "pb_owner",
    "reaper": "pb_owner",
}  # fmt: skip
OWNERS = {"audit": "pb_audit", "roles": "pb_roleadmin", "reaper": "pb_reaper"}
#: Settings of the session that no door lets in: plans printed to the log, another reading of words.
QUIET = {
    "debug_print_parse=off", "debug_print_rewritten=off", "debug_print_plan=off",
    "standard_conforming_strings=on",
}  # fmt: skip
#: What makes LOGIN roles must compose its statement; it quotes names and verifiers it has checked.
COMPOSING = ("roles.make(", "roles.renew(", "roles.close(")
#: What refuses in a word refuses without a row; these are never called with anything to keep.
RAISING = ("roles.make(", "roles.renew(", "audit.refuse_change(")


@pytest.fixture
def catalogue(database: URL) -> Iterator[Connection]:
    engine = create_engine(database, poolclass=NullPool)
    with engine.connect() as connection:
        yield connection
        connection.rollback()
    engine.dispose()


def test_every_function_keeps_the_rules(catalogue: Connection) -> None:
    rows = catalogue.execute(text(OURS)).all()
    assert len(rows) > 40
    for row in rows:
        settings = set(row.settings or ())
        assert "search_path=pg_catalog, pg_temp" in settings, row.name
        assert not row.for_everybody, row.name
        assert row.owner == OWNERS.get(row.nspname, "pb_owner"), row.name
        if row.nspname not in {"roles", "reaper"}:
            assert row.definer == (row.nspname in OPEN), row.name
        if row.definer:
            assert "client_min_messages=error" in settings, row.name
        if row.nspname in OPEN:
            assert settings >= QUIET, row.name
        if row.nspname == "api":
            assert "plan_cache_mode=force_generic_plan" in settings, row.name
        assert "raise " not in row.source.lower() or row.name.startswith(RAISING), row.name
        assert "execute '" not in row.source.lower(), row.name
        if not row.name.startswith(COMPOSING):
            assert "format(" not in row.source.lower(), row.name


def test_every_function_that_writes_for_a_desk_first_asks_for_steadiness(
    catalogue: Connection,
) -> None:
    rows = catalogue.execute(text(OURS)).all()
    writing = [row for row in rows if row.nspname in {"api", "door"} and row.volatility == "v"]
    assert len(writing) > 10
    for row in writing:
        first = row.source.split("begin", 1)[1].strip().splitlines()[0]
        assert first.startswith("if not pb.steady() then return"), row.name
    for row in rows:
        if row.nspname == "api" and row.volatility != "v":
            assert row.volatility == "s", row.name  # the server itself keeps it from writing


def test_nobody_but_their_group_may_call_a_door(catalogue: Connection) -> None:
    for row in catalogue.execute(text(OURS)).all():
        grantees = {entry.split("=")[0] for entry in row.rights.strip("{}").split(",")}
        allowed = {row.owner}
        if row.nspname in DOORS:
            allowed.add(DOORS[row.nspname])
        assert grantees <= allowed, row.name


def test_the_owners_of_functions_are_ordinary_roles_that_cannot_log_in(
    catalogue: Connection,
) -> None:
    rows = catalogue.execute(
        text(
            "select rolname, rolsuper, rolcanlogin, rolcreaterole, rolcreatedb, rolbypassrls,"
            "       rolreplication from pg_roles where rolname like 'pb\\_%' order by 1"
        )
    ).all()
    names = [row[0] for row in rows]
    assert names == [
        "pb_audit", "pb_desk", "pb_join", "pb_owner", "pb_reaper", "pb_roleadmin",
        "pb_supervisor",
    ]  # fmt: skip
    # Making roles is one owner's only right, and that owner's functions are few.
    assert {row[0]: row[1:] for row in rows if any(row[1:])} == {
        "pb_roleadmin": (False, False, True, False, False, False)
    }
    groups = "select roleid::regrole::text, member::regrole::text from pg_auth_members m"
    joined = catalogue.execute(
        text(f"{groups} where m.member::regrole::text = any (:names)"), {"names": names}
    ).all()
    # From PostgreSQL 16 on, who makes and closes roles administers each of them, and is none.
    made = re.compile(r"pb(_desk|_join|[dj]_[0-9a-f]{8})")
    newer = catalogue.scalar(text("select current_setting('server_version_num')::int >= 160000"))
    administered = {
        row
        for row in map(tuple, joined)
        if newer and row[1] == "pb_roleadmin" and made.fullmatch(row[0])
    }
    assert {tuple(row) for row in joined} - administered == {
        ("pg_signal_backend", "pb_roleadmin"),
        ("pg_signal_backend", "pb_reaper"),
        ("pg_read_all_stats", "pb_reaper"),
    }
    assert {"pb_desk", "pb_join"} <= {group for group, _ in administered} or not newer
    for group, member in administered:
        held = "select pg_has_role(:member, :group, :kind)"
        for kind in ("usage", "set"):
            given = {"member": member, "group": group, "kind": kind}
            assert catalogue.scalar(text(held), given) is False, (group, kind)


def test_a_function_made_tomorrow_is_nobodys_either(catalogue: Connection) -> None:
    for schema in ("pb", "api", "room", "door"):
        catalogue.execute(text("set local role pb_owner"))
        catalogue.execute(
            text(f"create function {schema}.tomorrow() returns int language sql as 'select 1'")
        )
        catalogue.execute(text("reset role"))
        for role in ("pb_desk", "pb_supervisor", "pb_join", "pb_audit"):
            allowed = catalogue.scalar(
                text("select has_function_privilege(:role, :name, 'execute')"),
                {"role": role, "name": f"{schema}.tomorrow()"},
            )
            assert allowed is False, (schema, role)


def test_no_table_view_or_sequence_is_granted_to_anybody_else(catalogue: Connection) -> None:
    rows = catalogue.execute(
        text(
            """
            select c.oid::regclass::text, a.grantee::regrole::text, a.privilege_type
              from pg_class c join pg_namespace n on n.oid = c.relnamespace,
                   aclexplode(c.relacl) a
             where n.nspname in ('pb', 'api', 'room', 'door', 'roles', 'reaper', 'audit')
               and a.grantee <> c.relowner
            """
        )
    ).all()
    assert {tuple(row) for row in rows} <= {
        ("audit.entry", "pb_owner", "SELECT"),
        ("audit.entry", "pb_owner", "INSERT"),
    }
    columns = text(
        "select count(*) from pg_attribute a join pg_class c on c.oid = a.attrelid"
        "  join pg_namespace n on n.oid = c.relnamespace"
        " where n.nspname in ('pb', 'audit') and a.attacl is not null"
    )
    assert catalogue.scalar(columns) == 0


def test_the_audit_only_grows(catalogue: Connection) -> None:
    catalogue.execute(text("set local role pb_owner"))
    catalogue.execute(text("insert into audit.entry (action) values ('seen')"))
    for deed in (
        "update audit.entry set action = ''",
        "delete from audit.entry",
        "truncate audit.entry",
    ):
        with (
            pytest.raises(Exception, match=REFUSED),
            catalogue.begin_nested(),
        ):
            catalogue.execute(text(deed))
    catalogue.execute(text("reset role"))
    with pytest.raises(Exception, match="only grows"), catalogue.begin_nested():
        catalogue.execute(text("delete from audit.entry"))


def test_every_function_reads_as_its_language_wants_it(catalogue: Connection) -> None:
    for language, validator in (("plpgsql", "plpgsql_validator"), ("sql", "fmgr_sql_validator")):
        checked = catalogue.scalar(
            text(
                f"select count({validator}(p.oid)) from pg_proc p"
                "  join pg_language l on l.oid = p.prolang and l.lanname = :language"
                "  join pg_namespace n on n.oid = p.pronamespace"
                " where n.nspname in ('pb', 'api', 'room', 'door', 'roles', 'reaper', 'audit')"
                "   and not exists (select from pg_depend d"
                "                    where d.objid = p.oid and d.deptype = 'e')"
            ),
            {"language": language},
        )
        assert checked


def test_every_function_of_the_room_asks_whether_one_still_supervises(
    catalogue: Connection,
) -> None:
    rows = [row for row in catalogue.execute(text(OURS)).all() if row.nspname == "room"]
    assert len(rows) > 15
    for row in rows:
        assert "pb.supervises()" in row.source or "login = session_user" in row.source, row.name
