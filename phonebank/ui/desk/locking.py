"""Leaving the desk for a moment: locked, the card hidden, the line kept; the PIN brings it back.

The state stays here while no page shows it. The reservation is renewed as before, up to its cap; no
new line is asked for. Somebody else may sit down instead: the line then goes back, unless it was
dialled, in which case it stays with whoever dialled it.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from phonebank.office.steady import steady_seconds
from phonebank.ui.desk.serving import Serving
from phonebank.ui.desk.state import DeskState, Phase

if TYPE_CHECKING:
    from phonebank.bridge import Bridge
    from phonebank.calling.results import SignedIn
    from phonebank.ui.desk.service import DeskService

LISTENING_SECONDS = 10 * 60
"""How long a call may last without a hand on the desk: the caller is listening."""


class Locking(Serving):
    """Locks and unlocks; the calls themselves are in `presenter`."""

    locked = Signal()
    unlocked = Signal()
    unlock_refused = Signal(str, int)
    """The status that is not 'ok', and the seconds to wait."""
    unlock_failed = Signal(str)
    another_expected = Signal()
    """Somebody else sits down: the sign-in page is wanted."""

    def __init__(self, bridge: Bridge, service: DeskService, parent: QObject | None = None) -> None:
        super().__init__(bridge, service, parent)
        self._locked = False
        self._unlocking = False

    @property
    def is_locked(self) -> bool:
        """Whether the desk waits for its caller's PIN."""
        return self._locked

    def lock(self) -> None:
        """Hide everything until the same caller gives the PIN."""
        if not self._locked:
            self._locked = True
            self.locked.emit()

    def lock_if_idle(self) -> None:
        """Nobody touched the desk for a while: lock it, unless a call is being listened to."""
        state = self._state
        if state.phase is Phase.IN_CALL and steady_seconds() - state.started < LISTENING_SECONDS:
            return
        self.lock()

    def unlock(self, pin: str) -> None:
        """Give the PIN; one at a time."""
        if self._locked and not self._unlocking:
            self._unlocking = True
            self._write(partial(self._service.unlock, pin), self._on_answer, self._on_no_answer)

    def leave_to_another(self) -> None:
        """Somebody else sits down at this locked desk."""
        self._write(self._service.leave_to_another, self._on_nothing, self._on_ignored)
        self.forget()
        self.another_expected.emit()

    def forget(self) -> None:
        """Nothing is left to give back: the session has ended."""
        self._stop_clocks()
        self._locked = self._unlocking = False
        self._set(DeskState(phase=Phase.LOADING))

    def next_line(self) -> None:
        """Ask for the next line; a locked desk asks once it is open again."""
        if self._locked:
            self._set(self._between(Phase.LOADING))
            return
        super().next_line()

    def _on_refresh(self) -> None:
        if not self._locked:
            super()._on_refresh()

    def _on_answer(self, answer: SignedIn) -> None:
        self._unlocking = False
        if answer.status != "ok":
            self.unlock_refused.emit(answer.status, answer.wait_seconds)
            return
        self._locked = False
        self.unlocked.emit()
        if self._state.phase is Phase.LOADING and self._state.campaign is not None:
            # What was asked for before may have come in vain; asking again gives the same line.
            self.next_line()

    def _on_no_answer(self, sentence: str) -> None:
        self._unlocking = False
        self.unlock_failed.emit(sentence)
