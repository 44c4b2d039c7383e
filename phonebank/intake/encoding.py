"""From a file's bytes to its text: which encoding, and whether it is text at all.

A byte-order mark decides; else strict UTF-8; else Windows-1252, what French spreadsheets write.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from phonebank.domain.errors import BadInput

if TYPE_CHECKING:
    from pathlib import Path

MAX_FILE_BYTES = 1024 * 1024 * 1024
"""Largest file read: a roll of two million voters is under 300 MB."""

ENCODINGS = ("utf-8", "cp1252", "latin-1", "utf-16-le", "utf-16-be", "mac-roman", "cp850")
"""What a person may choose where the encoding found is wrong."""

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


@dataclass(frozen=True, slots=True)
class DecodedText:
    """A file's text and the Python name of the encoding it was read with."""

    text: str
    encoding: str


def read_bytes(path: Path) -> bytes:
    """The file's bytes. Raises BadInput when it is absent, a folder, empty or too large."""
    try:
        size = path.stat().st_size
        if not path.is_file():
            raise BadInput(f"{path.name} is not a file.")
        if size > MAX_FILE_BYTES:
            raise BadInput(
                f"{path.name} is {size // 2**20} MB; files above {MAX_FILE_BYTES // 2**20} MB are "
                "not read. Split it and import the parts."
            )
        data = path.read_bytes()
    except FileNotFoundError:
        raise BadInput(f"There is no file {path}.") from None
    except OSError as error:
        raise BadInput(f"{path.name} cannot be read: {error.strerror}.") from None
    if not data[:4096].strip() and not data.strip():
        raise BadInput(f"{path.name} is empty.")
    return data


def decode(data: bytes, name: str, chosen: str = "") -> DecodedText:
    """The text in `data`. `name` stands in the errors, `chosen` is an encoding of ENCODINGS.

    Raises BadInput for what is not a text: pictures, programs, archives, random bytes.
    """
    for signature, what in _SIGNATURES:
        if data.startswith(signature):
            raise BadInput(f"{name} is {what}, not a table.")
    if chosen:
        return _as_chosen(data, name, chosen)
    encoding = next((found for mark, found in _BOMS if data.startswith(mark)), None)
    if encoding is None and b"\x00" in data:
        encoding = _silent_utf16(data)
        if encoding is None:
            data = _without_stray_nuls(data, name)
    if encoding is None:
        return _unmarked(data, name)
    try:
        return DecodedText(data.decode(encoding).replace("\x00", ""), encoding)
    except UnicodeDecodeError:
        raise BadInput(
            f"{name} starts like {encoding} but is damaged further on. Export it again."
        ) from None


def _as_chosen(data: bytes, name: str, chosen: str) -> DecodedText:
    if chosen not in ENCODINGS:
        raise BadInput(f"“{chosen[:20]}” is no encoding: choose one of {', '.join(ENCODINGS)}.")
    try:
        text = data.decode(chosen)
    except UnicodeDecodeError as error:
        raise BadInput(
            f"{name} is not {chosen}: byte {error.start:,} does not fit. Choose another encoding."
        ) from None
    return DecodedText(text.removeprefix("\ufeff").replace("\x00", ""), chosen)


def _unmarked(data: bytes, name: str) -> DecodedText:
    try:
        return DecodedText(_checked(data, name).decode("utf-8"), "utf-8")
    except UnicodeDecodeError:
        if _CP1252_HOLES.search(data):
            raise BadInput(
                f"{name} is neither UTF-8 nor Windows-1252: it is damaged or not a text. "
                "Export it again as CSV UTF-8."
            ) from None
        return DecodedText(data.decode("cp1252"), "cp1252")


def _checked(data: bytes, name: str) -> bytes:
    sample = data[: 2**20]
    if len(_CONTROLS.findall(sample)) > 8 + len(sample) // 1000:
        raise BadInput(f"{name} is not a text file. Export the table as CSV and import that.")
    return data


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


def _without_stray_nuls(data: bytes, name: str) -> bytes:
    if data.count(0) > 8 + len(data) // 1000:
        raise BadInput(f"{name} is not a text file. Export the table as CSV and import that.")
    return data.replace(b"\x00", b"")
