"""Why rows did not come in, a line a reason: what happened, how many, where they stand."""

from __future__ import annotations

from enum import IntEnum
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from phonebank.ui.language import figure
from phonebank.ui.supervisor.files.reasons import in_words

if TYPE_CHECKING:
    from phonebank.intake.running import Explained

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()


class Column(IntEnum):
    """The columns, from the left."""

    WHY = 0
    COUNT = 1
    LINES = 2
    FATE = 3


class RefusalsModel(QAbstractTableModel):
    """Reasons are replaced at once, with each trial."""

    def __init__(self) -> None:
        super().__init__()
        self._rows: tuple[Explained, ...] = ()

    def show_rows(self, rows: tuple[Explained, ...]) -> None:
        """Show these reasons."""
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()

    def rowCount(self, parent: Index = _ROOT) -> int:
        """One row a reason."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = _ROOT) -> int:
        """As many as `Column` has."""
        return 0 if parent.isValid() else len(Column)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """The title of a column."""
        if orientation != Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        titles = {
            Column.WHY: self.tr("Pourquoi"),
            Column.COUNT: self.tr("Combien"),
            Column.LINES: self.tr("Lignes du fichier"),
            Column.FATE: self.tr("Ce qui se passe"),
        }
        return titles[Column(section)]

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """A cell's words."""
        if not index.isValid() or index.row() >= len(self._rows):
            return None
        row, column = self._rows[index.row()], Column(index.column())
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._words(row, column)
        return None

    def _words(self, row: Explained, column: Column) -> str:
        match column:
            case Column.WHY:
                return in_words(row.reason)
            case Column.COUNT:
                return figure(row.count)
            case Column.LINES:
                more = "…" if row.count > len(row.lines) else ""
                return ", ".join(str(line) for line in row.lines) + more
            case Column.FATE:
                return self._fate(row.decision)

    def _fate(self, decision: str) -> str:
        fates = {
            "refused": self.tr("refusée"),
            "unmatched": self.tr("laissée de côté"),
            "review": self.tr("à vérifier"),
            "objection": self.tr("ne sera pas appelée"),
            "matched": self.tr("importée"),
        }
        return fates.get(decision, self.tr("importée"))
