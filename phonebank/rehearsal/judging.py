"""How good links are, when the truth is known."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl


@dataclass(frozen=True, slots=True)
class MatchQuality:
    """Shares (0–1) of what a matcher found.

    `sure_right`: of the links made without asking, those that are right. `recall_sure` and
    `recall_with_review`: of the contacts whose person is on the roll, those linked rightly without
    asking, and those linked rightly or shown to the supervisor with the right person among the
    candidates. `block_recall`: of the same, those whose pair was compared at all (null where it was
    not counted). `asked`: the share of all contacts that goes to the supervisor.
    """

    contacts: int
    on_roll: int
    sure: int
    wrong: int
    sure_right: float
    recall_sure: float
    recall_with_review: float
    asked: float
    block_recall: float | None = None


def judge(
    found: pl.DataFrame, truth: pl.DataFrame, compared: pl.DataFrame | None = None
) -> MatchQuality:
    """Judge `found` (line, band, person_id, candidates) by `truth` (line, truth; null: not there).

    `compared` are the pairs that were compared: line, person.
    """
    rows = truth.join(found, on="line", how="left")
    sure = rows.filter(pl.col("band") == "sure")
    wrong = sure.filter((pl.col("person_id") != pl.col("truth")).fill_null(value=True)).height
    there = rows.filter(pl.col("truth").is_not_null())
    right = there.filter((pl.col("band") == "sure") & (pl.col("person_id") == pl.col("truth")))
    shown = there.filter(
        (pl.col("band") == "review") & pl.col("candidates").list.contains(pl.col("truth"))
    )
    met = None
    if compared is not None:
        pairs = compared.select("line", pl.col("person").alias("truth"))
        met = there.join(pairs, on=["line", "truth"], how="semi").height / there.height
    return MatchQuality(
        contacts=rows.height,
        on_roll=there.height,
        sure=sure.height,
        wrong=wrong,
        sure_right=1 - wrong / max(1, sure.height),
        recall_sure=right.height / there.height,
        recall_with_review=(right.height + shown.height) / there.height,
        asked=rows.filter(pl.col("band") == "review").height / rows.height,
        block_recall=met,
    )
