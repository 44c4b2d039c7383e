"""The page of the bureaux: table and map say the same, colour is never the only sign."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import cast

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from phonebank.bridge import Bridge
from phonebank.store.bureaux import BureauView
from phonebank.targeting.bureaux import Basis, Colour
from phonebank.targeting.priority import Weights
from phonebank.targeting.workbench import Workbench
from phonebank.ui.language import Language
from phonebank.ui.supervisor.bureaux.page import BureauxPage
from phonebank.ui.supervisor.bureaux.table_model import BureauTable, Column
from phonebank.ui.supervisor.bureaux.words import GROUNDS, INKS, SIGNS, colour_word
from phonebank.ui.theme import Look, Mode, Theme
from phonebank.ui.tokens import DARK, LIGHT, contrast
from tests.ui.scripted_bench import ScriptedBench, bureaux, campaign
from tests.ui.sound_models import examined

WAIT = 20_000
pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")


@pytest.fixture
def bench() -> ScriptedBench:
    return ScriptedBench()


@pytest.fixture
def page(
    qtbot: QtBot, qapp: QApplication, look: Theme, bridge: Bridge, bench: ScriptedBench
) -> Iterator[BureauxPage]:
    Language(qapp, "fr")
    made = BureauxPage(bridge, cast(Workbench, bench))
    qtbot.addWidget(made)
    made.resize(1180, 760)
    made.show()
    yield made
    made.leave()


def settle(qtbot: QtBot, page: BureauxPage, bridge: Bridge) -> None:
    def calm() -> bool:
        timers = (page.presenter._timer, page.weights._timer)
        return not bridge.busy and not any(timer.isActive() for timer in timers)

    qtbot.waitUntil(calm, timeout=WAIT)


def begin(qtbot: QtBot, page: BureauxPage, bridge: Bridge) -> None:
    page.begin()
    settle(qtbot, page, bridge)


def test_the_table_keeps_the_rules_of_models(qtbot: QtBot, look: Theme) -> None:
    model = BureauTable()
    with examined(model):
        model.show_bureaux(bureaux(30))
        for column in Column:
            model.sort(column, Qt.SortOrder.AscendingOrder)
            model.sort(column, Qt.SortOrder.DescendingOrder)
        model.show_bureaux(bureaux(3, shares=False))
        model.show_bureaux([])
        assert model.rowCount() == 0


def test_every_column_sorts_by_its_figures(look: Theme) -> None:
    model = BureauTable()
    rows = bureaux(40)
    model.show_bureaux(rows)
    model.sort(Column.EXPECTED, Qt.SortOrder.DescendingOrder)
    shown = [model.bureau(row) for row in range(model.rowCount())]
    assert [b.expected for b in shown if b] == sorted((b.expected for b in rows), reverse=True)
    model.sort(Column.BUREAU, Qt.SortOrder.AscendingOrder)
    assert [b.code for row in range(3) if (b := model.bureau(row))] == ["0001", "0002", "0003"]
    assert model.rowCount(model.index(0, 0)) == 0
    assert model.data(QModelIndex()) is None


def test_a_chosen_row_stays_chosen_when_the_order_changes(
    qtbot: QtBot, page: BureauxPage, bridge: Bridge
) -> None:
    begin(qtbot, page, bridge)
    table = page.split.table
    table.selectRow(5)
    chosen = page.presenter.state.chosen
    table.sortByColumn(Column.LINES, Qt.SortOrder.AscendingOrder)
    model = page.split.model
    current = model.bureau(table.currentIndex().row())
    assert current is not None
    assert current.bureau_id == chosen == page.split.map.chosen_id


def test_each_class_has_a_word_a_sign_and_a_colour_that_can_be_read() -> None:
    assert len({SIGNS[colour] for colour in Colour}) == len(Colour)
    assert len({colour_word(colour) for colour in Colour}) == len(Colour)
    for tokens in (LIGHT, DARK):
        for colour in Colour:
            ink = getattr(tokens, INKS[colour])
            for ground in ("card", GROUNDS[colour]):
                assert contrast(ink, getattr(tokens, ground)) >= 4.5
            assert contrast(tokens.ink, getattr(tokens, GROUNDS[colour])) >= 4.5


def test_table_and_map_choose_the_same_bureau(
    qtbot: QtBot, page: BureauxPage, bridge: Bridge
) -> None:
    begin(qtbot, page, bridge)
    split = page.split
    first = split.model.bureau(0)
    assert first is not None
    assert page.presenter.state.chosen == first.bureau_id == split.map.chosen_id
    split.table.setFocus()
    QTest.keyClick(split.table, Qt.Key.Key_Down)
    second = split.model.bureau(1)
    assert second is not None
    assert split.map.chosen_id == second.bureau_id
    assert second.code in split.name.text()
    seen = {split.map.chosen_id}
    for key in (Qt.Key.Key_Left, Qt.Key.Key_Up, Qt.Key.Key_Right, Qt.Key.Key_Down) * 4:
        QTest.keyClick(split.map, key)
        seen.add(split.map.chosen_id)
        row = split.table.currentIndex().row()
        here = split.model.bureau(row)
        assert here is not None
        assert here.bureau_id == split.map.chosen_id
    assert len(seen) > 3


def test_a_click_on_the_map_chooses_what_lies_there(
    qtbot: QtBot, page: BureauxPage, bridge: Bridge
) -> None:
    begin(qtbot, page, bridge)
    chart = page.split.map
    area = chart._areas[7]
    box = chart._plot.getViewBox()
    scene = box.mapViewToScene(type(box.mapSceneToView(box.rect().center()))(area.x, area.y))
    spot = chart._plot.mapFromScene(scene)
    QTest.mouseClick(chart._plot.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    qtbot.waitUntil(lambda: chart.chosen_id == area.bureau_id, timeout=WAIT)


def test_without_results_the_page_says_what_to_import(
    qtbot: QtBot, page: BureauxPage, bridge: Bridge, bench: ScriptedBench
) -> None:
    bench.results, bench.view = (), BureauView()
    bench.rows = bureaux(5, shares=False)
    begin(qtbot, page, bridge)
    assert "Importez" in page.notice.text()
    assert page.split.table.isColumnHidden(Column.SHARE)
    with qtbot.waitSignal(page.go_requested) as asked:
        page.to_files.click()
    assert asked.args == ["files"]


def test_bureaux_without_a_position_are_named(
    qtbot: QtBot, page: BureauxPage, bridge: Bridge, bench: ScriptedBench
) -> None:
    bench.rows = [*bureaux(4), *bureaux(2, placed=False)]
    bench.rows[4:] = [replace(row, bureau_id=20 + n) for n, row in enumerate(bench.rows[4:])]
    begin(qtbot, page, bridge)
    assert "2 bureaux sans position" in page.split.no_map.text()
    bench.rows = bureaux(3, placed=False)
    begin(qtbot, page, bridge)
    assert "latitude" in page.split.no_map.text()
    assert not page.split.map.isVisible()


@pytest.mark.parametrize("count", [1, 900])
def test_one_bureau_and_the_nine_hundred_of_paris(
    qtbot: QtBot, page: BureauxPage, bridge: Bridge, bench: ScriptedBench, count: int
) -> None:
    bench.rows = bureaux(count)
    begin(qtbot, page, bridge)
    assert page.split.model.rowCount() == count
    assert len(page.split.map._areas) == count
    assert not page.grab().isNull()


def test_an_office_that_knows_no_round_or_does_not_answer(
    qtbot: QtBot, page: BureauxPage, bridge: Bridge, bench: ScriptedBench
) -> None:
    bench.known_round = False
    begin(qtbot, page, bridge)
    assert "liste électorale" in page.notice.text()
    bench.away = True
    begin(qtbot, page, bridge)
    assert page.retry.isVisible()
    bench.away, bench.known_round = False, True
    page.retry.click()
    settle(qtbot, page, bridge)
    assert page.split.isVisible()


def test_thresholds_lists_and_abstentions_are_remembered(
    qtbot: QtBot, page: BureauxPage, bridge: Bridge, bench: ScriptedBench
) -> None:
    begin(qtbot, page, bridge)
    page.bar.first.setValue(90)
    settle(qtbot, page, bridge)
    assert bench.view == BureauView("M20T1", "Nous", 0.9, 0.9)
    page.bar.ours.setCurrentIndex(page.bar.ours.findText("Eux"))
    settle(qtbot, page, bridge)
    assert bench.view.our_list == "Eux"
    page.bar.round.setCurrentIndex(page.bar.round.findData("L24T1"))
    settle(qtbot, page, bridge)
    assert (bench.view.round_code, bench.view.our_list) == ("L24T1", "")
    assert "Choisissez votre liste" in page.notice.text()
    page.bar.ours.setCurrentIndex(page.bar.ours.findText("Front des autres"))
    settle(qtbot, page, bridge)
    assert bench.view.our_list == "Front des autres"
    page.bar.basis.setCurrentIndex(0)
    settle(qtbot, page, bridge)
    assert bench.told("bureaux")[-1] == (Basis.EXPECTED, None)


def test_the_priority_bureaux_become_a_list(
    qtbot: QtBot, page: BureauxPage, bridge: Bridge, bench: ScriptedBench
) -> None:
    begin(qtbot, page, bridge)
    page.split.make_list.click()
    settle(qtbot, page, bridge)
    made = bench.saved[-1]
    sight = page.presenter.state.sight
    assert sight is not None
    wanted = {f"95999:{b.code}" for b in sight.bureaux if b.colour is Colour.PRIORITY}
    assert made.definition is not None
    assert set(made.definition.conditions[0].values) == wanted
    assert page.toast.isVisible()


def test_sliders_tell_at_once_what_they_do(
    qtbot: QtBot, page: BureauxPage, bridge: Bridge, bench: ScriptedBench
) -> None:
    begin(qtbot, page, bridge)
    page.to_weights.click()
    settle(qtbot, page, bridge)
    panel = page.panel
    panel.top.setValue(40)
    settle(qtbot, page, bridge)
    assert "rien ne change" in panel.outlook.sentence.text()
    assert panel.outlook.people.value.text() == "40"
    panel.leaning.slider.setFocus()
    for _ in range(9):
        QTest.keyClick(panel.leaning.slider, Qt.Key.Key_Right)
    settle(qtbot, page, bridge)
    assert panel.leaning.weight() == 1.9
    assert "entrent" in panel.outlook.sentence.text()
    asked = page.weights.state.question.weights
    assert asked == Weights(leaning=1.9)
    panel.rule.click()
    settle(qtbot, page, bridge)
    assert panel.question().weights == Weights()
    assert len(bench.told("what_if")) == 1


def test_weights_are_applied_to_a_campaign_and_compared_with_its_own(
    qtbot: QtBot, page: BureauxPage, bridge: Bridge, bench: ScriptedBench
) -> None:
    bench.campaigns = [campaign(3, "Second tour", "open"), campaign(4, "Finie", "closed")]
    page.to_weights.click()
    settle(qtbot, page, bridge)
    panel = page.panel
    assert [panel.campaign.itemText(n) for n in range(panel.campaign.count())] == ["Second tour"]
    panel.rule.click()
    assert panel.question().weights == panel.question().against == Weights(leaning=2.0)
    panel.effect.set_weight(0.5)
    panel.apply.click()
    settle(qtbot, page, bridge)
    assert bench.told("reweigh") == [(3, Weights(0.5, 1.0, 2.0))]
    assert page.toast.isVisible()
    assert panel.apply.isEnabled()


def test_names_from_files_are_only_text(
    qtbot: QtBot, page: BureauxPage, bridge: Bridge, bench: ScriptedBench
) -> None:
    bench.rows = [replace(bench.rows[0], name="<img src=x>")]
    begin(qtbot, page, bridge)
    assert "<img src=x>" in page.split.name.text()
    tip = page.split.model.index(0, Column.BUREAU).data(Qt.ItemDataRole.ToolTipRole)
    assert "<img" not in tip
    assert page.split.name.textFormat() is Qt.TextFormat.PlainText
    plain = {label.textFormat() for label in page.findChildren(QLabel)}
    assert plain == {Qt.TextFormat.PlainText}


@pytest.mark.parametrize("mode", [Mode.LIGHT, Mode.DARK])
def test_the_page_follows_theme_and_text_size(
    qtbot: QtBot, page: BureauxPage, bridge: Bridge, look: Theme, mode: Mode
) -> None:
    begin(qtbot, page, bridge)
    look.apply(Look(mode, 200))
    assert page.split.orientation() is Qt.Orientation.Vertical
    look.apply(Look(mode, 100))
    assert page.split.orientation() is Qt.Orientation.Horizontal
    assert not page.grab().isNull()
