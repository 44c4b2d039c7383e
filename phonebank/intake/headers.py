"""Which column means what: headers compared by normalised name, with every variant met.

Case, accents, apostrophes, spaces and punctuation do not count. A person may override any choice.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import TYPE_CHECKING

from phonebank.domain.eligibility import ListType
from phonebank.domain.errors import BadInput
from phonebank.domain.names import name_key
from phonebank.domain.rounds import find_round, is_round_code, parse_round
from phonebank.intake.spellings import SEVERAL, SPELLINGS, FileKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

__all__ = [
    "FileKind",
    "FileNameFacts",
    "HeaderMap",
    "facts_of_file_name",
    "header_key",
    "known_headers",
    "list_type_named",
    "map_headers",
]

_LISTS = {
    "listeprincipale": ListType.MAIN,
    "principale": ListType.MAIN,
    "lp": ListType.MAIN,
    "lg": ListType.MAIN,
    "listegenerale": ListType.MAIN,
    "listecomplementairemunicipale": ListType.MUNICIPAL,
    "complementairemunicipale": ListType.MUNICIPAL,
    "lcm": ListType.MUNICIPAL,
    "lc2": ListType.MUNICIPAL,
    "listecomplementaireeuropeenne": ListType.EUROPEAN,
    "complementaireeuropeenne": ListType.EUROPEAN,
    "lce": ListType.EUROPEAN,
    "lc1": ListType.EUROPEAN,
    "lce1": ListType.EUROPEAN,
}


@dataclass(frozen=True, slots=True)
class HeaderMap:
    """Which columns hold which field, for one kind of file."""

    kind: FileKind
    fields: Mapping[str, tuple[str, ...]]
    rounds: Mapping[str, str] = field(default_factory=dict)
    """Wide turnout: column → round code."""

    def column(self, name: str) -> str | None:
        """The (first) column of a field, or None."""
        return next(iter(self.fields.get(name, ())), None)

    @property
    def all_fields(self) -> tuple[str, ...]:
        """Every field this kind of file may have, with a column or without."""
        return tuple(SPELLINGS[self.kind])

    def has(self, *names: str) -> bool:
        """Whether every one of these fields has a column."""
        return all(name in self.fields for name in names)


@dataclass(frozen=True, slots=True)
class FileNameFacts:
    """What a file's name tells: `ListesArretees-com95999-06-02-2026-10h15.csv`, `…-M20T1.csv`."""

    commune_code: str = ""
    list_type: ListType | None = None
    dated: date | None = None
    round_code: str = ""


def header_key(text: str) -> str:
    """A header without case, accents, apostrophes, spaces and punctuation."""
    return name_key(text)


@cache
def known_headers() -> frozenset[str]:
    """The keys of every header this program knows."""
    return frozenset(key for kind in FileKind for key in _spellings(kind))


def map_headers(
    columns: Iterable[str], kind: FileKind, chosen: Mapping[str, str | Sequence[str]] | None = None
) -> HeaderMap:
    """Find each field's column.

    `chosen` overrides: field → title or titles, '' for a field to be left out; in a turnout file
    also a round's code → the column that tells who voted then. Raises BadInput when `chosen` names
    a field or a column that does not exist.
    """
    titles = tuple(columns)
    spellings = _spellings(kind)
    found: dict[str, list[tuple[int, str]]] = {}
    for title in titles:
        known = spellings.get(header_key(title))
        if known is not None:
            found.setdefault(known[0], []).append((known[1], title))
    fields: dict[str, tuple[str, ...]] = {}
    for name, candidates in found.items():
        if name in SEVERAL:
            fields[name] = tuple(title for _, title in candidates)
        else:
            fields[name] = (min(candidates)[1],)
    by_round: dict[str, str] = {}
    left_out: set[str] = set()
    for name, said in (chosen or {}).items():
        wanted = _chosen_titles(said, titles)
        if name in SPELLINGS[kind]:
            if name not in SEVERAL and len(wanted) > 1:
                raise BadInput(f"“{name}” is one column; choose one of {', '.join(wanted)}.")
            # A column serves one field: chosen here, it is not what it looked like.
            fields = {
                other: kept
                for other, held in fields.items()
                if (kept := tuple(title for title in held if title not in wanted))
            }
            fields.pop(name, None)
            if wanted:
                fields[name] = wanted
        elif kind is FileKind.TURNOUT and is_round_code(name):
            by_round |= dict.fromkeys(wanted, parse_round(name).code)
            if not wanted:
                left_out.add(parse_round(name).code)
        else:
            raise BadInput(
                f"“{name}” is no field of a {kind} file: its fields are "
                f"{', '.join(SPELLINGS[kind])}."
            )
    if kind is not FileKind.TURNOUT:
        return HeaderMap(kind, fields)
    taken = {title for held in fields.values() for title in held}
    rounds = {
        title: named.code
        for title in titles
        if title not in taken
        and (named := find_round(title)) is not None
        and named.code not in left_out.union(by_round.values())
    }
    return HeaderMap(kind, fields, rounds | by_round)


def _chosen_titles(said: str | Sequence[str], titles: Sequence[str]) -> tuple[str, ...]:
    """The titles meant, as the file writes them: the same title, else the same without accents."""
    wanted = (said,) if isinstance(said, str) else tuple(said)
    keys = {header_key(title): title for title in reversed(titles)}
    found = []
    for title in wanted:
        if not title:
            continue
        exact = title if title in titles else keys.get(header_key(title))
        if exact is None:
            raise BadInput(f"The file has no column “{title[:60]}”.")
        found.append(exact)
    return tuple(found)


def list_type_named(text: str) -> ListType | None:
    """The list a cell or a file name speaks of, or None."""
    key = name_key(text)
    if key in _LISTS:
        return _LISTS[key]
    if "municipale" in key and "complementaire" in key:
        return ListType.MUNICIPAL
    if "europeenne" in key and "complementaire" in key:
        return ListType.EUROPEAN
    return None


def facts_of_file_name(name: str) -> FileNameFacts:
    """Commune, list, date and round written in a file's name; absent ones stay empty."""
    commune = re.search(r"(?:com|commune|insee)[-_ ]?(\d[\dAB]\d{3})(?!\d)", name, re.IGNORECASE)
    listed = re.search(r"(?<![A-Za-z])(LP|LCM|LCE)(?![A-Za-z])", name, re.IGNORECASE)
    dated = None
    code = re.search(r"(?<![A-Za-z0-9])([MPLERD][0-9]{2}(?:T[12])?)(?![A-Za-z0-9])", name)
    held = find_round(code[1]) if code else None
    french = re.search(r"(?<!\d)(\d{2})[-_.](\d{2})[-_.](\d{4})(?!\d)", name)
    iso = re.search(r"(?<!\d)(\d{4})[-_.]?(\d{2})[-_.]?(\d{2})(?!\d)", name)
    try:
        if french:
            dated = date(int(french[3]), int(french[2]), int(french[1]))
        elif iso:
            dated = date(int(iso[1]), int(iso[2]), int(iso[3]))
    except ValueError:
        dated = None
    return FileNameFacts(
        commune[1].upper() if commune else "",
        ListType(listed[1].upper()) if listed else None,
        dated,
        held.code if held else "",
    )


@cache
def _spellings(kind: FileKind) -> dict[str, tuple[str, int]]:
    """Header key → its field, and how good a spelling it is (0 best)."""
    found: dict[str, tuple[str, int]] = {}
    for name, joined in SPELLINGS[kind].items():
        for rank, spelling in enumerate(joined.split("|")):
            found.setdefault(header_key(spelling), (name, rank))
    return found
