"""How well a score ranks: the area under the curve, and how sure it is."""

from __future__ import annotations

from math import sqrt
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Integers = NDArray[np.int64]

TWO_SIDES = 1.96
"""Standard errors on each side of a 95 % interval."""


def auc(truth: Integers, score: Floats) -> float:
    """The chance that a random 1 has a higher score than a random 0; ties count half.

    nan when there are not both.
    """
    ones = int(truth.sum())
    zeros = len(truth) - ones
    if not ones or not zeros:
        return float("nan")
    above = float(_middle_ranks(score)[truth == 1].sum()) - ones * (ones + 1) / 2
    return above / (ones * zeros)


def auc_interval(truth: Integers, score: Floats) -> tuple[float, float]:
    """The 95 % interval of `auc` (DeLong, DeLong & Clarke-Pearson 1988), within 0 and 1."""
    ones, zeros = score[truth == 1], score[truth == 0]
    area = auc(truth, score)
    if len(ones) < 2 or len(zeros) < 2:
        return 0.0, 1.0
    ranks = _middle_ranks(score)
    of_ones = (ranks[truth == 1] - _middle_ranks(ones)) / len(zeros)
    of_zeros = 1.0 - (ranks[truth == 0] - _middle_ranks(zeros)) / len(ones)
    variance = of_ones.var(ddof=1) / len(ones) + of_zeros.var(ddof=1) / len(zeros)
    reach = TWO_SIDES * sqrt(float(variance))
    return max(area - reach, 0.0), min(area + reach, 1.0)


def share_interval(count: int, of: int) -> tuple[float, float]:
    """The 95 % interval of a share (Wilson 1927); 0 to 1 of nobody."""
    if not of:
        return 0.0, 1.0
    share, square = count / of, TWO_SIDES**2
    middle = (share + square / (2 * of)) / (1 + square / of)
    reach = TWO_SIDES * sqrt(share * (1 - share) / of + square / (4 * of * of)) / (1 + square / of)
    return max(middle - reach, 0.0), min(middle + reach, 1.0)


def _middle_ranks(score: Floats) -> Floats:
    """Ranks from 1, equal scores sharing the middle of theirs."""
    _, inverse, counts = np.unique(score, return_inverse=True, return_counts=True)
    return np.asarray((np.cumsum(counts) - (counts - 1) / 2)[inverse], dtype=np.float64)
