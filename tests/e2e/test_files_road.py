"""A new office seen from the rail: a roll comes in, a list is typed, and both can be taken back."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from phonebank.bridge import Bridge
from phonebank.office.card import folder_for
from phonebank.office.cluster import Cluster
from phonebank.office.office import Office, create_office
from phonebank.office.settings import offices
from phonebank.store.import_history import ImportHistory
from phonebank.supervision import places
from phonebank.ui.language import Language
from phonebank.ui.supervisor.confirm import Confirm
from phonebank.ui.supervisor.files.page import FilesPage
from phonebank.ui.supervisor.files.wizard_state import Step
from phonebank.ui.supervisor.shell import ROOM, Place, SupervisorShell
from phonebank.ui.theme import Look, Mode, Theme
from tests.conftest import SHARED

SAMPLES = SHARED / "samples"
TRUTH = json.loads((SAMPLES / "truth.json").read_text("utf-8"))
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Office]:
    monkeypatch.setenv("PHONEBANK_HOME", str(tmp_path / "home"))
    with create_office(folder_for("Valmont"), "Valmont", practice=True) as made:
        yield made
    for folder in offices():
        Cluster(folder).destroy()


@pytest.fixture
def shell(office: Office, qtbot: QtBot, qapp: QApplication) -> Iterator[SupervisorShell]:
    Theme(qapp, Look(Mode.LIGHT, 100))
    Language(qapp, "fr")
    bridge = Bridge()
    made = SupervisorShell([Place(ROOM, QWidget), *places(bridge, office, "Nadia")])
    qtbot.addWidget(made)
    made.resize(1280, 800)
    made.show()
    made.go(ROOM)
    yield made
    page = made.page("files")
    assert isinstance(page, FilesPage)
    page.wizard.presenter.stop()
    bridge.close()
    page._service.close()


def test_a_roll_and_a_typed_list_come_in_and_go_again(
    shell: SupervisorShell, office: Office, qtbot: QtBot
) -> None:
    shell.rail.buttons["files"].click()
    page = shell.page("files")
    assert isinstance(page, FilesPage)
    wizard = page.wizard

    def at(step: Step) -> bool:
        state = wizard.presenter.state
        return state is not None and state.step is step and not state.busy

    page.home.drop.file_given.emit(SAMPLES / "ListesArretees-com95999-06-02-2026-10h15.csv")
    qtbot.waitUntil(lambda: at(Step.READING), timeout=60_000)
    assert wizard.trouble.text() == ""
    wizard.go_on.click()
    qtbot.waitUntil(lambda: at(Step.FACTS), timeout=60_000)
    QTest.keyClick(wizard.facts.undertaking, Qt.Key.Key_Space)
    wizard.go_on.click()
    qtbot.waitUntil(lambda: at(Step.TRIAL), timeout=60_000)
    assert wizard.trouble.text() == ""
    assert wizard.trial.tiles.figures["people_new"] == TRUTH["persons_expected"]
    wizard.go_on.click()
    qtbot.waitUntil(lambda: at(Step.DONE), timeout=60_000)

    wizard.done.another.click()
    page.home.order.typing.click()
    qtbot.waitUntil(lambda: page.sheet.presenter.state is not None, timeout=60_000)
    for entry in ("2", "8-9", "13"):
        QTest.keyClicks(page.sheet.entry.field, entry)
        QTest.keyClick(page.sheet.entry.field, Qt.Key.Key_Return)
    QTest.keyClicks(page.sheet.entry.consulted, "Prefecture, 17 mars 2026")
    page.sheet.entry.finish.click()
    ask(page)
    qtbot.waitUntil(
        lambda: page.home.notice.text().startswith("Émargement enregistré"), timeout=60_000
    )
    qtbot.waitUntil(lambda: len(page.home.model.rows()) == 2, timeout=60_000)
    typed, roll = page.home.model.rows()
    assert (typed.kind, typed.by, roll.kind) == ("turnout", "Nadia", "roll")
    assert not roll.can_undo

    page.home.table.selectRow(0)
    page.home.undo.click()
    ask(page)
    qtbot.waitUntil(lambda: page.home.model.rows()[0].undone_at is not None, timeout=60_000)
    with ImportHistory(office.owner_url) as history:
        rows = history.rows()
    assert [row.undone_by for row in rows] == ["Nadia", ""]
    assert rows[1].can_undo


def ask(page: FilesPage) -> None:
    """Say yes to the question asked."""
    questions = [each for each in page.findChildren(Confirm) if each.isVisible()]
    assert len(questions) == 1
    questions[0].act.click()
