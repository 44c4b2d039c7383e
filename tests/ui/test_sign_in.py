"""Choosing a name, giving a PIN or a password; the look and the language are at hand."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from phonebank.bridge import Bridge
from phonebank.domain.card import Account
from phonebank.domain.errors import KnownError, Unreachable
from phonebank.ui import settings
from phonebank.ui.desk.page import DeskPage
from phonebank.ui.faults import AWAY
from phonebank.ui.signin.page import SignInPage
from phonebank.ui.theme import Mode, Theme
from phonebank.ui.window import MainWindow
from tests.ui.scripted_office import ScriptedDesk


def type_in(widget: QWidget, text: str) -> None:
    QTest.keyClicks(widget, text)


def tap(widget: QWidget, key: Qt.Key) -> None:
    QTest.keyClick(widget, key)


def page_of(window: MainWindow) -> SignInPage:
    assert isinstance(window.page, SignInPage)
    return window.page


def test_names_are_found_as_one_types_and_the_pin_opens_the_desk(
    window: MainWindow, bridge: Bridge, qtbot: QtBot
) -> None:
    page = page_of(window)
    type_in(page.names.filter, "ines")
    assert page.names.names() == ["Inès Faure"]
    tap(page.names.filter, Qt.Key.Key_Return)
    assert page.name.text() == "Inès Faure"
    assert page.shown.text() == "Bureau d’entraînement\u00a0: le code est 246810"
    type_in(page.pad.field, "246810")
    tap(page.pad.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: isinstance(window.page, DeskPage) and not bridge.busy)


def test_who_begins_with_what_is_typed_comes_first(window: MainWindow) -> None:
    page = page_of(window)
    type_in(page.names.filter, "ma")
    assert page.names.names() == ["Mamadou Diallo"]
    page.names.filter.clear()
    type_in(page.names.filter, "l")
    assert page.names.names()[0] == "Odette Lemoine", "a word of hers begins so"
    page.names.filter.clear()
    type_in(page.names.filter, "na")
    assert page.names.names()[0] == "Nadia Perrin · superviseur"


def test_a_volunteer_just_added_finds_their_name(
    window: MainWindow, office: ScriptedDesk, bridge: Bridge, qtbot: QtBot
) -> None:
    page = page_of(window)
    assert page.look.isActive()
    type_in(page.names.filter, "zoe")
    assert page.names.names() == []
    office.added = (Account(12, "Zoé Lebrun", "caller", "fr"),)
    page.look.timeout.emit()
    qtbot.waitUntil(lambda: page.names.names() == ["Zoé Lebrun"], timeout=15_000)
    tap(page.names.filter, Qt.Key.Key_Return)
    type_in(page.pad.field, "2468")
    office.added = (*office.added, Account(13, "Zoé Martin", "caller", "fr"))
    page.look.timeout.emit()
    qtbot.waitUntil(lambda: len(page.names.names()) == 2, timeout=15_000)
    assert page.pad.pin() == "2468", "what is being typed stays"
    assert page.name.text() == "Zoé Lebrun"


def test_the_names_come_by_themselves_once_the_office_answers_again(
    window: MainWindow, office: ScriptedDesk, bridge: Bridge, qtbot: QtBot
) -> None:
    page = page_of(window)
    office.names_error = Unreachable(AWAY)
    page.look.timeout.emit()
    qtbot.waitUntil(lambda: "toutes les cinq secondes" in page.notice.text(), timeout=15_000)
    assert not page.enter.isEnabled(), "nobody is chosen"
    office.names_error = KnownError("This desk was revoked; ask a supervisor to enrol it again.")
    page.look.timeout.emit()
    qtbot.waitUntil(lambda: "Ce poste a été retiré" in page.notice.text(), timeout=15_000)
    office.names_error = None
    page.look.timeout.emit()
    qtbot.waitUntil(lambda: page.notice.text() == "" and not bridge.busy, timeout=15_000)
    assert len(page.names.names()) == 6


def test_a_wrong_pin_says_how_long_to_wait(
    window: MainWindow, bridge: Bridge, qtbot: QtBot
) -> None:
    page = page_of(window)
    tap(page.names.filter, Qt.Key.Key_Down)
    tap(page.names.filter, Qt.Key.Key_Return)
    for digit in "1234":
        page.pad.keys[digit].click()
    page.enter.click()
    qtbot.waitUntil(lambda: not bridge.busy)
    assert page.notice.text() == "Ce n’est pas le bon code PIN. Réessayez dans 2 secondes."
    assert page.pad.pin() == ""
    assert not page.enter.isEnabled()


def test_a_supervisor_gives_a_password_and_may_be_refused(window: MainWindow, qtbot: QtBot) -> None:
    page = page_of(window)
    type_in(page.names.filter, "nadia")
    tap(page.names.filter, Qt.Key.Key_Return)
    assert "entrainement" in page.shown.text()
    type_in(page.password, "secret")
    with qtbot.waitSignal(window.supervisor_signed_in) as heard:
        tap(page.password, Qt.Key.Key_Return)
    assert heard.args == ["sup_nadia", "secret"]
    window.refuse_supervisor("Mot de passe refusé.")
    assert page.notice.text() == "Mot de passe refusé."
    window.show_supervisor(QWidget)
    assert not isinstance(window.page, SignInPage)


def test_a_supervisors_wait_is_theirs_alone(window: MainWindow) -> None:
    page = page_of(window)
    asked: list[str] = []
    window.supervisor_expected.connect(asked.append)
    type_in(page.names.filter, "nadia")
    tap(page.names.filter, Qt.Key.Key_Return)
    assert asked == ["sup_nadia"]
    window.refuse_supervisor("Too many wrong passwords were given here.", 8, "sup_odile")
    assert page.enter.isEnabled(), "somebody else's wait, asked for before"
    window.refuse_supervisor("The office refused this password.", 8, "sup_nadia")
    assert page.notice.text() == "Ce mot de passe est refusé. Réessayez dans 8 secondes."
    type_in(page.password, "secret")
    tap(page.password, Qt.Key.Key_Return)
    assert not page.enter.isEnabled()
    page.names.filter.clear()
    type_in(page.names.filter, "ines")
    tap(page.names.filter, Qt.Key.Key_Return)
    assert page.enter.isEnabled(), "a caller's PIN does not wait for it"
    assert page.notice.text() == ""


def test_language_theme_and_text_size_are_remembered(
    window: MainWindow, look: Theme, tmp_path: Path, qapp: QApplication
) -> None:
    page_of(window).language.click()
    assert page_of(window).enter.label() == "Enter"
    page_of(window).theme.click()
    assert look.is_dark
    page_of(window).menu.action_of("size", "150").trigger()
    assert settings.load(tmp_path) == settings.Settings(Mode.DARK, "en", 150)
    page_of(window).language.click()
    assert page_of(window).enter.label() == "Entrer"


def test_broken_settings_are_forgotten(tmp_path: Path) -> None:
    (tmp_path / settings.FILE_NAME).write_text('theme = "pink"\ntext_size = "big"\n')
    assert settings.load(tmp_path) == settings.Settings()
    (tmp_path / settings.FILE_NAME).write_bytes(b"\xff\xfe=")
    assert settings.load(tmp_path) == settings.Settings()
