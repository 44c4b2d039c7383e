"""Election silence (R1; Code électoral L49 3°): when serial calls are forbidden.

From 00:00 local time on the eve of each round until the last poll closes there, in the voter's own
time zone. Where a national vote is held on Saturday, the eve is the Friday. The database decides by
its own clock with the same rule (`store/sql`); nothing in the program can lift it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    from collections.abc import Iterable

    from phonebank.domain.rounds import Round

DEFAULT_CLOSE = time(20, 0)
"""The latest hour at which a French poll may close (Code électoral R41)."""

COUNTDOWN = timedelta(hours=48)
"""How long before a silence the screens count down to it."""

SATURDAY_ZONES = frozenset(
    {
        "America/Guadeloupe",
        "America/Martinique",
        "America/Cayenne",
        "America/Miquelon",
        "America/St_Barthelemy",
        "America/Marigot",
        "Pacific/Tahiti",
        "Pacific/Marquesas",
        "Pacific/Gambier",
    }
)
"""Time zones of the French territories that hold national votes on the Saturday."""


@dataclass(frozen=True, slots=True)
class Silence:
    """A span of forbidden calling: `start` is silent, `end` no longer is. Both are aware."""

    start: datetime
    end: datetime
    round_code: str = ""

    def covers(self, at: datetime) -> bool:
        """Whether an aware moment is silent."""
        return self.start <= at < self.end


def polling_day(round_date: date, national: bool, zone: str) -> date:
    """The day on which people of that time zone vote, for a round dated in mainland France."""
    early = national and zone in SATURDAY_ZONES
    return round_date - timedelta(days=1) if early else round_date


def last_close(closes: Iterable[time | None]) -> time:
    """When the last of some bureaux closes; one of unknown hours closes at 20:00."""
    known = [DEFAULT_CLOSE if each is None else each for each in closes]
    return max(known, default=DEFAULT_CLOSE)


def silence_window(
    round_date: date, national: bool, zone: str, closes: time = DEFAULT_CLOSE, code: str = ""
) -> Silence:
    """The silence of one round for a voter of `zone` (an IANA name such as `Europe/Paris`).

    `round_date` is the mainland's date, `national` says that the whole country votes (P, L, E),
    `closes` is the local hour at which the last poll closes there. Raises
    zoneinfo.ZoneInfoNotFoundError when `zone` is no time zone.
    """
    local = ZoneInfo(zone)
    day = polling_day(round_date, national, zone)
    start = datetime.combine(day - timedelta(days=1), time(0), tzinfo=local)
    return Silence(start, datetime.combine(day, closes, tzinfo=local), code)


def silences(
    rounds: Iterable[Round], zone: str, closes: time = DEFAULT_CLOSE
) -> tuple[Silence, ...]:
    """The silences of some rounds in a time zone, earliest first.

    A round known only by its year has none: its date is a supposition.
    """
    windows = (
        silence_window(each.held_on, each.national, zone, closes, each.code)
        for each in rounds
        if each.dated
    )
    return tuple(sorted(windows, key=lambda window: window.start))


def silent_at(
    at: datetime, rounds: Iterable[Round], zone: str, closes: time = DEFAULT_CLOSE
) -> Silence | None:
    """The silence that covers an aware moment, or None; where two overlap, the later to end."""
    covering = [window for window in silences(rounds, zone, closes) if window.covers(at)]
    return max(covering, key=lambda window: window.end, default=None)


def silence_ahead(
    at: datetime, rounds: Iterable[Round], zone: str, closes: time = DEFAULT_CLOSE
) -> Silence | None:
    """The silence running or beginning within 48 hours of an aware moment: what is counted down."""
    now = at.astimezone(UTC)
    near = (w for w in silences(rounds, zone, closes) if w.end > now and w.start - now <= COUNTDOWN)
    return next(near, None)
