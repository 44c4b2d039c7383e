"""The order numbers of a bureau as a grid, those typed marked: what stands beside the field."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from typing import Any

Index = QModelIndex | QPersistentModelIndex

MOST_COLUMNS = 20
NumberRole = int(Qt.ItemDataRole.UserRole)
#: The order number of a cell, None where the last row ends.
TypedRole = NumberRole + 1
#: Whether the number is on the sheet.
KnownRole = NumberRole + 2
#: Whether it is on the bureau's list.


class SheetModel(QAbstractTableModel):
    """Numbers ascending, five to twenty a row; those typed that are on no list come last."""

    def __init__(self) -> None:
        super().__init__()
        self._columns = MOST_COLUMNS
        self._numbers: tuple[int, ...] = ()
        self._on_list: frozenset[int] = frozenset()
        self._typed: frozenset[int] = frozenset()
        self._places: dict[int, int] = {}

    def show_list(self, on_list: Sequence[int], typed: Collection[int]) -> None:
        """Another sheet."""
        self.beginResetModel()
        self._on_list = frozenset(on_list)
        self._typed = frozenset(typed)
        self._lay(on_list)
        self.endResetModel()

    def show_columns(self, columns: int) -> None:
        """Lay the numbers in rows of this many, at most MOST_COLUMNS."""
        wanted = max(5, min(MOST_COLUMNS, columns // 5 * 5))
        if wanted != self._columns:
            self.beginResetModel()
            self._columns = wanted
            self.endResetModel()

    def show_typed(self, typed: Collection[int]) -> None:
        """The same sheet, with these numbers on it."""
        now = frozenset(typed)
        if not now <= self._on_list | frozenset(self._numbers):
            self.show_list(sorted(self._on_list), now)
            return
        changed = now ^ self._typed
        self._typed = now
        for number in changed:
            at = self.index_of(number)
            self.dataChanged.emit(at, at)

    def index_of(self, number: int) -> QModelIndex:
        """Where a number stands; an invalid index for one that is not in the grid."""
        place = self._places.get(number)
        if place is None:
            return QModelIndex()
        return self.index(*divmod(place, self._columns))

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """As many as the numbers need."""
        return 0 if parent.isValid() else -(-len(self._numbers) // self._columns)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Five, ten, fifteen or twenty."""
        return 0 if parent.isValid() else self._columns

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Cells past the last number cannot be chosen."""
        if self._number(index) is None:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """A number, whether it is typed, whether it is known."""
        number = self._number(index)
        if number is None:
            return None
        typed = number in self._typed
        if role == Qt.ItemDataRole.DisplayRole:
            return str(number)
        if role == NumberRole:
            return number
        if role == TypedRole:
            return typed
        if role == Qt.ItemDataRole.AccessibleTextRole:
            words = self.tr("{number}, coché") if typed else self.tr("{number}")
            return words.format(number=number)
        if role == KnownRole:
            return number in self._on_list
        return None

    def _number(self, index: Index) -> int | None:
        if not index.isValid():
            return None
        place = index.row() * self._columns + index.column()
        return self._numbers[place] if place < len(self._numbers) else None

    def _lay(self, on_list: Sequence[int]) -> None:
        beyond = sorted(self._typed - self._on_list)
        self._numbers = (*on_list, *beyond)
        self._places = {number: place for place, number in enumerate(self._numbers)}
