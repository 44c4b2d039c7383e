"""Typing an émargement: what each entry does, kept in the office's database as it is typed.

It knows the service and no widget. Every change is saved on the writing thread; while one save is
under way the next waits, and only the last state is written.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from functools import partial
from threading import Event
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from phonebank.domain.errors import BadInput
from phonebank.intake.typed import numbers_of, read_entry, shortened, without
from phonebank.store.emargement import SheetDraft, SheetKey

if TYPE_CHECKING:
    from phonebank.bridge import Bridge
    from phonebank.intake.run_turnout import TurnoutReport
    from phonebank.intake.sheets_typed import TypedSheets
    from phonebank.store.emargement import SheetPlace


class Told(StrEnum):
    """What came of an entry."""

    TAKEN = "taken"
    REPEATED = "repeated"
    UNKNOWN = "unknown"
    KEPT = "kept"
    """Unknown on the roll and kept all the same."""
    UNREADABLE = "unreadable"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class Telling:
    """One entry's fate: the numbers it is about, as one writes them."""

    told: Told
    numbers: str
    left: str = ""
    """What goes back into the field: unknown numbers, kept if they are given once more."""


@dataclass(frozen=True, slots=True)
class SheetState:
    """The sheet on screen. `typed` in the order typed; `on_list` ascending."""

    place: SheetPlace
    draft: SheetDraft
    on_list: tuple[int, ...] = ()
    typed: tuple[int, ...] = ()

    @property
    def unknown(self) -> int:
        """How many typed numbers stand on no line of the roll."""
        return len(set(self.typed) - set(self.on_list))

    @property
    def voters(self) -> int:
        """How many voted by what is typed."""
        if self.draft.listed == "voted":
            return len(self.typed)
        return max(0, len(self.on_list) - (len(self.typed) - self.unknown))

    @property
    def difference(self) -> int | None:
        """Voters typed less voters declared; None while the bureau's number is unknown."""
        return None if self.draft.official is None else self.voters - self.draft.official


class SheetPresenter(QObject):
    """One sheet after the other."""

    places_known = Signal(object)
    """The sheets of the round chosen: a tuple of SheetPlace."""
    drafts_known = Signal(object)
    opened = Signal(object)
    """Another sheet, as a SheetState."""
    changed = Signal(object)
    told = Signal(object)
    finished = Signal(object)
    """The TurnoutReport of the sheet just brought in."""
    refused = Signal(str)

    def __init__(self, bridge: Bridge, sheets: TypedSheets, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._sheets = sheets
        self._state: SheetState | None = None
        self._asked = ""
        self._saving = False
        self._waiting: SheetDraft | None = None
        self.cancel = Event()

    @property
    def state(self) -> SheetState | None:
        """The sheet on screen, None before the first."""
        return self._state

    def look(self, round_code: str) -> None:
        """Ask for the sheets of a round."""
        self._state = None
        self._bridge.read(
            "sheets",
            partial(self._sheets.places, round_code),
            self.places_known.emit,
            self.refused.emit,
        )

    def look_for_drafts(self) -> None:
        """Ask for the sheets begun and not finished."""
        self._bridge.read("drafts", self._sheets.drafts, self.drafts_known.emit)

    def open(self, place: SheetPlace) -> None:
        """Show a sheet, with what was typed of it before."""
        self._bridge.read(
            "sheet",
            partial(_opened, self._sheets, place),
            self._on_opened,
            self.refused.emit,
        )

    def enter(self, text: str) -> None:
        """Take what was typed: a number, several, a range, or `-17` to take 17 out."""
        state = self._state
        if state is None or not text.strip():
            return
        if text.strip().startswith(("-", "–")):
            self._take_out(text.strip()[1:])
            return
        try:
            entry = read_entry(text, frozenset(state.typed), frozenset(state.on_list))
        except BadInput as error:
            self.told.emit(Telling(Told.UNREADABLE, str(error), text))
            return
        if entry.new:
            self._write(entries=(*state.draft.entries, shortened(entry.new)))
        if entry.unknown:
            again = shortened(entry.unknown)
            if self._asked == again and not entry.new:
                self._asked = ""
                self._write(entries=(*self._entries(), again))
                self.told.emit(Telling(Told.KEPT, again))
            else:
                self._asked = again
                self.told.emit(Telling(Told.UNKNOWN, again, again))
            return
        self._asked = ""
        if entry.repeated:
            self.told.emit(Telling(Told.REPEATED, shortened(entry.repeated)))
        else:
            self.told.emit(Telling(Told.TAKEN, shortened(entry.new)))

    def take_back(self) -> None:
        """Undo the last entry."""
        entries = self._entries()
        if entries:
            self._asked = ""
            self._write(entries=entries[:-1])
            self.told.emit(Telling(Told.REMOVED, entries[-1]))

    def toggle(self, number: int) -> None:
        """Put a number of the list on the sheet, or take it off."""
        if self._state is not None:
            if number in self._state.typed:
                self._take_out(str(number))
            else:
                self.enter(str(number))

    def choose_listed(self, listed: str) -> None:
        """Say whose numbers are typed: 'abstained' or 'voted'."""
        self._write(listed=listed)

    def say_official(self, official: int | None) -> None:
        """The voters the bureau declared."""
        self._write(official=official)

    def say_consulted(self, consulted: str) -> None:
        """Where and when the signed list was read."""
        self._write(consulted=consulted)

    def throw_away(self) -> None:
        """Begin this sheet again from nothing."""
        state = self._state
        if state is not None:
            self._write(entries=())

    def finish(self) -> None:
        """Bring the sheet in."""
        state = self._state
        if state is not None:
            self.cancel.clear()
            self._waiting = None
            job = partial(self._sheets.finish, state.draft, None, self.cancel)
            self._bridge.long(job, self._on_finished, self._on_not_finished)

    def flush(self) -> None:
        """Have the last change written even where nobody waits for it: the program closes."""
        draft, self._waiting = self._waiting, None
        if draft is not None:
            self._bridge.write(partial(self._sheets.save, draft), self._on_saved)

    def _entries(self) -> tuple[str, ...]:
        return () if self._state is None else self._state.draft.entries

    def _take_out(self, text: str) -> None:
        state = self._state
        if state is None or not text.strip().isdigit() or int(text) not in state.typed:
            self.told.emit(Telling(Told.UNREADABLE, "", text))
            return
        self._write(entries=without(state.draft.entries, int(text)))
        self.told.emit(Telling(Told.REMOVED, text.strip()))

    def _write(self, **changes: object) -> None:
        state = self._state
        if state is None:
            return
        draft = replace(state.draft, **changes)  # type: ignore[arg-type]
        if draft == state.draft:
            return
        self._state = replace(state, draft=draft, typed=numbers_of(draft.entries))
        self._waiting = draft
        self._save()
        self.changed.emit(self._state)

    def _save(self) -> None:
        if self._saving or self._waiting is None:
            return
        draft, self._waiting, self._saving = self._waiting, None, True
        self._bridge.write(partial(self._sheets.save, draft), self._on_saved, self._on_save_failed)

    def _on_saved(self, _nothing: None) -> None:
        self._saving = False
        self._save()

    def _on_save_failed(self, sentence: str) -> None:
        # What is on screen is written with the next change.
        self._saving = False
        if sentence:
            self.refused.emit(sentence)

    def _on_opened(self, state: SheetState) -> None:
        self._state = state
        self._asked = ""
        self.opened.emit(state)

    def _on_not_finished(self, sentence: str) -> None:
        if self._state is not None:
            self._waiting = self._state.draft
            self._save()
        if sentence:
            self.refused.emit(sentence)

    def _on_finished(self, done: TurnoutReport) -> None:
        self._state = None
        self._waiting = None
        self.finished.emit(done)


def _opened(sheets: TypedSheets, place: SheetPlace) -> SheetState:
    draft = sheets.draft(place.key) or SheetDraft(
        place.key, "abstained", official=place.declared if place.alone else None
    )
    return SheetState(place, draft, sheets.numbers(place.key), numbers_of(draft.entries))


__all__ = ["SheetKey", "SheetPresenter", "SheetState", "Telling", "Told"]
