"""The table in a CSV or TXT file: separator, header, rows, each with its line in the file."""

from __future__ import annotations

import csv
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl

from phonebank.domain.errors import BadInput
from phonebank.intake.laid_out import (
    LINE,
    MAX_COLUMNS,
    MAX_ROWS,
    Form,
    Header,
    LaidOut,
    Row,
    checked,
    find_header,
    refuse_endless_cells,
    shaped,
    top_rows,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from phonebank.intake.choices import HowToRead
    from phonebank.intake.encoding import CleanText

SEPARATORS = (";", "\t", ",", "|")
_SAMPLE_BYTES = 2**18
_SAMPLE_LINES = 200
_HEAD_ROWS = 320
_PROTECTED = r'^="([^"]*)"$'
_ARMED = r"^'([=@+\-])"
_MANY_CELLS = 20_000_000
_CELLS_A_BYTE = 4
"""A row that has all its cells takes a byte a cell at least."""
_LONGEST_CELL = 131_072


@dataclass(frozen=True, slots=True)
class _Rows:
    """A text as rows of c0, c1… and LINE, not in memory."""

    frame: pl.LazyFrame
    width: int


def lay_out_text(text: CleanText, name: str, how: HowToRead, folder: Path) -> LaidOut:
    """Lay a text out in `folder`. Raises BadInput for what is no table."""
    with text.path.open("rb") as file:
        sample = file.read(_SAMPLE_BYTES).decode("utf-8", "ignore")
    lines = sample.split("\n")[:_SAMPLE_LINES]
    separator = how.separator or _separator(lines)
    width = _width(lines, separator, name)
    _refuse_ragged(text, width, name)
    arrow = folder / "table.arrow"
    try:
        header, top = _laid(
            _quick(text, separator, width, name), name, how, arrow, protected=text.protected
        )
    except pl.exceptions.PolarsError:
        # Quotes that do not follow the rules: read again by hand, then as before.
        rows = _by_hand(text, separator, width + 2, name, folder)
        header, top = _laid(rows, name, how, arrow, protected=text.protected)
    rows_kept = checked(arrow, header.titles, name)
    form = Form(text.encoding, text.found, separator)
    return LaidOut(arrow, name, header.titles, rows_kept, form, header.line, top)


def lay_out_spooled(
    spool: Path, width: int, name: str, how: HowToRead, form: Form, folder: Path
) -> LaidOut:
    """Lay out rows written with `csv`, all quoted, the line first. Raises BadInput."""
    arrow = folder / "table.arrow"
    header, top = _laid(_spooled(spool, width), name, how, arrow, protected=False)
    kept = checked(arrow, header.titles, name)
    return LaidOut(arrow, name, header.titles, kept, form, header.line, top)


def _laid(
    rows: _Rows, name: str, how: HowToRead, arrow: Path, *, protected: bool
) -> tuple[Header, tuple[Row, ...]]:
    """Write the table's file; its header and first rows."""
    frame = rows.frame.with_columns(pl.exclude(LINE).fill_null("").str.strip_chars())
    if protected:
        # A spreadsheet's ways of protecting a text: ="0612345678", '=1+1.
        frame = frame.with_columns(
            pl.exclude(LINE).str.replace(_PROTECTED, "$1").str.replace(_ARMED, "$1")
        )
    head = frame.head(_HEAD_ROWS).collect()
    lines, cells = head[LINE].to_list(), head.drop(LINE).rows()
    header = find_header(cells, lines, name, how.header_line)
    shaped(frame, header, rows.width, name).sink_ipc(arrow)
    return header, top_rows(cells, lines)


def _spooled(spool: Path, width: int) -> _Rows:
    names = [f"c{index}" for index in range(width)]
    frame = pl.scan_csv(
        spool,
        has_header=False,
        schema={LINE: pl.UInt32} | dict.fromkeys(names, pl.String),
        missing_columns="insert",
        empty_string_is_null=False,
        glob=False,
    )
    return _Rows(frame, width)


def _quick(text: CleanText, separator: str, width: int, name: str) -> _Rows:
    """The rows by polars; what it cannot read it says when they are collected."""
    # Two columns to spare show rows with more cells than the header.
    names = [f"c{index}" for index in range(width + 2)]
    frame = pl.scan_csv(
        text.path,
        separator=separator,
        has_header=False,
        schema=dict.fromkeys(names, pl.String),
        extra_columns="ignore",
        missing_columns="insert",
        empty_string_is_null=False,
        row_index_name=LINE,
        row_index_offset=1,
        glob=False,
    )
    if text.quoted and frame.select(pl.len()).collect().item() < text.lines:
        refuse_endless_cells(frame, names, name)
        frame = _with_breaks(frame, names)
    return _Rows(frame, len(names))


def _with_breaks(frame: pl.LazyFrame, names: Sequence[str]) -> pl.LazyFrame:
    """LINE made true where cells hold line breaks."""
    import numpy as np

    breaks = pl.sum_horizontal(
        pl.col(names).fill_null("").str.count_matches("\n", literal=True)
    ).alias("breaks")
    several = frame.select(LINE, breaks).filter(pl.col("breaks") > 0).collect(engine="streaming")
    rows = several[LINE].to_numpy()
    passed = np.concatenate([[0], several["breaks"].to_numpy().cumsum()])

    def moved(ranks: pl.Series) -> pl.Series:
        found = passed[np.searchsorted(rows, ranks.to_numpy(), side="left")]
        return pl.Series(ranks.to_numpy() + found, dtype=pl.UInt32)

    return frame.with_columns(
        pl.col(LINE).map_batches(moved, return_dtype=pl.UInt32, is_elementwise=True)
    )


def _by_hand(text: CleanText, separator: str, width: int, name: str, folder: Path) -> _Rows:
    """The rows by the patient reader, written again with good manners.

    Raises BadInput, saying the line, for a quotation mark that is never closed.
    """
    _refuse_open_quote(text, separator, name)
    again = folder / "by-hand.csv"
    with again.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\n")
        for count, (line, row) in enumerate(_read(text, separator, name), start=1):
            if count > MAX_ROWS:
                raise BadInput(f"{name} has more than {MAX_ROWS:,} rows; split it.")
            writer.writerow([line, *row[:width], *[""] * (width - len(row))])
    return _spooled(again, width)


def _read(text: CleanText, separator: str, name: str) -> Iterator[tuple[int, list[str]]]:
    with text.path.open(encoding="utf-8", newline="") as file:
        reader = csv.reader(file, delimiter=separator)
        line = 1
        try:
            for row in reader:
                yield line, row
                line = reader.line_num + 1
        except csv.Error:
            raise BadInput(
                f"{name}, line {line}: a cell is longer than {_LONGEST_CELL:,} characters. "
                "Correct the line, then import again."
            ) from None


def _refuse_open_quote(text: CleanText, separator: str, name: str) -> None:
    with text.path.open(encoding="utf-8", newline="") as file:
        reader = csv.reader(file, delimiter=separator, strict=True)
        start = 1
        try:
            for _ in reader:
                start = reader.line_num + 1
        except csv.Error as error:
            if "unexpected end of data" in str(error) or "field larger" in str(error):
                raise BadInput(
                    f"{name}, line {start}: a quotation mark opens here and is never closed. "
                    "Correct the line, then import again."
                ) from None


def _separator(lines: Sequence[str]) -> str:
    """The separator that cuts most lines into the same number of cells, more than one."""
    best, best_score = ";", 0.0
    for candidate in SEPARATORS:
        widths = _widths(lines, candidate)
        if not widths:
            continue
        width, count = Counter(widths).most_common(1)[0]
        wide = [found for found in widths if found > 1]
        if not wide:
            continue
        if width == 1:
            width, count = Counter(wide).most_common(1)[0]
        score = count / len(widths) * (1 + min(width, 50) / 50)
        if score > best_score:
            best, best_score = candidate, score
    return best


def _widths(lines: Sequence[str], separator: str) -> list[int]:
    try:
        rows = csv.reader((line + "\n" for line in lines), delimiter=separator)
        return [len(row) for row in rows if any(cell.strip() for cell in row)]
    except csv.Error:
        return []


def _refuse_ragged(text: CleanText, width: int, name: str) -> None:
    """Raise BadInput where one wide row would give millions of short ones empty cells."""
    cells = width * text.lines
    if cells > _MANY_CELLS and cells > _CELLS_A_BYTE * text.path.stat().st_size:
        raise BadInput(
            f"{name} has a row of {width:,} cells, and most have far fewer: it is damaged, or no "
            "table. Correct its first lines, then import again."
        )


def _width(lines: Sequence[str], separator: str, name: str) -> int:
    width = max(_widths(lines, separator), default=1)
    if width > MAX_COLUMNS:
        raise BadInput(f"{name} has {width:,} columns; at most {MAX_COLUMNS:,} are read.")
    return width
