"""Everything one can type at the server, by a desk and by a supervisor: no roll data comes out."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.attack.attempts import ATTEMPTS, Attempt
from tests.attack.conftest import supervisor_of
from tests.attack.intruder import Intruder
from tests.attack.remaining import REMAINING
from tests.offices import SmallOffice

#: What a supervisor's login meets otherwise: that group is its own, and `api` is not.
OF_A_SUPERVISOR = {
    "set role pb_supervisor": "empty",
    "select routine_name from information_schema.routines where routine_schema = 'api'": "empty",
}
#: A setting or a right of one's own changes without an answer.
SILENT = {"settings", "timeouts", "memory", "notify", "own role"}


def expected(attempt: Attempt) -> set[str]:
    if attempt.meets in {"refused", "empty"}:
        return {attempt.meets}
    return {"open", "empty"} if attempt.meets in SILENT else {"open"}


@pytest.mark.parametrize("who", ["desk", "supervisor"])
def test_every_attempt_meets_what_is_written_and_no_roll_data_comes_out(
    watched: SmallOffice, who: str
) -> None:
    role = watched.desk_role() if who == "desk" else supervisor_of(watched)
    wrong: list[tuple[str, str, str]] = []
    with Intruder(watched, role) as intruder:
        for attempt in ATTEMPTS:
            met = intruder.attempt(*attempt.statements).outcome
            meant = expected(attempt)
            if who == "supervisor" and attempt.name in OF_A_SUPERVISOR:
                meant = {OF_A_SUPERVISOR[attempt.name]}
            if met not in meant:
                wrong.append((attempt.name, met, attempt.meets))
            assert intruder.secrets_heard() == [], attempt.name
            intruder.connection.execute(b"discard all")
    assert wrong == [], "\n".join(map(str, wrong))


def test_there_are_many_attempts_and_none_is_written_twice() -> None:
    names = [attempt.statements for attempt in ATTEMPTS]
    assert len(names) == len(set(names))
    assert len(names) > 250


def test_what_remains_is_an_exact_list_that_the_owner_can_read() -> None:
    tried = {attempt.meets for attempt in ATTEMPTS} - {"refused", "empty"}
    # Bounded in test_caps.py, test_protocol.py, test_flooding.py and test_hosted_attack.py.
    protocol = {"own lines", "own words", "secret", "log"}
    assert tried | protocol == set(REMAINING)
    told = " ".join((Path(__file__).parents[2] / "SECURITY.md").read_text("utf-8").split())
    for name, sentence in REMAINING.items():
        assert " ".join(sentence.split()) in told, name


RELATIONS = """
    select c.oid::regclass::text
      from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where n.nspname in ('pb', 'audit', 'room', 'api', 'door', 'roles', 'reaper')
       and c.relkind in ('r', 'v', 'm', 'p', 'f', 'S')
"""


@pytest.mark.parametrize("who", ["desk", "supervisor"])
def test_no_relation_opens_in_any_way(watched: SmallOffice, who: str) -> None:
    role = watched.desk_role() if who == "desk" else supervisor_of(watched, "Sandrine")
    relations = [row[0] for row in watched.sql(RELATIONS)]
    assert len(relations) > 35
    with Intruder(watched, role) as intruder:
        for relation in relations:
            for statement in (
                f"select * from {relation}",
                f"select count(*) from {relation}",
                f"insert into {relation} default values",
                f"update {relation} set id = id",
                f"delete from {relation}",
                f"truncate {relation}",
                f"copy {relation} to stdout",
                f"copy {relation} from stdin",
                f"begin; lock table {relation}",
                f"alter table {relation} rename to r",
                f"drop table {relation}",
            ):
                answer = intruder.attempt(statement)
                assert answer.sqlstate in {"42501", "3F000", "42809"}, (statement, answer)
        assert intruder.secrets_heard() == []


CALLABLE = """
    select distinct n.nspname
      from pg_proc p join pg_namespace n on n.oid = p.pronamespace
     where n.nspname in ('pb', 'api', 'room', 'audit', 'door', 'roles', 'reaper')
       and has_function_privilege(:role, p.oid, 'execute')
       and has_schema_privilege(:role, n.oid, 'usage')
"""


def test_a_login_calls_the_functions_of_its_own_schema_and_no_other(watched: SmallOffice) -> None:
    logins = {"api": watched.desk_role(), "room": supervisor_of(watched, "Solange")}
    for schema, role in logins.items():
        assert [row[0] for row in watched.sql(CALLABLE, role=role)] == [schema]
    with Intruder(watched, logins["api"]) as desk:
        assert desk.attempt("select * from room.campaigns()").sqlstate == "42501"
        assert isinstance(desk.ask("select api.office()"), dict)
    with Intruder(watched, logins["room"]) as supervisor:
        assert supervisor.attempt("select api.accounts()").sqlstate == "42501"
        for call in (
            "select * from room.office()", "select * from room.campaigns()",
            "select room.outlook(1)", "select * from room.hours(1, 72)",
            "select * from room.callers()", "select * from room.alerts()",
            "select * from room.people()", "select * from room.desks()",
            "select room.settle_doubt(1, 'no_answer')", "select room.take_back(gen_random_uuid())",
        ):  # fmt: skip
            assert supervisor.attempt(call).outcome in {"open", "empty"}, call
        assert supervisor.secrets_heard() == []


def test_a_supervisor_sent_away_is_answered_nothing_on_the_connection_there_is(
    watched: SmallOffice,
) -> None:
    role = supervisor_of(watched, "Sylvie")
    with Intruder(watched, role) as supervisor:
        assert supervisor.ask("select count(*) from room.campaigns()") == 1
        watched.sql("update pb.account set active = false where login = :r", r=role)
        for call in (
            "select * from room.office()", "select * from room.campaigns()",
            "select room.outlook(1)", "select * from room.hours(1, 72)",
            "select * from room.callers()", "select * from room.alerts()",
            "select * from room.people()", "select * from room.desks()",
            "select nullif(room.set_state(1, 'closed'), 'missing')",
            "select nullif(room.take_back(gen_random_uuid()), false)",
        ):  # fmt: skip
            assert supervisor.attempt(call).outcome == "empty", call
    assert watched.value("select state from pb.campaign") == "open"
