"""Changing the look while closed pages wait for Python to give their memory back."""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QLabel, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from phonebank.ui.theme import Look, Mode, Theme

if TYPE_CHECKING:
    import pytest

CHANGES = {QEvent.Type.StyleChange, QEvent.Type.PaletteChange, QEvent.Type.FontChange}


class Told(QWidget):
    """It notes whether memory could be freed while it is told of a change of the look."""

    def __init__(self) -> None:
        super().__init__()
        self.heard: list[bool] = []

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        if event.type() in CHANGES:
            self.heard.append(gc.isenabled())
        super().changeEvent(event)


def closed_page() -> QWidget:
    page = QWidget()
    QVBoxLayout(page).addWidget(QLabel("fermée"))
    page.setProperty("closed", True)
    page.me = page  # type: ignore[attr-defined]
    page.show()
    page.close()
    return page


def test_nothing_is_freed_while_qt_walks_through_the_widgets(
    qtbot: QtBot, qapp: QApplication, look: Theme
) -> None:
    told = Told()
    qtbot.addWidget(told)
    told.show()
    before = gc.isenabled()
    gc.enable()
    try:
        for mode, closed in ((Mode.DARK, 0), (Mode.LIGHT, 0), (Mode.DARK, 20), (Mode.LIGHT, 20)):
            for _ in range(closed):
                closed_page()
            told.heard.clear()
            look.apply(Look(mode, 125))
            assert told.heard
            assert not any(told.heard)
            assert gc.isenabled()
        told.heard.clear()
        Theme(qapp, Look(Mode.LIGHT, 100))
        assert not any(told.heard)
    finally:
        if not before:
            gc.disable()


def test_a_collector_that_was_off_stays_off(look: Theme, monkeypatch: pytest.MonkeyPatch) -> None:
    turned_on: list[bool] = []
    monkeypatch.setattr(gc, "isenabled", lambda: False)
    monkeypatch.setattr(gc, "enable", lambda: turned_on.append(True))
    look.apply(Look(Mode.LIGHT, 110))
    monkeypatch.undo()
    gc.enable()
    assert turned_on == []
