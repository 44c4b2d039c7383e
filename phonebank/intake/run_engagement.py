"""Importing mailing events: read, check, find whose they are, merge, report."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl

from phonebank.intake.engagement import read_engagement
from phonebank.intake.following import Following
from phonebank.intake.opening import read_one_table
from phonebank.intake.report import write_report
from phonebank.store.intake_engagement import merge_engagement, time_zone

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path
    from threading import Event

    from phonebank.intake.choices import HowToRead
    from phonebank.intake.following import Progress
    from phonebank.store.intake import IntakeStore

_REASONS = {
    "unmatched": "no contact has this address of mail: import the contacts first",
    "shared": "several people have this address of mail: nobody says which of them it was",
}


@dataclass(frozen=True, slots=True)
class EngagementOptions:
    """What the person says of a file of mailing events: its columns, and how it is read."""

    legal_basis: str = ""
    columns: Mapping[str, str | Sequence[str]] | None = None
    how: HowToRead | None = None


@dataclass(frozen=True, slots=True)
class EngagementReport:
    """What an import of events did, or would do: rows = matched + unmatched + refused.

    `new` are the matched events that were not known yet.
    """

    rows: int
    matched: int
    new: int
    unmatched: int
    refused: int
    import_id: int


def import_engagement(
    store: IntakeStore,
    path: Path,
    options: EngagementOptions | None = None,
    *,
    dry_run: bool = False,
    report: Path | None = None,
    progress: Progress | None = None,
    cancel: Event | None = None,
) -> EngagementReport:
    """Import mailing events, all or nothing; the same file twice changes nothing.

    Events of addresses nobody here has are told, and not kept. Raises BadInput for a file without
    events, Cancelled, Unreachable.
    """
    said = options or EngagementOptions()
    following = Following(progress, cancel)
    following.step("reading", 0.0)
    table, sha256 = read_one_table(path, said.how, cancel)
    with store.work(dry_run=dry_run, between=following.check, cancel=cancel) as work:
        following.step("checking", 0.3)
        rows = read_engagement(table, time_zone(work), said.columns).rows
        import_id = work.open_import("engagement", path.name, sha256, said.legal_basis, "")
        following.step("merging", 0.6)
        sound = rows.filter(pl.col("reason") == "").drop("reason")
        decided = merge_engagement(work, sound, import_id)
        counts = dict(decided["decision"].value_counts().iter_rows())
        matched = counts.get("new", 0) + counts.get("known", 0)
        done = EngagementReport(
            rows=rows.height,
            matched=matched,
            new=counts.get("new", 0),
            unmatched=sound.height - matched,
            refused=rows.height - sound.height,
            import_id=import_id,
        )
        work.close_import(
            import_id,
            "engagement",
            {
                "rows": done.rows,
                "matched": done.matched,
                "new": done.new,
                "unmatched": done.unmatched,
                "refused": done.refused,
            },
        )
        write_report(report, _report(rows, decided))
        following.step("merging", 0.95)
    if progress is not None:
        progress("done", 1.0)
    return done


def _report(rows: pl.DataFrame, decided: pl.DataFrame) -> pl.DataFrame:
    told = pl.col("decision").replace({"new": "matched", "known": "matched", "shared": "unmatched"})
    return rows.join(decided, on="line", how="left", maintain_order="left").select(
        "line",
        told.fill_null("refused").alias("decision"),
        pl.lit("").alias("bureau"),
        pl.lit(None, dtype=pl.Int32).alias("order"),
        pl.when(pl.col("reason") != "")
        .then(pl.col("reason"))
        .otherwise(pl.col("decision").replace_strict(_REASONS, default=""))
        .alias("reason"),
    )
