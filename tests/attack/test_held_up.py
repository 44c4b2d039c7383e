"""Whoever is to be sent away cannot hold up the decision with a transaction left open."""

from __future__ import annotations

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from uuid import uuid4

import psycopg
import pytest
from psycopg import pq

from phonebank.store import enrolment, schema
from phonebank.store.desks import set_password, set_supervising
from phonebank.store.import_history import ImportHistory
from phonebank.store.intake import IntakeStore
from phonebank.store.review_store import ReviewStore
from tests.attack.conftest import supervisor_of
from tests.attack.intruder import Intruder
from tests.offices import PIN, SmallOffice

#: As a window waits: an answer within five seconds, or none.
PATIENT = "-c lock_timeout=5000"
VERIFIER = f"SCRAM-SHA-256$4096:{'a' * 22}==${'b' * 43}=:{'c' * 43}="


@pytest.fixture
def supervisor(desk: Intruder) -> Iterator[Intruder]:
    with Intruder(desk.office, supervisor_of(desk.office), options=PATIENT) as intruder:
        yield intruder


def hold(desk: Intruder, statement: str, *values: object) -> object:
    """Run `statement` in a transaction that is left open, with every time-out of one's own off."""
    desk.connection.execute(b"set idle_in_transaction_session_timeout = 0")
    desk.connection.execute(b"begin")
    return desk.ask(statement, *values)


def ended(desk: Intruder) -> bool:
    try:
        desk.connection.execute(b"select 1")
    except psycopg.OperationalError:
        return True
    return False


@pytest.mark.parametrize(
    "decision", ["set_active(%s, false)", "end_session(%s)", "new_pin(%s, null)"]
)
def test_a_volunteer_cannot_hold_up_what_is_decided_about_them(
    desk: Intruder, supervisor: Intruder, decision: str
) -> None:
    account = desk.office.caller("Camille")
    token = desk.sign_in(account)
    hold(desk, "select api.claim(%s, %s)", token, desk.office.campaign)
    assert supervisor.ask(f"select room.{decision} ->> 'status'", account) == "ok"
    assert ended(desk)


def test_a_line_is_taken_back_from_whoever_holds_its_rows(
    desk: Intruder, supervisor: Intruder
) -> None:
    token = desk.sign_in(desk.office.caller("Camille"))
    claim = desk.claim(token)["claim"]
    hold(desk, "select api.keep(%s, %s)", token, claim)
    assert supervisor.ask("select room.take_back(%s)", claim) is True
    assert ended(desk)


def test_a_desk_that_waits_for_its_pin_is_freed_although_it_holds_its_row(
    desk: Intruder, supervisor: Intruder
) -> None:
    hold(desk, "select api.sign_in(%s, '000000')", desk.office.caller("Camille"))
    number = desk.office.value("select id from pb.desk where role_name = :r", r=desk.role)
    assert supervisor.ask("select room.unlock_desk(%s)", number) is True


@pytest.mark.parametrize("state", ["paused", "closed"])
def test_a_campaign_is_stopped_over_a_line_being_claimed(
    desk: Intruder, supervisor: Intruder, state: str
) -> None:
    token = desk.sign_in(desk.office.caller("Camille"))
    hold(desk, "select api.claim(%s, %s)", token, desk.office.campaign)
    told = supervisor.ask("select room.set_state(%s, %s)", desk.office.campaign, state)
    assert told == "ok"


HOLDING = (
    ("select api.renew_desk(%s)", VERIFIER),
    ("select api.sign_in(1, %s)", "000000"),
)


@pytest.mark.parametrize(("statement", "value"), HOLDING)
def test_a_desk_cannot_hold_up_its_own_revocation(
    desk: Intruder, statement: str, value: str
) -> None:
    hold(desk, statement, value)
    patient = desk.office.url.update_query_dict({"options": PATIENT})
    known = {each.login: each for each in enrolment.desks(desk.office.url)}
    assert enrolment.revoke(patient, known[desk.role]).lines == 0
    assert ended(desk)
    may_come = "select rolcanlogin from pg_authid where rolname = :r"
    assert desk.office.value(may_come, r=desk.role) is False


def test_a_desk_cannot_hold_up_its_revocation_by_its_own_role(desk: Intruder) -> None:
    desk.connection.execute(b"begin")
    desk.connection.execute(b"alter role current_user password 'another'")
    patient = desk.office.url.update_query_dict({"options": PATIENT})
    known = {each.login: each for each in enrolment.desks(desk.office.url)}
    enrolment.revoke(patient, known[desk.role])
    assert ended(desk)


def test_a_supervisor_cannot_hold_up_being_sent_away(desk: Intruder, supervisor: Intruder) -> None:
    supervisor.connection.execute(b"begin")
    supervisor.connection.execute(b"alter role current_user password 'another'")
    patient = desk.office.url.update_query_dict({"options": PATIENT})
    set_supervising(patient, "Sophie", active=False)
    assert ended(supervisor)
    with pytest.raises(psycopg.OperationalError, match="not permitted to log in"):
        Intruder(desk.office, supervisor.role)


def test_a_supervisor_cannot_hold_up_a_new_password(desk: Intruder, supervisor: Intruder) -> None:
    supervisor.connection.execute(b"begin")
    supervisor.connection.execute(b"alter role current_user password 'another'")
    patient = desk.office.url.update_query_dict({"options": PATIENT})
    set_password(patient, "Sophie", "cinq chevaux verts dorment")
    assert ended(supervisor)


def test_a_session_at_rest_outlives_no_new_password(desk: Intruder, supervisor: Intruder) -> None:
    """Whoever knew the password before may sit there and wait."""
    assert supervisor.ask("select supervisor from room.office()") == "Sophie"
    set_password(desk.office.url, "Sophie", "cinq chevaux verts dorment")
    assert ended(supervisor)


def test_a_desk_at_work_is_not_ended_by_a_decision(desk: Intruder, supervisor: Intruder) -> None:
    account = desk.office.caller("Camille")
    token = desk.sign_in(account)
    claim = desk.claim(token)["claim"]
    desk.ask("select api.start_call(%s, %s, %s)", token, claim, uuid4())
    assert supervisor.ask("select room.new_pin(%s, %s) ->> 'status'", account, PIN) == "ok"
    assert not ended(desk)
    assert desk.ask("select api.number(%s, %s)", token, claim)


def test_only_decisions_end_sessions_and_only_those_of_desks(
    marked: SmallOffice, desk: Intruder
) -> None:
    desk.connection.execute(b"begin")
    with Intruder(marked, marked.desk_role("Autre")) as other:
        assert other.attempt("select reaper.make_way()").sqlstate == "42501"
    assert not ended(desk)


@pytest.mark.parametrize("shared", ["person", "line"])
def test_who_keeps_a_claim_uncommitted_is_ended_by_whoever_meets_it(
    desk: Intruder, shared: str
) -> None:
    """Two numbers of one person, or one number in two campaigns: the other desk goes on."""
    office = desk.office
    campaign = office.campaign
    if shared == "person":
        office.sql(
            "insert into pb.line_person (line_id, person_id, source_id)"
            " select 2, person_id, source_id from pb.line_person where line_id = 1"
        )
    else:
        office.fill(1, name="Autre", round_code="M26T1")
        office.sql("update pb.queue set line_id = 1 where campaign_id = :c", c=office.campaign)
    hold(desk, "select api.claim(%s, %s)", desk.sign_in(office.caller("Camille")), campaign)
    with Intruder(office, office.desk_role("Autre"), options=PATIENT) as other:
        token = other.sign_in(office.caller("Dominique"))
        met = other.claim(token)["status"]
        assert met == ("claimed" if shared == "person" else "empty")
        live = "select count(*) from pb.claim where ended_at is null"
        assert office.value(live) == (1 if shared == "person" else 0)
    assert ended(desk)


def test_an_office_is_opened_although_a_desk_left_a_claim_open(desk: Intruder) -> None:
    token = desk.sign_in(desk.office.caller("Camille"))
    hold(desk, "select api.claim(%s, %s)", token, desk.office.campaign)
    schema.migrate(desk.office.url.update_query_dict({"options": PATIENT}))
    with Intruder(desk.office, desk.office.desk_role("Autre"), options=PATIENT) as other:
        assert other.claim(other.sign_in(desk.office.caller("Dominique")))["status"] == "claimed"


def test_an_import_waits_for_no_line_a_desk_holds(desk: Intruder) -> None:
    token = desk.sign_in(desk.office.caller("Camille"))
    hold(desk, "select api.claim(%s, %s)", token, desk.office.campaign)
    with closing(IntakeStore(desk.office.url)) as store, store.work(dry_run=False) as work:
        work.do("set local lock_timeout = '5s'")
        work.do("select from pb.queue for update")
    assert ended(desk)


def test_nor_for_one_taken_after_it_began(desk: Intruder) -> None:
    """Nobody else is at work, so nobody else would end it."""
    token = desk.sign_in(desk.office.caller("Camille"))
    with closing(IntakeStore(desk.office.url)) as store, store.work(dry_run=False) as work:
        hold(desk, "select api.claim(%s, %s)", token, desk.office.campaign)
        work.do("set local lock_timeout = '20s'")
        work.do("select from pb.queue for update")
    assert ended(desk)


@pytest.mark.parametrize("change", ["undo", "decision"])
def test_no_other_change_of_the_owner_waits_for_a_desk(desk: Intruder, change: str) -> None:
    office = desk.office
    token = desk.sign_in(office.caller("Camille"))
    hold(desk, "select api.claim(%s, %s)", token, office.campaign)
    if change == "decision":
        with closing(ReviewStore(office.url)) as store, store.deciding() as work:
            work.do("select from pb.queue for update")
    else:
        imported = office.value("select min(id) from pb.import")
        office.sql("update pb.person set import_id = :i", i=imported)
        with ImportHistory(office.url) as history:
            history.undo(imported)
    assert ended(desk)


def test_a_language_told_for_the_first_time_is_no_lock_for_the_others(desk: Intruder) -> None:
    office = desk.office
    told = "select api.finish_call(%s, %s, %s, %s::jsonb) ->> 'status'"
    body = '{"outcome": "language", "language": "pt"}'
    with Intruder(office, office.desk_role("Autre"), options=PATIENT) as other:
        calls = []
        for each, name in ((desk, "Camille"), (other, "Dominique")):
            token, call = each.sign_in(office.caller(name)), uuid4()
            claim = each.claim(token)
            each.ask("select api.start_call(%s, %s, %s)", token, claim["claim"], call)
            calls.append((claim["claim"], call, claim["fence"], body))
        assert hold(desk, told, *calls[0]) == "ok"
        assert other.ask(told, *calls[1]) == "ok"
    assert ended(desk)
    assert office.value("select count(*) from pb.queue q join pb.lane l on l.id = q.lane_id"
                        " where l.language = 'pt'") == 1  # fmt: skip


def test_a_new_version_of_the_tables_waits_for_no_desk(desk: Intruder) -> None:
    office = desk.office
    office.sql("alter table pb.pin_check drop column proof")
    office.sql("update pb.schema_version set version_num = '0015'")
    hold(desk, "select api.sign_in_result(%s)", uuid4())
    schema.migrate(office.url)
    assert ended(desk)
    assert schema.installed(office.url) == schema.head()


def test_nor_can_they_by_being_busy_in_the_transaction(
    desk: Intruder, supervisor: Intruder
) -> None:
    """Never idle, and never for long: in turns with others, that would outlast any patience."""
    office = desk.office
    account = office.caller("Camille")
    token = desk.sign_in(account)
    busy = (
        f"begin; select api.claim('{token}', {office.campaign});"
        " select count(*) from generate_series(1, 10000000000)"
    )
    old = (
        "select exists (select from pg_stat_activity where usename = :r and state = 'active'"
        " and xact_start < clock_timestamp() - interval '1100 milliseconds')"
    )
    with ThreadPoolExecutor(1) as pool:
        working = pool.submit(desk.connection.pgconn.exec_, busy.encode())
        until = time.monotonic() + 20
        while not office.value(old, r=desk.role) and time.monotonic() < until:
            pass
        told = supervisor.ask("select room.set_active(%s, false) ->> 'status'", account)
        assert told == "ok"
        assert working.result(20).status != pq.ExecStatus.TUPLES_OK
    assert office.value("select count(*) from pb.claim where ended_at is null") == 0
