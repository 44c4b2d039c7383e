"""When a campaign will be done at the present pace, and how many callers are missing.

The queue is walked through the hours in which the campaign may call, in expected values: each
attempt ends a line as often as attempts did so far; a line it does not end rests until the next
day, or is done when its attempts are used up. Pure arithmetic, no clock of its own.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    from phonebank.store.room import Outlook

LEAST_ATTEMPTS = 10
"""Fewer attempts than this in the last hour are no pace."""
LEAST_SECONDS = 600.0
"""A pace is never taken over less than ten minutes."""
MOST_MISSING = 60
"""Beyond so many callers, nobody is told a number."""
USUAL_ENDING = 0.3
"""How often an attempt ends a line, until the campaign has seen `KNOWN_AFTER` attempts."""
KNOWN_AFTER = 30

_NONE_LEFT = 0.5


@dataclass(frozen=True, slots=True)
class Forecast:
    """`done_at` is when the last line is done, None when the round comes first; then `left` lines
    stay and `missing` more callers would do (0: more callers than can be told)."""

    done_at: datetime | None
    left: int = 0
    missing: int = 0


def forecast(outlook: Outlook, now: datetime, zone: str) -> Forecast | None:
    """What comes of the campaign at the last hour's pace; None when there is no pace to speak of.

    `now` is aware; `zone` is the office's IANA time zone, whose days the queue's stock is told in.
    """
    callers = outlook.recent_callers
    if outlook.recent_since is None or outlook.recent_attempts < LEAST_ATTEMPTS or not callers:
        return None
    seconds = max((now - outlook.recent_since).total_seconds(), LEAST_SECONDS)
    pace = outlook.recent_attempts / seconds
    done_at, left = _walk(outlook, now, zone, pace)
    if done_at is not None:
        return Forecast(done_at)
    for extra in range(1, MOST_MISSING + 1):
        if _walk(outlook, now, zone, pace * (callers + extra) / callers)[0] is not None:
            return Forecast(None, round(left), extra)
    return Forecast(None, round(left))


def ending_share(outlook: Outlook) -> float:
    """How often an attempt ends a line, 0 to 1: the campaign's own once it is known."""
    known = outlook.ended / outlook.tried if outlook.tried else USUAL_ENDING
    trust = min(1.0, outlook.tried / KNOWN_AFTER)
    return trust * known + (1 - trust) * USUAL_ENDING


def _walk(outlook: Outlook, now: datetime, zone: str, pace: float) -> tuple[datetime | None, float]:
    """Walk the open hours at `pace` attempts a second: when nothing is left, or what is left."""
    local = ZoneInfo(zone)
    ends = ending_share(outlook)
    stock: dict[tuple[date, int], float] = {}
    for attempts, first_day, entries in outlook.stock:
        stock[first_day, attempts] = stock.get((first_day, attempts), 0.0) + entries
    for opens, closes in outlook.spans:
        start = max(opens, now)
        if start >= closes:
            continue
        day = start.astimezone(local).date()
        may = {key: lines for key, lines in stock.items() if key[0] <= day and lines > 0}
        waiting = sum(may.values())
        calls = min(waiting, pace * (closes - start).total_seconds())
        for (since, attempts), lines in may.items():
            called = lines * calls / waiting
            stock[since, attempts] -= called
            if attempts + 1 < outlook.attempts_allowed:
                again = (day + timedelta(days=1), attempts + 1)
                stock[again] = stock.get(again, 0.0) + called * (1 - ends)
        left = sum(stock.values())
        if left < _NONE_LEFT:
            return start + timedelta(seconds=calls / pace), 0.0
    return None, sum(stock.values())
