"""Cells as values: dates of birth, codes, keys of names and addresses, over whole columns.

Every function takes and gives polars columns, so that a million rows cost seconds. Python is only
run once for each different text.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

if TYPE_CHECKING:
    from collections.abc import Callable

    from phonebank.intake.headers import HeaderMap

_FIRST_YEAR, _LAST_YEAR = 1880, 2100
_FRENCH_DAY = r"^([0-9]{1,2})[/.\-]([0-9]{1,2})[/.\-]([0-9]{4})(?:[ T].*)?$"
_ISO_DAY = r"^([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})(?:[ T].*)?$"
_FORMULA = r"^\s*[=@＝＠]"


def cell(mapping: HeaderMap, name: str) -> pl.Expr:
    """A field's column, or an empty text where the file has none."""
    column = mapping.column(name)
    return pl.lit("") if column is None else pl.col(column)


def is_formula(text: pl.Expr) -> pl.Expr:
    """Whether a cell is a spreadsheet formula rather than a value."""
    return text.str.contains(_FORMULA)


def per_value(column: pl.Series, read: Callable[[str], str]) -> pl.Series:
    """`read` applied once to each different text of a column."""
    values = column.unique().to_list()
    table = {value: read(value) for value in values}
    return column.replace_strict(table, return_dtype=pl.String)


def birth_columns(text: pl.Expr) -> list[pl.Expr]:
    """`birth_year`, `birth_month`, `birth_day` (null: unknown) and `birth_bad` of a text column.

    Reads 27/11/1993, 00/05/1961, 00/00/1953, 1993-11-27, 1953 and a spreadsheet's serial day.
    """
    french = text.str.extract_groups(_FRENCH_DAY)
    iso = text.str.extract_groups(_ISO_DAY)
    year_only = text.str.extract(r"^([0-9]{4})$", 1)
    serial = text.str.extract(r"^([0-9]{5})(?:[.,]0+)?$", 1).cast(pl.Int32)
    day_of_serial = pl.date(1899, 12, 30) + pl.duration(days=serial)
    year = pl.coalesce(
        french.struct[2].cast(pl.Int16),
        iso.struct[0].cast(pl.Int16),
        year_only.cast(pl.Int16),
        day_of_serial.dt.year().cast(pl.Int16),
    )
    month = pl.coalesce(
        french.struct[1].cast(pl.Int16),
        iso.struct[1].cast(pl.Int16),
        day_of_serial.dt.month().cast(pl.Int16),
    )
    day = pl.coalesce(
        french.struct[0].cast(pl.Int16),
        iso.struct[2].cast(pl.Int16),
        day_of_serial.dt.day().cast(pl.Int16),
    )
    sound = (
        year.is_between(_FIRST_YEAR, _LAST_YEAR)
        & month.fill_null(0).is_between(0, 12)
        & day.fill_null(0).is_between(0, 31)
    ).fill_null(value=False)
    absent = text.str.contains(r"^(?:|0+|00/00/0000|0000-00-00)$")
    return [
        pl.when(sound).then(year).alias("birth_year"),
        pl.when(sound & (month > 0)).then(month).alias("birth_month"),
        pl.when(sound & (month > 0) & (day > 0)).then(day).alias("birth_day"),
        (~sound & ~absent).alias("birth_bad"),
    ]


def birth_text() -> pl.Expr:
    """`1961-05-00` of the three birth columns; '' where the year is unknown."""
    return (
        pl.when(pl.col("birth_year").is_null())
        .then(pl.lit(""))
        .otherwise(
            pl.format(
                "{}-{}-{}",
                pl.col("birth_year").cast(pl.String).str.zfill(4),
                pl.col("birth_month").fill_null(0).cast(pl.String).str.zfill(2),
                pl.col("birth_day").fill_null(0).cast(pl.String).str.zfill(2),
            )
        )
    )


def bureau_code(text: pl.Expr) -> pl.Expr:
    """A bureau's code as text, a spreadsheet's trailing `.0` taken off, in capitals."""
    return (
        text.str.replace(r"^([0-9]+)[.,]0+$", "$1").str.to_uppercase().str.replace_all(r"\s+", "")
    )


def bare_code(text: pl.Expr) -> pl.Expr:
    """A bureau's code without leading zeros: what a spreadsheet leaves of `0001`."""
    return text.str.replace(r"^0+(.)", "$1")


def order_number(text: pl.Expr) -> pl.Expr:
    """An order number, null where the cell is empty or holds something else."""
    return text.str.extract(r"^0*([0-9]{1,7})(?:[.,]0+)?$", 1).cast(pl.Int32)


def truth(text: pl.Expr) -> pl.Expr:
    """Whether a cell says yes: oui, true, 1, x, or anything that is not a no.

    Used for objections, where a doubtful mark must count (R3).
    """
    key = text.str.to_lowercase().str.strip_chars()
    return ~key.is_in(["", "non", "no", "n", "false", "faux", "0", "0.0", "f", "-", "null", "none"])
