"""The refused rows of a file, as they stood, with why: to be corrected and imported again.

Same separator, same titles, the reason in a last column of its own, which an import ignores.
"""

from __future__ import annotations

import csv
import re
from typing import TYPE_CHECKING

from phonebank.domain.errors import KnownError
from phonebank.intake.opening import rows_as_they_stand

if TYPE_CHECKING:
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
        reasons[line] = f"{reasons[line]}; {reason}" if line in reasons else reason
    raw = rows_as_they_stand(path, how, frozenset(reasons))
    width = max(len(raw.header), 1)
    try:
        with out.open("w", encoding="utf-8-sig", newline="") as file:
            if not raw.separator:
                # A list of numbers has no columns: the reason stands as a remark behind its line.
                for line, cells in raw.rows:
                    file.write(f"{''.join(cells)} # {reasons[line]}\n")
                return len(raw.rows)
            writer = csv.writer(file, delimiter=raw.separator, lineterminator="\n")
            writer.writerow([*raw.header, REASON])
            for line, cells in raw.rows:
                padded = [*cells, *[""] * (width - len(cells))]
                writer.writerow([*map(_harmless, padded), reasons[line]])
    except OSError as error:
        raise KnownError(f"{out} cannot be written: {error.strerror}.") from None
    return len(raw.rows)


def _harmless(cell: str) -> str:
    return "'" + cell if _DANGEROUS.match(cell) else cell
