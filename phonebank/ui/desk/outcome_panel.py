"""The right column: how the call ended, what that will do, a note, and on to the next line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout

from phonebank.domain.outcomes import FIRST_SCREEN, RULES, SECOND_SCREEN, Outcome
from phonebank.ui.desk import outcome_texts
from phonebank.ui.desk.note_field import NoteField
from phonebank.ui.desk.outcome_details import OutcomeDetails
from phonebank.ui.desk.receipt import Receipt
from phonebank.ui.desk.state import DeskState, Phase
from phonebank.ui.moments import moment
from phonebank.ui.theme import active
from phonebank.ui.widgets.announce import announce
from phonebank.ui.widgets.button_faces import Kind
from phonebank.ui.widgets.buttons import Button
from phonebank.ui.widgets.check import Check
from phonebank.ui.widgets.frames import CardFrame, Column, Notice
from phonebank.ui.widgets.labels import PlainLabel, set_tip

if TYPE_CHECKING:
    from phonebank.domain.card import OfficeFacts


class OutcomePanel(CardFrame):
    """Draws the outcomes of the screen one is on; says which was chosen."""

    outcome_chosen = Signal(object)
    save_requested = Signal()
    save_without_opinions_requested = Signal()
    correction_cancelled = Signal()
    outcome_withdrawn = Signal()
    information_ticked = Signal(bool)

    def __init__(self, office: OfficeFacts) -> None:
        super().__init__("", spacing=8)
        self._office = office
        self._state = DeskState()
        self._others = False
        self._asked = False
        self._said = ""
        self.buttons: dict[Outcome, Button] = {}
        self._build()

    def _build(self) -> None:
        theme = active()
        self.heading = PlainLabel("", "title", wrap=True)
        self.body.addWidget(self.heading)
        self._column = Column(spacing=5)
        self.body.addWidget(self._column, 1)
        for screen in (FIRST_SCREEN, SECOND_SCREEN):
            for number, outcome in enumerate(screen, start=1):
                self._column.body.addWidget(self._button(outcome, number))
        self.other = Button(self.tr("Autre…"), key="0", spread=True, snug=True)
        self.other.clicked.connect(self.turn)
        self._column.body.addWidget(self.other)
        self.unchoose = Button(
            self.tr("Choisir un autre résultat"), key=self.tr("Échap"), small=True, spread=True
        )
        self.unchoose.clicked.connect(self.outcome_withdrawn)
        self._column.body.addWidget(self.unchoose)
        self._column.body.addSpacing(theme.px(4))
        self.definition = PlainLabel("", "muted", wrap=True)
        self._column.body.addWidget(self.definition)
        self.details = OutcomeDetails(self._office)
        self._column.body.addWidget(self.details)
        self.effect = PlainLabel("", "small", wrap=True)
        self._column.body.addWidget(self.effect)
        self.receipt = Receipt()
        self._column.body.addWidget(self.receipt)
        self._column.body.addStretch(1)
        foot = QVBoxLayout()
        foot.setSpacing(theme.px(8))
        self.information = Check(self.tr("Information donnée (F7)"))
        self.information.toggled.connect(self.information_ticked)
        foot.addWidget(self.information)
        self.note = NoteField()
        foot.addWidget(self.note)
        self.missing = Notice("", "warning", "warning")
        foot.addWidget(self.missing)
        self.without = Button(self.tr("Enregistrer sans ces réponses"), small=True)
        self.without.clicked.connect(self.save_without_opinions_requested)
        foot.addWidget(self.without)
        self.cancel = Button(self.tr("Garder le résultat"), small=True, key=self.tr("Échap"))
        self.cancel.clicked.connect(self.correction_cancelled)
        foot.addWidget(self.cancel)
        self.save = Button("", Kind.PRIMARY, key="↵", tall=True)
        self.save.clicked.connect(self.save_requested)
        foot.addWidget(self.save)
        self.body.addLayout(foot)

    def _button(self, outcome: Outcome, number: int) -> Button:
        button = Button(
            outcome_texts.label(outcome),
            Kind.CHOICE,
            key=str(number),
            tone=outcome_texts.TONES.get(outcome, ""),
            spread=True,
            snug=True,
        )
        means = outcome_texts.definition(outcome)
        button.setAccessibleDescription(means)
        set_tip(button, means)
        button.setProperty("outcome", outcome.value)
        button.clicked.connect(self._on_outcome)
        self.buttons[outcome] = button
        return button

    def show_state(self, state: DeskState) -> None:
        """Show what may be chosen, what is chosen and what it will do."""
        if state.card is not self._state.card or state.correction is not self._state.correction:
            self._others = False
            self._column.verticalScrollBar().setValue(0)
        chosen = state.draft.outcome
        if chosen is not None and chosen is not self._state.draft.outcome:
            self._others = chosen in SECOND_SCREEN
        self._state = state
        self._show_heading(state)
        self._show_buttons(state)
        self.details.show_state(state)
        self._show_effect(state)
        self.note.show_note(state.draft.note)
        self.note.setEnabled(state.talking or state.phase is Phase.READY)
        self._show_foot(state)

    def press(self, digit: int) -> None:
        """A digit was pressed: choose that outcome, or turn to the other ones."""
        if not self._state.talking:
            return
        if digit == 0:
            self.turn()
            return
        screen = SECOND_SCREEN if self._others else FIRST_SCREEN
        if digit <= len(screen):
            self.outcome_chosen.emit(screen[digit - 1])

    def turn(self) -> None:
        """Turn between the usual outcomes and the others."""
        self._others = not self._others
        self._show_buttons(self._state)
        self._show_effect(self._state)

    def back_to_usual(self) -> bool:
        """Leave the other outcomes where none of them is chosen; False where there is nothing to
        leave."""
        if not self._others or self._state.draft.outcome in SECOND_SCREEN:
            return False
        self.turn()
        return True

    def _show_heading(self, state: DeskState) -> None:
        if state.correction is not None:
            name = state.correction.name
            text = self.tr("Corriger l’appel : {name}").format(name=name) if name else ""
            self.heading.setText(text or self.tr("Corriger l’appel précédent"))
        elif state.phase is Phase.UNFINISHED:
            self.heading.setText(self.tr("Que s’est-il passé avec cet appel ?"))
        else:
            self.heading.setText(self.tr("Comment s’est passé l’appel ?"))
        self.setAccessibleName(self.heading.text())

    def _show_buttons(self, state: DeskState) -> None:
        chosen = state.draft.outcome
        screen = SECOND_SCREEN if self._others else FIRST_SCREEN
        folded = (self.details.asks(chosen) or state.objected) and chosen in screen
        for outcome, button in self.buttons.items():
            button.setVisible(outcome in screen and (not folded or outcome is chosen))
            button.setChecked(outcome is chosen)
            locked = state.objected or state.objecting
            allowed = outcome is not Outcome.VOICEMAIL_LEFT or state.message_allowed
            free = not locked or outcome is Outcome.DO_NOT_CALL
            button.setEnabled(state.talking and free and allowed)
        label = self.tr("Les plus fréquents…") if self._others else self.tr("Autre…")
        self.other.set_label(label)
        self.other.setVisible(not folded)
        self.unchoose.setVisible(folded and state.talking and not state.objected)
        self.other.setEnabled(state.talking and not state.objected)

    def _show_effect(self, state: DeskState) -> None:
        outcome = state.draft.outcome
        if outcome is None or not state.talking:
            self.effect.show_text("")
            self.definition.show_text("")
            self._said = ""
            return
        text = outcome_texts.effect(outcome, state.person if RULES[outcome].needs_person else None)
        at = state.draft.callback_at
        if outcome is Outcome.CALLBACK and at is not None:
            text = outcome_texts.callback_effect(
                moment(at, self._office.time_zone), mine=state.draft.callback_mine
            )
        self.definition.show_text(outcome_texts.definition(outcome))
        self.effect.show_text(text)
        if text != self._said:
            QTimer.singleShot(0, self._show_foot_of_list)
            self._said = text
            announce(self, f"{outcome_texts.label(outcome)}. {text}")

    def _show_foot_of_list(self) -> None:
        if self.details.asks(self._state.draft.outcome):
            self._column.verticalScrollBar().setValue(0)
        else:
            self._column.ensureWidgetVisible(self.effect, 0, 0)
        self._column.horizontalScrollBar().setValue(0)

    def _show_foot(self, state: DeskState) -> None:
        self.receipt.show_receipt(self._receipt(state), state.receipt)
        path = state.path
        opinion = bool(path and path.opinion) and state.correction is None
        self.information.setVisible(opinion or state.draft.information_given)
        self.information.blockSignals(True)
        self.information.setChecked(state.draft.information_given)
        self.information.blockSignals(False)
        self.missing.show_notice(self._missing(state.missing), "warning")
        if state.missing == "callback" and not self._asked:
            self.details.callback.focus_first()
        self._asked = state.missing == "callback"
        self.without.setVisible(state.missing == "information")
        self.cancel.setVisible(state.correction is not None)
        if state.correction is not None:
            self.save.set_label(self.tr("Corriger"))
        elif state.phase is Phase.SAVING:
            self.save.set_label(self.tr("Enregistrement…"))
        else:
            self.save.set_label(self.tr("Enregistrer et suivant"))
        self.save.setEnabled(state.talking and not state.objecting)

    def _receipt(self, state: DeskState) -> str:
        if not state.objected:
            return ""
        if not state.receipt:
            return self.tr("Opposition gardée sur ce poste ; elle part dès le retour du réseau.")
        return self.tr("Opposition enregistrée. Lisez ce code à la personne :")

    def _missing(self, what: str) -> str:
        return {
            "outcome": self.tr("Choisissez d’abord comment l’appel s’est passé."),
            "person": self.tr("Choisissez à qui vous avez parlé, à gauche."),
            "callback": self.tr("Choisissez quand rappeler."),
            "information": self.tr(
                "Une réponse donne une opinion : dites d’où viennent les données (F7), cochez, "
                "puis enregistrez."
            ),
        }.get(what, "")

    def _on_outcome(self) -> None:
        button = self.sender()
        if isinstance(button, Button):
            self.outcome_chosen.emit(Outcome(str(button.property("outcome"))))
