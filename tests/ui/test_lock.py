"""Leaving the desk: nothing of the card stays in sight, the line is kept, the PIN returns to it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface, QClipboard
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from phonebank.bridge import Bridge
from phonebank.domain.errors import SignedOut
from phonebank.ui.desk.locking import LISTENING_SECONDS
from phonebank.ui.desk.locking_idle import IdleWatch
from phonebank.ui.desk.locking_page import LockPage
from phonebank.ui.desk.page import DeskPage
from phonebank.ui.desk.state import Phase
from phonebank.ui.signin.page import SignInPage
from phonebank.ui.window import MainWindow
from tests.ui.scripted_office import ScriptedDesk

pytestmark = [
    pytest.mark.usefixtures("desk"),
    pytest.mark.qt_log_ignore("This plugin does not support"),
]
Press = Callable[..., None]
CARD = ("Garnier", "Hélène", "Yanis", "06 39", "0012")


@pytest.fixture
def lock(window: MainWindow, press: Press) -> LockPage:
    """The desk just locked by its caller."""
    press(Qt.Key.Key_L, modifiers=Qt.KeyboardModifier.ControlModifier)
    assert isinstance(window.page, LockPage)
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    return window.page


def give(lock: LockPage, pin: str, bridge: Bridge, qtbot: QtBot) -> None:
    QTest.keyClicks(lock.pad.field, pin)
    QTest.keyClick(lock.pad.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not bridge.busy)


def shown(window: MainWindow) -> type[QWidget]:
    """What kind of page the window shows."""
    return type(window.page) if window.page is not None else QWidget


def spoken(interface: QAccessibleInterface | None) -> list[str]:
    """Every name and description a screen reader finds."""
    if interface is None:
        return []
    own = [interface.text(kind) for kind in (QAccessible.Text.Name, QAccessible.Text.Description)]
    for index in range(interface.childCount()):
        own += spoken(interface.child(index))
    return own


def test_a_locked_desk_shows_nothing_of_the_card(window: MainWindow, lock: LockPage) -> None:
    labels = [each.text() for each in QApplication.allWidgets() if isinstance(each, QLabel)]
    words = " ".join(labels + spoken(QAccessible.queryAccessibleInterface(window)))
    assert "Poste verrouillé" in words
    for private in CARD:
        assert private not in words
    assert window.findChildren(DeskPage) == []


def test_what_was_copied_leaves_the_clipboard_with_whoever_copied_it(
    window: MainWindow, press: Press, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Without a screen no clipboard has an owner; what somebody else copied is left alone.
    clipboard = QApplication.clipboard()
    clipboard.setText("autre chose")
    window.show_lock()
    window.show_desk()
    assert clipboard.text() == "autre chose"
    monkeypatch.setattr(QClipboard, "ownsClipboard", lambda _clipboard: True)
    clipboard.setText("Hélène Garnier, 06 39 98 44 55")
    press(Qt.Key.Key_L, modifiers=Qt.KeyboardModifier.ControlModifier)
    assert isinstance(window.page, LockPage)
    assert clipboard.text() == ""
    clipboard.setText("rappeler Garnier")
    window.show_sign_in()
    assert clipboard.text() == ""


def test_the_line_is_kept_and_the_pin_brings_the_same_card_back(
    window: MainWindow, lock: LockPage, office: ScriptedDesk, bridge: Bridge, qtbot: QtBot
) -> None:
    card = window.presenter.state.card
    kept = office.kept
    window.presenter._on_keep()
    qtbot.waitUntil(lambda: office.kept == kept + 1)
    give(lock, "246810", bridge, qtbot)
    assert isinstance(window.page, DeskPage)
    assert window.presenter.state.card is card
    assert window.presenter.state.phase is Phase.READY
    assert office.released == []
    assert "sign_out" not in office.told


def test_a_wrong_pin_says_how_long_to_wait(
    window: MainWindow, lock: LockPage, bridge: Bridge, qtbot: QtBot
) -> None:
    give(lock, "111111", bridge, qtbot)
    assert lock.notice.text() == "Ce n’est pas le bon code PIN. Réessayez dans 2 secondes."
    assert lock.pad.pin() == ""
    assert not lock.enter.isEnabled()
    assert window.page is lock


def test_a_line_lost_while_locked_is_told_without_its_name(
    window: MainWindow, lock: LockPage, office: ScriptedDesk, bridge: Bridge, qtbot: QtBot
) -> None:
    office.held = False
    window.presenter._on_keep()
    qtbot.waitUntil(lambda: window.presenter.state.phase is Phase.STOPPED)
    assert lock.line.text() == "Votre fiche est retournée dans la file."
    give(lock, "246810", bridge, qtbot)
    assert isinstance(window.page, DeskPage)
    assert window.presenter.state.stopped == "gone"


def test_no_line_is_asked_for_behind_a_locked_screen(
    window: MainWindow, press: Press, office: ScriptedDesk, bridge: Bridge, qtbot: QtBot
) -> None:
    office.cards.clear()
    window.presenter.next_line()
    qtbot.waitUntil(lambda: window.presenter.state.phase is Phase.WAITING)
    window.presenter.lock()
    office.error = AssertionError("a line was asked for")
    window.presenter._on_refresh()
    window.presenter._set(replace(window.presenter.state, phase=Phase.OFFLINE))
    window.presenter._on_delivered(0)
    qtbot.waitUntil(lambda: not bridge.busy)
    office.error = None
    page = window.page
    assert isinstance(page, LockPage)
    give(page, "246810", bridge, qtbot)
    assert window.presenter.state.phase is Phase.WAITING


def test_somebody_else_may_sit_down(
    window: MainWindow, lock: LockPage, office: ScriptedDesk, bridge: Bridge, qtbot: QtBot
) -> None:
    lock.another.click()
    qtbot.waitUntil(lambda: not bridge.busy)
    assert office.told[-1] == "leave_to_another"
    assert isinstance(window.page, SignInPage)
    assert window.presenter.state.card is None
    assert not window.presenter.is_locked


def test_a_session_ended_meanwhile_leads_to_the_names(
    window: MainWindow, lock: LockPage, office: ScriptedDesk, bridge: Bridge, qtbot: QtBot
) -> None:
    office.unlock_error = SignedOut("Your session has ended.")
    give(lock, "246810", bridge, qtbot)
    assert isinstance(window.page, SignInPage)
    assert window.presenter.state.card is None


def test_who_is_sent_away_as_a_call_ends_reads_that_its_result_is_kept(
    window: MainWindow, press: Press, office: ScriptedDesk, bridge: Bridge, qtbot: QtBot
) -> None:
    office.finish_error = SignedOut(
        "Your session has ended: sign in again, or see a supervisor if your name is gone."
    )
    press(Qt.Key.Key_F5)
    press(Qt.Key.Key_3, "3")
    page = window.page
    assert isinstance(page, SignInPage)
    qtbot.waitUntil(lambda: page.name.text() == "Camille Roy" and not bridge.busy, timeout=15_000)
    assert "Votre session est terminée" in page.notice.text()
    assert "Le résultat que vous venez de donner est gardé." in page.notice.text()


def test_a_desk_nobody_touches_locks_itself(window: MainWindow, qtbot: QtBot) -> None:
    now = [1000.0]
    watch = window.idle = IdleWatch(window, lambda: now[0])
    watch.idle.connect(window.presenter.lock_if_idle)
    watch.start(240)
    now[0] += 239
    watch.look()
    assert shown(window) is DeskPage
    QTest.mouseMove(window, window.rect().center())
    QTest.keyClick(window, Qt.Key.Key_Shift)
    now[0] += 239
    watch.look()
    assert shown(window) is DeskPage
    now[0] += 1
    watch.look()
    assert shown(window) is LockPage
    assert not watch.watching


def test_a_call_one_listens_to_does_not_lock(
    window: MainWindow, press: Press, bridge: Bridge, qtbot: QtBot
) -> None:
    window.presenter.call()
    qtbot.waitUntil(lambda: window.presenter.state.phase is Phase.IN_CALL)
    window.presenter.lock_if_idle()
    assert shown(window) is DeskPage
    state = window.presenter.state
    window.presenter._set(replace(state, started=state.started - LISTENING_SECONDS))
    window.presenter.lock_if_idle()
    page = window.page
    assert isinstance(page, LockPage)
    assert page.line.text() == "Un appel attend que vous disiez comment il s’est passé."
    window.close()
    assert window.isVisible()
    give(page, "246810", bridge, qtbot)
    assert window.presenter.state.phase is Phase.IN_CALL
    assert window.presenter.state.number == "+33639981234"


def test_whoever_sits_down_next_says_their_own_name(
    window: MainWindow, desk: DeskPage, office: ScriptedDesk, bridge: Bridge, qtbot: QtBot
) -> None:
    assert "Je m’appelle Camille Roy" in desk.script.say.toPlainText()
    window.presenter.lock()
    window.presenter.leave_to_another()
    qtbot.waitUntil(lambda: not bridge.busy, timeout=15_000)
    window.signing.sign_in(office.accounts()[1], "246810")
    qtbot.waitUntil(lambda: isinstance(window.page, DeskPage) and not bridge.busy, timeout=15_000)
    page = window.page
    assert isinstance(page, DeskPage)
    assert "Je m’appelle Yacine Belkacem" in page.script.say.toPlainText()
    assert office.scripts_read == ["Camille Roy", "Yacine Belkacem"]


def test_another_language_keeps_the_desk_locked(window: MainWindow, lock: LockPage) -> None:
    window.choose_language("en")
    assert isinstance(window.page, LockPage)
    assert window.page.enter.label() == "Unlock"


def test_the_watch_ends_with_the_session(window: MainWindow, bridge: Bridge, qtbot: QtBot) -> None:
    assert window.idle.watching
    window.presenter.sign_out()
    qtbot.waitUntil(lambda: not bridge.busy)
    assert not window.idle.watching
