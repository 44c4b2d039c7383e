"""A whole number to type or step: as wide as it needs, deaf to the wheel unless one is in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSpinBox

from phonebank.ui.theme import active

if TYPE_CHECKING:
    from PySide6.QtGui import QWheelEvent


class Spin(QSpinBox):
    """A number between two bounds."""

    def __init__(
        self, least: int, most: int, value: int, *, step: int = 1, suffix: str = "", name: str = ""
    ) -> None:
        super().__init__()
        self.setRange(least, most)
        self.setSingleStep(step)
        self.setValue(value)
        self.setSuffix(suffix)
        self.setGroupSeparatorShown(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        if name:
            self.setAccessibleName(name)
        edge = active().px(9)
        # The style sheet's padding does not reach the field inside.
        self.lineEdit().setTextMargins(edge, 0, edge, 0)
        self.setMinimumWidth(active().px(92))

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scrolling the page over it changes nothing."""
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()
