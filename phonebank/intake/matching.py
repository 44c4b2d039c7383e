"""Finding a contact among the people of the roll: sure, doubtful, or not at all.

A wrong link makes a stranger's telephone ring, so a link is sure only when the likeness is 0.90 or
more and the next best person is at least 0.03 behind, or has not the very name and day. A tie is
never broken by a guess: it goes to the supervisor, like any likeness between 0.75 and 0.90. So does
a contact without a birth date who has a namesake behind the same door: the father or the son?
"""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from phonebank.intake.blocking import pairs, sides
from phonebank.intake.likeness import SURE, likeness

REVIEW = 0.75
MARGIN = 0.03
CANDIDATES = 8
"""People a supervisor is asked about at most; more namesakes than that say nothing."""
_SLICE = 1_000_000
_NAMESAKE = 0.95
_EXACT = ((pl.col("name") == 1) & (pl.col("birth") == 1)).fill_null(value=False)


@dataclass(frozen=True, slots=True, eq=False)
class Matches:
    """One row a contact.

    `rows`: line, band ('sure', 'review', 'none'), person_id (null unless sure), likeness (0–1),
    candidates (list of person_id, best first), likenesses, crowded (too many namesakes to ask).
    """

    rows: pl.DataFrame


def match(contacts: pl.DataFrame, people: pl.DataFrame, known: pl.DataFrame) -> Matches:
    """Match contacts (columns of `ContactRows.rows`) with people of the roll.

    `people`: person_id, birth_name, used_name, first_names, birth_year, birth_month, birth_day,
    street_number, street, postcode. `known`: line, person_id — people already reached by the
    contact's number or address of mail.
    """
    told = sides(contacts, people)
    met = pairs(told, known)
    scored = [likeness(part, told, known) for part in met.iter_slices(_SLICE)]
    worth = [each.filter(pl.col("likeness") >= REVIEW - MARGIN) for each in scored]
    if not worth:
        worth = [likeness(met, told, known)]
    return Matches(_bands(pl.concat(worth), contacts.select("line")))


def _bands(scored: pl.DataFrame, lines: pl.DataFrame) -> pl.DataFrame:
    best = (
        scored.sort("line", "likeness", "person", descending=[False, True, False])
        .group_by("line", maintain_order=True)
        .agg(
            pl.col("person").head(CANDIDATES).alias("candidates"),
            pl.col("likeness").head(CANDIDATES).round(4).alias("likenesses"),
            pl.col("likeness").first().alias("best"),
            pl.col("likeness").get(1, null_on_oob=True).fill_null(0.0).alias("second"),
            pl.col("likeness").get(CANDIDATES, null_on_oob=True).fill_null(0.0).alias("beyond"),
            pl.col("birth").first().is_null().alias("undated"),
            (_EXACT & (pl.col("likeness") > pl.col("likeness").first() - MARGIN))
            .sum()
            .alias("exact"),
            _EXACT.first().alias("best_exact"),
            (
                (pl.col("name") >= _NAMESAKE)
                & (pl.col("entrance") != "")
                & (pl.col("entrance") == pl.col("entrance").first())
            )
            .sum()
            .alias("housemates"),
        )
    )
    # Émilie is not Émilien, her twin: who has the very name and the very day has no rival.
    named = pl.col("best_exact") & (pl.col("exact") == 1)
    alone = (pl.col("best") - pl.col("second") >= MARGIN) | named
    sure = (pl.col("best") >= SURE) & alone & ~(pl.col("undated") & (pl.col("housemates") > 1))
    crowded = pl.col("best") - pl.col("beyond") < MARGIN
    return (
        lines.join(best, on="line", how="left", maintain_order="left")
        .with_columns(crowded.fill_null(value=False).alias("crowded"))
        .with_columns(
            pl.when(sure)
            .then(pl.lit("sure"))
            .when((pl.col("best") >= REVIEW) & ~pl.col("crowded"))
            .then(pl.lit("review"))
            .otherwise(pl.lit("none"))
            .alias("band")
        )
        .with_columns(
            pl.when(pl.col("band") == "sure")
            .then(pl.col("candidates").list.get(0, null_on_oob=True))
            .alias("person_id"),
            pl.col("best").fill_null(0.0).round(4).alias("likeness"),
        )
        .select("line", "band", "person_id", "likeness", "candidates", "likenesses", "crowded")
    )
