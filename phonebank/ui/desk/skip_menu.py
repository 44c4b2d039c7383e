"""Why a line is left to a colleague: three reasons, chosen by mouse or by arrow keys."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget


class SkipMenu(QMenu):
    """Offers the reasons; `reason_chosen` carries 'known', 'duplicate' or 'other'."""

    reason_chosen = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        reasons = {
            "known": self.tr("Je connais cette personne"),
            "duplicate": self.tr("C’est un doublon"),
            "other": self.tr("Autre raison"),
        }
        for reason, words in reasons.items():
            self.addAction(words).setData(reason)
        self.triggered.connect(self._on_chosen)

    def _on_chosen(self, action: QAction) -> None:
        self.reason_chosen.emit(str(action.data()))
