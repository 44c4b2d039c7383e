"""What became of each row of a contacts file: one decision, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from phonebank.intake.contact_matching import CROWDED
from phonebank.store import intake_objections

if TYPE_CHECKING:
    from phonebank.intake.contacts import ContactRows
    from phonebank.store.intake import IntakeWork

_CLOSED = "an objection closes every number of this row: nobody will be called on it"


def found_again(rows: pl.DataFrame) -> int:
    """How many rows are the person of another row or of an earlier contact."""
    again = pl.col("same_line").is_not_null() | pl.col("same_contact").is_not_null()
    return rows.filter(again).height


def decided(
    work: IntakeWork, rows: pl.DataFrame, stored: pl.DataFrame, contacts: ContactRows
) -> pl.DataFrame:
    """One decision a row, by what now stands in the office."""
    shut = intake_objections.closed_numbers(work).group_by("line").len("shut")
    good = contacts.numbers.filter(pl.col("fault") == "").group_by("line").len("good")
    frame = (
        rows.drop("person_id", "band")
        .join(stored, on="line", how="left", maintain_order="left")
        .join(shut, on="line", how="left", maintain_order="left")
        .join(good, on="line", how="left", maintain_order="left")
    )
    decision = (
        pl.when(pl.col("objection"))
        .then(pl.lit("objection"))
        .when(pl.col("refused") != "")
        .then(pl.lit("refused"))
        .when(pl.col("person_id").is_not_null())
        .then(pl.lit("linked"))
        .when(pl.col("band") == "review")
        .then(pl.lit("review"))
        .otherwise(pl.lit("unlinked"))
    )
    wholly_shut = (pl.col("shut") == pl.col("good")).fill_null(value=False)
    reason = (
        pl.when(pl.col("refused") != "")
        .then(pl.col("refused"))
        .when(wholly_shut & ~pl.col("objection"))
        .then(pl.lit(_CLOSED))
        .when(pl.col("decision") == "review")
        .then(pl.lit("somebody on the roll is like this contact: a supervisor decides"))
        .when((pl.col("decision") == "unlinked") & pl.col("crowded"))
        .then(pl.lit(CROWDED))
        .otherwise(pl.lit(""))
    )
    again = (
        pl.when(pl.col("same_line").is_not_null())
        .then(pl.format("the same person as line {}", "same_line"))
        .when(pl.col("same_contact").is_not_null())
        .then(pl.lit("the same person as a contact of an earlier file"))
        .otherwise(pl.lit(""))
    )
    return (
        frame.with_columns(decision.alias("decision"))
        .with_columns(
            pl.concat_list(
                reason, again, pl.when(pl.col("refused") == "").then("notes").otherwise(pl.lit(""))
            )
            .list.filter(pl.element() != "")
            .list.join("; ")
            .alias("reason")
        )
        .select(
            "line",
            "decision",
            pl.col("bureau_code").alias("bureau"),
            pl.lit(None, dtype=pl.Int32).alias("order"),
            "reason",
        )
    )
