"""A real window over the scripted office; the road through the database is driven in tests/e2e."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from phonebank.bridge import Bridge
from phonebank.ui.desk.page import DeskPage
from phonebank.ui.language import Language
from phonebank.ui.signin.page import PracticeKeys
from phonebank.ui.theme import Look, Mode, Theme
from phonebank.ui.window import MainWindow
from tests.ui.scripted_office import ScriptedDesk, ScriptedSpeaker


@pytest.fixture
def look(qapp: QApplication) -> Theme:
    """The light theme at 100 %, over the test's application."""
    return Theme(qapp, Look(Mode.LIGHT, 100))


@pytest.fixture
def bridge(qapp: QApplication) -> Iterator[Bridge]:
    """A bridge whose threads end with the test."""
    made = Bridge()
    yield made
    made.close()


@pytest.fixture
def office() -> ScriptedDesk:
    """The scripted office; a test changes it before it opens the window."""
    return ScriptedDesk()


@pytest.fixture
def speaker() -> ScriptedSpeaker:
    """The scripted voice."""
    return ScriptedSpeaker()


@pytest.fixture
def window(
    qtbot: QtBot,
    qapp: QApplication,
    look: Theme,
    bridge: Bridge,
    office: ScriptedDesk,
    speaker: ScriptedSpeaker,
    tmp_path: Path,
) -> Iterator[MainWindow]:
    """The main window on the sign-in page, in French."""
    language = Language(qapp, "fr")
    keys = PracticeKeys("246810", "entrainement")
    made = MainWindow(bridge, office, speaker, language, tmp_path, keys)
    qtbot.addWidget(made, before_close_func=lambda one: one.presenter.forget())
    made.show()
    qtbot.waitUntil(lambda: not bridge.busy)
    yield made
    language.speak("fr")


@pytest.fixture
def desk(window: MainWindow, bridge: Bridge, qtbot: QtBot) -> DeskPage:
    """The desk of a caller who has just signed in."""
    window.signing.sign_in(ScriptedDesk().accounts()[0], "246810")
    qtbot.waitUntil(lambda: isinstance(window.page, DeskPage) and not bridge.busy)
    assert isinstance(window.page, DeskPage)
    return window.page


@pytest.fixture
def press(desk: DeskPage, bridge: Bridge, qtbot: QtBot) -> Callable[..., None]:
    """Press a key as a keyboard does, on whatever has the focus, and wait for what it starts."""

    def pressed(
        key: Qt.Key,
        text: str = "",
        modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
        scan_code: int = 0,
    ) -> None:
        window = desk.window()
        target: QWidget | None = window.focusWidget()
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            event = QKeyEvent(kind, key, modifiers, scan_code, 0, 0, text)
            QApplication.sendEvent(desk if target is None else target, event)
        qtbot.waitUntil(lambda: not bridge.busy)

    return pressed
