"""Restoring an office from the first page: its file, what opens it, cancel, what came again."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from phonebank.bridge import Bridge
from phonebank.domain.errors import BadInput
from phonebank.office.restore import RestoreReport
from phonebank.office.restorer import RestoreStopped, SealedBackup
from phonebank.ui.language import Language
from phonebank.ui.start.page import StartPage
from phonebank.ui.start.restore_presenter import RestorePresenter
from phonebank.ui.start.restoring import RestoreForm
from phonebank.ui.theme import Theme

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
FILE = "/media/cle/valmont-20260302T023000Z.phonebank"
REPORT = RestoreReport(
    "Valmont Ensemble", False, "/srv/offices/valmont", "2026-03-02T02:30:00+00:00",
    {"pb.person": 6000, "pb.call": 1280}, 3, 1, 0, ("Municipales, 1er tour",), ("Salle 2",),
    None, "waiting",
)  # fmt: skip


@dataclass
class ScriptedRestorer:
    """Answers as `Restorer` does; `gate` keeps a restore under way."""

    asked: str = "words"
    error: BadInput | None = None
    gate: threading.Event = field(default_factory=threading.Event)
    began: threading.Event = field(default_factory=threading.Event)
    given: list[tuple[str, str]] = field(default_factory=list)

    def look(self, file: Path) -> SealedBackup:
        if file.suffix != ".phonebank":
            raise BadInput(
                f"{file} is no backup of an office: name a file that 'phonebank office backup' "
                "wrote."
            )
        return SealedBackup(file, datetime(2026, 3, 2, 2, 30, tzinfo=UTC), 48 * 1024**2, self.asked)

    def restore(
        self,
        file: Path,
        words: str,
        recovery: str,
        progress: Callable[[str, float], None],
        stop: threading.Event,
    ) -> RestoreReport:
        self.given.append((words, recovery))
        progress("Reading the backup into the database…", 0.5)
        self.began.set()
        while not self.gate.wait(0.02):
            if stop.is_set():
                raise RestoreStopped("The restore was stopped; nothing was changed.")
        if self.error is not None:
            raise self.error
        progress("Putting the office in its place…", 0.95)
        return REPORT


@pytest.fixture
def restorer() -> ScriptedRestorer:
    return ScriptedRestorer()


@pytest.fixture
def page(
    qapp: QApplication, qtbot: QtBot, look: Theme, bridge: Bridge, restorer: ScriptedRestorer
) -> StartPage:
    Language(qapp, "fr")
    made = StartPage()
    qtbot.addWidget(made)
    made.restorer = RestorePresenter(bridge, restorer, made)  # type: ignore[arg-type]
    made.show()
    made.show_choice(())
    assert made.restore is not None
    made.restore.click()
    return made


def form_of(page: StartPage) -> RestoreForm:
    assert page.restoring is not None
    return page.restoring


def named(page: StartPage, bridge: Bridge, qtbot: QtBot, file: str = FILE) -> RestoreForm:
    """The form with a file that was looked at."""
    form = form_of(page)
    form.file.setText(file)
    QTest.keyClick(form.file, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not bridge.busy, timeout=15_000)
    return form


def test_the_office_comes_back_by_its_passphrase_and_says_what_was_applied_again(
    page: StartPage, bridge: Bridge, restorer: ScriptedRestorer, qtbot: QtBot
) -> None:
    form = named(page, bridge, qtbot)
    assert "48,0 Mio" in form.facts.text()
    assert "phrase secrète" in form.why.text()
    assert form.secret.echoMode() is QLineEdit.EchoMode.Password
    assert not form.act.isEnabled()
    form.secret.setText("cerise moulin 93")
    QTest.keyClick(form.secret, Qt.Key.Key_Return)
    qtbot.waitUntil(
        lambda: form.step.text() == "Les données reviennent dans la base…", timeout=15_000
    )
    assert form.progress.share() == pytest.approx(0.5)
    assert not form.act.isVisible()
    restorer.gate.set()
    qtbot.waitUntil(form.lines.isVisible, timeout=15_000)
    assert restorer.given == [("cerise moulin 93", "")]
    words = form.lines.text()
    for piece in ("Valmont Ensemble", "6\u202f000", "oppositions 3", "effacements 1", "Salle 2"):
        assert piece in words
    assert "Municipales, 1er tour" in words
    assert form.secret.text() == ""
    with qtbot.waitSignal(page.office_chosen) as chosen:
        form.act.click()
    assert chosen.args == [Path("/srv/offices/valmont")]


def test_cancel_stops_it_and_the_form_is_there_again(
    page: StartPage, bridge: Bridge, restorer: ScriptedRestorer, qtbot: QtBot
) -> None:
    form = named(page, bridge, qtbot)
    form.secret.setText("cerise moulin 93")
    form.act.click()
    qtbot.waitUntil(restorer.began.is_set, timeout=15_000)
    assert form.back.label() == "Annuler"
    form.back.click()
    qtbot.waitUntil(form.notice.isVisible, timeout=15_000)
    assert "est arrêtée" in form.notice.text()
    assert form.back.label() == "Retour"
    form.back.click()
    assert page.restore is not None


def test_a_refusal_leaves_what_was_typed(
    page: StartPage, bridge: Bridge, restorer: ScriptedRestorer, qtbot: QtBot
) -> None:
    restorer.error = BadInput(
        f"The backup {FILE} was sealed with another key: set PHONEBANK_PASSPHRASE to the "
        "passphrase it was made with."
    )
    restorer.gate.set()
    form = named(page, bridge, qtbot)
    form.secret.setText("une autre phrase")
    form.act.click()
    qtbot.waitUntil(form.notice.isVisible, timeout=15_000)
    assert form.notice.text() == "Ce n’est pas la phrase secrète de cette sauvegarde."
    assert form.secret.text() == "une autre phrase"
    assert form.act.isEnabled()


def test_the_written_key_is_asked_for_where_it_is_not_here(
    page: StartPage, bridge: Bridge, restorer: ScriptedRestorer, qtbot: QtBot
) -> None:
    restorer.asked = "key"
    restorer.gate.set()
    form = named(page, bridge, qtbot)
    assert "treize groupes" in form.why.text()
    form.secret.setText(" ABCD-EFGH ")
    form.act.click()
    qtbot.waitUntil(form.lines.isVisible, timeout=15_000)
    assert restorer.given == [("", "ABCD-EFGH")]


def test_another_file_is_refused_in_a_sentence(
    page: StartPage, bridge: Bridge, qtbot: QtBot
) -> None:
    form = named(page, bridge, qtbot, "/tmp/lettre.txt")
    assert form.notice.text() == "/tmp/lettre.txt n’est pas la sauvegarde d’un bureau."
    assert not form.act.isEnabled()


def test_a_backup_whose_key_is_here_asks_for_nothing(
    page: StartPage, bridge: Bridge, restorer: ScriptedRestorer, qtbot: QtBot
) -> None:
    restorer.asked = ""
    form = named(page, bridge, qtbot)
    assert form.secret.isHidden()
    assert form.act.isEnabled()
