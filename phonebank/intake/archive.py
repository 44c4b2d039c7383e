"""ZIP files: workbooks (XLSX, ODS) and archives with one CSV a commune.

What an archive says of its own sizes is not believed: bytes are counted while they come out, onto
the disk, piece by piece. An archive inside an archive is not opened.
"""

from __future__ import annotations

import zipfile
import zlib
from dataclasses import replace
from typing import TYPE_CHECKING

import polars as pl

from phonebank.domain.errors import BadInput
from phonebank.intake.encoding import MAX_FILE_BYTES, clean_text
from phonebank.intake.laid_out import FILE, LINE, SURPLUS, LaidOut, checked
from phonebank.intake.reading import name_of
from phonebank.intake.text_table import lay_out_text

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from phonebank.intake.choices import HowToRead

MAX_MEMBERS = 2_000
MAX_RATIO = 200
_SMALL = 2**20
_CHUNK = 2**20
_TABLES = (".csv", ".txt", ".tsv")
_DAMAGED = (
    zipfile.BadZipFile,
    zipfile.LargeZipFile,
    zlib.error,
    EOFError,
    NotImplementedError,
    UnicodeError,
    ValueError,
    OverflowError,
)


def lay_out_archive(path: Path, name: str, how: HowToRead, folder: Path) -> LaidOut:
    """The table in a workbook, or the tables of an archive one under the other, in `folder`.

    Raises BadInput for damaged, encrypted or disproportionate archives and for those without a
    table.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            members = [info for info in archive.infolist() if not info.is_dir()]
            if len(members) > MAX_MEMBERS:
                raise BadInput(
                    f"{name} holds {len(members):,} files; at most {MAX_MEMBERS:,} are read."
                )
            _refuse_bombs(members, name)
            names = {info.filename for info in members}
            if "xl/workbook.xml" in names:
                from phonebank.intake.sheets import lay_out_xlsx

                for info in members:
                    if info.filename.endswith((".xml", ".rels")):
                        _count(archive, info, name)
                return lay_out_xlsx(archive, name, how, folder)
            if "content.xml" in names:
                from phonebank.intake.sheets import lay_out_ods

                content = folder / "content.xml"
                _extract(archive, archive.getinfo("content.xml"), name, content)
                return lay_out_ods(content, name, how, folder)
            return _lay_out_members(archive, members, name, how, folder)
    except _DAMAGED:
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


def _extract(archive: zipfile.ZipFile, info: zipfile.ZipInfo, name: str, to: Path) -> None:
    with to.open("wb") as out:
        _count(archive, info, name, out.write)


def _count(
    archive: zipfile.ZipFile,
    info: zipfile.ZipInfo,
    name: str,
    take: Callable[[bytes], object] = len,
) -> None:
    """Unpack a member, counted as it comes: its header may lie about its size."""
    limit = min(max(_SMALL, info.compress_size * MAX_RATIO), MAX_FILE_BYTES)
    read = 0
    with archive.open(info) as stream:
        while chunk := stream.read(_CHUNK):
            read += len(chunk)
            if read > limit:
                raise BadInput(f"{name} unpacks to far more than it says and was not read.")
            take(chunk)


def _lay_out_members(
    archive: zipfile.ZipFile,
    members: list[zipfile.ZipInfo],
    name: str,
    how: HowToRead,
    folder: Path,
) -> LaidOut:
    wanted = [
        info
        for info in sorted(members, key=lambda found: found.filename)
        if info.filename.lower().endswith(_TABLES)
        and not name_of(info.filename).startswith(("._", "."))
    ]
    if not wanted:
        raise BadInput(f"{name} is an archive without a CSV or TXT file in it.")
    laid = [
        _lay_out_member(archive, info, name, how, folder / str(at))
        for at, info in enumerate(wanted)
    ]
    titles = tuple(dict.fromkeys(title for each in laid for title in each.columns))
    whole = pl.concat([each.scan() for each in laid], how="diagonal").select(
        *[pl.col(title).fill_null("") for title in titles], LINE, SURPLUS, FILE
    )
    arrow = folder / "whole.arrow"
    whole.sink_ipc(arrow)
    return replace(
        laid[0],
        arrow=arrow,
        name=name,
        columns=titles,
        rows=checked(arrow, titles, name),
        choice=tuple(name_of(info.filename) for info in wanted),
    )


def _lay_out_member(
    archive: zipfile.ZipFile, info: zipfile.ZipInfo, name: str, how: HowToRead, folder: Path
) -> LaidOut:
    folder.mkdir()
    raw = folder / "raw"
    _extract(archive, info, name, raw)
    inside = name_of(info.filename)
    text = clean_text(raw, inside, folder, how.encoding)
    laid = lay_out_text(text, inside, how, folder)
    # Only the table itself stays: six hundred communes would fill the disk twice.
    for file in folder.iterdir():
        if file != laid.arrow:
            file.unlink()
    return laid
