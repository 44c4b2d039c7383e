"""`phonebank import look` and `import forget`: a file before anything is done with it."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated, Any

import typer

from phonebank.commands.import_options import (
    Encoding,
    File,
    HeaderLine,
    Separator,
    Sheet,
    how_to_read,
)
from phonebank.commands.output import answer, owned_office
from phonebank.intake.looking import FileLook, Fit, fit, look_at, propose
from phonebank.intake.remembering import forget, recall
from phonebank.intake.spellings import FileKind
from phonebank.store.file_memory import FileMemory

if TYPE_CHECKING:
    from collections.abc import Sequence

_SEPARATORS = {"\t": "tab", "": "none"}
_SHOWN_ROWS = 8
_SHOWN_CELL = 24


def look_at_file(
    file: File,
    kind: Annotated[
        FileKind | None, typer.Option("--kind", help="what it is, where the guess is wrong")
    ] = None,
    encoding: Encoding = "",
    separator: Separator = "",
    sheet: Sheet = "",
    header_line: HeaderLine = None,
) -> None:
    """What a file is, how it reads, which columns are found, what is missing. Nothing is done."""
    how = how_to_read(encoding, separator, sheet, header_line)
    with owned_office() as (office, _owner):
        memory = FileMemory(office.owner_url)
        try:
            look = look_at(file, how, lambda titles: recall(memory, titles))
        finally:
            memory.close()
    taken = kind or look.kinds[0]
    found = fit(look, taken, propose(look, taken).columns)
    answer(_facts(look, found), *_lines(look, found))


def forget_file(file: File) -> None:
    """Forget the columns chosen for files with the titles of this one."""
    look = look_at(file)
    with owned_office() as (office, _owner):
        memory = FileMemory(office.owner_url)
        try:
            known = len(recall(memory, look.titles))
            forget(memory, look.fingerprint)
        finally:
            memory.close()
    answer({"forgotten": known}, f"{known} choices forgotten." if known else "None was kept.")


def _facts(look: FileLook, found: Fit) -> dict[str, Any]:
    seen = asdict(look.seen)
    return {
        "name": look.name,
        "size": look.size,
        "sha256": look.sha256,
        **{key: value for key, value in seen.items() if key not in {"columns", "top"}},
        "kind": found.kind,
        "sure": look.sure and found.kind is look.kinds[0],
        "runner_up": next(kind for kind in look.kinds if kind is not found.kind),
        "fingerprint": look.fingerprint,
        "remembered": [each.kind for each in look.remembered],
        "round": look.round_code,
        "commune": look.commune,
        "fields": {
            each.field: {"columns": each.titles, "surety": each.surety}
            for each in found.fields
            if each.titles
        },
        "rounds": dict(found.rounds),
        "missing": found.missing,
        "unknown": found.unknown,
        "forbidden": dict(found.forbidden),
        "columns": seen["columns"],
        "top": seen["top"],
    }


def _lines(look: FileLook, found: Fit) -> list[str]:
    seen = look.seen
    guess = "" if look.sure else ", though nothing says so for sure"
    lines = [f"{look.name}: {found.kind} ({seen.rows:,} rows{guess})"]
    if seen.listed:
        bureaux, numbers, bad = seen.listed
        return [*lines, f"{bureaux} bureaux, {numbers} numbers, {bad} that cannot be read"]
    separator = _SEPARATORS.get(seen.separator, seen.separator)
    lines.append(
        f"encoding {seen.encoding} ({seen.encoding_found}), separator {separator}, titles on line "
        f"{seen.header_line}" + (f", sheet “{seen.sheet}”" if seen.sheet else "")
    )
    if len(seen.inside) > 1:
        lines.append(f"inside: {', '.join(seen.inside)}"[:200])
    lines += [
        f"  {each.field} = {', '.join(each.titles)} ({each.surety})"
        for each in found.fields
        if each.titles
    ]
    lines += [f"  {code} = {title}" for title, code in found.rounds]
    lines += [f"missing: {' or '.join(group)}" for group in found.missing]
    if found.unknown:
        lines.append(f"not used: {', '.join(found.unknown)}")
    lines += [f"never read: {title} ({held})" for title, held in found.forbidden]
    lines += [f"{row.line:>6}  {_row(row.cells)}" for row in seen.top[:_SHOWN_ROWS]]
    return lines


def _row(cells: Sequence[str]) -> str:
    return " | ".join(" ".join(cell.split())[:_SHOWN_CELL] for cell in cells)
