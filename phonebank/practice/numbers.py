"""Telephone numbers of the practice town: only blocks that ARCEP keeps for fiction.

35 % of voters have a number, 70 % of them a mobile; landlines are shared by the household; 8 % of
numbers are wrong (somebody else's, or out of service). Nobody can be rung through any of them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from phonebank.practice.voters import Electorate

MOBILE_BLOCK = "063998"
FIXED_BLOCKS = ("019900", "026191", "035301", "046571", "053649")
BLOCK_SIZE = 10_000

WITH_NUMBER = 0.35
MOBILE = 0.70
_BOTH = 0.15
_STRANGER, _DEAD = 0.05, 0.03


@dataclass(frozen=True, slots=True)
class Number:
    """A number the campaign holds for a voter."""

    e164: str
    mobile: bool
    truth: str
    """'right', 'stranger' (another person answers) or 'dead' (out of service)."""

    @property
    def national(self) -> str:
        """Ten digits: `0639981234`."""
        return f"0{self.e164[3:]}"


def assign_numbers(draw: np.random.Generator, town: Electorate) -> dict[int, tuple[Number, ...]]:
    """The numbers of each voter who has one, by `Voter.number`.

    A town of more than some 40,000 voters uses all fiction numbers up: the rest have none.
    """
    count = len(town.voters)
    homes = np.array([voter.household for voter in town.voters])
    liking = draw.random(int(homes.max(initial=0)) + 1)[homes] + draw.random(count)
    chosen = np.argsort(liking)[: round(WITH_NUMBER * count)]  # known people live together
    has_mobile = draw.random(len(chosen)) < MOBILE
    has_both = draw.random(len(chosen)) < _BOTH
    mobiles = iter(draw.permutation(BLOCK_SIZE).tolist())
    fixed = iter(_fixed_pool(draw))
    landlines: dict[int, Number | None] = {}
    numbers: dict[int, tuple[Number, ...]] = {}
    for place, mobile, both in zip(
        chosen.tolist(), has_mobile.tolist(), has_both.tolist(), strict=True
    ):
        held: list[Number] = []
        tail = next(mobiles, None) if mobile else None
        if tail is not None:
            held.append(Number(f"+33{MOBILE_BLOCK[1:]}{tail:04d}", True, _truth(draw)))
        if both or not mobile:
            home = town.voters[place].household
            if home not in landlines:
                digits = next(fixed, None)
                line = None if digits is None else Number(f"+33{digits[1:]}", False, _truth(draw))
                landlines[home] = line
            shared = landlines[home]
            if shared is not None:
                held.append(shared)
        if held:
            numbers[place] = tuple(held)
    return numbers


def _fixed_pool(draw: np.random.Generator) -> list[str]:
    """Landlines, the town's own area first, one in ten from elsewhere."""
    home, *others = (
        [f"{block}{tail:04d}" for tail in draw.permutation(BLOCK_SIZE).tolist()]
        for block in FIXED_BLOCKS
    )
    pool: list[str] = []
    for place in range(BLOCK_SIZE // 9):
        pool += home[9 * place : 9 * place + 9]
        pool.append(others[place % len(others)][place])
    used = set(pool)
    return pool + [number for block in (home, *others) for number in block if number not in used]


def _truth(draw: np.random.Generator) -> str:
    luck = draw.random()
    return "stranger" if luck < _STRANGER else "dead" if luck < _STRANGER + _DEAD else "right"
