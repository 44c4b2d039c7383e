"""Opening a file somebody chose: how it is to be read, and what came out.

Everything that imports goes through `read_file`; nothing else in the program reads such a file.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from phonebank.domain.errors import BadInput
from phonebank.intake.encoding import decode, read_bytes
from phonebank.intake.numbers import Listed, looks_like_numbers, read_numbers
from phonebank.intake.reading import Table, read_table

if TYPE_CHECKING:
    from pathlib import Path
    from threading import Event


@dataclass(frozen=True, slots=True)
class HowToRead:
    """What the person corrected about a file's form; what stands at its default is found.

    `separator` is the character itself; `header_line` counts from 1, 0 says there is no header
    (the columns are then `column 1`, `column 2`…), None that it is to be found.
    """

    encoding: str = ""
    separator: str = ""
    sheet: str = ""
    header_line: int | None = None


@dataclass(frozen=True, slots=True, eq=False)
class FileRead:
    """A file as it was at one moment, and its SHA-256: a table, or `bureau: 3, 17, 18-22`."""

    name: str
    sha256: str
    content: Table | Listed


def read_file(path: Path, how: HowToRead | None = None, cancel: Event | None = None) -> FileRead:
    """Read a file. Raises BadInput with one sentence for whatever cannot be read, Cancelled."""
    _ = how, cancel
    data = read_bytes(path)
    sha256 = hashlib.sha256(data).hexdigest()
    if not data.startswith(b"PK"):
        text = decode(data, path.name).text
        if looks_like_numbers(text):
            return FileRead(path.name, sha256, read_numbers(text))
    return FileRead(path.name, sha256, read_table(path))


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
