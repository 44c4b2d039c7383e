"""The tables of the page of scores: rounds with their weights, ways compared, bureaux."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QEvent, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QSizePolicy, QTableView

from phonebank.ui.theme import active

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QResizeEvent

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
_ROW = 34
_HEAD = 34


class CellsModel(QAbstractTableModel):
    """Rows of finished words under fixed titles; the first column names the row."""

    def __init__(self, titles: Sequence[str]) -> None:
        super().__init__()
        self._titles = tuple(titles)
        self._rows: tuple[tuple[str, ...], ...] = ()

    def rows(self) -> tuple[tuple[str, ...], ...]:
        """What is shown."""
        return self._rows

    def show_rows(self, rows: Sequence[tuple[str, ...]]) -> None:
        """Show these rows, each as long as the titles."""
        self.beginResetModel()
        self._rows = tuple(rows)
        self.endResetModel()

    def rowCount(self, parent: Index = _ROOT) -> int:
        """Number of rows."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = _ROOT) -> int:
        """Number of titles."""
        return 0 if parent.isValid() else len(self._titles)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """The titles; rows have none."""
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole and 0 <= section < len(self._titles):
            return self._titles[section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _side(section)
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Words and their side."""
        if not index.isValid():
            return None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            words = self._rows[index.row()][index.column()]
            if role == Qt.ItemDataRole.AccessibleTextRole:
                return f"{self._titles[index.column()]} : {words}"
            return words
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _side(index.column())
        return None


class CellsTable(QTableView):
    """A table of words as wide as its place; as high as its rows, up to `most_rows` of them."""

    def __init__(self, name: str, titles: Sequence[str], most_rows: int = 8) -> None:
        super().__init__()
        self._most_rows = most_rows
        self.cells = CellsModel(titles)
        self.setModel(self.cells)
        self.setAccessibleName(name)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Fixed)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._fit()

    def show_rows(self, rows: Sequence[tuple[str, ...]]) -> None:
        """Show these rows."""
        self.cells.show_rows(rows)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The first column takes what the others leave, and never less than its words."""
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        """Another text size asks for other heights."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "cells"):
            self._fit()

    def _fit(self) -> None:
        theme = active()
        self.verticalHeader().setDefaultSectionSize(theme.px(_ROW))
        header = self.horizontalHeader()
        header.setFixedHeight(theme.px(_HEAD))
        others = sum(header.sectionSize(column) for column in range(1, header.count()))
        words = max(self.sizeHintForColumn(0), header.sectionSizeHint(0))
        room = self.viewport().width() - others
        header.resizeSection(0, max(room, words))
        rows = min(self.cells.rowCount(), self._most_rows)
        below = self.horizontalScrollBar().sizeHint().height() if room < words else 0
        self.setFixedHeight(theme.px(_HEAD) + rows * theme.px(_ROW) + 4 + below)


def _side(column: int) -> int:
    side = Qt.AlignmentFlag.AlignRight if column else Qt.AlignmentFlag.AlignLeft
    return int(side | Qt.AlignmentFlag.AlignVCenter)
