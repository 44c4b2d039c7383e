"""Who is calling now, as a list model: a tuple of callers, changed in place from look to look."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from phonebank.ui.moments import clock
from phonebank.ui.supervisor.sentences import caller_figures, caller_state

if TYPE_CHECKING:
    from phonebank.store.room import CallerView

CALLER_ROLE = int(Qt.ItemDataRole.UserRole) + 1
"""The `CallerView` of a row."""
SECONDS_ROLE = int(Qt.ItemDataRole.UserRole) + 2
"""How long the caller has been in this state, in seconds, by the clock last told."""

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()


class CallersModel(QAbstractListModel):
    """Callers by name. A look changes rows in place, so that the chosen row stays chosen."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._callers: tuple[CallerView, ...] = ()
        self._now = datetime.now(UTC)

    def callers(self) -> tuple[CallerView, ...]:
        """The rows."""
        return self._callers

    def tell_time(self, now: datetime) -> None:
        """The server's clock stands at `now`: the times shown follow."""
        self._now = now

    def show_callers(self, callers: tuple[CallerView, ...]) -> None:
        """Show these callers, keeping the rows of those who are still there."""
        wanted = {each.account_id for each in callers}
        for row in reversed(range(len(self._callers))):
            if self._callers[row].account_id not in wanted:
                self.beginRemoveRows(QModelIndex(), row, row)
                self._callers = self._callers[:row] + self._callers[row + 1 :]
                self.endRemoveRows()
        for row, each in enumerate(callers):
            here = self._callers[row] if row < len(self._callers) else None
            if here is not None and here.account_id == each.account_id:
                self._change(row, each)
            elif all(known.account_id != each.account_id for known in self._callers):
                self.beginInsertRows(QModelIndex(), row, row)
                self._callers = (*self._callers[:row], each, *self._callers[row:])
                self.endInsertRows()
            else:
                # Somebody was renamed and the order is another one.
                self.beginResetModel()
                self._callers = callers
                self.endResetModel()
                return

    def rowCount(self, parent: Index = _ROOT) -> int:
        """One row a caller."""
        return 0 if parent.isValid() else len(self._callers)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """A row's name, its caller, its seconds, or the sentence a screen reader says."""
        if not index.isValid() or index.row() >= len(self._callers):
            return None
        caller = self._callers[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return caller.name
        if role == CALLER_ROLE:
            return caller
        if role == SECONDS_ROLE:
            return max(0.0, (self._now - caller.since).total_seconds())
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{caller.name}, {caller_state(caller.state)[0]}"
        if role == Qt.ItemDataRole.AccessibleDescriptionRole:
            seconds = max(0.0, (self._now - caller.since).total_seconds())
            return f"{clock(seconds)}, {caller_figures(caller)}"
        return None

    def _change(self, row: int, caller: CallerView) -> None:
        if self._callers[row] != caller:
            self._callers = (*self._callers[:row], caller, *self._callers[row + 1 :])
            index = self.index(row, 0)
            self.dataChanged.emit(index, index)
