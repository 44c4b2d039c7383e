"""A file becomes a table of text: every cell a string, every row with its line in the file.

Nothing is interpreted here: not a date, not a number, not a code with its leading zeros. CSV and
TXT in any of the usual encodings and separators, XLSX, ODS and a ZIP of CSVs come out alike.
`lay_out` leaves the table on the disk; `read_table` does so in this very process, which only what
is known to be harmless deserves: the imports go through `opening`.
"""

from __future__ import annotations

import os
import stat
import tempfile
from dataclasses import dataclass
from pathlib import Path, PurePath

import polars as pl

from phonebank.domain.errors import BadInput
from phonebank.intake.choices import HowToRead
from phonebank.intake.encoding import MAX_FILE_BYTES, clean_text
from phonebank.intake.laid_out import FILE, LINE, SURPLUS, LaidOut, Row
from phonebank.intake.text_table import SEPARATORS, lay_out_text

__all__ = [
    "FILE",
    "FOUND",
    "LINE",
    "SEPARATORS",
    "SURPLUS",
    "Table",
    "lay_out",
    "openable",
    "read_table",
    "read_text_table",
]

FOUND = HowToRead()
"""Everything about a file's form is found."""


@dataclass(frozen=True, slots=True, eq=False)
class Table:
    """A file read. `frame` holds `columns` (text, trimmed, '' for empty), LINE, SURPLUS, FILE.

    `separator` is '' for a workbook, `header_line` 0 where there is none; `top` are the first rows
    as they stand, `choice` the workbook's sheets or the archive's tables.
    """

    name: str
    columns: tuple[str, ...]
    frame: pl.DataFrame
    encoding: str
    separator: str
    header_line: int
    top: tuple[Row, ...] = ()
    sheet: str = ""
    choice: tuple[str, ...] = ()

    @property
    def rows(self) -> int:
        """How many rows stand below the header, blank ones left out."""
        return self.frame.height


def openable(path: Path) -> int:
    """The size in bytes of a file that may be opened.

    Raises BadInput for what is absent, no ordinary file (a folder, a device, a pipe), not readable
    or too large: opening some of these would wait for ever.
    """
    try:
        found = path.stat()
        if not stat.S_ISREG(found.st_mode):
            raise BadInput(f"{path.name or path} is not a file.")
        if found.st_size > MAX_FILE_BYTES:
            raise BadInput(
                f"{path.name} is {found.st_size // 2**20} MB; files above "
                f"{MAX_FILE_BYTES // 2**20} MB are not read. Split it and import the parts."
            )
        # Opened once here, so that a file nobody may read is said at once.
        os.close(os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0)))
    except FileNotFoundError:
        raise BadInput(f"There is no file {path}.") from None
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or "its name cannot be"
        raise BadInput(f"{path.name} cannot be read: {why}.") from None
    if found.st_size == 0:
        raise BadInput(f"{path.name} is empty.")
    return found.st_size


def is_zip(path: Path) -> bool:
    """Whether a file begins like an archive, which workbooks are too."""
    with path.open("rb") as file:
        return file.read(4) == b"PK\x03\x04"


def lay_out(path: Path, name: str, how: HowToRead, folder: Path) -> LaidOut:
    """Lay the table of a file out in `folder`.

    Raises BadInput, with a sentence, for what is absent, empty, too large, damaged or no table.
    """
    openable(path)
    if is_zip(path):
        from phonebank.intake.archive import lay_out_archive

        return lay_out_archive(path, name, how, folder)
    return lay_out_text(clean_text(path, name, folder, how.encoding), name, how, folder)


def loaded(laid: LaidOut) -> Table:
    """The table in memory."""
    return Table(
        name=laid.name,
        columns=laid.columns,
        frame=pl.read_ipc(laid.arrow),
        encoding=laid.form.encoding,
        separator=laid.form.separator,
        header_line=laid.header_line,
        top=laid.top,
        sheet=laid.sheet,
        choice=laid.choice,
    )


def read_table(path: Path, how: HowToRead = FOUND) -> Table:
    """Read the table in a file that is known to be harmless. Raises as `lay_out`."""
    with tempfile.TemporaryDirectory(prefix="phonebank-reading-") as folder:
        return loaded(lay_out(path, path.name, how, Path(folder)))


def read_text_table(data: bytes, name: str, how: HowToRead = FOUND) -> Table:
    """The table in the bytes of a CSV or TXT file."""
    with tempfile.TemporaryDirectory(prefix="phonebank-reading-") as made:
        folder = Path(made)
        path = folder / "bytes"
        path.write_bytes(data)
        return loaded(lay_out_text(clean_text(path, name, folder, how.encoding), name, how, folder))


def name_of(member: str) -> str:
    """The last part of a path inside an archive."""
    return PurePath(member.replace("\\", "/")).name
