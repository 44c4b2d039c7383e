"""Importing results by bureau: read, check, merge, report."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl

from phonebank.domain.errors import BadInput
from phonebank.domain.rounds import parse_round
from phonebank.intake.following import Following
from phonebank.intake.headers import facts_of_file_name
from phonebank.intake.opening import read_one_table
from phonebank.intake.report import write_report
from phonebank.intake.results import read_results
from phonebank.intake.run_roll import repaired_codes
from phonebank.store.intake_bureaux import known_bureau_codes, only_commune
from phonebank.store.intake_results import merge_results
from phonebank.store.intake_turnout import ensure_rounds

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path
    from threading import Event

    from phonebank.domain.rounds import Round
    from phonebank.intake.choices import HowToRead
    from phonebank.intake.following import Progress
    from phonebank.store.intake import IntakeStore

_UNKNOWN = "this bureau is not known: import the roll or the polling stations first"


@dataclass(frozen=True, slots=True)
class ResultOptions:
    """What the person says of a results file.

    `held`: the round, where the file's name does not tell it. `list_name`: our list, by the title
    of its column or by its name. `commune`: INSEE code where neither the file nor the roll tells.
    """

    held: Round | None = None
    list_name: str = ""
    commune: str = ""
    columns: Mapping[str, str | Sequence[str]] | None = None
    how: HowToRead | None = None


@dataclass(frozen=True, slots=True)
class ResultReport:
    """What an import of results did, or would do: rows = the sum of the four decisions."""

    rows: int
    new: int
    changed: int
    unchanged: int
    refused: int
    round: str
    list_name: str
    import_id: int


def import_results(
    store: IntakeStore,
    path: Path,
    options: ResultOptions | None = None,
    *,
    dry_run: bool = False,
    report: Path | None = None,
    progress: Progress | None = None,
    cancel: Event | None = None,
) -> ResultReport:
    """Import results by bureau, all or nothing; the same file twice changes nothing.

    Raises BadInput for a file without results, without its round or our list; Cancelled;
    Unreachable.
    """
    said = options or ResultOptions()
    following = Following(progress, cancel)
    following.step("reading", 0.0)
    table, sha256 = read_one_table(path, said.how, cancel)
    held = said.held or _round_in_name(path.name)
    with store.work(dry_run=dry_run, between=following.check) as work:
        following.step("checking", 0.3)
        commune = said.commune or only_commune(work)
        read = read_results(table, commune, said.list_name, said.columns)
        known = known_bureau_codes(work)
        rows = read.rows.with_columns(repaired_codes(read.rows, known))
        here = known.select("commune_code", pl.col("code").alias("bureau_code"), here=True)
        rows = rows.join(
            here, on=["commune_code", "bureau_code"], how="left", maintain_order="left"
        ).with_columns(
            pl.when((pl.col("reason") == "") & pl.col("here").is_null())
            .then(pl.lit(_UNKNOWN))
            .otherwise("reason")
            .alias("reason")
        )
        sound = rows.filter(pl.col("reason") == "").drop("here", "reason")
        following.step("merging", 0.6)
        import_id = work.open_import("results", path.name, sha256, "", "")
        ensure_rounds(work, (held,))
        votes = read.votes.join(sound, on="line", how="semi")
        decisions = merge_results(work, sound, votes, held.code, import_id)
        counts = dict(decisions["decision"].value_counts().iter_rows())
        done = ResultReport(
            rows=rows.height,
            new=counts.get("new", 0),
            changed=counts.get("changed", 0),
            unchanged=counts.get("unchanged", 0),
            refused=rows.height - sound.height,
            round=held.code,
            list_name=_ours(read.votes),
            import_id=import_id,
        )
        work.close_import(
            import_id,
            "results",
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
                pl.col("bureau_code").alias("bureau"),
                pl.lit(None, dtype=pl.Int32).alias("order"),
                "reason",
            ),
        )
        following.step("merging", 0.95)
    if progress is not None:
        progress("done", 1.0)
    return done


def _round_in_name(name: str) -> Round:
    code = facts_of_file_name(name).round_code
    if not code:
        raise BadInput(f"{name} does not tell its round: say it, as in --round M20T1.")
    return parse_round(code)


def _ours(votes: pl.DataFrame) -> str:
    named = votes.filter(pl.col("ours"))["list_name"]
    return str(named[0]) if named.len() else ""
