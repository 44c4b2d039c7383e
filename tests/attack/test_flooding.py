"""Nothing a desk may repeat makes the office grow, or its audit unreadable."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest

from tests.attack.conftest import supervisor_of
from tests.attack.intruder import MARK, Intruder
from tests.attack.test_held_up import VERIFIER

TIMES = 60


@pytest.fixture
def token(desk: Intruder) -> str:
    return desk.sign_in(desk.office.caller("Camille"))


def noted(desk: Intruder, action: str) -> int:
    return int(desk.office.value("select count(*) from audit.entry where action = :a", a=action))


def called(desk: Intruder, token: str) -> dict[str, Any]:
    """A line that rang and was told busy."""
    claim, call = desk.claim(token), uuid4()
    desk.ask("select api.start_call(%s, %s, %s)", token, claim["claim"], call)
    told = "select api.finish_call(%s, %s, %s, '{\"outcome\": \"busy\"}') ->> 'status'"
    assert desk.ask(told, claim["claim"], call, claim["fence"]) == "ok"
    return {**claim, "call": call}


def test_a_call_is_corrected_a_few_times_and_no_more(desk: Intruder, token: str) -> None:
    call = called(desk, token)["call"]
    padding = "x" * 1900
    correct = "select api.correct_call(%s, %s, %s::jsonb) ->> 'status'"
    met = []
    for turn in range(TIMES):
        word = ("no_answer", "hostile")[turn % 2]
        body = f'{{"outcome": "{word}", "note": "{turn}{padding}"}}'
        met.append(desk.ask(correct, token, call, body))
    assert met[:10] == ["ok"] * 10
    assert met[-1] == "refused"
    office = desk.office
    assert office.value("select count(*) from pb.call_version") <= 20
    assert noted(desk, "call_corrected") <= 20
    assert office.value("select count(*) from pb.alert where kind = 'hostile'") <= 10
    # A supervisor's way stays open, and the last word stands.
    assert office.value("select outcome from pb.call") in {"no_answer", "hostile"}


def test_an_objection_is_noted_once_however_often_the_key_is_pressed(
    desk: Intruder, token: str
) -> None:
    claim = desk.claim(token)["claim"]
    receipts = {desk.ask("select api.object_line(%s) ->> 'receipt'", claim) for _ in range(TIMES)}
    assert len(receipts) == 1
    assert noted(desk, "objection") == 1


def test_a_secret_changed_over_and_over_is_noted_now_and_then(desk: Intruder) -> None:
    met = {desk.ask("select api.renew_desk(%s) ->> 'status'", VERIFIER) for _ in range(TIMES)}
    assert met == {"ok"}
    assert noted(desk, "desk_renewed") <= 2


def test_a_closed_door_writes_nothing(desk: Intruder, token: str) -> None:
    """Refusals of every kind, repeated: no row, no alert but one."""
    call = called(desk, token)
    entries = desk.office.value("select count(*) from audit.entry")
    desk.office.sql("update pb.office set claims_an_hour = 1, searches_an_hour = 0")
    again = 'select api.finish_call(%s, %s, %s, \'{"outcome": "busy"}\')'
    for _ in range(TIMES):
        assert desk.claim(token)["status"] == "cap"
        desk.ask("select api.search(%s, '+33639900001', null, null)", token)
        desk.ask(again, call["claim"], call["call"], call["fence"])
        desk.ask("select api.sign_in_result(%s)", uuid4())
        desk.ask("select api.release(%s, %s, 'known')", token, uuid4())
        desk.ask("select api.park(%s, null, '{}', '')", uuid4())
        desk.ask("select api.correct_call(%s, %s, '{}')", token, uuid4())
        desk.ask("select api.accept_charter(%s, 1)", token)
        desk.ask("select api.sign_out(%s)", str(uuid4()))
    assert desk.office.value("select count(*) from audit.entry") == entries
    assert desk.office.value("select count(*) from pb.alert") == 2


def parked(desk: Intruder, person: int) -> str:
    call = uuid4()
    body = f'{{"outcome": "no_answer", "person_id": {person}}}'
    parking = "select api.park(%s, %s, %s::jsonb, 'unknown') ->> 'status'"
    return str(call) if desk.ask(parking, uuid4(), call, body) == "ok" else ""


def test_a_supervisor_at_a_desk_learns_no_more_names_than_a_desk_may(desk: Intruder) -> None:
    """Outcomes made up for person after person, looked at and dropped, would read out the roll."""
    office = desk.office
    office.fill(20, name="Autre", round_code="M26T1")
    office.owner.set_caps(6, 3)
    office.sql("update pb.person set used_name = :m || id", m=MARK)
    people = [row[0] for row in office.sql("select id from pb.person order by id")]
    names: set[str] = set()
    with Intruder(office, supervisor_of(office)) as supervisor:
        for person in people:
            lost = parked(desk, person)
            if lost:
                rows = supervisor.connection.execute(
                    "select people from room.orphan_places(%s)", (lost,)
                ).fetchall()
                names |= {row[0] for row in rows}
                assert supervisor.ask("select room.drop_orphan(%s)", lost) is True
    assert len(people) > 20
    assert len(names) == 6
    office.sql("update pb.orphan set parked_at = parked_at - interval '61 minutes'")
    assert parked(desk, people[-1])


def test_a_supervisor_at_a_desk_says_nothing_in_a_callers_name(desk: Intruder, token: str) -> None:
    """What the list of callers calls a line takes it back, and is no right to tell of it."""
    office = desk.office
    desk.claim(token)
    with (
        Intruder(office, supervisor_of(office)) as supervisor,
        Intruder(office, office.desk_role("Autre")) as other,
    ):
        seen = supervisor.ask("select claim from room.callers() where claim is not null")
        assert other.ask("select api.object_line(%s) ->> 'status'", seen) == "unknown"
        told = "select api.finish_call(%s, %s, 1, '{\"outcome\": \"do_not_call\"}') ->> 'status'"
        assert other.ask(told, seen, uuid4()) == "unknown"
        assert supervisor.ask("select room.take_back(%s)", seen) is True
    assert office.value("select count(*) from pb.objection") == 0
    assert office.value("select end_reason from pb.claim") == "taken_back"


def test_what_a_desk_parked_says_nothing_of_its_own_to_a_supervisor(desk: Intruder) -> None:
    """Words of a record's fields that are none of ours do not reach the screen."""
    parking = "select api.park(%s, %s, %s::jsonb, %s) ->> 'status'"
    trick = "<b>\u202eappelez\u0007 le 06</b>"
    body = '{"outcome": "%s"}' % ("<h1>x</h1>" * 50)
    assert desk.ask(parking, uuid4(), uuid4(), body, trick) == "ok"
    assert desk.ask(parking, uuid4(), uuid4(), "[1]", "unknown") == "ok"
    with Intruder(desk.office, supervisor_of(desk.office)) as supervisor:
        rows = supervisor.connection.execute("select outcome, reason from room.orphans()")
        assert sorted(rows.fetchall()) == [("", "other"), ("", "unknown")]


def test_one_language_after_the_other_uses_up_no_lane_and_keeps_nobody_waiting(
    desk: Intruder, token: str
) -> None:
    """An empty queue says why by the clock of each zone, however many languages it holds."""
    office = desk.office
    call = called(desk, token)["call"]
    correct = "select api.correct_call(%s, %s, %s::jsonb) ->> 'status'"
    for turn in range(12):
        body = f'{{"outcome": "language", "language": "{("pt", "tr")[turn % 2]}"}}'
        assert desk.ask(correct, token, call, body) == "ok"
    assert office.value("select max(id) from pb.lane") <= 3
    office.sql("update pb.queue set state = 9")
    few = pages_of_an_empty_claim(desk, token)
    office.sql(
        "insert into pb.lane (zone, language)"
        " select 'Europe/Paris', chr(97 + i) || chr(97 + j)"
        "   from generate_series(0, 25) i, generate_series(0, 25) j on conflict do nothing"
    )
    office.sql("insert into pb.campaign_lane select 1, id from pb.lane on conflict do nothing")
    office.sql("analyze pb.lane, pb.campaign_lane")
    assert pages_of_an_empty_claim(desk, token) < few + 4000


def pages_of_an_empty_claim(desk: Intruder, token: str) -> int:
    """How many pages an answer that nothing is left reads, once its plans are made."""
    for _ in range(3):
        plan = desk.ask(
            "explain (analyze, buffers, timing off, summary off, costs off, format json)"
            " select api.claim(%s, %s)",
            token,
            desk.office.campaign,
        )
    return int(plan[0]["Plan"]["Shared Hit Blocks"])
