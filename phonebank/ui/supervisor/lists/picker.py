"""Several values out of many: a button that says them, and a list with a filter under it."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from phonebank.ui.theme import active
from phonebank.ui.widgets.buttons import Button
from phonebank.ui.widgets.labels import PlainLabel, set_tip

if TYPE_CHECKING:
    from collections.abc import Sequence

_SHOWN = 2
_WITH_FILTER = 8


class Picker(QWidget):
    """`chosen` carries the values ticked, in the order offered; those not offered stay."""

    chosen = Signal(tuple)

    def __init__(
        self, name: str, options: Sequence[tuple[str, str]], values: Sequence[str] = ()
    ) -> None:
        super().__init__()
        self._name = name
        self._options = tuple(options)
        self._values = tuple(values)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        self.button = Button("", icon="down", spread=True)
        self.button.clicked.connect(self.open)
        row.addWidget(self.button, 1)
        self.popup = _Popup(self, self._options)
        self.popup.ticked.connect(self._on_ticked)
        self._tell()

    def values(self) -> tuple[str, ...]:
        """The values chosen."""
        return self._values

    def open(self) -> None:
        """Show what can be chosen, under the button."""
        self.popup.show_values(self._values)
        self.popup.setMinimumWidth(max(self.button.width(), active().px(260)))
        self.popup.move(self.button.mapToGlobal(QPoint(0, self.button.height() + 2)))
        self.popup.show()
        self.popup.begin()

    def _on_ticked(self, values: tuple[str, ...]) -> None:
        offered = {value for value, _ in self._options}
        kept = tuple(value for value in self._values if value not in offered)
        self._values = kept + values
        self._tell()
        self.chosen.emit(self._values)

    def _tell(self) -> None:
        words = dict(self._options)
        told = [words.get(value, value) for value in self._values]
        if not told:
            text = self.tr("Choisir…")
        elif len(told) <= _SHOWN:
            text = ", ".join(told)
        else:
            text = self.tr("{first} et {n} autres").format(first=told[0], n=len(told) - 1)
        self.button.set_label(text)
        self.button.setAccessibleName(f"{self._name} : {', '.join(told) or text}")
        set_tip(self.button, ", ".join(told))


class _Popup(QFrame):
    """The list under a picker. Escape and a click elsewhere close it."""

    ticked = Signal(tuple)

    def __init__(self, parent: QWidget, options: Sequence[tuple[str, str]]) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setProperty("frame", "card")
        theme = active()
        column = QVBoxLayout(self)
        edge = theme.px(8)
        column.setContentsMargins(edge, edge, edge, edge)
        self.filter = QLineEdit()
        self.filter.setPlaceholderText(self.tr("Cherchez"))
        self.filter.setAccessibleName(self.tr("Cherchez"))
        self.filter.setVisible(len(options) > _WITH_FILTER)
        self.filter.textChanged.connect(self._on_filtered)
        self.filter.installEventFilter(self)
        column.addWidget(self.filter)
        self.list = QListWidget()
        self.list.setMinimumHeight(theme.px(120))
        self.list.setMaximumHeight(theme.px(260))
        for value, words in options:
            item = QListWidgetItem(words)
            item.setData(Qt.ItemDataRole.UserRole, value)
            item.setFlags(
                Qt.ItemFlag.ItemIsEnabled
                | Qt.ItemFlag.ItemIsUserCheckable
                | Qt.ItemFlag.ItemIsSelectable
            )
            item.setCheckState(Qt.CheckState.Unchecked)
            self.list.addItem(item)
        self.list.itemChanged.connect(self._on_changed)
        column.addWidget(self.list)
        self.empty = PlainLabel(
            self.tr("Rien à choisir encore : importez un fichier qui le dit."), "muted", wrap=True
        )
        self.empty.setVisible(not options)
        self.list.setVisible(bool(options))
        column.addWidget(self.empty)

    def show_values(self, values: Sequence[str]) -> None:
        """Tick these, and only these."""
        self.list.blockSignals(True)
        for item in self._items():
            on = item.data(Qt.ItemDataRole.UserRole) in values
            item.setCheckState(Qt.CheckState.Checked if on else Qt.CheckState.Unchecked)
        self.list.blockSignals(False)
        self.filter.clear()

    def begin(self) -> None:
        """Take the keys."""
        if self.list.count():
            self.list.setCurrentRow(0)
        (self.filter if self.filter.isVisibleTo(self) else self.list).setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Down goes from the filter into the list."""
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and event.key() == Qt.Key.Key_Down
        ):
            self.list.setFocus()
            return True
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter is done, as Escape."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.close()
        else:
            super().keyPressEvent(event)

    def _items(self) -> list[QListWidgetItem]:
        return [self.list.item(row) for row in range(self.list.count())]

    def _on_changed(self, _item: QListWidgetItem) -> None:
        self.ticked.emit(
            tuple(
                str(item.data(Qt.ItemDataRole.UserRole))
                for item in self._items()
                if item.checkState() is Qt.CheckState.Checked
            )
        )

    def _on_filtered(self, text: str) -> None:
        wanted = _folded(text).split()
        for item in self._items():
            words = _folded(item.text())
            item.setHidden(not all(word in words for word in wanted))


def _folded(text: str) -> str:
    decomposed = unicodedata.normalize("NFD", text.casefold())
    return "".join(char for char in decomposed if not unicodedata.combining(char))
