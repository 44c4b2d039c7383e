"""Whom to call first: the votes a call may be expected to bring.

    priority = effect(P) × P(reached) × leaning of the bureau

Those near the middle first (P(vote) between 0.25 and 0.75), whatever the rest says, unless the
supervisor switches that off; inside and outside the middle, by priority. The rank is an integer of
0 to 100,000 that a queue can order by.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from phonebank.domain.errors import BadInput

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Integers = NDArray[np.int64]

MIDDLE = (0.25, 0.75)
"""P(vote) of the people a call can move."""

EFFECT_AT_MIDDLE = 0.038
"""Turnout a volunteer's unhurried call adds among those reached (DOMAIN 7)."""

ANSWERED = 0.40
"""Share of dials that are answered (DOMAIN 1: about 60 % are not)."""

TOP_RANK = 100_000
_MIDDLE_FLOOR = TOP_RANK // 2


@dataclass(frozen=True, slots=True)
class Weights:
    """How much each factor counts: an exponent, 0 leaves the factor out, 1 is the rule.

    `middle_first`: those a call can move come before all others. Raises BadInput outside 0 to 2.
    """

    effect: float = 1.0
    reach: float = 1.0
    leaning: float = 1.0
    middle_first: bool = True

    def __post_init__(self) -> None:
        for value in (self.effect, self.reach, self.leaning):
            if not 0.0 <= value <= 2.0:
                raise BadInput(f"A weight of {value:g} is refused: choose 0 to 2.")


THE_RULE = Weights()


def effect_of(p_vote: Floats) -> Floats:
    """Turnout points (0–1) a talk adds: most at P(vote) = ½, none where the vote is certain.

    The slope of the logistic curve: a talk moves everyone's log-odds alike.
    """
    return EFFECT_AT_MIDDLE * 4.0 * p_vote * (1.0 - p_vote)


def reach_of(lines: Integers) -> Floats:
    """P(someone answers) of a person with so many callable lines, one dial on each."""
    return np.asarray(1.0 - (1.0 - ANSWERED) ** lines, dtype=np.float64)


def leaning_of(shares: Floats) -> Floats:
    """Our list's share in each bureau against the mean bureau; 1 where it is unknown."""
    known = ~np.isnan(shares)
    if not known.any() or not shares[known].mean():
        return np.ones_like(shares)
    return np.where(known, shares / shares[known].mean(), 1.0)


def priorities(
    p_vote: Floats, lines: Integers, leaning: Floats, weights: Weights = THE_RULE
) -> Floats:
    """Expected votes a call brings, each factor raised to its weight."""
    return np.asarray(
        effect_of(p_vote) ** weights.effect
        * reach_of(lines) ** weights.reach
        * leaning**weights.leaning,
        dtype=np.float64,
    )


def in_the_middle(p_vote: Floats) -> NDArray[np.bool_]:
    """Whether a call can move each."""
    return (p_vote >= MIDDLE[0]) & (p_vote <= MIDDLE[1])


def ranks(p_vote: Floats, priority: Floats, *, middle_first: bool = True) -> Integers:
    """Ranks of 0 to 100,000, the higher called first.

    With `middle_first`, 50,000 and above are the middle; otherwise the priority alone decides.
    """
    most = float(priority.max(initial=0.0))
    within = priority / most if most > 0 else np.zeros_like(priority)
    if not middle_first:
        return np.rint(within * TOP_RANK).astype(np.int64)
    middle = in_the_middle(p_vote)
    inside = _MIDDLE_FLOOR + np.rint(within * (TOP_RANK - _MIDDLE_FLOOR))
    outside = np.rint(within * (_MIDDLE_FLOOR - 1))
    return np.where(middle, inside, outside).astype(np.int64)
