"""Sensible moments to ring back: only when calls are allowed, outside the election silence."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from phonebank.domain.calendar import is_public_holiday
from phonebank.domain.hours import PRACTICE_HOURS, CallingHours, allowed_at, next_allowed

if TYPE_CHECKING:
    from phonebank.domain.card import CampaignFacts, OfficeFacts

_EVENING = time(18, 30)
_SATURDAY_MORNING = time(11, 0)
_SATURDAY = 5
_SEARCHED_DAYS = 40


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


def open_at(at: datetime, office: OfficeFacts, campaign: CampaignFacts | None) -> bool:
    """Whether the campaign calls at an aware moment; the database has the last word.

    Where the campaign's hours are not known, the usual ones.
    """
    zone = office.time_zone
    if campaign is None or not (campaign.hours or campaign.any_hour):
        return allowed_at(at, zone, PRACTICE_HOURS if office.practice else CallingHours())
    if campaign.any_hour:
        return True
    here = at.astimezone(ZoneInfo(zone))
    if is_public_holiday(here.date(), zone):
        return False
    return any(
        weekday == here.isoweekday() and opens <= here.time() < closes
        for weekday, opens, closes in campaign.hours
    )


def _next_opening(
    since: datetime, office: OfficeFacts, campaign: CampaignFacts | None
) -> datetime | None:
    """The first moment from `since` on at which the campaign opens, within forty days."""
    if campaign is None or not campaign.hours or campaign.any_hour:
        usual = PRACTICE_HOURS if office.practice else CallingHours()
        return next_allowed(since, office.time_zone, usual)
    zone = ZoneInfo(office.time_zone)
    first = since.astimezone(zone).date()
    moments = sorted(
        datetime.combine(first + timedelta(days=ahead), opens, zone)
        for ahead in range(_SEARCHED_DAYS)
        for weekday, opens, _closes in campaign.hours
        if weekday == (first + timedelta(days=ahead)).isoweekday()
    )
    return next((at for at in moments if at >= since and open_at(at, office, campaign)), None)


def refusal_of(
    at: datetime, office: OfficeFacts, now: datetime, campaign: CampaignFacts | None = None
) -> str:
    """Why a moment cannot be chosen: 'past', 'silence', 'over', 'hours'; '' when it can."""
    if at <= now:
        return "past"
    begins, ends = office.silence_from, office.silence_until
    if begins is not None and begins <= at and (ends is None or at < ends):
        return "silence"
    if campaign is not None:
        # The silence is told two days ahead; a promise may be for a later day.
        before = (campaign.round_date - local_day(at, office)).days
        if before <= 0:
            return "over"
        if before == 1:
            return "silence"
    if not open_at(at, office, campaign):
        return "hours"
    return ""


def local_day(at: datetime, office: OfficeFacts) -> date:
    """The day of an aware moment by the office's clock."""
    return at.astimezone(ZoneInfo(office.time_zone)).date()


def shortcuts(
    office: OfficeFacts, now: datetime, campaign: CampaignFacts | None = None
) -> tuple[Shortcut, ...]:
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
        if refusal_of(shortcut.at, office, now, campaign):
            continue
        if any(abs(shortcut.at - other.at) < timedelta(minutes=20) for other in offered):
            continue
        offered.append(shortcut)
    if not offered:
        opening = _next_opening(now + timedelta(minutes=15), office, campaign)
        if opening is not None and not refusal_of(opening, office, now, campaign):
            offered.append(Shortcut(When.NEXT_OPEN, opening.astimezone(zone)))
    return tuple(offered)
