"""Guessing PINs at a desk: slowed down, never outrun, nothing learnt before it is paid for."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import psycopg
import pytest

from phonebank.store.accounts import Team
from phonebank.store.desk import DeskGateway
from tests.offices import PIN, SmallOffice

WRONG = "739105"


def conninfo(office: SmallOffice, role: str) -> str:
    return f"host={office.url.query['host']} dbname={office.url.database} user={role}"


@pytest.fixture
def link(office: SmallOffice) -> Iterator[psycopg.Connection[Any]]:
    """A desk's bare connection, as a curious person has it."""
    with psycopg.connect(conninfo(office, office.desk_role()), autocommit=True) as made:
        yield made


def ask(link: psycopg.Connection[Any], statement: str, *values: object) -> Any:
    row = link.execute(statement, values).fetchone()
    assert row is not None
    return row[0]


def test_wrong_pins_slow_the_desk_and_a_right_one_sets_it_free(office: SmallOffice) -> None:
    camille, desk = office.caller("Camille"), office.gateway()
    waits = [desk.sign_in(camille, WRONG).get("seconds") for _ in range(3)]
    assert waits == [0, 0, 2]
    assert desk.sign_in(camille, PIN)["status"] == "wait"
    office.sql("update pb.desk set pin_wait_until = now()")
    assert desk.sign_in(camille, PIN)["status"] == "ok"
    row = office.sql("select pin_failures, pin_wait_until from pb.desk")[0]
    assert tuple(row) == (0, None)


def test_four_connections_guess_no_faster_than_one(office: SmallOffice) -> None:
    camille, role = office.caller("Camille"), office.desk_role()
    office.sql("update pb.desk set pin_failures = 8")

    def guess(number: int) -> list[str]:
        with psycopg.connect(conninfo(office, role), autocommit=True) as own:
            asked = [
                ask(own, "select api.sign_in(%s, %s)", camille, f"{number}{at}5071")
                for at in range(6)
            ]
        return [answer["status"] for answer in asked]

    with ThreadPoolExecutor(4) as pool:
        told = [status for each in pool.map(guess, range(4)) for status in each]
    assert told.count("asked") == 1
    assert told.count("wait") == 23
    assert office.value("select count(*) from pb.pin_check") == 1


def test_a_guess_counts_although_its_answer_is_never_read(office: SmallOffice, link: Any) -> None:
    camille = office.caller("Camille")
    for _ in range(3):
        assert ask(link, "select api.sign_in(%s, %s)", camille, PIN)["status"] == "asked"
    assert ask(link, "select api.sign_in(%s, %s)", camille, PIN)["status"] == "wait"


def test_a_guess_rolled_back_writes_the_same_whatever_the_pin(office: SmallOffice) -> None:
    """What a transaction wrote and scanned may show somewhere: it betrays no right PIN."""
    camille, role = office.caller("Camille"), office.desk_role()
    counted = (
        "select sum(pg_stat_get_xact_tuples_inserted(c.oid))::int,"
        "       sum(pg_stat_get_xact_tuples_updated(c.oid))::int,"
        "       sum(pg_stat_get_xact_tuples_deleted(c.oid))::int,"
        "       sum(pg_stat_get_xact_numscans(c.oid))::int"
        "  from pg_class c join pg_namespace n on n.oid = c.relnamespace"
        " where n.nspname in ('pb', 'audit')"
    )
    written = []
    with psycopg.connect(conninfo(office, "phonebank"), autocommit=True) as link:
        for pin in (WRONG, PIN, WRONG, PIN):
            with link.transaction(force_rollback=True):
                link.execute(f"set local session authorization {role}")
                answer = ask(link, "select api.sign_in(%s, %s)", camille, pin)
                assert answer["status"] == "asked"
                second = ask(link, "select api.sign_in_result(%s)", answer["check"])
                assert second == {"status": "unknown"}
                link.execute("reset session authorization")
                written.append(link.execute(counted).fetchone() or ())
    steps = [
        tuple(b - a for a, b in zip(before, after, strict=True))
        for before, after in pairwise(written)
    ]
    assert steps[0][:3] == (1, 1, 0)
    assert len(set(steps)) == 1
    assert office.value("select max(pin_failures) from pb.desk") == 0


def test_nobodys_pin_is_checked_like_somebodys(office: SmallOffice, link: Any) -> None:
    supervisor = office.value(
        "insert into pb.account (name, kind, login) values ('Nadia', 'supervisor', 'x')"
        " returning id"
    )
    for account in (supervisor, 9999, None):
        office.sql("update pb.desk set pin_failures = 0, pin_wait_until = null")
        check = ask(link, "select api.sign_in(%s, %s)", account, PIN)["check"]
        assert ask(link, "select api.sign_in_result(%s)", check)["status"] == "wrong"
    stored = office.value("select prosrc from pg_proc where proname = 'guess'")
    dummy = stored.split("coalesce(stored, '")[1].split("'")[0]
    assert office.value("select pb.crypt('x', :d) like '$2a$10$%'", d=dummy)


def test_five_wrong_pins_tell_the_supervisor_once(office: SmallOffice) -> None:
    camille, desk = office.caller("Camille"), office.gateway()
    for number in range(7):
        office.sql("update pb.desk set pin_wait_until = null")
        desk.sign_in(camille, WRONG)
        alerts = office.value("select count(*) from pb.alert where kind = 'pin_guessing'")
        assert alerts == (1 if number >= 4 else 0)


def test_a_supervisor_lets_a_desk_try_again_at_once(office: SmallOffice) -> None:
    camille, desk, team = office.caller("Camille"), office.gateway(), office.owner.team
    for _ in range(3):
        desk.sign_in(camille, WRONG)
    seen = team.desks()[0]
    assert (seen.label, seen.failures, seen.caller) == ("Poste", 3, "")
    assert seen.waiting_until is not None
    assert team.unlock_desk(seen.desk_id) is True
    assert desk.sign_in(camille, PIN)["status"] == "ok"
    now = team.desks()[0]
    assert (now.failures, now.waiting_until, now.caller) == (0, None, "Camille")
    assert team.unlock_desk(999) is False


# A locked desk ---------------------------------------------------------------------------------


def sit(office: SmallOffice) -> tuple[DeskGateway, str, UUID]:
    office.fill(2)
    desk = office.gateway()
    token = desk.sign_in(office.caller("Camille"), PIN)["token"]
    return desk, token, UUID(desk.claim(token, office.campaign)["claim"])


def test_the_pin_opens_a_locked_desk_on_the_same_line(office: SmallOffice) -> None:
    desk, token, held = sit(office)
    assert desk.keep(token, held)["status"] == "kept"
    assert desk.unlock(token, WRONG)["status"] == "wrong"
    assert desk.unlock(token, PIN) == {"status": "ok", "seconds": 0}
    assert UUID(desk.held(token)["claim"]) == held


def test_unlocking_is_slowed_down_like_signing_in(office: SmallOffice) -> None:
    desk, token, _ = sit(office)
    for _ in range(3):
        desk.unlock(token, WRONG)
    assert desk.unlock(token, PIN)["status"] == "wait"
    assert desk.sign_in(office.caller("Inès"), PIN)["status"] == "wait"


def test_a_colleagues_pin_does_not_open_a_locked_desk(office: SmallOffice) -> None:
    desk, token, _ = sit(office)
    ines = office.caller("Inès")
    office.owner.team.new_pin(ines, "640731")
    assert desk.unlock(token, "640731")["status"] == "wrong"
    check = desk._ask("select api.sign_in($1, '640731')", ines)["check"]
    answer = desk._ask("select api.unlock_result($1, $2)", token, check)
    assert answer["status"] == "unknown"


def test_a_line_not_dialled_goes_back_when_another_sits_down(
    office: SmallOffice, tmp_path: Path
) -> None:
    office.fill(2)
    desk = office.desk(tmp_path)
    desk.next_line(office.campaign)
    desk.leave_to_another()
    assert office.queue() == [0, 0]
    assert office.value("select count(*) from pb.session where ended_at is null") == 0


def test_a_dialled_line_stays_with_whoever_dialled_it(office: SmallOffice, tmp_path: Path) -> None:
    office.fill(2)
    desk = office.desk(tmp_path)
    desk.next_line(office.campaign)
    call = desk.start_call().call_uuid
    desk.leave_to_another()
    assert sorted(office.queue()) == [0, 1]
    assert desk.sign_in(office.caller("Inès"), PIN).status == "ok"
    assert desk.unfinished() is None
    served = desk.next_line(office.campaign)
    assert served.card is not None
    desk.release("other")
    camille = office.value("select id from pb.account where name = 'Camille'")
    assert desk.sign_in(camille, PIN).status == "ok"
    left = desk.unfinished()
    assert left is not None
    assert left.call_uuid == call
    assert left.card is not None


# The charter -----------------------------------------------------------------------------------


def newcomer(office: SmallOffice, team: Team) -> tuple[DeskGateway, str]:
    given = team.add_caller("Inès")
    desk = office.gateway()
    return desk, desk.sign_in(given.account_id, given.pin)["token"]


def test_no_line_is_served_before_the_charter_is_accepted(office: SmallOffice) -> None:
    campaign = office.fill(2)
    desk, token = newcomer(office, office.owner.team)
    assert desk.claim(token, campaign) == {"status": "charter", "version": 1}
    assert office.value("select count(*) from pb.claim") == 0
    assert desk.accept_charter(token, 2)["status"] == "version"
    assert desk.accept_charter(token, 1)["status"] == "ok"
    assert desk.accept_charter(token, 1)["status"] == "ok"
    assert desk.claim(token, campaign)["status"] == "claimed"
    entries = "select count(*) from audit.entry where action = 'charter_accepted'"
    assert office.value(entries) == 1
    assert office.value("select charter_at is not null from pb.account where name = 'Inès'")


def test_a_new_charter_is_asked_for_after_the_line_at_hand(office: SmallOffice) -> None:
    campaign = office.fill(2)
    desk = office.gateway()
    token = desk.sign_in(office.caller("Camille"), PIN)["token"]
    claim, uuid = desk.claim(token, campaign), uuid4()
    held = UUID(claim["claim"])
    desk.start_call(token, held, uuid)
    office.sql("update pb.office set charter_version = 2")
    assert desk.claim(token, campaign)["status"] == "held"
    body = {"outcome": "no_answer"}
    both = desk.finish_and_claim(token, held, uuid, claim["fence"], body, campaign)
    assert both["told"]["status"] == "ok"
    assert both["next"] == {"status": "charter", "version": 2}


def test_the_office_says_after_how_long_a_desk_locks(office: SmallOffice) -> None:
    answer = office.gateway().office()
    assert answer is not None
    assert answer["lock_seconds"] == 240
    assert answer["charter_version"] == 1
