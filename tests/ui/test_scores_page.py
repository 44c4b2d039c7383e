"""The page of scores: what it shows, what it keeps, and what it says when something is missing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from threading import Event

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from phonebank.bridge import Bridge
from phonebank.targeting.office_scores import NO_ROUND
from phonebank.ui.language import Language
from phonebank.ui.supervisor.scores.page import ScoresPage
from phonebank.ui.supervisor.scores.tables import CellsModel
from phonebank.ui.theme import Look, Mode, Theme
from tests.ui.scripted_scores import ScriptedScores
from tests.ui.sound_models import examined

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")

WAIT = 20_000
Opened = Callable[[ScriptedScores], ScoresPage]


@pytest.fixture
def opened(qtbot: QtBot, qapp: QApplication, look: Theme, bridge: Bridge) -> Iterator[Opened]:
    """Open the page on a service and wait until it has read it."""
    language = Language(qapp, "fr")

    def made(service: ScriptedScores) -> ScoresPage:
        page = ScoresPage(bridge, service)  # type: ignore[arg-type]
        qtbot.addWidget(page)
        page.resize(1188, 800)
        page.show()
        page.begin()
        rest(page, qtbot)
        return page

    yield made
    language.speak("fr")


def rest(page: ScoresPage, qtbot: QtBot) -> None:
    bridge = page.presenter._bridge
    qtbot.waitUntil(lambda: not bridge.busy and not page.presenter.busy, timeout=WAIT)


def test_the_scores_are_shown_with_the_rule_and_its_weights(opened: Opened) -> None:
    page = opened(ScriptedScores())
    assert "6\u202f000 personnes peuvent voter" in page.about.text()
    rows = page.rule.table.cells.rows()
    assert rows[0][:2] == ("Municipales 2026, 1er tour", "à part")
    assert len(rows) == 7
    assert page.rule.model.text() == "Règle"
    assert "n’a pas fait mieux" in page.rule.verdict.text()
    assert "Estimée d’après le 1er tour" in page.expected.source.text()
    assert not page.notice.isVisible()
    assert not page.working.isVisible()


def test_moving_the_turnout_shows_its_effect_at_once_and_keeps_it_when_asked(
    opened: Opened, qtbot: QtBot
) -> None:
    service = ScriptedScores()
    page = opened(service)
    card = page.expected
    before = card.effect.text()
    assert not card.keep.isEnabled()
    card.slider.setValue(300)
    rest(page, qtbot)
    assert card.field.text().replace("\u00a0", " ") == "30,0 %"
    assert "À 30,0" in card.effect.text() != before
    assert service.expectations == []
    card.keep.click()
    rest(page, qtbot)
    assert service.expectations == [(0.3, None)]
    assert "Vous l’avez fixée" in card.source.text()
    card.usual.click()
    rest(page, qtbot)
    assert service.expectations[-1] == (None, None)
    assert card.effect.text() == before
    assert not card.usual.isVisible()


def test_a_turnout_is_typed_and_what_is_none_is_refused(opened: Opened, qtbot: QtBot) -> None:
    page = opened(ScriptedScores())
    card = page.expected
    card.field.setText("peut-être")
    card.field.editingFinished.emit()
    assert card.refusal.isVisible()
    card.field.setText("42 %")
    card.field.editingFinished.emit()
    rest(page, qtbot)
    assert card.slider.value() == 420
    assert not card.refusal.isVisible()
    assert card.keep.isEnabled()


def test_a_bureau_has_a_turnout_of_its_own(opened: Opened, qtbot: QtBot) -> None:
    service = ScriptedScores()
    page = opened(service)
    card = page.expected
    card.scope.setCurrentIndex(3)
    rest(page, qtbot)
    assert card.bureau_id == 3
    assert "Celle que les scores donnent" in card.source.text()
    card.slider.setValue(250)
    rest(page, qtbot)
    assert "À 25,0" in card.effect.text()
    card.keep.click()
    rest(page, qtbot)
    assert service.expectations == [(0.25, 3)]
    assert card.bureau_id == 3, "the bureau stays chosen"
    assert card.scope.currentText().replace("\u00a0", " ") == "Bureau 0003 · 25 %"
    assert card.slider.value() == 250


def test_a_past_round_is_held_out_and_measured(opened: Opened, qtbot: QtBot) -> None:
    page = opened(ScriptedScores())
    quality = page.quality
    assert not quality.result.isVisible()
    assert quality.round.count() == 7
    quality.measure.click()
    rest(page, qtbot)
    assert quality.result.isVisible()
    assert "assez sûr" in quality.trust.text()
    assert [row[0] for row in quality.ways.cells.rows()] == [
        "Règle",
        "Modèle ajusté",
        "Simple compte des votes",
        "Le même taux pour tous",
    ]
    assert len(quality.bureaux.cells.rows()) == 12
    assert "Prévu" in quality.calibration.accessibleDescription()
    assert "les mieux notés" in quality.lift.accessibleDescription()
    assert quality.measure.isEnabled()


def test_without_any_turnout_the_page_says_where_to_bring_it_in(
    opened: Opened, qtbot: QtBot
) -> None:
    page = opened(ScriptedScores(codes=()))
    assert "ne tiennent qu’à l’âge" in page.notice.text()
    assert page.notice.property("notice") == "soft", "what comes first is no fault"
    assert not page.quality.measure.isVisible()
    assert page.rule.nothing.isVisible()
    with qtbot.waitSignal(page.go_requested) as asked:
        page.remedy.click()
    assert asked.args == ["files"]


def test_without_a_roll_there_is_nobody_to_score(opened: Opened) -> None:
    page = opened(ScriptedScores(codes=(), voters=0))
    assert "liste électorale" in page.notice.text()
    assert not page.expected.isVisible()


def test_one_round_alone_can_be_measured_and_is_not_trusted(opened: Opened, qtbot: QtBot) -> None:
    page = opened(ScriptedScores(codes=("M20T1",)))
    assert "Un seul tour est connu" in page.quality.hint.text()
    page.quality.measure.click()
    rest(page, qtbot)
    assert "Ne vous y fiez pas trop" in page.quality.trust.text()
    assert page.quality.trust.property("notice") == "warning"


def test_a_failure_is_told_and_can_be_tried_again(opened: Opened, qtbot: QtBot) -> None:
    service = ScriptedScores()
    service.failing = "The disk is full."
    page = opened(service)
    assert page.notice.text() == "The disk is full."
    assert page.remedy.label() == "Réessayer"
    service.failing = ""
    page.remedy.click()
    rest(page, qtbot)
    assert not page.notice.isVisible()
    assert page.expected.isVisible()


def test_an_office_without_any_round_is_shown_the_way(opened: Opened) -> None:
    service = ScriptedScores()
    service.failing = NO_ROUND
    page = opened(service)
    assert page.notice.text().startswith("Aucun scrutin n’est connu")
    assert page.remedy.label() == "Importer un fichier"


def test_long_work_shows_how_far_it_is_and_can_be_stopped(opened: Opened, qtbot: QtBot) -> None:
    service = ScriptedScores()
    page = opened(service)
    waiting = Event()
    service.hold = lambda: waiting.wait(WAIT / 1000)
    page.quality.measure.click()
    assert page.quality.working.isVisible()
    assert not page.quality.measure.isEnabled()
    page.quality.working.stop.click()
    waiting.set()
    rest(page, qtbot)
    assert service.told[-1] == 0.3, "stopped at its next step"
    assert not page.quality.working.isVisible()
    assert not page.quality.result.isVisible()
    assert page.quality.measure.isEnabled()


def test_charts_follow_the_theme(opened: Opened, qtbot: QtBot, look: Theme) -> None:
    page = opened(ScriptedScores())
    light = page.expected.chart.backgroundBrush().color()
    look.apply(Look(Mode.DARK, 150))
    qtbot.waitUntil(lambda: page.expected.chart.backgroundBrush().color() != light, timeout=WAIT)
    assert page.expected.chart.height() == look.px(210)
    look.apply(Look(Mode.LIGHT, 100))


def test_everything_is_reached_by_tab_and_has_a_name(opened: Opened, qtbot: QtBot) -> None:
    page = opened(ScriptedScores())
    page.setFocus()
    for widget in (
        page.round,
        page.expected.scope,
        page.expected.slider,
        page.expected.field,
        page.rule.table,
        page.quality.round,
        page.quality.measure,
    ):
        assert widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        assert widget.accessibleName()
    for chart in (page.expected.chart, page.quality.lift, page.quality.calibration):
        assert chart.accessibleName()
        assert chart.focusPolicy() is Qt.FocusPolicy.NoFocus


def test_the_tables_are_sound_models(qtbot: QtBot, look: Theme) -> None:
    model = CellsModel(("Un", "Deux"))
    with examined(model):
        model.show_rows([("a", "b"), ("c", "d")])
        model.show_rows([])
    assert model.rowCount() == 0
    assert model.columnCount() == 2
