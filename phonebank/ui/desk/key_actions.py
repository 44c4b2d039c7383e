"""Which part of the desk answers a key's action."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from phonebank.ui.desk.key_map import Action, Press
from phonebank.ui.desk.script_sheets import Sheet
from phonebank.ui.desk.state import Phase

if TYPE_CHECKING:
    from collections.abc import Callable

    from phonebank.ui.desk.page import DeskPage
    from phonebank.ui.desk.presenter import DeskPresenter

_WITHOUT_A_LINE = (
    Action.SAVE,
    Action.PAUSE,
    Action.LOCK,
    Action.UNDO,
    Action.MY_CALLS,
    Action.FIND,
    Action.ESCAPE,
)


class KeyActions:
    """Carries out what `key_map` read from the keyboard."""

    def __init__(self, page: DeskPage, presenter: DeskPresenter) -> None:
        self._page = page
        self._desk = presenter
        self._plain: dict[Action, Callable[[], None]] = {
            Action.CALL: presenter.call,
            Action.STEP_BEFORE: presenter.step_back,
            Action.STEP_AFTER: self._onward,
            Action.LISTEN: page.listen,
            Action.NOTE: self._note,
            Action.SKIP: page.open_skips,
            Action.SAVE: self._save,
            Action.UNDO: self._undo,
            Action.COPY: page.call_card.copy_number,
            Action.PAUSE: presenter.pause,
            Action.LOCK: presenter.lock,
            Action.MY_CALLS: self._my_calls,
            Action.FIND: page.open_search,
            Action.ESCAPE: self._escape,
        }

    def act(self, press: Press) -> bool:
        """Carry out one press; False when it means nothing here."""
        on_work = self._page.pages.currentWidget() is self._page.work
        if not on_work and press.action not in _WITHOUT_A_LINE:
            return False
        plain = self._plain.get(press.action)
        if plain is not None:
            plain()
            return True
        if press.action is Action.OUTCOME:
            self._page.outcomes.press(press.index)
        elif press.action is Action.ANSWER:
            self._desk.answer_nth(press.index)
        elif press.action is Action.PERSON:
            self._person(press.index)
        elif press.action in (Action.PERSON_BEFORE, Action.PERSON_AFTER):
            self._desk.move_person(-1 if press.action is Action.PERSON_BEFORE else 1)
        else:
            self._sheet(press.action)
        return True

    def _sheet(self, action: Action) -> None:
        sheets = {
            Action.ORIGIN: Sheet.ORIGIN,
            Action.OBJECTIONS: Sheet.OBJECTIONS,
            Action.MESSAGE: Sheet.MESSAGE,
        }
        if action in sheets:
            self._page.script.show_sheet(sheets[action])

    def _person(self, number: int) -> None:
        card = self._desk.state.shown_card
        if card is not None and number <= len(card.people):
            self._desk.choose_person(card.people[number - 1].person_id)

    def _onward(self) -> None:
        path = self._desk.state.path
        if path is not None and path.current is not None and path.current.question is None:
            self._desk.pass_step()

    def _note(self) -> None:
        self._page.outcomes.note.field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _save(self) -> None:
        if self._page.pages.currentWidget() is self._page.message:
            if self._page.message.onward.isVisible():
                self._page.message.onward.click()
        else:
            self._desk.save()

    def _undo(self) -> None:
        if self._page.toast.isVisible() and self._page.toast.action.isVisible():
            self._page.toast.action.click()
        else:
            self._my_calls()

    def _my_calls(self) -> None:
        if self._desk.state.correction is None:
            self._desk.read_my_calls()

    def _escape(self) -> None:
        state = self._desk.state
        if self._page.script.pages.currentWidget() is self._page.script.sheet:
            self._page.script.close_sheet()
        elif state.correction is not None:
            self._desk.cancel_correction()
        elif self._page.outcomes.unchoose.isVisible() and self._page.hasFocus():
            self._desk.withdraw_outcome()
        elif self._page.hasFocus() and self._page.outcomes.back_to_usual():
            pass
        elif state.phase is not Phase.LOADING:
            self._page.setFocus()
