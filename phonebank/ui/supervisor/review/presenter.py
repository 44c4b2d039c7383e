"""Between the page of doubtful contacts and its service: one contact at a time, decided or not."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from phonebank.intake.reviewing import Decision
from phonebank.ui.supervisor.review.words import fault_words

if TYPE_CHECKING:
    from phonebank.bridge import Bridge
    from phonebank.intake.reviewing import Decided, Doubtful, ReviewService
    from phonebank.store.reviewing import ChangeRow, Waiting

_KEY = "review"


class ReviewPresenter(QObject):
    """Reads on the bridge's reading thread, decisions on its writing one, in their order."""

    shown = Signal(object, object)
    """A `Doubtful` (None: nothing is left) and the `Waiting`."""
    decided = Signal(object, object)
    """A `Decision` and the `Doubtful` it was about."""
    undone = Signal(object)
    """A `ChangeRow`."""
    failed = Signal(str)

    def __init__(self, bridge: Bridge, service: ReviewService, parent: QObject | None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._service = service
        self._found: Doubtful | None = None
        self._aside = False
        self._busy = False
        self._changes: list[int] = []

    @property
    def busy(self) -> bool:
        """Whether something was asked and is not answered yet: keys wait."""
        return self._busy

    @property
    def aside(self) -> bool:
        """Whether those set aside are looked at."""
        return self._aside

    @property
    def undoable(self) -> bool:
        """Whether a decision of this sitting can be taken back."""
        return bool(self._changes)

    def open(self, *, aside: bool = False) -> None:
        """Show the first contact that waits, or the first that was set aside."""
        self._aside = aside
        self._read(0)

    def leave(self) -> None:
        """Nobody looks any more."""
        self._bridge.drop(_KEY)
        self._busy = False

    def decide(self, decision: Decision, person: int | None) -> None:
        """Write a decision down, and show the next contact."""
        if self._busy or self._found is None:
            return
        found = self._found
        self._busy = True
        self._bridge.write(
            partial(self._service.decide, found.contact.contact_id, decision, person),
            partial(self._on_decided, decision, found),
            self._on_failed,
        )

    def undo(self) -> None:
        """Take the last decision of this sitting back, and show its contact again."""
        if self._busy or not self._changes:
            return
        self._busy = True
        self._bridge.write(
            partial(self._service.undo, self._changes[-1]), self._on_undone, self._on_failed
        )

    def _read(self, after: int) -> None:
        self._busy = True
        self._bridge.read(
            _KEY, partial(self._next, after, self._aside), self._on_read, self._on_failed
        )

    def _next(self, after: int, aside: bool) -> tuple[Doubtful | None, Waiting]:
        found = self._service.next(after, set_aside=aside)
        return found, self._service.waiting()

    def _one(self, contact: int) -> tuple[Doubtful | None, Waiting]:
        return self._service.doubtful(contact), self._service.waiting()

    def _on_read(self, answer: tuple[Doubtful | None, Waiting]) -> None:
        self._busy = False
        self._found, waiting = answer
        if self._found is None and self._aside:
            # Nobody is aside any more: back to the others.
            self.open()
            return
        self.shown.emit(self._found, waiting)

    def _on_decided(self, decision: Decision, found: Doubtful, done: Decided) -> None:
        self._changes.append(done.change_id)
        self.decided.emit(decision, found)
        contact = found.contact.contact_id
        # Where one of several was ruled out, the same contact is asked about again.
        self._read(contact - 1 if decision is Decision.DIFFERENT else contact)

    def _on_undone(self, row: ChangeRow) -> None:
        self._changes.pop()
        self.undone.emit(row)
        self._bridge.read(
            _KEY, partial(self._one, row.contact_id or 0), self._on_read, self._on_failed
        )

    def _on_failed(self, sentence: str) -> None:
        self._busy = False
        self.failed.emit(fault_words(sentence))
