"""The pieces the facts of a file are asked with: a question, why it is asked, and its answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QDate, Signal
from PySide6.QtWidgets import QDateEdit, QLineEdit, QVBoxLayout, QWidget

from phonebank.ui.theme import active
from phonebank.ui.widgets.button_faces import Kind
from phonebank.ui.widgets.buttons import Button
from phonebank.ui.widgets.choice_box import ChoiceBox
from phonebank.ui.widgets.flow import Flow
from phonebank.ui.widgets.labels import PlainLabel

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

_FIELD_WIDTH = 460


class Question(QWidget):
    """A question with a line under it that says why; the answer goes into `body`."""

    def __init__(self, title: str, why: str = "") -> None:
        super().__init__()
        theme = active()
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(theme.px(4))
        self.title = PlainLabel(title, "strong", wrap=True)
        self.body.addWidget(self.title)
        self.why = PlainLabel(why, "muted", wrap=True)
        self.body.addWidget(self.why)
        self.why.setVisible(bool(why))
        self.wrong = PlainLabel("", "bad", wrap=True)
        self.wrong.hide()

    def show_wrong(self, sentence: str) -> None:
        """Say under the answer what is wrong with it; '' takes it away."""
        if self.wrong.parentWidget() is None:
            self.body.addWidget(self.wrong)
        self.wrong.show_text(sentence)


class LineQuestion(Question):
    """Answered by a line of text; `said` comes at each change."""

    said = Signal(str)

    def __init__(self, title: str, why: str = "", placeholder: str = "") -> None:
        super().__init__(title, why)
        self.line = QLineEdit()
        self.line.setMaxLength(200)
        self.line.setMaximumWidth(active().px(_FIELD_WIDTH))
        self.line.setPlaceholderText(placeholder)
        self.line.setAccessibleName(title)
        self.line.setAccessibleDescription(why)
        self.line.textEdited.connect(self.said)
        self.body.addWidget(self.line)

    def show_answer(self, text: str) -> None:
        """Show what is known, leaving the cursor of somebody who types."""
        if self.line.text() != text:
            self.line.setText(text)


class ChoiceQuestion(Question):
    """Answered by one of a few buttons; none is chosen beforehand. `said`: the key chosen."""

    said = Signal(str)

    def __init__(self, title: str, why: str, choices: Mapping[str, str]) -> None:
        super().__init__(title, why)
        holder = QWidget()
        holder.setAccessibleName(title)
        flow = Flow(active().px(8))
        holder.setLayout(flow)
        self.buttons: dict[str, Button] = {}
        for key, words in choices.items():
            button = self.buttons[key] = Button(words, Kind.CHOICE, small=True)
            button.setProperty("choice", key)
            button.clicked.connect(self._on_clicked)
            flow.addWidget(button)
        self.body.addWidget(holder)

    def show_answer(self, key: str) -> None:
        """Show which one is chosen; '' for none."""
        for each, button in self.buttons.items():
            button.setChecked(each == key)

    def _on_clicked(self) -> None:
        self.said.emit(str(self.sender().property("choice")))


class ComboQuestion(Question):
    """Answered from a list; `free` lets one write something else. `said`: the data, or the text."""

    said = Signal(str)

    def __init__(
        self, title: str, why: str, choices: Mapping[str, str], *, free: bool = False
    ) -> None:
        super().__init__(title, why)
        self._free = free
        self.combo = ChoiceBox()
        self.combo.setEditable(free)
        self.combo.setMaximumWidth(active().px(_FIELD_WIDTH))
        self.combo.setAccessibleName(title)
        self.combo.setAccessibleDescription(why)
        for key, words in choices.items():
            self.combo.addItem(words, key)
        self.combo.setCurrentIndex(-1)
        self.combo.activated.connect(self._on_activated)
        line = self.combo.lineEdit()
        if line is not None:
            line.setMaxLength(200)
            line.setAccessibleName(title)
            line.textEdited.connect(self.said)
        self.body.addWidget(self.combo)

    def show_answer(self, key: str) -> None:
        """Show which one is chosen; '' for none."""
        if self._free:
            if self.combo.currentText() != key:
                self.combo.setCurrentText(key)
        else:
            self.combo.setCurrentIndex(self.combo.findData(key) if key else -1)

    def _on_activated(self) -> None:
        self.said.emit(self.combo.currentText() if self._free else str(self.combo.currentData()))


class DayQuestion(Question):
    """Answered by a day, or left open. `said`: a date, or None."""

    said = Signal(object)

    def __init__(self, title: str, why: str, unknown: str) -> None:
        super().__init__(title, why)
        self.day = QDateEdit()
        self.day.setCalendarPopup(True)
        self.day.setMinimumDate(QDate(1990, 1, 1))
        self.day.setMaximumDate(QDate.currentDate())
        self.day.setSpecialValueText(unknown)
        self.day.setMaximumWidth(active().px(220))
        self.day.setAccessibleName(title)
        self.day.setDate(self.day.minimumDate())
        self.day.dateChanged.connect(self._on_changed)
        self.body.addWidget(self.day)

    def show_answer(self, day: date | None) -> None:
        """Show a day, or that none is known."""
        shown = QDate(day.year, day.month, day.day) if day else self.day.minimumDate()
        if self.day.date() != shown:
            self.day.setDate(shown)

    def _on_changed(self, day: QDate) -> None:
        self.said.emit(None if day == self.day.minimumDate() else day.toPython())
