"""What some outcomes still ask: the moment to ring back, when someone is there, which language."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from phonebank.domain.outcomes import Outcome
from phonebank.ui.desk.callback_picker import CallbackPicker
from phonebank.ui.theme import active
from phonebank.ui.widgets.button_faces import Kind
from phonebank.ui.widgets.buttons import Button
from phonebank.ui.widgets.flow import Flow

if TYPE_CHECKING:
    from phonebank.domain.card import OfficeFacts
    from phonebank.ui.desk.state import DeskState


class Choices(QWidget):
    """A few words of which one may be chosen; choosing it again takes it back."""

    chosen = Signal(str)

    def __init__(self, words: dict[str, str], name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.buttons: dict[str, Button] = {}
        flow = Flow(active().px(6))
        self.setLayout(flow)
        for value, label in words.items():
            button = Button(label, Kind.CHOICE, small=True)
            button.setProperty("value", value)
            button.clicked.connect(self._on_clicked)
            self.buttons[value] = button
            flow.addWidget(button)

    def show_chosen(self, value: str) -> None:
        """Mark one of them, or none."""
        for own, button in self.buttons.items():
            button.setChecked(own == value)

    def _on_clicked(self) -> None:
        button = self.sender()
        if isinstance(button, Button):
            value = str(button.property("value"))
            self.chosen.emit(value if button.isChecked() else "")


class OutcomeDetails(QWidget):
    """Shows the one detail the chosen outcome asks for, or nothing."""

    callback_picked = Signal(object, bool)
    hint_chosen = Signal(str)
    language_chosen = Signal(str)

    def __init__(self, office: OfficeFacts) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        self._shown: Outcome | None = None
        self.callback = CallbackPicker(office)
        self.callback.picked.connect(self.callback_picked)
        self.hint = Choices(
            {
                "morning": self.tr("Le matin"),
                "afternoon": self.tr("L’après-midi"),
                "evening": self.tr("Le soir"),
            },
            self.tr("Quand la personne est-elle là ?"),
        )
        self.hint.chosen.connect(self.hint_chosen)
        self.language = Choices(
            {
                "ar": self.tr("Arabe"),
                "pt": self.tr("Portugais"),
                "tr": self.tr("Turc"),
                "es": self.tr("Espagnol"),
                "en": self.tr("Anglais"),
                "zh": self.tr("Chinois"),
                "it": self.tr("Italien"),
                "ta": self.tr("Tamoul"),
            },
            self.tr("Quelle langue ?"),
        )
        self.language.chosen.connect(self.language_chosen)
        self._pages = {
            Outcome.CALLBACK: self.callback,
            Outcome.NOT_THERE: self.hint,
            Outcome.LANGUAGE: self.language,
        }
        for page in self._pages.values():
            column.addWidget(page)
            page.hide()
        self.hide()

    def asks(self, outcome: Outcome | None) -> bool:
        """Whether this outcome has a detail."""
        return outcome in self._pages

    def show_state(self, state: DeskState) -> None:
        """Open the detail of the outcome just chosen, and what was entered for it."""
        draft = state.draft
        if draft.outcome is not self._shown:
            self._shown = draft.outcome
            for outcome, page in self._pages.items():
                page.setVisible(outcome is self._shown)
            if self._shown is Outcome.CALLBACK:
                self.callback.open(
                    draft.callback_at, mine=draft.callback_mine, campaign=state.campaign
                )
        self.hint.show_chosen(draft.hint)
        self.language.show_chosen(draft.language)
        self.setVisible(self.asks(self._shown))
