"""Cards, rules, notices and columns: the frames the screens are laid out with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from phonebank.ui.theme import active
from phonebank.ui.widgets.icons import IconMark
from phonebank.ui.widgets.labels import PlainLabel, show_if

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent, QResizeEvent


class CardFrame(QFrame):
    """A card with a one-pixel line and rounded corners; `body` is its vertical layout."""

    def __init__(self, title: str = "", *, margin: int = 16, spacing: int = 8) -> None:
        super().__init__()
        self.setProperty("frame", "card")
        self.body = QVBoxLayout(self)
        edge = active().px(margin)
        self.body.setContentsMargins(edge, edge, edge, edge)
        self.body.setSpacing(active().px(spacing))
        self.title = PlainLabel(title, "title", wrap=True)
        if title:
            self.body.addWidget(self.title)
            self.setAccessibleName(title)
        else:
            self.title.hide()


class Rule(QFrame):
    """A one-pixel line between two things in a card."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("frame", "rule")


class Notice(QFrame):
    """A tinted line that says one thing. `tone`: 'soft', 'good', 'warning' or 'bad'."""

    def __init__(self, text: str = "", tone: str = "soft", icon: str = "") -> None:
        super().__init__()
        theme = active()
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.px(14), theme.px(9), theme.px(10), theme.px(9))
        row.setSpacing(theme.px(10))
        self._mark = IconMark(icon or "warning", "ink")
        row.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignVCenter)
        self._words = PlainLabel("", "small", wrap=True)
        row.addWidget(self._words, 1)
        self.side = QHBoxLayout()
        self.side.setSpacing(theme.px(8))
        row.addLayout(self.side)
        self._icon = icon
        self.show_notice(text, tone)

    def text(self) -> str:
        """The sentence shown."""
        return self._words.text()

    def show_notice(self, text: str, tone: str = "soft", icon: str | None = None) -> None:
        """Show this sentence in this tone; an empty one hides the notice."""
        if icon is not None:
            self._icon = icon
        self.setProperty("notice", tone)
        self._words.setText(text)
        self.setAccessibleName(text)
        if self._icon:
            self._mark.show_icon(self._icon, "accent" if tone == "soft" else tone)
        show_if(self._mark, bool(self._icon))
        self.style().unpolish(self)
        self.style().polish(self)
        show_if(self, bool(text))


class Column(QScrollArea):
    """A column that scrolls when it must and leaves the arrow keys to the page."""

    def __init__(self, spacing: int = 12) -> None:
        super().__init__()
        self._whole = False
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._content = QWidget()
        self._content.setProperty("plain", True)
        self.setWidget(self._content)
        self.body = QVBoxLayout(self._content)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(active().px(spacing))

    def show_whole(self, whole: bool = True) -> None:
        """Be as high as the content: the column around this one scrolls. False: scroll again."""
        if whole == self._whole:
            return
        self._whole = whole
        policy = Qt.ScrollBarPolicy
        self.setVerticalScrollBarPolicy(
            policy.ScrollBarAlwaysOff if whole else policy.ScrollBarAsNeeded
        )
        if whole:
            self._follow()
        else:
            self.setMinimumHeight(0)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the content's height."""
        if self._whole and event.type() == QEvent.Type.LayoutRequest:
            self._follow()
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width wraps otherwise."""
        super().resizeEvent(event)
        if self._whole:
            self._follow()

    def _follow(self) -> None:
        height = self.body.totalHeightForWidth(self.viewport().width())
        self.setMinimumHeight(max(height, self.body.sizeHint().height()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Only page keys scroll."""
        if event.key() in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            super().keyPressEvent(event)
        else:
            event.ignore()


def clear(layout: QVBoxLayout | QHBoxLayout) -> None:
    """Take every widget out of a layout and let Qt delete them."""
    while layout.count():
        item = layout.takeAt(0)
        if item is None:
            return
        widget = item.widget()
        if widget is not None:
            widget.hide()
            widget.setParent(None)
            widget.deleteLater()
