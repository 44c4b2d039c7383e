"""Two parts beside each other, or one under the other where the text is too large for both."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QBoxLayout, QWidget

from phonebank.ui.theme import active

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

_ANY_WIDTH = 16_777_215


class SideBySide(QWidget):
    """`least`: the width, in pixels at 100 %, from which the two stand beside each other.

    `narrow`: the first keeps this width then; the rest is the second's. 0: by `stretch`.
    """

    def __init__(
        self,
        first: QWidget,
        second: QWidget,
        *,
        least: int,
        narrow: int = 0,
        stretch: tuple[int, int] = (1, 1),
    ) -> None:
        super().__init__()
        self._first = first
        self._least = least
        self._narrow = narrow
        self._box = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(active().px(12))
        for widget, part in zip((first, second), stretch, strict=True):
            self._box.addWidget(widget, 0 if narrow and widget is first else part)

    @property
    def beside(self) -> bool:
        """Whether the two stand beside each other now."""
        return self._box.direction() is QBoxLayout.Direction.LeftToRight

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width may ask for the other way."""
        super().resizeEvent(event)
        self._arrange()

    def changeEvent(self, event: QEvent) -> None:
        """So may another text size."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._arrange()

    def _arrange(self) -> None:
        beside = self.width() >= active().px(self._least)
        way = QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        if way is not self._box.direction():
            self._box.setDirection(way)
        # Under each other, each is as high as it needs; beside, both begin at the top.
        top = Qt.AlignmentFlag.AlignTop if beside else Qt.AlignmentFlag(0)
        for place in range(self._box.count()):
            item = self._box.itemAt(place)
            if item is not None:
                item.setAlignment(top)
        if self._narrow:
            self._first.setMinimumWidth(active().px(self._narrow) if beside else 0)
            self._first.setMaximumWidth(active().px(self._narrow) if beside else _ANY_WIDTH)
