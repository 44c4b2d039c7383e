"""A real window over a real database, and the hands that press its keys."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot
from sqlalchemy import make_url

from phonebank.bridge import Bridge
from phonebank.calling.desk import Desk
from phonebank.speech.speaker import Speaker
from phonebank.store.desk import DeskGateway
from phonebank.store.journal import KEY_BYTES, Journal
from phonebank.ui.desk.state import DeskState, Phase
from phonebank.ui.language import Language
from phonebank.ui.signin.page import PracticeKeys
from phonebank.ui.theme import Look, Mode, Theme
from phonebank.ui.window import MainWindow
from tests.offices import PIN


class Seat:
    """A window, what it stands on, and the keyboard in front of it."""

    def __init__(self, app: QApplication, url: str, role: str, folder: Path) -> None:
        self.gateway = DeskGateway(make_url(url).set(username=role))
        self.journal = Journal(folder / "journal.sqlite", b"k" * KEY_BYTES, role)
        self.bridge = Bridge()
        self.theme = Theme(app, Look(Mode.LIGHT, 100))
        self.language = Language(app, "fr")
        self.window = MainWindow(
            self.bridge,
            Desk(self.gateway, self.journal),
            Speaker(),
            self.language,
            folder,
            PracticeKeys(PIN, ""),
        )
        self.window.show()

    @property
    def state(self) -> DeskState:
        return self.window.presenter.state

    def press(
        self,
        key: Qt.Key,
        text: str = "",
        modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
    ) -> None:
        """One key, on whatever has the focus."""
        target: QWidget | None = self.window.focusWidget()
        target = self.window.page if target is None else target
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            QApplication.sendEvent(target or self.window, QKeyEvent(kind, key, modifiers, text))

    def write(self, text: str) -> None:
        """Several keys; letters without accents only."""
        for letter in text:
            self.press(Qt.Key(ord(letter.upper())), letter)

    def close(self) -> None:
        self.window.presenter.forget()
        self.window.close()
        self.bridge.close()
        self.gateway.close()
        self.journal.close()


def until(qtbot: QtBot, reached: Callable[[], bool]) -> None:
    qtbot.waitUntil(reached)


def sign_in_by_keyboard(qtbot: QtBot, seat: Seat, name: str) -> None:
    """Type the beginning of the name, Enter, the PIN, Enter."""
    until(qtbot, lambda: not seat.bridge.busy)
    seat.write(name)
    seat.press(Qt.Key.Key_Return, "\r")
    seat.write(PIN)
    seat.press(Qt.Key.Key_Return, "\r")
    until(qtbot, lambda: seat.state.phase not in (Phase.LOADING, Phase.CHOOSING))
