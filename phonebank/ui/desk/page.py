"""The desk: three columns, a bar, and every key. It draws the presenter's state, no more."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from phonebank.domain.outcomes import Outcome
from phonebank.ui.desk import outcome_texts
from phonebank.ui.desk.call_card import CallCard
from phonebank.ui.desk.desk_notice import DeskNotice
from phonebank.ui.desk.key_actions import KeyActions
from phonebank.ui.desk.key_map import press_of
from phonebank.ui.desk.left_column import LeftColumn
from phonebank.ui.desk.message_page import MessagePage
from phonebank.ui.desk.my_calls import MyCallsDialog
from phonebank.ui.desk.outcome_panel import OutcomePanel
from phonebank.ui.desk.script_card import ScriptCard
from phonebank.ui.desk.search_dialog import SearchDialog
from phonebank.ui.desk.skip_menu import SkipMenu
from phonebank.ui.desk.state import WORKING, DeskState, Phase, Saved
from phonebank.ui.desk.top_bar import TopBar
from phonebank.ui.faults import worded
from phonebank.ui.theme import active
from phonebank.ui.widgets.announce import announce
from phonebank.ui.widgets.frames import CardFrame, Column
from phonebank.ui.widgets.labels import PlainLabel
from phonebank.ui.widgets.toast import Toast

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

    from phonebank.calling.results import MyCall
    from phonebank.domain.card import OfficeFacts
    from phonebank.ui.desk.listening import Listening
    from phonebank.ui.desk.presenter import DeskPresenter

_PATIENCE_MS = 250
"""A wait shorter than this changes nothing on the screen."""
_SIDE = 286
_STACKED_FROM = 140
"""Percent of text size from which three columns leave the script no room."""
_SAID_SECONDS = 6


class DeskPage(QWidget):
    """A caller's whole screen."""

    mode_chosen = Signal(str)
    language_chosen = Signal(str)
    percent_chosen = Signal(int)

    def __init__(
        self,
        presenter: DeskPresenter,
        listening: Listening,
        office: OfficeFacts,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._presenter = presenter
        self._listening = listening
        self._office = office
        self._phase: Phase | None = None
        self._card: object = None
        self._scroll: Column | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(self.tr("Poste d’appel"))
        self._build()
        self._connect()
        self.show_state(presenter.state)

    def _build(self) -> None:
        theme = active()
        zone = self._office.time_zone
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.bar = TopBar(self._presenter.caller, self._office)
        column.addWidget(self.bar)
        notices = QVBoxLayout()
        notices.setContentsMargins(theme.px(16), 0, theme.px(16), 0)
        self.notice = DeskNotice(zone)
        self.notice.setContentsMargins(0, 0, 0, 0)
        notices.addSpacing(theme.px(14))
        notices.addWidget(self.notice)
        column.addLayout(notices)
        self.pages = QStackedWidget()
        column.addWidget(self.pages, 1)
        self.work = QWidget()
        row = self._columns = QHBoxLayout(self.work)
        row.setSpacing(theme.px(16))
        side = round(_SIDE * (1 + (theme.look.percent / 100 - 1) * 0.4))
        self.left = LeftColumn(zone)
        if theme.look.percent < _STACKED_FROM:
            self.left.setFixedWidth(side)
        self.call_card = CallCard(zone)
        self.script = ScriptCard(self._presenter.caller)
        self.correcting = CardFrame(self.tr("Vous corrigez un appel"), margin=24)
        words = self.tr(
            "Choisissez à droite ce qui s’est vraiment passé. La fiche suivante vous attend."
        )
        self.correcting.body.addWidget(PlainLabel(words, "large", wrap=True))
        self.correcting.body.addStretch(1)
        if theme.look.percent >= _STACKED_FROM:
            row.addWidget(self._stacked(), 1)
        else:
            row.addWidget(self.left)
            centre = QVBoxLayout()
            centre.setSpacing(theme.px(12))
            centre.addWidget(self.call_card)
            centre.addWidget(self.script, 1)
            centre.addWidget(self.correcting, 1)
            row.addLayout(centre, 1)
        self.outcomes = OutcomePanel(self._office)
        self.outcomes.setFixedWidth(side + 6)
        row.addWidget(self.outcomes)
        self.pages.addWidget(self.work)
        self.message = MessagePage(zone)
        self.pages.addWidget(self.message)
        stacked = theme.look.percent >= _STACKED_FROM
        self.toast = Toast(self, side, self._beside_the_counts if stacked else None)
        self.skip_menu = SkipMenu(self)
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(_PATIENCE_MS)
        self._keys = KeyActions(self, self._presenter)

    def _beside_the_counts(self) -> QRect:
        """The campaign's name may be missed for ten seconds; the script may not."""
        edge, bar = active().px(6), self.bar
        last = bar.link if bar.mine.isHidden() else bar.mine
        right = last.mapTo(self, QPoint(0, 0)).x()
        return QRect(edge, bar.y() + edge, right - 2 * edge, bar.height() - 2 * edge)

    def _stacked(self) -> Column:
        """Large text: the card's people come under the script, and the whole scrolls."""
        theme = active()
        column = self._scroll = Column()
        self.script.setMinimumHeight(theme.px(330))
        self.script.show_whole()
        self.left.setMinimumHeight(theme.px(230))
        for widget in (self.call_card, self.script, self.correcting, self.left):
            column.body.addWidget(widget)
        return column

    def _connect(self) -> None:
        desk = self._presenter
        desk.changed.connect(self.show_state)
        desk.saved.connect(self._on_saved)
        desk.said.connect(self.say)
        desk.my_calls_read.connect(self._on_my_calls)
        self.bar.campaign_chosen.connect(desk.choose_campaign)
        self.bar.my_calls_requested.connect(desk.read_my_calls)
        self.bar.pause_requested.connect(desk.pause)
        self.bar.lock_requested.connect(desk.lock)
        self.bar.search_requested.connect(self.open_search)
        self.bar.sign_out_requested.connect(desk.sign_out)
        self.bar.menu.mode_chosen.connect(self.mode_chosen)
        self.bar.menu.language_chosen.connect(self.language_chosen)
        self.bar.menu.percent_chosen.connect(self.percent_chosen)
        self.left.person_chosen.connect(desk.choose_person)
        self.call_card.call_requested.connect(desk.call)
        self.call_card.skip_requested.connect(self.open_skips)
        self.skip_menu.reason_chosen.connect(desk.skip)
        self.script.answered.connect(desk.answer)
        self.script.changed_mind.connect(desk.change_answer)
        self.script.passed.connect(desk.pass_step)
        self.script.stepped_back.connect(desk.step_back)
        self.script.listen_requested.connect(self.listen)
        self.script.sheet_shown.connect(self._on_sheet)
        self.script.information_ticked.connect(desk.set_information_given)
        self.outcomes.outcome_chosen.connect(desk.choose_outcome)
        self.outcomes.save_requested.connect(desk.save)
        self.outcomes.save_without_opinions_requested.connect(desk.save_without_opinions)
        self.outcomes.correction_cancelled.connect(desk.cancel_correction)
        self.outcomes.outcome_withdrawn.connect(desk.withdraw_outcome)
        self.outcomes.information_ticked.connect(desk.set_information_given)
        self.outcomes.details.callback_picked.connect(desk.set_callback)
        self.outcomes.details.hint_chosen.connect(desk.set_hint)
        self.outcomes.details.language_chosen.connect(desk.set_language)
        self.outcomes.note.changed.connect(desk.set_note)
        self.message.onward_requested.connect(desk.resume)
        self.message.campaign_chosen.connect(desk.choose_campaign)
        self.toast.undo_requested.connect(desk.undo)
        self._listening.changed.connect(self.show_reading)
        self._listening.failed.connect(self.say)
        self._patience.timeout.connect(self._on_patience)

    def show_state(self, state: DeskState) -> None:
        """Draw a new state."""
        self.bar.show_state(state)
        self.notice.show_state(state)
        self._space()
        if state.phase is not Phase.LOADING or self._phase is None:
            self.message.show_state(state)
        working = state.phase in WORKING or state.correction is not None
        if working:
            self.left.show_state(state)
            self.call_card.show_state(state)
            correcting = state.correction is not None
            lined = state.card is not None and state.phase is not Phase.UNFINISHED
            self.call_card.setVisible(lined and not correcting)
            self.script.setVisible(not correcting)
            self.correcting.setVisible(correcting)
            self.script.show_state(state)
        self.outcomes.show_state(state)
        if state.phase is Phase.LOADING and self._phase in WORKING:
            self._patience.start()
        else:
            self._patience.stop()
            self.pages.setCurrentWidget(self.work if working else self.message)
        moved = state.phase is not self._phase or state.shown_card is not self._card
        self._phase, self._card = state.phase, state.shown_card
        if moved:
            self._on_moved(state)

    def say(self, sentence: str) -> None:
        """Show a sentence for a moment."""
        if sentence:
            announce(self, worded(sentence))
            self.toast.offer(worded(sentence), "", _SAID_SECONDS)

    def listen(self) -> None:
        """Read the words on the screen aloud, or stop."""
        if self._listening.reading:
            self._listening.stop()
            return
        script = self._presenter.state.script
        text = self.script.spoken_text()
        if script is not None and text:
            self._listening.toggle(text, script.language)

    def open_skips(self) -> None:
        """Offer the reasons for leaving this line to a colleague."""
        if self.call_card.skip.isVisible() and self.call_card.skip.isEnabled():
            corner = self.call_card.skip.rect().bottomLeft()
            self.skip_menu.popup(self.call_card.skip.mapToGlobal(corner))
            self.skip_menu.setActiveAction(self.skip_menu.actions()[0])

    def open_search(self) -> None:
        """Ask who rings back, where no call is under way."""
        if self._presenter.may_take:
            dialog = SearchDialog(*self._presenter.finding(), self._office, self)
            dialog.chosen.connect(self._presenter.take_found)
            dialog.open()

    def show_reading(self, reading: bool) -> None:
        """Show whether something is read aloud."""
        self.script.show_reading(reading=reading)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Every key of the desk that no field wanted for itself."""
        focused = self.focusWidget()
        typing = isinstance(focused, QLineEdit | QPlainTextEdit | QAbstractSpinBox)
        press = press_of(event, typing=typing)
        if press is None and typing and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._presenter.save()
            return
        if press is None or not self._keys.act(press):
            super().keyPressEvent(event)

    def _space(self) -> None:
        """A notice over the columns stands clear of them."""
        edge = active().px(16)
        above = active().px(12) if self.notice.isVisibleTo(self) else 0
        self.work.setContentsMargins(0, above, 0, 0)
        self._columns.setContentsMargins(edge, 0, edge, edge)

    def _on_moved(self, state: DeskState) -> None:
        self._listening.stop()
        if self._scroll is not None:
            self._scroll.verticalScrollBar().setValue(0)
        if state.phase is Phase.READY and state.correction is None:
            self.call_card.call.setFocus()
            name = self.left.people_summary()
            announce(self, self.tr("Nouvelle fiche : {name}").format(name=name))
        elif state.phase in WORKING or not self.message.onward.isVisibleTo(self):
            self.setFocus()
        else:
            self.message.onward.setFocus()
            announce(self, self.message.heading.text())
        if state.phase is Phase.IN_CALL:
            announce(self, self.call_card.number.text())

    def _on_patience(self) -> None:
        self.message.show_state(self._presenter.state)
        self.pages.setCurrentWidget(self.message)

    def _on_saved(self, saved: Saved) -> None:
        outcome = saved.report.outcome
        # An objection stays: only a supervisor lifts it.
        action = "" if outcome is Outcome.DO_NOT_CALL else self.tr("Annuler (Ctrl+Z)")
        self.toast.offer(outcome_texts.saved(outcome), action)

    def _on_my_calls(self, calls: tuple[MyCall, ...]) -> None:
        dialog = MyCallsDialog(calls, self._office.time_zone, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.correction_requested.connect(self._presenter.correct_call)
        dialog.open()

    def _on_sheet(self, _sheet: object) -> None:
        self._listening.stop()
        self.setFocus()
