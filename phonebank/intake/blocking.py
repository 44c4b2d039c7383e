"""Which contacts are worth comparing with which people: those who share one telling thing.

Ten thousand contacts and a million people make ten thousand million pairs; the blocks here keep a
few million of them, and lose hardly a true one. A block too large to tell anything (a birth date
shared by a whole register) is left out. Each block survives another slip: a wrong birth date, a
typing error at the start or the end of a surname, swapped fields, a name in use the roll has not.
"""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from phonebank.intake.keys import address_keys, canonical_column, given_keys

_MAX_BLOCK = 400
"""People a block may hold; beyond, it says nothing."""
_PAIR = {"line": pl.UInt32, "person": pl.Int64}
_START = 3


@dataclass(frozen=True, slots=True, eq=False)
class Sides:
    """Contacts and people, as keys.

    `contacts`: line, family, given, family_list, given_list, surname_parts, year, month, day (0:
    unknown), place, postcode. `people`: person, born, used, first, givens, born_parts, used_parts,
    year, month, day, place, postcode. Keys are without spaces; lists are joined by `|`.
    """

    contacts: pl.DataFrame
    people: pl.DataFrame


def sides(contacts: pl.DataFrame, people: pl.DataFrame) -> Sides:
    """The keys of both sides. `contacts`: columns of `ContactRows.rows`; `people`: see `match`."""
    return Sides(_contacts(contacts), _people(people))


def _contacts(frame: pl.DataFrame) -> pl.DataFrame:
    return (
        frame.with_columns(
            given_keys(frame["first_name"]).alias("given_list"),
            given_keys(frame["family_name"]).alias("family_list"),
        )
        .filter((pl.col("name_key") != "") | (pl.col("first_key") != ""))
        .select(
            "line",
            "given_list",
            "family_list",
            _bare("name_key").alias("family"),
            _bare("first_key").alias("given"),
            _parts("name_key").alias("surname_parts"),
            *_birth(),
            # Without a street an entrance is a post code: no entrance at all.
            pl.when(pl.col("address") != "")
            .then(pl.col("address_key"))
            .otherwise(pl.lit(""))
            .alias("place"),
            "postcode",
        )
    )


def _people(frame: pl.DataFrame) -> pl.DataFrame:
    entrance = frame.select(
        pl.when(pl.col("street") != "")
        .then(pl.concat_str("street_number", "street", "postcode", separator=" "))
        .otherwise(pl.lit(""))
        .alias("place")
    )["place"]
    return (
        frame.select(
            pl.col("person_id").cast(pl.Int64).alias("person"),
            canonical_column(frame["birth_name"]).alias("born_words"),
            canonical_column(frame["used_name"]).alias("used_words"),
            given_keys(frame["first_names"]).alias("givens"),
            *_birth(),
            address_keys(entrance).alias("place"),
            "postcode",
        )
        .with_columns(
            _bare("born_words").alias("born"),
            _bare("used_words").alias("used"),
            _parts("born_words").alias("born_parts"),
            _parts("used_words").alias("used_parts"),
            pl.col("givens").str.extract(r"^([^|]*)", 1).fill_null("").alias("first"),
        )
        .drop("born_words", "used_words")
    )


def _bare(name: str) -> pl.Expr:
    return pl.col(name).str.replace_all(" ", "", literal=True)


def _parts(name: str) -> pl.Expr:
    """The words of a compound surname that may stand alone, joined by `|`; '' for a simple one."""
    words = pl.col(name)
    told = words.str.replace_all(r"\b[a-z]{1,2}\b", "").str.strip_chars(" ")
    return (
        pl.when(told.str.contains(" ", literal=True))
        .then(told.str.replace_all(r" +", "|"))
        .otherwise(pl.lit(""))
    )


def _birth() -> list[pl.Expr]:
    return [
        pl.col("birth_year").cast(pl.Int32).alias("year"),
        pl.col("birth_month").cast(pl.Int32).fill_null(0).alias("month"),
        pl.col("birth_day").cast(pl.Int32).fill_null(0).alias("day"),
    ]


def pairs(told: Sides, known: pl.DataFrame) -> pl.DataFrame:
    """Every pair worth comparing, once: line, person.

    `known`: line, person_id of people already reached by the contact's number or address of mail.
    """
    left, right = told.contacts, told.people
    blocks = [
        *_by_birth(left, right),
        *_by_name(left, right),
        _block(left.filter(pl.col("place") != ""), right, ["place"]),
        known.select(
            pl.col("line").cast(pl.UInt32), pl.col("person_id").cast(pl.Int64).alias("person")
        ).join(left, on="line", how="semi"),
    ]
    return pl.concat(blocks).unique()


def _by_birth(left: pl.DataFrame, right: pl.DataFrame) -> list[pl.DataFrame]:
    """Born the same day, or with day and month turned, and one initial in common."""
    dated = left.filter((pl.col("month") > 0) & (pl.col("day") > 0))
    turned = dated.filter(pl.col("day") <= 12).with_columns(
        pl.col("day").alias("month"), pl.col("month").alias("day")
    )
    asked = pl.concat([dated, turned]).unique(["line", "month", "day"])
    keys = ["year", "month", "day"]
    met = asked.select("line", "family", "given", *keys).join(
        right.select("person", "born", "used", "first", *keys).filter(pl.col("day") > 0),
        on=keys,
        how="inner",
    )
    own = [pl.col(name).str.slice(0, 1) for name in ("born", "used", "first")]
    alike = pl.any_horizontal(
        (initial == other) & (initial != "")
        for initial in (pl.col("family").str.slice(0, 1), pl.col("given").str.slice(0, 1))
        for other in own
    )
    return [met.filter(alike).select(_cast())]


def _by_name(left: pl.DataFrame, right: pl.DataFrame) -> list[pl.DataFrame]:
    first = pl.col("first").str.slice(0, 1).alias("initial")
    ours = pl.concat(
        [
            _named(left, "family", "given"),
            _named(left, "given", "family"),
            _part(left, "surname_parts", "given"),
        ]
    )
    theirs = pl.concat(
        [
            right.filter(pl.col(own) != "").select(
                "person", pl.col(own).alias("name"), pl.col("first").alias("other"), "year", first
            )
            for own in ("born", "used")
        ]
        + [
            right.filter(pl.col(own) != "")
            .select(
                "person",
                pl.col(own).str.split("|").alias("name"),
                pl.col("first").alias("other"),
                "year",
                first,
            )
            .explode("name")
            for own in ("born_parts", "used_parts")
        ]
    )
    both = ours.with_columns(pl.col("other").str.slice(0, 1).alias("initial"))
    start = pl.col("name").str.slice(0, _START)
    end = pl.col("name").str.slice(-_START)
    return [
        _block(both, theirs, ["name", "initial"]),
        _block(both, theirs, ["name", "other"]),
        _block(both, theirs, ["name", "year"]),
        # A typing error in the surname leaves its start or its end.
        *[
            _block(
                both.with_columns(piece.alias("piece")),
                theirs.with_columns(piece.alias("piece")),
                ["other", "piece", *more],
            )
            for piece in (start, end)
            for more in ([], ["year"])
        ],
    ]


def _named(left: pl.DataFrame, surname: str, given: str) -> pl.DataFrame:
    return left.filter(pl.col(surname) != "").select(
        "line", pl.col(surname).alias("name"), pl.col(given).alias("other"), "year"
    )


def _part(left: pl.DataFrame, parts: str, given: str) -> pl.DataFrame:
    return (
        left.filter(pl.col(parts) != "")
        .select(
            "line", pl.col(parts).str.split("|").alias("name"), pl.col(given).alias("other"), "year"
        )
        .explode("name")
    )


def _block(left: pl.DataFrame, right: pl.DataFrame, keys: list[str]) -> pl.DataFrame:
    asked = left.select("line", *keys).drop_nulls()
    wanted = right.select("person", *keys).join(asked.select(keys).unique(), on=keys, how="semi")
    small = wanted.filter(pl.len().over(keys) <= _MAX_BLOCK)
    return asked.join(small, on=keys, how="inner").select(_cast())


def _cast() -> list[pl.Expr]:
    return [pl.col(name).cast(dtype) for name, dtype in _PAIR.items()]
