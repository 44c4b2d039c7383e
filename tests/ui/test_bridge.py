"""Work goes to threads and comes home; nothing stays behind."""

from __future__ import annotations

import threading
from collections.abc import Callable

from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from phonebank.bridge import Bridge
from phonebank.domain.errors import BadInput, SignedOut
from phonebank.domain.report import report_of


def test_a_result_comes_home_to_the_main_thread(bridge: Bridge, qtbot: QtBot) -> None:
    seen: list[tuple[int, int]] = []
    bridge.read(
        "one", threading.get_ident, lambda worker: seen.append((worker, threading.get_ident()))
    )
    qtbot.waitUntil(lambda: bool(seen))
    assert seen[0][0] != threading.get_ident()
    assert seen[0][1] == threading.get_ident()


def test_a_newer_read_drops_the_older_one(bridge: Bridge, qtbot: QtBot) -> None:
    gate, seen = threading.Event(), list[str]()

    def slow() -> str:
        gate.wait(5)
        return "old"

    bridge.read("names", slow, seen.append)
    bridge.read("names", lambda: "new", seen.append)
    qtbot.waitUntil(lambda: seen == ["new"])
    gate.set()
    bridge.read("last", lambda: "end", seen.append)
    qtbot.waitUntil(lambda: "end" in seen)
    assert "old" not in seen


def test_writes_keep_their_order_and_none_is_lost(bridge: Bridge, qtbot: QtBot) -> None:
    seen: list[int] = []

    def give(number: int) -> Callable[[], int]:
        return lambda: number

    for number in range(20):
        bridge.write(give(number), seen.append)
    qtbot.waitUntil(lambda: len(seen) == 20)
    assert seen == list(range(20))


def test_an_expected_failure_is_a_sentence(bridge: Bridge, qtbot: QtBot) -> None:
    def fail() -> None:
        raise BadInput("The file is empty.")

    told: list[str] = []
    bridge.write(fail, lambda _result: None, told.append)
    qtbot.waitUntil(lambda: told == ["The file is empty."])
    with qtbot.waitSignal(bridge.failed) as heard:
        bridge.write(fail, lambda _result: None)
    assert heard.args == ["The file is empty."]


def test_a_lost_session_is_announced(bridge: Bridge, qtbot: QtBot) -> None:
    def fail() -> None:
        raise SignedOut("Your session has ended.")

    with qtbot.waitSignal(bridge.session_ended) as heard:
        bridge.write(fail, lambda _result: None)
    assert heard.args == ["Your session has ended."]


def test_a_bug_is_reported_without_what_it_said() -> None:
    try:
        raise ValueError("Hélène Garnier, 06 39 98 12 34")
    except ValueError as error:
        report = report_of(error)
    assert "ValueError" in report
    assert "Garnier" not in report
    assert "39 98" not in report


def test_a_bug_reaches_the_window(bridge: Bridge, qtbot: QtBot) -> None:
    def fail() -> None:
        raise KeyError("Garnier")

    with qtbot.waitSignal(bridge.bug_found) as heard:
        bridge.write(fail, lambda _result: None)
    assert heard.args is not None
    assert "KeyError" in heard.args[0]
    assert "Garnier" not in heard.args[0]


class _Listener(QObject):
    def __init__(self, seen: list[str]) -> None:
        super().__init__()
        self._seen = seen

    def hear(self, word: str) -> None:
        self._seen.append(word)


def test_a_listener_that_is_gone_is_not_called(bridge: Bridge, qtbot: QtBot) -> None:
    seen: list[str] = []
    gate = threading.Event()

    def slow() -> str:
        gate.wait(5)
        return "late"

    listener: _Listener | None = _Listener(seen)
    assert listener is not None
    bridge.read("word", slow, listener.hear)
    listener = None
    gate.set()
    bridge.write(lambda: "end", seen.append)
    qtbot.waitUntil(lambda: "end" in seen and not bridge.busy)
    assert seen == ["end"]


def test_closing_leaves_no_thread(qtbot: QtBot) -> None:
    others = set(threading.enumerate())  # of tests before this one
    made = Bridge()
    seen: list[int] = []
    made.read("one", lambda: 1, seen.append)
    made.write(lambda: 2, seen.append)
    qtbot.waitUntil(lambda: len(seen) == 2)
    made.close()
    made.close()
    made.write(lambda: 3, seen.append)
    here = set(threading.enumerate()) - others
    assert [one.name for one in here if one.name.startswith("phonebank-")] == []
    assert seen.count(3) == 0
