"""The three colours of bureaux, their areas, and the figures against plain sums."""

from __future__ import annotations

import math
import random
from collections.abc import Sequence

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from phonebank.domain.errors import BadInput
from phonebank.store.bureaux import PLACES, BureauView
from phonebank.targeting.areas import areas_of
from phonebank.targeting.bureaux import Basis, Bureau, Colour, bureau_table, colours_of

VIEW = BureauView()


def town(seed: int, size: int = 300, bureaux: int = 12) -> dict[str, pl.DataFrame]:
    """People, where they live, their lines, results of some bureaux."""
    draw = random.Random(seed)
    places = pl.DataFrame(
        [
            (
                n,
                "95999",
                f"{n:04d}",
                f"École {n}",
                48.9 + draw.random() / 10,
                2.2 + draw.random() / 10,
            )
            for n in range(1, bureaux + 1)
        ],
        schema=PLACES,
        orient="row",
    )
    people = pl.DataFrame(
        {
            "person_id": list(range(size)),
            "p_abstain": [draw.random() for _ in range(size)],
            "first_round": [draw.choice((True, False, None)) for _ in range(size)],
        },
        schema={"person_id": pl.Int64, "p_abstain": pl.Float64, "first_round": pl.Boolean},
    )
    homes = pl.DataFrame(
        {
            "person_id": list(range(size)),
            "bureau_id": [draw.randrange(1, bureaux + 2) for _ in range(size)],
        }
    )
    reachable = pl.DataFrame(
        {
            "person_id": [draw.randrange(size) for _ in range(size)],
            "line_id": [draw.randrange(size // 2) for _ in range(size)],
        }
    )
    shares = pl.DataFrame(
        {
            "bureau_id": list(range(1, bureaux + 1)),
            "share": [draw.choice((None, draw.random())) for _ in range(bureaux)],
        },
        schema={"bureau_id": pl.Int64, "share": pl.Float64},
    )
    return {
        "places": places, "scored": people, "homes": homes, "reachable": reachable,
        "shares": shares,
    }  # fmt: skip


def table(frames: dict[str, pl.DataFrame], basis: Basis = Basis.EXPECTED) -> tuple[Bureau, ...]:
    """The figures of a town."""
    return bureau_table(
        frames["places"],
        frames["scored"],
        frames["homes"],
        frames["reachable"],
        frames["shares"],
        VIEW,
        basis,
    )


@pytest.mark.parametrize("basis", list(Basis))
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_the_figures_are_plain_sums(seed: int, basis: Basis) -> None:
    frames = town(seed)
    rows = table(frames, basis)
    people = {row["person_id"]: row for row in frames["scored"].iter_rows(named=True)}
    home = dict(frames["homes"].iter_rows())
    share = dict(frames["shares"].iter_rows())
    known_shares = [value for value in share.values() if value is not None]
    for row in rows:
        here = [people[p] for p, bureau in home.items() if bureau == row.bureau_id]
        assert row.registered == len(here)
        assert row.expected == pytest.approx(sum(each["p_abstain"] for each in here))
        absent = sum(each["first_round"] is False for each in here)
        known = any(each["first_round"] is not None for each in here)
        assert row.known == (absent if known else None)
        lines = {line for p, line in frames["reachable"].iter_rows() if home[p] == row.bureau_id}
        assert row.lines == len(lines)
        counted = row.known if basis is Basis.KNOWN and row.known is not None else row.expected
        ours = share[row.bureau_id]
        ours = sum(known_shares) / len(known_shares) if ours is None else ours
        assert row.priority == pytest.approx(counted * ours)
    assert sum(row.part for row in rows) == pytest.approx(1.0)
    assert [row.priority for row in rows] == sorted((r.priority for r in rows), reverse=True)


def test_without_results_abstainers_alone_count() -> None:
    frames = town(4)
    frames["shares"] = frames["shares"].with_columns(share=pl.lit(None, pl.Float64))
    for row in table(frames):
        assert row.share is None
        assert row.priority == pytest.approx(row.expected)


def test_an_office_without_bureaux_has_none() -> None:
    frames = town(5)
    frames["places"] = frames["places"].clear()
    assert table(frames) == ()


def test_one_bureau_is_a_priority() -> None:
    frames = town(6, size=20, bureaux=1)
    (row,) = table(frames)
    assert row.colour is Colour.PRIORITY
    assert row.part == 1.0


@settings(max_examples=200, deadline=None)
@given(
    st.lists(st.integers(0, 50), min_size=1, max_size=40),
    st.floats(0, 1),
    st.floats(0, 1),
)
def test_colours_fall_with_the_votes_and_hold_their_part(
    votes: list[int], one: float, other: float
) -> None:
    first, second = sorted((one, other))
    value = np.array(votes, dtype=np.float64)
    colours = colours_of(value, first, second)
    rank = {Colour.PRIORITY: 2, Colour.LESS: 1, Colour.NONE: 0}
    for a, b in zip(votes, colours, strict=True):
        for c, d in zip(votes, colours, strict=True):
            assert (a < c) <= (rank[b] <= rank[d])
            assert (a == c) <= (b is d)
    total = sum(votes)
    if total:
        held = sum(v for v, c in zip(votes, colours, strict=True) if c is Colour.PRIORITY) / total
        assert held >= first - 1e-9 or not first
        two = sum(v for v, c in zip(votes, colours, strict=True) if c is not Colour.NONE) / total
        assert two >= second - 1e-9
    assert all(c is Colour.NONE for v, c in zip(votes, colours, strict=True) if not v)


def test_thresholds_grow_from_nothing_to_all() -> None:
    with pytest.raises(BadInput):
        BureauView(first_cut=0.9, second_cut=0.5)
    with pytest.raises(BadInput):
        BureauView(second_cut=1.1)


def placed(points: Sequence[tuple[float, float] | None]) -> list[Bureau]:
    return [
        Bureau(
            n, "75056", f"{n:04d}", "", p[0] if p else None, p[1] if p else None,
            100, 40.0, None, None, 10, 40.0, 0.1, Colour.LESS,
        )
        for n, p in enumerate(points, 1)
    ]  # fmt: skip


def test_an_area_holds_its_own_bureau_and_no_other() -> None:
    draw = random.Random(3)
    points = [(48.8 + draw.random() / 10, 2.25 + draw.random() / 8) for _ in range(900)]
    areas = areas_of(placed([*points, None]))
    assert len(areas) == 900
    for area in areas:
        assert len(area.outline) >= 3
        assert _inside(area.outline, area.x, area.y)
    for area in areas[::50]:
        nearest = min(
            areas, key=lambda a: math.hypot(a.x - area.outline[0][0], a.y - area.outline[0][1])
        )
        own = math.hypot(area.x - area.outline[0][0], area.y - area.outline[0][1])
        other = math.hypot(nearest.x - area.outline[0][0], nearest.y - area.outline[0][1])
        assert own <= other + 1e-6


def test_bureaux_of_one_building_are_drawn_apart() -> None:
    areas = areas_of(placed([(48.9, 2.3)] * 5 + [(48.91, 2.31)]))
    assert len({(round(each.x, 4), round(each.y, 4)) for each in areas}) == 6


def test_one_bureau_has_an_area_and_none_has_none() -> None:
    assert len(areas_of(placed([(48.9, 2.3)]))) == 1
    assert areas_of(placed([None])) == ()


def _inside(outline: tuple[tuple[float, float], ...], x: float, y: float) -> bool:
    signs = []
    for place, (bx, by) in enumerate(outline):
        ax, ay = outline[place - 1]
        signs.append((bx - ax) * (y - ay) - (by - ay) * (x - ax))
    return all(s >= -1e-9 for s in signs) or all(s <= 1e-9 for s in signs)
