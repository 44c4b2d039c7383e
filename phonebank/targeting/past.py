"""What is known of a town's past turnout: bit masks of rounds, ages and bureaux, as arrays.

Bit r of a person's `known` mask says that their turnout in round r is known, the same bit of
`voted` that they voted. A round nobody transcribed is in neither: it is unknown.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from phonebank.domain.scoring import FEWEST_ANSWERS, MAJORITY_AGE, ONE_SIDED, is_first_round_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from phonebank.domain.rounds import Round

    Floats = NDArray[np.float64]
    Masks = NDArray[np.uint64]
    Integers = NDArray[np.int64]
    Turnout = NDArray[np.int8]

MOST_ROUNDS = 63
"""Bits of a mask, as PostgreSQL's bigint has them: older rounds weigh next to nothing."""

_BYTES = 8


@dataclass(frozen=True, slots=True)
class Past:
    """What is known of some people's turnout; arrays run over people in one order."""

    rounds: tuple[Round, ...]
    """Round r of the masks; at most 63."""
    known: Masks
    voted: Masks
    """Bits outside `known` are ignored."""
    ages: Floats
    """Years at the target's date; nan when unknown."""
    bureaux: Integers
    """Index of each person's bureau, 0 … `bureau_count` − 1; −1 without one."""
    bureau_count: int


def without_minors(past: Past, target: Round) -> Past:
    """The same past, where those too young to vote in a round are unknown in it, not absent."""
    known = past.known.copy()
    for place, each in enumerate(past.rounds):
        bit = np.uint64(1 << place)
        then = past.ages - (target.held_on.year - each.held_on.year)
        known[(then < MAJORITY_AGE) & ((past.voted & bit) == 0)] &= ~bit
    return replace(past, known=known)


def without_round(past: Past, place: int) -> Past:
    """The same past, with one round unknown of everybody."""
    bit = np.uint64(1 << place)
    return replace(past, known=past.known & ~bit)


def turnout_in(past: Past, code: str) -> Turnout:
    """Everyone's turnout in one round: 1 voted, 0 did not, −1 unknown."""
    place = next((i for i, each in enumerate(past.rounds) if each.code == code), None)
    return turnout_at(past, place)


def first_round_of(past: Past, target: Round) -> Turnout:
    """As `turnout_in`, of the first round of the ballot whose second is `target`."""
    return turnout_at(past, first_round_index(past.rounds, target))


def enough_answers(turnout: Turnout) -> bool:
    """Whether known answers in an election may teach anything: many, and of both sides."""
    known = int((turnout >= 0).sum())
    if known < FEWEST_ANSWERS:
        return False
    return ONE_SIDED <= turnout_rate(turnout) <= 1.0 - ONE_SIDED


def turnout_rate(turnout: Turnout) -> float:
    """The share (0–1) that voted, of those known; of one at least."""
    return float((turnout == 1).sum()) / float((turnout >= 0).sum())


def rates_of(past: Past, places: Sequence[int | None]) -> tuple[tuple[str, float], ...]:
    """(code, turnout known) of rounds by their places, where anybody's is known."""
    found = []
    for place in places:
        turnout = turnout_at(past, place)
        if place is not None and (turnout >= 0).any():
            found.append((past.rounds[place].code, turnout_rate(turnout)))
    return tuple(found)


def first_round_index(rounds: Sequence[Round], target: Round) -> int | None:
    """The place of the first round of the ballot whose second is `target`; None without one."""
    return next((i for i, each in enumerate(rounds) if is_first_round_of(each, target)), None)


def turnout_at(past: Past, index: int | None) -> Turnout:
    """As `turnout_in`, by the round's place; None: unknown of everybody."""
    if index is None:
        return np.full(len(past.known), -1, dtype=np.int8)
    bit = np.uint64(1 << index)
    known = (past.known & bit) != 0
    voted = (past.voted & bit) != 0
    return np.where(known, voted.astype(np.int8), np.int8(-1)).astype(np.int8)


def turnout_signs(past: Past, index: int) -> Floats:
    """A round as a fact that rises with a vote: −1 for an absence, 0 for unknown, 1 for a vote."""
    by_turnout = np.array([-1.0, 1.0, 0.0])  # 0 did not vote, 1 voted, −1 (the last) unknown
    return by_turnout[turnout_at(past, index).astype(np.int64)]


def sum_bits(masks: Masks, weights: Floats) -> Floats:
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
