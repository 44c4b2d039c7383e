"""What a table looks like from outside: its first rows, and what its columns hold.

Made where the file is read, in the limited process; only this much of it travels. Columns that may
not be read (R6) are named but their cells are not shown.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl

from phonebank.intake.fields import forbidden_in
from phonebank.intake.reading import FILE

if TYPE_CHECKING:
    from phonebank.intake.numbers import Listed
    from phonebank.intake.reading import Table

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

    `header_line` is 0 where there is none; `top` begins with the file's first row, a title above
    the header included. `listed`: a numbers-only list: how many bureaux, numbers, and pieces that
    cannot be read; all else is then empty.
    """

    encoding: str = ""
    separator: str = ""
    sheet: str = ""
    inside: tuple[str, ...] = ()
    header_line: int = 0
    rows: int = 0
    top: tuple[ShownRow, ...] = ()
    columns: tuple[ColumnFacts, ...] = ()
    listed: tuple[int, int, int] | None = None


def describe(table: Table) -> Description:
    """The description of a table."""
    forbidden = [forbidden_in(title) for title in table.columns]
    columns = tuple(
        _column(table.frame[title], title, held, looked_into=index < _DESCRIBED_COLUMNS)
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
        encoding=table.encoding,
        separator=table.separator,
        sheet=table.sheet,
        inside=table.choice or tuple(table.frame[FILE].unique(maintain_order=True).to_list()),
        header_line=table.header_line,
        rows=table.rows,
        top=top,
        columns=columns,
    )


def describe_listed(listed: Listed, top: tuple[ShownRow, ...], encoding: str) -> Description:
    """The description of a numbers-only list."""
    rows = listed.rows
    sound = rows.filter(pl.col("reason") == "")
    bureaux = sound["bureau_code"].n_unique() if sound.height else 0
    counts = (bureaux, sound.height, rows.height - sound.height)
    return Description(encoding=encoding, rows=rows.height, top=top, listed=counts)


def _column(cells: pl.Series, title: str, forbidden: str, *, looked_into: bool) -> ColumnFacts:
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
