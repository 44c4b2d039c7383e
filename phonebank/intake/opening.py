"""Opening a file somebody chose: everything that imports or looks goes through here.

The file is read in a process of its own, held to limits that follow its honest size (`guarded`);
this process only ever loads the table that came out of it.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

import polars as pl

from phonebank.domain.errors import BadInput
from phonebank.intake.choices import HowToRead
from phonebank.intake.description import Description, description_from
from phonebank.intake.guarded import private_folder, read_in_process
from phonebank.intake.laid_out import laid_out_from
from phonebank.intake.numbers import Listed
from phonebank.intake.reading import FOUND, Table, loaded, openable

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

_NUMBERS = "numbers.arrow"


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


@dataclass(frozen=True, slots=True)
class RawRows:
    """Some rows of a file as they stand: line and cells. `separator` is '' for a list of numbers.

    A workbook's come out as for a CSV with semicolons.
    """

    header: tuple[str, ...]
    separator: str
    rows: tuple[tuple[int, tuple[str, ...]], ...]


def read_file(path: Path, how: HowToRead | None = None, cancel: Event | None = None) -> FileRead:
    """Read a file. Raises BadInput with one sentence for whatever cannot be read, Cancelled."""
    with private_folder() as folder:
        answer = _asked(path, {"job": "table", "how": _plain(how)}, folder, cancel)
        content: Table | Listed
        if "table" in answer:
            content = loaded(laid_out_from(answer["table"], folder))
        else:
            content = Listed(pl.read_ipc(folder / _NUMBERS))
        return FileRead(path.name, answer["sha256"], content)


def describe_file(
    path: Path, how: HowToRead | None = None, cancel: Event | None = None
) -> FileSeen:
    """What a file looks like from outside. Raises as `read_file`."""
    with private_folder() as folder:
        answer = _asked(path, {"job": "describe", "how": _plain(how)}, folder, cancel)
    seen = description_from(answer["seen"])
    return FileSeen(path.name, answer["size"], answer["sha256"], seen)


def rows_as_they_stand(path: Path, how: HowToRead, lines: frozenset[int]) -> RawRows:
    """The rows that begin on these lines, every cell of them; of a list of numbers, all lines.

    Raises as `read_file`.
    """
    with private_folder() as folder:
        job = {"job": "rows", "how": _plain(how), "lines": sorted(lines)}
        answer = _asked(path, job, folder, None)
    rows = tuple((int(line), tuple(cells)) for line, cells in answer["rows"])
    return RawRows(tuple(answer["header"]), answer["separator"], rows)


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


def _plain(how: HowToRead | None) -> dict[str, Any]:
    return asdict(how or FOUND)


def _asked(path: Path, job: dict[str, Any], folder: Path, cancel: Event | None) -> dict[str, Any]:
    size = openable(path)
    return read_in_process(path, size, job, folder, cancel) | {"size": size}
