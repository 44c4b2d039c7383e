"""A box to choose from a list: long words end in an ellipsis; `compact` for tables."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox, QStyle, QStyleOptionComboBox, QWidget

from phonebank.ui.theme import active
from phonebank.ui.tokens import Size

_ARROW = 26


class ChoiceBox(QComboBox):
    """The wheel scrolls the page around it, unless the list is open."""

    def __init__(self, *, compact: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._compact = compact
        if compact:
            theme = active()
            self.setStyleSheet(
                f"QComboBox {{ font-size: {theme.px(Size.SMALL)}px; padding: {theme.px(3)}px"
                f" {theme.px(20)}px {theme.px(3)}px {theme.px(7)}px; border-radius: 6px; }}"
                f"QComboBox:focus {{ padding: {theme.px(3) - 1}px {theme.px(20) - 1}px"
                f" {theme.px(3) - 1}px {theme.px(7) - 1}px; }}"
            )

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the page: a choice must not change in passing."""
        event.ignore()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The box with its arrow, then the words, cut with an ellipsis."""
        theme = active()
        painter = QPainter(self)
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        words, option.currentText = option.currentText, ""
        self.style().drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option, painter, self)
        if not self.isEditable():
            left = theme.px(8 if self._compact else 11)
            room = QRectF(left, 0, self.width() - left - theme.px(_ARROW), self.height())
            painter.setPen(theme.color("ink" if self.isEnabled() else "faint"))
            painter.setFont(self.font())
            shown = QFontMetrics(self.font()).elidedText(
                words, Qt.TextElideMode.ElideRight, int(room.width())
            )
            painter.drawText(room, int(Qt.AlignmentFlag.AlignVCenter), shown)
        painter.end()
