"""The desk as a screen reader and a switch see it: names, roles, and a call made by its actions."""

from __future__ import annotations

import operator
from collections.abc import Iterator
from functools import partial

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleActionInterface, QAccessibleInterface
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from phonebank.bridge import Bridge
from phonebank.domain.outcomes import Outcome
from phonebank.ui.desk.page import DeskPage
from phonebank.ui.desk.state import Phase
from phonebank.ui.supervisor.rail import Rail
from phonebank.ui.theme import Theme
from phonebank.ui.widgets.button_faces import Kind
from phonebank.ui.widgets.buttons import Button
from phonebank.ui.widgets.check import Check
from phonebank.ui.window import MainWindow
from tests.ui.scripted_office import YANIS, ScriptedDesk

ROLE = QAccessible.Role
CONTROLS = (ROLE.Button, ROLE.CheckBox, ROLE.EditableText, ROLE.List, ROLE.SpinBox, ROLE.Client)


def accessible(widget: QWidget) -> QAccessibleInterface:
    """What assistive technology is told of a widget."""
    found = QAccessible.queryAccessibleInterface(widget)
    assert found is not None
    return found


def name_of(widget: QWidget) -> str:
    return accessible(widget).text(QAccessible.Text.Name)


def controls(root: QWidget) -> Iterator[QWidget]:
    """Every control the keyboard reaches now."""
    for widget in (root, *root.findChildren(QWidget)):
        inside_a_field = widget.objectName().startswith("qt_")
        reached = widget.isVisible() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        if reached and not inside_a_field:
            yield widget


def press(root: QWidget, name: str, qtbot: QtBot) -> None:
    """Press the control of that name, as a screen reader does, once it is there."""

    def called() -> list[QWidget]:
        return [widget for widget in controls(root) if name_of(widget) == name]

    qtbot.waitUntil(lambda: bool(called()))
    action = accessible(called()[0]).actionInterface()
    assert action is not None
    action.doAction(QAccessibleActionInterface.pressAction())


def test_every_control_of_the_window_has_a_name_and_a_role(
    window: MainWindow, bridge: Bridge, qtbot: QtBot
) -> None:
    assert window.page is not None
    nameless = [widget for widget in controls(window.page) if not name_of(widget)]
    assert nameless == []
    window.signing.sign_in(ScriptedDesk().accounts()[0], "246810")
    qtbot.waitUntil(lambda: isinstance(window.page, DeskPage) and not bridge.busy)
    assert window.page is not None
    for phase in ("ready", "in call"):
        found = list(controls(window.page))
        assert len(found) > 20
        assert [widget for widget in found if not name_of(widget)] == [], phase
        roles = {accessible(widget).role() for widget in found}
        assert roles <= set(CONTROLS), roles
        window.presenter.call()
        qtbot.waitUntil(lambda: not bridge.busy)


def test_a_whole_call_is_made_by_a_screen_readers_actions(
    desk: DeskPage, window: MainWindow, office: ScriptedDesk, bridge: Bridge, qtbot: QtBot
) -> None:
    desk_now = window.presenter

    def answered(mark: str) -> bool:
        return mark in dict(desk_now.state.draft.marks)

    press(desk, "M. Yanis Garnier, 18–24 ans", qtbot)
    qtbot.waitUntil(lambda: desk_now.state.draft.person_id == YANIS.person_id)
    press(desk, "Appeler", qtbot)
    qtbot.waitUntil(lambda: name_of(desk.call_card.number) == "06 39 98 12 34")
    for mark, answer in (("agrees", "Oui"), ("will_vote", "Oui"), ("when", "Vers midi")):
        press(desk, answer, qtbot)
        qtbot.waitUntil(partial(answered, mark))
    assert accessible(desk.outcomes.buttons[Outcome.CONVERSATION]).state().checked
    press(desk, "Enregistrer et suivant", qtbot)
    qtbot.waitUntil(lambda: bool(office.reports) and not bridge.busy)
    report = office.reports[0]
    assert report.outcome is Outcome.CONVERSATION
    assert report.person_id == YANIS.person_id
    assert [answer[:2] for answer in report.answers][-1] == ("when", "midday")
    qtbot.waitUntil(lambda: desk_now.state.phase is Phase.READY)


def test_the_outcomes_definition_is_told_with_its_name(desk: DeskPage) -> None:
    for button in desk.outcomes.buttons.values():
        assert accessible(button).text(QAccessible.Text.Description)


def clicks_of(control: Button | Check) -> list[bool]:
    """What each click leaves the mark at, as they come."""
    clicks: list[bool] = []

    def clicked(checked: bool) -> None:
        clicks.append(checked)

    control.clicked.connect(clicked)
    return clicks


@pytest.mark.parametrize("action", ["Toggle", "Press"])
def test_a_choice_acts_by_whatever_action_a_screen_reader_takes_first(
    look: Theme, qtbot: QtBot, action: str
) -> None:
    for control in (Button("Refus", Kind.CHOICE), Check("Rappeler")):
        qtbot.addWidget(control)
        control.show()
        clicks = clicks_of(control)
        control.setChecked(True)
        control.setChecked(False)
        assert clicks == [], "what the program marks is no click"
        actions = accessible(control).actionInterface()
        assert actions is not None
        actions.doAction(action)
        qtbot.waitUntil(partial(operator.eq, clicks, [True]), timeout=15_000)
        QTest.mouseClick(control, Qt.MouseButton.LeftButton)
        assert clicks == [True, False]


@pytest.mark.parametrize("action", ["Toggle", "Press"])
def test_the_rail_goes_where_a_screen_reader_says(look: Theme, qtbot: QtBot, action: str) -> None:
    rail = Rail((("room", "Salle", "people"), ("files", "Fichiers", "building")))
    qtbot.addWidget(rail)
    rail.show()
    chosen: list[str] = []
    rail.chosen.connect(chosen.append)
    rail.show_place("room")
    assert chosen == []
    actions = accessible(rail.buttons["files"]).actionInterface()
    assert actions is not None
    actions.doAction(action)
    qtbot.waitUntil(lambda: chosen == ["files"], timeout=15_000)
