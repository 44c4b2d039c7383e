"""One condition of a list on a row: its name, yes or no, its values, and the way to take it out."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QDate, Qt, Signal
from PySide6.QtWidgets import QComboBox, QDateEdit, QHBoxLayout, QWidget

from phonebank.domain.list_fields import WITHOUT_VALUES, Field
from phonebank.ui.language import spoken_language
from phonebank.ui.supervisor.lists.field_words import field_name, joint, options
from phonebank.ui.supervisor.lists.picker import Picker
from phonebank.ui.supervisor.lists.state import Line
from phonebank.ui.theme import active
from phonebank.ui.widgets.button_faces import Kind
from phonebank.ui.widgets.buttons import Button
from phonebank.ui.widgets.labels import PlainLabel, set_tip
from phonebank.ui.widgets.spin import Spin

if TYPE_CHECKING:
    from phonebank.store.lists import Choices

FIRST_VALUES: dict[Field, tuple[str, ...]] = {
    Field.SCORE: ("0.25", "0.75"),
    Field.NOT_CALLED_SINCE: ("14d",),
}
"""What a condition begins with, where an empty one makes no sense."""
_MOST_DAYS = 999


class ConditionRow(QWidget):
    """Shows a `Line`; says another one when it is changed."""

    changed = Signal(object)
    removed = Signal()

    def __init__(self, line: Line, choices: Choices) -> None:
        super().__init__()
        self._line = line
        theme = active()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(8))
        name = field_name(line.field)
        label = PlainLabel(name, "strong", wrap=True)
        label.setFixedWidth(theme.px(150))
        row.addWidget(label)
        self.verb = QComboBox()
        self.verb.setAccessibleName(self.tr("{name} : oui ou non").format(name=name))
        for negated in (False, True):
            self.verb.addItem(joint(line.field, negated=negated), negated)
        self.verb.setCurrentIndex(int(line.negated))
        self.verb.setFixedWidth(theme.px(112))
        self.verb.currentIndexChanged.connect(self._on_verb)
        row.addWidget(self.verb)
        self.editor = self._editor(choices)
        if self.editor is not None:
            row.addWidget(self.editor, 1)
        else:
            row.addStretch(1)
        self.out = Button("", Kind.BARE, icon="close", small=True)
        self.out.setAccessibleName(self.tr("Retirer la condition {name}").format(name=name))
        set_tip(self.out, self.tr("Retirer cette condition"))
        self.out.clicked.connect(self.removed)
        row.addWidget(self.out)

    def line(self) -> Line:
        """The condition as it stands."""
        return self._line

    def begin(self) -> None:
        """A row just added takes the keys."""
        if isinstance(self.editor, Picker):
            self.editor.button.setFocus()
        else:
            self.verb.setFocus()

    def _editor(self, choices: Choices) -> QWidget | None:
        field = self._line.field
        if field in WITHOUT_VALUES:
            return None
        if field is Field.SCORE:
            return self._bounds()
        if field is Field.NOT_CALLED_SINCE:
            return self._since()
        picker = Picker(field_name(field), options(field, choices), self._line.values)
        picker.chosen.connect(self._on_values)
        return picker

    def _bounds(self) -> QWidget:
        box = QWidget()
        row = QHBoxLayout(box)
        row.setContentsMargins(0, 0, 0, 0)
        percent = "\u202f%" if spoken_language() == "fr" else "%"
        low, high = (round(100 * float(value)) for value in self._line.values)
        self.low = Spin(0, 100, low, step=5, suffix=percent, name=self.tr("Au moins"))
        self.high = Spin(0, 100, high, step=5, suffix=percent, name=self.tr("Au plus"))
        row.addWidget(self.low)
        row.addWidget(PlainLabel(self.tr("et")))
        row.addWidget(self.high)
        row.addStretch(1)
        self.low.valueChanged.connect(self._on_bounds)
        self.high.valueChanged.connect(self._on_bounds)
        return box

    def _since(self) -> QWidget:
        box = QWidget()
        row = QHBoxLayout(box)
        row.setContentsMargins(0, 0, 0, 0)
        value = self._line.values[0]
        if value.endswith("d"):
            self.days = Spin(0, _MOST_DAYS, int(value[:-1]), name=self.tr("Jours"))
            self.days.valueChanged.connect(self._on_days)
            row.addWidget(self.days)
            row.addWidget(PlainLabel(self.tr("jours")))
        else:
            on = date.fromisoformat(value)
            self.day = QDateEdit(QDate(on.year, on.month, on.day))
            self.day.setCalendarPopup(True)
            self.day.setAccessibleName(self.tr("Jour"))
            self.day.dateChanged.connect(self._on_day)
            row.addWidget(self.day)
        row.addStretch(1)
        return box

    def _on_verb(self) -> None:
        self._say(Line(self._line.field, self._line.values, bool(self.verb.currentData())))

    def _on_values(self, values: tuple[str, ...]) -> None:
        self._say(Line(self._line.field, values, self._line.negated))

    def _on_bounds(self) -> None:
        low, high = self.low.value(), self.high.value()
        if low > high:
            moved = self.high if self.sender() is self.low else self.low
            moved.setValue(low if moved is self.high else high)
            return
        self._on_values((f"{low / 100:g}", f"{high / 100:g}"))

    def _on_days(self, days: int) -> None:
        self._on_values((f"{days}d",))

    def _on_day(self, day: QDate) -> None:
        self._on_values((day.toString(Qt.DateFormat.ISODate),))

    def _say(self, line: Line) -> None:
        self._line = line
        self.changed.emit(line)
