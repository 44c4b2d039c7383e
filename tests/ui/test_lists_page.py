"""Lists in words, campaigns made from them, and the mode between the rounds, in the window."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QPushButton,
    QSlider,
)
from pytestqt.qtbot import QtBot

from phonebank.bridge import Bridge
from phonebank.domain.list_definition import Condition, ListDefinition
from phonebank.domain.list_fields import Field
from phonebank.store.lists import ListCounts
from phonebank.targeting.campaign_list import Target
from phonebank.targeting.making import Plan
from phonebank.targeting.workbench import Workbench
from phonebank.ui.language import Language
from phonebank.ui.supervisor.confirm import Confirm
from phonebank.ui.supervisor.lists.field_words import field_name, options
from phonebank.ui.supervisor.lists.page import BETWEEN, CAMPAIGNS, FORM, LISTS, ListsPage
from phonebank.ui.supervisor.lists.picker import Picker
from phonebank.ui.supervisor.lists.state import Draft, Line
from phonebank.ui.theme import Look, Mode, Theme
from tests.ui.scripted_bench import ScriptedBench, between, campaign

WAIT = 20_000
pytestmark = pytest.mark.qt_log_ignore(
    "propagateSizeHints", "does not support raise", "does not support grabbing the keyboard"
)


@pytest.fixture
def bench() -> ScriptedBench:
    return ScriptedBench()


@pytest.fixture
def page(
    qtbot: QtBot, qapp: QApplication, look: Theme, bridge: Bridge, bench: ScriptedBench
) -> Iterator[ListsPage]:
    Language(qapp, "fr")
    made = ListsPage(bridge, cast(Workbench, bench))
    qtbot.addWidget(made)
    made.resize(1180, 760)
    made.show()
    yield made
    made.leave()


def settle(qtbot: QtBot, page: ListsPage, bridge: Bridge) -> None:
    def calm() -> bool:
        timers = (page.presenter._timer, page.form._timer)
        return not bridge.busy and not any(timer.isActive() for timer in timers)

    qtbot.waitUntil(calm, timeout=WAIT)


def begin(qtbot: QtBot, page: ListsPage, bridge: Bridge, view: int) -> None:
    page.begin()
    settle(qtbot, page, bridge)
    page.show_view(view)


def tick(page: ListsPage, place: int, *values: str) -> None:
    """Choose values of a condition as a person does, from its list."""
    editor = page.builder._rows[place].editor
    assert isinstance(editor, Picker)
    editor.open()
    shown = editor.popup.list
    for row in range(shown.count()):
        item = shown.item(row)
        if item.data(Qt.ItemDataRole.UserRole) in values:
            item.setCheckState(Qt.CheckState.Checked)
    editor.popup.close()


def test_a_list_is_written_counted_and_saved(
    qtbot: QtBot, page: ListsPage, bridge: Bridge, bench: ScriptedBench
) -> None:
    begin(qtbot, page, bridge, LISTS)
    builder = page.builder
    assert "Tout le monde" in builder.sentence.text()
    assert not builder.save.isEnabled()
    builder.add_condition(Field.BUREAU)
    assert "valeur" in builder.hint.text()
    tick(page, 0, "95999:0001", "95999:0002")
    builder.add_condition(Field.MOBILE)
    builder.name.setText("Centre")
    settle(qtbot, page, bridge)
    definition = ListDefinition(
        (Condition(Field.BUREAU, ("95999:0001", "95999:0002")), Condition(Field.MOBILE))
    )
    assert bench.told("count")[-1] == definition
    assert "38 personnes, 20 joignables sur 19 lignes" in builder.counts.text()
    assert "qui ont un mobile" in builder.sentence.text()
    builder.save.click()
    settle(qtbot, page, bridge)
    assert bench.told("save_list") == [("Centre", definition, None)]
    assert page.presenter.state.draft.list_id == 7
    assert page.saved.buttons[7].isChecked()


def test_every_field_can_be_added_and_changed(
    qtbot: QtBot, page: ListsPage, bridge: Bridge
) -> None:
    begin(qtbot, page, bridge, LISTS)
    for field in Field:
        page.builder.add_condition(field)
    names = [field_name(field) for field in Field]
    assert [action.text() for action in page.builder.menu.actions()] == names
    assert len(set(names)) == len(Field)
    rows = page.builder._rows
    assert [row.line().field for row in rows] == list(Field)
    bounds = next(row for row in rows if row.line().field is Field.SCORE)
    bounds.low.setValue(90)
    assert bounds.line().values == ("0.9", "0.9")
    days = next(row for row in rows if row.line().field is Field.NOT_CALLED_SINCE)
    days.days.setValue(3)
    assert days.line().values == ("3d",)
    rows[0].verb.setCurrentIndex(1)
    assert page.presenter.state.draft.lines[0].negated
    rows[0].out.click()
    assert len(page.builder._rows) == len(Field) - 1
    settle(qtbot, page, bridge)


def test_a_day_is_kept_as_a_day(qtbot: QtBot, page: ListsPage, bridge: Bridge) -> None:
    begin(qtbot, page, bridge, LISTS)
    page.presenter.write(Draft(lines=(Line(Field.NOT_CALLED_SINCE, ("2026-03-01",)),)))
    row = page.builder._rows[0]
    row.day.setDate(row.day.date().addDays(1))
    assert page.presenter.state.draft.lines[0].values == ("2026-03-02",)
    settle(qtbot, page, bridge)


def test_forbidden_words_are_not_even_offered(
    qtbot: QtBot, page: ListsPage, bridge: Bridge, bench: ScriptedBench
) -> None:
    choices = bench.lists().choices
    assert [value for value, _ in options(Field.TAG, choices)] == ["bénévole", "<b>élu</b>"]
    assert [value for value, _ in options(Field.SOURCE, choices)] == ["adhérents"]
    begin(qtbot, page, bridge, LISTS)
    page.presenter.write(Draft(name="X", lines=(Line(Field.TAG, ("musulman",)),)))
    assert "retirez-la" in page.builder.hint.text()
    assert not page.builder.save.isEnabled()
    settle(qtbot, page, bridge)
    assert all(said == ListDefinition() for said in bench.told("count"))


def test_a_picker_is_used_by_keyboard(qtbot: QtBot, page: ListsPage, bridge: Bridge) -> None:
    begin(qtbot, page, bridge, LISTS)
    page.builder.add_condition(Field.BUREAU)
    editor = page.builder._rows[0].editor
    assert isinstance(editor, Picker)
    QTest.keyClick(editor.button, Qt.Key.Key_Return)
    popup = editor.popup
    assert popup.isVisible()
    QTest.keyClicks(popup.filter, "ecole 11")
    shown = [i.text() for i in popup._items() if not i.isHidden()]
    assert shown == ["0011 · École 11"]
    popup.filter.clear()
    QTest.keyClick(popup.filter, Qt.Key.Key_Down)
    QTest.keyClick(popup.list, Qt.Key.Key_Space)
    assert editor.values() == ("95999:0001",)
    QTest.keyClick(popup, Qt.Key.Key_Return)
    assert not popup.isVisible()
    settle(qtbot, page, bridge)


def test_a_saved_list_is_changed_renamed_and_deleted(
    qtbot: QtBot, page: ListsPage, bridge: Bridge, bench: ScriptedBench
) -> None:
    begin(qtbot, page, bridge, LISTS)
    assert not page.saved.buttons[2].isEnabled()
    page.saved.buttons[1].click()
    builder = page.builder
    assert builder.name.text() == "Jeunes"
    builder.name.setText("Jeunes adultes")
    builder.match.setCurrentIndex(1)
    builder.save.click()
    settle(qtbot, page, bridge)
    changed = ListDefinition((Condition(Field.AGE, ("18-24",)),), match_any=True)
    assert bench.told("save_list") == [("Jeunes adultes", changed, 1)]
    builder.name.setText("d’AILLEURS")
    assert "déjà ce nom" in builder.hint.text()
    builder.delete.click()
    ask = page.findChild(Confirm)
    assert ask is not None
    ask.act.click()
    settle(qtbot, page, bridge)
    assert bench.told("delete_list") == [1]
    assert page.presenter.state.draft == Draft()


def test_a_refusal_is_told_and_the_draft_stays(
    qtbot: QtBot, page: ListsPage, bridge: Bridge, bench: ScriptedBench
) -> None:
    begin(qtbot, page, bridge, LISTS)
    bench.refuse = True
    page.builder.name.setText("Centre")
    page.builder.save.click()
    settle(qtbot, page, bridge)
    assert page.toast.isVisible()
    assert page.presenter.state.draft.name == "Centre"


def test_an_office_that_is_away_says_so_and_comes_back(
    qtbot: QtBot, page: ListsPage, bridge: Bridge, bench: ScriptedBench
) -> None:
    bench.away = True
    begin(qtbot, page, bridge, LISTS)
    assert page.retry.isVisible()
    bench.away = False
    page.retry.click()
    settle(qtbot, page, bridge)
    assert not page.notice.isVisible()
    assert set(page.saved.buttons) == {1, 2}


def test_a_campaign_is_counted_then_created_from_a_list(
    qtbot: QtBot, page: ListsPage, bridge: Bridge, bench: ScriptedBench
) -> None:
    begin(qtbot, page, bridge, LISTS)
    page.saved.buttons[1].click()
    settle(qtbot, page, bridge)
    page.builder.campaign.click()
    settle(qtbot, page, bridge)
    form = page.form
    assert page.views.currentIndex() == FORM
    assert form.name.text() == "Jeunes"
    assert "38 personnes sur 19 lignes" in form.counts.text()
    form.saturday.setChecked(True)
    form.attempts.setValue(2)
    form.most.setValue(50)
    form.leaning.set_weight(1.5)
    settle(qtbot, page, bridge)
    form.create_open.click()
    settle(qtbot, page, bridge)
    name, code, script, plan, opened = cast(
        tuple[str, str, str, Plan, bool], bench.told("create_campaign")[0]
    )
    assert (name, code, script, opened) == ("Jeunes", "M26T2", "between-rounds", True)
    assert plan.definition == bench.saved[0].definition
    assert (plan.list_name, plan.attempts_allowed, plan.most_lines) == ("Jeunes", 2, 50)
    assert plan.hours.saturday_on
    assert plan.weights.leaning == 1.5
    assert page.views.currentIndex() == CAMPAIGNS


def test_nothing_is_created_for_nobody_or_under_a_taken_name(
    qtbot: QtBot, page: ListsPage, bridge: Bridge, bench: ScriptedBench
) -> None:
    bench.campaigns = [campaign(1, "Prise", "open")]
    bench.counts = ListCounts(0, 0, 0)
    begin(qtbot, page, bridge, CAMPAIGNS)
    page.campaigns.fresh.click()
    settle(qtbot, page, bridge)
    assert not page.form.create_open.isEnabled()
    bench.counts = ListCounts(38, 20, 19)
    page.form.who.setCurrentIndex(page.form.who.findData(Target.EVERYONE))
    settle(qtbot, page, bridge)
    assert page.form.create_draft.isEnabled()
    page.form.name.setText("Prise")
    assert not page.form.create_draft.isEnabled()
    page.form.name.setText("Libre")
    bench.refuse = True
    page.form.create_draft.click()
    settle(qtbot, page, bridge)
    assert page.toast.isVisible()
    assert page.form.create_draft.isEnabled()


def test_campaigns_are_opened_paused_and_closed(
    qtbot: QtBot, page: ListsPage, bridge: Bridge, bench: ScriptedBench
) -> None:
    bench.campaigns = [campaign(1, "Une", "draft"), campaign(2, "Deux", "open")]
    begin(qtbot, page, bridge, CAMPAIGNS)
    page.campaigns.acts[1, "open"].click()
    settle(qtbot, page, bridge)
    page.campaigns.acts[2, "paused"].click()
    settle(qtbot, page, bridge)
    page.campaigns.acts[1, "closed"].click()
    ask = page.findChild(Confirm)
    assert ask is not None
    ask.act.click()
    settle(qtbot, page, bridge)
    assert bench.told("set_state") == [(1, "open"), (2, "paused"), (1, "closed")]
    assert (1, "open") in page.campaigns.acts


def test_between_the_rounds_one_button_begins(
    qtbot: QtBot, page: ListsPage, bridge: Bridge, bench: ScriptedBench
) -> None:
    now = datetime.now(UTC)
    bench.between = between(now)
    page.begin()
    settle(qtbot, page, bridge)
    panel = page.between
    assert page.views.currentIndex() == BETWEEN
    assert panel.absent.value.text() == "400"
    assert panel.countdown.text().startswith(("3 j", "4 j"))
    assert "22 mars 2026" in panel.purge.text()
    assert "deux jours" in panel.notice.text()
    QTest.keyClick(panel.start, Qt.Key.Key_Return)
    settle(qtbot, page, bridge)
    assert len(bench.told("start_between_rounds")) == 1
    assert not panel.start.isVisible()
    assert "ouverte" in panel.done.text()
    with qtbot.waitSignal(page.go_requested) as asked:
        panel.room.click()
    assert asked.args == ["room"]


def test_between_the_rounds_time_runs_out(
    qtbot: QtBot, page: ListsPage, bridge: Bridge, bench: ScriptedBench
) -> None:
    now = datetime.now(UTC)
    bench.between = between(now)
    page.begin()
    settle(qtbot, page, bridge)
    panel = page.between
    panel.tell_time(now + timedelta(days=3))
    assert "sont passés" in panel.notice.text()
    assert panel.start.isEnabled()
    panel.tell_time(now + timedelta(days=4, minutes=1))
    assert panel.countdown.text() == "Silence"
    assert not panel.start.isEnabled()


def test_between_the_rounds_says_what_is_missing(
    qtbot: QtBot, page: ListsPage, bridge: Bridge, bench: ScriptedBench
) -> None:
    begin(qtbot, page, bridge, BETWEEN)
    assert "émargement" in page.between.notice.text()
    with qtbot.waitSignal(page.go_requested) as asked:
        page.between.to_files.click()
    assert asked.args == ["files"]
    bench.undated = True
    begin(qtbot, page, bridge, BETWEEN)
    assert "date du second tour" in page.between.notice.text()
    assert not page.between.to_files.isVisible()
    bench.undated = False
    bench.between = replace(between(datetime.now(UTC)), people=0, lines=0)
    begin(qtbot, page, bridge, BETWEEN)
    assert "contacts" in page.between.notice.text()
    assert not page.between.start.isEnabled()


def test_without_a_round_nothing_can_be_counted(
    qtbot: QtBot, page: ListsPage, bridge: Bridge, bench: ScriptedBench
) -> None:
    bench.known_round = False
    begin(qtbot, page, bridge, LISTS)
    assert "Aucun tour" in page.builder.counts.text()
    assert not page.campaigns.fresh.isEnabled()
    assert bench.told("between_rounds") == []


def test_tags_from_files_are_only_text(
    qtbot: QtBot, page: ListsPage, bridge: Bridge, bench: ScriptedBench
) -> None:
    begin(qtbot, page, bridge, LISTS)
    page.builder.add_condition(Field.TAG)
    tick(page, 0, "<b>élu</b>")
    assert "<b>élu</b>" in page.builder.sentence.text()
    formats = {label.textFormat() for label in page.findChildren(QLabel)}
    assert formats == {Qt.TextFormat.PlainText}
    settle(qtbot, page, bridge)


def test_every_control_has_a_name(qtbot: QtBot, page: ListsPage, bridge: Bridge) -> None:
    begin(qtbot, page, bridge, LISTS)
    for field in Field:
        page.builder.add_condition(field)
    page.begin_campaign()
    settle(qtbot, page, bridge)
    for kind in (QComboBox, QPushButton, QAbstractSpinBox, QSlider, QLineEdit):
        for control in page.findChildren(kind):
            inside = isinstance(control.parentWidget(), (QAbstractSpinBox, QComboBox))
            unused = control is page.toast.action
            assert inside or unused or control.accessibleName(), control


def test_the_page_follows_theme_and_text_size(
    qtbot: QtBot, page: ListsPage, bridge: Bridge, look: Theme
) -> None:
    begin(qtbot, page, bridge, LISTS)
    for mode in (Mode.LIGHT, Mode.DARK):
        for percent in (200, 100):
            look.apply(Look(mode, percent))
            assert not page.grab().isNull()
