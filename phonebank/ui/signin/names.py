"""The list of names to choose from, narrowed as one types."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from PySide6.QtCore import QItemSelectionModel, QStringListModel, Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QLineEdit, QListView, QVBoxLayout, QWidget

from phonebank.ui.theme import active
from phonebank.ui.widgets.labels import PlainLabel

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

    from phonebank.domain.card import Account


class _Filter(QLineEdit):
    """Hands the arrows to the list below."""

    moved = Signal(int)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
        if event.key() in steps:
            self.moved.emit(steps[Qt.Key(event.key())])
            return
        super().keyPressEvent(event)


class Names(QWidget):
    """`chosen` carries the account clicked or confirmed with Enter."""

    chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        theme = active()
        self._accounts: tuple[Account, ...] = ()
        self._shown: list[Account] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(10))
        self.filter = _Filter()
        self.filter.setPlaceholderText(self.tr("Cherchez votre nom"))
        self.filter.setAccessibleName(self.tr("Cherchez votre nom"))
        self.filter.setClearButtonEnabled(True)
        column.addWidget(self.filter)
        self.list = QListView()
        self.list.setAccessibleName(self.tr("Noms"))
        self.list.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.list.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self._model = QStringListModel(self)
        self.list.setModel(self._model)
        column.addWidget(self.list, 1)
        self.nobody = PlainLabel(
            self.tr("Aucun nom ne correspond. Votre superviseur peut vous ajouter."),
            "quiet",
            wrap=True,
        )
        self.nobody.hide()
        column.addWidget(self.nobody)
        column.addStretch()
        self.filter.textChanged.connect(self._on_typed)
        self.filter.moved.connect(self._on_moved)
        self.filter.returnPressed.connect(self._on_entered)
        self.list.clicked.connect(self._on_entered)
        self.list.activated.connect(self._on_entered)

    def show_accounts(self, accounts: tuple[Account, ...]) -> None:
        """Offer these names."""
        row = self.list.currentIndex().row()
        current = self._shown[row] if 0 <= row < len(self._shown) else None
        down = self.list.verticalScrollBar().value()
        self._accounts = accounts
        self._on_typed(self.filter.text())
        if current is not None:
            self.mark(current)
        self.list.verticalScrollBar().setValue(down)

    def names(self) -> list[str]:
        """The names shown now."""
        return self._model.stringList()

    def mark(self, account: Account) -> None:
        """Show that this name is the chosen one."""
        if account in self._shown:
            self._select(self._shown.index(account))

    def _on_typed(self, text: str) -> None:
        wanted = _folded(text).split()
        self._shown = [
            account
            for account in self._accounts
            if all(word in _folded(account.name) for word in wanted)
        ]
        if wanted:
            self._shown.sort(key=lambda account: _strangeness(_folded(account.name), wanted))
        self._model.setStringList([self._words(account) for account in self._shown])
        nobody = bool(wanted) and not self._shown
        self.nobody.setVisible(nobody)
        self.list.setVisible(not nobody)
        if wanted and self._shown:
            self._select(0)

    def _words(self, account: Account) -> str:
        if account.kind == "caller":
            return account.name
        return self.tr("{name} · superviseur").format(name=account.name)

    def _on_moved(self, step: int) -> None:
        if self._shown:
            row = self.list.currentIndex().row() + step
            self._select(max(0, min(len(self._shown) - 1, row)))

    def _on_entered(self) -> None:
        row = self.list.currentIndex().row()
        if 0 <= row < len(self._shown):
            self.chosen.emit(self._shown[row])

    def _select(self, row: int) -> None:
        self.list.selectionModel().setCurrentIndex(
            self._model.index(row), QItemSelectionModel.SelectionFlag.ClearAndSelect
        )


def _strangeness(name: str, wanted: list[str]) -> int:
    """0 where the name begins with what is typed, 1 where each word begins one of its, else 2."""
    if name.startswith(" ".join(wanted)):
        return 0
    starts = re.split(r"[^\w]+", name)
    return 1 if all(any(one.startswith(word) for one in starts) for word in wanted) else 2


def _folded(text: str) -> str:
    decomposed = unicodedata.normalize("NFD", text.casefold())
    return "".join(char for char in decomposed if not unicodedata.combining(char))
