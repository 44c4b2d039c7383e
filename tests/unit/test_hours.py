"""Calling hours, time slots and attempts."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from phonebank.domain.attempts import AttemptRules, retry_at
from phonebank.domain.errors import BadInput
from phonebank.domain.hours import (
    PRACTICE_HOURS,
    CallingHours,
    Slot,
    Span,
    allowed_at,
    next_allowed,
    open_slots,
    open_spans,
    slot_of,
)
from phonebank.domain.outcomes import Outcome
from phonebank.domain.silence import silence_window

PARIS = ZoneInfo("Europe/Paris")
ZONE = "Europe/Paris"
USUAL = CallingHours()
WITH_SATURDAY = CallingHours(saturday_on=True)
MONDAY = datetime(2026, 3, 2, tzinfo=PARIS)

moments = st.integers(1_704_067_200, 1_830_297_600).map(lambda s: datetime.fromtimestamp(s, UTC))
zones = st.sampled_from(["Europe/Paris", "Indian/Reunion", "America/Cayenne", "Pacific/Tahiti"])
offices = st.sampled_from([USUAL, WITH_SATURDAY, PRACTICE_HOURS])


def at(day: int, hour: int, minute: int = 0) -> datetime:
    """A moment of March 2026, Paris time; the 2nd is a Monday."""
    return datetime(2026, 3, day, hour, minute, tzinfo=PARIS)


@pytest.mark.parametrize(
    ("moment", "open_"),
    [
        (at(2, 9, 59), False),
        (at(2, 10), True),
        (at(2, 12, 59), True),
        (at(2, 13), False),
        (at(2, 14), True),
        (at(2, 19, 59), True),
        (at(2, 20), False),
        (at(7, 11), False),
        (at(8, 11), False),
        (datetime(2026, 5, 1, 11, tzinfo=PARIS), False),
        (datetime(2026, 4, 6, 11, tzinfo=PARIS), False),
    ],
)
def test_calls_are_made_on_weekdays_in_the_hours_of_the_decree(
    moment: datetime, open_: bool
) -> None:
    assert allowed_at(moment, ZONE, USUAL) is open_


def test_saturday_is_open_only_when_switched_on() -> None:
    assert allowed_at(at(7, 11), ZONE, WITH_SATURDAY)
    assert not allowed_at(at(7, 18), ZONE, WITH_SATURDAY)
    assert not allowed_at(at(8, 11), ZONE, WITH_SATURDAY)


def test_the_voters_own_clock_and_holidays_count() -> None:
    noon_in_paris = at(2, 12)
    assert allowed_at(noon_in_paris, "Indian/Reunion", USUAL)
    assert not allowed_at(noon_in_paris, "America/Martinique", USUAL)
    abolition = datetime(2026, 12, 21, 11, tzinfo=PARIS)  # 20 December falls on a Sunday
    assert allowed_at(abolition, ZONE, USUAL)
    local = datetime(2027, 12, 20, 11, tzinfo=ZoneInfo("Indian/Reunion"))
    assert not allowed_at(local, "Indian/Reunion", USUAL)


def test_hours_beyond_nine_to_nine_are_refused() -> None:
    wide = CallingHours(weekdays=(Span(time(9), time(21)),))
    assert wide.widened
    assert not USUAL.widened
    for span in (Span(time(8), time(12)), Span(time(10), time(22)), Span(time(14), time(14))):
        with pytest.raises(BadInput, match="09:00"):
            CallingHours(weekdays=(span,))
    with pytest.raises(BadInput, match="overlap"):
        CallingHours(weekdays=(Span(time(10), time(14)), Span(time(13), time(20))))
    with pytest.raises(BadInput, match="at least one"):
        CallingHours(weekdays=())


def test_a_practice_office_calls_at_any_hour() -> None:
    assert allowed_at(at(8, 3), ZONE, PRACTICE_HOURS)
    assert next_allowed(at(8, 3), ZONE, PRACTICE_HOURS) == at(8, 3)


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        (at(2, 8), at(2, 10)),
        (at(2, 11), at(2, 11)),
        (at(2, 13), at(2, 14)),
        (at(6, 20), at(9, 10)),
        (datetime(2026, 4, 3, 20, tzinfo=PARIS), datetime(2026, 4, 7, 10, tzinfo=PARIS)),
    ],
)
def test_the_next_moment_allowed_is_the_next_opening(moment: datetime, expected: datetime) -> None:
    assert next_allowed(moment, ZONE, USUAL) == expected


def test_the_next_moment_allowed_is_after_the_silence() -> None:
    silence = silence_window(at(15, 0).date(), False, ZONE)
    assert next_allowed(at(13, 20), ZONE, WITH_SATURDAY, [silence]) == at(16, 10)
    assert next_allowed(at(14, 11), ZONE, PRACTICE_HOURS, [silence]) == at(15, 20)


def test_slots_divide_the_week() -> None:
    assert [slot_of(at(2, hour), ZONE) for hour in (10, 13, 14, 16, 17, 20)] == [
        Slot.MORNING,
        Slot.MORNING,
        Slot.AFTERNOON,
        Slot.AFTERNOON,
        Slot.EVENING,
        Slot.EVENING,
    ]
    assert slot_of(at(7, 10), ZONE) is slot_of(at(8, 18), ZONE) is Slot.SATURDAY


@given(moments, zones, offices)
def test_the_next_moment_allowed_is_the_first_one(
    moment: datetime, zone: str, hours: CallingHours
) -> None:
    found = next_allowed(moment, zone, hours)
    assert found is not None
    assert found >= moment
    assert allowed_at(found, zone, hours)
    assert allowed_at(moment, zone, hours) == (found == moment)
    if found > moment:
        assert not allowed_at(found - timedelta(seconds=1), zone, hours)


@given(moments, zones, offices)
def test_open_stretches_lie_in_one_slot_each(
    moment: datetime, zone: str, hours: CallingHours
) -> None:
    stretches = open_spans(moment, zone, hours)
    for stretch in [next(stretches) for _ in range(12)]:
        last = stretch.end.astimezone(UTC) - timedelta(seconds=1)
        assert slot_of(stretch.start, zone) is slot_of(last, zone) is stretch.slot
        assert allowed_at(stretch.start, zone, hours)
        assert allowed_at(last, zone, hours)


def retried(
    outcome: Outcome,
    when: datetime,
    *,
    tried: tuple[Slot, ...] = (),
    attempts: int = 1,
    recent: tuple[datetime, ...] = (),
    hours: CallingHours = USUAL,
) -> datetime | None:
    return retry_at(
        outcome,
        when,
        slots_tried=tried or (slot_of(when, ZONE),),
        attempts=attempts,
        recent=recent,
        zone=ZONE,
        hours=hours,
    )


def test_no_answer_is_tried_again_in_another_slot_after_twenty_hours() -> None:
    assert retried(Outcome.NO_ANSWER, at(2, 18)) == at(3, 14)
    assert retried(Outcome.NO_ANSWER, at(2, 11)) == at(3, 14)
    assert retried(Outcome.NO_ANSWER, at(2, 15)) == at(3, 11)
    both = (Slot.EVENING, Slot.AFTERNOON)
    assert retried(Outcome.NO_ANSWER, at(3, 15), tried=both, attempts=2) == at(4, 11)


def test_once_every_slot_was_tried_any_slot_will_do() -> None:
    every = (Slot.MORNING, Slot.AFTERNOON, Slot.EVENING)
    rules = AttemptRules(attempts=4)
    found = retry_at(
        Outcome.NO_ANSWER,
        at(4, 11),
        slots_tried=every,
        attempts=3,
        zone=ZONE,
        hours=USUAL,
        rules=rules,
    )
    assert found == at(5, 10)


def test_hours_without_a_slot_never_wait_for_it() -> None:
    afternoons = CallingHours(weekdays=(Span(time(14), time(17)),))
    assert open_slots(afternoons) == {Slot.AFTERNOON}
    assert open_slots(PRACTICE_HOURS) == set(Slot)
    assert retried(Outcome.NO_ANSWER, at(2, 15), hours=afternoons) == at(3, 14)


def test_a_busy_line_is_tried_again_twenty_minutes_later() -> None:
    assert retried(Outcome.BUSY, at(2, 11)) == at(2, 11, 20)
    assert retried(Outcome.BUSY, at(2, 12, 50)) == at(2, 14)


def test_a_message_left_waits_two_days() -> None:
    assert retried(Outcome.VOICEMAIL_LEFT, at(2, 18)) == at(5, 10)


def test_a_talk_cut_short_is_resumed_another_day() -> None:
    assert retried(Outcome.PARTIAL, at(2, 10)) == at(3, 14)
    night = retried(Outcome.PARTIAL, at(2, 1), tried=(Slot.EVENING,), hours=PRACTICE_HOURS)
    assert night == at(3, 0)


def test_the_third_attempt_is_the_last() -> None:
    assert retried(Outcome.NO_ANSWER, at(2, 18), attempts=3) is None
    assert retried(Outcome.BUSY, at(2, 18), attempts=3) is None


def test_what_is_no_attempt_comes_back_at_once_however_often_tried() -> None:
    for outcome in (Outcome.SKIPPED, Outcome.TECHNICAL):
        assert retried(outcome, at(2, 18), attempts=3) == at(2, 18)


def test_a_line_rings_four_times_in_thirty_days_at_most() -> None:
    times = (at(2, 18) - timedelta(days=20), *(at(2, hour) for hour in (10, 15, 18)))
    found = retried(Outcome.NO_ANSWER, at(2, 18), recent=times)
    assert found is not None
    assert found >= times[0] + timedelta(days=30)


@pytest.mark.parametrize(
    "outcome",
    [
        Outcome.CONVERSATION,
        Outcome.CALLBACK,
        Outcome.REFUSED,
        Outcome.DO_NOT_CALL,
        Outcome.WRONG_NUMBER,
        Outcome.MOVED,
        Outcome.DECEASED,
        Outcome.HOSTILE,
    ],
)
def test_a_closed_call_is_not_tried_again(outcome: Outcome) -> None:
    assert retried(outcome, at(2, 18)) is None


def test_more_than_four_attempts_are_refused() -> None:
    with pytest.raises(BadInput, match="1 to 4"):
        AttemptRules(attempts=5)


@given(
    moments,
    zones,
    offices,
    st.sampled_from([Outcome.NO_ANSWER, Outcome.NOT_THERE, Outcome.VOICEMAIL_LEFT]),
    st.sets(st.sampled_from([Slot.MORNING, Slot.AFTERNOON, Slot.EVENING]), max_size=2),
)
def test_a_retry_is_late_enough_lawful_and_in_an_untried_slot(
    moment: datetime, zone: str, hours: CallingHours, outcome: Outcome, tried: set[Slot]
) -> None:
    found = retry_at(outcome, moment, slots_tried=tried, attempts=1, zone=zone, hours=hours)
    assert found is not None
    assert found - moment >= timedelta(hours=20)
    assert allowed_at(found, zone, hours)
    assert slot_of(found, zone) not in tried
