"""The refused rows of a file, as they stood, with why: to be corrected and imported again.

Same separator, same titles, the reason in a last column of its own, which an import ignores. Of a
list of numbers, every line of the bureaux concerned, the reason behind a #.
"""

from __future__ import annotations

import csv
import re
from typing import IO, TYPE_CHECKING

from phonebank.domain.errors import KnownError
from phonebank.intake.opening import rows_as_they_stand
from phonebank.office.private_file import begin_private

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    import polars as pl

    from phonebank.intake.choices import HowToRead

REASON = "reason"
_DANGEROUS = re.compile(r"^\s*(?:[=@\t\r＝＠]|[+\-＋－](?![0-9 ()./]+$))")


def write_refused(path: Path, how: HowToRead, rows: pl.DataFrame, out: Path) -> int:
    """Write the rows of `rows` (line, reason) of a file to `out`; how many.

    What a spreadsheet would run as a formula gets an apostrophe, which the next import takes off.
    Raises KnownError when `out` cannot be written, BadInput when the file can no longer be read.
    """
    reasons: dict[int, str] = {}
    for line, reason in rows.select("line", "reason").iter_rows():
        told = reasons.get(line, "")
        reasons[line] = f"{told}; {reason}" if told and reason not in told else reason
    raw = rows_as_they_stand(path, how, frozenset(reasons))
    width = max(len(raw.header), 1)
    try:
        begin_private(out)
        with out.open("w", encoding="utf-8-sig", newline="") as file:
            if not raw.separator:
                return _write_list(file, raw.rows, reasons)
            writer = csv.writer(file, delimiter=raw.separator, lineterminator="\n")
            # Refused a second time: the reason of the first is of no more use.
            again = bool(raw.header) and raw.header[-1] == REASON
            writer.writerow([*raw.header[: width - again], REASON])
            for line, cells in raw.rows:
                kept = cells[: width - 1] if again and len(cells) == width else cells
                padded = [*kept, *[""] * (width - again - len(kept))]
                writer.writerow([*map(_harmless, padded), reasons[line]])
    except OSError as error:
        raise KnownError(f"{out} cannot be written: {error.strerror}.") from None
    return len(raw.rows)


def _write_list(
    file: IO[str], lines: Iterable[tuple[int, tuple[str, ...]]], reasons: Mapping[int, str]
) -> int:
    """Write every line of the bureaux with a refusal, the reason as a remark; how many lines.

    Whoever a bureau's list leaves out did the contrary: half a list would say so of the others.
    """
    blocks: dict[str, list[tuple[str, str]]] = {}
    head = ""
    for line, cells in lines:
        content = "".join(cells).partition("#")[0].strip()
        named, colon, _ = content.partition(":")
        head = named.strip().upper() if colon else head
        if content or line in reasons:
            blocks.setdefault(head, []).append((content, reasons.get(line, "")))
    count = 0
    for block in blocks.values():
        if any(reason for _, reason in block):
            for content, reason in block:
                file.write(f"{content} # {reason}\n" if reason else f"{content}\n")
            count += len(block)
    return count


def _harmless(cell: str) -> str:
    return "'" + cell if _DANGEROUS.match(cell) else cell
