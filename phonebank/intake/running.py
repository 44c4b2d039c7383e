"""One import of any kind, from the choices of a person to counts and explained refusals.

The wizard's last steps and the command line both run this; a dry run is the same with the
transaction rolled back, so that what it says is what will happen.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import polars as pl

from phonebank.domain.errors import BadInput
from phonebank.domain.rounds import parse_round
from phonebank.intake.fields import refuse_forbidden
from phonebank.intake.guarded import private_folder
from phonebank.intake.refused_rows import write_refused
from phonebank.intake.run_bureaux import BureauxOptions, import_bureaux
from phonebank.intake.run_contacts import ContactOptions, import_contacts
from phonebank.intake.run_engagement import EngagementOptions, import_engagement
from phonebank.intake.run_results import ResultOptions, import_results
from phonebank.intake.run_roll import LEGAL_BASIS as ROLL_BASIS
from phonebank.intake.run_roll import RollOptions, import_roll
from phonebank.intake.run_turnout import LEGAL_BASIS as TURNOUT_BASIS
from phonebank.intake.run_turnout import TurnoutOptions, import_turnout
from phonebank.intake.spellings import FileKind

if TYPE_CHECKING:
    from threading import Event

    from phonebank.domain.rounds import Round
    from phonebank.intake.choices import Choices
    from phonebank.intake.following import Progress
    from phonebank.store.intake import IntakeStore

_SHOWN_LINES = 5
_NUMBERS = re.compile(r"\d+(?:[\s.,]\d+)*")


@dataclass(frozen=True, slots=True)
class Explained:
    """Rows that met the same fate for the same reason.

    `decision` is 'refused', 'unmatched', 'review'…; `reason` an English sentence, numbers in it
    those of its first row; `lines` the first of them in the file.
    """

    decision: str
    reason: str
    count: int
    lines: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import did, or would do.

    `counts`: as the kind's own report, in its order (rows, people_new…, refused). `explained`: the
    rows worth a word, most frequent first. `import_id` is None for a dry run.
    """

    kind: FileKind
    dry_run: bool
    import_id: int | None
    counts: Mapping[str, int]
    rounds: tuple[str, ...]
    explained: tuple[Explained, ...]


@dataclass(frozen=True, slots=True)
class _Job:
    store: IntakeStore
    path: Path
    choices: Choices
    key: bytes
    following: Mapping[str, Any]


def run_import(
    store: IntakeStore,
    path: Path,
    choices: Choices,
    objection_key: bytes,
    *,
    dry_run: bool = False,
    report: Path | None = None,
    refused: Path | None = None,
    progress: Progress | None = None,
    cancel: Event | None = None,
) -> Imported:
    """Carry out `choices` on a file, all or nothing; the same file twice changes nothing.

    `report` gets a decision a row, `refused` the refused rows as they stood, with why, to be
    corrected and imported again. Raises BadInput for a file or choices that cannot be, Cancelled,
    Unreachable.
    """
    titles = [title for held in choices.columns.values() for title in held]
    refuse_forbidden([*titles, *choices.keep])
    with private_folder() as folder:
        decisions = report or folder / "report.csv"
        job = _Job(
            store,
            path,
            choices,
            objection_key,
            {"dry_run": dry_run, "report": decisions, "progress": progress, "cancel": cancel},
        )
        done = asdict(_RUNS[choices.kind](job))
        rows = _told(decisions)
        if refused is not None:
            write_refused(path, choices.how, rows.filter(pl.col("decision") == "refused"), refused)
    import_id = int(done.pop("import_id"))
    rounds = done.pop("rounds", ()) or tuple(filter(None, [done.pop("round", "")]))
    return Imported(
        kind=choices.kind,
        dry_run=dry_run,
        import_id=None if dry_run else import_id,
        counts={name: value for name, value in done.items() if isinstance(value, int)},
        rounds=tuple(rounds),
        explained=explain(rows),
    )


def explain(rows: pl.DataFrame) -> tuple[Explained, ...]:
    """Group the rows of a report that have a reason (line, decision, reason)."""
    groups: dict[tuple[str, str], tuple[str, int, list[int]]] = {}
    for line, decision, reason in rows.select("line", "decision", "reason").iter_rows():
        key = (decision, _NUMBERS.sub("0", reason))
        first, count, lines = groups.get(key, (reason, 0, []))
        if len(lines) < _SHOWN_LINES and line not in lines:
            lines.append(line)
        groups[key] = (first, count + 1, lines)
    told = [
        Explained(decision, reason, count, tuple(lines))
        for (decision, _), (reason, count, lines) in groups.items()
    ]
    return tuple(sorted(told, key=lambda each: (each.decision != "refused", -each.count)))


def _told(report: Path) -> pl.DataFrame:
    schema = {
        "line": pl.Int64,
        "decision": pl.String,
        "bureau": pl.String,
        "order": pl.Int64,
        "reason": pl.String,
    }
    return (
        pl.read_csv(report, schema=schema)
        .filter(pl.col("reason").is_not_null() | (pl.col("decision") == "refused"))
        .with_columns(pl.col("reason").fill_null(""))
    )


def _held(choices: Choices) -> Round | None:
    return parse_round(choices.round_code) if choices.round_code else None


def _roll(job: _Job) -> Any:
    said = job.choices
    if not said.undertaking:
        raise BadInput(
            "Say first that the copy of the roll is not used commercially (Code électoral, "
            "articles L37 and R20): without this undertaking it is not imported."
        )
    options = RollOptions(
        dated=said.dated,
        commune=said.commune,
        columns=_columns(said),
        undertaking=said.undertaking,
        legal_basis=said.legal_basis or ROLL_BASIS,
        how=said.how,
    )
    return import_roll(job.store, job.path, options, objection_key=job.key, **job.following)


def _turnout(job: _Job) -> Any:
    said = job.choices
    options = TurnoutOptions(
        held=_held(said),
        listed=said.listed,
        empty=said.empty,
        columns=_columns(said),
        consulted=said.consulted,
        values=said.values,
        legal_basis=said.legal_basis or TURNOUT_BASIS,
        how=said.how,
    )
    return import_turnout(job.store, job.path, options, **job.following)


def _contacts(job: _Job) -> Any:
    said = job.choices
    options = ContactOptions(
        source=said.source,
        legal_basis=said.legal_basis,
        collected_on=said.collected_on,
        keep=said.keep,
        columns=_columns(said),
        how=said.how,
    )
    return import_contacts(job.store, job.path, options, objection_key=job.key, **job.following)


def _bureaux(job: _Job) -> Any:
    said = job.choices
    options = BureauxOptions(commune=said.commune, columns=_columns(said), how=said.how)
    return import_bureaux(job.store, job.path, options, **job.following)


def _results(job: _Job) -> Any:
    said = job.choices
    options = ResultOptions(
        held=_held(said),
        list_name=said.list_name,
        commune=said.commune,
        columns=_columns(said),
        how=said.how,
    )
    return import_results(job.store, job.path, options, **job.following)


def _columns(said: Choices) -> Any:
    return dict(said.columns) or None


def _engagement(job: _Job) -> Any:
    said = job.choices
    options = EngagementOptions(legal_basis=said.legal_basis, columns=_columns(said), how=said.how)
    return import_engagement(job.store, job.path, options, **job.following)


_RUNS: Mapping[FileKind, Callable[[_Job], Any]] = {
    FileKind.ROLL: _roll,
    FileKind.TURNOUT: _turnout,
    FileKind.CONTACTS: _contacts,
    FileKind.BUREAUX: _bureaux,
    FileKind.RESULTS: _results,
    FileKind.ENGAGEMENT: _engagement,
}
