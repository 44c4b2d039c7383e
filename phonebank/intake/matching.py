"""Finding a contact among the people of the roll: sure, doubtful, or not at all.

A wrong link makes a stranger's telephone ring, so a link is sure only when the likeness is 0.90 or
more and the next best person is at least 0.03 behind. A tie is never broken by a guess: it goes to
the supervisor, like any likeness between 0.75 and 0.90.

Pairs to compare come from blocks (same birth date; same surname and initial; same entrance; a
number or an address of mail already known), so that ten thousand contacts meet a million people in
seconds. The bands are those that an experiment on noisy contacts found to keep wrong links rare.
"""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from phonebank.domain.names import canonical, given_names, name_key
from phonebank.intake.cells import address_key, per_value
from phonebank.intake.likeness import SURE, likeness

REVIEW = 0.75
MARGIN = 0.03
_KEPT_CANDIDATES = 3
_MAX_BLOCK = 400
"""A block larger than this says nothing (a birth date shared by a whole register)."""


@dataclass(frozen=True, slots=True, eq=False)
class Matches:
    """One row a contact.

    `rows`: line, band ('sure', 'review', 'none'), person_id (null unless sure), likeness (0–1),
    candidates (list of person_id, best first), likenesses.
    """

    rows: pl.DataFrame


def match(contacts: pl.DataFrame, people: pl.DataFrame, known: pl.DataFrame) -> Matches:
    """Match contacts (columns of `ContactRows.rows`) with people of the roll.

    `people`: person_id, birth_name, used_name, first_names, birth_year, birth_month, birth_day,
    street_number, street, postcode. `known`: line, person_id — people already reached by the
    contact's number or address of mail.
    """
    left = _contacts(contacts)
    right = _people(people)
    pairs = _pairs(left, right, known)
    scored = likeness(pairs, left, right, known)
    return Matches(_bands(scored, contacts.select("line")))


def _contacts(frame: pl.DataFrame) -> pl.DataFrame:
    listed = per_value(frame["first_name"], _given_keys) + "|"
    frame = frame.with_columns(listed.alias("given_list"))
    return frame.filter((pl.col("name_key") != "") | (pl.col("first_key") != "")).select(
        "line",
        "given_list",
        pl.col("name_key").str.replace_all(" ", "", literal=True).alias("family"),
        pl.col("first_key").str.replace_all(" ", "", literal=True).alias("given"),
        pl.col("birth_year").cast(pl.Int32).alias("year"),
        pl.col("birth_month").cast(pl.Int32).fill_null(0).alias("month"),
        pl.col("birth_day").cast(pl.Int32).fill_null(0).alias("day"),
        # Without a street an entrance is a post code: no entrance at all.
        pl.when(pl.col("address") != "")
        .then(pl.col("address_key"))
        .otherwise(pl.lit(""))
        .alias("place"),
    )


def _people(frame: pl.DataFrame) -> pl.DataFrame:
    entrance = frame.select(
        pl.concat_str("street_number", "street", "postcode", separator=" ")
    ).to_series()
    return frame.select(
        pl.col("person_id").alias("person"),
        per_value(frame["birth_name"], name_key).alias("born"),
        per_value(frame["used_name"], name_key).alias("used"),
        per_value(frame["first_names"], _first_key).alias("first"),
        per_value(frame["first_names"], _given_keys).str.split("|").alias("givens"),
        pl.col("birth_year").cast(pl.Int32).alias("year"),
        pl.col("birth_month").cast(pl.Int32).fill_null(0).alias("month"),
        pl.col("birth_day").cast(pl.Int32).fill_null(0).alias("day"),
        pl.when(pl.col("street") != "")
        .then(per_value(entrance, address_key))
        .otherwise(pl.lit(""))
        .alias("place"),
    )


def _first_key(text: str) -> str:
    return next(iter(_given_keys(text).split("|")), "")


def _given_keys(text: str) -> str:
    return "|".join(canonical(given).replace(" ", "") for given in given_names(text))


def _pairs(left: pl.DataFrame, right: pl.DataFrame, known: pl.DataFrame) -> pl.DataFrame:
    """Every pair worth comparing, once."""
    dated_left = left.filter((pl.col("month") > 0) & (pl.col("day") > 0))
    dated_right = right.filter((pl.col("month") > 0) & (pl.col("day") > 0))
    blocks = [
        _block(dated_left, dated_right, ["year", "month", "day"]),
        _block(left.filter(pl.col("place") != ""), right.filter(pl.col("place") != ""), ["place"]),
    ]
    initials = right.with_columns(pl.col("first").str.slice(0, 1).alias("initial"))
    for surname, given in (("family", "given"), ("given", "family")):
        asked = left.filter(pl.col(surname) != "").select(
            "line", pl.col(surname).alias("name"), pl.col(given).str.slice(0, 1).alias("initial")
        )
        for own in ("born", "used"):
            named = initials.filter(pl.col(own) != "").select(
                "person", pl.col(own).alias("name"), "initial"
            )
            blocks.append(_block(asked, named, ["name", "initial"]))
    blocks.append(
        known.select(
            pl.col("line").cast(pl.UInt32), pl.col("person_id").cast(pl.Int64).alias("person")
        ).join(left, on="line", how="semi")
    )
    return pl.concat(blocks).unique()


def _block(left: pl.DataFrame, right: pl.DataFrame, keys: list[str]) -> pl.DataFrame:
    wanted = right.join(left.select(keys).unique(), on=keys, how="semi")
    small = wanted.filter(pl.len().over(keys) <= _MAX_BLOCK)
    return left.join(small, on=keys, how="inner").select(
        pl.col("line").cast(pl.UInt32), pl.col("person").cast(pl.Int64)
    )


def _bands(scored: pl.DataFrame, lines: pl.DataFrame) -> pl.DataFrame:
    best = (
        scored.filter(pl.col("likeness") >= REVIEW - MARGIN)
        .sort("line", "likeness", "person", descending=[False, True, False])
        .group_by("line", maintain_order=True)
        .agg(
            pl.col("person").head(_KEPT_CANDIDATES).alias("candidates"),
            pl.col("likeness").head(_KEPT_CANDIDATES).round(4).alias("likenesses"),
        )
        .with_columns(
            pl.col("likenesses").list.get(0).alias("likeness"),
            pl.col("likenesses").list.get(1, null_on_oob=True).fill_null(0.0).alias("second"),
        )
    )
    sure = (pl.col("likeness") >= SURE) & (pl.col("likeness") - pl.col("second") >= MARGIN)
    return (
        lines.join(best, on="line", how="left", maintain_order="left")
        .with_columns(
            pl.when(sure)
            .then(pl.lit("sure"))
            .when(pl.col("likeness") >= REVIEW)
            .then(pl.lit("review"))
            .otherwise(pl.lit("none"))
            .alias("band")
        )
        .with_columns(
            pl.when(pl.col("band") == "sure")
            .then(pl.col("candidates").list.get(0, null_on_oob=True))
            .alias("person_id"),
            pl.col("likeness").fill_null(0.0),
        )
        .select("line", "band", "person_id", "likeness", "candidates", "likenesses")
    )
