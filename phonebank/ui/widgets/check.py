"""A tick box painted from the tokens: Fusion's own cannot be seen on the dark card."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QCheckBox, QSizePolicy

from phonebank.ui.theme import active
from phonebank.ui.tokens import Size
from phonebank.ui.widgets.acting import ActsWhenToggled


class Check(ActsWhenToggled, QCheckBox):
    """A box to tick, with a label that wraps."""

    def __init__(self, label: str) -> None:
        super().__init__()
        self.act_when_toggled()
        self._label = label
        self.setAccessibleName(label)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def label(self) -> str:
        """The words beside the box."""
        return self._label

    def hasHeightForWidth(self) -> bool:
        """A long label wraps."""
        return True

    def heightForWidth(self, width: int) -> int:
        """The height the wrapped label needs."""
        theme = active()
        metrics = QFontMetrics(theme.font(Size.SMALL))
        words = metrics.boundingRect(
            QRect(0, 0, max(40, width - theme.px(34)), 10_000),
            int(Qt.TextFlag.TextWordWrap),
            self._label,
        )
        return max(theme.px(30), words.height() + theme.px(10))

    def sizeHint(self) -> QSize:
        """The label on one line."""
        theme = active()
        width = QFontMetrics(theme.font(Size.SMALL)).horizontalAdvance(self._label) + theme.px(38)
        return QSize(width, theme.px(30))

    def minimumSizeHint(self) -> QSize:
        """The box and a short word."""
        return QSize(active().px(110), active().px(30))

    def hitButton(self, position: QPoint) -> bool:
        """The whole line can be clicked."""
        return self.rect().contains(position)

    def paintEvent(self, _event: object) -> None:
        """Draw the box, its tick and the label."""
        theme = active()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        side = theme.px(18)
        box = QRectF(theme.px(5) + 0.5, (self.height() - side) / 2 + 0.5, side - 1, side - 1)
        ticked = self.isChecked()
        painter.setPen(QPen(theme.color("accent" if ticked else "edge"), 1.4))
        painter.setBrush(theme.color("accent" if ticked else "card"))
        painter.drawRoundedRect(box, 4, 4)
        if ticked:
            painter.setPen(QPen(theme.color("on_accent"), max(1.8, side / 10)))
            middle, left, top = side / 2, box.left(), box.top()
            painter.drawPolyline(
                [
                    QPointF(left + side * 0.22, top + middle),
                    QPointF(left + side * 0.42, top + side * 0.68),
                    QPointF(left + side * 0.75, top + side * 0.3),
                ]
            )
        painter.setFont(theme.font(Size.SMALL))
        painter.setPen(theme.color("ink" if self.isEnabled() else "faint"))
        room = QRectF(self.rect()).adjusted(theme.px(34), 0, 0, 0)
        flags = int(Qt.TextFlag.TextWordWrap) | int(Qt.AlignmentFlag.AlignVCenter)
        painter.drawText(room, flags, self._label)
        if self.hasFocus():
            painter.setPen(QPen(theme.color("accent"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 6, 6)
        painter.end()
