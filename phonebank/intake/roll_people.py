"""Which rows of a roll are one person, and which cannot be used.

An EU citizen on both complementary lists is one; namesakes born the same day at two addresses are
two; one number of one list given twice is refused the second time.
"""

from __future__ import annotations

import polars as pl

from phonebank.domain.eligibility import ListType
from phonebank.intake.cells import is_formula

SHOWN = ("birth_name", "used_name", "first_names")
_MAIN = ListType.MAIN.value


def refuse(frame: pl.DataFrame) -> pl.DataFrame:
    """Give each row that cannot be used its reason; null for the others."""
    numbered = (pl.col("bureau_code") != "") & pl.col("order_number").is_not_null()
    number_key = ["commune_code", "dated", "list_type", "bureau_code", "order_number"]
    formula = pl.any_horizontal(
        is_formula(pl.col(name)) for name in (*SHOWN, "bureau_code", "order_text", "birth_text")
    )
    reasons = (
        pl.when(pl.col("surplus"))
        .then(pl.lit("the row has more cells than the header"))
        .when(formula)
        .then(pl.lit("a cell is a formula"))
        .when(pl.col("name_key") == "")
        .then(pl.lit("there is no birth name"))
        .when(pl.col("birth_bad"))
        .then(pl.lit("the birth date cannot be read"))
        .when(pl.col("list_type") == "")
        .then(pl.lit("the list type is not known"))
        .when((pl.col("order_text") != "") & pl.col("order_number").is_null())
        .then(pl.lit("the order number is not a number"))
    )
    frame = frame.with_columns(reasons.alias("reason"))
    open_rows = pl.col("reason").is_null() & numbered
    if (frame["external_id"] != "").any():
        frame = frame.with_columns(_other_person().alias("reason"))
    several = frame.select(pl.struct(number_key).hash().is_duplicated() & open_rows).to_series()
    if not several.any():
        return frame
    twice = (
        frame.filter(several)
        .with_columns(
            pl.col("row").first().over(number_key).alias("first"),
            pl.col("line").first().over(number_key).alias("first_line"),
        )
        .filter(pl.col("row") != pl.col("first"))
        .select(
            "row",
            pl.format("line {} already has this list, bureau and order number", "first_line").alias(
                "twice"
            ),
        )
    )
    return (
        frame.join(twice, on="row", how="left", maintain_order="left")
        .with_columns(pl.coalesce("twice", "reason").alias("reason"))
        .drop("twice")
    )


def _other_person() -> pl.Expr:
    """The reason of a row whose identifier the file gave to somebody else before."""
    other = pl.col("identity_key") != pl.col("identity_key").first().over("external_id")
    return (
        pl.when(pl.col("reason").is_null() & (pl.col("external_id") != "") & other)
        .then(pl.lit("another person of the file has this identifier"))
        .otherwise("reason")
    )


def group(frame: pl.DataFrame) -> pl.DataFrame:
    """Group the sound rows into people; a second row of a person on one list is refused."""
    same = pl.struct("commune_code", "dated", "identity_key").hash()
    doubtful = frame.select(same.is_duplicated()).to_series() | (frame["external_id"] != "")
    alone = frame.select(
        "row",
        pl.when(pl.col("reason").is_null()).then("row").alias("person"),
        "reason",
    )
    if doubtful.any():
        judged = _grouped(frame.filter(doubtful)).select("row", "person", "reason")
        alone = pl.concat([alone.filter(~doubtful), judged]).sort("row")
    return frame.with_columns(alone["person"], alone["reason"]).with_columns(
        pl.when(pl.col("person").is_null() | pl.col("reason").is_not_null())
        .then(pl.lit("refused"))
        .when(pl.col("person") != pl.col("row"))
        .then(pl.lit("merged"))
        .otherwise(pl.lit(""))
        .alias("decision"),
        pl.col("reason").fill_null(""),
    )


def _grouped(frame: pl.DataFrame) -> pl.DataFrame:
    """`person` and `reason` of rows that share their names and birth date with another."""
    same = ["commune_code", "dated", "identity_key"]
    sound = pl.col("reason").is_null()
    # On both complementary lists, once each, in one bureau: one EU citizen, whatever the address.
    pair = (
        (pl.col("list_type").filter(sound).n_unique().over(same) == 2)
        & (pl.col("list_type").filter(sound & (pl.col("list_type") != _MAIN)).len().over(same) == 2)
        & (pl.col("row").filter(sound).len().over(same) == 2)
        & (pl.col("bureau_code").filter(sound).n_unique().over(same) == 1)
    )
    identified = pl.col("external_id") != ""
    place = pl.when(pair | identified).then(pl.lit("")).otherwise(pl.col("entrance"))
    frame = frame.with_columns(place.alias("place"))
    shared = [*same, "external_id", "place"]
    frame = frame.with_columns(
        pl.col("row").filter(sound).first().over([*shared, "list_type"]).alias("first_on_list"),
        pl.col("line").filter(sound).first().over([*shared, "list_type"]).alias("first_line"),
    ).with_columns(
        pl.when(sound & (pl.col("row") != pl.col("first_on_list")))
        .then(pl.format("line {} already has this person on this list", "first_line"))
        .otherwise(pl.col("reason"))
        .alias("reason")
    )
    person = pl.when(sound).then(pl.col("row").filter(sound).first().over(shared))
    return frame.with_columns(person.alias("person"))
