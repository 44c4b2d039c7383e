"""The page of doubtful contacts: side by side, one key a decision, and each taken back."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from phonebank.bridge import Bridge
from phonebank.intake.reviewing import Decision
from phonebank.ui.language import Language
from phonebank.ui.supervisor.review.page import ReviewPage
from phonebank.ui.theme import Look, Mode, Theme
from tests.ui.scripted_review import LONG, ScriptedReview, contact, doubt, person

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")

WAIT = 20_000
Opened = Callable[[ScriptedReview], ReviewPage]
Key = Qt.Key


@pytest.fixture
def opened(qtbot: QtBot, qapp: QApplication, look: Theme, bridge: Bridge) -> Iterator[Opened]:
    """Open the page on a service and wait until it has read it."""
    language = Language(qapp, "fr")

    def made(service: ScriptedReview) -> ReviewPage:
        page = ReviewPage(bridge, service)  # type: ignore[arg-type]
        qtbot.addWidget(page)
        page.resize(1188, 800)
        page.show()
        page.begin()
        rest(page, qtbot)
        return page

    yield made
    language.speak("fr")


def rest(page: ReviewPage, qtbot: QtBot) -> None:
    bridge = page.presenter._bridge
    qtbot.waitUntil(lambda: not bridge.busy and not page.presenter.busy, timeout=WAIT)


def two() -> ScriptedReview:
    home = person(31, address="127 chemin du Moulin", phones=("+33639985555",))
    return ScriptedReview(
        [doubt(contact(1), person(30), home), doubt(contact(2, "Colin"), person(40))]
    )


def test_the_two_stand_side_by_side_with_what_agrees(opened: Opened) -> None:
    page = opened(two())
    rows = {row[0]: row[1:] for row in page.both.texts()}
    assert rows["Nom"] == ("Roger", "pareil", "Roger")
    assert rows["Naissance"] == ("27/10/1964", "pareil", "27/10/1964")
    assert rows["Adresse"][1] == "différent"
    assert rows["Téléphone"][0] == "06 39 98 55 55\n01 99 00 11 22"
    assert rows["Téléphone"][1] == "inconnu"
    assert "contacts-militants.csv, ligne 15" in rows["Provenance"][0]
    assert page.which.text() == "Personne 1 sur 2 · ressemblance 88 %"
    assert page.count.text() == "2 à examiner"
    assert "27/10/1964" in page.both.accessibleDescription()


@pytest.mark.parametrize("key", [Key.Key_S, Key.Key_M])
def test_an_arrow_and_one_key_link_the_person_shown(
    opened: Opened, qtbot: QtBot, key: Qt.Key
) -> None:
    service = two()
    page = opened(service)
    QTest.keyClick(page, Key.Key_Right)
    assert page.which.text().startswith("Personne 2 sur 2")
    QTest.keyClick(page, key)
    rest(page, qtbot)
    assert service.said == [(1, Decision.SAME, 31)]
    assert page.who.text() == "Michel Colin"
    assert "même personne" in page.notice.text()
    assert page.count.text() == "1 à examiner"


def test_different_rules_out_one_person_then_the_contact(opened: Opened, qtbot: QtBot) -> None:
    service = two()
    page = opened(service)
    QTest.keyClick(page, Key.Key_D)
    rest(page, qtbot)
    assert (page.who.text(), page.which.text()) == ("Michel Roger", "ressemblance 87 %")
    QTest.keyClick(page, Key.Key_D)
    rest(page, qtbot)
    assert page.who.text() == "Michel Colin"
    assert [each[2] for each in service.said] == [30, 31]


def test_unsure_is_seen_again_when_one_asks(opened: Opened, qtbot: QtBot) -> None:
    page = opened(two())
    QTest.keyClick(page, Key.Key_U)
    rest(page, qtbot)
    assert page.who.text() == "Michel Colin"
    assert page.aside.label() == "Revoir 1 mis de côté"
    page.aside.click()
    rest(page, qtbot)
    assert page.who.text() == "Michel Roger"
    assert page.aside.label() == "Revenir aux autres"


def test_z_takes_the_last_decision_back_and_shows_it_again(opened: Opened, qtbot: QtBot) -> None:
    page = opened(two())
    assert not page.undo.isVisible()
    QTest.keyClick(page, Key.Key_S)
    rest(page, qtbot)
    assert page.undo.isVisible()
    QTest.keyClick(page, Key.Key_Z)
    rest(page, qtbot)
    assert page.who.text() == "Michel Roger"
    assert page.count.text() == "2 à examiner"
    assert "annulé" in page.notice.text()
    assert not page.undo.isVisible()


def test_when_nothing_is_left_the_page_says_so_and_offers_a_file(
    opened: Opened, qtbot: QtBot
) -> None:
    page = opened(ScriptedReview())
    assert page.empty.isVisible()
    assert not page.both.isVisible()
    assert not page.bar.isVisible()
    with qtbot.waitSignal(page.go_requested, timeout=WAIT) as asked:
        page.bring.click()
    assert asked.args == ["files"]


def test_the_last_one_decided_can_still_be_taken_back(opened: Opened, qtbot: QtBot) -> None:
    page = opened(ScriptedReview([doubt(contact(1), person(30))]))
    QTest.keyClick(page, Key.Key_S)
    rest(page, qtbot)
    assert page.empty.isVisible()
    assert page.undo.isVisible()
    page.undo.click()
    rest(page, qtbot)
    assert page.both.isVisible()


def test_a_refusal_is_said_in_french_and_the_contact_stays(opened: Opened, qtbot: QtBot) -> None:
    service = two()
    service.fault = (
        "A desk has this person on its screen right now: do it again when the call is over."
    )
    page = opened(service)
    QTest.keyClick(page, Key.Key_S)
    rest(page, qtbot)
    assert page.notice.text().startswith("Un poste a cette personne à l’écran")
    assert page.who.text() == "Michel Roger"


def test_every_control_has_a_name_and_the_keys_leave_modifiers_alone(
    opened: Opened, qtbot: QtBot
) -> None:
    service = two()
    page = opened(service)
    buttons = (page.same, page.different, page.unsure, page.back, page.forward)
    assert all(button.accessibleName() for button in buttons)
    QTest.keyClick(page, Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    rest(page, qtbot)
    assert service.said == []


def test_the_page_speaks_english(opened: Opened, qapp: QApplication) -> None:
    Language(qapp, "en")
    page = opened(two())
    assert page.same.label() == "Same person"
    assert page.both.texts()[0] == ("Surname", "Roger", "same", "Roger")


def test_long_names_stay_inside_the_page(opened: Opened, qapp: QApplication) -> None:
    Theme(qapp, Look(Mode.LIGHT, 200))
    service = ScriptedReview(
        [doubt(contact(1, LONG, email="x" * 60 + "@example.org"), person(30, birth_name=LONG))]
    )
    page = opened(service)
    page.resize(1000, 700)
    right = page.both.theirs.mapTo(page, page.both.theirs.rect().topRight()).x()
    assert right <= page.width()
