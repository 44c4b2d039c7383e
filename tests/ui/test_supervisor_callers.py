"""The list of callers, under Qt's own model tester."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QTest
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from phonebank.store.room import CallerView
from phonebank.ui.supervisor.callers import SECONDS_ROLE, CallersModel
from phonebank.ui.supervisor.room_card import RoomCard

NOW = datetime(2026, 3, 23, 17, 0, tzinfo=UTC)
CLAIM = UUID(int=7)


def caller(number: int, name: str, state: str = "waiting") -> CallerView:
    claim = None if state == "waiting" else CLAIM
    since = NOW - timedelta(seconds=90)
    return CallerView(number, name, "Poste", state, since, claim, "", 12, 4)


CAMILLE, ODETTE, YACINE = caller(1, "Camille"), caller(2, "Odette"), caller(3, "Yacine", "calling")


def test_callers_come_go_and_change_in_place(qtmodeltester: ModelTester) -> None:
    model = CallersModel()
    qtmodeltester.check(model)  # type: ignore[no-untyped-call]
    changed: list[int] = []
    resets: list[None] = []
    model.dataChanged.connect(lambda first, _last: changed.append(first.row()))
    model.modelReset.connect(lambda: resets.append(None))
    for callers in (
        (CAMILLE, YACINE),
        (CAMILLE, ODETTE, YACINE),
        (replace(CAMILLE, state="reading"), ODETTE, YACINE),
        (ODETTE,),
        (CAMILLE, ODETTE),
        (),
    ):
        model.show_callers(callers)
        assert model.callers() == callers
    assert changed == [0]
    assert resets == []
    model.show_callers((CAMILLE, ODETTE))
    model.show_callers((ODETTE, replace(CAMILLE, name="Zoé Camille")))
    assert [each.name for each in model.callers()] == ["Odette", "Zoé Camille"]
    assert len(resets) == 1


def test_a_row_says_everything_to_a_screen_reader() -> None:
    model = CallersModel()
    model.tell_time(NOW)
    model.show_callers((YACINE,))
    index = model.index(0, 0)
    assert index.data() == "Yacine"
    assert index.data(SECONDS_ROLE) == 90
    assert index.data(Qt.ItemDataRole.AccessibleTextRole) == "Yacine, Au téléphone"
    described = index.data(Qt.ItemDataRole.AccessibleDescriptionRole)
    assert described == "01:30, 12 tentatives, 4 conversations"
    assert model.data(QModelIndex()) is None


# A menu that pops up: the screenless plugin cannot raise it nor give it the whole keyboard.
@pytest.mark.qt_log_ignore("This plugin does not support")
@pytest.mark.usefixtures("look")
def test_a_line_is_taken_back_by_keyboard(qtbot: QtBot) -> None:
    card = RoomCard()
    qtbot.addWidget(card)
    card.setMinimumSize(300, 300)
    card.resize(360, 400)
    card.show_callers((CAMILLE, YACINE), NOW)
    card.show()
    assert card.busy.text() == "1 sur 2 ont une ligne"
    asked: list[CallerView] = []
    card.take_back_requested.connect(asked.append)
    card.list.setFocus()
    card.list.setCurrentIndex(card.model.index(0, 0))
    QTest.keyClick(card.list, Qt.Key.Key_Return)
    assert not card.take_back.isEnabled()
    card.menu.close()
    QTest.keyClick(card.list, Qt.Key.Key_Down)
    QTest.keyClick(card.list, Qt.Key.Key_Return)
    assert card.menu.isVisible()
    assert card.take_back.isEnabled()
    QTest.keyClick(card.menu, Qt.Key.Key_Down)
    QTest.keyClick(card.menu, Qt.Key.Key_Return)
    assert asked == [YACINE]


@pytest.mark.usefixtures("look")
def test_an_empty_room_says_so(qtbot: QtBot) -> None:
    card = RoomCard()
    qtbot.addWidget(card)
    card.show_callers((), NOW)
    assert card.list.isHidden()
    assert not card.empty.isHidden()
