"""Looking at a file before anything is done with it: what it is, how it reads, what is missing.

`look_at` gives the facts, `fit` sets a kind and a person's choices of columns against them, and
`propose` gives the choices to begin with: those made the last time such a file came, else those
found. All of them are plain frozen facts; nothing of the file is kept.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from phonebank.intake.choices import Choices, HowToRead, Mark
from phonebank.intake.description import ColumnFacts, Description
from phonebank.intake.fields import ROUND_COLUMN, missing
from phonebank.intake.guessing import by_content, ranked_kinds
from phonebank.intake.headers import facts_of_file_name, header_key, map_headers
from phonebank.intake.opening import describe_file
from phonebank.intake.spellings import FileKind
from phonebank.intake.turnout import ABSTAINED, PROXY, VOTED

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path
    from threading import Event

__all__ = [
    "ROUND_COLUMN",
    "FieldFound",
    "FileLook",
    "Fit",
    "Surety",
    "fingerprint_of",
    "fit",
    "look_at",
    "mark_of",
    "propose",
]


class Surety(StrEnum):
    """How surely a column was found for a field."""

    SURE = "sure"
    """Its title is a known one."""
    LIKELY = "likely"
    """What its cells hold looks like it: to be confirmed."""
    CHOSEN = "chosen"
    """A person chose it, now or the last time such a file came."""


@dataclass(frozen=True, slots=True)
class FieldFound:
    """A field of a kind of file and the columns that hold it: none, with surety None, if absent."""

    field: str
    titles: tuple[str, ...]
    surety: Surety | None


@dataclass(frozen=True, slots=True)
class Fit:
    """A file taken as one kind.

    `fields` has every field of the kind; `rounds` the columns that are rounds of a turnout file
    (title, code); `unknown` the titles no field uses, `forbidden` those that may not be read with
    what they hold (R6); `missing` the groups of fields of which one at least must still be chosen.
    """

    kind: FileKind
    fields: tuple[FieldFound, ...]
    rounds: tuple[tuple[str, str], ...]
    unknown: tuple[str, ...]
    forbidden: tuple[tuple[str, str], ...]
    missing: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class FileLook:
    """What a file is, before anything is done with it.

    `kinds`: likeliest first; `sure` says that the first needs no asking. `fingerprint` stands for
    the set of titles, whatever their order and accents. `remembered`: the choices made the last
    time a file with these titles came, a kind each, newest first. `round_code`, `commune` and
    `list_type` are what the file's name tells ('' where it tells nothing).
    """

    path: Path
    name: str
    size: int
    """In bytes."""
    sha256: str
    how: HowToRead
    seen: Description
    kinds: tuple[FileKind, ...]
    sure: bool
    fingerprint: str
    remembered: tuple[Choices, ...]
    round_code: str
    commune: str
    list_type: str

    @property
    def titles(self) -> tuple[str, ...]:
        """The titles of the columns."""
        return tuple(column.title for column in self.seen.columns)

    def column(self, title: str) -> ColumnFacts:
        """What one column holds. Raises KeyError."""
        return {column.title: column for column in self.seen.columns}[title]


Recall = Callable[[tuple[str, ...]], Iterable[Choices]]
"""Titles → the choices remembered for such files, newest first (`remembering.recall`)."""


def look_at(
    path: Path,
    how: HowToRead | None = None,
    recall: Recall | None = None,
    cancel: Event | None = None,
) -> FileLook:
    """Look at a file, read as `how` says; `recall` gives what is remembered of such files.

    Raises BadInput with one sentence for whatever cannot be read, Cancelled.
    """
    said = how or HowToRead()
    read = describe_file(path, said, cancel)
    titles = tuple(column.title for column in read.seen.columns)
    fingerprint = fingerprint_of(titles)
    remembered = tuple(recall(titles)) if recall is not None and titles else ()
    kinds, sure = ranked_kinds(titles, listed=read.seen.listed is not None)
    if remembered:
        first = remembered[0].kind
        kinds = (first, *(kind for kind in kinds if kind is not first))
    named = facts_of_file_name(read.name)
    return FileLook(
        path=path,
        name=read.name,
        size=read.size,
        sha256=read.sha256,
        how=said,
        seen=read.seen,
        kinds=kinds,
        sure=sure or bool(remembered),
        fingerprint=fingerprint,
        remembered=remembered,
        round_code=named.round_code,
        commune=named.commune_code,
        list_type=named.list_type.value if named.list_type else "",
    )


def fingerprint_of(titles: Iterable[str]) -> str:
    """One short text for a set of titles: order, case, accents and punctuation do not count."""
    keys = sorted({header_key(title) for title in titles})
    return hashlib.sha256("\x1f".join(keys).encode()).hexdigest()[:32]


def fit(
    look: FileLook, kind: FileKind, columns: Mapping[str, tuple[str, ...]] | None = None
) -> Fit:
    """The file taken as `kind`, with `columns` (see `Choices`) put before what is found.

    Raises BadInput when `columns` names a field or a column that does not exist.
    """
    chosen = columns or {}
    mapping = map_headers(look.titles, kind, chosen)
    named = map_headers(look.titles, kind)
    fields = []
    for field in mapping.all_fields:
        titles = mapping.fields.get(field, ())
        surety = None
        if titles:
            sure = titles == named.fields.get(field)
            surety = Surety.SURE if sure else Surety.CHOSEN
        fields.append(FieldFound(field, titles, surety))
    likely = by_content(look.seen.columns, kind, mapping)
    fields = [
        FieldFound(each.field, likely[each.field], Surety.LIKELY)
        if not each.titles and each.field in likely and each.field not in chosen
        else each
        for each in fields
    ]
    forbidden = tuple((each.title, each.forbidden) for each in look.seen.columns if each.forbidden)
    used = {title for each in fields for title in each.titles} | set(mapping.rounds)
    used |= {title for title, _ in forbidden}
    held = {each.field for each in fields if each.titles}
    return Fit(
        kind=kind,
        fields=tuple(fields),
        rounds=tuple(mapping.rounds.items()),
        unknown=tuple(
            each.title
            for each in look.seen.columns
            if each.title not in used and not each.forbidden
        ),
        forbidden=forbidden,
        missing=() if look.seen.listed else missing(kind, held, has_rounds=bool(mapping.rounds)),
    )


def propose(look: FileLook, kind: FileKind | None = None) -> Choices:
    """The choices to begin with for a kind (default: the likeliest): remembered, else found."""
    wanted = kind or look.kinds[0]
    before = next((each for each in look.remembered if each.kind is wanted), None)
    choices = before or Choices(wanted)
    likely = {
        each.field: each.titles
        for each in fit(look, wanted, choices.columns).fields
        if each.surety is Surety.LIKELY
    }
    return replace(
        choices,
        how=look.how,
        columns={**likely, **choices.columns},
        round_code=look.round_code,
        commune=look.commune,
    )


def mark_of(value: str) -> Mark | None:
    """What a value of a turnout column means by itself; None when that must be said."""
    key = header_key(value)
    if key in PROXY:
        return Mark.PROXY
    if key in VOTED:
        return Mark.VOTED
    return Mark.ABSTAINED if key in ABSTAINED else None
