"""Between the page of scores and its service: what is under way, and what came of it."""

from __future__ import annotations

from functools import partial
from threading import Event
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, Qt, Signal

from phonebank.domain.errors import KnownError
from phonebank.ui.supervisor.scores.words import fault_words

if TYPE_CHECKING:
    from collections.abc import Callable

    from phonebank.bridge import Bridge
    from phonebank.targeting.measuring import Measurement
    from phonebank.targeting.scores_service import ScoresService, ScoresView, Spread

Result = TypeVar("Result")

_PREVIEW = "scores-preview"


class _Stopped(KnownError):
    """The person stopped the work."""


class ScoresPresenter(QObject):
    """Long work runs on the bridge's own thread and is stopped between two of its steps."""

    opening = Signal()
    opened = Signal(object)
    """A `ScoresView`."""
    previewed = Signal(object)
    """A `Spread`."""
    expected = Signal(object)
    """A `ScoresView`, after another turnout was kept."""
    measuring = Signal()
    measured = Signal(object)
    """A `Measurement`."""
    stepped = Signal(float)
    """Share done of the long work, from any thread."""
    failed = Signal(str)
    stopped = Signal()

    _told = Signal(float)

    def __init__(self, bridge: Bridge, service: ScoresService, parent: QObject | None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._service = service
        self._stop: Event | None = None
        self._told.connect(self.stepped, Qt.ConnectionType.QueuedConnection)

    @property
    def busy(self) -> bool:
        """Whether long work is under way."""
        return self._stop is not None

    def open(self, code: str = "") -> None:
        """Read the office and score a round; '' for the one calls are for."""
        if self.busy:
            return
        self.opening.emit()
        self._long(partial(self._service.open, code), self._on_opened)

    def measure(self, code: str) -> None:
        """Hold a past round against its score."""
        if self.busy:
            return
        self.measuring.emit()
        self._long(partial(self._service.measure, code), self._on_measured)

    def stop(self) -> None:
        """Stop the long work at its next step; nothing was changed by it."""
        if self._stop is not None:
            self._stop.set()

    def preview(self, turnout: float | None, bureau_id: int | None) -> None:
        """Show at once what another turnout would make; a newer question replaces an older."""
        self._bridge.read(
            _PREVIEW,
            partial(self._service.preview, turnout, bureau_id),
            self._on_previewed,
            self._on_failed,
        )

    def expect(self, turnout: float | None, bureau_id: int | None) -> None:
        """Keep what is expected."""
        self._bridge.drop(_PREVIEW)
        self._bridge.write(
            partial(self._service.expect, turnout, bureau_id), self._on_expected, self._on_failed
        )

    def leave(self) -> None:
        """Nobody looks any more: stop, and give the memory back once nothing works with it."""
        self.stop()
        self._bridge.drop(_PREVIEW)

    def _long(
        self,
        work: Callable[[Callable[[float], None]], Result],
        on_done: Callable[[Result], None],
    ) -> None:
        stop = Event()
        self._stop = stop

        def told(share: float) -> None:
            if stop.is_set():
                raise _Stopped
            self._told.emit(share)

        self._bridge.long(partial(work, told), on_done, self._on_long_failed)

    def _on_opened(self, view: ScoresView) -> None:
        self._stop = None
        self.opened.emit(view)

    def _on_measured(self, found: Measurement) -> None:
        self._stop = None
        self.measured.emit(found)

    def _on_previewed(self, spread: Spread) -> None:
        self.previewed.emit(spread)

    def _on_expected(self, view: ScoresView) -> None:
        self.expected.emit(view)

    def _on_long_failed(self, sentence: str) -> None:
        stopped = self._stop is not None and self._stop.is_set()
        self._stop = None
        if stopped:
            self.stopped.emit()
        else:
            self._on_failed(sentence)

    def _on_failed(self, sentence: str) -> None:
        self.failed.emit(fault_words(sentence) if sentence else "")
