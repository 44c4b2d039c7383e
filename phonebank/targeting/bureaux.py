"""The bureaux in three colours, by the votes that may be won there: abstainers × our share.

The idea is 50+1's: a bureau matters for how many stay at home there and how the others vote. The
bureaux are ordered by that product; those that together hold the first half of all of it are a
priority, those up to four fifths come next, the rest are none (both cuts can be moved).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from phonebank.store.bureaux import BureauView

    Floats = NDArray[np.float64]


class Colour(StrEnum):
    """The class of a bureau; screens always say it in a word and a sign, too."""

    PRIORITY = "priority"
    LESS = "less"
    NONE = "none"


class Basis(StrEnum):
    """Which abstainers count."""

    EXPECTED = "expected"
    """Those the scores expect in the round to come."""
    KNOWN = "known"
    """Those known not to have voted in the first round of this ballot."""


@dataclass(frozen=True, slots=True)
class Bureau:
    """One bureau's figures."""

    bureau_id: int
    commune_code: str
    code: str
    name: str
    latitude: float | None
    longitude: float | None
    registered: int
    """People on the roll entitled to vote in the round."""
    expected: float
    """Abstainers the scores expect: the sum of P(abstain)."""
    known: int | None
    """Known abstainers of the first round; None where nobody's turnout is known."""
    share: float | None
    """Our list's part of the valid votes; None where there are no results."""
    lines: int
    """Lines that may be called, each counted in the bureau of each of its people."""
    priority: float
    """Abstainers × our share; abstainers alone where no bureau has results."""
    part: float
    """Of the whole priority of the office, the part of this bureau."""
    colour: Colour

    @property
    def placed(self) -> bool:
        """Whether it can stand on a map."""
        return self.latitude is not None and self.longitude is not None


def bureau_table(
    places: pl.DataFrame,
    scored: pl.DataFrame,
    homes: pl.DataFrame,
    reachable: pl.DataFrame,
    shares: pl.DataFrame,
    view: BureauView,
    basis: Basis = Basis.EXPECTED,
) -> tuple[Bureau, ...]:
    """The bureaux that have anybody, the first to work first.

    `places`: the columns of `store.bureaux.PLACES`. `scored`: person_id, p_abstain, first_round.
    `homes`: person_id, bureau_id. `reachable`: person_id, line_id. `shares`: bureau_id, share. A
    bureau without results counts with the mean share of those that have them. Without known
    turnout in a bureau, the expected abstainers count there.
    """
    people = scored.select("person_id", "p_abstain", "first_round").join(
        homes, on="person_id", how="inner"
    )
    sums = people.group_by("bureau_id").agg(
        registered=pl.len(),
        expected=pl.col("p_abstain").sum(),
        known=pl.when(pl.col("first_round").count() > 0).then(
            pl.col("first_round").eq(other=False).sum()
        ),
    )
    lines = (
        reachable.select("person_id", "line_id")
        .join(people.select("person_id", "bureau_id"), on="person_id", how="inner")
        .group_by("bureau_id")
        .agg(lines=pl.col("line_id").n_unique())
    )
    frame = (
        places.join(sums, on="bureau_id", how="inner", maintain_order="left")
        .join(lines, on="bureau_id", how="left", maintain_order="left")
        .join(
            shares.select("bureau_id", "share"), on="bureau_id", how="left", maintain_order="left"
        )
        .with_columns(pl.col("lines").fill_null(0))
    )
    if frame.is_empty():
        return ()
    expected = frame["expected"].to_numpy()
    absent = expected
    if basis is Basis.KNOWN:
        known = frame["known"].cast(pl.Float64).fill_null(float("nan")).to_numpy()
        absent = np.where(np.isnan(known), expected, known)
    share = frame["share"].cast(pl.Float64).fill_null(float("nan")).to_numpy()
    usual = float(np.nanmean(share)) if (~np.isnan(share)).any() else 1.0
    priority = np.asarray(absent * np.where(np.isnan(share), usual, share), dtype=np.float64)
    total = float(priority.sum())
    parts = priority / total if total > 0 else np.zeros_like(priority)
    colours = colours_of(priority, view.first_cut, view.second_cut)
    rows = zip(
        frame.select(
            "bureau_id", "commune_code", "code", "name", "latitude", "longitude",
            "registered", "expected", "known", "share", "lines",
        ).iter_rows(),
        priority.tolist(),
        parts.tolist(),
        colours,
        strict=True,
    )  # fmt: skip
    made = (Bureau(*(*row, value, part, colour)) for row, value, part, colour in rows)
    return tuple(sorted(made, key=lambda each: (-each.priority, each.commune_code, each.code)))


def colours_of(priority: Floats, first_cut: float, second_cut: float) -> list[Colour]:
    """The class of each bureau by its priority.

    In falling order, a bureau is a priority while those before it hold less than `first_cut` of the
    whole, comes next while they hold less than `second_cut`. Equal bureaux share a class; one
    without any priority is never in the first two.
    """
    total = float(priority.sum())
    if total <= 0:
        return [Colour.NONE] * len(priority)
    order = np.argsort(-priority, kind="stable")
    falling = priority[order]
    before = np.concatenate(([0.0], np.cumsum(falling)[:-1])) / total
    first_of_equals = np.searchsorted(-falling, -falling, side="left")
    before = before[first_of_equals]
    colours = [Colour.NONE] * len(priority)
    for place, ahead, value in zip(order.tolist(), before.tolist(), falling.tolist(), strict=True):
        if value > 0 and ahead < first_cut - 1e-12:
            colours[place] = Colour.PRIORITY
        elif value > 0 and ahead < second_cut - 1e-12:
            colours[place] = Colour.LESS
    return colours
