"""An office that was away is looked for often, and found again by itself."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from uuid import uuid4

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from phonebank.bridge import Bridge
from phonebank.calling.results import Served, Unfinished
from phonebank.domain.card import Claim
from phonebank.domain.errors import Unreachable
from phonebank.office.steady import steady_seconds
from phonebank.ui.desk.page import DeskPage
from phonebank.ui.desk.state import Phase
from phonebank.ui.desk.watching import AWAY_MS, DELIVER_MS
from phonebank.ui.window import MainWindow
from tests.ui.scripted_office import ScriptedDesk, card

KEY = Qt.Key


def test_an_absent_office_is_looked_for_every_second_until_it_is_back(
    desk: DeskPage,
    press: Callable[..., None],
    office: ScriptedDesk,
    window: MainWindow,
    bridge: Bridge,
    qtbot: QtBot,
) -> None:
    presenter = window.presenter
    press(KEY.Key_F5)
    office.delivered = False
    press(KEY.Key_3, "3")
    for _ in range(3):
        presenter._on_deliver()
        qtbot.waitUntil(lambda: not bridge.busy)
        assert AWAY_MS[0] <= presenter._deliver.interval() <= AWAY_MS[1]
        assert presenter.state.phase is Phase.OFFLINE
    office.delivered = True
    presenter._on_deliver()
    qtbot.waitUntil(lambda: not bridge.busy)
    assert presenter._deliver.interval() == DELIVER_MS
    assert presenter.state.phase is Phase.READY


def test_a_line_served_that_has_rung_is_asked_about_and_not_dialled(
    desk: DeskPage,
    office: ScriptedDesk,
    window: MainWindow,
    bridge: Bridge,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    rung, at = card(), datetime.now(UTC)
    office.left = Unfinished(uuid4(), 1, rung, at)
    claim = Claim(rung.claim, 1, 1, steady_seconds() + 600, steady_seconds() + 2700, uuid4())
    monkeypatch.setattr(office, "next_line", lambda _campaign: Served(claim, rung))
    window.presenter.next_line()
    qtbot.waitUntil(lambda: not bridge.busy)
    assert window.presenter.state.phase is Phase.UNFINISHED
    assert window.presenter.state.call_uuid == office.left.call_uuid
    assert "start_call" not in office.told


def test_one_knock_at_a_time_waits_for_its_answer(
    desk: DeskPage, press: Callable[..., None], office: ScriptedDesk, window: MainWindow
) -> None:
    press(KEY.Key_F5)
    office.delivered = False
    press(KEY.Key_3, "3")
    presenter, knocks = window.presenter, []
    presenter._write = lambda function, *_: knocks.append(function)  # type: ignore[method-assign]
    presenter._on_deliver()
    presenter._on_deliver()
    assert len(knocks) == 1


def test_what_could_not_be_asked_at_the_sign_in_is_asked_when_the_office_is_back(
    desk: DeskPage,
    office: ScriptedDesk,
    window: MainWindow,
    bridge: Bridge,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Else a call from before a crash would not be asked about until the next sign-in."""
    presenter = window.presenter
    left = Unfinished(uuid4(), 1, None, datetime.now(UTC))
    answers: list[Unfinished | None] = [left]

    def away() -> Unfinished | None:
        monkeypatch.setattr(office, "unfinished", lambda: answers.pop(0))
        raise Unreachable("The office is away.")

    monkeypatch.setattr(office, "unfinished", away)
    assert presenter.office is not None
    presenter.begin("Camille", presenter.office)
    qtbot.waitUntil(lambda: not bridge.busy)
    assert presenter.state.phase is Phase.OFFLINE
    presenter._on_deliver()
    qtbot.waitUntil(lambda: not bridge.busy)
    assert (presenter.state.phase, presenter.state.call_uuid) == (Phase.UNFINISHED, left.call_uuid)
    assert answers == []
