"""The rule of `domain/scoring.py` for a whole town at once, on bit masks of past rounds.

Pure numpy: sums of weights over masks come from tables of 256 entries, one a byte of the mask, so a
million people take a fraction of a second.
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
    log_odds,
    round_weight,
)
from phonebank.targeting.calibration import (
    Level,
    LevelSource,
    levelled,
    levelled_to,
    log_odds_of,
    probability_of,
)
from phonebank.targeting.past import (
    Past,
    enough_answers,
    first_round_index,
    first_round_of,
    rates_of,
    sum_bits,
    turnout_in,
    turnout_rate,
    without_minors,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from phonebank.domain.rounds import Round

    Floats = NDArray[np.float64]
    Masks = NDArray[np.uint64]
    Integers = NDArray[np.int64]
    Turnout = NDArray[np.int8]


@dataclass(frozen=True, slots=True)
class Habit:
    """What the past says of everyone, before the list is brought to a turnout."""

    odds: Floats
    """Log-odds of voting."""
    votes: Integers
    known: Integers
    same_votes: Integers
    """Of `votes` and `known`, those in rounds of the target's type of ballot."""
    same_known: Integers
    bureau_abstention: Floats
    """Of each bureau in the known rounds, mixed with the town's; the town's own rate last."""
    weights: Floats
    """Of each round; 0 where it does not count."""


@dataclass(frozen=True, slots=True)
class RuleScores:
    """P(abstain), and what it is made of."""

    p_abstain: Floats
    habit: Habit
    first_round: Turnout
    """Turnout in the first round of this very ballot: 1 voted, 0 not, −1 unknown or none."""
    level: Level


def apply_rule(
    past: Past,
    target: Round,
    *,
    expected_turnout: float | None = None,
    bureau_turnout: Floats | None = None,
    bureau_expected: Floats | None = None,
    learnt: Floats | None = None,
    learnt_from: str = "",
) -> RuleScores:
    """P(abstain) in `target` of everyone in `past`. Rounds not before the target are ignored.

    `expected_turnout` (0–1) is the turnout the scores are brought to, `bureau_expected` that of
    single bureaux (by index, nan: none); left out, `calibration.Level` says which is taken.
    `bureau_turnout` gives each bureau's turnout (0–1, nan unknown) where it is known from elsewhere
    than these people, for example from the results of the same type of ballot. `learnt` are
    log-odds of voting in the round `learnt_from` that stand in for the rule's own: those of the
    model of `targeting/fitted.py`, fitted in this election and so already at its level.

    Monotone: an extra vote never raises a person's P(abstain), whatever round it is in.
    """
    past = without_minors(past, target)
    habit = habit_of(past, target, bureau_turnout=bureau_turnout)
    opened = first_round_of(past, target)
    usual, source, rounds = _usual_turnout(past, target, habit, opened)
    odds = levelled(habit.odds, usual) if learnt is None else learnt
    if (opened >= 0).any() and learnt_from != target.code:
        centre = None
        if expected_turnout is not None or bureau_expected is not None:
            centre = log_odds(min(max(usual or 0.5, LEAST_P), MOST_P))
        odds = _after_first_round(odds, opened, learnt is not None, centre)
        source = LevelSource.FIRST_ROUND
        rounds = rates_of(past, [first_round_index(past.rounds, target)])
    elif learnt is not None:
        source = LevelSource.KNOWN_ANSWERS
    if expected_turnout is not None or bureau_expected is not None:
        odds = levelled_to(odds, past.bureaux, expected_turnout, bureau_expected)
    if expected_turnout is not None:
        source, rounds = LevelSource.GIVEN, ()
    p_vote = probability_of(odds)
    return RuleScores(
        p_abstain=1.0 - p_vote,
        habit=habit,
        first_round=opened,
        level=Level(float(p_vote.mean()) if len(p_vote) else 0.0, source, rounds),
    )


def habit_of(past: Past, target: Round, *, bureau_turnout: Floats | None = None) -> Habit:
    """The rule itself, for everyone, before any level; the first round of the ballot left out."""
    weights = np.array([round_weight(each, target) for each in past.rounds], dtype=np.float64)
    opening = first_round_index(past.rounds, target)
    if opening is not None:
        weights[opening] = 0.0
    known = past.known
    voted = past.voted & known
    weight_known = sum_bits(known, weights)
    weight_voted = sum_bits(voted, weights)
    town, bureau_rates = _bureau_rates(past, weights, weight_known, weight_voted)
    expected = np.append(bureau_rates, town)
    if bureau_turnout is not None:
        given = np.append(bureau_turnout, np.nan)
        expected = np.where(np.isnan(given), expected, given)
    prior = probability_of(log_odds_of(expected)[past.bureaux] + _age_shift(past.ages))
    p_vote = (weight_voted + PRIOR_WEIGHT * prior) / (weight_known + PRIOR_WEIGHT)
    ones = (weights > 0).astype(np.float64)
    same = ones * _of_type(past.rounds, target)
    return Habit(
        odds=log_odds_of(np.clip(p_vote, LEAST_P, MOST_P)),
        votes=sum_bits(voted, ones).astype(np.int64),
        known=sum_bits(known, ones).astype(np.int64),
        same_votes=sum_bits(voted, same).astype(np.int64),
        same_known=sum_bits(known, same).astype(np.int64),
        bureau_abstention=1.0 - np.append(bureau_rates, town),
        weights=weights,
    )


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


def _of_type(rounds: Sequence[Round], target: Round) -> Floats:
    same = [each.ballot_type is target.ballot_type for each in rounds]
    return np.array(same, dtype=np.float64)


def _usual_turnout(
    past: Past, target: Round, habit: Habit, opened: Turnout
) -> tuple[float | None, LevelSource, tuple[tuple[str, float], ...]]:
    """The turnout to bring the rule's scores to when nobody said one, and where it comes from.

    Past rounds of the same type are mixed with the mean of the scores themselves, so that few
    known votes move it little.
    """
    now = turnout_in(past, target.code)
    if enough_answers(now):
        return turnout_rate(now), LevelSource.KNOWN_ANSWERS, ((target.code, turnout_rate(now)),)
    if enough_answers(opened):
        return after_first_round(turnout_rate(opened)), LevelSource.FIRST_ROUND, ()
    of_type = habit.weights * _of_type(past.rounds, target)
    known = sum_bits(past.known, of_type).sum()
    if not known:
        return None, LevelSource.NONE, ()
    voted = sum_bits(past.voted & past.known, of_type).sum()
    mixed = LEVEL_PRIOR_VOTERS * of_type.sum()
    level = float((voted + mixed * probability_of(habit.odds).mean()) / (known + mixed))
    return level, LevelSource.SAME_TYPE, rates_of(past, np.flatnonzero(of_type).tolist())


def after_first_round(turnout: float) -> float:
    """The turnout (0–1) of a second round after that of the first, by the published rates."""
    return VOTED_FIRST_ROUND * turnout + MISSED_FIRST_ROUND * (1.0 - turnout)


def _after_first_round(odds: Floats, opened: Turnout, learnt: bool, centre: float | None) -> Floats:
    """Log-odds once the first round is known: its own figure, and half of what the past says.

    The past speaks against the average of those who did the same in the first round, so that each
    of the two groups stays around its published rate; or against `centre` (log-odds) where the
    list is brought to an expected turnout afterwards: one person's vote must not move the others
    of a group then. Having voted never lowers what the past alone would say, having abstained
    never raises it. Those whose first round is unknown keep their habit; a model learnt on the
    first round says how likely each was to vote in *it*, which the published rates carry to the
    second.
    """
    bound = log_odds(MOST_P)
    within = np.clip(odds, -bound, bound)
    result = odds.copy()
    if learnt:
        result = log_odds_of(
            MISSED_FIRST_ROUND + (VOTED_FIRST_ROUND - MISSED_FIRST_ROUND) * probability_of(odds)
        )
    carried = result.copy()
    groups = ((1, VOTED_FIRST_ROUND, np.maximum), (0, MISSED_FIRST_ROUND, np.minimum))
    for turnout, rate, bound_by in groups:
        group = opened == turnout
        if group.any():
            habit = within[group] - (within[group].mean() if centre is None else centre)
            result[group] = bound_by(carried[group], log_odds(rate) + FIRST_ROUND_CARRY * habit)
    return result
