"""Invented towns for tests of scores: who votes is drawn from a habit, an age and a bureau."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from phonebank.domain.rounds import Round, parse_round
from phonebank.targeting.past import Past

if TYPE_CHECKING:
    from collections.abc import Sequence

CODES = ("M14T1", "P17T1", "M20T1", "P22T1", "L22T1", "E24T1")
FIRST, SECOND = parse_round("M26T1"), parse_round("M26T2")


def town(voters: int, seed: int = 1, bureaux: int = 20, codes: Sequence[str] = CODES) -> Past:
    """A town whose past is known of everybody: habits differ, and so do bureaux a little."""
    draw = np.random.default_rng(seed)
    places = draw.integers(0, bureaux, voters)
    ages = draw.integers(40, 95, voters).astype(np.float64)
    habit = draw.normal(0.2, 1.2, voters) + draw.normal(0, 0.3, bureaux)[places]
    known = np.zeros(voters, dtype=np.uint64)
    voted = np.zeros(voters, dtype=np.uint64)
    for place in range(len(codes)):
        bit = np.uint64(1 << place)
        known |= bit
        voted |= np.where(draw.random(voters) < 1 / (1 + np.exp(-habit)), bit, np.uint64(0))
    rounds = tuple(parse_round(code) for code in codes)
    return Past(rounds, known, voted, ages, places.astype(np.int64), bureaux)


def with_round(past: Past, held: Round, p_vote: np.ndarray, where: np.ndarray, seed: int) -> Past:
    """The same town with one more round: drawn from `p_vote`, known of the people in `where`."""
    bit = np.uint64(1 << len(past.rounds))
    came = np.random.default_rng(seed).random(len(past.known)) < p_vote
    zero = np.uint64(0)
    return replace(
        past,
        rounds=(*past.rounds, held),
        known=past.known | np.where(where, bit, zero),
        voted=past.voted | np.where(where & came, bit, zero),
    )
