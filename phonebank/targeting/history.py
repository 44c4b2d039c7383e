"""From tables of people and turnout to the bit masks of `targeting/rule.py`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from phonebank.domain.ages import OLDEST
from phonebank.targeting.rule import MOST_ROUNDS, Past

if TYPE_CHECKING:
    from collections.abc import Sequence

    from phonebank.domain.rounds import Round


@dataclass(frozen=True, slots=True)
class Bureaux:
    """The bureaux of some people, in the order of their index in `Past.bureaux`."""

    codes: tuple[str, ...]


def past_of(
    people: pl.DataFrame, turnout: pl.DataFrame, rounds: Sequence[Round], target: Round
) -> tuple[Past, Bureaux]:
    """The past of `people` (person_id, bureau, birth_year) as arrays in their order.

    `turnout` has a row a person and round whose turnout is known (person_id, round_code, voted; a
    vote by proxy is a vote); rows of rounds or people not given are ignored, and of two rows that
    disagree the vote counts. Of more than 64 rounds the latest are used.
    """
    used = tuple(sorted(rounds, key=lambda each: each.held_on))[-MOST_ROUNDS:]
    bits = pl.DataFrame(
        {
            "round_code": [each.code for each in used],
            "bit": [1 << place for place in range(len(used))],
        },
        schema={"round_code": pl.String, "bit": pl.UInt64},
    )
    masks = (
        turnout.lazy()
        .select("person_id", "round_code", "voted")
        .join(bits.lazy(), on="round_code", how="inner")
        .group_by("person_id")
        .agg(
            known=pl.col("bit").bitwise_or(),
            voted=pl.col("bit").filter(pl.col("voted")).bitwise_or(),
        )
    )
    joined = (
        people.lazy()
        .select("person_id", "bureau", "birth_year")
        .join(masks, on="person_id", how="left", maintain_order="left")
        .with_columns(pl.col("known", "voted").fill_null(0))
        .collect()
    )
    codes = tuple(sorted(joined["bureau"].drop_nulls().unique().to_list()))
    index = pl.DataFrame(
        {"bureau": codes, "place": range(len(codes))},
        schema={"bureau": pl.String, "place": pl.Int64},
    )
    places = joined.join(index, on="bureau", how="left", maintain_order="left")["place"]
    ages = (target.held_on.year - joined["birth_year"].cast(pl.Float64)).fill_null(float("nan"))
    years = ages.to_numpy()
    past = Past(
        rounds=used,
        known=joined["known"].cast(pl.UInt64).to_numpy(),
        voted=joined["voted"].cast(pl.UInt64).to_numpy(),
        ages=np.where((years >= 16) & (years <= OLDEST), years, np.nan),
        bureaux=places.fill_null(-1).to_numpy(),
        bureau_count=len(codes),
    )
    return past, Bureaux(codes)
