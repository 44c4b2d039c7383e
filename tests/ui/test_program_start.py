"""The program before an office is open: what it asks for, what it does not ask for twice."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from phonebank import app
from phonebank.app import Program
from phonebank.domain.errors import KnownError
from phonebank.office.card import OfficeCard, write_card
from phonebank.ui import settings
from phonebank.ui.start.page import StartPage

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


@pytest.fixture
def program(
    qapp: QApplication, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Program]:
    """The program on a computer where no office was ever opened."""
    monkeypatch.setenv("PHONEBANK_HOME", str(tmp_path))
    monkeypatch.delenv("PHONEBANK_OFFICE", raising=False)
    made = Program(qapp, None)
    made.start()
    yield made
    made.frame.close()
    made.close()


def start_of(program: Program) -> StartPage:
    page = program.frame.centralWidget()
    assert isinstance(page, StartPage)
    return page


def test_the_passphrase_given_to_join_opens_the_office_too(
    program: Program, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    opened: list[tuple[object, str]] = []

    def join(given: str, label: str, words: str) -> Path | None:
        return tmp_path / "joined" if words else None

    def open_with(wish: object, tell: object, words: str) -> object:
        opened.append((wish, words))
        raise KnownError("far enough")

    monkeypatch.setattr(app, "_join", join)
    monkeypatch.setattr(app, "_open", open_with)
    page = start_of(program)
    page.show_joining()
    form = page.joining
    assert form is not None
    form.invitation.setText("phonebank1.abc")
    form.join.click()
    qtbot.waitUntil(lambda: not form.passphrase.isHidden(), timeout=15_000)
    form.passphrase.setText("colline verte")
    form.again.setText("colline verte")
    form.join.click()
    qtbot.waitUntil(lambda: bool(opened), timeout=15_000)
    assert opened == [(str(tmp_path / "joined"), "colline verte")]


def test_the_practice_office_is_offered_once(program: Program, tmp_path: Path) -> None:
    for name, practice in (("practice", True), ("mairie", False)):
        folder = tmp_path / "offices" / name
        folder.mkdir(parents=True)
        write_card(folder, OfficeCard(name.title(), practice, "2026-01-01", True))
    page = start_of(program)
    page.choice_requested.emit()
    assert [button.label() for button in page.buttons] == [
        "Mairie",
        "Ouvrir le bureau d’entraînement",
    ]


def test_an_office_restored_beside_itself_is_told_apart(program: Program, tmp_path: Path) -> None:
    for name, made in (("mairie", "2026-01-10T09:00:00+00:00"), ("mairie-2", "2026-02-03")):
        folder = tmp_path / "offices" / name
        folder.mkdir(parents=True)
        write_card(folder, OfficeCard("Mairie", False, made, True))
    page = start_of(program)
    page.choice_requested.emit()
    first, second, _practice = (button.label() for button in page.buttons)
    assert first.startswith("Mairie · fait samedi 10 janvier")
    assert second.startswith("Mairie · fait mardi 3 février")


def test_the_first_page_speaks_english_at_once_and_remembers_it(
    program: Program, tmp_path: Path
) -> None:
    page = start_of(program)
    page.language.click()
    assert page.buttons[0].label() == "Open the practice office"
    assert settings.load(tmp_path).language == "en"
    page.language.click()
    assert page.buttons[0].label() == "Ouvrir le bureau d’entraînement"
