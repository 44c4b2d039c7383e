"""Émargements typed by hand, as the window's grid uses them: places, drafts, and bringing them in.

Finishing a sheet writes it as the numbers-only file it stands for and imports that: the same
checks, the same history, the same undo as a file somebody else typed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from phonebank.domain.errors import BadInput
from phonebank.domain.rounds import parse_round
from phonebank.intake.guarded import private_folder
from phonebank.intake.run_turnout import TurnoutOptions, TurnoutReport, import_turnout
from phonebank.intake.turnout import Listing
from phonebank.intake.typed import as_file

if TYPE_CHECKING:
    from threading import Event

    from phonebank.intake.following import Progress
    from phonebank.store.emargement import EmargementStore, SheetDraft, SheetKey, SheetPlace
    from phonebank.store.intake import IntakeStore


class TypedSheets:
    """Sheets of one office. Its stores are closed by whoever opened them."""

    def __init__(self, store: EmargementStore, intake: IntakeStore) -> None:
        self._store = store
        self._intake = intake

    def places(self, round_code: str) -> tuple[SheetPlace, ...]:
        """Every sheet of a round, in order of bureau. Raises BadInput for a code that is none."""
        return self._store.places(parse_round(round_code))

    def numbers(self, key: SheetKey) -> tuple[int, ...]:
        """The order numbers on a sheet's list, ascending."""
        return self._store.numbers(parse_round(key.round_code), key)

    def drafts(self) -> tuple[SheetDraft, ...]:
        """Sheets begun and not finished, the last one touched first."""
        return self._store.drafts()

    def draft(self, key: SheetKey) -> SheetDraft | None:
        """What was typed of this sheet, None where it was not begun."""
        return self._store.draft(key)

    def save(self, draft: SheetDraft) -> None:
        """Keep a sheet as it stands."""
        self._store.save(draft)

    def drop(self, key: SheetKey) -> None:
        """Throw a draft away."""
        self._store.drop(key)

    def finish(
        self,
        draft: SheetDraft,
        progress: Progress | None = None,
        cancel: Event | None = None,
    ) -> TurnoutReport:
        """Import a sheet, all or nothing, and forget its draft.

        Raises BadInput for an empty sheet, one that does not say where and when the list was read
        (R8), or numbers that may be several people; Cancelled, Unreachable: the draft stays.
        """
        key = draft.key
        if not draft.consulted.strip():
            raise BadInput("Say where and when the signed list was read; it is kept with it.")
        listing = Listing(draft.listed)
        with private_folder() as folder:
            path = folder / f"{key.round_code} {key.bureau_code} {key.list_type}.txt"
            path.write_text(
                as_file(key.bureau_code, key.list_type, draft.entries), encoding="utf-8"
            )
            options = TurnoutOptions(
                held=parse_round(key.round_code),
                listed=listing,
                consulted=draft.consulted.strip(),
            )
            tried = import_turnout(self._intake, path, options, dry_run=True, cancel=cancel)
            if tried.refused:
                raise BadInput(
                    f"{tried.refused} of these numbers may be several people: another commune of "
                    "this office has this bureau too. Nothing was imported; what is typed is kept."
                )
            done = import_turnout(self._intake, path, options, progress=progress, cancel=cancel)
        self._store.drop(key)
        return done
