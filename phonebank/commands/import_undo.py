"""`phonebank import list` and `undo ID`, and `--undo ID` beside every kind of file."""

from __future__ import annotations

from getpass import getuser
from typing import Annotated

import typer

from phonebank.commands.output import answer, owned_office, progress_bar
from phonebank.store.import_history import ImportHistory, ImportRow


def list_imports() -> None:
    """The imports so far, newest first: who, when, what, and whether each can be undone."""
    with owned_office() as (office, _owner), ImportHistory(office.owner_url) as history:
        rows = history.rows()
    answer(
        {"imports": [_facts(row) for row in rows]},
        *(_line(row) for row in rows),
        nothing="Nothing was imported yet.",
    )


def undo_import(import_id: Annotated[int, typer.Argument(metavar="ID")]) -> None:
    """Put everything back as it was before an import; its objections stay."""
    with (
        owned_office() as (office, _owner),
        progress_bar() as show,
        ImportHistory(office.owner_url, getuser()) as history,
    ):
        done = history.undo(import_id, show)
    kept = (
        f"; {done.objections_kept} of its objections stay, and close their numbers wherever "
        "those come back"
        if done.objections_kept
        else ""
    )
    answer(
        {
            "import_id": done.import_id,
            "undone": True,
            "removed": done.removed,
            "restored": done.restored,
            "objections_kept": done.objections_kept,
        },
        f"Import {done.import_id} is undone: {done.removed} rows it brought are gone, "
        f"{done.restored} are as they were before it{kept}.",
    )


def _undo_instead(import_id: int | None) -> None:
    if import_id is not None:
        undo_import(import_id)
        raise typer.Exit


Undo = Annotated[
    int | None,
    typer.Option(
        "--undo",
        metavar="ID",
        is_eager=True,
        callback=_undo_instead,
        help="take an earlier import back instead; a FILE is not read",
    ),
]
"""An option of every import: looked at before a FILE is missed."""


def _facts(row: ImportRow) -> dict[str, object]:
    return {
        "id": row.id,
        "kind": row.kind,
        "file_name": row.file_name,
        "by": row.by,
        "started_at": row.started_at,
        "finished_at": row.finished_at,
        "counts": dict(row.counts),
        "undone_at": row.undone_at,
        "undone_by": row.undone_by,
        "can_undo": row.can_undo,
        "why_not": row.why_not,
    }


def _line(row: ImportRow) -> str:
    counts = ", ".join(f"{name} {value}" for name, value in row.counts)
    state = f"undone by {row.undone_by}" if row.undone_at else row.why_not or "can be undone"
    return (
        f"{row.id}  {row.started_at:%Y-%m-%d %H:%M}  {row.kind}  {row.file_name}  by {row.by}  "
        f"({counts})  {state}"
    )
