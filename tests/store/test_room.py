"""What a supervisor sees and decides, under a supervisor's own role on a real PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID, uuid4

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.exc import ProgrammingError
from sqlalchemy.pool import NullPool

from phonebank.domain.errors import KnownError
from phonebank.store.desk import DeskGateway
from phonebank.store.desks import appoint
from phonebank.store.room import RoomGateway
from tests.offices import PIN, SmallOffice

Sitting = tuple[DeskGateway, str]


class Room:
    """A supervisor beside callers who speak to the functions directly."""

    def __init__(self, office: SmallOffice) -> None:
        self.office = office
        self.role = appoint(office.url, "Nadia", "la campagne avance")
        self.gateway = RoomGateway(office.url.set(username=self.role))

    def sit(self, name: str) -> Sitting:
        desk = self.office.gateway()
        return desk, desk.sign_in(self.office.caller(name), PIN)["token"]

    def call(self, sitting: Sitting, outcome: str) -> None:
        desk, token = sitting
        claim = desk.claim(token, self.office.campaign)
        held, uuid = UUID(claim["claim"]), uuid4()
        people = desk.open_card(token, held)["card"]["people"]
        desk.start_call(token, held, uuid)
        body = {"outcome": outcome, "person_id": people[0]["person_id"]}
        told = desk.finish_call(held, uuid, claim["fence"], body)
        assert told["status"] == "ok"

    def hold(self, sitting: Sitting, *, dialled: bool) -> UUID:
        desk, token = sitting
        held = UUID(desk.claim(token, self.office.campaign)["claim"])
        if dialled:
            started = desk.start_call(token, held, uuid4())
            assert started["status"] == "started"
        return held

    def audited(self, action: str) -> list[str]:
        rows = self.office.sql("select login from audit.entry where action = :a", a=action)
        return [row[0] for row in rows]


@pytest.fixture
def room(office: SmallOffice) -> Iterator[Room]:
    office.fill(10)
    made = Room(office)
    yield made
    made.gateway.close()


def test_the_figures_are_right_after_some_calls(room: Room) -> None:
    camille = room.sit("Camille")
    for outcome in ("conversation", "no_answer", "refused", "wrong_number", "technical"):
        room.call(camille, outcome)
    room.hold(camille, dialled=True)
    seen = room.gateway.campaigns()[0]
    assert (seen.name, seen.state, seen.round_code) == ("Essai", "open", "M26T2")
    assert (seen.attempts, seen.contacts, seen.conversations) == (4, 3, 1)
    assert (seen.ready, seen.claimed, seen.cooling, seen.done) == (5, 1, 1, 3)
    assert (seen.lines, seen.left) == (10, 7)
    assert seen.contact_rate == 0.75
    last = room.gateway.hours(seen.campaign_id)[-1]
    assert (last.attempts, last.contacts, last.conversations, last.callers) == (4, 3, 1, 1)


def test_conversations_a_caller_hour_count_the_time_a_line_was_held(room: Room) -> None:
    assert room.gateway.campaigns()[0].conversations_an_hour is None
    room.call(room.sit("Camille"), "conversation")
    room.office.sql("update pb.claim set claimed_at = claimed_at - interval '30 minutes'")
    an_hour = room.gateway.campaigns()[0].conversations_an_hour
    assert an_hour == pytest.approx(2, abs=0.05)


def test_callers_show_what_they_do(room: Room) -> None:
    calling, reading = room.sit("Camille"), room.sit("Yacine")
    room.sit("Zoé")
    room.hold(calling, dialled=True)
    room.hold(reading, dialled=False)
    lost = room.sit("Inès")
    room.hold(lost, dialled=False)
    room.office.sql(
        "update pb.claim set claimed_at = now() - interval '6 minutes'"
        " where account_id = (select id from pb.account where name = 'Inès')"
    )
    room.office.sql("update pb.session set seen_at = now() - interval '6 minutes'")
    seen = {each.name: (each.state, each.campaign) for each in room.gateway.callers()}
    assert seen == {
        "Camille": ("calling", "Essai"),
        "Yacine": ("reading", "Essai"),
        "Inès": ("lost", "Essai"),
        "Zoé": ("waiting", ""),
    }


def test_a_supervisor_reads_no_table_and_calls_no_desk_function(room: Room) -> None:
    engine = create_engine(room.office.url.set(username=room.role), poolclass=NullPool)
    statements = (
        "select * from pb.person",
        "select * from pb.line",
        "select * from audit.entry",
        "select api.accounts()",
        "select pb.set_campaign_state(1, 'closed')",
    )
    for statement in statements:
        with pytest.raises(ProgrammingError, match="permission denied"), engine.connect() as link:
            link.execute(text(statement))
    engine.dispose()


def test_a_desk_sees_nothing_of_the_room(room: Room) -> None:
    engine = create_engine(
        room.office.url.set(username=room.office.desk_role()), poolclass=NullPool
    )
    with pytest.raises(ProgrammingError, match="permission denied"), engine.connect() as link:
        link.execute(text("select * from room.callers()"))
    engine.dispose()


def test_a_line_taken_back_before_the_call_is_ready_again(room: Room) -> None:
    held = room.hold(room.sit("Camille"), dialled=False)
    assert room.gateway.take_back(held) is True
    assert room.office.queue()[0] == 0
    assert room.gateway.take_back(held) is False
    assert room.audited("claim_taken_back") == [room.role]


def test_a_dialled_line_taken_back_goes_to_in_doubt(room: Room) -> None:
    held = room.hold(room.sit("Camille"), dialled=True)
    assert room.gateway.take_back(held) is True
    assert room.office.queue()[0] == 4
    alerts = [(each.kind, each.account, each.campaign) for each in room.gateway.alerts()]
    assert alerts == [("in_doubt", "Camille", "Essai")]


def test_a_doubt_settled_as_no_answer_counts_as_an_attempt(room: Room) -> None:
    room.gateway.take_back(room.hold(room.sit("Camille"), dialled=True))
    alert = room.gateway.alerts()[0].alert_id
    assert room.gateway.settle_doubt(alert, "perhaps") == "invalid"
    assert room.gateway.settle_doubt(alert, "no_answer") == "ok"
    assert room.gateway.settle_doubt(alert, "no_answer") == "missing"
    assert room.gateway.alerts() == ()
    assert room.office.queue()[0] == 3
    assert room.office.queue("attempts")[0] == 1
    assert room.gateway.campaigns()[0].attempts == 1
    assert room.audited("doubt_settled") == [room.role]


def test_a_doubt_put_off_leaves_the_line_for_another_day(room: Room) -> None:
    room.gateway.take_back(room.hold(room.sit("Camille"), dialled=True))
    assert room.gateway.settle_doubt(room.gateway.alerts()[0].alert_id, "later") == "ok"
    assert room.gateway.alerts() == ()
    assert room.office.queue()[0] == 4


def test_a_doubt_whose_outcome_came_after_all_waits_for_nobody(room: Room) -> None:
    desk, token = sitting = room.sit("Camille")
    held = room.hold(sitting, dialled=True)
    room.gateway.take_back(held)
    alert = room.gateway.alerts()[0].alert_id
    uuid, fence = room.office.sql("select call_uuid, fence from pb.claim")[0]
    assert token
    desk.finish_call(held, uuid, fence, {"outcome": "busy"})
    assert room.gateway.alerts() == ()
    assert room.gateway.settle_doubt(alert, "no_answer") == "missing"
    assert room.office.value("select outcome from pb.call") == "busy"


def test_an_alert_is_settled_once(room: Room) -> None:
    room.call(room.sit("Camille"), "hostile")
    alert = room.gateway.alerts()[0]
    assert alert.kind == "hostile"
    assert room.gateway.settle_alert(alert.alert_id) is True
    assert room.gateway.settle_alert(alert.alert_id) is False
    assert room.gateway.alerts() == ()
    assert room.audited("alert_settled") == [room.role]


def test_a_campaign_is_paused_closed_and_opened_again(room: Room) -> None:
    campaign = room.office.campaign
    for state in ("paused", "closed", "open"):
        assert room.gateway.set_state(campaign, state) == "ok"
        assert room.gateway.campaigns()[0].state == state
    assert room.gateway.set_state(campaign, "draft") == "invalid"
    assert room.gateway.set_state(999, "open") == "missing"
    assert room.audited("campaign_paused") == [room.role]


def test_a_campaign_past_its_round_cannot_be_opened(room: Room) -> None:
    room.gateway.set_state(room.office.campaign, "paused")
    room.office.sql("update pb.round set held_on = held_on - 30")
    assert room.gateway.set_state(room.office.campaign, "open") == "past"
    assert room.gateway.campaigns()[0].state == "paused"


def test_the_outlook_tells_the_stock_the_spans_and_the_pace(room: Room) -> None:
    camille = room.sit("Camille")
    for outcome in ("conversation", "no_answer", "no_answer"):
        room.call(camille, outcome)
    seen = room.gateway.outlook(room.office.campaign)
    assert seen is not None
    today = room.office.today()
    assert (seen.attempts_allowed, seen.tried, seen.ended) == (3, 3, 1)
    assert (seen.recent_attempts, seen.recent_callers) == (3, 1)
    assert (0, today, 7) in seen.stock
    assert sum(lines for attempts, day, lines in seen.stock if attempts and day >= today) == 2
    assert len(seen.spans) in (11, 10)  # twelve days less the eve; today's hours may be over
    assert seen.waiting.reason == "empty"
    assert (seen.waiting.other_slot, seen.waiting.held) == (2, 0)
    assert room.gateway.outlook(999) is None


def test_a_look_brings_the_first_campaign_when_none_was_chosen(room: Room) -> None:
    seen = room.gateway.look()
    assert seen.chosen == room.office.campaign
    assert len(seen.hours) == 14
    assert (seen.office.supervisor, seen.office.practice) == ("Nadia", True)
    assert seen.office.silence_from is not None


def test_an_office_without_campaigns_can_be_looked_at(office: SmallOffice) -> None:
    gateway = Room(office).gateway
    seen = gateway.look()
    gateway.close()
    assert (seen.chosen, seen.campaigns, seen.hours, seen.callers) == (0, (), (), ())


def test_a_supervisor_sent_away_learns_it_in_a_sentence(room: Room) -> None:
    room.office.sql("update pb.account set active = false where name = 'Nadia'")
    with pytest.raises(KnownError, match="no longer supervises"):
        room.gateway.look()
