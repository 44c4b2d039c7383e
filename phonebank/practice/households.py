"""Who lives together in the practice town: couples, families, people on their own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np

SIZES = {1: 0.38, 2: 0.42, 3: 0.13, 4: 0.05, 5: 0.02}
"""Share of addresses by number of voters (4 and 5 together: 4 and more, 7 %)."""

_OLDEST = 101
_TWINS = 0.08


@dataclass(frozen=True, slots=True)
class Member:
    """A voter of a household before they have a name."""

    role: str
    """'head', 'partner', 'child' or 'other' (a flatmate, a grandparent of another name)."""
    sex: str
    age: int
    twin: bool = False
    """Born on the same day as the one before."""


def make_households(draw: np.random.Generator, voters: int) -> list[list[Member]]:
    """Households that hold exactly so many voters together."""
    homes: list[list[Member]] = []
    left = voters
    sizes = list(SIZES)
    shares = [SIZES[size] for size in sizes]
    while left:
        for size in draw.choice(sizes, 256, p=shares).tolist():
            homes.append(_household(draw, min(int(size), left)))
            left -= len(homes[-1])
            if not left:
                break
    return homes


def _household(draw: np.random.Generator, size: int) -> list[Member]:
    if size == 1:
        return [Member("head", _sex(draw), _age_alone(draw))]
    if size == 2 and draw.random() < 0.17:
        return _parent_and_child(draw)
    if size == 2:
        return _couple(draw, _between(draw, 25, 95, 66))
    members = _couple(draw, _between(draw, 44, 62, 52))
    eldest = max(18, members[1].age - int(draw.integers(24, 36)))
    while len(members) < size:
        if len(members) == 4 and draw.random() < 0.5:
            members.append(Member("other", _sex(draw, 0.7), int(draw.integers(74, 93))))
            continue
        first_child = members[-1].role != "child"
        twin = not first_child and draw.random() < _TWINS
        age = members[-1].age if twin else max(18, eldest - (0 if first_child else 3))
        members.append(Member("child", _sex(draw), age, twin))
    return members


def _parent_and_child(draw: np.random.Generator) -> list[Member]:
    parent = _between(draw, 44, 68, 53)
    child = max(18, parent - int(draw.integers(22, 34)))
    return [Member("head", _sex(draw, 0.75), parent), Member("child", _sex(draw), child)]


def _couple(draw: np.random.Generator, age: int) -> list[Member]:
    same_sex = draw.random() < 0.03
    head = _sex(draw) if same_sex else "M"
    partner = head if same_sex else "F"
    other = min(max(20, age - 2 + round(float(draw.normal(0, 3)))), _OLDEST)
    return [Member("head", head, age), Member("partner", partner, other)]


def _age_alone(draw: np.random.Generator) -> int:
    luck = draw.random()
    if luck < 0.07:
        return int(draw.integers(18, 26))
    if luck < 0.32:
        return int(draw.integers(25, 40))
    if luck < 0.56:
        return int(draw.integers(40, 65))
    return min(_between(draw, 63, 102, 72), _OLDEST)


def _between(draw: np.random.Generator, least: int, most: int, mode: int) -> int:
    return int(draw.triangular(least, mode, most))


def _sex(draw: np.random.Generator, women: float = 0.53) -> str:
    return "F" if draw.random() < women else "M"
