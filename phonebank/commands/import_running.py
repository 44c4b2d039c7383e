"""One import from the command line: as a person chose the columns before, told with its reasons."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from getpass import getuser
from pathlib import Path
from typing import Any

from phonebank.commands.import_options import with_columns
from phonebank.commands.output import answer, complain, owned_office, progress_bar
from phonebank.intake.choices import Choices
from phonebank.intake.looking import look_at
from phonebank.intake.remembering import recall, remember
from phonebank.intake.running import Imported, run_import
from phonebank.intake.spellings import FileKind
from phonebank.office.office import Office
from phonebank.office.secret import objection_key
from phonebank.store.file_memory import FileMemory
from phonebank.store.intake import IntakeStore


@dataclass(frozen=True, slots=True)
class Said:
    """What the options say of one import; `columns` as they stand on the line."""

    file: Path
    choices: Choices
    columns: list[str] | None
    dry_run: bool
    report: Path | None
    refused: Path | None


def run(said: Said) -> None:
    """Import, remember the columns chosen, and tell what it did. Raises as `run_import`."""
    with _intake() as (office, store, show):
        memory = FileMemory(office.owner_url)
        try:
            choices = with_columns(_as_last_time(memory, said), said.columns)
            done = run_import(
                store,
                said.file,
                choices,
                objection_key(office),
                dry_run=said.dry_run,
                report=said.report,
                refused=said.refused,
                progress=show,
            )
            if not said.dry_run and (said.columns or choices.keep or choices.values):
                remember(memory, look_at(said.file, choices.how).titles, choices)
        finally:
            memory.close()
        _tell(done, said.refused)


@contextmanager
def _intake() -> Iterator[tuple[Office, IntakeStore, Any]]:
    with owned_office() as (office, _owner), progress_bar() as show:
        store = IntakeStore(office.owner_url, getuser())
        try:
            yield office, store, show
        finally:
            store.close()


def _as_last_time(memory: FileMemory, said: Said) -> Choices:
    """The choices with the columns chosen for such a file before, unless some are chosen now."""
    choices = said.choices
    if said.columns or not any(each.kind == choices.kind for each in memory.all()):
        return choices
    titles = look_at(said.file, choices.how).titles
    before = next((each for each in recall(memory, titles) if each.kind is choices.kind), None)
    if before is None:
        return choices
    complain("Columns as they were chosen for such a file before (“import forget” to start anew).")
    return replace(
        choices,
        columns=before.columns,
        keep=choices.keep or before.keep,
        values={**before.values, **choices.values},
    )


def _tell(done: Imported, refused: Path | None) -> None:
    facts: dict[str, Any] = dict(done.counts)
    if done.kind is FileKind.TURNOUT:
        facts["rounds"] = done.rounds
    if done.kind is FileKind.RESULTS:
        facts["round"] = done.rounds[0]
    facts["import_id"] = done.import_id
    if done.dry_run:
        facts["dry_run"] = True
    lines = [f"{name}: {value}" for name, value in facts.items()]
    for each in done.explained:
        where = ", ".join(map(str, each.lines)) + (", …" if each.count > len(each.lines) else "")
        lines.append(f"{each.decision} {each.count}: {each.reason or 'no reason'} (line {where})")
    if done.counts.get("contact_rows"):
        lines.append(
            f"{done.counts['contact_rows']} rows also hold a telephone or an e-mail, which a roll "
            "is not asked for: import the file once more as contacts to bring them in."
        )
    if refused is not None:
        lines.append(f"The refused rows are in {refused}: correct them, then import that file.")
    answer({**facts, "explained": [asdict(each) for each in done.explained]}, *lines)
