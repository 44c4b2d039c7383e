"""The note for a colleague, with a gentle word when it says too much about a person (R6)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPlainTextEdit, QSizePolicy, QVBoxLayout, QWidget

from phonebank.ui.desk.sensitive import advice, neutral_wordings, sensitive_in
from phonebank.ui.theme import active
from phonebank.ui.widgets.button_faces import Kind
from phonebank.ui.widgets.buttons import Button
from phonebank.ui.widgets.frames import Notice, clear

if TYPE_CHECKING:
    from PySide6.QtGui import QFocusEvent, QKeyEvent, QResizeEvent

MAX_CHARACTERS = 500
_MOST_LINES = 3
_SHORT_FROM = 125
"""Percent of text size from which the long placeholder would take two lines."""


class _Note(QPlainTextEdit):
    """Leaves Enter and Escape to the page; Shift+Enter begins a line.

    One line high until it is written in: the outcomes above need the room.
    """

    def __init__(self) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.textChanged.connect(self.fit)
        self.fit()

    def fit(self) -> None:
        """Be as high as what is written asks for, two lines at least while one writes."""
        lines = int(self.document().size().height()) if self.toPlainText() else 1
        lines = min(_MOST_LINES, max(lines, 2 if self.hasFocus() else 1))
        most = lines == _MOST_LINES
        policy = Qt.ScrollBarPolicy
        self.setVerticalScrollBarPolicy(
            policy.ScrollBarAsNeeded if most else policy.ScrollBarAlwaysOff
        )
        self.setFixedHeight(lines * self.fontMetrics().lineSpacing() + active().px(20))

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Open."""
        super().focusInEvent(event)
        self.fit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Close again around what was written."""
        super().focusOutEvent(event)
        self.fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width wraps otherwise."""
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self.fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        shifted = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
        entered = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not shifted
        if entered or event.key() == Qt.Key.Key_Escape:
            event.ignore()
            return
        super().keyPressEvent(event)


class NoteField(QWidget):
    """The field, and the warning under it with neutral wordings to choose."""

    changed = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        theme = active()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(6))
        self.field = _Note()
        short = theme.look.percent >= _SHORT_FROM
        words = self.tr("Note (F4)") if short else self.tr("Note pour un prochain appel (F4)")
        self.field.setPlaceholderText(words)
        self.field.setAccessibleName(self.tr("Note pour un prochain appel"))
        self.field.setTabChangesFocus(True)
        self.field.textChanged.connect(self._on_changed)
        column.addWidget(self.field)
        self.warning = Notice("", "warning")
        column.addWidget(self.warning)
        self._wordings = QVBoxLayout()
        self._wordings.setSpacing(theme.px(4))
        column.addLayout(self._wordings)
        self.wordings: list[Button] = []
        self._warned = ""

    def text(self) -> str:
        """The note."""
        return self.field.toPlainText()

    def show_note(self, note: str) -> None:
        """Put this note in the field, unless it is there already."""
        if note != self.text():
            self.field.setPlainText(note)

    def _on_changed(self) -> None:
        note = self.text()
        if len(note) > MAX_CHARACTERS:
            self.field.setPlainText(note[:MAX_CHARACTERS])
            return
        found = sensitive_in(note)
        subject = found.subject.value if found else ""
        if subject != self._warned:
            self._warned = subject
            clear(self._wordings)
            self.wordings.clear()
            self.warning.show_notice(advice(found.subject) if found else "", "warning")
            for wording in neutral_wordings(found.subject) if found else ():
                button = Button(wording, Kind.QUIET, small=True, spread=True)
                button.clicked.connect(self._on_wording)
                self._wordings.addWidget(button)
                self.wordings.append(button)
        self.changed.emit(note)

    def _on_wording(self) -> None:
        button = self.sender()
        if isinstance(button, Button):
            self.field.setPlainText(button.label())
            self.field.setFocus()
