"""The window on a small screen: nothing of it hangs outside."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QMainWindow
from pytestqt.qtbot import QtBot

from phonebank.ui.fitting import show_fitting, show_in_place_of

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


def test_a_window_larger_than_the_screen_fills_it(qtbot: QtBot) -> None:
    window = QMainWindow()
    qtbot.addWidget(window)
    room = window.screen().availableGeometry().size()
    show_fitting(window, room + QSize(200, 0))
    assert window.isMaximized()
    assert window.normalGeometry().width() <= room.width()


def test_a_window_as_high_as_the_screen_leaves_its_title_bar_room(qtbot: QtBot) -> None:
    window = QMainWindow()
    qtbot.addWidget(window)
    show_fitting(window, window.screen().availableGeometry().size())
    assert window.isMaximized()


def test_a_window_with_room_has_the_size_wanted(qtbot: QtBot) -> None:
    window = QMainWindow()
    qtbot.addWidget(window)
    show_fitting(window, QSize(400, 300))
    assert not window.isMaximized()
    assert window.size() == QSize(400, 300)


def test_the_window_that_follows_takes_the_place_of_the_first(qtbot: QtBot) -> None:
    first, second, third = QMainWindow(), QMainWindow(), QMainWindow()
    for each in (first, second, third):
        qtbot.addWidget(each)
    show_fitting(first, QSize(420, 310))
    show_in_place_of(second, first)
    assert second.size() == QSize(420, 310)
    first.showMaximized()
    show_in_place_of(third, first)
    assert third.isMaximized()
