"""A file becomes a table of text: every cell a string, every row with its line in the file.

Nothing is interpreted here: not a date, not a number, not a code with its leading zeros. CSV and
TXT in any of the usual encodings and separators, XLSX, ODS and a ZIP of CSVs come out alike.
"""

from __future__ import annotations

import csv
import io
from collections import Counter
from dataclasses import dataclass
from pathlib import PurePath
from typing import TYPE_CHECKING

import polars as pl

from phonebank.domain.errors import BadInput
from phonebank.intake.choices import HowToRead
from phonebank.intake.encoding import decode, read_bytes
from phonebank.intake.headers import known_headers

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from phonebank.intake.encoding import DecodedText

LINE = "_line"
"""Column of every table: the row's line in its file, counted from 1 as an editor counts."""
SURPLUS = "_surplus"
"""Column of every table: true where the row has more cells than the header."""
FILE = "_file"
"""Column of every table: the name of the file the row came from."""

SEPARATORS = (";", "\t", ",", "|")
FOUND = HowToRead()
"""Everything about a file's form is found."""
TOP_ROWS = 25
MAX_COLUMNS = 1024
MAX_CELL_CHARACTERS = 20_000
MAX_ROWS = 5_000_000
_HEADER_SEARCH_ROWS = 30
_SHOWN_CHARACTERS = 200


@dataclass(frozen=True, slots=True)
class Row:
    """A row as it stands in its file."""

    line: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Table:
    """A file read. `frame` holds `columns` (text, trimmed, '' for empty), LINE, SURPLUS, FILE."""

    name: str
    columns: tuple[str, ...]
    frame: pl.DataFrame
    encoding: str
    separator: str
    """'' for a workbook."""
    header_line: int
    """0 where there is none."""
    top: tuple[Row, ...] = ()
    """The file's first rows as they stand, a title above the header included."""
    sheet: str = ""
    choice: tuple[str, ...] = ()
    """A workbook's sheets, or the tables of an archive, by name."""

    @property
    def rows(self) -> int:
        """How many rows stand below the header, blank ones left out."""
        return self.frame.height


def read_table(path: Path, how: HowToRead = FOUND) -> Table:
    """Read the table in a file.

    Raises BadInput, with a sentence, for what is absent, empty, too large, damaged or no table.
    """
    data = read_bytes(path)
    if data.startswith(b"PK\x03\x04"):
        from phonebank.intake.archive import read_archive

        return read_archive(data, path.name, how)
    return read_text_table(data, path.name, how)


def read_text_table(data: bytes, name: str, how: HowToRead = FOUND) -> Table:
    """The table in the bytes of a CSV or TXT file."""
    return decoded_table(decode(data, name, how.encoding), name, how)


def decoded_table(decoded: DecodedText, name: str, how: HowToRead = FOUND) -> Table:
    """The table in the text of a CSV or TXT file."""
    text = decoded.text
    if "\r" in text:
        text = text.replace("\r\n", "\n")
        if "\n" not in text:
            text = text.replace("\r", "\n")
    sample = text[: 2**18].split("\n")[:200]
    separator = how.separator or _separator(sample)
    width = _width(sample, separator, name)
    frame = _parse(text, separator, width, name)
    if '="' in text:
        # A spreadsheet's way of protecting a text: ="0612345678".
        frame = frame.with_columns(pl.all().str.replace(r'^="([^"]*)"$', "$1"))
    lines = _line_numbers(frame, text.count("\n") + 1)
    return table_of(frame, lines, name, decoded.encoding, separator, how.header_line)


def table_of(
    frame: pl.DataFrame,
    lines: pl.Series,
    name: str,
    encoding: str,
    separator: str,
    header_line: int | None = None,
) -> Table:
    """Find the header among a frame's first rows and make the rest a table.

    `frame` is all text, its header still in it; `lines` numbers its rows. `header_line`: the one a
    person named, 0 for none.
    """
    frame = frame.with_columns(pl.all().fill_null("").str.strip_chars().str.strip_chars("\u00a0"))
    _refuse_monsters(frame, name)
    top = _top(frame.head(TOP_ROWS), lines)
    header_at = _header_at(frame, lines, name, header_line)
    names = _titles(frame, header_at)
    surplus = [pl.nth(index) != "" for index in range(len(names), frame.width)]
    table = frame.select(
        *[pl.nth(index).alias(title) for index, title in enumerate(names)],
        lines.cast(pl.UInt32).alias(LINE),
        (pl.any_horizontal(surplus) if surplus else pl.lit(value=False)).alias(SURPLUS),
        pl.lit(name).alias(FILE),
    )
    table = table.slice(header_at + 1).filter(
        pl.any_horizontal(pl.col(title) != "" for title in names)
    )
    if table.height > MAX_ROWS:
        raise BadInput(f"{name} has {table.height:,} rows; split it below {MAX_ROWS:,}.")
    found = 0 if header_at < 0 else int(lines[header_at])
    return Table(name, names, table, encoding, separator, found, top)


def _top(frame: pl.DataFrame, lines: pl.Series) -> tuple[Row, ...]:
    rows = []
    for line, cells in zip(lines.to_list(), frame.rows(), strict=False):
        last = max((index for index, cell in enumerate(cells) if cell), default=-1)
        rows.append(Row(int(line), tuple(cell[:_SHOWN_CHARACTERS] for cell in cells[: last + 1])))
    return tuple(rows)


def _header_at(frame: pl.DataFrame, lines: pl.Series, name: str, header_line: int | None) -> int:
    """The header's rank among the rows; -1 where a person said that there is none."""
    if header_line is None:
        return _header_row(frame.head(_HEADER_SEARCH_ROWS).rows(), name)
    if header_line == 0:
        return -1
    at = lines.head(_HEADER_SEARCH_ROWS * 10).index_of(header_line)
    if at is None or not any(frame.row(at)):
        raise BadInput(f"{name} has no titles of columns on line {header_line}; choose another.")
    return int(at)


def _titles(frame: pl.DataFrame, header_at: int) -> tuple[str, ...]:
    if header_at >= 0:
        header = frame.row(header_at)
        last = max(index for index, cell in enumerate(header) if cell) + 1
        return _unique(header[:last])
    filled = frame.select((pl.all() != "").any()).row(0) if frame.height else ()
    last = max((index for index, some in enumerate(filled) if some), default=0) + 1
    return _unique([""] * last)


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


def _width(lines: Sequence[str], separator: str, name: str) -> int:
    width = max(_widths(lines, separator), default=1)
    if width > MAX_COLUMNS:
        raise BadInput(f"{name} has {width:,} columns; at most {MAX_COLUMNS:,} are read.")
    return width


def _parse(text: str, separator: str, width: int, name: str) -> pl.DataFrame:
    # Two columns to spare show rows with more cells than the header.
    schema = {f"c{index}": pl.String for index in range(width + 2)}
    try:
        return pl.read_csv(
            text.encode("utf-8", "replace"),
            separator=separator,
            has_header=False,
            schema=schema,
            extra_columns="ignore",
            missing_columns="insert",
            empty_string_is_null=False,
        )
    except pl.exceptions.PolarsError:
        return _parse_patiently(text, separator, width + 2, name)


def _parse_patiently(text: str, separator: str, width: int, name: str) -> pl.DataFrame:
    """For files whose quotes do not follow the rules; says where one is never closed."""
    _refuse_open_quote(text, separator, name)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    rows: list[list[str]] = []
    try:
        for row in reader:
            cells = row[:width] + [""] * (width - len(row))
            # Keeps the line numbers true where a quoted cell holds line breaks.
            rows.append(cells)
    except csv.Error:
        raise BadInput(
            f"{name}, line {reader.line_num}: a cell is too long. Correct the line."
        ) from None
    return frame_of(rows, width)


def _refuse_open_quote(text: str, separator: str, name: str) -> None:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
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


def frame_of(rows: Iterable[Sequence[str]], width: int) -> pl.DataFrame:
    """A frame of text from rows of equal width, its columns named c0, c1…"""
    columns = list(zip(*rows, strict=True)) or [()] * width
    return pl.DataFrame(
        {f"c{index}": pl.Series(cells, dtype=pl.String) for index, cells in enumerate(columns)}
    )


def _line_numbers(frame: pl.DataFrame, physical: int) -> pl.Series:
    first = pl.int_range(1, frame.height + 1, dtype=pl.UInt32)
    if physical <= frame.height + 1:
        return frame.select(first.alias(LINE)).to_series()
    breaks = pl.sum_horizontal(pl.all().fill_null("").str.count_matches("\n", literal=True))
    extra = breaks.cum_sum().shift(1, fill_value=0)
    return frame.select((first + extra.cast(pl.UInt32)).alias(LINE)).to_series()


def _refuse_monsters(frame: pl.DataFrame, name: str) -> None:
    longest = frame.select(pl.max_horizontal(pl.all().str.len_bytes().max())).item() or 0
    if longest > MAX_CELL_CHARACTERS:
        raise BadInput(
            f"{name} has a cell of {longest:,} bytes: a quotation mark is probably missing. "
            "Correct the file, then import again."
        )


def _header_row(rows: Sequence[Sequence[str | None]], name: str) -> int:
    """The row with most known column names; without any, the first that is as wide as the rest."""
    known = known_headers()
    best, best_count = -1, 1
    filled: list[int] = []
    from phonebank.intake.headers import header_key

    for index, row in enumerate(rows):
        cells = [cell for cell in row if cell]
        filled.append(len(cells))
        count = sum(header_key(cell) in known for cell in cells)
        if count > best_count:
            best, best_count = index, count
    if best >= 0:
        return best
    usual = max(filled, default=0)
    if usual == 0:
        raise BadInput(f"{name} has no table in it: every cell of its first lines is empty.")
    return next(index for index, count in enumerate(filled) if count >= max(1, usual * 0.6))


def _unique(header: Sequence[str | None]) -> tuple[str, ...]:
    seen: Counter[str] = Counter()
    names = []
    for index, cell in enumerate(header):
        title = " ".join((cell or "").split())
        # polars takes * and ^…$ for patterns of column names.
        pattern = title == "*" or (title.startswith("^") and title.endswith("$"))
        if pattern or title in {"", LINE, SURPLUS, FILE}:
            title = f"column {index + 1}"
        seen[title] += 1
        names.append(title if seen[title] == 1 else f"{title} ({seen[title]})")
    return tuple(names)


def name_of(member: str) -> str:
    """The last part of a path inside an archive."""
    return PurePath(member.replace("\\", "/")).name
