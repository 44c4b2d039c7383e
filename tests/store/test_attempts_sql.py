"""How often and when a line is tried again (R2), as the database applies it to told calls."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from phonebank.domain.attempts import ATTEMPTS_WINDOW, retry_at
from phonebank.domain.hours import PRACTICE_HOURS, Slot, slot_of
from phonebank.domain.outcomes import Outcome
from tests.offices import SmallOffice
from tests.store.test_call_protocol import Caller

BITS = {1: Slot.MORNING, 2: Slot.AFTERNOON, 4: Slot.EVENING, 8: Slot.SATURDAY}
ROTATING = ("no_answer", "voicemail_left", "not_there", "unreachable", "busy", "partial")


def test_a_line_rests_as_long_as_the_rules_say(office: SmallOffice) -> None:
    office.fill(len(ROTATING))
    caller = Caller(office)
    for outcome in ROTATING:
        claim = caller.claim()
        person = caller.person(claim)
        told = caller.finish(claim, caller.start(claim), outcome=outcome, person_id=person)
        assert told["status"] == "ok"
    rows = office.sql(
        "select k.outcome, k.started_at, q.due_at"
        "  from pb.queue q join pb.call k on k.queue_id = q.id"
    )
    assert len(rows) == len(ROTATING)
    for outcome, started, due in rows:
        assert due == retry_at(
            Outcome(outcome),
            started,
            slots_tried=[slot_of(started, "Europe/Paris")],
            attempts=1,
            zone="Europe/Paris",
            hours=PRACTICE_HOURS,
        )


def test_a_line_in_its_old_slot_again_waits_for_another_one(office: SmallOffice) -> None:
    office.fill(1)
    caller = Caller(office)
    caller.call(outcome="no_answer")
    office.sql("update pb.queue set due_at = now()")
    answer = caller.claim()
    assert (answer["status"], answer["other_slot"]) == ("empty", 1)
    due = office.value("select due_at from pb.queue")
    assert slot_of(due, "Europe/Paris") is not slot_of(datetime.now(UTC), "Europe/Paris")


def test_who_is_usually_there_in_a_slot_is_tried_in_it(office: SmallOffice) -> None:
    office.fill(1)
    slot = slot_of(datetime.now(UTC), "Europe/Paris")
    hint = "evening" if slot is Slot.SATURDAY else slot.value
    Caller(office).call(outcome="not_there", hint=hint)
    due, slots = office.sql("select due_at, slots from pb.queue")[0]
    assert slot_of(due, "Europe/Paris").value == hint
    assert not slots & next(bit for bit, each in BITS.items() if each.value == hint)


def test_the_fourth_call_in_thirty_days_is_the_last(office: SmallOffice) -> None:
    office.fill(1)
    caller = Caller(office)
    for outcome in ("no_answer", "busy", "technical", "no_answer", "no_answer"):
        caller.call(outcome=outcome)
        office.sql("update pb.queue set state = 0, due_at = null, attempts = 0, slots = 0")
        office.sql("update pb.call set started_at = started_at - interval '2 days'")
    assert caller.claim()["status"] == "empty"
    oldest = office.value("select min(started_at) from pb.call")
    assert office.value("select due_at from pb.queue") == oldest + ATTEMPTS_WINDOW
    office.sql("update pb.call set started_at = started_at - interval '21 days'")
    office.sql("update pb.queue set due_at = now()")
    assert caller.claim()["status"] == "claimed"


def test_a_line_another_campaign_has_called_today_rests(office: SmallOffice) -> None:
    first = office.fill(1)
    office.fill(0, name="Autre campagne")
    office.sql(
        "insert into pb.queue (campaign_id, lane_id, line_id, score, rank)"
        " select :c, lane_id, line_id, 1, 1 from pb.queue",
        c=office.campaign,
    )
    office.sql(
        "insert into pb.campaign_lane select :c, lane_id from pb.campaign_lane", c=office.campaign
    )
    office.sql(
        "insert into pb.target select :c, t.person_id, max(q.id)"
        "  from pb.target t, pb.queue q group by 2",
        c=office.campaign,
    )
    second, office.campaign = office.campaign, first
    caller = Caller(office)
    caller.call(outcome="no_answer")
    office.campaign = second
    assert caller.claim()["status"] == "empty"
    started = office.value("select started_at from pb.call")
    due = office.value("select due_at from pb.queue where campaign_id = :c", c=second)
    assert due == started + timedelta(hours=20)


def test_a_foreign_line_is_served_where_the_campaign_allows_it(office: SmallOffice) -> None:
    office.fill(1)
    office.sql("update pb.line set abroad = true")
    office.sql("update pb.campaign set abroad_allowed = true")
    assert Caller(office).claim()["status"] == "claimed"
