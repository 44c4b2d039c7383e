"""What a table looks like from outside: its first rows, and what its columns hold.

Made where the file is read, in the limited process; only this much of it travels. Columns that may
not be read (R6) are named but their cells are not shown.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import polars as pl

from phonebank.intake.fields import forbidden_in

if TYPE_CHECKING:
    from collections.abc import Mapping

    from phonebank.intake.encoding import CleanText
    from phonebank.intake.laid_out import LaidOut
    from phonebank.intake.numbers import Listed

HIDDEN = "···"
"""Stands for a cell that is not shown."""
SHOWN_ROWS = 20
SHOWN_VALUES = 30
_SAMPLE = 20_000
_DESCRIBED_COLUMNS = 300
_SHAPES = (
    ("email", r"^[^\s@]+@[^\s@]+\.[^\s@]+$"),
    ("phone", r"^(?:\+|00)?[0-9](?:[\s.\-/()]*[0-9]){8,14}$|^[67][0-9]{8}$"),
    ("date", r"^[0-9]{1,4}[/.\-][0-9]{1,2}[/.\-][0-9]{1,4}(?:[ T].*)?$"),
    ("number", r"^[0-9]+(?:[.,][0-9]+)?$"),
)


@dataclass(frozen=True, slots=True)
class ShownRow:
    """One of the first rows, as it stands in the file."""

    line: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ColumnFacts:
    """What a column holds: `values` are the most frequent with their counts, where they are few.

    `shape` is what most of its cells look like: 'email', 'phone', 'date', 'number' or ''.
    `forbidden` names what may not be read ('religion'…).
    """

    title: str
    filled: int
    empty: int
    shape: str = ""
    forbidden: str = ""
    values: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Description:
    """A table from outside. `inside`: the sheets of a workbook or the tables of an archive.

    `encoding_found` says how the encoding was told: 'mark', 'strict' (it is valid UTF-8),
    'fallback' (it is not), 'shape', 'chosen' or 'workbook'. `header_line` is 0 where there is none;
    `top` begins with the file's first row, a title above the header included. `listed`: a
    numbers-only list: how many bureaux, numbers, and pieces that cannot be read; all else is then
    empty.
    """

    encoding: str = ""
    encoding_found: str = ""
    separator: str = ""
    sheet: str = ""
    inside: tuple[str, ...] = ()
    header_line: int = 0
    rows: int = 0
    top: tuple[ShownRow, ...] = ()
    columns: tuple[ColumnFacts, ...] = ()
    listed: tuple[int, int, int] | None = None


def describe(table: LaidOut) -> Description:
    """The description of a table, a column in memory at a time."""
    forbidden = [forbidden_in(title) for title in table.columns]
    columns = tuple(
        _column(table, title, held, looked_into=index < _DESCRIBED_COLUMNS)
        for index, (title, held) in enumerate(zip(table.columns, forbidden, strict=True))
    )
    hidden = {index for index, held in enumerate(forbidden) if held}
    top = tuple(
        ShownRow(
            row.line,
            tuple(
                HIDDEN if index in hidden and cell and row.line > table.header_line else cell
                for index, cell in enumerate(row.cells)
            ),
        )
        for row in table.top[:SHOWN_ROWS]
    )
    return Description(
        encoding=table.form.encoding,
        encoding_found=table.form.found,
        separator=table.form.separator,
        sheet=table.sheet,
        inside=table.choice or (table.name,),
        header_line=table.header_line,
        rows=table.rows,
        top=top,
        columns=columns,
    )


def describe_listed(listed: Listed, top: tuple[ShownRow, ...], text: CleanText) -> Description:
    """The description of a numbers-only list."""
    rows = listed.rows
    sound = rows.filter(pl.col("reason") == "")
    bureaux = sound["bureau_code"].n_unique() if sound.height else 0
    return Description(
        encoding=text.encoding,
        encoding_found=text.found,
        rows=rows.height,
        top=top,
        listed=(bureaux, sound.height, rows.height - sound.height),
    )


def description_from(plain: Mapping[str, Any]) -> Description:
    """A description again, from the plain values `dataclasses.asdict` made of it."""
    top = tuple(ShownRow(row["line"], tuple(row["cells"])) for row in plain["top"])
    columns = tuple(
        ColumnFacts(**{**column, "values": tuple(tuple(pair) for pair in column["values"])})
        for column in plain["columns"]
    )
    inside = tuple(plain["inside"])
    listed = tuple(plain["listed"]) if plain["listed"] else None
    return Description(
        **{**plain, "top": top, "columns": columns, "inside": inside, "listed": listed}
    )


def _column(table: LaidOut, title: str, forbidden: str, *, looked_into: bool) -> ColumnFacts:
    cells = table.scan().select(title).collect()[title]
    filled = int((cells != "").sum())
    empty = cells.len() - filled
    if forbidden or not looked_into or not filled:
        return ColumnFacts(title, filled, empty, forbidden=forbidden)
    sample = cells.head(_SAMPLE)
    full = sample.filter(sample != "")
    shape = next((name for name, words in _SHAPES if _mostly(full, words)), "")
    if shape in {"email", "phone"} or full.n_unique() > SHOWN_VALUES * 2:
        return ColumnFacts(title, filled, empty, shape)
    counted = (
        cells.filter(cells != "")
        .str.slice(0, 60)
        .value_counts(sort=True, name="count")
        .head(SHOWN_VALUES)
    )
    return ColumnFacts(title, filled, empty, shape, values=tuple(counted.iter_rows()))


def _mostly(cells: pl.Series, words: str) -> bool:
    if cells.is_empty():
        return False
    return bool(cells.str.contains(words).sum() >= cells.len() * 0.7)
