"""Sheets laid over the script: where the number comes from, objections, the message to leave."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from phonebank.domain.script import escape, fill, plain
from phonebank.ui.desk.script_words import Words, unshouted
from phonebank.ui.moments import full_date
from phonebank.ui.theme import active
from phonebank.ui.tokens import Size
from phonebank.ui.widgets.buttons import Button
from phonebank.ui.widgets.check import Check
from phonebank.ui.widgets.frames import Column, Notice, clear
from phonebank.ui.widgets.labels import PlainLabel
from phonebank.ui.widgets.rich_text import RichText

if TYPE_CHECKING:
    from phonebank.domain.card import Card, Origin
    from phonebank.domain.script import Script


class Sheet(StrEnum):
    """Which sheet."""

    ORIGIN = "origin"
    OBJECTIONS = "objections"
    MESSAGE = "message"


class SheetPage(QWidget):
    """One sheet at a time, ready to be read out."""

    closed = Signal()
    information_ticked = Signal(bool)

    def __init__(self) -> None:
        super().__init__()
        self.shown: Sheet | None = None
        self._spoken = ""
        theme = active()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(12))
        head = QHBoxLayout()
        self.title = PlainLabel("", "strong", wrap=True)
        head.addWidget(self.title, 1)
        self.close_button = Button(
            self.tr("Fermer"), icon="close", key=self.tr("Échap"), small=True
        )
        self.close_button.clicked.connect(self.closed)
        head.addWidget(self.close_button)
        column.addLayout(head)
        self._content = Column(spacing=12)
        column.addWidget(self._content, 1)
        self.information = Check(self.tr("Je l’ai dit à la personne : information donnée"))
        self.information.toggled.connect(self.information_ticked)
        column.addWidget(self.information)

    def show_sheet(self, sheet: Sheet, script: Script, card: Card, words: Words) -> None:
        """Fill the page for this card."""
        self.shown = sheet
        clear(self._content.body)
        self.information.setVisible(sheet is Sheet.ORIGIN)
        if sheet is Sheet.ORIGIN:
            self._show_origin(script, card.origin, words)
        elif sheet is Sheet.OBJECTIONS:
            self._show_objections(script, words)
        else:
            self._show_message(script, card, words)
        self._content.body.addStretch(1)

    def show_information(self, *, given: bool) -> None:
        """Tick or untick without telling anybody."""
        self.information.blockSignals(True)
        self.information.setChecked(given)
        self.information.blockSignals(False)
        self.information.update()

    def spoken_text(self) -> str:
        """The words of the sheet, for reading aloud."""
        return self._spoken

    def _show_origin(self, script: Script, origin: Origin, words: Words) -> None:
        self.title.setText(self.tr("« D’où avez-vous mon numéro ? »"))
        own = fill(script.origin, words.values, words.flags) if script.origin else ""
        facts = self._facts(origin)
        said = own or "\n\n".join(f"{name} {value}" for name, value in facts)
        self._spoken = plain(said)
        if own:
            self._add(unshouted(own), Size.LARGE)
        for name, value in facts:
            self._content.body.addWidget(_Fact(name, value))

    def _facts(self, origin: Origin) -> list[tuple[str, str]]:
        number = origin.source
        if origin.collected_on is not None:
            number = self.tr("{source}, le {day}").format(
                source=origin.source, day=full_date(origin.collected_on)
            )
        roll = ""
        if origin.roll_commune:
            roll = self.tr("Liste électorale de {commune}").format(commune=origin.roll_commune)
            if origin.roll_dated is not None:
                roll = self.tr("{roll}, du {day}").format(
                    roll=roll, day=full_date(origin.roll_dated)
                )
        facts = [
            (self.tr("Votre numéro"), number),
            (self.tr("Votre nom et votre bureau"), roll),
            (self.tr("Pourquoi nous en avons le droit"), origin.legal_basis),
            (self.tr("Responsable du fichier"), origin.controller),
            (self.tr("Pour vos droits"), origin.rights_contact),
            (
                self.tr("Pour réclamer"),
                self.tr("Vous pouvez saisir la CNIL, 3 place de Fontenoy, 75007 Paris, cnil.fr"),
            ),
        ]
        return [(name, value) for name, value in facts if value]

    def _show_objections(self, script: Script, words: Words) -> None:
        self.title.setText(self.tr("Objections fréquentes"))
        self._spoken = ""
        if not script.objections:
            self._content.body.addWidget(
                PlainLabel(self.tr("Ce script n’en prévoit pas."), "quiet", wrap=True)
            )
        for objection in script.objections:
            self._content.body.addWidget(PlainLabel(objection.label, "strong", wrap=True))
            self._add(fill(objection.answer, words.values, words.flags), Size.BODY)

    def _show_message(self, script: Script, card: Card, words: Words) -> None:
        self.title.setText(self.tr("Message à laisser, à lire vous-même"))
        if card.message_left:
            self._content.body.addWidget(
                Notice(
                    self.tr("Un message a déjà été laissé ici : n’en laissez pas un second."),
                    "warning",
                    "message",
                )
            )
        text = script.voicemail or escape(self.tr("Ce script n’a pas de message."))
        filled = fill(text, words.values, words.flags)
        self._spoken = plain(filled)
        self._add(unshouted(filled), Size.LARGE)

    def _add(self, markdown: str, size: Size) -> None:
        text = RichText(size)
        self._content.body.addWidget(text)
        text.show_markdown(markdown)


class _Fact(QWidget):
    """A small heading and what it holds."""

    def __init__(self, name: str, value: str) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(active().px(2))
        column.addWidget(PlainLabel(name, "title", wrap=True))
        column.addWidget(PlainLabel(value, "body", wrap=True))
