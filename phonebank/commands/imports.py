"""`phonebank import …`: files in, with a dry run and a report of every row."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from datetime import datetime
from getpass import getuser
from pathlib import Path
from typing import Annotated, Any

import typer

from phonebank.commands.import_undo import Undo, list_imports, undo_import
from phonebank.commands.output import answer, owned_office, progress_bar
from phonebank.domain.rounds import parse_round
from phonebank.intake.run_bureaux import BureauxOptions, import_bureaux
from phonebank.intake.run_contacts import ContactOptions, import_contacts
from phonebank.intake.run_engagement import import_engagement
from phonebank.intake.run_roll import RollOptions, import_roll
from phonebank.intake.run_turnout import TurnoutOptions, import_turnout
from phonebank.intake.turnout import EmptyMeans, Listing
from phonebank.office.office import Office
from phonebank.office.secret import objection_key
from phonebank.store.intake import IntakeStore

imports = typer.Typer(
    help="Bring in the roll, turnout, contacts and bureaux, all or nothing.", no_args_is_help=True
)
imports.command("list")(list_imports)
imports.command("undo")(undo_import)

File = Annotated[Path, typer.Argument(help="the file")]
DryRun = Annotated[bool, typer.Option("--dry-run", help="say what would happen, write nothing")]
Report = Annotated[
    Path | None, typer.Option("--report", help="write a CSV with the decision on every row")
]


@contextmanager
def _intake() -> Iterator[tuple[Office, IntakeStore, Any]]:
    with owned_office() as (office, _owner), progress_bar() as show:
        store = IntakeStore(office.owner_url, getuser())
        try:
            yield office, store, show
        finally:
            store.close()


def _tell(done: Any, *, dry_run: bool) -> None:
    facts = asdict(done)
    if dry_run:
        facts |= {"dry_run": True, "import_id": None}
    answer(facts)


@imports.command("roll")
def roll(
    file: File,
    _undo: Undo = None,
    dry_run: DryRun = False,
    report: Report = None,
    dated: Annotated[
        datetime | None,
        typer.Option("--dated", formats=["%Y-%m-%d"], help="where the file does not tell"),
    ] = None,
    commune: Annotated[str, typer.Option("--commune", help="INSEE code, likewise")] = "",
) -> None:
    """The electoral roll: people, addresses, bureaux; a new edition updates the last."""
    with _intake() as (office, store, show):
        done = import_roll(
            store,
            file,
            RollOptions(dated=dated.date() if dated else None, commune=commune),
            objection_key=objection_key(office),
            dry_run=dry_run,
            report=report,
            progress=show,
        )
        _tell(done, dry_run=dry_run)


@imports.command("turnout")
def turnout(
    file: File,
    _undo: Undo = None,
    round_code: Annotated[str | None, typer.Option("--round", help="e.g. M26T1")] = None,
    listed: Annotated[
        Listing | None, typer.Option("--listed", help="whose numbers the file holds")
    ] = None,
    empty: Annotated[
        EmptyMeans, typer.Option("--empty", help="what an empty cell means")
    ] = EmptyMeans.UNKNOWN,
    consulted: Annotated[
        str, typer.Option("--consulted", help="where and when the lists were read")
    ] = "",
    dry_run: DryRun = False,
    report: Report = None,
) -> None:
    """Who voted: numbers only, a column a round, or a row a vote."""
    with _intake() as (_office, store, show):
        done = import_turnout(
            store,
            file,
            TurnoutOptions(
                held=parse_round(round_code) if round_code else None,
                listed=listed,
                empty=empty,
                consulted=consulted,
            ),
            dry_run=dry_run,
            report=report,
            progress=show,
        )
        _tell(done, dry_run=dry_run)


@imports.command("contacts")
def contacts(
    file: File,
    _undo: Undo = None,
    source: Annotated[
        str, typer.Option("--source", help="where rows without a source come from")
    ] = "",
    legal_basis: Annotated[
        str, typer.Option("--legal-basis", help="why the campaign may use them")
    ] = "",
    dry_run: DryRun = False,
    report: Report = None,
) -> None:
    """The campaign's own contacts, linked to the roll where that is sure."""
    with _intake() as (office, store, show):
        done = import_contacts(
            store,
            file,
            ContactOptions(source=source, legal_basis=legal_basis),
            objection_key=objection_key(office),
            dry_run=dry_run,
            report=report,
            progress=show,
        )
        _tell(done, dry_run=dry_run)


@imports.command("bureaux")
def bureaux(
    file: File,
    _undo: Undo = None,
    commune: Annotated[str, typer.Option("--commune", help="INSEE code")] = "",
    dry_run: DryRun = False,
    report: Report = None,
) -> None:
    """The polling stations: name, address, hours, position, wheelchair access."""
    with _intake() as (_office, store, show):
        done = import_bureaux(
            store,
            file,
            BureauxOptions(commune=commune),
            dry_run=dry_run,
            report=report,
            progress=show,
        )
        _tell(done, dry_run=dry_run)


@imports.command("engagement")
def engagement(
    file: File,
    _undo: Undo = None,
    dry_run: DryRun = False,
    report: Report = None,
) -> None:
    """Mailing events: who opened or clicked what, as interests of the contacts."""
    with _intake() as (_office, store, show):
        done = import_engagement(store, file, dry_run=dry_run, report=report, progress=show)
        _tell(done, dry_run=dry_run)
