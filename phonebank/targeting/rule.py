"""The rule of `domain/scoring.py` for a whole town at once, on bit masks of past rounds.

Pure numpy: bit r of a person's `known` mask says that their turnout in round r is known, the same
bit of `voted` that they voted. Sums of weights over masks come from tables of 256 entries, one a
byte of the mask, so a million people take a fraction of a second.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from phonebank.domain.scoring import (
    AGE_MIDDLES,
    AGE_SHIFTS,
    BUREAU_PRIOR_VOTERS,
    FIRST_ROUND_CARRY,
    LEAST_P,
    LEVEL_PRIOR_VOTERS,
    MISSED_FIRST_ROUND,
    MOST_P,
    PRIOR_WEIGHT,
    VOTED_FIRST_ROUND,
    is_first_round_of,
    log_odds,
    round_weight,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from phonebank.domain.rounds import Round

    Floats = NDArray[np.float64]
    Masks = NDArray[np.uint64]
    Integers = NDArray[np.int64]

MOST_ROUNDS = 64
"""Bits in a mask: the latest 64 rounds are used, older ones weigh next to nothing."""

_BYTES = MOST_ROUNDS // 8


@dataclass(frozen=True, slots=True)
class Past:
    """What is known of some people's turnout; arrays run over people in one order."""

    rounds: tuple[Round, ...]
    """Round r of the masks; at most 64."""
    known: Masks
    voted: Masks
    """Bits outside `known` are ignored."""
    ages: Floats
    """Years at the target's date; nan when unknown."""
    bureaux: Integers
    """Index of each person's bureau, 0 … `bureau_count` − 1; −1 without one."""
    bureau_count: int


@dataclass(frozen=True, slots=True)
class RuleScores:
    """The rule's answer, and what it is made of."""

    p_abstain: Floats
    votes: Integers
    known: Integers
    bureau_abstention: Floats
    """Of each bureau in the known rounds, mixed with the town's; the town's own rate last."""
    first_round: NDArray[np.int8]
    """Turnout in the first round of this very ballot: 1 voted, 0 not, −1 unknown or none."""


def apply_rule(
    past: Past,
    target: Round,
    *,
    expected_turnout: float | None = None,
    bureau_turnout: Floats | None = None,
) -> RuleScores:
    """P(abstain) in `target` of everyone in `past`. Rounds not before the target are ignored.

    `expected_turnout` (0–1) is the turnout the scores are levelled to; left out, that of past
    ballots of the same type where known, else none. `bureau_turnout` gives each bureau's turnout
    (0–1, nan unknown) where it is known from elsewhere than these people, for example from the
    results of the same type of ballot. Monotone: an extra vote never raises P(abstain).
    """
    weights = np.array([round_weight(each, target) for each in past.rounds], dtype=np.float64)
    opening = _first_round_index(past.rounds, target)
    counted = weights > 0
    if opening is not None:
        counted[opening] = False
    weights = np.where(counted, weights, 0.0)
    known = past.known
    voted = past.voted & known
    weight_known = _sum_bits(known, weights)
    weight_voted = _sum_bits(voted, weights)

    town, bureau_rates = _bureau_rates(past, weights, weight_known, weight_voted)
    expected = np.append(bureau_rates, town)
    if bureau_turnout is not None:
        given = np.append(bureau_turnout, np.nan)
        expected = np.where(np.isnan(given), expected, given)
    prior = _sigmoid(_logit(expected)[past.bureaux] + _age_shift(past.ages))
    p_vote = (weight_voted + PRIOR_WEIGHT * prior) / (weight_known + PRIOR_WEIGHT)
    odds = _logit(p_vote)
    level = expected_turnout
    if level is None:
        level = _usual_turnout(past, target, weights, odds)
    odds = _levelled(odds, level)
    opened = _turnout_in(past, opening)
    if opening is not None:
        odds = _after_first_round(odds, opened)
    ones = counted.astype(np.float64)
    return RuleScores(
        p_abstain=1.0 - np.clip(_sigmoid(odds), LEAST_P, MOST_P),
        votes=_sum_bits(voted, ones).astype(np.int64),
        known=_sum_bits(known, ones).astype(np.int64),
        bureau_abstention=1.0 - np.append(bureau_rates, town),
        first_round=opened,
    )


def _sum_bits(masks: Masks, weights: Floats) -> Floats:
    """For each mask, the sum of the weights of its bits."""
    total = np.zeros(len(masks), dtype=np.float64)
    octets = np.arange(256)
    for place in range(_BYTES):
        part = weights[8 * place : 8 * place + 8]
        if not part.any():
            continue
        bits = (octets[:, None] >> np.arange(len(part))) & 1
        table = bits @ part
        total += table[(masks >> np.uint64(8 * place)) & np.uint64(255)]
    return total


def _bureau_rates(
    past: Past, weights: Floats, weight_known: Floats, weight_voted: Floats
) -> tuple[float, Floats]:
    """The town's weighted turnout, and each bureau's mixed with it.

    Mixed with as many voters of fully known past whatever is known (the town's with an even
    chance): an extra vote then never lowers a rate, and one person's never carries the others'.
    """
    mixed = BUREAU_PRIOR_VOTERS * float(weights.sum()) or 1.0
    town = (float(weight_voted.sum()) + mixed / 2) / (float(weight_known.sum()) + mixed)
    town = min(max(town, LEAST_P), MOST_P)
    with_bureau = past.bureaux >= 0
    places = past.bureaux[with_bureau]
    count = past.bureau_count
    known = np.bincount(places, weight_known[with_bureau], minlength=count)
    voted = np.bincount(places, weight_voted[with_bureau], minlength=count)
    return town, (voted + mixed * town) / (known + mixed)


def _age_shift(ages: Floats) -> Floats:
    shift = np.interp(ages, AGE_MIDDLES, AGE_SHIFTS)
    return np.asarray(np.where(np.isnan(ages), 0.0, shift), dtype=np.float64)


def _usual_turnout(past: Past, target: Round, weights: Floats, odds: Floats) -> float | None:
    """Turnout in the past rounds of the target's type, the recent ones first; None if unknown.

    Mixed with the mean of the scores themselves, so that few known votes move it little.
    """
    same = [each.ballot_type is target.ballot_type for each in past.rounds]
    of_type = np.where(same, weights, 0.0)
    known = _sum_bits(past.known, of_type).sum()
    if not known:
        return None
    voted = _sum_bits(past.voted & past.known, of_type).sum()
    mixed = LEVEL_PRIOR_VOTERS * of_type.sum()
    return float((voted + mixed * _sigmoid(_spread(odds)).mean()) / (known + mixed))


def _spread(odds: Floats) -> Floats:
    """Up to 4,096 quantiles that stand for all."""
    return np.asarray(np.quantile(odds, np.linspace(0, 1, min(len(odds), 4096))))


def _levelled(odds: Floats, level: float | None) -> Floats:
    """The same log-odds, all moved by one step so that their mean probability is `level`."""
    if level is None or not len(odds):
        return odds
    aim = min(max(level, LEAST_P), MOST_P)
    low, high = -12.0, 12.0
    quantiles = _spread(odds)
    for _ in range(50):
        middle = (low + high) / 2
        if _sigmoid(quantiles + middle).mean() < aim:
            low = middle
        else:
            high = middle
    return odds + (low + high) / 2


def _first_round_index(rounds: Sequence[Round], target: Round) -> int | None:
    return next((i for i, each in enumerate(rounds) if is_first_round_of(each, target)), None)


def _turnout_in(past: Past, index: int | None) -> NDArray[np.int8]:
    if index is None:
        return np.full(len(past.known), -1, dtype=np.int8)
    bit = np.uint64(1 << index)
    known = (past.known & bit) != 0
    voted = (past.voted & bit) != 0
    return np.where(known, voted.astype(np.int8), np.int8(-1)).astype(np.int8)


def _after_first_round(odds: Floats, opened: NDArray[np.int8]) -> Floats:
    """Log-odds once the first round is known: its own figure, and half of what the past says.

    The past speaks against the average of those who did the same in the first round, so that each
    of the two groups stays around its published rate. Having voted never lowers what the past
    alone would say, having abstained never raises it.
    """
    bound = log_odds(MOST_P)
    within = np.clip(odds, -bound, bound)
    result = odds.copy()
    groups = ((1, VOTED_FIRST_ROUND, np.maximum), (0, MISSED_FIRST_ROUND, np.minimum))
    for turnout, rate, bound_by in groups:
        group = opened == turnout
        if group.any():
            habit = within[group] - within[group].mean()
            result[group] = bound_by(odds[group], log_odds(rate) + FIRST_ROUND_CARRY * habit)
    return result


def _logit(probability: Floats) -> Floats:
    bounded = np.clip(probability, 1e-9, 1 - 1e-9)
    return np.asarray(np.log(bounded / (1.0 - bounded)), dtype=np.float64)


def _sigmoid(odds: Floats) -> Floats:
    return np.asarray(1.0 / (1.0 + np.exp(-odds)), dtype=np.float64)
