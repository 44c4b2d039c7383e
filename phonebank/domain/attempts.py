"""How often and when a line is tried again (R2).

Three attempts by default and four in 30 days at most, each in another time slot and 20 hours after
the one before; a busy line after 20 minutes, a line with a message left after 48 hours. The
database decides with its own copy of this rule; a test compares the two.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from phonebank.domain.errors import BadInput
from phonebank.domain.hours import CallingHours, Slot, next_allowed
from phonebank.domain.outcomes import RULES, Effect, Outcome

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from phonebank.domain.silence import Silence

MOST_ATTEMPTS = 4
"""Attempts allowed a line in `ATTEMPTS_WINDOW`, all campaigns together, whatever the settings."""

ATTEMPTS_WINDOW = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class AttemptRules:
    """A campaign's settings. Raises BadInput when `attempts` is not 1 to 4."""

    attempts: int = 3
    gap: timedelta = timedelta(hours=20)
    busy_gap: timedelta = timedelta(minutes=20)
    voicemail_gap: timedelta = timedelta(hours=48)

    def __post_init__(self) -> None:
        if not 1 <= self.attempts <= MOST_ATTEMPTS:
            raise BadInput(
                f"{self.attempts} attempts a line are refused: choose 1 to {MOST_ATTEMPTS}."
            )


DEFAULT_RULES = AttemptRules()
_ANY_SLOT = frozenset({Effect.SOON, Effect.BACK, Effect.OTHER_LANGUAGE})


def retry_at(
    outcome: Outcome,
    at: datetime,
    *,
    slots_tried: Collection[Slot],
    attempts: int,
    recent: Sequence[datetime] = (),
    zone: str,
    hours: CallingHours,
    rules: AttemptRules = DEFAULT_RULES,
    silences: Iterable[Silence] = (),
) -> datetime | None:
    """When a line may be served again after a call begun at `at`; None: not again.

    `attempts` counts this campaign's attempts on the line, this call included; `slots_tried` are
    their slots, this call's included; `recent` are the moments of the line's attempts in every
    campaign, this call included. A callback's moment is the voter's own and is not decided here
    (None). Skips and technical failures are not attempts: the line is back at the first permitted
    moment, however often it was tried. Answered in UTC.
    """
    rule = RULES[outcome]
    since = _earliest(rule.effect, at.astimezone(UTC), zone, rules)
    if since is None:
        return None
    if rule.attempt:
        if attempts >= rules.attempts:
            return None
        since = max(since, _room_again(recent, since))
    avoiding = frozenset() if rule.effect in _ANY_SLOT else slots_tried
    return next_allowed(since, zone, hours, silences, avoiding)


def _earliest(effect: Effect, at: datetime, zone: str, rules: AttemptRules) -> datetime | None:
    if effect in {Effect.BACK, Effect.OTHER_LANGUAGE}:
        return at
    if effect is Effect.SOON:
        return at + rules.busy_gap
    if effect is Effect.LONG_COOL_DOWN:
        return at + rules.voicemail_gap
    if effect in {Effect.COOL_DOWN, Effect.NUMBER_DOUBTED}:
        return at + rules.gap
    if effect is Effect.ANOTHER_DAY:
        local = ZoneInfo(zone)
        tomorrow = at.astimezone(local).date() + timedelta(days=1)
        return max(at + rules.gap, datetime.combine(tomorrow, time(0), tzinfo=local))
    return None


def _room_again(recent: Sequence[datetime], since: datetime) -> datetime:
    """The first moment from `since` on with fewer than four attempts in the 30 days before it."""
    counted = sorted(moment.astimezone(UTC) for moment in recent)
    if len(counted) < MOST_ATTEMPTS:
        return since
    return max(since, counted[-MOST_ATTEMPTS] + ATTEMPTS_WINDOW)
