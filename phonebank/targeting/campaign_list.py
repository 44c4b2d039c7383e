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

from phonebank.targeting.priority import (
    MIDDLE,
    THE_RULE,
    Weights,
    leaning_of,
    priorities,
    ranks,
)

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


@dataclass(frozen=True, slots=True)
class Pool:
    """Whom a campaign would call, before any weight: what takes time, done once.

    `frame`: person_id, line_id (the one line they are asked for on), p_vote, lines (how many may be
    called), share (null: unknown), leaning (1: unknown), language ('': unknown) and whatever else
    the lines told (zone). One row a person.
    """

    frame: pl.DataFrame

    @property
    def people(self) -> int:
        """How many people."""
        return self.frame.height

    @property
    def lines(self) -> int:
        """How many lines."""
        return self.frame["line_id"].n_unique()


def pool_of(
    scores: Scores,
    lines: pl.DataFrame,
    *,
    target: Target | None = None,
    members: pl.Series | None = None,
    leanings: pl.DataFrame | None = None,
    abroad: bool = False,
) -> Pool:
    """The people of a campaign, each with the line they would be asked for on.

    `lines` has a row a person and callable line: line_id, person_id, kind ('mobile', 'fixed' or
    'other'), abroad (bool), language ('' or null: unknown), given_on (null: unknown); leave out
    objections, retired numbers and numbers without a lawful source. A person is asked for on one
    line only: a mobile before others, then the latest given, then the lowest id; the others stay
    in reserve for a wrong number. Numbers abroad are left out unless `abroad`. `members` keeps
    those of a list (then everyone of it, unless a `target` is named). `leanings`: person_id, share,
    leaning.
    """
    wanted = target or (default_target(scores) if members is None else Target.EVERYONE)
    chosen = scores.frame.filter(_wanted(wanted)).select(
        "person_id", "bureau", p_vote=1.0 - pl.col("p_abstain")
    )
    if members is not None:
        listed = pl.DataFrame({"person_id": members.cast(pl.Int64)})
        chosen = chosen.join(listed, on="person_id", how="semi")
    allowed = lines if abroad else lines.filter(~pl.col("abroad"))
    owned = allowed.join(chosen.select("person_id"), on="person_id", how="semi")
    counts = owned.group_by("person_id").agg(lines=pl.col("line_id").n_unique().cast(pl.Int64))
    first = owned.sort(
        "person_id",
        pl.col("kind") != "mobile",
        "given_on",
        "line_id",
        descending=[False, False, True, False],
        nulls_last=True,
    ).unique("person_id", keep="first", maintain_order=True)
    frame = first.join(chosen, on="person_id", how="inner", maintain_order="left").join(
        counts, on="person_id", how="inner", maintain_order="left"
    )
    if leanings is None:
        frame = frame.with_columns(share=pl.lit(None, pl.Float64), leaning=pl.lit(1.0))
    else:
        frame = frame.join(
            leanings.select("person_id", "share", "leaning"),
            on="person_id",
            how="left",
            maintain_order="left",
        ).with_columns(pl.col("leaning").fill_null(1.0))
    return Pool(frame.with_columns(pl.col("language").fill_null("")))


def ranked(pool: Pool, weights: Weights = THE_RULE) -> pl.DataFrame:
    """The pool's people with their rank, the first to call first; equal ones by id."""
    p_vote = pool.frame["p_vote"].to_numpy()
    value = priorities(
        p_vote, pool.frame["lines"].to_numpy(), pool.frame["leaning"].to_numpy(), weights
    )
    rank = ranks(p_vote, value, middle_first=weights.middle_first)
    return pool.frame.with_columns(rank=pl.Series(rank)).sort(
        ["rank", "person_id"], descending=[True, False]
    )


def line_ranks(people: pl.DataFrame) -> pl.DataFrame:
    """The lines of ranked people, the first to call first: line_id, rank (that of the best)."""
    return (
        people.group_by("line_id")
        .agg(pl.col("rank").max())
        .sort(["rank", "line_id"], descending=[True, False])
    )


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
    """The lines of a campaign, the first to call first; `most_lines` keeps the best.

    As `pool_of`; `bureau_share` is our list's share by bureau code.
    """
    leanings = None if bureau_share is None else _by_code(scores, bureau_share)
    pool = pool_of(scores, lines, target=target, leanings=leanings, abroad=abroad)
    people = ranked(pool, weights)
    grouped = (
        people.group_by("line_id", maintain_order=True)
        .agg(pl.col("person_id"), pl.col("rank").max(), pl.col("language").max())
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


def _by_code(scores: Scores, bureau_share: Mapping[str, float]) -> pl.DataFrame:
    shares = np.array(list(bureau_share.values()), dtype=np.float64)
    known = pl.DataFrame(
        {"bureau": list(bureau_share), "share": shares, "leaning": leaning_of(shares)},
        schema={"bureau": pl.String, "share": pl.Float64, "leaning": pl.Float64},
    )
    return scores.frame.select("person_id", "bureau").join(known, on="bureau", how="inner")
