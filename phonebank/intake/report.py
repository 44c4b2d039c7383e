"""The report of an import: a CSV with a line a row and why, without a name or a number in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from phonebank.domain.errors import KnownError
from phonebank.office.private_file import begin_private

if TYPE_CHECKING:
    from pathlib import Path

REPORT_COLUMNS = ("line", "decision", "bureau", "order", "reason")
_FORMULA = r"^\s*[=+\-@\t\r＝＋－＠]"


def write_report(path: Path | None, rows: pl.DataFrame) -> None:
    """Write REPORT_COLUMNS of `rows`, by line. A None path writes nothing.

    What a spreadsheet would take for a formula is preceded by an apostrophe. Raises KnownError
    when the file cannot be written.
    """
    if path is None:
        return
    texts = [
        pl.when(pl.col(name).str.contains(_FORMULA))
        .then("'" + pl.col(name))
        .otherwise(pl.col(name))
        .alias(name)
        for name in ("bureau", "reason")
    ]
    try:
        begin_private(path)
        rows.select(REPORT_COLUMNS).with_columns(texts).with_columns(
            pl.col(name).replace("", None) for name in ("bureau", "reason")
        ).sort("line", maintain_order=True).write_csv(path)
    except OSError as error:
        raise KnownError(f"The report {path} cannot be written: {error.strerror}.") from None
