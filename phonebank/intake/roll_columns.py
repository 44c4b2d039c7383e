"""A roll's texts by the column: names as shown, keys of names, dates, keys of dwellings.

Each different text is worked on once, and the texts most rolls are made of by polars alone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from phonebank.domain.addresses import REPEATS
from phonebank.domain.names import clean, display
from phonebank.intake.cells import birth_columns, birth_text, per_value
from phonebank.intake.keys import address_keys, canonical_column

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_EVERYDAY = r"^[A-Za-z\x{C0}-\x{D6}\x{D8}-\x{DE}\x{E0}-\x{F6}\x{F8}-\x{FE}\x{152}\x{153} '’,\-]*$"
"""Letters that have one small and one capital form, and what stands between the words of a name."""
_MARK = "x "  # no word of a street, and no number: what follows it is no house number
_REPEATED = r"^\p{Nd}+ [btq] \S"


def by_text(
    column: pl.Series, read: Mapping[str, Callable[[pl.Series], pl.Series]]
) -> pl.DataFrame:
    """Columns made of one column's texts, each different text read once."""
    texts = column.unique()
    table = pl.DataFrame({"text": texts, **{name: make(texts) for name, make in read.items()}})
    return _spread(column, table)


def birth_by_text(column: pl.Series) -> pl.DataFrame:
    """birth_year, birth_month, birth_day, birth_bad and `birth` (`1961-05-00`) of a column."""
    texts = column.unique().alias("text").to_frame()
    table = texts.with_columns(birth_columns(pl.col("text"))).with_columns(
        birth_text().alias("birth")
    )
    return _spread(column, table)


def _spread(column: pl.Series, table: pl.DataFrame) -> pl.DataFrame:
    return (
        column.alias("text")
        .to_frame()
        .join(table, on="text", how="left", maintain_order="left")
        .drop("text")
    )


def display_texts(texts: pl.Series) -> pl.Series:
    """`domain.names.display` of different texts."""
    easy = pl.col("text").str.contains(_EVERYDAY) & ~pl.col("text").str.contains("  ", literal=True)
    mixed = (pl.col("text") != pl.col("text").str.to_uppercase()) & (
        pl.col("text") != pl.col("text").str.to_lowercase()
    )
    named = pl.col("text").str.to_lowercase().str.to_titlecase()
    frame = texts.alias("text").to_frame().with_columns(pl.col("text").str.strip_chars(" "))
    shown = frame.select(
        pl.when(easy).then(pl.when(mixed).then("text").otherwise(named)).alias("shown")
    ).to_series()
    return _or_by_rule(texts, shown, display)


def clean_texts(texts: pl.Series) -> pl.Series:
    """`domain.names.clean` of different texts."""
    frame = texts.alias("text").to_frame()
    text = pl.col("text")
    easy = text.str.contains(r"^[\x{20}-\x{7E}\x{C0}-\x{17F}’]*$") & ~text.str.contains(
        "  ", literal=True
    )
    cleaned = frame.select(pl.when(easy).then(text.str.strip_chars(" ")).alias("shown"))
    return _or_by_rule(texts, cleaned.to_series(), clean)


def _or_by_rule(texts: pl.Series, done: pl.Series, read: Callable[[str], str]) -> pl.Series:
    left = done.is_null()
    if not left.any():
        return done
    rest = per_value(texts.filter(left), read)
    return done.scatter(left.arg_true(), rest)


def dwelling_keys(frame: pl.DataFrame, parts: tuple[str, ...], aside: str) -> pl.DataFrame:
    """`entrance` and `address_key`: `domain.addresses.address_key` of the parts joined by spaces.

    `parts`: the columns of an address, house number first; `aside`: the one (a staircase, a flat)
    that is no part of the entrance.
    """
    keys = {part: by_text(frame[part], {"key": _part_keys})["key"] for part in parts}
    whole = pl.DataFrame(keys)
    joined = whole.select(
        pl.concat_str([part for part in parts if part != aside]).alias("entrance"),
        pl.concat_str(parts).alias("address_key"),
    ).with_columns(pl.all().str.strip_prefix(" "))
    if not joined.select(pl.any_horizontal(pl.all().str.contains(_REPEATED).any())).item():
        return joined
    for letter, word in REPEATS.items():
        joined = joined.with_columns(
            pl.all().str.replace(rf"^(\p{{Nd}}+) {letter} (\S)", f"$1 {word} $2")
        )
    return joined


def _part_keys(texts: pl.Series) -> pl.Series:
    """A part's words as the key writes them, a space before the first."""
    marked = texts.alias("text").to_frame().select(pl.lit(_MARK) + pl.col("text")).to_series()
    return address_keys(marked).str.slice(len(_MARK) - 1)


def name_columns(column: pl.Series, shown: str, key: str) -> pl.DataFrame:
    """A name as shown and its key, as two columns."""
    return by_text(column, {shown: display_texts, key: canonical_column})
