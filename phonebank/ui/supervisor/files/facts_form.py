"""The pieces the facts of a file are asked with: a question, why it is asked, and its answer."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from phonebank.ui.theme import active
from phonebank.ui.widgets.button_faces import Kind
from phonebank.ui.widgets.buttons import Button
from phonebank.ui.widgets.choice_box import ChoiceBox
from phonebank.ui.widgets.flow import Flow
from phonebank.ui.widgets.labels import PlainLabel

if TYPE_CHECKING:
    from collections.abc import Mapping

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
        self.is_wrong = False

    def show_wrong(self, sentence: str) -> None:
        """Say under the answer what is wrong with it; '' takes it away."""
        self.is_wrong = bool(sentence)
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


class DayQuestion(LineQuestion):
    """Answered by a day, or left open. `day_said`: a date, or None."""

    day_said = Signal(object)

    def __init__(self, title: str, why: str) -> None:
        super().__init__(title, why, self.tr("jj/mm/aaaa"))
        self.line.setMaximumWidth(active().px(220))
        self.said.connect(self._on_said)

    def show_day(self, day: date | None) -> None:
        """Show a day; what is being typed stays."""
        if day is not None and _read(self.line.text()) != day:
            self.line.setText(f"{day:%d/%m/%Y}")

    def _on_said(self, text: str) -> None:
        day = _read(text)
        wrong = bool(text.strip()) and day is None
        self.show_wrong(
            self.tr("Écrivez un jour passé, comme 17/03/2026, ou rien.") if wrong else ""
        )
        self.day_said.emit(day)


def _read(text: str) -> date | None:
    """A day of the past as it is written in French or by a computer; None for anything else."""
    for pattern in ("%d/%m/%Y", "%d.%m.%Y", "%Y-%m-%d"):
        try:
            day = datetime.strptime(text.strip(), pattern).date()  # noqa: DTZ007 - a day only
        except ValueError:
            continue
        return day if date(1990, 1, 1) <= day <= date.today() else None  # noqa: DTZ011 - a day
    return None
