"""Who of a roll is somebody the office knows already: found again edition after edition.

By the register's identifier; else by names and birth date at the same address; else by names and
birth date where exactly one such person is left on each side. Two people with one name and one
birth date at two addresses therefore stay two. Who then is missing from an edition, and who comes
new with it, may still be one person whose record was put right: see `follow`. Nothing is ever
decided between two.
"""

from __future__ import annotations

import polars as pl

_AT_HOME = ["identity_key", "commune_code", "address_key"]
_BY_NAME = ["identity_key", "commune_code"]
_A_TYPING_ERROR = 12
"""Years a corrected birth year may lie from the wrong one: less than from a father to his son."""


def find_people(filed: pl.DataFrame, stored: pl.DataFrame) -> pl.DataFrame:
    """row → person_id of who is known.

    `filed`: row, identity_key, commune_code, address_key, external_id, one row a person of the
    file. `stored`: person_id and the same columns.
    """
    found = [_pairs(filed, stored, ["external_id"], pl.col("external_id") != "")]
    for keys in (_AT_HOME, _BY_NAME):
        filed = filed.join(found[-1], on="row", how="anti", maintain_order="left")
        stored = stored.join(found[-1], on="person_id", how="anti")
        if filed.is_empty() or stored.is_empty():
            break
        found.append(
            _ranked_pairs(filed, stored) if keys is _AT_HOME else _pairs(filed, stored, keys)
        )
    return pl.concat(found)


def follow(arrivals: pl.DataFrame, departures: pl.DataFrame) -> pl.DataFrame:
    """row → person_id of who only seems to leave and to arrive: one record, put right.

    Both have commune_code, address_key, sex, name_key, first_key, birth_year, birth_month and
    birth_day. Always at one address and of one sex, and one to one: a corrected birth name (first
    names and the whole birth date agree), corrected first names (birth name and date agree, and
    one of the two is the beginning or a part of the other: twins stay two), a corrected birth date
    (names agree, and the dates are one slip apart: a father and his son stay two).
    """
    arrivals, departures = (
        frame.filter(pl.col("address_key") != "").with_columns(
            pl.col("birth_day").is_not_null().alias("dated")
        )
        for frame in (arrivals, departures)
    )
    home = ["commune_code", "address_key", "sex"]
    birth = ["birth_year", "birth_month", "birth_day"]
    found: list[pl.DataFrame] = []
    for keys, agree in (
        ([*home, *birth, "first_key"], pl.col("dated") & (pl.col("first_key") != "")),
        ([*home, *birth, "name_key"], pl.col("dated") & _one_is_part_of_the_other()),
        ([*home, "name_key", "first_key"], _one_slip_apart()),
    ):
        if found:
            arrivals = arrivals.join(found[-1], on="row", how="anti")
            departures = departures.join(found[-1], on="person_id", how="anti")
        pairs = arrivals.join(departures, on=keys, suffix="_was").filter(agree)
        found.append(
            pairs.filter(
                ~pl.col("row").is_duplicated() & ~pl.col("person_id").is_duplicated()
            ).select("row", "person_id")
        )
    return pl.concat(found)


def _pairs(
    filed: pl.DataFrame, stored: pl.DataFrame, keys: list[str], where: pl.Expr | None = None
) -> pl.DataFrame:
    """Who is alone on each side with the same keys."""
    if where is not None:
        filed, stored = filed.filter(where), stored.filter(where)
    ours, theirs = (
        frame.select(name, *keys, pl.struct(keys).hash().alias("mark")).filter(
            pl.col("mark").is_unique()
        )
        for frame, name in ((filed, "row"), (stored, "person_id"))
    )
    # A mark is quicker to compare than three texts; the texts have the last word.
    same = pl.all_horizontal(pl.col(key) == pl.col(f"{key}_was") for key in keys)
    found = ours.join(theirs, on="mark", suffix="_was").filter(same)
    return found.select("row", "person_id")


def _ranked_pairs(filed: pl.DataFrame, stored: pl.DataFrame) -> pl.DataFrame:
    """Who has the same names, birth date and address; namesakes there in the order of the roll."""
    alone = _pairs(filed, stored, _AT_HOME)
    rest = filed.join(alone, on="row", how="anti").join(stored, on=_AT_HOME, how="semi")
    known = stored.join(alone, on="person_id", how="anti").join(rest, on=_AT_HOME, how="semi")
    ours, theirs = (
        frame.sort(name).with_columns(pl.int_range(pl.len()).over(_AT_HOME).alias("rank"))
        for frame, name in ((rest, "row"), (known, "person_id"))
    )
    ranked = ours.join(theirs, on=[*_AT_HOME, "rank"]).select("row", "person_id")
    return pl.concat([alone, ranked])


def _one_is_part_of_the_other() -> pl.Expr:
    now, was = pl.col("first_key").str.split(" "), pl.col("first_key_was").str.split(" ")
    begins = now.list.first() == was.list.first()
    part = (now.list.set_difference(was).list.len() == 0) | (
        was.list.set_difference(now).list.len() == 0
    )
    return (pl.col("first_key") != "") & (pl.col("first_key_was") != "") & (begins | part)


def _one_slip_apart() -> pl.Expr:
    year, month, day = (pl.col(f"birth_{part}") for part in ("year", "month", "day"))
    year_was, month_was, day_was = (
        pl.col(f"birth_{part}_was") for part in ("year", "month", "day")
    )
    known = pl.col("dated") & pl.col("dated_was")
    same_year = year == year_was
    slips = (
        (same_year & (month == month_was))
        | (same_year & (day == day_was))
        | (same_year & (month == day_was) & (day == month_was))
        | ((month == month_was) & (day == day_was) & ((year - year_was).abs() <= _A_TYPING_ERROR))
    )
    completed = same_year & (month.eq_missing(month_was) | month.is_null() | month_was.is_null())
    return pl.when(known).then(slips).otherwise(completed).fill_null(value=False)
