"""The rail at the left of the supervisor's window: the places one can go to, and one's own menu."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeySequence, QPainter, QShortcut
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QFrame, QSizePolicy, QVBoxLayout

from phonebank.ui.theme import active
from phonebank.ui.tokens import Size
from phonebank.ui.widgets.acting import ActsWhenToggled
from phonebank.ui.widgets.appearance_menu import AppearanceMenu
from phonebank.ui.widgets.icons import icon, paint_icon
from phonebank.ui.widgets.labels import set_tip

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QKeyEvent

_WIDTH = 92
_HEIGHT = 62


class RailButton(ActsWhenToggled, QAbstractButton):
    """An icon over one word; the place one is at stays tinted. Up and down move along the rail.

    Where large text leaves no room for the icon, the word stands alone.
    """

    gone_into = Signal()
    """Pressed by Enter or by its shortcut, after the click."""

    def __init__(self, words: str, mark: str, *, checkable: bool = True) -> None:
        super().__init__()
        self._mark = mark
        self.setText(words)
        self.setAccessibleName(words)
        self.setCheckable(checkable)
        self.act_when_toggled()
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)

    def sizeHint(self) -> QSize:
        """As wide as the rail."""
        return QSize(active().px(_WIDTH), active().px(_HEIGHT))

    def minimumSizeHint(self) -> QSize:
        """Room for the word."""
        theme = active()
        line = QFontMetrics(theme.font(Size.SMALL)).height()
        return QSize(theme.px(_WIDTH), line + theme.px(8))

    def changeEvent(self, event: QEvent) -> None:
        """Measure again when the text size changes."""
        if event.type() == QEvent.Type.StyleChange:
            self.updateGeometry()
        super().changeEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses as Space does."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.go_into()
        else:
            super().keyPressEvent(event)

    def go_into(self) -> None:
        """Click it and leave it for what it leads to."""
        self.click()
        self.gone_into.emit()

    def paintEvent(self, _event: object) -> None:
        """The tint, the icon, the word, the line of focus."""
        theme = active()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        ground = "soft" if self.isChecked() else "hover" if self.underMouse() else ""
        painter.setPen(Qt.PenStyle.NoPen)
        if ground:
            painter.setBrush(theme.color(ground))
            painter.drawRoundedRect(area, 10, 10)
        if self.hasFocus():
            painter.setPen(theme.color("accent"))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(area.adjusted(1, 1, -1, -1), 9, 9)
        ink = "accent" if self.isChecked() else "muted"
        side, gap = theme.px(22), theme.px(3)
        font = theme.font(Size.SMALL)
        metrics = QFontMetrics(font)
        if self.height() < side + gap + metrics.height() + theme.px(4):
            side = gap = 0
        top = (self.height() - side - metrics.height() - gap) / 2
        if side:
            paint_icon(painter, self._mark, QRectF((self.width() - side) / 2, top, side, side), ink)
        painter.setFont(font)
        painter.setPen(theme.color("accent" if self.isChecked() else "ink"))
        words = metrics.elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width() - 4)
        below = QRectF(0, top + side + gap, self.width(), metrics.height())
        painter.drawText(below, int(Qt.AlignmentFlag.AlignCenter), words)
        painter.end()


class Rail(QFrame):
    """Announces the place chosen, by mouse, by Tab and Enter, or by Alt and its rank.

    `menu` is the appearance menu, with signing out.
    """

    chosen = Signal(str)
    entered = Signal(str)
    """Chosen by Alt or Enter: the keyboard goes into the page."""
    sign_out_requested = Signal()

    def __init__(self, places: Sequence[tuple[str, str, str]]) -> None:
        """`places`: key, words, icon, from the top."""
        super().__init__()
        theme = active()
        self.setProperty("frame", "rail")
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.px(6), theme.px(10), theme.px(6), theme.px(10))
        column.setSpacing(theme.px(4))
        self._group = QButtonGroup(self)
        self.buttons: dict[str, RailButton] = {}
        for rank, (key, words, mark) in enumerate(places, start=1):
            button = RailButton(words, mark)
            button.setProperty("place", key)
            button.setAccessibleDescription(f"Alt+{rank}")
            self._group.addButton(button)
            button.clicked.connect(partial(self._on_clicked, key))
            self.buttons[key] = button
            column.addWidget(button)
            set_tip(button, f"Alt+{rank}")
            button.gone_into.connect(partial(self.entered.emit, key))
            QShortcut(QKeySequence(f"Alt+{rank}"), self, button.go_into)
        column.addStretch(1)
        self.own = RailButton(self.tr("Menu"), "person", checkable=False)
        self.own.setAccessibleName(self.tr("Votre menu"))
        column.addWidget(self.own)
        self.menu = AppearanceMenu(self)
        self.menu.addSeparator()
        self.leave = self.menu.addAction(icon("leave"), self.tr("Se déconnecter"))
        self.leave.triggered.connect(self.sign_out_requested)
        self.own.clicked.connect(self._on_own)

    def show_place(self, key: str) -> None:
        """Tint the place one is at."""
        self.buttons[key].setChecked(True)

    def _on_clicked(self, key: str) -> None:
        self.chosen.emit(key)

    def _on_own(self) -> None:
        self.menu.show_look()
        above = self.own.mapToGlobal(self.own.rect().topRight())
        self.menu.popup(above)
