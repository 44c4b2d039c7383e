"""The wait after a wrong PIN or password, counted down in words by a clock that nobody sets."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject, QTimer, Signal

from phonebank.office.steady import steady_seconds
from phonebank.ui.language import plural

if TYPE_CHECKING:
    from collections.abc import Callable

translate = QCoreApplication.translate


class Countdown(QObject):
    """Runs from `start` to nothing; `words` says how long is left."""

    ticked = Signal()
    """A second less is left; the last time nothing is."""

    def __init__(
        self, parent: QObject | None = None, seconds: Callable[[], float] = steady_seconds
    ) -> None:
        super().__init__(parent)
        self._seconds = seconds
        self._until = 0.0
        self._said = 0
        self._timer = QTimer(self)
        self._timer.setInterval(250)
        self._timer.timeout.connect(self.look)

    @property
    def left(self) -> int:
        """Whole seconds still to wait; 0 when there is no wait."""
        return max(0, math.ceil(self._until - self._seconds()))

    def start(self, seconds: int) -> None:
        """Wait so many seconds from now; 0 ends a wait."""
        self._until = self._seconds() + seconds if seconds > 0 else 0.0
        self._said = seconds
        if seconds > 0:
            self._timer.start()
        else:
            self._timer.stop()

    def look(self) -> None:
        """Say so when another second has gone."""
        left = self.left
        if not left:
            self._timer.stop()
        if left != self._said:
            self._said = left
            self.ticked.emit()

    def words(self, before: str) -> str:
        """`before`, and how long to wait while there is a wait."""
        left = self.left
        if not left:
            return before
        again = plural(
            left,
            translate("countdown", "Réessayez dans {n} seconde."),
            translate("countdown", "Réessayez dans {n} secondes."),
        )
        return f"{before} {again}".strip()
