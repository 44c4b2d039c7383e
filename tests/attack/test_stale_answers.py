"""Answers kept back, sessions that only seem to rest, repetition without an end."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import UTC, datetime
from uuid import uuid4

import pytest
from sqlalchemy import create_engine
from sqlalchemy.pool import NullPool

from phonebank.store.restored import DeskRow, PinRow, desks, keep_up, pins
from tests.attack.conftest import supervisor_of
from tests.attack.intruder import Intruder
from tests.attack.test_held_up import VERIFIER
from tests.attack.test_idle import impatient
from tests.offices import PIN, SmallOffice

BUSY = "select api.finish_call(%s, %s, %s, %s::jsonb) ->> 'status'"


@pytest.mark.parametrize("way", ["sign_in", "unlock"])
def test_an_old_pin_checked_in_time_opens_nothing_once_it_was_changed(
    desk: Intruder, way: str
) -> None:
    """Known to somebody else, it is asked for every minute and the answer kept back."""
    account = desk.office.caller("Camille")
    if way == "sign_in":
        check = desk.ask("select api.sign_in(%s, %s) ->> 'check'", account, PIN)
        result: tuple[str, tuple[object, ...]] = ("select api.sign_in_result(%s)", (check,))
    else:
        token = desk.sign_in(account)
        check = desk.ask("select api.unlock(%s, %s) ->> 'check'", token, PIN)
        result = ("select api.unlock_result(%s, %s)", (token, check))
    with Intruder(desk.office, supervisor_of(desk.office)) as supervisor:
        told = supervisor.ask("select room.new_pin(%s, '583920') ->> 'status'", account)
        assert told == "ok"
    assert desk.ask(result[0], *result[1])["status"] == "wrong"
    fresh = desk.ask("select api.sign_in(%s, '583920') ->> 'check'", account)
    assert desk.ask("select api.sign_in_result(%s) ->> 'status'", fresh) == "ok"


@pytest.fixture
def deaf(desk: Intruder) -> Iterator[Intruder]:
    """A session that listens and reads nothing: stuck in sending, with a snapshot, called idle."""
    with Intruder(desk.office, desk.role) as listener:
        listener.connection.execute(b"listen office")
        words = "z" * 7900
        stuck = (
            "select count(*) from pg_stat_activity"
            " where usename = :r and state = 'idle' and backend_xmin is not null"
        )
        until, turn = time.monotonic() + 30, 0
        while not desk.office.value(stuck, r=desk.role) and time.monotonic() < until:
            turn += 1
            desk.connection.execute(b"begin")
            for each in range(100):
                desk.connection.execute(f"notify office, '{turn}.{each}.{words}'".encode())
            desk.connection.execute(b"commit")
        assert desk.office.value(stuck, r=desk.role) == 1
        yield listener


def sessions(office: SmallOffice, role: str) -> int:
    return int(office.value("select count(*) from pg_stat_activity where usename = :r", r=role))


def gone(office: SmallOffice, role: str, left: int) -> bool:
    until = time.monotonic() + 15
    while sessions(office, role) > left and time.monotonic() < until:
        office.sql("select 1")
    return sessions(office, role) <= left


def test_a_session_that_seems_to_rest_and_keeps_a_snapshot_is_ended_like_any(
    desk: Intruder, deaf: Intruder
) -> None:
    office = desk.office
    impatient(office)
    with Intruder(office, office.desk_role("Autre")) as other:
        assert other.ask("select api.reap_idle()") == {"status": "ok"}
        assert gone(office, desk.role, 1)
        assert desk.ask("select 1") == 1
    assert deaf.role == desk.role


def test_holding_on_over_and_over_writes_next_to_nothing(desk: Intruder) -> None:
    """The heartbeat's index is the one every claim looks into first."""
    office = desk.office
    token = desk.sign_in(office.caller("Camille"))
    claim = desk.claim(token)["claim"]
    where = "select ctid::text from pb.queue where state = 1"
    before = office.value(where)
    kept = {desk.ask("select api.keep(%s, %s) ->> 'status'", token, claim) for _ in range(40)}
    assert kept == {"kept"}
    assert office.value(where) == before
    office.sql("update pb.claim set due_at = due_at - interval '1 minute'")
    held = desk.ask("select api.keep(%s, %s)", token, claim)
    assert held["keep_seconds"] > 590
    assert office.value(where) != before


def pages(desk: Intruder, statement: str, *values: object) -> int:
    """How many pages the statement's third run looks at; nothing it did stays."""
    for _ in range(3):
        desk.connection.execute(b"begin")
        plan = desk.ask(
            "explain (analyze, buffers, timing off, summary off, costs off, format json)"
            f" {statement}",
            *values,
        )
        desk.connection.rollback()
    return int(plan[0]["Plan"]["Shared Hit Blocks"])


def test_nobody_is_found_among_those_to_be_called_by_telling_an_outcome_of_them(
    desk: Intruder,
) -> None:
    """Refused the same whether that person is to be called, only on the roll, or nobody."""
    office = desk.office
    token = desk.sign_in(office.caller("Camille"))
    claim, call = desk.claim(token), uuid4()
    desk.ask("select api.start_call(%s, %s, %s)", token, claim["claim"], call)
    mine = office.value("select person_id from pb.target t join pb.queue q on q.id = t.queue_id"
                        " where q.state = 1")  # fmt: skip
    theirs = office.value("select min(person_id) from pb.target where person_id <> :m", m=mine)
    listed = office.value(
        "insert into pb.person (identity_key, birth_name, first_names, sex, commune_code)"
        " values ('k', 'A', 'B', 'F', '95999') returning id"
    )
    seen = {
        pages(desk, BUSY, claim["claim"], call, claim["fence"],
              f'{{"outcome": "refused", "person_id": {person}}}')
        for person in (theirs, listed, 99_999_999)
    }  # fmt: skip
    assert len(seen) == 1


def test_signing_in_over_and_over_fills_neither_the_audit_nor_the_disk(desk: Intruder) -> None:
    office = desk.office
    account = office.caller("Camille")
    office.sql(
        "insert into pb.pin_check (id, desk_id, account_id, accepted, asked_in, used, proof)"
        " select gen_random_uuid(), d.id, :a, true, '1', true, '' from pb.desk d,"
        " generate_series(1, 299) where d.role_name = :r",
        a=account,
        r=desk.role,
    )
    token = desk.sign_in(account)
    waits = desk.ask("select api.sign_in(%s, %s)", account, PIN)
    assert waits["status"] == "wait"
    assert 0 < waits["seconds"] <= 3600
    assert desk.ask("select api.unlock(%s, %s) ->> 'status'", token, PIN) == "wait"
    with Intruder(office, office.desk_role("Autre")) as other:
        assert other.sign_in(account)
    office.sql("update pb.pin_check set asked_at = asked_at - interval '61 minutes'")
    assert desk.sign_in(account)


def test_words_checked_by_the_session_itself_change_no_answer(desk: Intruder) -> None:
    for setting in ("extra_errors = 'all'", "extra_warnings = 'all'", "check_asserts = on"):
        desk.connection.execute(f"set plpgsql.{setting}".encode())
    token = desk.sign_in(desk.office.caller("Camille"))
    claim, call = desk.claim(token), uuid4()
    assert desk.ask("select api.open_card(%s, %s) ->> 'status'", token, claim["claim"]) == "ok"
    desk.ask("select api.start_call(%s, %s, %s)", token, claim["claim"], call)
    assert desk.ask(BUSY, claim["claim"], call, claim["fence"], '{"outcome": "busy"}') == "ok"


def test_a_claim_is_the_same_under_the_worst_plans(desk: Intruder) -> None:
    """Plans are each session's own to spoil: the rows locked stay those of the rules."""
    office = desk.office
    for setting in ("enable_indexscan", "enable_bitmapscan", "enable_tidscan", "enable_sort",
                    "enable_nestloop", "enable_indexonlyscan"):  # fmt: skip
        desk.connection.execute(f"set {setting} = off".encode())
    token = desk.sign_in(office.caller("Camille"))
    best = office.value("select id from pb.queue order by rank desc limit 1")
    desk.connection.execute(b"begin")
    assert desk.claim(token)["status"] == "claimed"
    held = (
        "select id from pb.queue where id not in (select id from pb.queue for update skip locked)"
    )
    assert [row[0] for row in office.sql(held)] == [best]
    desk.connection.rollback()


def test_a_connection_outlives_no_secret(desk: Intruder) -> None:
    """The server looks at its end when it lets somebody in; the functions look at it always."""
    office = desk.office
    account = office.caller("Camille")
    token = desk.sign_in(account)
    claim = desk.claim(token)["claim"]
    check = desk.ask("select api.sign_in(%s, %s) ->> 'check'", account, PIN)
    ended = "update pb.desk set valid_until = clock_timestamp() {} where role_name = :r"
    office.sql(ended.format("- interval '1 second'"), r=desk.role)
    for statement, values, met in (
        ("select api.claim(%s, %s) ->> 'status'", (token, office.campaign), "session"),
        ("select api.open_card(%s, %s) ->> 'status'", (token, claim), "session"),
        ("select api.sign_in(%s, %s) ->> 'status'", (account, PIN), "revoked"),
        ("select api.sign_in_result(%s) ->> 'status'", (check,), "unknown"),
        ("select api.renew_desk(%s) ->> 'status'", (VERIFIER,), "revoked"),
        ("select api.object_line(%s) ->> 'status'", (claim,), "revoked"),
        ("select api.desk()", (), None),
        ("select api.office()", (), None),
        ("select api.accounts()", (), []),
    ):
        assert desk.ask(statement, *values) == met, statement
    assert desk.secrets_heard() == []
    office.sql(ended.format("+ interval '1 day'"), r=desk.role)
    assert desk.ask("select api.open_card(%s, %s) ->> 'status'", token, claim) == "ok"


def test_a_desk_renewed_since_the_backup_is_not_ended_by_it(marked: SmallOffice) -> None:
    role = marked.desk_role()
    marked.sql("update pb.desk set valid_until = '2020-01-01'")
    later = datetime(2100, 1, 1, tzinfo=UTC)
    engine = create_engine(marked.url, poolclass=NullPool)
    with engine.begin() as connection:
        since = (DeskRow(role, "Poste", True, later), DeskRow("pbd_00000001", "Deux", True, later))
        keep_up(connection, since, ())
        assert {each.valid_until for each in desks(connection)} == {later}
        keep_up(connection, (DeskRow(role, "Poste", True, None),), ())
        assert {each.valid_until for each in desks(connection)} == {later}
    engine.dispose()


def test_a_pin_changed_since_the_backup_stays_changed(desk: Intruder) -> None:
    office = desk.office
    account = office.caller("Camille")
    engine = create_engine(office.url, poolclass=NullPool)
    with engine.begin() as connection:
        before = pins(connection)
    with Intruder(office, supervisor_of(office)) as supervisor:
        assert supervisor.ask("select room.new_pin(%s, '739164') ->> 'status'", account) == "ok"
    with engine.begin() as connection:
        now = pins(connection)
    assert [each.name for each in now] == ["Camille"]
    assert now != before
    with engine.begin() as connection:  # the office as it was, and what it learns
        keep_up(connection, (), (), before)
        assert pins(connection) == before
        keep_up(connection, (), (), (*now, PinRow("Nobody", now[0].pin_hash)))
        assert pins(connection) == now
    engine.dispose()
    check = desk.ask("select api.sign_in(%s, %s) ->> 'check'", account, PIN)
    assert desk.ask("select api.sign_in_result(%s) ->> 'status'", check) == "wrong"
    assert desk.sign_in(account, "739164")
