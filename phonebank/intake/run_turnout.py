"""Importing turnout: numbers only, long or wide; find the people, merge the marks, report."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import polars as pl

from phonebank.domain.errors import BadInput
from phonebank.intake.entitled import find_listed, find_rows
from phonebank.intake.following import Following
from phonebank.intake.opening import read_file
from phonebank.intake.reading import Table
from phonebank.intake.report import write_report
from phonebank.intake.translating import with_values
from phonebank.intake.turnout import EmptyMeans, Listing, read_turnout
from phonebank.store.intake_turnout import ensure_rounds, merge_turnout, roll_entries

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path
    from threading import Event

    from phonebank.domain.rounds import Round
    from phonebank.intake.choices import Mark
    from phonebank.intake.entitled import Found
    from phonebank.intake.following import Progress
    from phonebank.intake.opening import FileRead, HowToRead
    from phonebank.store.intake import IntakeStore, IntakeWork

LEGAL_BASIS = "Code électoral L68 : consultation des listes d'émargement"


@dataclass(frozen=True, slots=True)
class TurnoutOptions:
    """What the person says of a turnout file.

    `held`: the round of a numbers-only file, or of columns that only say T1. `listed`: whose
    numbers a numbers-only file holds. `consulted`: where and when the lists were read (R8).
    """

    held: Round | None = None
    listed: Listing | None = None
    empty: EmptyMeans = EmptyMeans.UNKNOWN
    columns: Mapping[str, str] | None = None
    consulted: str = ""
    legal_basis: str = LEGAL_BASIS
    how: HowToRead | None = None
    values: Mapping[str, Mark] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class TurnoutReport:
    """What an import of turnout did, or would do.

    `rows` are the file's (numbers listed, for a numbers-only file). `marks_new`,
    `marks_changed` and `marks_unchanged` count who voted and who did not, a round and person.
    """

    rows: int
    matched: int
    unmatched: int
    refused: int
    marks_new: int
    marks_changed: int
    marks_unchanged: int
    rounds: tuple[str, ...]
    import_id: int


def import_turnout(
    store: IntakeStore,
    path: Path,
    options: TurnoutOptions | None = None,
    *,
    dry_run: bool = False,
    report: Path | None = None,
    progress: Progress | None = None,
    cancel: Event | None = None,
) -> TurnoutReport:
    """Import turnout, all or nothing; the same file twice changes nothing.

    Raises BadInput for a file without turnout, or when a numbers-only file comes without its
    round or without saying whose numbers it lists; Cancelled; Unreachable.
    """
    said = options or TurnoutOptions()
    following = Following(progress, cancel)
    following.step("reading", 0.0)
    read = read_file(path, said.how, cancel)
    with store.work(dry_run=dry_run, between=following.check) as work:
        following.step("matching", 0.3)
        found, rounds = _found(work, read, said)
        following.step("merging", 0.7)
        import_id = work.open_import(
            "turnout", path.name, read.sha256, said.legal_basis, said.consulted
        )
        ensure_rounds(work, rounds)
        merged = merge_turnout(work, found.marks, import_id)
        counts = dict(found.rows["decision"].value_counts().iter_rows())
        done = TurnoutReport(
            rows=found.rows.height,
            matched=counts.get("matched", 0),
            unmatched=counts.get("unmatched", 0),
            refused=counts.get("refused", 0),
            marks_new=merged.new,
            marks_changed=merged.changed,
            marks_unchanged=merged.unchanged,
            rounds=tuple(held.code for held in rounds),
            import_id=import_id,
        )
        work.close_import(
            import_id,
            "turnout",
            {
                "rows": done.rows,
                "matched": done.matched,
                "unmatched": done.unmatched,
                "refused": done.refused,
                "marks_new": done.marks_new,
                "marks_changed": done.marks_changed,
                "marks_unchanged": done.marks_unchanged,
            },
        )
        write_report(
            report,
            found.rows.rename({"bureau_code": "bureau", "order_number": "order"}),
        )
        following.step("merging", 0.95)
    if progress is not None:
        progress("done", 1.0)
    return done


def _found(
    work: IntakeWork, read: FileRead, said: TurnoutOptions
) -> tuple[Found, tuple[Round, ...]]:
    if isinstance(read.content, Table):
        return _table(work, read.content, said)
    return _listed(work, read.content.rows, read.name, said)


def _listed(
    work: IntakeWork, rows: pl.DataFrame, name: str, said: TurnoutOptions
) -> tuple[Found, tuple[Round, ...]]:
    if said.held is None:
        raise BadInput(f"{name} lists numbers only: say the round, as in --round M26T1.")
    if said.listed is None:
        raise BadInput(
            f"{name} lists numbers only: say whose they are, --listed abstained or --listed voted."
        )
    entries = _entries(work, said.held, name)
    found = find_listed(rows, entries, said.held, listed_voted=said.listed is Listing.VOTED)
    return found, (said.held,)


def _table(work: IntakeWork, table: Table, said: TurnoutOptions) -> tuple[Found, tuple[Round, ...]]:
    table = with_values(table, said.values, said.columns)
    turnout = read_turnout(table, said.held, said.empty, said.columns)
    named = (turnout.rows["name_key"] != "").any()
    # Names tell when a number has changed hands; without them the roll of that day is needed.
    alone = turnout.rounds[0] if len(turnout.rounds) == 1 and not named else None
    entries = _entries(work, alone, table.name)
    return find_rows(turnout.rows, turnout.marks, entries, turnout.rounds), turnout.rounds


def _entries(work: IntakeWork, held: Round | None, name: str) -> pl.DataFrame:
    entries = roll_entries(work, held.held_on if held else None)
    if entries.is_empty():
        raise BadInput(f"{name} cannot be matched: import the electoral roll first.")
    return entries
