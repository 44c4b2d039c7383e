"""A file's first rows as they stand in it, the header told from what is above and below."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QBrush

from phonebank.ui.theme import active
from phonebank.ui.tokens import Size

if TYPE_CHECKING:
    from collections.abc import Collection

    from phonebank.intake.description import Description

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
MOST_COLUMNS = 200
"""Columns past these are not shown; they can still be found by their titles."""


class PreviewModel(QAbstractTableModel):
    """Row 0 is kept free: the combos that say what each column is stand over it."""

    def __init__(self) -> None:
        super().__init__()
        self._rows: tuple[tuple[int, tuple[str, ...]], ...] = ()
        self._titles: tuple[str, ...] = ()
        self._header_line = 0
        self._left_out: frozenset[int] = frozenset()

    def titles(self) -> tuple[str, ...]:
        """The titles of the columns shown."""
        return self._titles

    def show_file(self, seen: Description) -> None:
        """Another file, or the same read another way."""
        self.beginResetModel()
        self._titles = tuple(column.title for column in seen.columns)[:MOST_COLUMNS]
        self._rows = tuple((row.line, row.cells) for row in seen.top)
        self._header_line = seen.header_line
        self._left_out = frozenset()
        self.endResetModel()

    def show_left_out(self, titles: Collection[str]) -> None:
        """Grey the columns that are not used."""
        left_out = frozenset(at for at, title in enumerate(self._titles) if title in titles)
        if left_out != self._left_out:
            self._left_out = left_out
            if self._rows:
                last = self.index(self.rowCount() - 1, self.columnCount() - 1)
                self.dataChanged.emit(self.index(0, 0), last)

    def rowCount(self, parent: Index = _ROOT) -> int:
        """The first rows, and one for the combos where there are columns."""
        return 0 if parent.isValid() else len(self._rows) + bool(self._titles)

    def columnCount(self, parent: Index = _ROOT) -> int:
        """A list of numbers has one column, its lines."""
        return 0 if parent.isValid() else max(len(self._titles), min(len(self._rows), 1))

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """At the left, the line of each row in its file."""
        if orientation != Qt.Orientation.Vertical or role != Qt.ItemDataRole.DisplayRole:
            return None
        at = section - bool(self._titles)
        return str(self._rows[at][0]) if 0 <= at < len(self._rows) else ""

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """A cell as it stands; what is not imported is grey."""
        at = index.row() - bool(self._titles)
        if not index.isValid() or not 0 <= at < len(self._rows):
            return None
        line, cells = self._rows[at]
        if role == Qt.ItemDataRole.DisplayRole:
            return cells[index.column()] if index.column() < len(cells) else ""
        header = bool(self._titles) and line == self._header_line
        if role == Qt.ItemDataRole.FontRole and header:
            return active().font(Size.SMALL, strong=True)
        if role == Qt.ItemDataRole.FontRole:
            return active().font(Size.SMALL)
        if role == Qt.ItemDataRole.ForegroundRole:
            above = bool(self._titles) and line < self._header_line
            grey = above or index.column() in self._left_out
            return QBrush(active().color("muted" if grey else "ink"))
        return None
