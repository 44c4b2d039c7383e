"""Finding a contact among the people of the roll: sure, doubtful, or not at all.

A wrong link makes a stranger's telephone ring, so a link is sure only when the likeness is 0.90 or
more and the next best person is at least 0.03 behind. A tie is never broken by a guess: it goes to
the supervisor, like any likeness between 0.75 and 0.90.

Pairs to compare come from blocks (same birth date; same surname and initial; same entrance; a
number or an address of mail already known), so that ten thousand contacts meet a million people in
seconds. Weights and bands come from the experiment that measured them on noisy contacts.
"""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl
from rapidfuzz import fuzz, process

from phonebank.domain.names import canonical, given_names, name_key
from phonebank.intake.cells import address_key, per_value

SURE = 0.90
REVIEW = 0.75
MARGIN = 0.03
_SURE_NAME = 0.85
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
    scored = _scored(pairs, left, right, known)
    return Matches(_bands(scored, contacts.select("line")))


def _contacts(frame: pl.DataFrame) -> pl.DataFrame:
    return frame.filter((pl.col("name_key") != "") | (pl.col("first_key") != "")).select(
        "line",
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


def _scored(
    pairs: pl.DataFrame, left: pl.DataFrame, right: pl.DataFrame, known: pl.DataFrame
) -> pl.DataFrame:
    frame = pairs.join(left, on="line", how="inner").join(right, on="person", suffix="_roll")
    frame = frame.with_columns(
        _likeness(frame, "family", "born").alias("family_born"),
        _likeness(frame, "family", "used").alias("family_used"),
        _likeness(frame, "given", "first").alias("given_first"),
        _likeness(frame, "given", "born").alias("given_born"),
        _likeness(frame, "given", "used").alias("given_used"),
        _likeness(frame, "family", "first").alias("family_first"),
    )
    doubled = (pl.col("family") == pl.col("born") + pl.col("used")) | (
        pl.col("family") == pl.col("used") + pl.col("born")
    )
    surname = (
        pl.when(doubled & (pl.col("used") != ""))
        .then(1.0)
        .otherwise(pl.max_horizontal("family_born", "family_used"))
    )
    # A second first name is a weaker sign than the first.
    other = pl.when(pl.col("givens").list.contains(pl.col("given"))).then(0.85).otherwise(0.0)
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


def _likeness(frame: pl.DataFrame, one: str, other: str) -> pl.Series:
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
    close = _likeness(frame, "place", "place_roll").alias("close")
    number = pl.col("place").str.extract(r"^(\d+)", 1)
    number_roll = pl.col("place_roll").str.extract(r"^(\d+)", 1)
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
