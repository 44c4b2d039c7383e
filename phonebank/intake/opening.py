"""Opening a file somebody chose: how it is to be read, and what came out.

Everything that imports goes through `read_file`; nothing else in the program reads such a file.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl

from phonebank.domain.errors import BadInput
from phonebank.intake.choices import HowToRead
from phonebank.intake.description import (
    SHOWN_ROWS,
    Description,
    ShownRow,
    describe,
    describe_listed,
)
from phonebank.intake.encoding import decode, read_bytes
from phonebank.intake.following import Following
from phonebank.intake.numbers import Listed, looks_like_numbers, read_numbers
from phonebank.intake.reading import FOUND, LINE, Table, decoded_table, read_table

if TYPE_CHECKING:
    from pathlib import Path
    from threading import Event

__all__ = [
    "FileRead",
    "FileSeen",
    "HowToRead",
    "RawRows",
    "describe_file",
    "read_file",
    "read_one_table",
    "rows_as_they_stand",
]


@dataclass(frozen=True, slots=True, eq=False)
class FileRead:
    """A file as it was at one moment, and its SHA-256: a table, or `bureau: 3, 17, 18-22`."""

    name: str
    sha256: str
    content: Table | Listed


@dataclass(frozen=True, slots=True)
class FileSeen:
    """A file from outside; `size` in bytes."""

    name: str
    size: int
    sha256: str
    seen: Description


def describe_file(
    path: Path, how: HowToRead | None = None, cancel: Event | None = None
) -> FileSeen:
    """What a file looks like from outside. Raises as `read_file`."""
    read = read_file(path, how, cancel)
    size = path.stat().st_size
    if isinstance(read.content, Table):
        return FileSeen(read.name, size, read.sha256, describe(read.content))
    decoded = decode(read_bytes(path), read.name, (how or FOUND).encoding)
    lines = decoded.text.splitlines()[:SHOWN_ROWS]
    top = tuple(ShownRow(at, (line[:200],)) for at, line in enumerate(lines, start=1))
    seen = describe_listed(read.content, top, decoded.encoding)
    return FileSeen(read.name, size, read.sha256, seen)


def read_file(path: Path, how: HowToRead | None = None, cancel: Event | None = None) -> FileRead:
    """Read a file. Raises BadInput with one sentence for whatever cannot be read, Cancelled."""
    how = how or FOUND
    Following(cancel=cancel).check()
    data = read_bytes(path)
    sha256 = hashlib.sha256(data).hexdigest()
    if not data.startswith(b"PK"):
        decoded = decode(data, path.name, how.encoding)
        if looks_like_numbers(decoded.text):
            return FileRead(path.name, sha256, read_numbers(decoded.text))
        return FileRead(path.name, sha256, decoded_table(decoded, path.name, how))
    return FileRead(path.name, sha256, read_table(path, how))


@dataclass(frozen=True, slots=True)
class RawRows:
    """Some rows of a file as they stand: line and cells. `separator` is '' for a list of numbers.

    A workbook's come out as for a CSV with semicolons.
    """

    header: tuple[str, ...]
    separator: str
    rows: tuple[tuple[int, tuple[str, ...]], ...]


def rows_as_they_stand(path: Path, how: HowToRead, lines: frozenset[int]) -> RawRows:
    """The rows that begin on these lines, every cell of them. Raises as `read_file`."""
    read = read_file(path, how)
    if isinstance(read.content, Table):
        table = read.content
        rows = table.frame.filter(pl.col(LINE).is_in(sorted(lines))).select(LINE, *table.columns)
        return RawRows(
            table.columns,
            table.separator or ";",
            tuple((int(line), tuple(cells)) for line, *cells in rows.iter_rows()),
        )
    text = decode(read_bytes(path), read.name, how.encoding).text
    numbered = enumerate(text.splitlines(), start=1)
    return RawRows((), "", tuple((at, (line,)) for at, line in numbered if at in lines))


def read_one_table(
    path: Path, how: HowToRead | None = None, cancel: Event | None = None
) -> tuple[Table, str]:
    """The table in a file, and the file's SHA-256.

    Raises BadInput also for a list of numbers, Cancelled.
    """
    read = read_file(path, how, cancel)
    if isinstance(read.content, Table):
        return read.content, read.sha256
    raise BadInput(
        f"{read.name} lists bureaux and numbers only: import it as turnout, with its round."
    )
