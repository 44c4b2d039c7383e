"""Choices kept for the next file with the same titles, and found again.

Columns are kept by the key of their title, so that `Prénom` finds `PRENOM` again. What must be
said anew each time is not kept: dates, rounds, the undertaking, where lists were consulted.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from phonebank.intake.choices import Choices, EmptyMeans, Listing, Mark
from phonebank.intake.headers import header_key
from phonebank.intake.looking import fingerprint_of
from phonebank.intake.spellings import SPELLINGS, FileKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from phonebank.store.file_memory import FileMemory


@dataclass(frozen=True, slots=True)
class Remembered:
    """What is kept for one set of titles and kind; `columns` and `used_at` are for showing."""

    fingerprint: str
    kind: FileKind
    columns: tuple[str, ...]
    used_at: datetime


def remember(memory: FileMemory, titles: Iterable[str], choices: Choices) -> None:
    """Keep what was said of a file with these titles. Raises Unreachable."""
    columns = tuple(titles)
    if not columns:
        return
    memory.remember(
        fingerprint_of(columns),
        choices.kind.value,
        {
            "columns": {
                field: [header_key(title) for title in held]
                for field, held in choices.columns.items()
            },
            "keep": [header_key(title) for title in choices.keep],
            "empty": choices.empty.value,
            "listed": choices.listed.value if choices.listed else "",
            "values": {value: mark.value for value, mark in choices.values.items()},
            "source": choices.source,
            "legal_basis": choices.legal_basis,
            "list_name": choices.list_name,
        },
    )


def recall(memory: FileMemory, titles: Iterable[str]) -> tuple[Choices, ...]:
    """The choices kept for files with these titles, newest first. Raises Unreachable.

    What this version of the program no longer understands is passed over.
    """
    columns = tuple(titles)
    by_key = {header_key(title): title for title in reversed(columns)}
    found = (
        _choices(each.kind, each.choices, by_key) for each in memory.recall(fingerprint_of(columns))
    )
    return tuple(each for each in found if each is not None)


def forget(memory: FileMemory, fingerprint: str, kind: FileKind | None = None) -> None:
    """Forget what is kept for such files, of one kind or of all. Raises Unreachable."""
    memory.forget(fingerprint, kind.value if kind else "")


def remembered(memory: FileMemory) -> tuple[Remembered, ...]:
    """All that is kept, the last used first. Raises Unreachable."""
    kinds = {kind.value: kind for kind in FileKind}
    return tuple(
        Remembered(
            each.fingerprint,
            kinds[each.kind],
            tuple(each.choices.get("columns", {})),
            each.used_at,
        )
        for each in memory.all()
        if each.kind in kinds
    )


def _choices(kind_name: str, kept: Mapping[str, Any], by_key: Mapping[str, str]) -> Choices | None:
    try:
        kind = FileKind(kind_name)
        columns = {
            field: tuple(by_key[key] for key in keys)
            for field, keys in kept["columns"].items()
            if field in SPELLINGS[kind] or kind is FileKind.TURNOUT
        }
        return Choices(
            kind,
            columns=columns,
            keep=tuple(by_key[key] for key in kept["keep"]),
            empty=EmptyMeans(kept["empty"]),
            listed=Listing(kept["listed"]) if kept["listed"] else None,
            values={value: Mark(mark) for value, mark in kept["values"].items()},
            source=kept["source"],
            legal_basis=kept["legal_basis"],
            list_name=kept["list_name"],
        )
    except (KeyError, ValueError, TypeError, AttributeError):
        return None
