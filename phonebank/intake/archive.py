"""ZIP files: workbooks (XLSX, ODS) and archives with one CSV a commune.

What an archive says of its own sizes is not believed: bytes are counted while they come out.
"""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from typing import TYPE_CHECKING

import polars as pl

from phonebank.domain.errors import BadInput
from phonebank.intake.encoding import MAX_FILE_BYTES
from phonebank.intake.reading import FOUND, Table, name_of, read_text_table

if TYPE_CHECKING:
    from phonebank.intake.choices import HowToRead

MAX_MEMBERS = 2_000
MAX_RATIO = 200
_SMALL = 2**20
_CHUNK = 2**20
_TABLES = (".csv", ".txt", ".tsv")


def read_archive(data: bytes, name: str, how: HowToRead = FOUND) -> Table:
    """The table in a workbook, or the tables of an archive one under the other.

    Raises BadInput for damaged, encrypted or disproportionate archives and for those without a
    table.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = [info for info in archive.infolist() if not info.is_dir()]
            if len(members) > MAX_MEMBERS:
                raise BadInput(
                    f"{name} holds {len(members):,} files; at most {MAX_MEMBERS:,} are read."
                )
            _refuse_bombs(members, name)
            names = {info.filename for info in members}
            if "xl/workbook.xml" in names:
                _measure(archive, members, name)
                from phonebank.intake.sheets import read_xlsx

                return read_xlsx(data, name, how)
            if "content.xml" in names:
                from phonebank.intake.sheets import read_ods

                return read_ods(_extract(archive, "content.xml", name), name, how)
            return _read_members(archive, members, name, how)
    except (zipfile.BadZipFile, zipfile.LargeZipFile, EOFError, NotImplementedError):
        raise BadInput(f"{name} is a damaged archive or workbook. Export it again.") from None
    except RuntimeError:
        raise BadInput(f"{name} is protected by a password. Remove it, then import.") from None


def _refuse_bombs(members: list[zipfile.ZipInfo], name: str) -> None:
    total = sum(info.file_size for info in members)
    packed = sum(info.compress_size for info in members) or 1
    if total > MAX_FILE_BYTES or (total > _SMALL and total / packed > MAX_RATIO):
        raise BadInput(
            f"{name} would unpack to {total // 2**20} MB from {packed // 2**10} kB: "
            "it is not a list of voters and was not read."
        )


def _extract(archive: zipfile.ZipFile, member: str, name: str) -> bytes:
    """A member's bytes, counted as they come: its header may lie about its size."""
    limit = max(_SMALL, archive.getinfo(member).compress_size * MAX_RATIO)
    parts: list[bytes] = []
    read = 0
    with archive.open(member) as stream:
        while chunk := stream.read(_CHUNK):
            read += len(chunk)
            if read > min(limit, MAX_FILE_BYTES):
                raise BadInput(f"{name} unpacks to far more than it says and was not read.")
            parts.append(chunk)
    return b"".join(parts)


def _measure(archive: zipfile.ZipFile, members: list[zipfile.ZipInfo], name: str) -> None:
    for info in members:
        if info.filename.endswith(".xml"):
            _extract(archive, info.filename, name)


def _read_members(
    archive: zipfile.ZipFile, members: list[zipfile.ZipInfo], name: str, how: HowToRead
) -> Table:
    wanted = [
        info.filename
        for info in sorted(members, key=lambda found: found.filename)
        if info.filename.lower().endswith(_TABLES)
        and not name_of(info.filename).startswith(("._", "."))
    ]
    if not wanted:
        raise BadInput(f"{name} is an archive without a CSV or TXT file in it.")
    tables = [
        read_text_table(_extract(archive, member, name), name_of(member), how) for member in wanted
    ]
    first = tables[0]
    columns = tuple(dict.fromkeys(title for table in tables for title in table.columns))
    frame = pl.concat([table.frame for table in tables], how="diagonal").with_columns(
        pl.col(title).fill_null("") for title in columns
    )
    inside = tuple(name_of(member) for member in wanted)
    return replace(first, name=name, columns=columns, frame=frame, choice=inside)
