"""Sensible moments to ring back: only when calls are allowed, outside the election silence."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from phonebank.domain.hours import PRACTICE_HOURS, CallingHours, allowed_at, next_allowed

if TYPE_CHECKING:
    from phonebank.domain.card import OfficeFacts

_EVENING = time(18, 30)
_SATURDAY_MORNING = time(11, 0)
_SATURDAY = 5


class When(StrEnum):
    """The shortcuts a caller is offered."""

    IN_AN_HOUR = "in_an_hour"
    THIS_EVENING = "this_evening"
    TOMORROW_SAME = "tomorrow_same"
    TOMORROW_EVENING = "tomorrow_evening"
    SATURDAY = "saturday"
    NEXT_OPEN = "next_open"


@dataclass(frozen=True, slots=True)
class Shortcut:
    """One offered moment; `at` is aware, in the office's zone."""

    when: When
    at: datetime


def hours_of(office: OfficeFacts) -> CallingHours:
    """The calling hours a desk may count on; the database has the last word."""
    return PRACTICE_HOURS if office.practice else CallingHours()


def refusal_of(at: datetime, office: OfficeFacts, now: datetime) -> str:
    """Why a moment cannot be chosen: 'past', 'silence', 'hours'; '' when it can."""
    if at <= now:
        return "past"
    begins, ends = office.silence_from, office.silence_until
    if begins is not None and begins <= at and (ends is None or at < ends):
        return "silence"
    if not allowed_at(at, office.time_zone, hours_of(office)):
        return "hours"
    return ""


def shortcuts(office: OfficeFacts, now: datetime) -> tuple[Shortcut, ...]:
    """Up to five moments, soonest first, no two within twenty minutes of each other."""
    zone = ZoneInfo(office.time_zone)
    here = now.astimezone(zone).replace(second=0, microsecond=0)
    today = here.date()
    tomorrow = today + timedelta(days=1)
    rounded = here + timedelta(minutes=-here.minute % 5)
    ahead = (_SATURDAY - today.weekday()) % 7 or 7
    wished = [
        Shortcut(When.IN_AN_HOUR, rounded + timedelta(hours=1)),
        Shortcut(When.THIS_EVENING, datetime.combine(today, _EVENING, zone)),
        Shortcut(When.TOMORROW_SAME, datetime.combine(tomorrow, rounded.timetz())),
        Shortcut(When.TOMORROW_EVENING, datetime.combine(tomorrow, _EVENING, zone)),
        Shortcut(
            When.SATURDAY,
            datetime.combine(today + timedelta(days=ahead), _SATURDAY_MORNING, zone),
        ),
    ]
    offered: list[Shortcut] = []
    for shortcut in sorted(wished, key=lambda item: item.at):
        if refusal_of(shortcut.at, office, now):
            continue
        if any(abs(shortcut.at - other.at) < timedelta(minutes=20) for other in offered):
            continue
        offered.append(shortcut)
    if not offered:
        opening = next_allowed(now + timedelta(minutes=15), office.time_zone, hours_of(office))
        if opening is not None and not refusal_of(opening, office, now):
            offered.append(Shortcut(When.NEXT_OPEN, opening.astimezone(zone)))
    return tuple(offered)
