"""What everybody may know of a practice office: it holds invented people only."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

PIN = "246810"
"""Every practice caller's PIN, shown at sign-in."""

PASSWORD = "valmont-sur-brise"  # noqa: S105 - it is shown to everybody
"""The practice supervisor's password, shown at sign-in."""

SUPERVISOR = "Nadia"
ZONE = "Europe/Paris"
FEWEST_VOTERS = 100
"""A smaller town is none: some of its bureaux would be empty."""

_FEWEST_DAYS_AHEAD = 8


def round_day(now: datetime) -> date:
    """A practice campaign's round: a Sunday, so far off that it never meets its own silence."""
    soonest = now.astimezone(ZoneInfo(ZONE)).date() + timedelta(days=_FEWEST_DAYS_AHEAD)
    return soonest + timedelta(days=6 - soonest.weekday())
