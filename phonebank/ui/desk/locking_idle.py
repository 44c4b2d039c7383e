"""Has a hand touched this desk? Keys, the mouse, a finger; counted on a clock that never jumps."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QTimer, Signal

from phonebank.office.steady import steady_seconds

if TYPE_CHECKING:
    from collections.abc import Callable

LOOK_MS = 5_000
"""How often the time since the last touch is looked at."""
_TOUCHES = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.TouchUpdate,
        QEvent.Type.TabletPress,
        QEvent.Type.InputMethod,
    }
)


class IdleWatch(QObject):
    """Listens to the whole application between `start` and `stop`."""

    idle = Signal()
    """Nobody touched the desk for long enough; said again at each look until somebody does."""

    def __init__(
        self, parent: QObject | None = None, seconds: Callable[[], float] = steady_seconds
    ) -> None:
        super().__init__(parent)
        self._seconds = seconds
        self._touched = seconds()
        self._patience = 0.0
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_MS)
        self._timer.timeout.connect(self.look)

    @property
    def watching(self) -> bool:
        """Whether it listens."""
        return self._timer.isActive()

    def start(self, patience: float) -> None:
        """Listen from now on; `patience` is in seconds."""
        self._patience = patience
        self._touched = self._seconds()
        app = QCoreApplication.instance()
        if not self._timer.isActive() and app is not None:
            app.installEventFilter(self)
            self._timer.start()

    def stop(self) -> None:
        """Listen no more."""
        app = QCoreApplication.instance()
        if self._timer.isActive() and app is not None:
            app.removeEventFilter(self)
            self._timer.stop()

    def look(self) -> None:
        """Say so if nobody touched the desk for long enough."""
        if self._timer.isActive() and self._seconds() - self._touched >= self._patience:
            self.idle.emit()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Keep the moment of a touch; every event goes on its way."""
        if event.type() in _TOUCHES:
            self._touched = self._seconds()
        return False
