"""A supervisor's page that nobody touches locks itself, and comes back as it was."""

from __future__ import annotations

import pytest
import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QWidget
from pytestqt.qtbot import QtBot

from phonebank.bridge import Bridge
from phonebank.ui.signin.page import SignInPage
from phonebank.ui.supervisor.locked import SupervisorLock
from phonebank.ui.supervisor.shell import Place, SupervisorShell
from phonebank.ui.window import MainWindow
from tests.ui.test_lock import spoken

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


class Looking(QLabel):
    """A place that says when it is looked at."""

    def __init__(self) -> None:
        super().__init__("41 lignes restent")
        self.looks, self.rests = 0, 0

    def begin(self) -> None:
        self.looks += 1

    def leave(self) -> None:
        self.rests += 1


@pytest.fixture
def place(window: MainWindow) -> Looking:
    """The one place of the supervisor who has just come in."""
    window.supervisor_signed_in.emit("sup_nadia", "whatever it is")
    place = Looking()

    def make() -> SupervisorShell:
        shell = SupervisorShell([Place("room", lambda: place)])
        shell.go("room")
        return shell

    window.show_supervisor(make)
    return place


def seen(window: MainWindow) -> QWidget | None:
    return window.page


def lock(window: MainWindow) -> SupervisorLock:
    window.supervising.idle.idle.emit()
    page = seen(window)
    assert isinstance(page, SupervisorLock)
    return page


def test_the_page_locks_after_the_offices_own_time(window: MainWindow, place: Looking) -> None:
    assert window.supervising.idle.watching
    assert window.supervising.idle._patience == 240
    page = lock(window)
    assert not place.isVisible()
    assert place.rests == 1
    assert page.isVisible()
    assert not window.supervising.idle.watching


def test_the_password_opens_the_same_page_again(window: MainWindow, place: Looking) -> None:
    asked: list[tuple[str, str]] = []
    window.supervisor_returned.connect(lambda login, words: asked.append((login, words)))
    page = lock(window)
    QTest.keyClicks(page.password, "autre chose")
    QTest.keyClick(page.password, Qt.Key.Key_Return)
    window.refuse_supervisor("The office refused this password.")
    assert "Ce mot de passe est refusé." in page.notice.text()
    assert not place.isVisible()
    page.password.clear()
    QTest.keyClicks(page.password, "entrainement")
    page.enter.click()
    assert asked == [("sup_nadia", "autre chose"), ("sup_nadia", "entrainement")]
    window.unlock_supervisor()
    assert isinstance(seen(window), SupervisorShell)
    assert place.isVisible()
    assert place.looks == 2
    assert window.supervising.idle.watching


def test_dialogs_over_the_page_close_with_it(window: MainWindow, place: Looking) -> None:
    dialog = QDialog(place)
    dialog.open()
    lock(window)
    assert not dialog.isVisible()


def test_somebody_else_signs_in_and_the_page_is_gone(
    window: MainWindow, place: Looking, bridge: Bridge, qtbot: QtBot
) -> None:
    window.supervisor_left.connect(window.show_sign_in)
    lock(window).another.click()
    assert isinstance(seen(window), SignInPage)
    qtbot.waitUntil(lambda: not shiboken6.isValid(place), timeout=15_000)
    qtbot.waitUntil(lambda: not bridge.busy, timeout=15_000)
    window.unlock_supervisor()
    assert isinstance(seen(window), SignInPage), "nothing is left to open"


def test_the_locked_page_names_who_it_waits_for(window: MainWindow, place: Looking) -> None:
    words = " ".join(label.text() for label in lock(window).findChildren(QLabel))
    assert "Nadia Perrin, votre mot de passe" in words
    assert "41 lignes" not in words
    assert "entrainement" in words, "a practice office shows it"


def test_a_wrong_password_is_waited_for_in_words(window: MainWindow, place: Looking) -> None:
    page = lock(window)
    now = [50.0]
    page.countdown._seconds = lambda: now[0]
    given: list[str] = []
    page.password_given.connect(given.append)
    QTest.keyClicks(page.password, "autre chose")
    page.enter.click()
    window.refuse_supervisor("The office refused this password.", 4)
    assert page.notice.text() == "Ce mot de passe est refusé. Réessayez dans 4 secondes."
    assert not page.enter.isEnabled()
    QTest.keyClick(page.password, Qt.Key.Key_Return)
    assert given == ["autre chose"], "nothing is given while one waits"
    now[0] += 3
    page.countdown.look()
    assert page.notice.text() == "Ce mot de passe est refusé. Réessayez dans 1 seconde."
    now[0] += 1
    page.countdown.look()
    assert page.notice.text() == "Ce mot de passe est refusé."
    QTest.keyClick(page.password, Qt.Key.Key_Return)
    assert given == ["autre chose", "autre chose"]


def test_the_locked_page_asks_whether_one_has_to_wait(window: MainWindow, place: Looking) -> None:
    asked: list[str] = []
    window.supervisor_expected.connect(asked.append)
    page = lock(window)
    assert asked == ["sup_nadia"]
    window.refuse_supervisor("Too many wrong passwords were given here.", 30, "sup_nadia")
    assert "faux sur cet ordinateur. Réessayez dans 30 secondes." in page.notice.text()
    assert not page.enter.isEnabled()


def test_a_locked_page_is_nowhere_for_a_screen_reader_either(
    window: MainWindow, place: Looking
) -> None:
    """Put away is not only out of sight: what reads the window's tree meets the lock alone."""
    before = spoken(QAccessible.queryAccessibleInterface(window))
    assert "41 lignes restent" in before
    lock(window)
    words = " ".join(spoken(QAccessible.queryAccessibleInterface(window)))
    program = QApplication.instance()
    assert program is not None
    words += " ".join(spoken(QAccessible.queryAccessibleInterface(program)))
    assert "votre mot de passe" in words
    assert "41 lignes" not in words
    window.unlock_supervisor()
    assert "41 lignes restent" in spoken(QAccessible.queryAccessibleInterface(window))
