"""`phonebank import …`: files in, with a dry run and a report of every row."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any

import typer

from phonebank.commands.output import answer, owned_office, progress_bar
from phonebank.store.owner import OwnerStore

imports = typer.Typer(
    help="Bring in the roll, turnout, contacts and bureaux, all or nothing.", no_args_is_help=True
)

File = Annotated[Path, typer.Argument(help="the file")]
DryRun = Annotated[bool, typer.Option("--dry-run", help="say what would happen, write nothing")]
Report = Annotated[
    Path | None, typer.Option("--report", help="write a CSV with the decision on every row")
]


def _carry_out(import_file: Callable[..., Any], *arguments: object, **options: object) -> None:
    with owned_office() as (_office, owner), progress_bar() as show:
        _tell(import_file(owner, *arguments, progress=show, **options), options)


def _tell(result: Any, options: dict[str, object]) -> None:
    facts = result.facts()
    if options.get("dry_run"):
        facts["dry_run"] = True
    answer(facts)
