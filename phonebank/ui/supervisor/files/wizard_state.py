"""What the wizard knows of the file on screen, and what is still to be said before it comes in."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import IntEnum
from typing import TYPE_CHECKING

from phonebank.intake.choices import Choices, Mark
from phonebank.intake.headers import facts_of_file_name
from phonebank.intake.looking import mark_of
from phonebank.intake.spellings import SEVERAL, FileKind

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime
    from pathlib import Path

    from phonebank.intake.looking import FileLook, Fit
    from phonebank.intake.running import Imported

KEEP = "+tag"
"""What a column of contacts is when it is no field and is kept as a tag."""


class Step(IntEnum):
    """The wizard's screens, in order."""

    READING = 0
    FACTS = 1
    TRIAL = 2
    DONE = 3


@dataclass(frozen=True, slots=True)
class WizardState:
    """One file under way. `busy`: something is being read or carried out.

    `used_at`: when a file with these columns last came, a kind each; `remembered_on` when the
    choices now in use were made. `said_kind`: somebody chose the kind, and reading the file another
    way keeps it. `said_empty` and `undertaken` are what a default must not answer by itself.
    """

    path: Path
    step: Step = Step.READING
    look: FileLook | None = None
    fit: Fit | None = None
    choices: Choices | None = None
    busy: bool = False
    trouble: str = ""
    used_at: Mapping[FileKind, datetime] = field(default_factory=dict)
    remembered_on: datetime | None = None
    said_kind: bool = False
    said_empty: bool = False
    undertaken: bool = False
    trial: Imported | None = None
    done: Imported | None = None

    @property
    def kind(self) -> FileKind | None:
        """What the file is taken for."""
        return None if self.choices is None else self.choices.kind

    def use_of(self, title: str) -> str:
        """What a column is used as: a field, a round's code, KEEP, or ''."""
        if self.fit is None or self.choices is None:
            return ""
        for each in self.fit.fields:
            if title in each.titles:
                return each.field
        code = dict(self.fit.rounds).get(title)
        if code:
            return code
        return KEEP if title in self.choices.keep else ""


@dataclass(frozen=True, slots=True)
class Asked:
    """Which facts are asked for one file; the rest does not concern it."""

    round_code: bool = False
    listed: bool = False
    empty: bool = False
    values: tuple[str, ...] = ()
    consulted: bool = False
    source: bool = False
    legal_basis: bool = False
    collected_on: bool = False
    undertaking: bool = False
    dated: bool = False
    commune: bool = False
    list_name: bool = False


def asked_of(state: WizardState) -> Asked:
    """What must or may be said of this file beside its columns."""
    look, fit, choices = state.look, state.fit, state.choices
    if look is None or fit is None or choices is None:
        return Asked()
    held = {each.field for each in fit.fields if each.titles}
    match choices.kind:
        case FileKind.ROLL:
            return Asked(
                undertaking=True,
                dated="edition_date" not in held and facts_of_file_name(look.name).dated is None,
                commune="commune_code" not in held and not look.commune,
            )
        case FileKind.TURNOUT:
            listed = look.seen.listed is not None
            return Asked(
                round_code=listed or not (fit.rounds or "round" in held),
                listed=listed,
                empty=bool(_empty_cells(state)),
                values=unclear_values(state),
                consulted=True,
            )
        case FileKind.CONTACTS:
            return Asked(source=True, legal_basis=True, collected_on="collected_on" not in held)
        case FileKind.BUREAUX:
            return Asked(commune="commune_code" not in held)
        case FileKind.RESULTS:
            return Asked(round_code="round" not in held, list_name=True)
        case FileKind.ENGAGEMENT:
            return Asked(source=True, legal_basis=True)


def wanting(state: WizardState) -> frozenset[str]:
    """What is still to be said before the file can be tried out, by the names of `Asked`."""
    choices, asked = state.choices, asked_of(state)
    if choices is None:
        return frozenset()
    names = {
        "round_code": asked.round_code and not choices.round_code,
        "listed": asked.listed and choices.listed is None,
        "empty": asked.empty and not state.said_empty,
        "consulted": asked.consulted and not choices.consulted.strip(),
        "source": asked.source and not choices.source.strip(),
        "legal_basis": asked.legal_basis and not choices.legal_basis.strip(),
        "undertaking": asked.undertaking and not state.undertaken,
    }
    return frozenset(name for name, lacks in names.items() if lacks)


def with_use(state: WizardState, title: str, use: str) -> Choices:
    """The choices after a column was given another use: a field, a round's code, KEEP or ''."""
    choices, fit = state.choices, state.fit
    if choices is None or fit is None:
        raise ValueError("no file has been looked at yet")
    columns: dict[str, tuple[str, ...]] = dict(choices.columns)
    held = {each.field: each.titles for each in fit.fields} | {
        code: (column,) for column, code in fit.rounds
    }
    before = state.use_of(title)
    if before and before != KEEP:
        columns[before] = tuple(each for each in held.get(before, ()) if each != title)
    if use and use != KEEP:
        others = held.get(use, ()) if use in SEVERAL else ()
        columns[use] = (*(each for each in others if each != title), title)
    keep = tuple(each for each in choices.keep if each != title)
    return replace(choices, columns=columns, keep=(*keep, title) if use == KEEP else keep)


def unclear_values(state: WizardState) -> tuple[str, ...]:
    """Values of turnout columns that do not say by themselves who voted."""
    look, fit = state.look, state.fit
    if look is None or fit is None or look.seen.listed is not None:
        return ()
    found: dict[str, None] = {}
    for title in _turnout_titles(state):
        for value, _count in look.column(title).values:
            if mark_of(value) is None:
                found[value] = None
    return tuple(found)


def with_value(choices: Choices, value: str, mark: Mark) -> Choices:
    """The choices after a value of a turnout column was explained."""
    values: Mapping[str, Mark] = {**choices.values, value: mark}
    return replace(choices, values=values)


def _empty_cells(state: WizardState) -> int:
    look = state.look
    if look is None or look.seen.listed is not None or state.fit is None or not state.fit.rounds:
        return 0
    return sum(look.column(title).empty for title in _turnout_titles(state))


def _turnout_titles(state: WizardState) -> tuple[str, ...]:
    if state.fit is None:
        return ()
    values = next((each.titles for each in state.fit.fields if each.field == "value"), ())
    return (*(title for title, _ in state.fit.rounds), *values)


__all__ = [
    "KEEP",
    "Asked",
    "Step",
    "WizardState",
    "asked_of",
    "unclear_values",
    "wanting",
    "with_use",
    "with_value",
]
