"""What came in, newest first, as a table model: file, when, who, what it did, how it stands."""

from __future__ import annotations

import html
from enum import IntEnum
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QBrush

from phonebank.ui.moments import moment
from phonebank.ui.supervisor.files.count_words import summary
from phonebank.ui.supervisor.files.kind_words import kind_short
from phonebank.ui.theme import active

if TYPE_CHECKING:
    from phonebank.store.import_history import ImportRow

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()


class Column(IntEnum):
    """The columns, from the left."""

    FILE = 0
    WHAT = 1
    WHEN = 2
    WHO = 3
    DID = 4


class HistoryModel(QAbstractTableModel):
    """Rows are replaced at once: imports are few and come one by one. `zone`: the office's."""

    def __init__(self, zone: str = "") -> None:
        super().__init__()
        self._zone = zone
        self._rows: tuple[ImportRow, ...] = ()

    def rows(self) -> tuple[ImportRow, ...]:
        """The imports shown."""
        return self._rows

    def show_rows(self, rows: tuple[ImportRow, ...]) -> None:
        """Show these imports."""
        if rows != self._rows:
            self.beginResetModel()
            self._rows = rows
            self.endResetModel()

    def rowCount(self, parent: Index = _ROOT) -> int:
        """One row an import."""
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
            Column.FILE: self.tr("Fichier"),
            Column.WHAT: self.tr("Contenu"),
            Column.WHEN: self.tr("Quand"),
            Column.WHO: self.tr("Par"),
            Column.DID: self.tr("Résultat"),
        }
        return titles[Column(section)]

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """A cell's words; undone imports are grey."""
        if not index.isValid() or index.row() >= len(self._rows):
            return None
        row = self._rows[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._words(row, Column(index.column()))
        if role == Qt.ItemDataRole.ToolTipRole:
            words = html.escape(self._words(row, Column(index.column())))
            return f"<span>{words}</span>"
        if role == Qt.ItemDataRole.ForegroundRole and row.undone_at is not None:
            return QBrush(active().color("muted"))
        return None

    def _words(self, row: ImportRow, column: Column) -> str:
        match column:
            case Column.FILE:
                return row.file_name
            case Column.WHAT:
                return kind_short(row.kind)
            case Column.WHEN:
                return moment(row.started_at, self._zone)
            case Column.WHO:
                return row.by
            case Column.DID:
                if row.undone_at is not None:
                    return self.tr("Annulé {when} par {who}").format(
                        when=moment(row.undone_at, self._zone), who=row.undone_by
                    )
                if row.finished_at is None:
                    return self.tr("Pas terminé")
                return summary(dict(row.counts))
