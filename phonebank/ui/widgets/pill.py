"""A small rounded word that gives a state: on line, practice, silence ahead."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QSizePolicy, QWidget

from phonebank.ui.theme import active
from phonebank.ui.tokens import Size
from phonebank.ui.widgets.labels import show_if


class Pill(QWidget):
    """A state in a word or two. `tone`: 'good', 'warning', 'bad', 'accent' or 'quiet'."""

    def __init__(self, text: str = "", tone: str = "quiet", *, dot: bool = False) -> None:
        super().__init__()
        self._text = ""
        self._tone = tone
        self._dot = dot
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.show_state(text, tone)

    def text(self) -> str:
        """The words shown."""
        return self._text

    def tone(self) -> str:
        """The meaning its colour carries."""
        return self._tone

    def show_state(self, text: str, tone: str) -> None:
        """Show these words in this tone; no words, no pill."""
        self._text = text
        self._tone = tone
        self.setAccessibleName(text)
        show_if(self, bool(text))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """The words and their rounding."""
        theme = active()
        metrics = QFontMetrics(theme.font(Size.SMALL))
        dot = theme.px(14) if self._dot else 0
        return QSize(metrics.horizontalAdvance(self._text) + dot + theme.px(22), theme.px(26))

    def paintEvent(self, _event: object) -> None:
        """Draw the rounded ground, the dot and the words."""
        theme = active()
        grounds = {"accent": "soft", "quiet": "track"}
        ground = grounds.get(self._tone, f"{self._tone}_soft")
        ink = "muted" if self._tone == "quiet" else self._tone
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color(ground))
        area = QRectF(self.rect())
        painter.drawRoundedRect(area, area.height() / 2, area.height() / 2)
        left = theme.px(11)
        if self._dot:
            painter.setBrush(theme.color(ink))
            side = theme.px(8)
            painter.drawEllipse(QRectF(left, (area.height() - side) / 2, side, side))
            left += theme.px(14)
        painter.setFont(theme.font(Size.SMALL))
        painter.setPen(theme.color(ink))
        painter.drawText(
            area.adjusted(left, 0, 0, 0), int(Qt.AlignmentFlag.AlignVCenter), self._text
        )
        painter.end()
