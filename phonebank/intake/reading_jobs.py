"""What can be asked about a file, done inside the limited process; answers are plain JSON.

`table`: the whole table, left as Arrow. `describe`: what it looks like. `rows`: some of its rows as
they stand, to be corrected.
"""

from __future__ import annotations

import csv
import hashlib
from dataclasses import asdict, dataclass
from itertools import islice
from typing import TYPE_CHECKING, Any

import polars as pl

from phonebank.domain.errors import BadInput
from phonebank.intake.description import SHOWN_ROWS, ShownRow, describe, describe_listed
from phonebank.intake.encoding import CleanText, clean_text
from phonebank.intake.laid_out import LINE, LaidOut
from phonebank.intake.numbers import Listed, looks_like_numbers, read_numbers
from phonebank.intake.reading import is_zip, lay_out, openable
from phonebank.intake.text_table import lay_out_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    from phonebank.intake.choices import HowToRead

NUMBERS_ARROW = "numbers.arrow"
_HEAD_BYTES = 2**18
_MOST_NUMBERS_BYTES = 16 * 2**20
_SHOWN_CHARACTERS = 200


@dataclass(frozen=True, slots=True)
class _TableRead:
    """`text` is None for a workbook or an archive."""

    laid: LaidOut
    text: CleanText | None


@dataclass(frozen=True, slots=True)
class _ListRead:
    text: CleanText
    listed: Listed


def table(
    path: Path, name: str, how: HowToRead, _job: Mapping[str, Any], folder: Path
) -> dict[str, Any]:
    """The table, or the numbers, on the disk; the facts beside it."""
    read = _read(path, name, how, folder)
    if isinstance(read, _TableRead):
        facts = asdict(read.laid) | {"arrow": read.laid.arrow.relative_to(folder).as_posix()}
        return {"sha256": _sha256(path), "table": facts}
    read.listed.rows.write_ipc(folder / NUMBERS_ARROW)
    return {"sha256": _sha256(path)}


def description(
    path: Path, name: str, how: HowToRead, _job: Mapping[str, Any], folder: Path
) -> dict[str, Any]:
    """What the file looks like."""
    read = _read(path, name, how, folder)
    if isinstance(read, _TableRead):
        seen = describe(read.laid)
    else:
        top = tuple(
            ShownRow(line, (content[:_SHOWN_CHARACTERS],))
            for line, content in islice(_lines(read.text), SHOWN_ROWS)
        )
        seen = describe_listed(read.listed, top, read.text)
    return {"sha256": _sha256(path), "seen": asdict(seen)}


def rows(
    path: Path, name: str, how: HowToRead, job: Mapping[str, Any], folder: Path
) -> dict[str, Any]:
    """The rows that begin on the lines asked for, every cell as it stands; all of a list's."""
    wanted = frozenset(job["lines"])
    read = _read(path, name, how, folder)
    if isinstance(read, _ListRead):
        found = [[line, [content]] for line, content in _lines(read.text)]
        return {"header": [], "separator": "", "rows": found}
    laid, text = read.laid, read.text
    if text is None:
        picked = laid.scan().filter(pl.col(LINE).is_in(sorted(wanted))).collect()
        found = [[row[0], list(row[1:])] for row in picked.select(LINE, *laid.columns).iter_rows()]
        return {"header": list(laid.columns), "separator": ";", "rows": found}
    separator = laid.form.separator
    starts = laid.scan().select(LINE).collect()[LINE].to_list()
    found = [
        [line, next(csv.reader(block, delimiter=separator), [])]
        for line, block in _blocks(text, starts, wanted)
    ]
    return {"header": list(laid.columns), "separator": separator, "rows": found}


def _read(path: Path, name: str, how: HowToRead, folder: Path) -> _TableRead | _ListRead:
    openable(path)
    if is_zip(path):
        return _TableRead(lay_out(path, name, how, folder), None)
    text = clean_text(path, name, folder, how.encoding)
    with text.path.open("rb") as file:
        head = file.read(_HEAD_BYTES).decode("utf-8", "ignore")
    if looks_like_numbers(head):
        if text.path.stat().st_size > _MOST_NUMBERS_BYTES:
            raise BadInput(f"{name} lists more numbers than any town has voters.")
        return _ListRead(text, read_numbers(text.path.read_text("utf-8")))
    return _TableRead(lay_out_text(text, name, how, folder), text)


def _lines(text: CleanText) -> Iterator[tuple[int, str]]:
    with text.path.open(encoding="utf-8", newline="\n") as file:
        for line, content in enumerate(file, start=1):
            yield line, content.rstrip("\r\n")


def _blocks(
    text: CleanText, starts: list[int], wanted: frozenset[int]
) -> Iterator[tuple[int, list[str]]]:
    """The lines of each wanted row, from where it begins to where the next one does."""
    begins = frozenset(starts)
    at = 0
    block: list[str] = []
    for line, content in _lines(text):
        if line in begins:
            if at in wanted:
                yield at, block
            at, block = line, []
        block.append(content + "\n")
    if at in wanted:
        yield at, block


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


JOBS: Mapping[str, Callable[..., dict[str, Any]]] = {
    "table": table,
    "describe": description,
    "rows": rows,
}
