"""What a curious desk, or supervisor, finds when it speaks SQL itself: nothing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import uuid4

import psycopg
import pytest
from psycopg import errors, sql

from phonebank.store import schema
from phonebank.store.desks import appoint
from tests.offices import PIN, SmallOffice

REFUSED = (errors.InsufficientPrivilege, errors.InvalidSchemaName)


@dataclass
class Curious:
    """A login of its own on the office's database, with everything libpq can say."""

    office: SmallOffice
    role: str

    def __post_init__(self) -> None:
        url = self.office.url
        self.connection = psycopg.connect(
            dbname=url.database, host=str(url.query["host"]), user=self.role, autocommit=True
        )

    def ask(self, statement: str, *values: object) -> object:
        row = self.connection.execute(statement.encode(), values).fetchone()
        return None if row is None else row[0]

    def refused(self, statement: str) -> bool:
        """Was the statement refused for want of a right (and of nothing else)?"""
        try:
            self.connection.execute(statement.encode())
        except REFUSED:
            return True
        finally:
            self.connection.rollback()
        return False

    def named(self, statement: str) -> list[str]:
        with psycopg.connect(
            dbname=self.office.url.database,
            host=str(self.office.url.query["host"]),
            user=self.office.url.username,
        ) as admin:
            return [row[0] for row in admin.execute(statement.encode()).fetchall()]


@pytest.fixture
def desk(office: SmallOffice) -> Iterator[Curious]:
    office.fill(3)
    curious = Curious(office, office.desk_role())
    yield curious
    curious.connection.close()


@pytest.fixture
def supervisor(office: SmallOffice) -> Iterator[Curious]:
    office.fill(3)
    curious = Curious(office, appoint(office.url, "Sophie", "la campagne avance"))
    yield curious
    curious.connection.close()


RELATIONS = """
    select c.oid::regclass::text
      from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where n.nspname in ('pb', 'audit', 'room', 'api') and c.relkind in ('r', 'v', 'm', 'p', 'f')
"""
CALLABLE = """
    select p.oid::regprocedure::text
      from pg_proc p join pg_namespace n on n.oid = p.pronamespace
     where n.nspname in ('pb', 'api', 'room', 'audit')
       and has_function_privilege('{role}', p.oid, 'execute')
       and has_schema_privilege('{role}', n.oid, 'usage')
"""


def no_table_opens(curious: Curious) -> None:
    relations = curious.named(RELATIONS)
    assert len(relations) > 30
    for relation in relations:
        for statement in (
            f"select * from {relation}",
            f"select count(*) from {relation}",
            f"insert into {relation} default values",
            f"delete from {relation}",
            f"truncate {relation}",
            f"copy {relation} to stdout",
            f"copy {relation} from stdin",
            f"begin; lock table {relation}",
            f"comment on table {relation} is ''",
            f"create rule r as on insert to {relation} do instead nothing",
        ):
            assert curious.refused(statement), statement
    assert curious.refused("update pb.line set objected_at = null")
    assert curious.refused("select nextval('pb.fence')")


def test_a_desk_reads_and_writes_no_table(desk: Curious) -> None:
    no_table_opens(desk)


def test_a_supervisor_reads_and_writes_no_table(supervisor: Curious) -> None:
    no_table_opens(supervisor)


def schemas_open_to(curious: Curious) -> set[str]:
    return {name.split(".")[0] for name in curious.named(CALLABLE.format(role=curious.role))}


def test_a_desk_calls_nothing_but_the_functions_of_desks(desk: Curious) -> None:
    assert schemas_open_to(desk) == {"api"}
    assert desk.refused("select pb.object_to(1, null, 'call')")
    assert desk.refused("select pb.crypt('246810', pb.gen_salt('bf'))")
    assert desk.refused("select * from room.campaigns()")
    assert isinstance(desk.ask("select api.office()"), dict)


def test_a_supervisor_calls_nothing_but_the_functions_of_the_room(supervisor: Curious) -> None:
    assert schemas_open_to(supervisor) == {"room"}
    assert supervisor.refused("select api.number('x', gen_random_uuid())")
    assert supervisor.ask("select count(*) from room.campaigns()") == 1


FORBIDDEN = [
    "create table here (id int)",
    "create table public.here (id int)",
    "create schema mine",
    "create temporary table here (id int)",
    "create function api.f() returns int language sql as 'select 1'",
    "create function pg_temp.f() returns int language sql as 'select 1'",
    "create role friend",
    "create database mine",
    "create extension dblink",
    "create event trigger t on ddl_command_start execute function pg_catalog.now()",
    "do $$ begin null; end $$",
    "select lo_create(0)",
    "select lo_import('/etc/passwd')",
    "select pg_advisory_lock(1)",
    "select pg_try_advisory_lock(1)",
    "select pg_advisory_xact_lock_shared(1)",
    "copy (select 1) to program 'cat'",
    "copy (select 1) to '/tmp/pb-desk'",
    "select pg_read_file('/etc/passwd')",
    "select pg_read_binary_file('/etc/passwd')",
    "select pg_ls_dir('.')",
    "select pg_stat_file('.')",
    "select pg_terminate_backend(pg_backend_pid())",
    "select pg_cancel_backend(pg_backend_pid())",
    "select pg_reload_conf()",
    "select pg_switch_wal()",
    "select * from pg_stat_activity",
    "select prosrc from pg_proc",
    "select pg_get_functiondef('api.claim(text,int)'::regprocedure)",
    "select * from pg_authid",
    "select * from pg_shadow",
    "select * from pg_statistic",
    "select * from pg_largeobject",
    "set role pb_owner",
    "set role pb_audit",
    "set role pb_supervisor",
    "set session authorization phonebank",
    "set session_replication_role = replica",
    "set log_statement = 'all'",
    "alter system set fsync = off",
    "alter role phonebank nologin",
    "grant pb_owner to current_user",
    "alter function api.claim(text, int) security invoker",
    "drop function api.claim(text, int)",
    "alter schema api owner to current_user",
    "load 'auto_explain'",
    "vacuum pb.line",
    "checkpoint",
]


@pytest.mark.parametrize("who", ["desk", "supervisor"])
def test_nothing_is_made_locked_loaded_read_or_become(
    request: pytest.FixtureRequest, who: str
) -> None:
    curious: Curious = request.getfixturevalue(who)
    schema.migrate(curious.office.url)  # a copied database has lost the rights on itself
    allowed = [statement for statement in FORBIDDEN if not curious.refused(statement)]
    expected = ["set role pb_supervisor"] if who == "supervisor" else []
    assert allowed == expected


def test_the_catalogue_shows_a_desk_no_value_of_a_table(desk: Curious) -> None:
    desk.office.sql("analyze")
    assert desk.ask("select count(*) from pg_stats where schemaname in ('pb', 'audit')") == 0
    assert desk.ask("select count(*) from pg_stats_ext") == 0


def test_a_transaction_rolled_back_reveals_nothing(desk: Curious) -> None:
    office = desk.office
    account = office.caller("Camille")
    check = desk.ask("select api.sign_in(%s, %s) ->> 'check'", account, PIN)
    token = desk.ask("select api.sign_in_result(%s) ->> 'token'", check)
    with desk.connection.transaction(force_rollback=True):
        claim = desk.ask("select api.claim(%s, %s) ->> 'claim'", token, office.campaign)
        assert claim
        assert desk.ask("select api.open_card(%s, %s)", token, claim) == {"status": "gone"}
        assert desk.ask("select api.start_call(%s, %s, %s)", token, claim, uuid4()) == {
            "status": "gone"
        }
        assert desk.ask("select api.number(%s, %s)", token, claim) is None
    assert office.value("select count(*) from pb.claim") == 0
    claim = desk.ask("select api.claim(%s, %s) ->> 'claim'", token, office.campaign)
    with desk.connection.transaction(force_rollback=True):
        started = desk.ask("select api.start_call(%s, %s, %s) ->> 'status'", token, claim, uuid4())
        assert started == "started"
        with desk.connection.transaction():
            assert desk.ask("select api.number(%s, %s)", token, claim) is None
    assert office.value("select count(*) from pb.call") == 0


@pytest.mark.parametrize("level", ["repeatable read", "serializable"])
def test_another_isolation_level_is_refused(desk: Curious, level: str) -> None:
    account = desk.office.caller("Camille")
    check = desk.ask("select api.sign_in(%s, %s) ->> 'check'", account, PIN)
    token = desk.ask("select api.sign_in_result(%s) ->> 'token'", check)
    claim = desk.ask("select api.claim(%s, %s) ->> 'claim'", token, desk.office.campaign)
    desk.connection.execute(
        sql.SQL("set default_transaction_isolation = {}").format(sql.Literal(level))
    )
    assert desk.ask("select api.claim(%s, 1)", token) == {"status": "isolation"}
    assert desk.ask("select api.open_card(%s, %s)", token, claim) == {"status": "isolation"}
    assert desk.ask("select api.number(%s, %s)", token, claim) is None
    assert desk.ask("select api.sign_in(%s, %s)", account, PIN) == {"status": "isolation"}


def test_settings_of_the_session_print_no_number(desk: Curious) -> None:
    office = desk.office
    account = office.caller("Camille")
    said: list[str] = []
    desk.connection.add_notice_handler(lambda notice: said.append(notice.message_primary or ""))
    for setting in ("debug_print_parse", "debug_print_rewritten", "debug_print_plan"):
        desk.connection.execute(f"set {setting} = on".encode())
    desk.connection.execute(b"set client_min_messages = debug5")
    desk.connection.execute(b"set timezone = 'Pacific/Kiritimati'")
    check = desk.ask("select api.sign_in(%s, %s) ->> 'check'", account, PIN)
    token = desk.ask("select api.sign_in_result(%s) ->> 'token'", check)
    claim = desk.ask("select api.claim(%s, %s) ->> 'claim'", token, office.campaign)
    desk.ask("select api.open_card(%s, %s)", token, claim)
    desk.ask("select api.start_call(%s, %s, %s)", token, claim, uuid4())
    desk.connection.execute(b"set client_min_messages = error")
    number = office.value("select e164 from pb.line where id = 1")
    words = " ".join(said)
    assert number not in words
    assert "pin_hash" not in words


def test_what_malformed_arguments_answer_is_a_status_and_never_a_row(desk: Curious) -> None:
    office = desk.office
    account = office.caller("Camille")
    check = desk.ask("select api.sign_in(%s, %s) ->> 'check'", account, PIN)
    token = desk.ask("select api.sign_in_result(%s) ->> 'token'", check)
    claim = desk.ask("select api.claim(%s, %s) ->> 'claim'", token, office.campaign)
    call = uuid4()
    desk.ask("select api.start_call(%s, %s, %s)", token, claim, call)
    bodies = ["null", "[]", "3", '"x"', "{}", '{"outcome": null}', '{"outcome": ["busy"]}']
    fields = {
        "person_id": ["1e3", "-1", '"x"', "99999999999999999999", "[]"],
        "answers": ['"x"', "[1]", "[[1, 2, 3]]", "[[null, null, null]]", '[["", "a", "b"]]', "{}"],
        "seconds": ["-1", '"1 day"', "1.5"],
        "script_version": ["-1", "9999999999"],
        "note": ['"' + "x" * 2001 + '"'],
        "language": ["7", '"FR"'],
        "hint": ['"noon"'],
    }
    bodies += [
        f'{{"outcome": "no_answer", "{field}": {value}}}'
        for field, values in fields.items()
        for value in values
    ]
    for body in bodies:
        answer = desk.ask("select api.finish_call(%s, %s, 1, %s::jsonb)", claim, call, body)
        assert isinstance(answer, dict), body
        assert answer["status"] == "invalid", body
    for statement in (
        "select api.sign_in(null, null)",
        "select api.sign_in_result(null)",
        "select api.claim(null, null)",
        "select api.open_card(null, null)",
        "select api.start_call(null, null, null)",
        "select api.finish_call(null, null, null, null)",
        "select api.finish_and_claim(null, null, null, null, null, null)",
        "select api.keep(null, null)",
        "select api.release(null, null, null)",
        "select api.object_line(null)",
        "select api.correct_call(null, null, null)",
        "select api.park(null, null, null, null)",
        "select api.held(null)",
        "select api.sign_out(null)",
    ):
        assert isinstance(desk.ask(statement), dict), statement
    told = 'select api.finish_call(%s, %s, null, \'{"outcome": "busy"}\')'
    assert desk.ask(told, claim, call) == {"status": "ok", "late": True, "receipt": ""}
