"""Calling hours by the voter's clock, and the time slots attempts rotate through (R2).

Default Monday to Friday 10–13 and 14–20, Saturday 10–18 if switched on, never on Sundays and public
holidays: decree of 13 October 2022 (Code de la consommation D223-9), taken as good practice. Hours
may be widened to 9–21 at most. Every span holds its beginning and not its end.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from phonebank.domain.calendar import is_public_holiday
from phonebank.domain.errors import BadInput

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from phonebank.domain.silence import Silence

EARLIEST, LATEST = time(9, 0), time(21, 0)
"""The widest calling hours a supervisor may choose."""

_SATURDAY, _SUNDAY = 5, 6
_SEARCHED_DAYS = 400


class Slot(StrEnum):
    """A part of the week; a line is tried again in another one."""

    MORNING = "morning"
    """Monday to Friday before 14:00."""
    AFTERNOON = "afternoon"
    """Monday to Friday from 14:00 to 17:00."""
    EVENING = "evening"
    """Monday to Friday from 17:00."""
    SATURDAY = "saturday"
    """The whole Saturday (and Sunday, which only a practice office may call)."""


@dataclass(frozen=True, slots=True)
class Span:
    """Opening hours within a day, local time: from `opens` up to and without `closes`."""

    opens: time
    closes: time


@dataclass(frozen=True, slots=True)
class CallingHours:
    """When an office may call. Raises BadInput when the spans are not lawful or make no sense.

    `any_time` is for a practice office, which rings nobody: every hour of every day.
    """

    weekdays: tuple[Span, ...] = (Span(time(10), time(13)), Span(time(14), time(20)))
    saturday: tuple[Span, ...] = (Span(time(10), time(18)),)
    saturday_on: bool = False
    any_time: bool = False

    def __post_init__(self) -> None:
        for spans in (self.weekdays, self.saturday):
            _check(spans)
        if not self.weekdays:
            raise BadInput("Calling hours need at least one span from Monday to Friday.")

    @property
    def widened(self) -> bool:
        """Longer than the default anywhere: this asks for a reason and is logged."""
        usual = CallingHours()
        return not (
            all(_within(span, usual.weekdays) for span in self.weekdays)
            and all(_within(span, usual.saturday) for span in self.saturday)
        )


_WHOLE_DAY = Span(time(0), time(0))
_SLOTS = (
    (Slot.MORNING, Span(time(0), time(14))),
    (Slot.AFTERNOON, Span(time(14), time(17))),
    (Slot.EVENING, Span(time(17), time(0))),
)


@dataclass(frozen=True, slots=True)
class OpenSpan:
    """A stretch of permitted calling inside one slot. Both ends are aware; `end` is not in it."""

    start: datetime
    end: datetime
    slot: Slot


def slot_of(at: datetime, zone: str) -> Slot:
    """The slot an aware moment falls in, by the clock of `zone`."""
    local = at.astimezone(ZoneInfo(zone))
    if local.weekday() >= _SATURDAY:
        return Slot.SATURDAY
    if local.hour < 14:
        return Slot.MORNING
    return Slot.AFTERNOON if local.hour < 17 else Slot.EVENING


def spans_on(day: date, zone: str, hours: CallingHours) -> tuple[Span, ...]:
    """The local hours open on a day: none on Sundays and public holidays."""
    if not hours.any_time and is_public_holiday(day, zone):
        return ()
    return _week_spans(day, hours)


def allowed_at(at: datetime, zone: str, hours: CallingHours) -> bool:
    """Whether the hours permit a call at an aware moment, by the clock of `zone`."""
    local = at.astimezone(ZoneInfo(zone))
    clock = local.time()
    return any(
        span.opens <= clock and (clock < span.closes or span.closes == time(0))
        for span in spans_on(local.date(), zone, hours)
    )


def open_spans(since: datetime, zone: str, hours: CallingHours) -> Iterator[OpenSpan]:
    """The permitted stretches that end after `since`, in order, cut where a slot changes.

    The first may have begun before `since`. Looks 400 days ahead.
    """
    local = ZoneInfo(zone)
    first = since.astimezone(local).date()
    for offset in range(_SEARCHED_DAYS):
        day = first + timedelta(days=offset)
        for span in spans_on(day, zone, hours):
            for slot, part in _slots_in(day, span):
                start = datetime.combine(day, part.opens, tzinfo=local)
                last = day if part.closes != time(0) else day + timedelta(days=1)
                end = datetime.combine(last, part.closes, tzinfo=local)
                if end > since:
                    yield OpenSpan(start, end, slot)


def open_slots(hours: CallingHours) -> frozenset[Slot]:
    """The slots in which these hours ever permit a call."""
    week = (date(2024, 1, 1) + timedelta(days=offset) for offset in range(7))  # begins on a Monday
    spans = ((day, span) for day in week for span in _week_spans(day, hours))
    return frozenset(slot for day, span in spans for slot, _ in _slots_in(day, span))


def next_allowed(
    at: datetime,
    zone: str,
    hours: CallingHours,
    silences: Iterable[Silence] = (),
    avoiding: Iterable[Slot] = (),
) -> datetime | None:
    """The first moment not before `at` that hours and silences permit, outside `avoiding` slots.

    When `avoiding` holds every slot these hours open, any slot will do.
    Aware in any zone, answered in UTC. None when there is none in 400 days.
    """
    since = at.astimezone(UTC)
    quiet = sorted(silences, key=lambda window: window.start)
    shunned = frozenset(avoiding)
    if open_slots(hours) <= shunned:
        shunned = frozenset()
    for span in open_spans(since, zone, hours):
        if span.slot in shunned:
            continue
        moment = max(since, span.start)
        for window in quiet:
            if window.covers(moment):
                moment = window.end
        if moment < span.end:
            return moment.astimezone(UTC)
    return None


def _week_spans(day: date, hours: CallingHours) -> tuple[Span, ...]:
    """The hours of a day by its weekday alone."""
    if hours.any_time:
        return (_WHOLE_DAY,)
    if day.weekday() == _SUNDAY:
        return ()
    if day.weekday() == _SATURDAY:
        return hours.saturday if hours.saturday_on else ()
    return hours.weekdays


def _slots_in(day: date, span: Span) -> Iterator[tuple[Slot, Span]]:
    if day.weekday() >= _SATURDAY:
        yield Slot.SATURDAY, span
        return
    for slot, bounds in _SLOTS:
        opens = max(span.opens, bounds.opens)
        closes = min(_minutes(span.closes), _minutes(bounds.closes))
        if opens.hour * 60 + opens.minute < closes:
            yield slot, Span(opens, time(closes // 60 % 24, closes % 60))


def _minutes(closes: time) -> int:
    """Minutes since midnight at which a span ends; midnight itself ends the day."""
    return (closes.hour * 60 + closes.minute) or 24 * 60


def _within(span: Span, usual: tuple[Span, ...]) -> bool:
    return any(each.opens <= span.opens and span.closes <= each.closes for each in usual)


def _check(spans: tuple[Span, ...]) -> None:
    last = time(0)
    for span in spans:
        if not EARLIEST <= span.opens < span.closes <= LATEST:
            raise BadInput(
                f"Calling hours {span.opens:%H:%M}–{span.closes:%H:%M} are refused: "
                "they must stay between 09:00 and 21:00."
            )
        if span.opens < last:
            raise BadInput("Calling hours overlap: write each span of the day once, in order.")
        last = span.closes


PRACTICE_HOURS = CallingHours(saturday_on=True, any_time=True)
"""A practice office is called at any hour of any day."""
