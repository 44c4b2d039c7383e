"""From a file's bytes to a clean text: UTF-8, one kind of line end, no NUL, nothing monstrous.

A byte-order mark decides the encoding; else strict UTF-8; else Windows-1252, what French
spreadsheets write; what cannot be that may be an old Macintosh's French. The file is read in
pieces: what is no text, or one endless cell, is refused before there is room to make for it.
"""

from __future__ import annotations

import codecs
import io
import mmap
import re
from dataclasses import dataclass
from pathlib import Path
from typing import IO, TYPE_CHECKING

from phonebank.domain.errors import BadInput

if TYPE_CHECKING:
    from collections.abc import Iterator

MAX_FILE_BYTES = 1024 * 1024 * 1024
"""Largest file read: a roll of two million voters is under 300 MB."""
ENCODINGS = ("utf-8", "cp1252", "latin-1", "utf-16-le", "utf-16-be", "mac-roman", "cp850")
"""What a person may choose where the encoding found is wrong."""

_CHUNK = 4 * 2**20
_LONGEST_LINE = 4 * 2**20
_LONGEST_QUOTED = 2**20
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SIGNATURES = (
    (b"%PDF", "a PDF document"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"\xd0\xcf\x11\xe0", "an old Excel file (.xls): save it as .xlsx or .csv"),
    (b"\x1f\x8b", "a gzip archive: unpack it first"),
    (b"7z\xbc\xaf", "a 7-Zip archive: unpack it first"),
    (b"Rar!", "a RAR archive: unpack it first"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90", "a program"),
    (b"SQLite format 3", "a database"),
    (b"PAR1", "a Parquet file"),
)
# Bytes Windows-1252 leaves undefined: in a text they do not occur.
_CP1252_HOLES = re.compile(rb"[\x81\x8d\x8f\x90\x9d]")
_CONTROLS = re.compile(rb"[\x01-\x08\x0e-\x1f]")
_FRENCH = frozenset("éèêëàâäçîïôöùûüÿœæÉÈÊËÀÂÄÇÎÏÔÖÙÛÜŸŒÆñ’«»°–…\u00a0")
_PROTECTED = re.compile(rb"'[=@+\-]")


@dataclass(frozen=True, slots=True)
class CleanText:
    """A text as UTF-8 on the disk. `found` says how its encoding was told.

    `found`: 'mark', 'strict' (it is valid UTF-8), 'fallback' (it is not: Windows-1252, or an old
    Macintosh's), 'shape' (UTF-16 without its mark) or 'chosen'. `lines` counts line breaks,
    `quoted` whether there is any quotation mark, `protected` whether cells are protected for a
    spreadsheet (`="0612"`).
    """

    path: Path
    encoding: str
    found: str
    lines: int
    quoted: bool
    protected: bool


@dataclass(slots=True)
class _Survey:
    """What one pass over the bytes counts."""

    lines: int = 0
    returns: int = 0
    pairs: int = 0
    nuls: int = 0
    quoted: bool = False
    protected: bool = False
    blank: bool = True
    utf8: bool = True
    holes: bool = False

    def take(self, chunk: bytes) -> None:
        self.lines += chunk.count(b"\n")
        self.returns += chunk.count(b"\r")
        self.pairs += chunk.count(b"\r\n") if b"\r" in chunk else 0
        self.nuls += chunk.count(0)
        self.quoted = self.quoted or b'"' in chunk
        self.blank = self.blank and not chunk.strip()
        # One byte is looked for much quicker than two.
        self.protected = (
            self.protected
            or (b"=" in chunk and b'="' in chunk)
            or _PROTECTED.search(chunk) is not None
        )


def clean_text(path: Path, name: str, folder: Path, chosen: str = "") -> CleanText:
    """The text of a file as UTF-8: the file itself where it is that already, else one in `folder`.

    `name` stands in the errors, `chosen` is an encoding of ENCODINGS. Raises BadInput for what is
    not a text: pictures, programs, random bytes, a cell or a line without end.
    """
    with path.open("rb") as file:
        head = file.read(2**20)
    if not head.strip() and path.stat().st_size == len(head):
        raise BadInput(f"{name} is empty.")
    for signature, what in _SIGNATURES:
        if head.startswith(signature):
            raise BadInput(f"{name} is {what}, not a table.")
    encoding, found = _told_by_head(head, name, chosen)
    _refuse_binary(head, name, wide=encoding.startswith("utf-16") or encoding == "utf-32")
    survey = _survey(path, check=not encoding)
    if survey.blank:
        raise BadInput(f"{name} is empty.")
    if not encoding:
        encoding, found = _told_by_bytes(survey, head, name)
    loose = survey.returns != survey.pairs
    if encoding != "utf-8" or found == "chosen" or survey.nuls or loose:
        path = _rewritten(path, name, encoding, folder)
        survey = _survey(path, check=False)
    _refuse_endless(path, name, quoted=survey.quoted)
    return CleanText(path, encoding, found, survey.lines, survey.quoted, survey.protected)


def _told_by_head(head: bytes, name: str, chosen: str) -> tuple[str, str]:
    """The encoding as far as the first megabyte tells, and how; '' where it does not."""
    if chosen:
        if chosen not in ENCODINGS:
            raise BadInput(f"“{chosen[:20]}” is no encoding: choose one of {', '.join(ENCODINGS)}.")
        return chosen, "chosen"
    marked = next((encoding for mark, encoding in _BOMS if head.startswith(mark)), None)
    if marked is not None:
        return marked, "mark"
    silent = _silent_utf16(head) if b"\x00" in head else None
    if silent is not None:
        return silent, "shape"
    if head.count(0) > 8 + len(head) // 1000:
        raise BadInput(f"{name} is not a text file. Export the table as CSV and import that.")
    return "", ""


def _told_by_bytes(survey: _Survey, head: bytes, name: str) -> tuple[str, str]:
    if survey.utf8:
        return "utf-8", "strict"
    if not survey.holes:
        return "cp1252", "fallback"
    # Not Windows-1252 for sure; an old Macintosh's French, if that is what it spells.
    accented = [char for char in head.decode("mac-roman") if char > "\x7f"]
    if sum(char in _FRENCH for char in accented) > 0.95 * len(accented) > 0:
        return "mac-roman", "fallback"
    raise BadInput(
        f"{name} is neither UTF-8 nor Windows-1252: it is damaged or not a text. "
        "Export it again as CSV UTF-8."
    )


def _refuse_binary(head: bytes, name: str, *, wide: bool) -> None:
    if not wide and len(_CONTROLS.findall(head)) > 8 + len(head) // 1000:
        raise BadInput(f"{name} is not a text file. Export the table as CSV and import that.")


def _survey(path: Path, *, check: bool) -> _Survey:
    """Count over the whole file; `check` also tells UTF-8 from Windows-1252."""
    survey = _Survey()
    decoder = codecs.getincrementaldecoder("utf-8")()
    last = b""
    for chunk in _chunks(path):
        # A pair of characters may stand across two pieces; only pairs are counted by pairs.
        if last == b"\r" and chunk.startswith(b"\n"):
            survey.pairs += 1
        survey.take(chunk)
        last = chunk[-1:]
        if check:
            survey.holes = survey.holes or _CP1252_HOLES.search(chunk) is not None
            survey.utf8 = survey.utf8 and _decodes(decoder, chunk)
    if check and survey.utf8:
        survey.utf8 = _decodes(decoder, b"", final=True)
    return survey


def _decodes(decoder: codecs.IncrementalDecoder, chunk: bytes, *, final: bool = False) -> bool:
    try:
        decoder.decode(chunk, final)
    except UnicodeDecodeError:
        return False
    return True


def _chunks(path: Path) -> Iterator[bytes]:
    with path.open("rb", buffering=0) as file:
        while chunk := file.read(_CHUNK):
            yield chunk


def _rewritten(path: Path, name: str, encoding: str, folder: Path) -> Path:
    """The text again, in `folder`: UTF-8, `\\n` at the end of lines, no NUL."""
    clean = folder / f"{path.name[:40]}.utf8"
    decoder = io.IncrementalNewlineDecoder(codecs.getincrementaldecoder(encoding)(), translate=True)
    stray = 0
    try:
        with clean.open("wb") as out:
            for chunk in _chunks(path):
                stray += _write(out, decoder.decode(chunk))
                if stray > 8 + out.tell() // 1000:
                    raise BadInput(
                        f"{name} is not a text file. Export the table as CSV and import that."
                    )
            _write(out, decoder.decode(b"", True))
    except UnicodeDecodeError as error:
        raise BadInput(
            f"{name} cannot be read as {encoding} ({error.reason}): it is damaged, or in another "
            "encoding. Export it again as CSV UTF-8."
        ) from None
    return clean


def _write(out: IO[bytes], text: str) -> int:
    """Write a piece; how many NULs were left out of it."""
    nuls = text.count("\x00")
    out.write(text.replace("\x00", "").removeprefix("\ufeff").encode("utf-8", "replace"))
    return nuls


def _refuse_endless(path: Path, name: str, *, quoted: bool) -> None:
    """Raise BadInput for a line or a quoted cell longer than any table has.

    Jumps from end to end, so that it costs nothing on an ordinary file.
    """
    if path.stat().st_size <= _LONGEST_QUOTED:
        return
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as text:
        at = 0
        while len(text) - at > _LONGEST_LINE:
            end = text.rfind(b"\n", at, at + _LONGEST_LINE)
            if end < 0:
                raise BadInput(
                    f"{name} has a line of more than {_LONGEST_LINE // 2**20} MB: it is damaged, "
                    "or not a table. Export it again."
                )
            at = end + 1
        if quoted:
            _refuse_endless_cell(text, name)


def _refuse_endless_cell(text: mmap.mmap, name: str) -> None:
    at, marks = 0, 0
    while len(text) - at > _LONGEST_QUOTED:
        end = text.rfind(b'"', at, at + _LONGEST_QUOTED)
        upto = (end if end >= 0 else at + _LONGEST_QUOTED) + 1
        marks += text[at:upto].count(b'"')
        if end < 0 and marks % 2:
            line = (
                sum(
                    text[start : min(start + _CHUNK, at)].count(b"\n")
                    for start in range(0, at, _CHUNK)
                )
                + 1
            )
            raise BadInput(
                f"{name}, line {line}: a quotation mark opens a cell that does not end. "
                "Correct the line, then import again."
            )
        at = upto


def _silent_utf16(data: bytes) -> str | None:
    """UTF-16 without its mark: nearly every other byte is zero."""
    sample = data[:4096]
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    half = len(sample) // 2
    if odd > half * 0.7 and even < half * 0.1:
        return "utf-16-le"
    if even > half * 0.7 and odd < half * 0.1:
        return "utf-16-be"
    return None
