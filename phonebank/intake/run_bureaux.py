"""Importing polling stations: read, check, merge, report."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl

from phonebank.intake.bureaux import read_bureaux
from phonebank.intake.following import Following
from phonebank.intake.opening import read_one_table
from phonebank.intake.report import write_report
from phonebank.intake.run_roll import repaired_codes
from phonebank.store.intake_bureaux import known_bureau_codes, merge_bureaux, only_commune

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path
    from threading import Event

    from phonebank.intake.following import Progress
    from phonebank.intake.opening import HowToRead
    from phonebank.store.intake import IntakeStore


@dataclass(frozen=True, slots=True)
class BureauxOptions:
    """`commune`: INSEE code where the file does not tell; by default the roll's only one."""

    commune: str = ""
    columns: Mapping[str, str] | None = None
    how: HowToRead | None = None


@dataclass(frozen=True, slots=True)
class BureauxReport:
    """What an import of polling stations did, or would do."""

    rows: int
    new: int
    changed: int
    unchanged: int
    refused: int
    import_id: int


def import_bureaux(
    store: IntakeStore,
    path: Path,
    options: BureauxOptions | None = None,
    *,
    dry_run: bool = False,
    report: Path | None = None,
    progress: Progress | None = None,
    cancel: Event | None = None,
) -> BureauxReport:
    """Import polling stations, all or nothing; the same file twice changes nothing.

    Raises BadInput for a file without stations, Cancelled, Unreachable.
    """
    said = options or BureauxOptions()
    following = Following(progress, cancel)
    following.step("reading", 0.0)
    table, sha256 = read_one_table(path, said.how, cancel)
    with store.work(dry_run=dry_run, between=following.check) as work:
        following.step("checking", 0.3)
        commune = said.commune or only_commune(work)
        rows = read_bureaux(table, commune, said.columns).rows
        codes = repaired_codes(rows.rename({"code": "bureau_code"}), known_bureau_codes(work))
        rows = rows.with_columns(codes.alias("code"))
        sound = rows.filter(pl.col("reason") == "")
        following.step("merging", 0.6)
        import_id = work.open_import("bureaux", path.name, sha256, "", "")
        decisions = merge_bureaux(work, sound.drop("reason"), import_id)
        counts = dict(decisions["decision"].value_counts().iter_rows())
        done = BureauxReport(
            rows=rows.height,
            new=counts.get("new", 0),
            changed=counts.get("changed", 0),
            unchanged=counts.get("unchanged", 0),
            refused=rows.height - sound.height,
            import_id=import_id,
        )
        work.close_import(
            import_id,
            "bureaux",
            {
                "rows": done.rows,
                "new": done.new,
                "changed": done.changed,
                "unchanged": done.unchanged,
                "refused": done.refused,
            },
        )
        write_report(
            report,
            rows.join(decisions, on="line", how="left", maintain_order="left").select(
                "line",
                pl.col("decision").fill_null("refused"),
                pl.col("code").alias("bureau"),
                pl.lit(None, dtype=pl.Int32).alias("order"),
                "reason",
            ),
        )
        following.step("merging", 0.95)
    if progress is not None:
        progress("done", 1.0)
    return done
