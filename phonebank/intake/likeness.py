"""How like are a contact and a person of the roll: names, birth date, entrance, known number.

The weights are set by hand; the caps say what can never be sure: a name alone, another birth date,
a short name two letters apart, a first name or a surname that other people of the roll do bear.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl
from rapidfuzz import fuzz, process

if TYPE_CHECKING:
    from phonebank.intake.blocking import Sides

SURE = 0.90
"""From here a link may be sure; below, a person decides."""
_DOUBT = SURE - 0.01
_SURE_NAME = 0.85
_PART = 0.93
"""The likeness of a surname and one part of it (`Durand`, `Martin-Durand`)."""
_SHORTEST_CALL = 3
_WORTH_ASKING = 0.78
_RARE = 3
"""People of the roll with one name, up to whom another birth on one day is next to impossible."""
_BORNE = 3
"""A name that so many people of the roll bear is a name, not a slip of another."""
_SAME_DAY, _TURNED, _AGREES, _SLIP, _OTHER = 1.0, 0.9, 0.8, 0.4, 0.0


def likeness(pairs: pl.DataFrame, told: Sides, known: pl.DataFrame) -> pl.DataFrame:
    """The likeness (0–1) of each pair: line, person, likeness, name, birth, entrance.

    `name` is the likeness of the names alone, `birth` null where a date is unknown, `entrance` the
    person's. A number or an address of mail that already reaches the person (`known`) tips the
    scale only where the name agrees.
    """
    frame = pairs.join(told.contacts, on="line", how="inner").join(
        told.people, on="person", suffix="_roll"
    )
    frame = _named(frame, told.people)
    frame = frame.with_columns(
        _birth().alias("birth"),
        _place(frame).alias("where"),
        _namesakes(frame, told.people).alias("namesakes"),
    )
    reached = known.select(
        pl.col("line").cast(pl.UInt32),
        pl.col("person_id").cast(pl.Int64).alias("person"),
        pl.lit(value=True).alias("reached"),
    ).unique()
    frame = frame.join(reached, on=["line", "person"], how="left").with_columns(
        pl.col("reached").fill_null(value=False)
    )
    return frame.select(
        "line",
        "person",
        _total().alias("likeness"),
        "name",
        "birth",
        pl.col("place_roll").alias("entrance"),
    )


def _named(frame: pl.DataFrame, people: pl.DataFrame) -> pl.DataFrame:
    """Add `name` (0–1), `weakest`, and `borne`: what differs is itself a name people bear."""
    frame = frame.with_columns(
        _alike(frame, "family", "born").alias("family_born"),
        _alike(frame, "family", "used").alias("family_used"),
        _alike(frame, "given", "first").alias("given_first"),
        _alike(frame, "given", "born").alias("given_born"),
        _alike(frame, "given", "used").alias("given_used"),
        _alike(frame, "family", "first").alias("family_first"),
    )
    doubled = (pl.col("used") != "") & (
        (pl.col("family") == pl.col("born") + pl.col("used"))
        | (pl.col("family") == pl.col("used") + pl.col("born"))
    )
    # One step a column: polars would work out a shared expression anew at each of its places.
    frame = frame.with_columns(
        pl.when(doubled)
        .then(1.0)
        .when(_shares_a_part())
        .then(pl.max_horizontal("family_born", "family_used", pl.lit(_PART)))
        .otherwise(pl.max_horizontal("family_born", "family_used"))
        .alias("surname"),
        pl.max_horizontal("given_first", _other_given("given")).alias("called"),
        pl.max_horizontal("given_born", "given_used").alias("surname_turned"),
        pl.max_horizontal("family_first", _other_given("family")).alias("called_turned"),
    )
    frame = frame.with_columns(
        pl.min_horizontal("surname", "called").alias("weaker"),
        pl.min_horizontal("surname_turned", "called_turned").alias("weaker_turned"),
    ).with_columns(
        _whole("surname", "called", "weaker").alias("straight_name"),
        (_whole("surname_turned", "called_turned", "weaker_turned") * 0.99).alias("turned_name"),
    )
    straight = pl.col("straight_name") >= pl.col("turned_name")
    frame = frame.with_columns(
        pl.max_horizontal("straight_name", "turned_name").alias("name"),
        pl.when(straight).then("weaker").otherwise("weaker_turned").alias("weakest"),
        straight.alias("straight"),
    )
    return frame.with_columns(_borne(frame, people).alias("borne"))


def _shares_a_part() -> pl.Expr:
    """`Durand` of `Martin-Durand`, or the reverse; for surnames whose parts stand alone."""
    theirs = pl.concat_str(
        pl.lit("|"), "born_parts", pl.lit("|"), "used_parts", pl.lit("|")
    ).str.contains(pl.concat_str(pl.lit("|"), "family", pl.lit("|")), literal=True)
    ours = pl.concat_str(pl.lit("|"), "surname_parts", pl.lit("|"))
    held = pl.any_horizontal(
        (pl.col(own) != "")
        & ours.str.contains(pl.concat_str(pl.lit("|"), own, pl.lit("|")), literal=True)
        for own in ("born", "used")
    )
    return (pl.col("family") != "") & (theirs | held)


def _other_given(field: str) -> pl.Expr:
    """All the first names in the roll's order are the first; a second one alone is a weaker sign.

    So is the start of the first one (`Alex` for `Alexandre`). `field` holds the contact's.
    """
    ours, theirs = pl.col(field), pl.col("givens")
    among = pl.concat_str(pl.lit("|"), theirs, pl.lit("|")).str.contains(
        pl.concat_str(pl.lit("|"), ours, pl.lit("|")), literal=True
    )
    shortened = (ours.str.len_chars() >= _SHORTEST_CALL) & pl.col("first").str.starts_with(ours)
    whole = pl.concat_str(theirs, pl.lit("|")).str.starts_with(
        pl.concat_str(f"{field}_list", pl.lit("|"))
    )
    return (
        pl.when(ours == "")
        .then(0.0)
        .when(whole)
        .then(1.0)
        .when(among | shortened)
        .then(_SURE_NAME)
        .otherwise(0.0)
    )


def _borne(frame: pl.DataFrame, people: pl.DataFrame) -> pl.Series:
    """Whether a name that is not quite the person's is one that others do bear.

    Petit is not a slip of Petin where Petits live, nor Émilien one of Émilie.
    """
    surnames = _often(pl.concat([people["born"], people["used"].rename("born")]))
    firsts = _often(people["first"].rename("born"))
    straight = pl.col("straight")
    slipped = (
        straight & (pl.col("surname") < 1) & (pl.col("surname") != _PART),
        "family",
        surnames,
    )
    called = (straight & (pl.col("called") < 1), "given", firsts)
    turned = (~straight & (pl.col("surname_turned") < 1), "given", surnames)
    called_turned = (~straight & (pl.col("called_turned") < 1), "family", firsts)
    return frame.select(
        pl.any_horizontal(
            odd & pl.col(name).is_in(names.implode())
            for odd, name, names in (slipped, called, turned, called_turned)
        )
    ).to_series()


def _namesakes(frame: pl.DataFrame, people: pl.DataFrame) -> pl.Series:
    """How many of the roll bear the person's first name and the commoner of their surnames."""
    counted = people.group_by("born", "first").agg(pl.len().alias("times"))
    found = frame.select("born", "used", "first")
    for own in ("born", "used"):
        found = found.join(
            counted.rename({"born": own, "times": f"times_{own}"}),
            on=[own, "first"],
            how="left",
            maintain_order="left",
        )
    return found.select(
        pl.max_horizontal(pl.col("times_born", "times_used").fill_null(0))
    ).to_series()


def _often(names: pl.Series) -> pl.Series:
    counted = names.value_counts(name="times")
    return counted.filter((pl.col("times") >= _BORNE) & (pl.col(names.name) != ""))[names.name]


def _alike(frame: pl.DataFrame, one: str, other: str) -> pl.Series:
    """Likeness 0–1 of two columns of keys; an empty key is like nothing."""
    values = process.cpdist(
        frame[one].to_list(), frame[other].to_list(), scorer=fuzz.ratio, workers=1
    )
    likeness = pl.Series("likeness", values, dtype=pl.Float64) / 100
    return likeness * ((frame[one] != "") & (frame[other] != "")).cast(pl.Float64)


def _whole(surname: str, given: str, weaker: str) -> pl.Expr:
    """The likeness of two full names: a good surname does not make up for another first name."""
    both = 0.55 * pl.col(surname) + 0.45 * pl.col(given)
    return pl.when(pl.col(weaker) < 0.6).then(pl.min_horizontal(both, pl.lit(0.6))).otherwise(both)


def _birth() -> pl.Expr:
    """1 the same day · 0.9 day and month turned · 0.8 what is known agrees · 0.4 one slip · 0
    another date · null unknown."""
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
        .then(pl.when((year[0] == year[1]) & same_month & same_day).then(_AGREES).otherwise(_OTHER))
        .when(agreed == 3)
        .then(_SAME_DAY)
        .when(turned)
        .then(_TURNED)
        .when(agreed == 2)
        .then(_SLIP)
        .otherwise(_OTHER)
    )


def _place(frame: pl.DataFrame) -> pl.Expr:
    """1 the same entrance, less for another spelling, 0 another number or street, null unknown."""
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
    here = place.fill_null(0.0) > 0
    dated = 0.65 * name + 0.27 * birth + 0.08 * place.fill_null(0.5)
    placed = 0.75 * name + 0.22 * place
    # A name alone is a doubt at best: homonyms exist. A post code only ranks them.
    near = (pl.col("postcode") != "") & (pl.col("postcode") == pl.col("postcode_roll"))
    named = pl.min_horizontal(0.82 * name, pl.lit(0.8)) + 0.02 * near.cast(pl.Float64)
    slipped = pl.min_horizontal(
        0.65 * name + 0.15 * place.fill_null(0.0) + 0.35 * birth, pl.lit(0.85)
    )
    other = pl.min_horizontal(0.65 * name + 0.15 * place.fill_null(0.0), pl.lit(0.85)) * 0.85
    base = (
        pl.when(birth.is_null() & here)
        .then(placed)
        .when(birth.is_null())
        .then(named)
        .when(birth == _OTHER)
        .then(other)
        .when(birth == _SLIP)
        .then(slipped)
        .when((birth == _AGREES) & ~here)
        .then(pl.min_horizontal(dated, pl.lit(_DOUBT)))
        .otherwise(dated)
    )
    # Somebody else of that name may well be born that day where many bear it and the door differs.
    elsewhere = (place.fill_null(1.0) == 0) & (pl.col("namesakes") > _RARE) & ~pl.col("reached")
    base = pl.when(elsewhere).then(pl.min_horizontal(base, pl.lit(_DOUBT))).otherwise(base)
    agrees = (name >= 0.9) & (birth.fill_null(1.0) >= _AGREES)
    base = (
        pl.when(pl.col("reached") & agrees)
        .then(pl.min_horizontal(base + 0.12, pl.lit(1.0)))
        .otherwise(base)
    )
    # Another surname, but the first name, the day and a door or a number: married perhaps. Ask.
    married = (pl.col("called") >= 0.95) & (birth == _SAME_DAY) & (here | pl.col("reached"))
    base = (
        pl.when(married.fill_null(value=False))
        .then(pl.max_horizontal(base, pl.lit(_WORTH_ASKING)))
        .otherwise(base)
    )
    # Noël is not Noëlle, Petit is not Petin: two letters apart in a short name is a doubt.
    doubtful = (pl.col("weakest") < _SURE_NAME) | pl.col("borne")
    return pl.when(doubtful).then(pl.min_horizontal(base, pl.lit(_DOUBT))).otherwise(base)
