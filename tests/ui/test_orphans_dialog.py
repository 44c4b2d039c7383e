"""Outcomes without a call, filed by hand; a PIN on paper; alerts that name their desk."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from PySide6.QtGui import QPageSize
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from phonebank.bridge import Bridge
from phonebank.store.orphans import OrphanPlace, OrphanView
from phonebank.store.room import AlertView
from phonebank.ui.language import Language
from phonebank.ui.supervisor.alerts_card import AlertsCard
from phonebank.ui.supervisor.orphans_dialog import OrphansDialog
from phonebank.ui.supervisor.pin_sheet import prepare, print_pin
from phonebank.ui.supervisor.sentences import alert_words
from phonebank.ui.supervisor.team import NewPin
from phonebank.ui.theme import Theme
from phonebank.ui.widgets.labels import PlainLabel

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")

NOW = datetime(2026, 3, 3, 18, 0, tzinfo=UTC)
CALL = OrphanPlace("call", 12, "Municipales", "Camille", NOW, "Odette Lemoine")
LINE = OrphanPlace("line", 7, "Municipales", "", None, "Odette Lemoine, Paul Lemoine")


@dataclass
class ScriptedOrphans:
    """Two outcomes wait; what is decided is kept."""

    left: list[tuple[OrphanView, tuple[OrphanPlace, ...]]] = field(
        default_factory=lambda: [
            (OrphanView(uuid4(), "Salle 2", "no_answer", "unknown", NOW), (CALL, LINE)),
            (OrphanView(uuid4(), "", "new_word", "invalid", NOW), ()),
        ]
    )
    answer: str = "ok"
    filed: list[OrphanPlace] = field(default_factory=list)

    def waiting(self) -> tuple[OrphanView, ...]:
        return tuple(orphan for orphan, _ in self.left)

    def places(self, orphan: UUID) -> tuple[OrphanPlace, ...]:
        return next(places for each, places in self.left if each.orphan == orphan)

    def file(self, orphan: UUID, place: OrphanPlace) -> str:
        self.filed.append(place)
        if self.answer == "ok":
            self.drop(orphan)
        return self.answer

    def drop(self, orphan: UUID) -> bool:
        before = len(self.left)
        self.left = [each for each in self.left if each[0].orphan != orphan]
        return len(self.left) < before


@pytest.fixture
def orphans() -> ScriptedOrphans:
    return ScriptedOrphans()


@pytest.fixture
def dialog(
    qapp: QApplication, qtbot: QtBot, look: Theme, bridge: Bridge, orphans: ScriptedOrphans
) -> Iterator[OrphansDialog]:
    Language(qapp, "fr")
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(1200, 800)
    made = OrphansDialog(bridge, orphans, "Europe/Paris", window)  # type: ignore[arg-type]
    made.show()
    qtbot.waitUntil(lambda: not bridge.busy, timeout=15_000)
    yield made
    made.reject()


def words(widget: QWidget) -> str:
    told = " ".join(label.text() for label in widget.findChildren(PlainLabel))
    return told.replace("\xa0", " ")


def test_each_outcome_shows_where_it_may_belong(dialog: OrphansDialog) -> None:
    assert [button.label().replace("\xa0", " ") for button in dialog.filings] == [
        "Appel de Camille, mardi 3 mars à 19 h : Odette Lemoine (Municipales)",
        "Ligne : Odette Lemoine, Paul Lemoine (Municipales)",
    ]
    assert "« Pas de réponse », noté au poste Salle 2" in words(dialog)
    assert "« Résultat inconnu », noté au poste ?" in words(dialog)
    assert "Aucun appel ni aucune ligne" in words(dialog)


def test_filed_or_set_aside_it_is_gone(
    dialog: OrphansDialog, orphans: ScriptedOrphans, bridge: Bridge, qtbot: QtBot
) -> None:
    dialog.filings[0].click()
    qtbot.waitUntil(lambda: not bridge.busy, timeout=15_000)
    assert orphans.filed == [CALL]
    assert dialog.notice.text() == "Le résultat est classé."
    assert len(dialog.drops) == 1
    dialog.drops[0].click()
    qtbot.waitUntil(lambda: not bridge.busy, timeout=15_000)
    assert "Plus rien n’attend." in words(dialog)


def test_a_refusal_is_told_and_leaves_it_there(
    dialog: OrphansDialog, orphans: ScriptedOrphans, bridge: Bridge, qtbot: QtBot
) -> None:
    orphans.answer = "taken"
    dialog.filings[1].click()
    qtbot.waitUntil(lambda: not bridge.busy, timeout=15_000)
    assert "Un collègue tient cette ligne" in dialog.notice.text()
    assert len(dialog.filings) == 2
    assert all(button.isEnabled() for button in dialog.filings)


def test_alerts_name_their_desk_and_lead_to_filing(
    qapp: QApplication, qtbot: QtBot, look: Theme
) -> None:
    Language(qapp, "fr")
    guessed = AlertView(1, "pin_guessing", "", "", NOW, "Salle 2")
    assert alert_words(guessed) == "Plusieurs codes faux de suite sur le poste Salle 2"
    assert "Camille" in alert_words(AlertView(3, "searches_cap", "", "Camille", NOW))
    card = AlertsCard()
    qtbot.addWidget(card)
    wanted: list[bool] = []
    card.orphans_requested.connect(lambda: wanted.append(True))
    card.show_alerts((AlertView(2, "orphan", "", "", NOW, "Salle 2"),), "Europe/Paris", NOW)
    from phonebank.ui.widgets.buttons import Button

    (first, _seen) = card.findChildren(Button)
    assert first.label() == "Classer…"
    first.click()
    assert wanted == [True]


def test_a_pin_is_printed_on_a_quarter_of_a_page(
    qapp: QApplication, look: Theme, tmp_path: Path
) -> None:
    Language(qapp, "fr")
    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    file = tmp_path / "pin.pdf"
    printer.setOutputFileName(str(file))
    prepare(printer)
    assert print_pin(printer, NewPin("Mamadou Diallo", "482915", added=True))
    written = file.read_bytes()
    assert written.startswith(b"%PDF")
    assert b"482915" not in written, "drawn, and in no title"
    size = printer.pageLayout().pageSize().size(QPageSize.Unit.Millimeter)
    assert {round(size.width()), round(size.height())} == {105, 148}
