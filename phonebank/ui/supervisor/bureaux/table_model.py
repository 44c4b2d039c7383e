"""The bureaux as a table that sorts: a tuple of figures, one row a bureau."""

from __future__ import annotations

import html
from enum import IntEnum
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from phonebank.targeting.bureaux import Colour
from phonebank.ui.supervisor.bureaux.words import INKS, SIGNS, colour_word, count, percent, title_of
from phonebank.ui.theme import active

if TYPE_CHECKING:
    from collections.abc import Sequence

    from phonebank.targeting.bureaux import Bureau

_Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()


class Column(IntEnum):
    """The columns, in their order."""

    CLASS = 0
    BUREAU = 1
    COMMUNE = 2
    PRIORITY = 3
    REGISTERED = 4
    EXPECTED = 5
    KNOWN = 6
    SHARE = 7
    LINES = 8
    PART = 9


_CLASS_ORDER = {Colour.PRIORITY: 0, Colour.LESS: 1, Colour.NONE: 2}
_LEFT = {Column.CLASS, Column.BUREAU, Column.COMMUNE}


class BureauTable(QAbstractTableModel):
    """Rows of `Bureau`; sorted by what is behind the words, not by the words."""

    def __init__(self) -> None:
        super().__init__()
        self._rows: tuple[Bureau, ...] = ()
        self._by = Column.PRIORITY
        self._order = Qt.SortOrder.DescendingOrder

    def show_bureaux(self, bureaux: Sequence[Bureau]) -> None:
        """Show these, in the order last asked for."""
        self.beginResetModel()
        self._rows = self._sorted(bureaux)
        self.endResetModel()

    def bureau(self, row: int) -> Bureau | None:
        """The bureau of a row."""
        return self._rows[row] if 0 <= row < len(self._rows) else None

    def row_of(self, bureau_id: int) -> int:
        """The row of a bureau, −1 where it is not shown."""
        places = (row for row, each in enumerate(self._rows) if each.bureau_id == bureau_id)
        return next(places, -1)

    def rowCount(self, parent: _Index = _NOWHERE) -> int:
        """How many bureaux."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: _Index = _NOWHERE) -> int:
        """How many columns."""
        return 0 if parent.isValid() else len(Column)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """The columns' names, and what each counts as a tip."""
        if orientation is not Qt.Orientation.Horizontal or not 0 <= section < len(Column):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._names()[section]
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._meanings()[section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self._alignment(Column(section))
        return None

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Words, their colour, what a screen reader says."""
        if not index.isValid() or not 0 <= index.row() < len(self._rows):
            return None
        row, column = self._rows[index.row()], Column(index.column())
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(row, column)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self._alignment(column)
        if role == Qt.ItemDataRole.ForegroundRole and column is Column.CLASS:
            return active().color(INKS[row.colour])
        if role == Qt.ItemDataRole.ToolTipRole and column is Column.BUREAU:
            # A name comes from a file: shown as it stands, whatever it looks like.
            return f"<span>{html.escape(title_of(row))}</span>"
        if role == Qt.ItemDataRole.AccessibleTextRole:
            if column is Column.CLASS:
                return colour_word(row.colour)
            return f"{self._names()[column]} {self._text(row, column)}"
        return None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Order by a column; what is unknown stands last."""
        if not 0 <= column < len(Column):
            return
        self.layoutAboutToBeChanged.emit()
        kept = self.persistentIndexList()
        ids = [self._rows[index.row()].bureau_id for index in kept]
        self._by, self._order = Column(column), order
        self._rows = self._sorted(self._rows)
        places = {each.bureau_id: row for row, each in enumerate(self._rows)}
        moved = [
            self.index(places[bureau_id], index.column())
            for bureau_id, index in zip(ids, kept, strict=True)
        ]
        self.changePersistentIndexList(kept, moved)
        self.layoutChanged.emit()

    def _sorted(self, rows: Sequence[Bureau]) -> tuple[Bureau, ...]:
        known = [each for each in rows if _value(each, self._by) is not None]
        unknown = [each for each in rows if _value(each, self._by) is None]
        known.sort(key=lambda each: (each.commune_code, each.code))
        known.sort(
            key=lambda each: _value(each, self._by),
            reverse=self._order is Qt.SortOrder.DescendingOrder,
        )
        return (*known, *unknown)

    def _text(self, row: Bureau, column: Column) -> str:
        texts = {
            Column.CLASS: lambda: f"{SIGNS[row.colour]} {colour_word(row.colour)}",
            Column.BUREAU: lambda: title_of(row),
            Column.COMMUNE: lambda: row.commune_code,
            Column.REGISTERED: lambda: count(row.registered),
            Column.EXPECTED: lambda: count(row.expected),
            Column.KNOWN: lambda: count(row.known),
            Column.SHARE: lambda: percent(row.share),
            Column.LINES: lambda: count(row.lines),
            Column.PRIORITY: lambda: count(row.priority),
            Column.PART: lambda: percent(row.part),
        }
        return texts[column]()

    @staticmethod
    def _alignment(column: Column) -> Qt.AlignmentFlag:
        side = Qt.AlignmentFlag.AlignLeft if column in _LEFT else Qt.AlignmentFlag.AlignRight
        return side | Qt.AlignmentFlag.AlignVCenter

    def _names(self) -> tuple[str, ...]:
        return (
            self.tr("Classe"),
            self.tr("Bureau"),
            self.tr("Commune"),
            self.tr("Voix"),
            self.tr("Inscrits"),
            self.tr("Attendues"),
            self.tr("Connues"),
            self.tr("Part"),
            self.tr("Lignes"),
            self.tr("Du total"),
        )

    def _meanings(self) -> tuple[str, ...]:
        return (
            self.tr("Par les voix possibles, cumulées du premier au dernier bureau."),
            self.tr("Le code du bureau de vote et son nom."),
            self.tr("Le code INSEE de la commune."),
            self.tr("Voix possibles : abstentions × notre part, celles qui restent à la maison."),
            self.tr("Personnes de la liste électorale qui peuvent voter à ce tour."),
            self.tr("Abstentions attendues : la somme des risques de ces personnes."),
            self.tr("Abstentions connues : au premier tour, d’après l’émargement."),
            self.tr("La part de notre liste dans les suffrages exprimés."),
            self.tr("Numéros qui peuvent être appelés."),
            self.tr("La part de ce bureau dans toutes les voix possibles."),
        )


def _value(row: Bureau, column: Column) -> Any:
    values: tuple[Any, ...] = (
        _CLASS_ORDER[row.colour],
        row.code,
        row.commune_code,
        row.priority,
        row.registered,
        row.expected,
        row.known,
        row.share,
        row.lines,
        row.part,
    )
    return values[column]
