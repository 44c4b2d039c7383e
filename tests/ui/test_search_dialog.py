"""Somebody rings back: asked for by keyboard, found, their line opened where the rules allow."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from phonebank.bridge import Bridge
from phonebank.calling.finding import Found, FoundPerson
from phonebank.calling.results import Served
from phonebank.domain.card import Claim, Waiting
from phonebank.domain.errors import Unreachable
from phonebank.domain.outcomes import Outcome
from phonebank.office.steady import steady_seconds
from phonebank.ui.desk.page import DeskPage
from phonebank.ui.desk.search_dialog import SearchDialog
from phonebank.ui.desk.state import Phase
from tests.ui.scripted_office import ScriptedDesk, card

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")

AT = datetime.now(UTC) - timedelta(days=3)
ODETTE = FoundPerson(
    7, "F", "Odette", "Lemoine", "65-79", "0012", "École", AT, Outcome.NO_ANSWER, None, False
)  # fmt: skip
PAUL = FoundPerson(8, "M", "Paul", "Lemoine", "65-79", "0012", "École", None, None, None, True)
FOUND = Found("found", (ODETTE, PAUL), None, uuid4(), "+33639981234")


@pytest.fixture
def dialog(desk: DeskPage, press: Callable[..., None]) -> SearchDialog:
    """Opened by its key."""
    press(Qt.Key.Key_F3)
    found = desk.findChild(SearchDialog)
    assert isinstance(found, SearchDialog)
    return found


def ask(dialog: SearchDialog, bridge: Bridge, qtbot: QtBot) -> None:
    QTest.keyClick(dialog.number, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not bridge.busy, timeout=15_000)


def test_a_number_is_searched_as_it_is_said_and_the_line_opened_by_keyboard(
    dialog: SearchDialog, desk: DeskPage, office: ScriptedDesk, bridge: Bridge, qtbot: QtBot
) -> None:
    office.found = FOUND
    theirs = card()
    office.found_line = Served(
        claim=Claim(theirs.claim, 1, 5, steady_seconds() + 600, steady_seconds() + 2700),
        card=theirs,
    )
    QTest.keyClicks(dialog.number, "06 39 98 12 34")
    ask(dialog, bridge, qtbot)
    assert office.searched == [("+33639981234", None, None)]
    assert [each.isEnabled() for each in dialog.takes] == [True, False], "Paul objected"
    assert dialog.focusWidget() is dialog.takes[0]
    QTest.keyClick(dialog.takes[0], Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not bridge.busy, timeout=15_000)
    assert office.asked_for == [(7, 1)]
    state = desk._presenter.state
    assert state.phase is Phase.READY
    assert state.card is theirs


def test_a_name_is_searched_with_its_year_only(
    dialog: SearchDialog, office: ScriptedDesk, bridge: Bridge, qtbot: QtBot
) -> None:
    QTest.keyClicks(dialog.surname, "Lemoine")
    assert not dialog.seek.isEnabled()
    QTest.keyClicks(dialog.born, "195")
    assert not dialog.seek.isEnabled()
    QTest.keyClicks(dialog.born, "3")
    ask(dialog, bridge, qtbot)
    assert office.searched == [(None, "Lemoine", 1953)]
    assert "Personne ne correspond" in dialog.notice.text()


def test_half_a_number_is_not_sent(
    dialog: SearchDialog, office: ScriptedDesk, bridge: Bridge, qtbot: QtBot
) -> None:
    QTest.keyClicks(dialog.number, "06 39 98")
    ask(dialog, bridge, qtbot)
    assert office.searched == []
    assert "pas un numéro complet" in dialog.notice.text()


@pytest.mark.parametrize(
    ("found", "words"),
    [
        (Found("many"), "demandez le numéro"),
        (Found("cap", until=datetime.now(UTC)), "épuisées"),
        (Found("unknown"), "trop tard"),
    ],
)
def test_every_answer_is_a_sentence(
    dialog: SearchDialog,
    office: ScriptedDesk,
    bridge: Bridge,
    qtbot: QtBot,
    found: Found,
    words: str,
) -> None:
    office.found = found
    QTest.keyClicks(dialog.number, "0639981234")
    ask(dialog, bridge, qtbot)
    assert words in dialog.notice.text()


def test_an_office_that_does_not_answer_is_told(
    dialog: SearchDialog, office: ScriptedDesk, bridge: Bridge, qtbot: QtBot
) -> None:
    def lost(*_words: object) -> Found:
        raise Unreachable(
            "The office's database does not answer; what you log is kept here and sent later."
        )

    office.search = lost  # type: ignore[assignment, method-assign]
    QTest.keyClicks(dialog.number, "0639981234")
    ask(dialog, bridge, qtbot)
    assert "Le bureau ne répond pas" in dialog.notice.text()
    assert dialog.seek.isEnabled()


def test_a_line_that_may_not_be_taken_says_why_and_the_next_is_served(
    dialog: SearchDialog, desk: DeskPage, office: ScriptedDesk, bridge: Bridge, qtbot: QtBot
) -> None:
    said: list[str] = []
    desk._presenter.said.connect(said.append)
    office.found = FOUND
    office.found_line = Served(waiting=Waiting("taken"))
    QTest.keyClicks(dialog.number, "0639981234")
    ask(dialog, bridge, qtbot)
    dialog.takes[0].click()
    qtbot.waitUntil(lambda: not bridge.busy, timeout=15_000)
    assert said == ["Un collègue s’occupe déjà de cette ligne."]
    assert desk._presenter.state.phase is Phase.READY


def test_nobody_is_searched_for_during_a_call(desk: DeskPage, press: Callable[..., None]) -> None:
    press(Qt.Key.Key_F5)
    assert desk._presenter.state.phase is Phase.IN_CALL
    press(Qt.Key.Key_F3)
    assert desk.findChild(SearchDialog) is None
    assert not desk.bar.search.isEnabled()
