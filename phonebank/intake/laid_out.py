"""A table on the disk, as the limited process leaves it: a file of Arrow and the facts beside it.

The columns of the Arrow file are the table's own (text, trimmed, '' for empty) and LINE, SURPLUS
and FILE; it is written in pieces, so that a large roll never stands in memory as a whole.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import polars as pl

from phonebank.domain.errors import BadInput

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

LINE = "_line"
"""The row's line in its file, counted from 1 as an editor counts."""
SURPLUS = "_surplus"
"""True where the row has more cells than the header."""
FILE = "_file"
"""The name of the file the row came from."""

MAX_COLUMNS = 1024
MAX_CELL_CHARACTERS = 20_000
MAX_ROWS = 5_000_000
TOP_ROWS = 25
_HEADER_SEARCH_ROWS = 30
_SHOWN_CHARACTERS = 200


@dataclass(frozen=True, slots=True)
class Row:
    """A row as it stands in its file."""

    line: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Form:
    """How a file is written. `found` is how the encoding was told, see `encoding.CleanText`.

    `encoding` is 'xlsx/ods' and `separator` '' for a workbook.
    """

    encoding: str
    found: str
    separator: str


@dataclass(frozen=True, slots=True)
class LaidOut:
    """A table on the disk. `header_line` is 0 where there is none; `top` are the file's first rows.

    `choice`: a workbook's sheets, or the tables of an archive, by name; `sheet` the one read.
    """

    arrow: Path
    name: str
    columns: tuple[str, ...]
    rows: int
    form: Form
    header_line: int
    top: tuple[Row, ...]
    sheet: str = ""
    choice: tuple[str, ...] = ()

    def scan(self) -> pl.LazyFrame:
        """The table, not in memory yet."""
        return pl.scan_ipc(self.arrow)


def laid_out_from(plain: Mapping[str, Any], folder: Path) -> LaidOut:
    """A table on the disk again, from the plain values `dataclasses.asdict` made of it."""
    top = tuple(Row(row["line"], tuple(row["cells"])) for row in plain["top"])
    more = {
        "arrow": folder / plain["arrow"],
        "columns": tuple(plain["columns"]),
        "form": Form(**plain["form"]),
        "top": top,
        "choice": tuple(plain["choice"]),
    }
    return LaidOut(**{**plain, **more})


@dataclass(frozen=True, slots=True)
class Header:
    """Where the titles are: `at` is the rank among the rows, -1 where there are none."""

    at: int
    line: int
    titles: tuple[str, ...]


def find_header(
    rows: Sequence[Sequence[str]], lines: Sequence[int], name: str, named: int | None
) -> Header:
    """The header among a file's first rows; `named` is the line a person said, 0 for none.

    Raises BadInput where the rows hold nothing, or nothing on the line named.
    """
    if named == 0:
        width = max((_filled_width(row) for row in rows), default=1)
        return Header(-1, 0, unique_titles([""] * max(width, 1)))
    if named is None:
        at = _header_row(rows[:_HEADER_SEARCH_ROWS], name)
    else:
        at = next((rank for rank, line in enumerate(lines) if line == named), -1)
        if at < 0 or not any(rows[at]):
            raise BadInput(f"{name} has no titles of columns on line {named}; choose another line.")
    width = _filled_width(rows[at])
    return Header(at, lines[at], unique_titles(rows[at][:width]))


def top_rows(rows: Sequence[Sequence[str]], lines: Sequence[int]) -> tuple[Row, ...]:
    """The first rows, to be shown."""
    return tuple(
        Row(line, tuple(cell[:_SHOWN_CHARACTERS] for cell in row[: _filled_width(row)]))
        for line, row in zip(lines, rows[:TOP_ROWS], strict=False)
    )


def unique_titles(header: Sequence[str]) -> tuple[str, ...]:
    """Titles that tell every column apart."""
    seen: Counter[str] = Counter()
    titles: list[str] = []
    for index, cell in enumerate(header):
        title = " ".join(cell.split())[:_SHOWN_CHARACTERS]
        # polars takes * and ^…$ for patterns of column names.
        pattern = title == "*" or (title.startswith("^") and title.endswith("$"))
        if pattern or title in {"", LINE, SURPLUS, FILE}:
            title = f"column {index + 1}"
        seen[title] += 1
        unique = title if seen[title] == 1 else f"{title} ({seen[title]})"
        while unique in titles:
            seen[title] += 1
            unique = f"{title} ({seen[title]})"
        titles.append(unique)
    return tuple(titles)


def shaped(frame: pl.LazyFrame, header: Header, width: int, name: str) -> pl.LazyFrame:
    """Rows of trimmed text and LINE → the table's columns, SURPLUS and FILE; blank rows left out.

    `frame` has columns c0 … c{width-1} and LINE; rows above the header are left out.
    """
    body = len(header.titles)
    surplus = [pl.col(f"c{index}") != "" for index in range(body, width)]
    return (
        frame.filter(pl.col(LINE) > header.line)
        .select(
            *[pl.col(f"c{index}").alias(title) for index, title in enumerate(header.titles)],
            pl.col(LINE).cast(pl.UInt32),
            (pl.any_horizontal(surplus) if surplus else pl.lit(value=False)).alias(SURPLUS),
            pl.lit(name).alias(FILE),
        )
        .filter(pl.any_horizontal(pl.col(title) != "" for title in header.titles))
    )


def checked(arrow: Path, titles: Sequence[str], name: str) -> int:
    """How many rows stand in a table's file. Raises BadInput for too many and for endless cells."""
    frame = pl.scan_ipc(arrow)
    longest, rows = _longest_and_rows(frame, titles)
    if rows > MAX_ROWS:
        raise BadInput(f"{name} has {rows:,} rows; split it below {MAX_ROWS:,}.")
    _refuse_endless(longest, name)
    return rows


def refuse_endless_cells(frame: pl.LazyFrame, titles: Sequence[str], name: str) -> None:
    """Look for an endless cell before its rows are worked on, which copies it several times.

    Raises BadInput for one.
    """
    _refuse_endless(_longest_and_rows(frame, titles)[0], name)


def _longest_and_rows(frame: pl.LazyFrame, titles: Sequence[str]) -> tuple[int, int]:
    longest = pl.max_horizontal([pl.col(title).str.len_bytes().max() for title in titles])
    found = frame.select(longest.alias("longest"), pl.len()).collect(engine="streaming")
    return int(found.item(0, 0) or 0), int(found.item(0, 1))


def _refuse_endless(longest: int, name: str) -> None:
    if longest > MAX_CELL_CHARACTERS:
        raise BadInput(
            f"{name} has a cell of {longest:,} bytes: a quotation mark is probably missing. "
            "Correct the file, then import again."
        )


def _filled_width(row: Sequence[str]) -> int:
    return max((index for index, cell in enumerate(row) if cell), default=-1) + 1


def _header_row(rows: Sequence[Sequence[str]], name: str) -> int:
    """The row with most known column names; without any, the first that is as wide as the rest."""
    from phonebank.intake.headers import header_key, known_headers

    known = known_headers()
    best, best_count = -1, 1
    filled: list[int] = []
    for index, row in enumerate(rows):
        cells = [cell for cell in row if cell]
        filled.append(len(cells))
        count = sum(header_key(cell) in known for cell in cells if len(cell) <= _SHOWN_CHARACTERS)
        if count > best_count:
            best, best_count = index, count
    if best >= 0:
        return best
    usual = max(filled, default=0)
    if usual == 0:
        raise BadInput(f"{name} has no table in it: every cell of its first lines is empty.")
    return next(index for index, count in enumerate(filled) if count >= max(1, usual * 0.6))
