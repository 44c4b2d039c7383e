"""The supervisor's window: the rail leads to each place, and pages know when they are looked at."""

from __future__ import annotations

from functools import partial

import pytest
from PySide6.QtCore import Qt, Signal
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from phonebank.ui.supervisor.shell import Place, SupervisorShell
from phonebank.ui.theme import Theme

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


class Page(QWidget):
    """Writes down when it is looked at."""

    go_requested = Signal(str)

    def __init__(self, key: str, told: list[str]) -> None:
        super().__init__()
        self._key, self._told = key, told
        told.append(f"made {key}")

    def begin(self) -> None:
        self._told.append(f"begin {self._key}")

    def leave(self) -> None:
        self._told.append(f"leave {self._key}")


def shell_of(qtbot: QtBot, told: list[str], *keys: str) -> SupervisorShell:
    shell = SupervisorShell([Place(key, partial(Page, key, told)) for key in keys])
    qtbot.addWidget(shell)
    shell.setMinimumSize(700, 500)
    shell.resize(900, 700)
    with qtbot.waitExposed(shell, timeout=15_000):
        shell.show()
    shell.activateWindow()
    qtbot.waitUntil(shell.isActiveWindow, timeout=15_000)
    shell.go("room")
    return shell


def test_a_page_is_made_when_visited_and_told_when_it_is_looked_at(
    qtbot: QtBot, look: Theme
) -> None:
    told: list[str] = []
    shell = shell_of(qtbot, told, "room", "files", "lists")
    assert told == ["made room", "begin room"]
    QTest.mouseClick(shell.rail.buttons["lists"], Qt.MouseButton.LeftButton)
    shell.go("room")
    shell.leave()
    came_and_went = ["leave room", "made lists", "begin lists", "leave lists", "begin room"]
    assert told[2:] == [*came_and_went, "leave room"]
    assert shell.page("files") is None


def test_the_rail_is_walked_with_keys(qtbot: QtBot, look: Theme) -> None:
    shell = shell_of(qtbot, [], "room", "files", "lists")
    QTest.keyClick(shell, Qt.Key.Key_2, Qt.KeyboardModifier.AltModifier)
    assert shell.place == "files"
    shell.rail.buttons["lists"].setFocus()
    QTest.keyClick(shell.rail.buttons["lists"], Qt.Key.Key_Return)
    assert shell.place == "lists"
    assert shell.rail.buttons["lists"].isChecked()
    assert not shell.rail.buttons["files"].isChecked()


def test_a_page_may_lead_to_another(qtbot: QtBot, look: Theme) -> None:
    shell = shell_of(qtbot, [], "room", "files")
    page = shell.page("room")
    assert isinstance(page, Page)
    page.go_requested.emit("nowhere")
    assert shell.place == "room"
    page.go_requested.emit("files")
    assert shell.place == "files"


def test_one_place_needs_no_rail(qtbot: QtBot, look: Theme) -> None:
    assert not shell_of(qtbot, [], "room").rail.isVisible()
    assert shell_of(qtbot, [], "room", "files").rail.isVisible()


def test_signing_out_is_in_ones_own_menu(qtbot: QtBot, look: Theme) -> None:
    shell = shell_of(qtbot, [], "room", "files")
    with qtbot.waitSignal(shell.sign_out_requested):
        shell.rail.leave.trigger()


def test_alt_and_a_rank_bring_the_keyboard_into_the_page(qtbot: QtBot, look: Theme) -> None:
    shell = shell_of(qtbot, [], "room", "files")
    shell.go("files")
    files = shell.page("files")
    assert files is not None
    shell.go("room")
    off, first = QPushButton("Éteint", files), QPushButton("Premier", files)
    off.setEnabled(False)
    first.move(0, 40)
    QTest.keyClick(shell, Qt.Key.Key_2, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(first.hasFocus, timeout=15_000)
    shell.go("room")
    shell.rail.buttons["files"].setFocus()
    QTest.keyClick(shell.rail.buttons["files"], Qt.Key.Key_Return)
    qtbot.waitUntil(first.hasFocus, timeout=15_000)


def test_a_page_that_still_loads_has_the_keyboard_too(qtbot: QtBot, look: Theme) -> None:
    shell = shell_of(qtbot, [], "room", "files")
    QTest.keyClick(shell, Qt.Key.Key_2, Qt.KeyboardModifier.AltModifier)
    files = shell.page("files")
    assert files is not None
    qtbot.waitUntil(files.hasFocus, timeout=15_000)
