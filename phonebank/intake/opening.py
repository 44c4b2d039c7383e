"""Opening a file somebody chose: how it is to be read, and what came out.

Everything that imports goes through `read_file`; nothing else in the program reads such a file.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from phonebank.domain.errors import BadInput
from phonebank.intake.choices import HowToRead
from phonebank.intake.encoding import decode, read_bytes
from phonebank.intake.following import Following
from phonebank.intake.numbers import Listed, looks_like_numbers, read_numbers
from phonebank.intake.reading import FOUND, Table, read_table

if TYPE_CHECKING:
    from pathlib import Path
    from threading import Event

__all__ = ["FileRead", "HowToRead", "read_file", "read_one_table"]


@dataclass(frozen=True, slots=True, eq=False)
class FileRead:
    """A file as it was at one moment, and its SHA-256: a table, or `bureau: 3, 17, 18-22`."""

    name: str
    sha256: str
    content: Table | Listed


def read_file(path: Path, how: HowToRead | None = None, cancel: Event | None = None) -> FileRead:
    """Read a file. Raises BadInput with one sentence for whatever cannot be read, Cancelled."""
    how = how or FOUND
    Following(cancel=cancel).check()
    data = read_bytes(path)
    sha256 = hashlib.sha256(data).hexdigest()
    if not data.startswith(b"PK"):
        text = decode(data, path.name, how.encoding).text
        if looks_like_numbers(text):
            return FileRead(path.name, sha256, read_numbers(text))
    return FileRead(path.name, sha256, read_table(path, how))


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
