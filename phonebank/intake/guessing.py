"""What an unknown file probably is: by its titles, then by what its columns hold."""

from __future__ import annotations

from typing import TYPE_CHECKING

from phonebank.intake.fields import NEEDS, ROUND_COLUMN
from phonebank.intake.headers import map_headers
from phonebank.intake.kinds import looks_like
from phonebank.intake.spellings import FileKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from phonebank.intake.description import ColumnFacts
    from phonebank.intake.headers import HeaderMap

_BY_SHAPE: Mapping[FileKind, Mapping[str, str]] = {
    FileKind.CONTACTS: {"email": "email", "phone": "phone", "date": "birth_date"},
    FileKind.ROLL: {"date": "birth_date"},
    FileKind.ENGAGEMENT: {"email": "email", "date": "timestamp"},
}
"""Kind → the look of a column's cells → the field it then probably is."""


def ranked_kinds(titles: Iterable[str], *, listed: bool) -> tuple[tuple[FileKind, ...], bool]:
    """The kinds, likeliest first, and whether the first is sure.

    `listed`: the file is `bureau: numbers`, which only turnout is.
    """
    columns = tuple(titles)
    if listed:
        rest = (kind for kind in FileKind if kind is not FileKind.TURNOUT)
        return (FileKind.TURNOUT, *rest), True
    named = looks_like(columns)
    scores = {kind: _score(columns, kind) for kind in FileKind}
    if named is not None:
        scores[named] += 10.0
    ranked = sorted(scores, key=lambda kind: -scores[kind])
    return tuple(ranked), named is not None


def by_content(
    columns: Iterable[ColumnFacts], kind: FileKind, mapping: HeaderMap
) -> dict[str, tuple[str, ...]]:
    """Fields without a known title → the column whose cells look like one of theirs."""
    shapes = _BY_SHAPE.get(kind, {})
    used = {title for titles in mapping.fields.values() for title in titles} | set(mapping.rounds)
    found: dict[str, tuple[str, ...]] = {}
    for column in columns:
        field = shapes.get(column.shape)
        if field is None or column.title in used or column.forbidden or field in found:
            continue
        has_number = field == "phone" and any(mapping.has(name) for name in ("mobile", "fixed"))
        if not mapping.has(field) and not has_number:
            found[field] = (column.title,)
    return found


def _score(columns: tuple[str, ...], kind: FileKind) -> float:
    mapping = map_headers(columns, kind)
    held = set(mapping.fields) | ({ROUND_COLUMN} if mapping.rounds else set())
    needs = NEEDS[kind]
    met = sum(bool(held.intersection(group)) for group in needs) / len(needs)
    used = sum(len(titles) for titles in mapping.fields.values()) + len(mapping.rounds)
    return met + used / max(len(columns), 1)
