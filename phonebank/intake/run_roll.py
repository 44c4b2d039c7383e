"""Importing an electoral roll: read, check, merge, report."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import polars as pl

from phonebank.intake.cells import bare_code
from phonebank.intake.following import Following
from phonebank.intake.headers import FileKind, map_headers
from phonebank.intake.objections import settle
from phonebank.intake.opening import read_one_table
from phonebank.intake.report import write_report
from phonebank.intake.roll import read_roll
from phonebank.intake.roll_merge import merge_roll
from phonebank.store.intake_bureaux import known_bureau_codes
from phonebank.store.intake_objections import last_person

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path
    from threading import Event

    from phonebank.intake.following import Progress
    from phonebank.intake.opening import HowToRead
    from phonebank.intake.reading import Table
    from phonebank.store.intake import IntakeStore

UNDERTAKING = (
    "The copy of the electoral roll is not used for commercial purposes "
    "(Code électoral, articles L37 and R20)."
)
LEGAL_BASIS = "Code électoral L37 : copie de la liste électorale remise à un candidat ou un parti"


@dataclass(frozen=True, slots=True)
class RollOptions:
    """What the person says of a roll.

    `dated` and `commune` serve where neither columns nor file name tell; `columns` overrides the
    columns found (field → title); `undertaking` is R8's, recorded with the login.
    """

    dated: date | None = None
    commune: str = ""
    columns: Mapping[str, str] | None = None
    undertaking: str = UNDERTAKING
    legal_basis: str = LEGAL_BASIS
    how: HowToRead | None = None


@dataclass(frozen=True, slots=True)
class RollReport:
    """What an import of a roll did, or would do.

    `contact_rows`: rows with a telephone or an e-mail in columns a roll does not have. They are not
    read here: the same file, imported as contacts, brings them in with their source (R8).
    """

    rows: int
    people_new: int
    people_changed: int
    people_unchanged: int
    refused: int
    departed: int
    import_id: int
    contact_rows: int = 0


def import_roll(
    store: IntakeStore,
    path: Path,
    options: RollOptions | None = None,
    *,
    objection_key: bytes,
    dry_run: bool = False,
    report: Path | None = None,
    progress: Progress | None = None,
    cancel: Event | None = None,
) -> RollReport:
    """Import a roll, all or nothing; the same file twice changes nothing.

    Raises BadInput for a file that is no roll, Cancelled, Unreachable.
    """
    said = options or RollOptions()
    following = Following(progress, cancel)
    following.step("reading", 0.0)
    table, sha256 = read_one_table(path, said.how, cancel)
    with store.work(dry_run=dry_run, between=following.check, cancel=cancel) as work:
        following.step("checking", 0.25)
        dated = said.dated or work.earlier_date(sha256) or _modified(path)
        rows = read_roll(table, dated, said.commune, said.columns).rows
        contact_rows = _contact_rows(table)
        del table  # a million rows are held once
        rows = rows.with_columns(repaired_codes(rows, known_bureau_codes(work)))
        refused = rows["decision"] == "refused"
        sound = rows.filter(~refused) if refused.any() else rows
        following.step("merging", 0.5)
        import_id = work.open_import("roll", path.name, sha256, said.legal_basis, said.undertaking)
        before = last_person(work)
        merged = merge_roll(
            work,
            sound,
            import_id,
            lambda done: following.step("merging", 0.5 + 0.4 * done),
        )
        following.step("merging", 0.9)
        erased = settle(work, import_id, objection_key, new_after=before)
        counts = dict(merged.decisions["decision"].value_counts().iter_rows())
        done = RollReport(
            rows=rows.height,
            people_new=counts.get("new", 0) - erased,
            people_changed=counts.get("changed", 0),
            people_unchanged=counts.get("unchanged", 0),
            refused=rows.height - sound.height,
            departed=merged.departed,
            import_id=import_id,
            contact_rows=contact_rows,
        )
        work.close_import(
            import_id,
            "roll",
            {
                "rows": done.rows,
                "people_new": done.people_new,
                "people_changed": done.people_changed,
                "people_unchanged": done.people_unchanged,
                "refused": done.refused,
                "departed": done.departed,
            },
        )
        write_report(report, _report(rows, merged.decisions))
        following.step("merging", 0.95)
    if progress is not None:
        progress("done", 1.0)
    return done


def _contact_rows(table: Table) -> int:
    fields = map_headers(table.columns, FileKind.ROLL).fields
    titles = [title for name in ("mobile", "fixed", "email") for title in fields.get(name, ())]
    if not titles:
        return 0
    return table.frame.filter(pl.any_horizontal(pl.col(titles) != "")).height


def repaired_codes(rows: pl.DataFrame, known: pl.DataFrame) -> pl.Series:
    """Bureau codes with the leading zeros a spreadsheet took, where only one station fits.

    `rows` has commune_code and bureau_code, `known` commune_code and code.
    """
    bare = (
        known.with_columns(bare_code(pl.col("code")).alias("bare"))
        .filter(pl.col("code").count().over("commune_code", "bare") == 1)
        .select("commune_code", pl.col("bare").alias("bureau_code"), pl.col("code").alias("whole"))
        .filter(pl.col("whole") != pl.col("bureau_code"))
    )
    exact = known.select("commune_code", pl.col("code").alias("bureau_code"), known=True)
    keys = ["commune_code", "bureau_code"]
    return (
        rows.select(keys)
        .join(exact, on=keys, how="left", maintain_order="left")
        .join(bare, on=keys, how="left", maintain_order="left")
        .select(
            pl.when(pl.col("known").is_null() & pl.col("whole").is_not_null())
            .then(pl.col("whole"))
            .otherwise(pl.col("bureau_code"))
            .alias("bureau_code")
        )
        .to_series()
    )


def _modified(path: Path) -> date:
    # The same for the same file, whenever it is imported again.
    return date.fromtimestamp(path.stat().st_mtime)  # noqa: DTZ012 - a date of the file's own clock


def _report(rows: pl.DataFrame, decisions: pl.DataFrame) -> pl.DataFrame:
    return rows.join(
        decisions.select("row", pl.col("decision").alias("made")),
        on="row",
        how="left",
        maintain_order="left",
    ).select(
        "line",
        pl.coalesce(pl.when(pl.col("decision") == "").then(pl.col("made")), "decision").alias(
            "decision"
        ),
        pl.col("bureau_code").alias("bureau"),
        pl.col("order_number").alias("order"),
        pl.when(pl.col("decision") == "merged")
        .then(pl.lit("the same person on another list"))
        .otherwise(pl.col("reason"))
        .alias("reason"),
    )
