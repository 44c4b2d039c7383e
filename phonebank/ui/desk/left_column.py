"""The left column: why this line, whom to ask for, where they vote, what happened before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from phonebank.ui.desk import sentences
from phonebank.ui.desk.names import name_of
from phonebank.ui.theme import active
from phonebank.ui.widgets.button_faces import Kind
from phonebank.ui.widgets.buttons import Button
from phonebank.ui.widgets.frames import CardFrame, Column, Notice, clear
from phonebank.ui.widgets.icons import IconMark
from phonebank.ui.widgets.labels import PlainLabel

if TYPE_CHECKING:
    from phonebank.domain.card import Bureau, Card, PastCall, Voter
    from phonebank.ui.desk.state import DeskState


class LeftColumn(Column):
    """Draws the card's people, bureau and history; `person_chosen` when one is picked."""

    person_chosen = Signal(int)

    def __init__(self, zone: str) -> None:
        super().__init__()
        self._zone = zone
        self._card: Card | None = None
        self.people: dict[int, Button] = {}
        self.setAccessibleName(self.tr("La fiche"))
        self.recent = Notice("", "warning", "clock")
        self.body.addWidget(self.recent)
        self._people = CardFrame(self.tr("À qui parlez-vous ?"))
        self._people_box = QVBoxLayout()
        self._people_box.setSpacing(active().px(6))
        self._people.body.addLayout(self._people_box)
        self.why = PlainLabel("", "muted", wrap=True)
        self._people.body.addWidget(self.why)
        self.body.addWidget(self._people)
        self._bureau = CardFrame(self.tr("Bureau de vote"), spacing=3)
        self._bureau_box = QVBoxLayout()
        self._bureau_box.setSpacing(active().px(3))
        self._bureau.body.addLayout(self._bureau_box)
        self.body.addWidget(self._bureau)
        self._history = CardFrame(self.tr("Avant cet appel"))
        self._history_box = QVBoxLayout()
        self._history_box.setSpacing(active().px(10))
        self._history.body.addLayout(self._history_box)
        self.body.addWidget(self._history)
        self.body.addStretch(1)

    def show_state(self, state: DeskState) -> None:
        """Show the card; build it again only when it is another one."""
        card = state.shown_card
        for frame in (self._people, self._bureau, self._history):
            frame.setVisible(card is not None)
        if card is None:
            self.recent.show_notice("")
            self._card = None
            return
        if card is not self._card:
            self._card = card
            self._show_card(card)
        for person_id, button in self.people.items():
            button.setChecked(person_id == state.draft.person_id)
        self._show_bureau(state.person.bureau if state.person else None)

    def people_summary(self) -> str:
        """The names on the card, as a screen reader says them."""
        people = self._card.people if self._card else ()
        return ", ".join(name_of(voter) for voter in people)

    def _show_card(self, card: Card) -> None:
        self.recent.show_notice(sentences.called_recently(card, self._zone), "warning")
        self.why.setText(sentences.why(card))
        clear(self._people_box)
        self.people.clear()
        alone = len(card.people) == 1
        self._people.title.setText(
            self.tr("Vous demandez") if alone else self.tr("À qui parlez-vous ?")
        )
        for number, voter in enumerate(card.people, start=1):
            if alone:
                self._show_alone(voter)
                continue
            key = f"Alt {number}" if number <= 9 else ""
            button = Button("", Kind.CHOICE, key=key, spread=True)
            age = sentences.age_of(voter)
            if voter.done:
                age = " · ".join(part for part in (age, sentences.already_reached(voter)) if part)
            button.set_label(name_of(voter), age or " ")
            button.clicked.connect(self._on_person)
            button.setProperty("person", voter.person_id)
            self.people[voter.person_id] = button
            self._people_box.addWidget(button)
        self._show_history(card.history)

    def _show_alone(self, voter: Voter) -> None:
        self._people_box.addWidget(PlainLabel(name_of(voter), "strong", wrap=True))
        age = PlainLabel(sentences.age_of(voter), "muted")
        age.setVisible(bool(age.text()))
        self._people_box.addWidget(age)

    def _show_bureau(self, bureau: Bureau | None) -> None:
        self._bureau.setVisible(bureau is not None)
        if bureau is None:
            return
        self._bureau.title.setText(self.tr("Bureau de vote {code}").format(code=bureau.code))
        clear(self._bureau_box)
        self._bureau_box.addWidget(PlainLabel(bureau.name, "body", wrap=True))
        if bureau.address:
            self._bureau_box.addWidget(PlainLabel(bureau.address, "body", wrap=True))
        hours = sentences.hours_of(bureau)
        if hours:
            self._bureau_box.addWidget(PlainLabel(hours, "muted", wrap=True))

    def _show_history(self, history: tuple[PastCall, ...]) -> None:
        clear(self._history_box)
        if not history:
            self._history_box.addWidget(
                PlainLabel(
                    self.tr("Premier contact : personne n’a encore appelé."), "muted", wrap=True
                )
            )
        for call in history[:6]:
            self._history_box.addWidget(_PastCallLine(call, self._zone))

    def _on_person(self) -> None:
        button = self.sender()
        if isinstance(button, Button):
            self.person_chosen.emit(int(button.property("person")))


class _PastCallLine(QWidget):
    """One earlier call, with the note a colleague left."""

    def __init__(self, call: PastCall, zone: str) -> None:
        super().__init__()
        theme = active()
        what, when = sentences.past_call(call, zone)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(2))
        column.addWidget(PlainLabel(what, "small", wrap=True))
        column.addWidget(PlainLabel(when, "muted", wrap=True))
        if call.note:
            row = QHBoxLayout()
            row.setSpacing(theme.px(7))
            row.addWidget(IconMark("note", "muted", 15))
            row.addWidget(PlainLabel(call.note, "small", wrap=True), 1)
            column.addLayout(row)
