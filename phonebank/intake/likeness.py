"""How like are a contact and a person of the roll: names, birth date, entrance, known number.

The weights are set by hand; the caps say what can never be sure: a name alone, another birth date,
a short name two letters apart.
"""

from __future__ import annotations

import polars as pl
from rapidfuzz import fuzz, process

SURE = 0.90
"""From here a link may be sure; below, a person decides."""
_SURE_NAME = 0.85


def likeness(
    pairs: pl.DataFrame, left: pl.DataFrame, right: pl.DataFrame, known: pl.DataFrame
) -> pl.DataFrame:
    """The likeness (0–1) of each pair of line and person.

    Names weigh most, then the birth date, then the entrance; a number or an address of mail that
    already reaches the person (`known`) tips the scale only where the name agrees.
    """
    frame = pairs.join(left, on="line", how="inner").join(right, on="person", suffix="_roll")
    frame = frame.with_columns(
        _alike(frame, "family", "born").alias("family_born"),
        _alike(frame, "family", "used").alias("family_used"),
        _alike(frame, "given", "first").alias("given_first"),
        _alike(frame, "given", "born").alias("given_born"),
        _alike(frame, "given", "used").alias("given_used"),
        _alike(frame, "family", "first").alias("family_first"),
    )
    doubled = (pl.col("family") == pl.col("born") + pl.col("used")) | (
        pl.col("family") == pl.col("used") + pl.col("born")
    )
    surname = (
        pl.when(doubled & (pl.col("used") != ""))
        .then(1.0)
        .otherwise(pl.max_horizontal("family_born", "family_used"))
    )
    # All the first names in the roll's order are the first; a second one alone is a weaker sign.
    other = (
        pl.when(
            (pl.col("given") != "")
            & (pl.col("givens").list.join("|") + "|").str.starts_with(pl.col("given_list"))
        )
        .then(1.0)
        .when(pl.col("givens").list.contains(pl.col("given")))
        .then(0.85)
        .otherwise(0.0)
    )
    straight = _name(surname, pl.max_horizontal(pl.col("given_first"), other))
    swapped = _name(pl.max_horizontal("given_born", "given_used"), pl.col("family_first"), 0.99)
    frame = frame.with_columns(
        pl.max_horizontal(straight[0], swapped[0]).alias("name"),
        pl.when(straight[0] >= swapped[0]).then(straight[1]).otherwise(swapped[1]).alias("weakest"),
    )
    frame = frame.with_columns(_birth().alias("birth"), _place(frame).alias("where"))
    reached = known.select(
        pl.col("line").cast(pl.UInt32),
        pl.col("person_id").cast(pl.Int64).alias("person"),
        pl.lit(value=True).alias("reached"),
    ).unique()
    frame = frame.join(reached, on=["line", "person"], how="left")
    return frame.select("line", "person", _total().alias("likeness"))


def _alike(frame: pl.DataFrame, one: str, other: str) -> pl.Series:
    """Likeness 0–1 of two columns of keys; an empty key is like nothing."""
    values = process.cpdist(
        frame[one].to_list(), frame[other].to_list(), scorer=fuzz.ratio, workers=1
    )
    likeness = pl.Series("likeness", values, dtype=pl.Float64) / 100
    return likeness * ((frame[one] != "") & (frame[other] != "")).cast(pl.Float64)


def _name(surname: pl.Expr, given: pl.Expr, worth: float = 1.0) -> tuple[pl.Expr, pl.Expr]:
    """The likeness of two full names, and that of the part that is least alike."""
    both = 0.55 * surname + 0.45 * given
    weakest = pl.min_horizontal(surname, given)
    # A good surname does not make up for another first name, nor the reverse.
    whole = pl.when(weakest < 0.6).then(pl.min_horizontal(both, pl.lit(0.6))).otherwise(both)
    return whole * worth, weakest


def _birth() -> pl.Expr:
    """1 the same day · 0.8 what is known agrees · 0.4 one slip · 0 another date · null unknown."""
    year, month, day = ((pl.col(name), pl.col(f"{name}_roll")) for name in ("year", "month", "day"))
    unknown = year[0].is_null() | year[1].is_null()
    vague = (month[0] == 0) | (month[1] == 0) | (day[0] == 0) | (day[1] == 0)
    same_month = (month[0] == month[1]) | (month[0] == 0) | (month[1] == 0)
    same_day = (day[0] == day[1]) | (day[0] == 0) | (day[1] == 0)
    agreed = (
        (year[0] == year[1]).cast(pl.Int8)
        + (month[0] == month[1]).cast(pl.Int8)
        + (day[0] == day[1]).cast(pl.Int8)
    )
    turned = (year[0] == year[1]) & (month[0] == day[1]) & (day[0] == month[1])
    return (
        pl.when(unknown)
        .then(None)
        .when(vague)
        .then(pl.when((year[0] == year[1]) & same_month & same_day).then(0.8).otherwise(0.0))
        .when(agreed == 3)
        .then(1.0)
        .when(turned | (agreed == 2))
        .then(0.4)
        .otherwise(0.0)
    )


def _place(frame: pl.DataFrame) -> pl.Expr:
    """1 the same entrance, less for another spelling or number, null unknown."""
    close = _alike(frame, "place", "place_roll").alias("close")
    number = pl.col("place").str.extract(r"^([0-9]+)", 1)
    number_roll = pl.col("place_roll").str.extract(r"^([0-9]+)", 1)
    likeness = pl.lit(close)
    return (
        pl.when((pl.col("place") == "") | (pl.col("place_roll") == ""))
        .then(None)
        .when((number != number_roll).fill_null(value=False))
        .then(pl.lit(0.0))
        .when(likeness >= 0.85)
        .then(likeness)
        .otherwise(pl.lit(0.0))
    )


def _total() -> pl.Expr:
    name, birth, place = pl.col("name"), pl.col("birth"), pl.col("where")
    dated = 0.65 * name + 0.27 * birth + 0.08 * place.fill_null(0.5)
    placed = 0.75 * name + 0.22 * place
    # A name alone is a doubt at best: homonyms exist.
    named = pl.min_horizontal(0.8 * name, pl.lit(0.8))
    contradicted = pl.min_horizontal(
        0.65 * name + 0.15 * place.fill_null(0.0) + 0.1 * birth, pl.lit(0.85)
    )
    base = (
        pl.when(birth.is_null() & (place.fill_null(0.0) > 0))
        .then(placed)
        .when(birth.is_null())
        .then(named)
        .when(birth < 0.8)
        .then(pl.when(birth > 0).then(contradicted).otherwise(contradicted * 0.85))
        .when((birth < 1) & (place.fill_null(0.0) == 0))
        .then(pl.min_horizontal(dated, pl.lit(SURE - 0.01)))
        .otherwise(dated)
    )
    agrees = (name >= 0.9) & (birth.fill_null(1.0) >= 0.8)
    total = (
        pl.when(pl.col("reached").fill_null(value=False) & agrees)
        .then(pl.min_horizontal(base + 0.12, pl.lit(1.0)))
        .otherwise(base)
    )
    # Noël is not Noëlle, Petit is not Petin: two letters apart in a short name is a doubt.
    return (
        pl.when(pl.col("weakest") < _SURE_NAME)
        .then(pl.min_horizontal(total, pl.lit(SURE - 0.01)))
        .otherwise(total)
    )
