"""The team over a real database: somebody added in seconds, a PIN shown once, a desk let go on."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMainWindow, QWidget
from pytestqt.qtbot import QtBot
from sqlalchemy import URL

from phonebank.bridge import Bridge
from phonebank.store.accounts import PersonView
from phonebank.store.desks import appoint
from phonebank.store.room import RoomGateway
from phonebank.ui.supervisor.confirm import Confirm
from phonebank.ui.supervisor.team_dialog import TeamDialog
from phonebank.ui.supervisor.team_words import person_line, spaced
from phonebank.ui.theme import Theme
from phonebank.ui.widgets.labels import PlainLabel
from tests.offices import PIN, SmallOffice

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


@pytest.fixture
def small(database: URL) -> Iterator[SmallOffice]:
    made = SmallOffice(database, practice=False)
    yield made
    made.close()


@pytest.fixture
def team(small: SmallOffice, look: Theme, bridge: Bridge, qtbot: QtBot) -> Iterator[TeamDialog]:
    role = appoint(small.url, "Nadia", "la campagne avance")
    gateway = RoomGateway(small.url.set(username=role))
    window = QMainWindow()
    window.resize(1280, 800)
    qtbot.addWidget(window)
    window.show()
    dialog = TeamDialog(bridge, gateway.team, window)
    dialog.open()
    qtbot.waitUntil(lambda: not bridge.busy)
    yield dialog
    for each in window.findChildren(QWidget):
        if each.isWindow():
            each.hide()
    bridge.close()
    gateway.close()


def names(team: TeamDialog) -> list[str]:
    roles = ("strong", "quiet")
    labels = team.list.column.findChildren(PlainLabel)
    return [each.text() for each in labels if each.property("role") in roles]


def test_a_volunteer_is_added_and_signs_in_with_the_pin_shown_once(
    team: TeamDialog, small: SmallOffice, bridge: Bridge, qtbot: QtBot
) -> None:
    team.list.add.click()
    team.form.name.insert("Inès Faure")
    team.form.spoken["ar"].click()
    QTest.keyClick(team.form.name, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: team.pages.currentWidget() is team.given and not bridge.busy)
    assert team.given.name.text() == "Inès Faure"
    shown = team.given.pin.text().replace(" ", "")
    account = small.value("select id from pb.account where name = 'Inès Faure'")
    assert small.gateway().sign_in(account, shown)["status"] == "ok"
    assert small.value("select spoken from pb.account where id = :a", a=account) == ["fr", "ar"]
    team.given.copy.click()
    copied = QGuiApplication.clipboard().text().replace("\u00a0", " ")
    assert copied == f"Inès Faure : code PIN {shown}"
    team.given.close_it.click()
    assert QGuiApplication.clipboard().text() == ""
    assert team.given.pin.text() == ""
    assert names(team) == ["Inès Faure", "Nadia"]


def test_what_is_refused_is_said_and_what_was_typed_stays(
    team: TeamDialog, small: SmallOffice, bridge: Bridge, qtbot: QtBot
) -> None:
    small.caller("Camille")
    team.list.add.click()
    assert not team.form.add.isEnabled()
    QTest.keyClicks(team.form.name, "camille")
    team.form.add.click()
    qtbot.waitUntil(lambda: not bridge.busy)
    assert team.form.notice.text().startswith("camille est déjà dans l’équipe")
    assert team.form.name.text() == "camille"
    QTest.keyClicks(team.form.name, " R")
    QTest.keyClicks(team.form.pin, "12a3456")
    assert team.form.pin.text() == "123456"
    QTest.keyClick(team.form.pin, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not bridge.busy)
    assert team.form.notice.text().startswith("Ce code est parmi les premiers")
    team.form.pin.clear()
    QTest.keyClicks(team.form.pin, "482915")
    team.form.add.click()
    qtbot.waitUntil(lambda: team.pages.currentWidget() is team.given and not bridge.busy)
    assert team.given.pin.text() == "482 915"
    team.given.more.click()
    assert team.pages.currentWidget() is team.form
    assert team.form.name.text() == ""


def test_somebody_is_sent_away_after_a_question_and_let_back_in(
    team: TeamDialog, small: SmallOffice, bridge: Bridge, qtbot: QtBot
) -> None:
    camille = small.caller("Camille")
    desk = small.gateway()
    token = desk.sign_in(camille, PIN)["token"]
    team.presenter.look()
    qtbot.waitUntil(lambda: camille in team.list.rows)
    team.list.open_menu(camille)
    assert team.list.sign_out.isVisible()
    team.list.dismiss.trigger()
    question = team.findChild(Confirm)
    assert question is not None
    assert "Camille" in question.question.text()
    question.act.click()
    qtbot.waitUntil(lambda: names(team) == ["Nadia", "Camille"])
    assert desk.claim(token, 1)["status"] == "session"
    team.list.open_menu(camille)
    assert not team.list.pin.isVisible()
    team.list.back.trigger()
    qtbot.waitUntil(lambda: names(team) == ["Camille", "Nadia"])
    assert desk.sign_in(camille, PIN)["status"] == "ok"


def test_another_pin_is_given_from_the_list(
    team: TeamDialog, small: SmallOffice, bridge: Bridge, qtbot: QtBot
) -> None:
    camille = small.caller("Camille")
    team.presenter.look()
    qtbot.waitUntil(lambda: camille in team.list.rows)
    team.list.open_menu(camille)
    team.list.pin.trigger()
    qtbot.waitUntil(lambda: team.pages.currentWidget() is team.given and not bridge.busy)
    assert not team.given.more.isVisible()
    desk = small.gateway()
    assert desk.sign_in(camille, PIN)["status"] == "wrong"
    assert desk.sign_in(camille, team.given.pin.text().replace(" ", ""))["status"] == "ok"


def test_a_desk_that_must_wait_is_let_go_on(
    team: TeamDialog, small: SmallOffice, bridge: Bridge, qtbot: QtBot
) -> None:
    camille, desk = small.caller("Camille"), small.gateway()
    small.sql("update pb.desk set pin_failures = 7")
    desk.sign_in(camille, "739105")
    team.presenter.look()
    qtbot.waitUntil(lambda: bool(team.list.unlocks))
    next(iter(team.list.unlocks.values())).click()
    qtbot.waitUntil(lambda: not team.list.unlocks)
    assert desk.sign_in(camille, PIN)["status"] == "ok"


def test_names_are_found_as_one_types(team: TeamDialog, small: SmallOffice, qtbot: QtBot) -> None:
    small.caller("Élodie Marchand")
    small.caller("Inès Faure")
    team.presenter.look()
    qtbot.waitUntil(lambda: len(team.list.rows) == 3)
    QTest.keyClicks(team.list.filter, "elo")
    assert names(team) == ["Élodie Marchand"]


def test_lines_say_what_somebody_does() -> None:
    inès = PersonView(1, "Inès", "caller", "fr", ("fr", "ar"), True, False, "", None)
    assert person_line(inès) == "français, arabe · charte à accepter"
    assert spaced("482915") == "482 915"
    assert spaced("48291537") == "48 29 15 37"
