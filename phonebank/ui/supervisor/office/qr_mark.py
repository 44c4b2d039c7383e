"""A QR code drawn dark on white in both themes, sharp at any size, as scanners want it."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QSizePolicy, QWidget

_QUIET = 4
"""Modules of white around, by ISO/IEC 18004."""


class QrMark(QWidget):
    """Shows a matrix of dark modules."""

    def __init__(self, side: int) -> None:
        super().__init__()
        self._rows: tuple[tuple[bool, ...], ...] = ()
        self._side = side
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_code(self, rows: tuple[tuple[bool, ...], ...], name: str) -> None:
        """Show this code, called `name` where it cannot be seen."""
        self._rows = rows
        self.setAccessibleName(name)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """A whole number of pixels a module, as many as fit the side."""
        count = len(self._rows) + 2 * _QUIET
        return QSize(self._module() * count, self._module() * count)

    def paintEvent(self, _event: object) -> None:
        """Draw it."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), Qt.GlobalColor.white)
        module = self._module()
        for y, row in enumerate(self._rows):
            for x, dark in enumerate(row):
                if dark:
                    place = QRectF((x + _QUIET) * module, (y + _QUIET) * module, module, module)
                    painter.fillRect(place, QColor(Qt.GlobalColor.black))
        painter.end()

    def _module(self) -> int:
        return max(2, self._side // (len(self._rows) + 2 * _QUIET))
