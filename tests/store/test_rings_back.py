"""Somebody rings back: their line, out of turn and by every rule; outcomes that lost their call."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from uuid import UUID, uuid4

import pytest

from phonebank.calling.desk import Desk
from phonebank.domain.card import CallReport
from phonebank.domain.outcomes import Outcome
from phonebank.store.desks import appoint
from phonebank.store.room import RoomGateway
from tests.offices import SmallOffice

PASSWORD = "cerise-moulin-93"


def number(office: SmallOffice, line: int) -> str:
    return str(office.value("select e164 from pb.line where id = :l", l=line))


@pytest.fixture
def room(office: SmallOffice) -> Iterator[RoomGateway]:
    office.fill(3)
    login = appoint(office.url, "Nadia", PASSWORD)
    made = RoomGateway(office.url.set(username=login, password=PASSWORD))
    yield made
    made.close()


def served(desk: Desk, office: SmallOffice, line: int) -> tuple[str, str]:
    """(the reason of the claim, why there is none) for the person of `line`."""
    found = desk.search(number(office, line))
    got = desk.claim_found(found, found.people[0].person_id, office.campaign)
    return (got.card.why if got.card else ""), (got.waiting.reason if got.waiting else "")


def test_the_line_of_who_rings_back_is_served_out_of_turn_and_counted(
    office: SmallOffice, tmp_path: Path
) -> None:
    office.fill(3)
    desk = office.desk(tmp_path)
    desk.next_line(office.campaign)
    assert served(desk, office, 3) == ("rang_back", "")
    assert office.queue() == [0, 0, 1], "the line held before went back"
    started = desk.start_call()
    assert started.number == number(office, 3)
    assert started.call_uuid is not None
    told = desk.finish(
        CallReport(started.call_uuid, Outcome.CONVERSATION, person_id=person(office, 3)), None
    )
    assert told.delivered
    assert office.queue() == [0, 0, 9]
    assert office.value("select hour_claims from pb.account") == 2


def person(office: SmallOffice, line: int) -> int:
    return int(office.value("select person_id from pb.line_person where line_id = :l", l=line))


def test_a_line_that_cools_down_is_served_to_who_rings_back(
    office: SmallOffice, tmp_path: Path
) -> None:
    office.fill(1)
    office.sql("update pb.queue set state = 3, due_at = now() + interval '1 day', attempts = 1")
    assert served(office.desk(tmp_path), office, 1) == ("rang_back", "")


def test_a_line_a_colleague_holds_or_nobody_may_call_is_not_served(
    office: SmallOffice, tmp_path: Path
) -> None:
    office.fill(3)
    colleague = office.desk(tmp_path, "Dominique")
    colleague.next_line(office.campaign)
    desk = office.desk(tmp_path)
    assert served(desk, office, 1) == ("", "taken")
    office.sql("update pb.queue set state = 9, done_why = 'talked' where line_id = 2")
    assert served(desk, office, 2) == ("", "done")
    office.sql("update pb.line set objected_at = now() where id = 3")
    assert served(desk, office, 3) == ("", "done")
    assert office.value("select done_why from pb.queue where line_id = 3") == "objection"


def test_silence_and_hours_hold_for_who_rings_back(
    real_office: SmallOffice, tmp_path: Path
) -> None:
    # Numbers that ring somebody: a real office serves no others.
    real_office.fill(1)
    real_office.sql("update pb.line set e164 = '+33612345678'")
    desk = real_office.desk(tmp_path)
    real_office.sql("delete from pb.calling_hours")
    assert served(desk, real_office, 1) == ("", "hours")
    real_office.sql("update pb.round set held_on = (now() at time zone 'Europe/Paris')::date + 1")
    assert served(desk, real_office, 1) == ("", "silence")


def test_the_cap_holds_for_who_rings_back(office: SmallOffice, tmp_path: Path) -> None:
    office.fill(2)
    office.owner.set_caps(1, 10)
    desk = office.desk(tmp_path)
    assert served(desk, office, 1) == ("rang_back", "")
    assert served(desk, office, 2) == ("", "cap")


def test_a_search_serves_nobody_it_did_not_find(office: SmallOffice, tmp_path: Path) -> None:
    office.fill(2)
    desk = office.desk(tmp_path)
    found = desk.search(number(office, 1))
    stranger = desk.claim_found(found, person(office, 2), office.campaign)
    assert stranger.waiting is not None
    assert stranger.waiting.reason == "unknown"
    office.sql("update pb.search set asked_at = now() - interval '6 minutes'")
    late = desk.claim_found(found, person(office, 1), office.campaign)
    assert late.waiting is not None
    assert late.waiting.reason == "unknown"


def test_too_many_pins_name_their_desk(office: SmallOffice, room: RoomGateway) -> None:
    account = office.caller("Camille")
    gateway = office.gateway(office.desk_role("Salle 2"))
    for _ in range(7):
        office.sql("update pb.desk set pin_wait_until = null")
        gateway.sign_in(account, "000000")
    assert [(each.kind, each.desk) for each in room.alerts()] == [("pin_guessing", "Salle 2")]


def parked(desk: Desk, office: SmallOffice, body: dict[str, object]) -> UUID:
    lost = uuid4()
    desk._gateway.park(uuid4(), lost, body, "unknown")
    return lost


def test_a_lost_outcome_is_filed_under_the_call_nobody_told(
    office: SmallOffice, room: RoomGateway, tmp_path: Path
) -> None:
    desk = office.desk(tmp_path)
    desk.next_line(office.campaign)
    desk.start_call()
    lost = parked(desk, office, {"outcome": "no_answer"})
    (waiting,) = room.orphans.waiting()
    assert (waiting.orphan, waiting.outcome, waiting.desk) == (lost, "no_answer", "Poste")
    (place,) = room.orphans.places(lost)
    assert (place.kind, place.caller, place.people) == ("call", "Camille", "Camille NOM1")
    assert room.orphans.file(lost, place) == "ok"
    assert office.queue() == [3, 0, 0]
    assert room.orphans.waiting() == ()
    assert room.alerts() == (), "its alert went with it"
    assert room.orphans.file(lost, place) == "missing"


def test_a_lost_outcome_is_filed_under_the_line_of_its_person(
    office: SmallOffice, room: RoomGateway, tmp_path: Path
) -> None:
    desk = office.desk(tmp_path)
    lost = parked(desk, office, {"outcome": "conversation", "person_id": person(office, 2)})
    (place,) = room.orphans.places(lost)
    assert (place.kind, place.people) == ("line", "Camille NOM2")
    assert room.orphans.file(lost, place) == "ok"
    assert office.queue() == [0, 9, 0]
    call = office.sql(
        "select k.outcome, k.late, a.name from pb.call k join pb.account a on a.id = k.account_id"
    )
    assert [tuple(row) for row in call] == [("conversation", False, "Nadia")]


def test_a_lost_outcome_waits_while_somebody_holds_its_line(
    office: SmallOffice, room: RoomGateway, tmp_path: Path
) -> None:
    desk = office.desk(tmp_path)
    desk.next_line(office.campaign)
    lost = parked(desk, office, {"outcome": "no_answer", "person_id": person(office, 1)})
    (place,) = room.orphans.places(lost)
    assert room.orphans.file(lost, place) == "taken"
    assert len(room.orphans.waiting()) == 1
    assert room.orphans.drop(lost)
    assert not room.orphans.drop(lost)
    assert room.alerts() == ()
    assert office.queue() == [1, 0, 0]
