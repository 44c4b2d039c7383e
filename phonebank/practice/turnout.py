"""Who voted when in the practice town, after published turnout.

Municipal first rounds by age of 2014 and 2020; all, some or none of the four rounds of 2022 about
36, 47 and 16 %; P(second round | voted in the first) .9, P(second | missed it) .15. One hidden
habit a person, shared in part with the household, ties all rounds together.
"""

from __future__ import annotations

from dataclasses import dataclass
from statistics import NormalDist
from typing import TYPE_CHECKING

import numpy as np

from phonebank.domain.eligibility import may_vote
from phonebank.domain.rounds import BallotType, Round, parse_round
from phonebank.domain.scoring import AGE_SHIFTS, MISSED_FIRST_ROUND, VOTED_FIRST_ROUND, log_odds

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from phonebank.practice.voters import Electorate

HISTORY = ("M20T1", "M20T2", "P22T1", "P22T2", "L22T1", "L22T2", "E24T1", "L24T1", "L24T2")
"""The rounds of the town's transcribed history."""

LATEST = "M26T1"
"""The round whose signature lists were consulted last."""

_MUNICIPAL_2014 = (0.47, 0.48, 0.60, 0.70, 0.81, 0.70, 0.40)
_MUNICIPAL_2020 = (0.30, 0.31, 0.40, 0.48, 0.60, 0.50, 0.25)
_NATIONAL = {"P22T1": 0.737, "L22T1": 0.475, "E24T1": 0.515, "L24T1": 0.667}
_BAND_STARTS = (18, 25, 35, 50, 65, 80, 90)

_HABIT = 0.78
"""Correlation with the habit of what decides each first round (variance share .61)."""
_HOME = 0.45
"""Share of the habit's variance that a household has in common."""
_BUREAU_SPREAD = 0.13
_PROXIES = 0.045


@dataclass(frozen=True, slots=True)
class Turnout:
    """Truth of the town: rows are voters, columns `rounds`."""

    rounds: tuple[Round, ...]
    known: NDArray[np.bool_]
    """Entitled to vote and registered here then; elsewhere nothing is said."""
    voted: NDArray[np.bool_]
    proxy: NDArray[np.bool_]
    """Voted through somebody else; implies `voted`."""


def make_turnout(
    draw: np.random.Generator, town: Electorate, codes: Sequence[str] = (*HISTORY, LATEST)
) -> Turnout:
    """Turnout of a town in some rounds, drawn with `draw`."""
    rounds = tuple(parse_round(code) for code in codes)
    count = len(town.voters)
    habit = _habits(draw, town)
    births = np.array([voter.birth.year for voter in town.voters])
    since = np.array([voter.since for voter in town.voters])
    known = np.zeros((count, len(rounds)), dtype=bool)
    voted = np.zeros_like(known)
    for place, each in enumerate(rounds):
        entitled = _entitled(town, each.ballot_type)
        known[:, place] = entitled & (since <= each.year) & (births <= each.year - 18)
        first = next((i for i, r in enumerate(rounds) if _opens(r, each)), None)
        if first is None:
            chance = _norm_cdf_inverse(_first_round_rates(each))[_bands(births, each.year)]
            luck = draw.normal(0, np.sqrt(1 - _HABIT**2), count)
            voted[:, place] = _HABIT * habit + luck < chance
        else:
            rate = np.where(voted[:, first], VOTED_FIRST_ROUND, MISSED_FIRST_ROUND)
            voted[:, place] = draw.random(count) < rate
    voted &= known
    proxy = voted & (draw.random(voted.shape) < _PROXIES)
    return Turnout(rounds, known, voted, proxy)


def _habits(draw: np.random.Generator, town: Electorate) -> NDArray[np.float64]:
    """Standard normal; the lower, the more faithful. Households and bureaux lean together."""
    homes = np.array([voter.household for voter in town.voters])
    shared = draw.normal(0, np.sqrt(_HOME), int(homes.max(initial=0)) + 1)[homes]
    own = draw.normal(0, np.sqrt(1 - _HOME - _BUREAU_SPREAD**2), len(homes))
    leanings = dict(
        zip(town.bureaux, draw.normal(0, _BUREAU_SPREAD, len(town.bureaux)).tolist(), strict=True)
    )
    places = np.array([leanings[voter.address.bureau] for voter in town.voters])
    return np.asarray(shared + own + places, dtype=np.float64)


def _entitled(town: Electorate, ballot_type: BallotType) -> NDArray[np.bool_]:
    return np.array([may_vote(voter.lists, ballot_type) for voter in town.voters])


def _opens(first: Round, second: Round) -> bool:
    return second.turn == 2 and first.turn == 1 and first.ballot_code == second.ballot_code


def _first_round_rates(each: Round) -> NDArray[np.float64]:
    """Turnout by age band: as published for municipal ballots, else the curve at its level."""
    if each.ballot_type is BallotType.MUNICIPAL:
        if each.year == 2020:
            return np.array(_MUNICIPAL_2020)
        return np.asarray(np.mean((_MUNICIPAL_2014, _MUNICIPAL_2020), axis=0), dtype=np.float64)
    level = log_odds(_NATIONAL.get(each.code, 0.6))
    return np.asarray(1 / (1 + np.exp(-(level + np.array(AGE_SHIFTS)))), dtype=np.float64)


def _bands(births: NDArray[np.int64], year: int) -> NDArray[np.int64]:
    places = np.searchsorted(_BAND_STARTS, year - births, side="right") - 1
    return np.asarray(np.maximum(places, 0), dtype=np.int64)


def _norm_cdf_inverse(rates: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.array([NormalDist().inv_cdf(rate) for rate in rates.tolist()])
