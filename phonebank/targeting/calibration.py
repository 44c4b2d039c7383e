"""To what turnout scores are brought, and how: one step in log-odds, so that no order changes.

The supervisor gives the turnout expected of a round, for the office and for single bureaux. Without
one, the level comes from what is known, and `Level` says from what:

- the known answers of this very election, where there are enough of them;
- the first round of the ballot, by the published rates of those who voted in it and who did not;
- past rounds of the same type of ballot, each weighing as in the rule, the recent ones first;
- else nothing is moved.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

import numpy as np

from phonebank.domain.scoring import SURE_LEAST_P, SURE_MOST_P

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Integers = NDArray[np.int64]

_SPREAD = 4096
"""Quantiles that stand for all while the step is looked for; it is then made exact on everybody."""


class LevelSource(StrEnum):
    """Where the turnout scores are brought to comes from."""

    GIVEN = "given"
    """The supervisor said it."""
    KNOWN_ANSWERS = "known_answers"
    """Turnout already known in this election."""
    FIRST_ROUND = "first_round"
    """The first round of this ballot."""
    SAME_TYPE = "same_type"
    """Past rounds of the same type of ballot."""
    NONE = "none"
    """Nothing is known: the scores stand as the rule makes them."""


@dataclass(frozen=True, slots=True)
class Level:
    """The turnout (0–1) of a list's scores and where it comes from."""

    turnout: float
    """The mean P(vote) of the scores, as they stand."""
    source: LevelSource
    rounds: tuple[tuple[str, float], ...] = ()
    """The rounds it was taken from, with the turnout known in each (0–1)."""


def log_odds_of(probability: Floats) -> Floats:
    """ln(p / (1 − p)), finite at 0 and 1."""
    bounded = np.clip(probability, 1e-9, 1 - 1e-9)
    return np.asarray(np.log(bounded / (1.0 - bounded)), dtype=np.float64)


def probability_of(odds: Floats) -> Floats:
    """1 / (1 + exp(−odds)), kept off 0 and 1 (`SURE_LEAST_P`, `SURE_MOST_P`)."""
    p = 1.0 / (1.0 + np.exp(-np.clip(odds, -700.0, 700.0)))
    return np.asarray(np.clip(p, SURE_LEAST_P, SURE_MOST_P), dtype=np.float64)


def step_to(odds: Floats, turnout: float) -> float:
    """What to add to every log-odds for their mean probability to be `turnout` (0–1).

    A turnout no list can have (0, 1) is taken for the nearest it can.
    """
    if not len(odds):
        return 0.0
    aim = min(max(turnout, SURE_LEAST_P), SURE_MOST_P)
    some = odds if len(odds) <= _SPREAD else np.quantile(odds, np.linspace(0, 1, _SPREAD))
    low, high = -40.0, 40.0
    for _ in range(60):
        middle = (low + high) / 2
        if float(probability_of(some + middle).mean()) < aim:
            low = middle
        else:
            high = middle
    step = (low + high) / 2
    if some is odds:
        return step
    for _ in range(4):
        p = probability_of(odds + step)
        slope = float((p * (1.0 - p)).mean())
        error = float(p.mean()) - aim
        if abs(error) < 1e-7 or not slope:
            break
        step -= error / slope
    return step


def levelled(odds: Floats, turnout: float | None) -> Floats:
    """The same log-odds, all moved by one step; as they are without a turnout."""
    return odds if turnout is None else odds + step_to(odds, turnout)


def levelled_to(
    odds: Floats,
    bureaux: Integers,
    expected: float | None,
    bureau_expected: Floats | None = None,
) -> Floats:
    """Log-odds moved to what the supervisor expects; the order inside a bureau never changes.

    A bureau with a turnout of its own (`bureau_expected` by its index, nan: none) is brought to
    it exactly; everybody else is moved by one step, for the whole list to meet `expected` as
    nearly as the others allow. Without `expected` the others stay.
    """
    result = odds.copy()
    others = np.ones(len(odds), dtype=bool)
    if bureau_expected is not None and not np.isnan(bureau_expected).all():
        order = np.argsort(bureaux, kind="stable")
        given = np.flatnonzero(~np.isnan(bureau_expected))
        starts = np.searchsorted(bureaux[order], given, side="left")
        ends = np.searchsorted(bureaux[order], given, side="right")
        for place, start, end in zip(given, starts, ends, strict=True):
            members = order[start:end]
            result[members] = levelled(odds[members], float(bureau_expected[place]))
            others[members] = False
    if expected is not None and others.any():
        settled = float(probability_of(result[~others]).sum())
        rest = (expected * len(odds) - settled) / int(others.sum())
        result[others] = levelled(odds[others], rest)
    return result
