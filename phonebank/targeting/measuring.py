"""How good is a score? It is made again for a round that is over, from what was known before it,
and held against who voted.

Three ways are compared on the same people: the rule, the fitted model (on bureaux it had not seen,
when its conditions are met) and a plain count of past votes. What weakens trust in the figures is
said as `Doubt`s, the gravest first.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

import numpy as np

from phonebank.targeting.fitted import Verdict, fit_guarded
from phonebank.targeting.past import turnout_in, without_round
from phonebank.targeting.quality import Quality, Way, quality
from phonebank.targeting.ranking import auc
from phonebank.targeting.rule import apply_rule

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from phonebank.domain.rounds import Round
    from phonebank.targeting.calibration import Level
    from phonebank.targeting.past import Past
    from phonebank.targeting.rule import RuleScores

    Floats = NDArray[np.float64]
    Integers = NDArray[np.int64]

FEWEST_TO_JUDGE = 500
"""Known answers under which the measures say little."""
WEAK_AUC = 0.60
CALIBRATION_OFF = 0.05
"""Mean distance (0–1) between what was predicted and what came, from which it must be told."""
HALF_THE_BUREAUX = 0.5
_ONE_SIDE = 0.02
_FEWEST_IN_BUREAU = 50


class Doubt(StrEnum):
    """Why the score should not be trusted, or the figures not taken as they stand."""

    ONE_SIDED = "one_sided"
    """Nearly all known answers say the same: one side was transcribed only."""
    NO_PAST = "no_past"
    """No earlier round is known: the scores are age and nothing else."""
    FEW_ANSWERS = "few_answers"
    """Under 500 known answers."""
    WEAK_RANKING = "weak_ranking"
    """AUC under 0.60: little better than drawing lots."""
    CALIBRATION = "calibration"
    """Predicted and observed abstention are over 5 points apart: give the expected turnout."""
    OTHER_TYPE = "other_type"
    """No earlier round of the same type of ballot is known."""
    FEW_BUREAUX = "few_bureaux"
    """The turnout file covers under half of the bureaux."""


@dataclass(frozen=True, slots=True)
class BureauQuality:
    """One bureau: what was predicted there and what came."""

    key: int | str
    code: str
    people: int
    abstained: float
    predicted: float
    auc: float | None
    """None under 50 known answers, or when all did the same."""


@dataclass(frozen=True, slots=True)
class Measurement:
    """The score of a past round, held against the truth."""

    held_out: Round
    people: int
    """Known answers."""
    abstained: float
    base_brier: float
    """Brier score of telling everybody the same, true, rate."""
    level: Level
    """The turnout the rule supposed, and from what."""
    verdict: Verdict
    qualities: tuple[Quality, ...]
    """The rule first; the fitted model only where its conditions are met."""
    bureaux: tuple[BureauQuality, ...]
    """By the rule; the largest distance first."""
    bureaux_known: int
    bureaux_in_all: int
    doubts: tuple[Doubt, ...]
    """The gravest first; none: the score may be trusted."""

    @property
    def rule(self) -> Quality:
        """The rule's quality."""
        return self.qualities[0]


def measure(
    past: Past,
    held_out: Round,
    bureau_keys: Sequence[int | str] = (),
    bureau_codes: Sequence[str] = (),
    told: Callable[[float], None] | None = None,
) -> Measurement | None:
    """Measure the score of `held_out`; None when nobody's turnout in it is known.

    `past` includes the round itself, whose answers are the truth and are hidden from the rule and
    the count. `told` hears the share done and may raise to stop the work.
    """
    turnout = turnout_in(past, held_out.code)
    known = np.flatnonzero(turnout >= 0)
    if not len(known):
        return None
    place = next(i for i, each in enumerate(past.rounds) if each.code == held_out.code)
    truth = (turnout[known] == 0).astype(np.int64)
    scores = apply_rule(without_round(past, place), held_out)
    fitted = fit_guarded(past, held_out, told)
    ways = [(Way.RULE, scores.p_abstain[known])]
    if fitted.checked is not None and fitted.verdict.learnt_from == held_out.code:
        ways.append((Way.FITTED, 1.0 - fitted.checked[known]))
    ways.append((Way.COUNT, _counted(scores)[known]))
    qualities = tuple(quality(way, truth, p_abstain) for way, p_abstain in ways)
    places = past.bureaux[known]
    rate = float(truth.mean())
    return Measurement(
        held_out=held_out,
        people=len(known),
        abstained=rate,
        base_brier=rate * (1.0 - rate),
        level=scores.level,
        verdict=fitted.verdict,
        qualities=qualities,
        bureaux=_by_bureau(places, truth, ways[0][1], bureau_keys, bureau_codes),
        bureaux_known=len(np.unique(places[places >= 0])),
        bureaux_in_all=past.bureau_count,
        doubts=_doubts(past, scores, known, qualities[0], rate),
    )


def _counted(scores: RuleScores) -> Floats:
    """P(abstain) of a plain count: (votes + 1) / (known rounds + 2), the first round among them."""
    opened = scores.first_round
    votes = scores.habit.votes + (opened == 1)
    known = scores.habit.known + (opened >= 0)
    return np.asarray(1.0 - (votes + 1.0) / (known + 2.0), dtype=np.float64)


def _by_bureau(
    places: Integers,
    truth: Integers,
    p_abstain: Floats,
    keys: Sequence[int | str],
    codes: Sequence[str],
) -> tuple[BureauQuality, ...]:
    order = np.argsort(places, kind="stable")
    found, starts = np.unique(places[order], return_index=True)
    rows = []
    for place, members in zip(found.tolist(), np.split(order, starts[1:]), strict=True):
        if place < 0 or place >= len(codes):
            continue
        area = auc(truth[members], p_abstain[members])
        judged = len(members) >= _FEWEST_IN_BUREAU and not np.isnan(area)
        rows.append(
            BureauQuality(
                keys[place],
                codes[place],
                len(members),
                float(truth[members].mean()),
                float(p_abstain[members].mean()),
                area if judged else None,
            )
        )
    return tuple(sorted(rows, key=lambda row: (-abs(row.abstained - row.predicted), row.code)))


def _doubts(
    past: Past, scores: RuleScores, known: Integers, rule: Quality, rate: float
) -> tuple[Doubt, ...]:
    habit = scores.habit
    opened = (scores.first_round >= 0).any()
    places = past.bureaux[known]
    covered = np.unique(places[places >= 0]).size
    without_past = not habit.known.any() and not opened
    found = {
        Doubt.ONE_SIDED: not _ONE_SIDE <= rate <= 1.0 - _ONE_SIDE,
        Doubt.NO_PAST: without_past,
        Doubt.FEW_ANSWERS: len(known) < FEWEST_TO_JUDGE,
        Doubt.WEAK_RANKING: not rule.auc >= WEAK_AUC,
        Doubt.CALIBRATION: rule.calibration_error > CALIBRATION_OFF,
        Doubt.OTHER_TYPE: not habit.same_known.any() and not opened and not without_past,
        Doubt.FEW_BUREAUX: covered < HALF_THE_BUREAUX * past.bureau_count,
    }
    return tuple(doubt for doubt, there in found.items() if there)
