"""From tables of people and turnout to the bit masks of `targeting/past.py`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from phonebank.domain.ages import OLDEST
from phonebank.targeting.past import MOST_ROUNDS, Past

if TYPE_CHECKING:
    from collections.abc import Sequence

    from phonebank.domain.rounds import Round

_YOUNGEST = 16


@dataclass(frozen=True, slots=True)
class Bureaux:
    """The bureaux of some people, in the order of their index in `Past.bureaux`."""

    keys: tuple[int | str, ...]
    """Their ids where people have them, since codes repeat from town to town; else their codes."""
    codes: tuple[str, ...]


def latest(rounds: Sequence[Round], most: int = MOST_ROUNDS) -> tuple[Round, ...]:
    """The rounds masks are made of, oldest first: the latest `most`."""
    return tuple(sorted(rounds, key=lambda each: (each.held_on, each.code)))[-most:]


def masks_of(turnout: pl.DataFrame, rounds: Sequence[Round]) -> pl.DataFrame:
    """person_id, known, voted (masks over `rounds`) from rows of known turnout.

    `turnout`: person_id, round_code, voted; a vote by proxy is a vote. Rows of other rounds are
    ignored, and of two rows that disagree the vote counts.
    """
    bits = pl.DataFrame(
        {
            "round_code": [each.code for each in rounds],
            "bit": [1 << place for place in range(len(rounds))],
        },
        schema={"round_code": pl.String, "bit": pl.UInt64},
    )
    return (
        turnout.lazy()
        .select("person_id", "round_code", "voted")
        .join(bits.lazy(), on="round_code", how="inner")
        .group_by("person_id")
        .agg(
            known=pl.col("bit").bitwise_or(),
            voted=pl.col("bit").filter(pl.col("voted")).bitwise_or().fill_null(0),
        )
        .collect()
    )


def past_of(
    people: pl.DataFrame, turnout: pl.DataFrame, rounds: Sequence[Round], target: Round
) -> tuple[Past, Bureaux]:
    """The past of `people` as arrays in their order, from rows of known turnout.

    `people` as in `past_from_masks`, `turnout` as in `masks_of`. Of more than 63 rounds the latest
    are used.
    """
    used = latest(rounds)
    return past_from_masks(people, masks_of(turnout, used), used, target)


def past_from_masks(
    people: pl.DataFrame, masks: pl.DataFrame, rounds: tuple[Round, ...], target: Round
) -> tuple[Past, Bureaux]:
    """The past of `people` as arrays in their order, from masks over `rounds`.

    `people`: person_id, bureau (code, null: none), birth_year (null: unknown), and bureau_id where
    codes are not enough to tell bureaux apart. People without a mask have no known turnout.
    """
    key = "bureau_id" if "bureau_id" in people.columns else "bureau"
    joined = people.select("person_id", "bureau", "birth_year", key=key).join(
        masks, on="person_id", how="left", maintain_order="left"
    )
    named = joined.select("key", "bureau").drop_nulls().unique("key").sort("key")
    places = joined.select("key").join(
        named.select("key").with_row_index("place"), on="key", how="left", maintain_order="left"
    )["place"]
    ages = target.held_on.year - joined["birth_year"].cast(pl.Float64)
    years = ages.fill_null(float("nan")).to_numpy()
    past = Past(
        rounds=rounds,
        known=joined["known"].fill_null(0).cast(pl.UInt64).to_numpy(),
        voted=joined["voted"].fill_null(0).cast(pl.UInt64).to_numpy(),
        ages=np.where((years >= _YOUNGEST) & (years <= OLDEST), years, np.nan),
        bureaux=places.cast(pl.Int64).fill_null(-1).to_numpy(),
        bureau_count=named.height,
    )
    return past, Bureaux(tuple(named["key"].to_list()), tuple(named["bureau"].to_list()))
