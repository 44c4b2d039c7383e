"""`phonebank import …`: files in, with a dry run, a report of every row and the rows to correct."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

import typer

from phonebank.commands.import_looking import forget_file, look_at_file
from phonebank.commands.import_options import (
    Basis,
    Columns,
    DryRun,
    Encoding,
    File,
    HeaderLine,
    Refused,
    Report,
    Separator,
    Sheet,
    how_to_read,
    marks,
)
from phonebank.commands.import_running import Said, run
from phonebank.commands.import_undo import Undo, list_imports, undo_import
from phonebank.intake.choices import Choices, EmptyMeans, Listing
from phonebank.intake.run_roll import UNDERTAKING
from phonebank.intake.spellings import FileKind

imports = typer.Typer(
    help="Bring in the roll, turnout, contacts, bureaux, results and mailing events, each all or "
    "nothing.",
    no_args_is_help=True,
)
imports.command("list")(list_imports)
imports.command("undo")(undo_import)
imports.command("look")(look_at_file)
imports.command("forget")(forget_file)


@imports.command("roll")
def roll(
    file: File,
    _undo: Undo = None,
    dry_run: DryRun = False,
    report: Report = None,
    refused: Refused = None,
    column: Columns = None,
    encoding: Encoding = "",
    separator: Separator = "",
    sheet: Sheet = "",
    header_line: HeaderLine = None,
    dated: Annotated[
        datetime | None,
        typer.Option("--dated", formats=["%Y-%m-%d"], help="where the file does not tell"),
    ] = None,
    commune: Annotated[str, typer.Option("--commune", help="INSEE code, likewise")] = "",
    undertaking: Annotated[
        str, typer.Option("--undertaking", help="not to use the roll commercially, as recorded")
    ] = UNDERTAKING,
    legal_basis: Basis = "",
) -> None:
    """The electoral roll: people, addresses, bureaux; a new edition updates the last."""
    choices = Choices(
        FileKind.ROLL,
        how_to_read(encoding, separator, sheet, header_line),
        dated=dated.date() if dated else None,
        commune=commune,
        undertaking=undertaking,
        legal_basis=legal_basis,
    )
    run(Said(file, choices, column, dry_run, report, refused))


@imports.command("turnout")
def turnout(
    file: File,
    _undo: Undo = None,
    round_code: Annotated[str, typer.Option("--round", help="e.g. M26T1")] = "",
    listed: Annotated[
        Listing | None, typer.Option("--listed", help="whose numbers the file holds")
    ] = None,
    empty: Annotated[
        EmptyMeans, typer.Option("--empty", help="what an empty cell means")
    ] = EmptyMeans.UNKNOWN,
    value: Annotated[
        list[str] | None,
        typer.Option(
            "--value",
            metavar="VALUE=MEANING",
            help="what a cell means: voted, proxy, abstained or unknown; may be repeated",
        ),
    ] = None,
    consulted: Annotated[
        str, typer.Option("--consulted", help="where and when the lists were read")
    ] = "",
    dry_run: DryRun = False,
    report: Report = None,
    refused: Refused = None,
    column: Columns = None,
    encoding: Encoding = "",
    separator: Separator = "",
    sheet: Sheet = "",
    header_line: HeaderLine = None,
    legal_basis: Basis = "",
) -> None:
    """Who voted: numbers only, a column a round (--column M20T1=TITLE), or a row a vote."""
    choices = Choices(
        FileKind.TURNOUT,
        how_to_read(encoding, separator, sheet, header_line),
        round_code=round_code,
        listed=listed,
        empty=empty,
        values=marks(value),
        consulted=consulted,
        legal_basis=legal_basis,
    )
    run(Said(file, choices, column, dry_run, report, refused))


@imports.command("contacts")
def contacts(
    file: File,
    _undo: Undo = None,
    source: Annotated[
        str, typer.Option("--source", help="where rows without a source come from")
    ] = "",
    legal_basis: Basis = "",
    collected_on: Annotated[
        datetime | None,
        typer.Option("--collected-on", formats=["%Y-%m-%d"], help="where the rows do not tell"),
    ] = None,
    keep: Annotated[
        list[str] | None,
        typer.Option("--keep", metavar="TITLE", help="a further column, kept as a tag"),
    ] = None,
    dry_run: DryRun = False,
    report: Report = None,
    refused: Refused = None,
    column: Columns = None,
    encoding: Encoding = "",
    separator: Separator = "",
    sheet: Sheet = "",
    header_line: HeaderLine = None,
) -> None:
    """The campaign's own contacts, or any list with names and numbers, linked to the roll."""
    choices = Choices(
        FileKind.CONTACTS,
        how_to_read(encoding, separator, sheet, header_line),
        keep=tuple(keep or ()),
        source=source,
        legal_basis=legal_basis,
        collected_on=collected_on.date() if collected_on else None,
    )
    run(Said(file, choices, column, dry_run, report, refused))


@imports.command("bureaux")
def bureaux(
    file: File,
    _undo: Undo = None,
    commune: Annotated[str, typer.Option("--commune", help="INSEE code")] = "",
    dry_run: DryRun = False,
    report: Report = None,
    refused: Refused = None,
    column: Columns = None,
    encoding: Encoding = "",
    separator: Separator = "",
    sheet: Sheet = "",
    header_line: HeaderLine = None,
) -> None:
    """The polling stations: name, address, hours, position, wheelchair access."""
    how = how_to_read(encoding, separator, sheet, header_line)
    choices = Choices(FileKind.BUREAUX, how, commune=commune)
    run(Said(file, choices, column, dry_run, report, refused))


@imports.command("results")
def results(
    file: File,
    _undo: Undo = None,
    round_code: Annotated[str, typer.Option("--round", help="e.g. M20T1")] = "",
    list_name: Annotated[
        str, typer.Option("--list", help="our list: the title of its column, or its name")
    ] = "",
    commune: Annotated[str, typer.Option("--commune", help="INSEE code")] = "",
    dry_run: DryRun = False,
    report: Report = None,
    refused: Refused = None,
    column: Columns = None,
    encoding: Encoding = "",
    separator: Separator = "",
    sheet: Sheet = "",
    header_line: HeaderLine = None,
) -> None:
    """Results by bureau: registered, voters, valid votes, and our list's votes."""
    choices = Choices(
        FileKind.RESULTS,
        how_to_read(encoding, separator, sheet, header_line),
        round_code=round_code,
        list_name=list_name,
        commune=commune,
    )
    run(Said(file, choices, column, dry_run, report, refused))


@imports.command("engagement")
def engagement(
    file: File,
    _undo: Undo = None,
    dry_run: DryRun = False,
    report: Report = None,
    refused: Refused = None,
    column: Columns = None,
    encoding: Encoding = "",
    separator: Separator = "",
    sheet: Sheet = "",
    header_line: HeaderLine = None,
    legal_basis: Basis = "",
) -> None:
    """Mailing events: who opened or clicked what, as interests of the contacts."""
    how = how_to_read(encoding, separator, sheet, header_line)
    choices = Choices(FileKind.ENGAGEMENT, how, legal_basis=legal_basis)
    run(Said(file, choices, column, dry_run, report, refused))
