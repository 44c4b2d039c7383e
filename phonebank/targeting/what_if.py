"""What a change of weights does to the lines called first, live: counted in numpy on one pool.

Weights do not change who is on a list, but who is reached before the time is over. So everything is
told of the first lines (`top`): their people, the votes a call may be expected to bring, the hours
they take, and how many lines come in or go out against another choice of weights.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from phonebank.domain.errors import BadInput
from phonebank.targeting.priority import (
    ANSWERED,
    THE_RULE,
    Weights,
    effect_of,
    in_the_middle,
    priorities,
    ranks,
)

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from phonebank.targeting.campaign_list import Pool

    Floats = NDArray[np.float64]
    Integers = NDArray[np.int64]

CALLS_AN_HOUR = 35
"""Dials of one caller in an hour: 25 to 45 (DOMAIN 1)."""


@dataclass(frozen=True, slots=True)
class Pace:
    """How the lines are called. Raises BadInput for a pace nobody has."""

    attempts: int = 3
    calls_an_hour: int = CALLS_AN_HOUR

    def __post_init__(self) -> None:
        if not 1 <= self.attempts <= 4 or not 1 <= self.calls_an_hour <= 120:
            raise BadInput("Choose 1 to 4 attempts and 1 to 120 calls an hour.")

    @property
    def reached(self) -> float:
        """P(somebody answers) on a line within the attempts."""
        return 1.0 - (1.0 - ANSWERED) ** self.attempts

    @property
    def dials(self) -> float:
        """Dials a line is expected to take: the next only when nobody answered."""
        return self.reached / ANSWERED

    def hours(self, lines: int) -> float:
        """Hours of one caller for so many lines."""
        return lines * self.dials / self.calls_an_hour


@dataclass(frozen=True, slots=True)
class Measure:
    """What some lines are worth."""

    people: int
    lines: int
    voters: float
    """More people voting: effect × P(reached), summed over people."""
    votes: float | None
    """More votes for our list: that × its share in each bureau; None without results."""
    hours: float
    """Of one caller."""
    middle: int
    """People a call can move (P(vote) 0.25–0.75)."""


@dataclass(frozen=True, slots=True)
class Outlook:
    """What weights do: the first lines under them, the whole list, and what changed."""

    top: Measure
    whole: Measure
    entering: int
    """Lines among the first that would not be under the weights compared with."""
    leaving: int


class WhatIf:
    """One pool, ready to be asked many times. Reading it changes nothing: any thread may ask."""

    def __init__(self, pool: Pool) -> None:
        frame = pool.frame.sort("line_id", "person_id")
        self._p_vote = np.ascontiguousarray(frame["p_vote"].to_numpy())
        self._reach = frame["lines"].to_numpy()
        self._leaning = np.ascontiguousarray(frame["leaning"].to_numpy())
        share = frame["share"].fill_null(float("nan")).to_numpy()
        self._line_ids, self._starts = np.unique(frame["line_id"].to_numpy(), return_index=True)
        self._known_share = bool((~np.isnan(share)).any())
        usual = float(np.nanmean(share)) if self._known_share else 0.0
        effect = effect_of(self._p_vote)
        self._voters = self._by_line(effect)
        self._votes = self._by_line(effect * np.where(np.isnan(share), usual, share))
        self._people = self._by_line(np.ones(len(effect)))
        self._middle = self._by_line(in_the_middle(self._p_vote).astype(np.float64))

    @property
    def lines(self) -> int:
        """How many lines the whole list has."""
        return len(self._line_ids)

    def outlook(
        self,
        weights: Weights,
        top: int,
        pace: Pace | None = None,
        against: Weights = THE_RULE,
    ) -> Outlook:
        """What `weights` do to the first `top` lines, against other weights."""
        said = pace or Pace()
        first = self._first(weights, top)
        entering = 0
        if weights != against:
            entering = int((first & ~self._first(against, top)).sum())
        whole = np.ones(self.lines, dtype=bool)
        return Outlook(self._measure(first, said), self._measure(whole, said), entering, entering)

    def first_lines(self, weights: Weights, top: int) -> Integers:
        """The ids of the first `top` lines, by id: those a campaign of so many lines would have."""
        return np.asarray(self._line_ids[self._first(weights, top)], dtype=np.int64)

    def _first(self, weights: Weights, top: int) -> NDArray[np.bool_]:
        count = self.lines
        kept = min(max(top, 0), count)
        chosen = np.zeros(count, dtype=bool)
        if kept == count:
            return ~chosen
        if kept:
            value = priorities(self._p_vote, self._reach, self._leaning, weights)
            rank = ranks(self._p_vote, value, middle_first=weights.middle_first)
            best = np.maximum.reduceat(rank, self._starts)
            # As a queue orders them: the higher rank, then the lower id. No two keys are equal.
            keys = best * (count + 1) + (count - np.arange(count))
            chosen[np.argpartition(keys, count - kept)[count - kept :]] = True
        return chosen

    def _measure(self, lines: NDArray[np.bool_], pace: Pace) -> Measure:
        votes = float(self._votes[lines].sum()) * pace.reached
        count = int(lines.sum())
        return Measure(
            people=int(self._people[lines].sum()),
            lines=count,
            voters=float(self._voters[lines].sum()) * pace.reached,
            votes=votes if self._known_share else None,
            hours=pace.hours(count),
            middle=int(self._middle[lines].sum()),
        )

    def _by_line(self, values: Floats) -> Floats:
        if not len(self._starts):
            return np.zeros(0, dtype=np.float64)
        return np.asarray(np.add.reduceat(values, self._starts), dtype=np.float64)
