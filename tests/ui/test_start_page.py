"""The page before an office is open: the choice, the opening, a passphrase, a trouble."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from phonebank.practice import office
from phonebank.ui.language import Language
from phonebank.ui.start.page import OfficeChoice, StartPage
from phonebank.ui.start.steps import _known, step_in_words
from phonebank.ui.theme import Look, Mode, Theme
from phonebank.ui.widgets.labels import PlainLabel

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


@pytest.fixture
def page(qapp: QApplication, qtbot: QtBot, look: Theme) -> StartPage:
    Language(qapp, "fr")
    made = StartPage()
    qtbot.addWidget(made)
    made.show()
    return made


def words(page: StartPage) -> str:
    return " ".join(label.text() for label in page.findChildren(PlainLabel))


def test_every_step_of_the_practice_office_is_told_in_the_windows_language(
    qapp: QApplication,
) -> None:
    Language(qapp, "fr")
    source = Path(office.__file__).read_text(encoding="utf-8")
    steps = {part.split('"')[1] for part in source.split("progress(")[1:] if part.startswith('"')}
    assert steps
    assert steps == set(_known())
    assert step_in_words("Importing the roll") == "Lecture de la liste électorale…"


def test_the_opening_shows_the_step_and_its_share(page: StartPage) -> None:
    page.show_opening()
    page.show_opening("Importing past turnout", 0.4)
    assert "Lecture des participations passées…" in words(page)
    assert page.progress is not None
    assert page.progress.share() == pytest.approx(0.4)


def test_the_first_office_offered_has_the_keyboard(page: StartPage, qtbot: QtBot) -> None:
    chosen: list[object] = []
    page.office_chosen.connect(chosen.append)
    page.show_choice((OfficeChoice("Valmont 2027", Path("valmont")),))
    qtbot.waitUntil(lambda: page.focusWidget() is page.buttons[0])
    for button in page.buttons:
        button.click()
    assert chosen == [Path("valmont"), None]


def test_without_an_office_the_practice_one_is_offered(page: StartPage) -> None:
    page.show_choice(())
    assert len(page.buttons) == 1
    assert page.found is not None
    assert page.found.label() == "Créer un bureau de campagne"
    page.found.click()
    assert page.creating is not None


def test_a_passphrase_is_given_once_it_is_written(page: StartPage) -> None:
    given: list[str] = []
    page.passphrase_given.connect(given.append)
    page.show_passphrase("")
    assert page.passphrase is not None
    page.passphrase.returnPressed.emit()
    assert given == []
    page.passphrase.setText("douze mots")
    page.buttons[0].click()
    assert given == ["douze mots"]


def test_a_passphrase_chosen_now_is_typed_twice(page: StartPage) -> None:
    given: list[str] = []
    page.passphrase_given.connect(given.append)
    page.show_passphrase("", first=True)
    assert page.passphrase is not None
    assert page.again is not None
    page.passphrase.setText("douze mots")
    page.again.setText("douze mot")
    page.again.returnPressed.emit()
    assert given == []
    page.again.setText("douze mots")
    page.again.returnPressed.emit()
    assert given == ["douze mots"]


def test_a_passphrase_that_was_wrong_is_asked_for_again_where_it_was(page: StartPage) -> None:
    page.show_passphrase(
        "This computer has no key ring to keep the desk's secret in. Give the desk's passphrase "
        "(or set PHONEBANK_PASSPHRASE) and start again.",
        refused="The passphrase does not open what is kept here: give the one it was sealed with.",
    )
    words = " ".join(label.text() for label in page.findChildren(PlainLabel))
    assert "donnez la phrase secrète choisie quand ce poste" in words
    assert "n’est pas la bonne" in words
    assert "PHONEBANK_PASSPHRASE" not in words
    assert page.passphrase is not None


def test_large_text_on_a_low_screen_scrolls_to_the_button(
    look: Theme, qtbot: QtBot, page: StartPage
) -> None:
    look.apply(Look(Mode.LIGHT, 200))
    try:
        large = StartPage()
        qtbot.addWidget(large)
        large.resize(1280, 700)
        large.show()
        large.show_joining()
        large.ask_passphrase_to_join()
        assert large.joining is not None
        join, bar = large.joining.join, large.column.verticalScrollBar()
        qtbot.waitUntil(
            lambda: (
                bar.maximum() > 0
                and join.mapTo(large, join.rect().bottomLeft()).y() <= large.height()
            ),
            timeout=15_000,
        )
    finally:
        look.apply(Look(Mode.LIGHT, 100))


def test_who_has_no_passphrase_can_take_another_office(page: StartPage, qtbot: QtBot) -> None:
    page.show_passphrase("")
    with qtbot.waitSignal(page.choice_requested):
        page.buttons[1].click()


@pytest.mark.parametrize("form", ["join", "found"])
def test_escape_goes_back_from_a_form(page: StartPage, form: str) -> None:
    page.show_choice(())
    getattr(page, form).click()
    assert page.join is None
    QTest.keyClick(page, Qt.Key.Key_Escape)
    assert page.join is not None


def test_a_trouble_can_be_tried_again_or_left_for_another_office(
    page: StartPage, qtbot: QtBot
) -> None:
    page.show_trouble("The office refused this password.")
    assert "Ce mot de passe est refusé." in words(page)
    with qtbot.waitSignal(page.retried):
        page.buttons[0].click()
    with qtbot.waitSignal(page.choice_requested):
        page.buttons[1].click()
