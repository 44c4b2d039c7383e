"""One input of the fuzzer: a file, and how a person says it is to be read.

The first byte chooses how; the rest is the file's content, alone or inside an archive or workbook.
Whatever it is, every reader gives a value or raises BadInput, with one line to read.
"""

from __future__ import annotations

import tempfile
import time
import zipfile
from collections.abc import Callable
from datetime import date
from io import BytesIO
from pathlib import Path

from phonebank.domain.errors import BadInput
from phonebank.domain.rounds import parse_round
from phonebank.intake.bureaux import read_bureaux
from phonebank.intake.choices import EmptyMeans, HowToRead
from phonebank.intake.contacts import read_contacts
from phonebank.intake.description import description_from
from phonebank.intake.guessing import ranked_kinds
from phonebank.intake.laid_out import laid_out_from
from phonebank.intake.reading import Table, loaded
from phonebank.intake.reading_jobs import JOBS
from phonebank.intake.results import read_results
from phonebank.intake.roll import read_roll
from phonebank.intake.turnout import read_turnout

LONGEST_SECONDS = 20.0
"""No input of the size a fuzzer makes may take longer, on the slowest machine."""
NAME = "com95999-LP-06-02-2026-M26T1.csv"
_ROUND = parse_round("M26T1")
HOWS: tuple[HowToRead, ...] = (
    HowToRead(),
    HowToRead(header_line=0),
    HowToRead(header_line=2),
    HowToRead(encoding="cp1252"),
    HowToRead(encoding="utf-16-le"),
    HowToRead(encoding="latin-1", separator=","),
    HowToRead(separator="\t"),
    HowToRead(sheet="A"),
)
_SPACE = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATIONS = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = b"http://schemas.openxmlformats.org/package/2006/relationships"


def feed(data: bytes) -> None:
    """Read one input in every way. Raises AssertionError where a reader misbehaves."""
    if not data:
        return
    how, wrap = HOWS[data[0] % len(HOWS)], WRAPS[data[0] // len(HOWS) % len(WRAPS)]
    before = time.process_time()
    with tempfile.TemporaryDirectory(prefix="phonebank-fuzz-") as made:
        folder = Path(made)
        path = folder / NAME
        path.write_bytes(wrap(data[1:]))
        table = _table(path, how, folder)
    if table is not None:
        for read in _READERS:
            _one_way(lambda read=read: read(table))  # type: ignore[misc]
    spent = time.process_time() - before
    assert spent < LONGEST_SECONDS, f"{spent:.1f} seconds for {len(data)} bytes"


def _table(path: Path, how: HowToRead, folder: Path) -> Table | None:
    found: list[Table] = []

    def whole() -> None:
        (folder / "t").mkdir()
        answer = JOBS["table"](path, NAME, how, {}, folder / "t")
        if "table" in answer:
            found.append(loaded(laid_out_from(answer["table"], folder / "t")))

    def described() -> None:
        (folder / "d").mkdir()
        seen = description_from(JOBS["describe"](path, NAME, how, {}, folder / "d")["seen"])
        ranked_kinds([column.title for column in seen.columns], listed=seen.listed is not None)

    def rows() -> None:
        (folder / "r").mkdir()
        JOBS["rows"](path, NAME, how, {"lines": [1, 2, 3]}, folder / "r")

    for job in (whole, described, rows):
        _one_way(job)
    return found[0] if found else None


def _one_way(work: Callable[[], object]) -> None:
    try:
        work()
    except BadInput as error:
        told = str(error)
    else:
        return
    assert told, "an error without a sentence"
    assert "Traceback" not in told


def _zip(name: str, content: bytes) -> bytes:
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return buffer.getvalue()


def _workbook(rows: bytes) -> bytes:
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(
            "[Content_Types].xml",
            b'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            b'<Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-'
            b'officedocument.spreadsheetml.sheet.main+xml"/></Types>',
        )
        archive.writestr(
            "xl/workbook.xml",
            b'<workbook xmlns="%s" xmlns:r="%s"><sheets><sheet name="A" sheetId="1" r:id="r1"/>'
            b"</sheets></workbook>" % (_SPACE, _RELATIONS),
        )
        archive.writestr(
            "xl/_rels/workbook.xml.rels",
            b'<Relationships xmlns="%s"><Relationship Id="r1" Type="%s/worksheet" '
            b'Target="worksheets/sheet1.xml"/></Relationships>' % (_PACKAGE, _RELATIONS),
        )
        archive.writestr(
            "xl/worksheets/sheet1.xml",
            b'<worksheet xmlns="%s"><sheetData>%s</sheetData></worksheet>' % (_SPACE, rows),
        )
    return buffer.getvalue()


WRAPS: tuple[Callable[[bytes], bytes], ...] = (
    lambda content: content,
    lambda content: content,
    lambda content: _zip("com95001.csv", content),
    lambda content: _zip("content.xml", content),
    _workbook,
    lambda content: b"PK\x03\x04" + content,
)
_READERS: tuple[Callable[[Table], object], ...] = (
    lambda table: read_roll(table, date(2026, 1, 1), "95999"),
    lambda table: read_turnout(table, _ROUND, EmptyMeans.ABSTAINED),
    lambda table: read_contacts(table, practice=True, source="essai"),
    lambda table: read_bureaux(table, "95999"),
    lambda table: read_results(table, "95999", "A"),
)
