"""The callers' charter: read to its end, accepted once, before the first line."""

from __future__ import annotations

import re

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from phonebank.bridge import Bridge
from phonebank.domain.card import Waiting
from phonebank.domain.errors import Unreachable
from phonebank.ui.desk.charter import read_charter
from phonebank.ui.desk.charter_page import CharterPage
from phonebank.ui.desk.page import DeskPage
from phonebank.ui.signin.page import SignInPage
from phonebank.ui.window import MainWindow
from tests.ui.scripted_office import ScriptedDesk

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


@pytest.fixture
def page(window: MainWindow, office: ScriptedDesk, bridge: Bridge, qtbot: QtBot) -> CharterPage:
    """What somebody sees who signs in for the first time."""
    office.charter = True
    window.resize(1280, 800)
    window.signing.sign_in(office.accounts()[0], "246810")
    qtbot.waitUntil(lambda: isinstance(window.page, CharterPage) and not bridge.busy)
    assert isinstance(window.page, CharterPage)
    return window.page


def test_it_is_accepted_at_its_end_by_the_keyboard(
    window: MainWindow, page: CharterPage, office: ScriptedDesk, bridge: Bridge, qtbot: QtBot
) -> None:
    qtbot.waitUntil(lambda: page.column.verticalScrollBar().maximum() > 0)
    QTest.keyClick(page, Qt.Key.Key_Return)
    assert not page.accept.isEnabled()
    assert office.charter_accepted == 0
    QTest.keyClick(page, Qt.Key.Key_PageDown)
    QTest.keyClick(page, Qt.Key.Key_End)
    assert page.accept.isEnabled()
    QTest.keyClick(page, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: isinstance(window.page, DeskPage) and not bridge.busy)
    assert office.charter_accepted == 1
    assert window.presenter.state.card is not None


def test_whoever_declines_leaves_without_a_line(
    window: MainWindow, page: CharterPage, office: ScriptedDesk, bridge: Bridge, qtbot: QtBot
) -> None:
    page.leave.click()
    qtbot.waitUntil(lambda: not bridge.busy)
    assert isinstance(window.page, SignInPage)
    assert office.told == ["sign_out"]
    assert len(office.cards) == 3


def test_what_could_not_be_kept_is_said(
    page: CharterPage, office: ScriptedDesk, bridge: Bridge, qtbot: QtBot
) -> None:
    QTest.keyClick(page, Qt.Key.Key_End)
    qtbot.waitUntil(page.accept.isEnabled)
    office.charter_answer = "version"
    page.accept.click()
    qtbot.waitUntil(lambda: not bridge.busy)
    assert "autre version de la charte" in page.notice.text()
    office.charter_error = Unreachable(
        "The office's database does not answer; what you log is kept."
    )
    page.accept.click()
    qtbot.waitUntil(lambda: not bridge.busy)
    assert page.notice.text()


def test_a_new_charter_comes_between_two_lines(
    window: MainWindow, desk: DeskPage, office: ScriptedDesk, bridge: Bridge, qtbot: QtBot
) -> None:
    office.cards.clear()
    office.waiting = Waiting("charter")
    window.presenter.next_line()
    qtbot.waitUntil(lambda: isinstance(window.page, CharterPage) and not bridge.busy)
    page = window.page
    assert isinstance(page, CharterPage)
    office.waiting = Waiting("empty")
    QTest.keyClick(page, Qt.Key.Key_End)
    qtbot.waitUntil(page.accept.isEnabled)
    page.accept.click()
    qtbot.waitUntil(lambda: isinstance(window.page, DeskPage) and not bridge.busy)


def test_words_changed_while_they_are_read_are_read_again(
    window: MainWindow, page: CharterPage, office: ScriptedDesk, bridge: Bridge, qtbot: QtBot
) -> None:
    office.charter_answer, office.charter_version = "version", 2
    office.charter_texts = (("fr", "# Notre charte\n\nAvec respect, toujours."),)
    QTest.keyClick(page, Qt.Key.Key_End)
    qtbot.waitUntil(page.accept.isEnabled)
    page.accept.click()
    qtbot.waitUntil(lambda: window.page is not page and not bridge.busy)
    again = window.page
    assert isinstance(again, CharterPage)
    assert again.accessibleName() == "Notre charte"
    office.charter_answer = "ok"
    qtbot.waitUntil(again.accept.isEnabled)
    again.accept.click()
    qtbot.waitUntil(lambda: isinstance(window.page, DeskPage) and not bridge.busy)
    assert office.charter_accepted == 2


def test_an_offices_own_words_may_lack_a_title_and_parts() -> None:
    plain = read_charter("fr", "Nous appelons avec respect.\nEt nous écoutons.", 3)
    assert plain.title == "Charte des appelants"
    assert plain.opening == "Nous appelons avec respect.\nEt nous écoutons."
    assert (plain.parts, plain.version) == ((), 3)
    parted = read_charter("fr", "## Chez nous\n- Avec respect.\n## Dehors\n- Rien.", 3)
    assert parted.parts == (("Chez nous", "- Avec respect."), ("Dehors", "- Rien."))


def test_both_languages_say_the_same_in_as_many_words() -> None:
    french, english = read_charter("fr"), read_charter("en")
    shapes = [
        [len(re.findall(r"^- ", body, re.MULTILINE)) for _, body in each.parts]
        for each in (french, english)
    ]
    assert shapes[0] == shapes[1]
    assert len(french.parts) == 6
    assert french.title == "Charte des appelants"
    assert read_charter("de") == french
