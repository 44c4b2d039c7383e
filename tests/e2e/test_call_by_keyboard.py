"""A volunteer's call in the real window, by keyboard only, against PostgreSQL."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from phonebank.domain.outcomes import Outcome
from phonebank.ui.desk.state import Phase
from tests.e2e.windows import Seat, sign_in_by_keyboard, until
from tests.offices import SmallOffice


@pytest.fixture
def take_seat(
    office: SmallOffice, qapp: QApplication, tmp_path: Path
) -> Iterator[Callable[[str], Seat]]:
    taken: list[Seat] = []

    def take(role: str) -> Seat:
        seat = Seat(qapp, office.url.render_as_string(hide_password=False), role, tmp_path)
        taken.append(seat)
        return seat

    yield take
    for seat in taken:
        seat.close()


def test_a_whole_call_by_keyboard_and_the_next_line_comes(
    qtbot: QtBot, office: SmallOffice, take_seat: Callable[[str], Seat]
) -> None:
    office.fill(3)
    office.caller("Camille")
    seat = take_seat(office.desk_role())
    sign_in_by_keyboard(qtbot, seat, "cam")
    until(qtbot, lambda: seat.state.phase is Phase.READY)
    first = seat.state.card
    assert seat.state.number == ""

    seat.press(Qt.Key.Key_F5)
    until(qtbot, lambda: seat.state.phase is Phase.IN_CALL)
    assert seat.state.number.startswith("+336399")
    assert office.queue() == [1, 0, 0]

    seat.press(Qt.Key.Key_A, "a")
    seat.press(Qt.Key.Key_F4)
    seat.write("rappeler le soir")
    seat.press(Qt.Key.Key_Escape)
    seat.press(Qt.Key.Key_Ampersand, "&")
    assert seat.state.draft.outcome is Outcome.CONVERSATION
    seat.press(Qt.Key.Key_Return, "\r")
    until(qtbot, lambda: seat.state.phase is Phase.READY and seat.state.card != first)

    row = office.sql("select outcome, note, person_id is not null from pb.call")[0]
    assert tuple(row) == ("conversation", "rappeler le soir", True)
    assert office.sql("select question, answer from pb.answer") == [("plan", "yes")]
    assert office.queue() == [9, 1, 0]
    assert not seat.journal.records()


def test_no_answer_is_one_key_and_goes_straight_to_the_next_line(
    qtbot: QtBot, office: SmallOffice, take_seat: Callable[[str], Seat]
) -> None:
    office.fill(2)
    office.caller("Camille")
    seat = take_seat(office.desk_role())
    sign_in_by_keyboard(qtbot, seat, "cam")
    until(qtbot, lambda: seat.state.phase is Phase.READY)
    seat.press(Qt.Key.Key_F5)
    until(qtbot, lambda: seat.state.phase is Phase.IN_CALL)
    seat.press(Qt.Key.Key_QuoteDbl, '"')
    until(qtbot, lambda: seat.state.phase is Phase.READY)
    assert office.queue() == [3, 1]


def test_after_a_crash_in_a_call_the_desk_asks_what_happened(
    qtbot: QtBot, office: SmallOffice, take_seat: Callable[[str], Seat], tmp_path: Path
) -> None:
    office.fill(2)
    account = office.caller("Camille")
    role = office.desk_role()
    url = office.url.render_as_string(hide_password=False)
    command = [sys.executable, "-m", "tests.e2e.window_process", url, role, str(tmp_path)]
    with subprocess.Popen(
        [*command, str(account)],
        stdout=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parents[2],
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
    ) as window:
        assert window.stdout is not None
        number = window.stdout.readline().strip()
        assert number.startswith("+336399")
        window.send_signal(signal.SIGKILL)

    seat = take_seat(role)
    sign_in_by_keyboard(qtbot, seat, "cam")
    until(qtbot, lambda: seat.state.phase is Phase.UNFINISHED)
    assert office.queue() == [1, 0]
    assert seat.state.number == ""

    seat.press(Qt.Key.Key_QuoteDbl, '"')
    until(qtbot, lambda: seat.state.phase is Phase.READY)
    assert office.sql("select outcome from pb.call") == [("no_answer",)]
    assert office.queue() == [3, 1]
    assert not seat.journal.records()
