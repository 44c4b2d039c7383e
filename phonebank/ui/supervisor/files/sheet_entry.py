"""The left side of the grid: the field, what came of the last entry, the counts, the way out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRegularExpression, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QRegularExpressionValidator
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from phonebank.ui.language import figure
from phonebank.ui.supervisor.files.sheet_words import difference, telling
from phonebank.ui.theme import active
from phonebank.ui.tokens import Size
from phonebank.ui.widgets.announce import announce
from phonebank.ui.widgets.button_faces import Kind
from phonebank.ui.widgets.buttons import Button
from phonebank.ui.widgets.frames import CardFrame, Notice, Rule
from phonebank.ui.widgets.labels import PlainLabel

if TYPE_CHECKING:
    from phonebank.ui.supervisor.files.sheet_presenter import SheetState, Telling

_RECENT = 6
_SETTLE_MS = 400


class NumberField(QLineEdit):
    """The field one types into: Enter gives, Backspace on nothing takes the last entry back."""

    given = Signal(str)
    taken_back = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setMaxLength(120)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and Backspace are the sheet's; the rest is typed."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.given.emit(self.text())
        elif event.key() == Qt.Key.Key_Backspace and not self.text():
            self.taken_back.emit()
        else:
            super().keyPressEvent(event)


class SheetEntry(QWidget):
    """Emits what is typed; shows a `SheetState` and each `Telling`."""

    given = Signal(str)
    taken_back = Signal()
    official_said = Signal(object)
    """The voters the bureau declared: an int, or None."""
    consulted_said = Signal(str)
    finish_wanted = Signal()
    clear_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        theme = active()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(12))
        column.addWidget(self._typing())
        column.addWidget(self._counting())
        column.addStretch(1)
        self.foot = QWidget()
        row = QHBoxLayout(self.foot)
        row.setContentsMargins(0, 0, 0, 0)
        self.clear_it = Button(self.tr("Effacer la saisie"), Kind.DANGER, small=True)
        self.clear_it.clicked.connect(self.clear_wanted)
        row.addWidget(self.clear_it)
        row.addStretch(1)
        self.finish = Button(self.tr("Terminer"), Kind.PRIMARY, tall=True)
        self.finish.clicked.connect(self.finish_wanted)
        row.addWidget(self.finish)
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.setInterval(_SETTLE_MS)
        self._settle.timeout.connect(self.settle)

    def show_sheet(self, state: SheetState) -> None:
        """Another sheet: its own counts and words."""
        self.official.setText("" if state.draft.official is None else str(state.draft.official))
        self.consulted.setText(state.draft.consulted)
        self._settle.stop()
        self.field.clear()
        self.notice.show_notice("")
        self.show_state(state)

    def show_state(self, state: SheetState) -> None:
        """The same sheet after a change."""
        recent = state.draft.entries[-_RECENT:]
        more = "… " if len(state.draft.entries) > _RECENT else ""
        self.recent.setText(
            more + " · ".join(recent) if recent else self.tr("Rien de saisi pour l’instant.")
        )
        self._figures["typed"].setText(figure(len(state.typed)))
        self._figures["listed"].setText(figure(len(state.on_list)))
        self._figures["voters"].setText(figure(state.voters))
        words, tone = difference(state)
        self.gap.set_role(tone)
        self.gap.setText(words)
        self.finish.setEnabled(bool(state.typed))
        self.clear_it.setEnabled(bool(state.typed))

    def show_told(self, told: Telling) -> None:
        """What came of an entry; what must be looked at again goes back into the field."""
        words, tone = telling(told)
        self.notice.show_notice(words, tone, "warning" if tone in ("warning", "bad") else "check")
        self.field.setText(told.left)
        if told.left:
            self.field.selectAll()
        announce(self.field, words)

    def show_refusal(self, sentence: str) -> None:
        """Why something could not be done."""
        self.notice.show_notice(sentence, "bad", "warning")
        announce(self.field, sentence)

    def settle(self) -> None:
        """Hand over what is written in the two fields, without waiting."""
        self._settle.stop()
        typed = self.official.text()
        self.official_said.emit(int(typed) if typed else None)
        self.consulted_said.emit(self.consulted.text())

    def _typing(self) -> QWidget:
        theme = active()
        card = CardFrame(margin=18, spacing=8)
        self.label = PlainLabel(self.tr("Numéro d’ordre, puis Entrée"), "muted", wrap=True)
        card.body.addWidget(self.label)
        self.field = NumberField()
        self.field.setAccessibleName(self.label.text())
        self.field.setStyleSheet(f"font-size: {theme.px(Size.LARGE)}px; font-weight: 600;")
        self.field.given.connect(self.given)
        self.field.taken_back.connect(self.taken_back)
        card.body.addWidget(self.field)
        self.notice = Notice()
        card.body.addWidget(self.notice)
        self.recent = PlainLabel("", "small", wrap=True)
        card.body.addWidget(self.recent)
        card.body.addWidget(
            PlainLabel(
                self.tr(
                    "18-22 pour plusieurs à la suite. Retour arrière dans le champ vide reprend "
                    "la dernière saisie ; -17 retire le 17. Tout est gardé au fur et à mesure."
                ),
                "muted",
                wrap=True,
            )
        )
        return card

    def _counting(self) -> QWidget:
        card = CardFrame(margin=18, spacing=8)
        self._figures: dict[str, PlainLabel] = {}
        for key, words in (
            ("typed", self.tr("Numéros saisis")),
            ("listed", self.tr("Inscrits sur cette liste")),
            ("voters", self.tr("Votants d’après la saisie")),
        ):
            row = QHBoxLayout()
            row.addWidget(PlainLabel(words, "small"), 1)
            self._figures[key] = PlainLabel("0", "strong")
            row.addWidget(self._figures[key])
            card.body.addLayout(row)
        card.body.addWidget(Rule())
        self.official = QLineEdit()
        self.official.setValidator(
            QRegularExpressionValidator(QRegularExpression(r"\d{0,6}"), self.official)
        )
        self._field(card, self.tr("Votants annoncés par le bureau"), self.official)
        self.gap = PlainLabel("", "muted", wrap=True)
        card.body.addWidget(self.gap)
        self.consulted = QLineEdit()
        self.consulted.setMaxLength(200)
        self.consulted.setPlaceholderText(self.tr("Préfecture, le 17 mars 2026"))
        self._field(card, self.tr("Où et quand la liste a été consultée"), self.consulted)
        for field in (self.official, self.consulted):
            field.textEdited.connect(self._on_edited)
            field.editingFinished.connect(self.settle)
        return card

    def _field(self, card: CardFrame, words: str, field: QLineEdit) -> None:
        label = PlainLabel(words, "muted", wrap=True)
        label.setBuddy(field)
        field.setAccessibleName(words)
        card.body.addWidget(label)
        card.body.addWidget(field)

    def _on_edited(self) -> None:
        self._settle.start()
