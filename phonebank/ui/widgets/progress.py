"""Thin bars: how far the campaign is, and which step of the script one is at."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QSizePolicy, QWidget

from phonebank.ui.theme import active


class ThinProgress(QWidget):
    """A share from 0 to 1 as a thin bar."""

    def __init__(self, width: int = 180) -> None:
        super().__init__()
        self._share = 0.0
        self._width = width
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def share(self) -> float:
        """The share shown."""
        return self._share

    def show_share(self, done: int, total: int) -> None:
        """Show `done` of `total`; nothing of nothing is an empty bar."""
        self._share = min(1.0, done / total) if total > 0 else 0.0
        self.setAccessibleName(f"{round(self._share * 100)} %")
        self.update()

    def sizeHint(self) -> QSize:
        """A bar of the asked width."""
        return QSize(active().px(self._width), 6)

    def minimumSizeHint(self) -> QSize:
        """Half the asked width."""
        return QSize(active().px(self._width) // 3, 6)

    def paintEvent(self, _event: object) -> None:
        """Draw the track and the filled part."""
        theme = active()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        area = QRectF(self.rect())
        painter.setBrush(theme.color("line"))
        painter.drawRoundedRect(area, 3, 3)
        if self._share > 0:
            area.setWidth(max(6.0, area.width() * self._share))
            painter.setBrush(theme.color("accent"))
            painter.drawRoundedRect(area, 3, 3)
        painter.end()


class StepBar(QWidget):
    """One segment a step; those behind and the present one are filled."""

    def __init__(self) -> None:
        super().__init__()
        self._at = 0
        self._total = 1
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_step(self, at: int, total: int) -> None:
        """Show that one is at step `at` (1-based) of about `total`."""
        self._at = at
        self._total = max(1, total)
        self.setAccessibleName(f"{at} / {self._total}")
        self.update()

    def sizeHint(self) -> QSize:
        """A thin line as wide as there is room."""
        return QSize(120, 4)

    def paintEvent(self, _event: object) -> None:
        """Draw the segments."""
        theme = active()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        gap = 6.0
        width = (self.width() - gap * (self._total - 1)) / self._total
        for step in range(self._total):
            painter.setBrush(theme.color("accent" if step < self._at else "line"))
            painter.drawRoundedRect(QRectF(step * (width + gap), 0, width, 4), 2, 2)
        painter.end()
