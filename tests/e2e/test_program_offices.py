"""The whole program over a real office: a supervisor's wrong passwords, and leaving for another."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from phonebank.app import Program
from phonebank.office.cluster import Cluster
from phonebank.office.founding import found_office
from phonebank.office.office import create_office
from phonebank.store.desks import appoint
from phonebank.store.owner import OwnerStore
from phonebank.ui.signin.page import SignInPage
from phonebank.ui.supervisor.locked import SupervisorLock
from phonebank.ui.supervisor.shell import SupervisorShell

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
PASSWORD = "cerise-moulin-93"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A practice office with one supervisor."""
    monkeypatch.setenv("PHONEBANK_HOME", str(tmp_path / "home"))
    where = tmp_path / "home" / "offices" / "essai"
    hasty = {"fsync": "off", "full_page_writes": "off"}
    with (
        create_office(where, "Essai", practice=True, settings=hasty) as made,
        OwnerStore(made.owner_url) as owner,
    ):
        found_office(owner, "Essai", practice=True)
        appoint(made.owner_url, "Nadia Perrin", PASSWORD)
    yield where
    Cluster(where).destroy()


@pytest.fixture
def program(qapp: QApplication, qtbot: QtBot, folder: Path) -> Iterator[Program]:
    """The program on the office's sign-in page."""
    made = Program(qapp, str(folder))
    made.start()
    qtbot.waitUntil(lambda: made.window is not None and not made._bridge.busy, timeout=60_000)
    yield made
    if made.window is not None:
        made.window.close()
    made.frame.close()
    made.close()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def page_of(program: Program) -> SignInPage:
    assert program.window is not None
    page = program.window.page
    assert isinstance(page, SignInPage)
    return page


def choose_nadia(program: Program, qtbot: QtBot) -> SignInPage:
    page = page_of(program)
    assert program.window is not None
    nadia = next(each for each in program.window.signing.accounts if each.kind != "caller")
    page.names.chosen.emit(nadia)
    settle(program, qtbot)
    return page


def settle(program: Program, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not program._bridge.busy, timeout=60_000)


def give(program: Program, qtbot: QtBot, password: str) -> None:
    page = page_of(program)
    page.password.setText(password)
    page.enter.click()
    settle(program, qtbot)


def test_wrong_passwords_wait_on_every_page_until_the_right_one(
    program: Program, qtbot: QtBot
) -> None:
    now = [100.0]
    program._patience._seconds = lambda: now[0]
    page = choose_nadia(program, qtbot)
    for _ in range(4):
        give(program, qtbot, "pas la bonne phrase")
        now[0] += 2
        page._password_wait.start(0)
        page._show_wait()
    assert program.window is not None
    program.window.show_sign_in()
    settle(program, qtbot)
    page = choose_nadia(program, qtbot)
    assert page.notice.text().startswith("Trop de mots de passe faux sur cet ordinateur.")
    assert not page.enter.isEnabled()
    now[0] += 60
    page._password_wait.start(0)
    page._show_wait()
    give(program, qtbot, PASSWORD)
    assert isinstance(program.window.page, SupervisorShell)
    program.window.supervising.lock()
    settle(program, qtbot)
    lock = program.window.page
    assert isinstance(lock, SupervisorLock)
    assert lock.enter.isEnabled(), "the right password took the wait away"
    for _ in range(3):
        lock.password.setText("pas la bonne phrase")
        lock.enter.click()
        settle(program, qtbot)
    assert "Réessayez dans 2 secondes" in lock.notice.text()
    now[0] += 2
    lock.countdown.start(0)
    lock._show_wait()
    lock.password.setText(PASSWORD)
    lock.enter.click()
    settle(program, qtbot)
    assert isinstance(program.window.page, SupervisorShell)


def test_another_office_is_chosen_from_the_sign_in_page(
    program: Program, qtbot: QtBot, folder: Path
) -> None:
    page_of(program).another.click()
    settle(program, qtbot)
    assert program.window is None
    assert program.frame.isVisible()
    start = program._start
    assert start.buttons[0].label() == "Essai"
    assert start.restore is not None
    assert not Cluster(folder).running, "the last window out stopped the database"
    start.buttons[0].click()
    qtbot.waitUntil(lambda: program.window is not None and not program._bridge.busy, timeout=60_000)
    assert isinstance(page_of(program), SignInPage)
