"""Where bureaux stand on a map, and the area nearest to each: a map without anybody's map.

The borders of bureaux are not among the files a campaign gets; their positions are. The area of a
bureau is what lies nearer to it than to any other (its Voronoi cell), no farther than a little more
than its neighbours are: it says which bureau is where, not where a street votes.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import cos, pi, radians, sin
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from phonebank.targeting.bureaux import Bureau

    Floats = NDArray[np.float64]

Point = tuple[float, float]

_KM_A_DEGREE = 111.2
_SIDES = 20
_NEAREST = 24
_REACH = 1.6
"""An area reaches so many times as far as the usual neighbour stands."""
_APART_KM = 0.06
"""Bureaux of one building are drawn this far apart."""
_ALONE_KM = 0.5


@dataclass(frozen=True, slots=True)
class Area:
    """A bureau's place on the map, kilometres east and north of the middle of all."""

    bureau_id: int
    x: float
    y: float
    outline: tuple[Point, ...]
    """The corners of its area, in order."""


def areas_of(bureaux: Sequence[Bureau]) -> tuple[Area, ...]:
    """The areas of the bureaux that have a position, in their order."""
    placed = [
        (each.bureau_id, each.latitude, each.longitude)
        for each in bureaux
        if each.latitude is not None and each.longitude is not None
    ]
    if not placed:
        return ()
    latitudes = np.array([row[1] for row in placed], dtype=np.float64)
    longitudes = np.array([row[2] for row in placed], dtype=np.float64)
    middle = float(np.median(latitudes))
    points = np.column_stack(
        (
            (longitudes - float(np.median(longitudes))) * _KM_A_DEGREE * cos(radians(middle)),
            (latitudes - middle) * _KM_A_DEGREE,
        )
    )
    points = _apart(points)
    return tuple(
        Area(bureau_id, float(x), float(y), outline)
        for (bureau_id, _, _), (x, y), outline in zip(
            placed, points.tolist(), _cells(points), strict=True
        )
    )


def _apart(points: Floats) -> Floats:
    """Bureaux of one building, set on a small circle around it."""
    moved = points.copy()
    _, groups = np.unique(np.round(points, 3), axis=0, return_inverse=True)
    groups = groups.reshape(-1)
    for group in np.flatnonzero(np.bincount(groups) > 1):
        places = np.flatnonzero(groups == group)
        ring = _APART_KM * max(1.0, len(places) / 6)
        for turn, place in enumerate(places.tolist()):
            angle = 2 * pi * turn / len(places)
            moved[place] += (ring * cos(angle), ring * sin(angle))
    return moved


def _cells(points: Floats) -> list[tuple[Point, ...]]:
    count = len(points)
    if count == 1:
        return [_circle(points[0], _ALONE_KM)]
    cells = []
    nearest = min(_NEAREST, count - 1)
    ordered = np.empty((count, nearest), dtype=np.int64)
    gaps = np.empty((count, nearest))
    for place in range(count):
        away = np.hypot(*(points - points[place]).T)
        away[place] = np.inf
        close = np.argpartition(away, nearest - 1)[:nearest]
        ordered[place] = close[np.argsort(away[close])]
        gaps[place] = away[ordered[place]]
    usual = float(np.median(gaps[:, min(3, nearest - 1)]))
    for place in range(count):
        own = float(gaps[place, min(2, nearest - 1)])
        reach = _REACH * min(max(usual, own / 2, _APART_KM), 3 * max(usual, _APART_KM))
        outline = list(_circle(points[place], reach / 2 + reach / 4))
        for other in ordered[place].tolist():
            outline = _nearer(outline, points[place], points[other])
        cells.append(tuple(outline))
    return cells


def _circle(middle: Floats, radius: float) -> tuple[Point, ...]:
    x, y = float(middle[0]), float(middle[1])
    turns = (2 * pi * (side + 0.5) / _SIDES for side in range(_SIDES))
    return tuple((x + radius * cos(turn), y + radius * sin(turn)) for turn in turns)


def _nearer(outline: list[Point], own: Floats, other: Floats) -> list[Point]:
    """The part of a convex outline nearer to `own` than to `other`."""
    across = other - own
    limit = float(across @ (own + other) / 2)
    a, b = float(across[0]), float(across[1])
    kept: list[Point] = []
    for place, (x, y) in enumerate(outline):
        before_x, before_y = outline[place - 1]
        side = a * x + b * y - limit
        before = a * before_x + b * before_y - limit
        if (side <= 0) != (before <= 0):
            part = before / (before - side)
            kept.append((before_x + part * (x - before_x), before_y + part * (y - before_y)))
        if side <= 0:
            kept.append((x, y))
    return kept or outline
