"""What must be seen without scrolling on a small laptop, and the way back from each choice."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from phonebank.bridge import Bridge
from phonebank.domain.outcomes import FIRST_SCREEN, SECOND_SCREEN, Outcome
from phonebank.ui.desk import outcome_texts
from phonebank.ui.desk.my_calls import MyCallsDialog
from phonebank.ui.desk.page import DeskPage
from phonebank.ui.language import Language, unbroken
from phonebank.ui.widgets.frames import Column
from phonebank.ui.window import MainWindow
from tests.ui.scripted_office import HELENE, YANIS

Presses = Callable[..., None]
KEY = Qt.Key
AT_ONCE = (Outcome.NO_ANSWER, Outcome.DO_NOT_CALL)


def beyond(desk: DeskPage) -> int:
    """Pixels of the outcome column that are out of sight."""
    column = desk.outcomes.findChild(Column)
    assert isinstance(column, Column)
    return column.verticalScrollBar().maximum()


@pytest.mark.parametrize("size", [(1366, 768), (1280, 800)])
@pytest.mark.parametrize("code", ["fr", "en"])
def test_every_outcome_fits_with_its_sentences_on_a_small_laptop(
    window: MainWindow,
    desk: DeskPage,
    press: Presses,
    qtbot: QtBot,
    size: tuple[int, int],
    code: str,
) -> None:
    window.choose_language(code)
    page = window.page
    assert isinstance(page, DeskPage)
    window.resize(*size)
    window.presenter.call()
    qtbot.waitUntil(lambda: window.presenter.state.talking)
    window.presenter.set_information_given(given=True)
    for outcome in (*FIRST_SCREEN, *SECOND_SCREEN):
        if outcome in AT_ONCE:
            continue
        window.presenter.choose_outcome(outcome)
        QApplication.processEvents()
        assert page.outcomes.effect.text()
        assert beyond(page) == 0, outcome


def test_the_chosen_outcome_is_always_among_those_shown(
    window: MainWindow, desk: DeskPage, press: Presses
) -> None:
    press(KEY.Key_F5)
    press(KEY.Key_0, "0")
    press(KEY.Key_A, "a")
    press(KEY.Key_A, "a")
    assert window.presenter.state.draft.outcome is Outcome.CONVERSATION
    assert desk.outcomes.buttons[Outcome.CONVERSATION].isVisible()


def test_an_outcome_with_details_can_be_left_for_another(
    window: MainWindow, desk: DeskPage, press: Presses
) -> None:
    press(KEY.Key_F5)
    press(KEY.Key_2, "2")
    assert not desk.outcomes.buttons[Outcome.BUSY].isVisible()
    desk.outcomes.unchoose.click()
    assert window.presenter.state.draft.outcome is None
    assert desk.outcomes.buttons[Outcome.BUSY].isVisible()
    desk.setFocus()
    press(KEY.Key_6, "6")
    press(KEY.Key_Escape)
    assert window.presenter.state.draft.outcome is None


def test_a_recorded_objection_cannot_be_left_and_offers_no_undo(
    window: MainWindow, desk: DeskPage, press: Presses
) -> None:
    press(KEY.Key_F5)
    press(KEY.Key_9, "9")
    assert not desk.outcomes.unchoose.isVisible()
    window.presenter.withdraw_outcome()
    assert window.presenter.state.draft.outcome is Outcome.DO_NOT_CALL
    press(KEY.Key_Return, "\r")
    assert desk.toast.isVisible()
    assert not desk.toast.action.isVisible()


@pytest.mark.qt_log_ignore("This plugin does not support")
def test_too_late_to_undo_the_last_calls_are_offered(
    desk: DeskPage, press: Presses, qtbot: QtBot, bridge: Bridge
) -> None:
    press(KEY.Key_Z, "z", Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: desk.findChild(MyCallsDialog) is not None and not bridge.busy)
    dialog = desk.findChild(MyCallsDialog)
    assert isinstance(dialog, MyCallsDialog)
    dialog.reject()


@pytest.mark.parametrize("percent", [150, 200])
def test_large_text_leaves_the_script_in_sight_under_what_was_saved(
    window: MainWindow, desk: DeskPage, percent: int, qtbot: QtBot
) -> None:
    window.resize(1280, 760)
    window.choose_percent(percent)
    page = window.page
    assert isinstance(page, DeskPage)
    qtbot.waitUntil(lambda: page.script.isVisible(), timeout=15_000)
    page.toast.offer("Enregistré : ne souhaite pas répondre.", "Annuler (Ctrl+Z)")
    place = page.toast.geometry()
    assert place.bottom() <= page.pages.geometry().top() + 4
    assert place.right() < page.bar.mine.mapTo(page, QPoint(0, 0)).x()
    assert page.toast.action.width() >= page.toast.action.sizeHint().width()


def test_a_sentence_without_an_action_makes_a_low_toast(desk: DeskPage) -> None:
    desk.say("Résultat corrigé.")
    low = desk.toast.height()
    desk.toast.offer("Enregistré.", "Annuler (Ctrl+Z)")
    assert low < desk.toast.height() - 20


def test_the_note_takes_one_line_until_it_is_written(desk: DeskPage, press: Presses) -> None:
    press(KEY.Key_F5)
    field = desk.outcomes.note.field
    closed = field.height()
    press(KEY.Key_F4)
    desk.outcomes.note.field.setPlainText("un\ndeux\ntrois\nquatre")
    assert field.height() > 2 * closed - 10
    press(KEY.Key_Escape)
    desk.outcomes.note.field.setPlainText("")
    assert field.height() == closed


def test_the_effect_agrees_with_the_person(qapp: QApplication) -> None:
    Language(qapp, "fr")
    woman = outcome_texts.effect(Outcome.CONVERSATION, HELENE)
    man = outcome_texts.effect(Outcome.CONVERSATION, YANIS)
    nobody = outcome_texts.effect(Outcome.CONVERSATION)
    assert "Mme Hélène Garnier ne sera plus appelée dans" in woman
    assert "M. Yanis Garnier ne sera plus appelé dans" in man
    assert "Cette personne ne sera plus appelée dans" in nobody


def test_no_line_breaks_before_a_colon_or_inside_quotes() -> None:
    assert unbroken("« Oui » : rien ! Vu ?") == ("«\u00a0Oui\u00a0»\u00a0: rien\u00a0! Vu\u00a0?")
    assert unbroken("at 18:30: yes?") == "at 18:30: yes?"


def test_what_follows_says_after_which_answer(desk: DeskPage, press: Presses) -> None:
    assert desk.script.following.text() == ("Ensuite, si «\u00a0Oui\u00a0»\u00a0: Aller voter")
    press(KEY.Key_F5)
    press(KEY.Key_A, "a")
    press(KEY.Key_A, "a")
    assert desk.script.following.text() == "Ensuite\u00a0: Le point de départ"
