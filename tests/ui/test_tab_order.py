"""Tab follows the layout, whenever its controls were made."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QDialog,
    QGridLayout,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from phonebank.ui.theme import Theme
from phonebank.ui.widgets.tab_order import TabsAsLaidOut

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


class Window(TabsAsLaidOut, QDialog):
    """Rows between a first and a last button, made after both."""

    def __init__(self) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        self.first, self.last = QPushButton("premier"), QPushButton("dernier")
        rows = QVBoxLayout()
        column.addWidget(self.first)
        column.addLayout(rows)
        column.addWidget(self.last)
        pages = QStackedWidget()
        shown = QWidget()
        shown.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        grid = QGridLayout(shown)
        right, left = QPushButton("droite"), QPushButton("gauche")
        grid.addWidget(right, 0, 1)
        grid.addWidget(left, 0, 0)
        hidden = QPushButton("ailleurs")
        off = QPushButton("éteint")
        off.setEnabled(False)
        for page in (shown, hidden):
            pages.addWidget(page)
        for each in (off, pages):
            rows.addWidget(each)
        self.along: list[QWidget] = [self.first, shown, left, right, self.last]


def test_tab_goes_through_what_came_later_where_it_stands(qtbot: QtBot, look: Theme) -> None:
    window = Window()
    qtbot.addWidget(window)
    with qtbot.waitExposed(window, timeout=15_000):
        window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow, timeout=15_000)
    window.first.setFocus()
    for button in (*window.along[1:], window.first):
        focused = window.focusWidget()
        assert focused is not None
        QTest.keyClick(focused, Qt.Key.Key_Tab)
        assert button.hasFocus()
    for button in (*reversed(window.along[1:]), window.first):
        focused = window.focusWidget()
        assert focused is not None
        QTest.keyClick(focused, Qt.Key.Key_Tab, Qt.KeyboardModifier.ShiftModifier)
        assert button.hasFocus()
