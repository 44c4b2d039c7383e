"""What goes into a staging table comes out as it was, whatever its letters."""

from __future__ import annotations

import polars as pl
from sqlalchemy import URL

from phonebank.store.intake import IntakeStore
from phonebank.store.owner import OwnerStore

TEXTS = [
    "", "\\", "\\N", "\\.", "a\tb", "a\nb", "a\r\nb", '"', '""', "'", ",", ";", " x ", "\\t",
    "Œ ı 🗳", "NULL", "{a,b}", "a\\", "\u00a0", "\u2028",
]  # fmt: skip


def test_every_text_number_and_blank_survives_the_copy(database: URL) -> None:
    with OwnerStore(database) as owner:
        owner.found("Essai", practice=True)
    count = len(TEXTS)
    frame = pl.DataFrame(
        {
            "at": pl.Series(range(count), dtype=pl.Int32),
            "word": TEXTS,
            "other": [None if place % 2 else text for place, text in enumerate(TEXTS)],
            "flag": [None if place % 3 == 0 else place % 3 == 1 for place in range(count)],
            "share": [None if place % 3 else place / 7 for place in range(count)],
        }
    )
    store = IntakeStore(database)
    with store.work(dry_run=True) as work:
        work.stage("kept", frame)
        found = work.rows("select * from kept order by at")
    store.close()
    assert found == frame.rows()
