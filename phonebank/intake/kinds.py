"""Telling files apart by their headers, and saying so when one came to the wrong place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from phonebank.domain.errors import BadInput
from phonebank.intake.headers import FileKind, map_headers
from phonebank.intake.reading import FILE

if TYPE_CHECKING:
    from collections.abc import Iterable

    from phonebank.intake.reading import Table


def looks_like(columns: Iterable[str]) -> FileKind | None:
    """The kind of file these headers belong to, or None when they fit none."""
    titles = tuple(columns)
    turnout = map_headers(titles, FileKind.TURNOUT)
    if turnout.has("bureau_code", "order_number") and (turnout.rounds or turnout.has("value")):
        return FileKind.TURNOUT
    bureaux = map_headers(titles, FileKind.BUREAUX)
    if bureaux.has("bureau_code") and (bureaux.has("opens") or bureaux.has("wheelchair")):
        return FileKind.BUREAUX
    results = map_headers(titles, FileKind.RESULTS)
    if results.has("bureau_code", "registered", "voters"):
        return FileKind.RESULTS
    roll = map_headers(titles, FileKind.ROLL)
    if roll.has("birth_name", "first_names") and roll.has("bureau_code", "order_number"):
        return FileKind.ROLL
    contacts = map_headers(titles, FileKind.CONTACTS)
    reachable = any(contacts.has(name) for name in ("mobile", "fixed", "phone", "email"))
    if reachable and (contacts.has("family_name") or contacts.has("full_name")):
        return FileKind.CONTACTS
    if roll.has("birth_name", "first_names", "birth_date"):
        return FileKind.ROLL
    engagement = map_headers(titles, FileKind.ENGAGEMENT)
    if engagement.has("email", "event"):
        return FileKind.ENGAGEMENT
    return None


def wrong_kind(table: Table, wanted: FileKind, needs: str) -> BadInput:
    """The error for a file given to the wrong command, saying which it looks like."""
    kind = looks_like(table.columns)
    if kind is not None and kind is not wanted:
        return BadInput(
            f"{table.name} looks like a {kind} file, not a {wanted} file: use “import {kind}”."
        )
    seen = ", ".join(table.columns[:6])
    return BadInput(
        f"{table.name} cannot be read as a {wanted} file: it needs columns for {needs}. "
        f"Its columns are: {seen[:200]}."
    )


def refuse_several_files(table: Table) -> None:
    """Raise BadInput for an archive of several files: only rolls come one file a commune."""
    if table.frame[FILE].n_unique() > 1:
        raise BadInput(
            f"{table.name} holds several files: unpack it and import them one after the other."
        )
