"""The measures of one way of scoring against the truth: ranking, calibration, lift, Brier score."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

import numpy as np

from phonebank.targeting.calibration import levelled, log_odds_of, probability_of
from phonebank.targeting.ranking import auc, auc_interval, share_interval

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Integers = NDArray[np.int64]

TOP_SHARES = (0.1, 0.2, 0.3)
GROUPS = 10
BARS = 20


class Way(StrEnum):
    """How people are ranked."""

    RULE = "rule"
    FITTED = "fitted"
    COUNT = "count"
    """The share of their known rounds they voted in."""


@dataclass(frozen=True, slots=True)
class Lift:
    """The people with the highest scores, against everybody."""

    share: float
    """0.1: the tenth with the highest scores."""
    abstained: float
    """Share of them who abstained."""
    times: float
    """That, over the share of everybody."""


@dataclass(frozen=True, slots=True)
class CurvePoint:
    """A tenth of the people, by their score."""

    predicted: float
    """Mean P(abstain)."""
    observed: float
    """Share that abstained, with its 95 % interval."""
    low: float
    high: float
    people: int


@dataclass(frozen=True, slots=True)
class Quality:
    """How well one way of scoring foretold the round."""

    way: Way
    auc: float
    auc_low: float
    auc_high: float
    brier: float
    brier_at_turnout: float
    """The same, had the round's turnout been given beforehand."""
    predicted: float
    """Mean P(abstain)."""
    calibration_error: float
    """Mean distance of the curve's points from the truth, 0–1."""
    lifts: tuple[Lift, ...]
    curve: tuple[CurvePoint, ...]
    bars: tuple[int, ...]
    """People by P(abstain), in twenty bars from 0 to 1."""


def quality(way: Way, truth: Integers, p_abstain: Floats) -> Quality:
    """The measures of one way: `truth` is 1 for whoever abstained."""
    rate = float(truth.mean())
    low, high = auc_interval(truth, p_abstain)
    at_turnout = probability_of(levelled(log_odds_of(p_abstain), rate))
    curve = calibration_curve(truth, p_abstain)
    gaps = sum(abs(point.predicted - point.observed) * point.people for point in curve)
    bars, _ = np.histogram(p_abstain, bins=BARS, range=(0.0, 1.0))
    return Quality(
        way=way,
        auc=auc(truth, p_abstain),
        auc_low=low,
        auc_high=high,
        brier=float(((p_abstain - truth) ** 2).mean()),
        brier_at_turnout=float(((at_turnout - truth) ** 2).mean()),
        predicted=float(p_abstain.mean()),
        calibration_error=gaps / len(truth),
        lifts=lifts(truth, p_abstain),
        curve=curve,
        bars=tuple(int(count) for count in bars),
    )


def lifts(truth: Integers, p_abstain: Floats) -> tuple[Lift, ...]:
    """How many of the highest-scored abstained. Equal scores share what their group did."""
    order = np.argsort(-p_abstain, kind="stable")
    _, group = np.unique(-p_abstain[order], return_inverse=True)
    means = np.bincount(group, truth[order]) / np.bincount(group)
    fair = means[group]
    rate = float(truth.mean())
    found = []
    for share in TOP_SHARES:
        top = max(round(len(truth) * share), 1)
        abstained = float(fair[:top].mean())
        found.append(Lift(share, abstained, abstained / rate if rate else float("nan")))
    return tuple(found)


def calibration_curve(truth: Integers, p_abstain: Floats) -> tuple[CurvePoint, ...]:
    """Ten groups of equal size by score; equal scores stay in one group."""
    _, inverse, counts = np.unique(p_abstain, return_inverse=True, return_counts=True)
    middles = (np.cumsum(counts) - counts / 2) / len(truth)
    groups = np.minimum((middles * GROUPS).astype(np.int64), GROUPS - 1)[inverse]
    points = []
    for group in range(GROUPS):
        members = groups == group
        people = int(members.sum())
        if people:
            abstained = int(truth[members].sum())
            low, high = share_interval(abstained, people)
            predicted = float(p_abstain[members].mean())
            points.append(CurvePoint(predicted, abstained / people, low, high, people))
    return tuple(points)
