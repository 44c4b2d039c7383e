"""The lines of a campaign: whom it calls, grouped by telephone line, in the order of their rank.

Between the rounds, those who are known to have abstained in the first; before a first round, those
who are not sure to vote. Only people the lists entitle to vote in that round (R9), only lines that
may be called. People of unknown turnout are never taken for abstainers.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from phonebank.targeting.priority import MIDDLE, THE_RULE, Weights, leaning_of, priorities, ranks

if TYPE_CHECKING:
    from collections.abc import Mapping

    from phonebank.targeting.score import Scores


class Target(StrEnum):
    """Which people a campaign is for."""

    FIRST_ROUND_ABSTAINERS = "first_round_abstainers"
    """Known not to have voted in the first round of this ballot (the default between rounds)."""
    MOVABLE = "movable"
    """P(vote) between 0.25 and 0.75."""
    LIKELY_ABSTAINERS = "likely_abstainers"
    """P(vote) up to 0.75 (the default before a first round)."""
    EVERYONE = "everyone"
    """All who may vote."""


@dataclass(frozen=True, slots=True)
class CampaignLine:
    """One line to queue."""

    line_id: int
    person_ids: tuple[int, ...]
    """The people to ask for, the highest ranked first."""
    rank: int
    """0 to 100,000: that of the best of its people."""
    language: str
    """ISO 639-1, '' when nobody said."""


def default_target(scores: Scores) -> Target:
    """Abstainers of the first round where it is known of anybody, else the likely abstainers."""
    if scores.frame["first_round"].drop_nulls().len():
        return Target.FIRST_ROUND_ABSTAINERS
    return Target.LIKELY_ABSTAINERS


def campaign_lines(
    scores: Scores,
    lines: pl.DataFrame,
    *,
    target: Target | None = None,
    bureau_share: Mapping[str, float] | None = None,
    weights: Weights = THE_RULE,
    abroad: bool = False,
    most_lines: int | None = None,
) -> tuple[CampaignLine, ...]:
    """The lines of a campaign, the first to call first.

    `lines` has a row a person and callable line: line_id, person_id, kind ('mobile', 'fixed' or
    'other'), abroad (bool), language ('' or null: unknown), given_on (null: unknown); leave out
    objections, retired numbers and numbers without a lawful source. A person is asked for on one
    line only: a mobile before others, then the latest given, then the lowest id; the others stay
    in reserve for a wrong number. Numbers abroad are left out unless `abroad`. `bureau_share` is
    our list's share by bureau code.
    `most_lines` keeps the best.
    """
    chosen = scores.frame.filter(_wanted(target or default_target(scores)))
    allowed = lines if abroad else lines.filter(~pl.col("abroad"))
    owned = allowed.join(chosen.select("person_id"), on="person_id", how="semi")
    counts = owned.group_by("person_id").agg(lines=pl.col("line_id").n_unique())
    first = (
        owned.sort(
            "person_id",
            pl.col("kind") != "mobile",
            "given_on",
            "line_id",
            descending=[False, False, True, False],
            nulls_last=True,
        )
        .group_by("person_id", maintain_order=True)
        .first()
    )
    reached = chosen.join(counts, on="person_id", how="inner", maintain_order="left")
    ranked = _ranked(reached, bureau_share or {}, weights)
    grouped = (
        first.join(ranked, on="person_id", how="inner")
        .sort(["rank", "person_id"], descending=[True, False])
        .group_by("line_id", maintain_order=True)
        .agg(
            pl.col("person_id"),
            pl.col("rank").max(),
            pl.col("language").fill_null("").max(),
        )
        .sort(["rank", "line_id"], descending=[True, False])
    )
    kept = grouped if most_lines is None else grouped.head(most_lines)
    rows = kept.select("line_id", "person_id", "rank", "language").iter_rows()
    return tuple(CampaignLine(line, tuple(ids), rank, said) for line, ids, rank, said in rows)


def _wanted(target: Target) -> pl.Expr:
    p_vote = 1.0 - pl.col("p_abstain")
    if target is Target.FIRST_ROUND_ABSTAINERS:
        return pl.col("first_round").eq(other=False).fill_null(value=False)
    if target is Target.MOVABLE:
        return p_vote.is_between(*MIDDLE)
    if target is Target.LIKELY_ABSTAINERS:
        return p_vote <= MIDDLE[1]
    return pl.lit(value=True)


def _ranked(
    reached: pl.DataFrame, bureau_share: Mapping[str, float], weights: Weights
) -> pl.DataFrame:
    p_vote = 1.0 - reached["p_abstain"].to_numpy()
    leanings = _leanings(bureau_share)
    leaning = np.array([leanings.get(code, 1.0) for code in reached["bureau"]], dtype=np.float64)
    value = priorities(p_vote, reached["lines"].cast(pl.Int64).to_numpy(), leaning, weights)
    return reached.select("person_id").with_columns(rank=pl.Series(ranks(p_vote, value)))


def _leanings(bureau_share: Mapping[str, float]) -> dict[str | None, float]:
    shares = np.array(list(bureau_share.values()), dtype=np.float64)
    return dict(zip(bureau_share, leaning_of(shares).tolist(), strict=True)) if shares.size else {}
