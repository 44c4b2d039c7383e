"""How a number of the émargement grid is painted: plain, on the sheet, or on no list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt
from PySide6.QtWidgets import QStyle, QStyledItemDelegate

from phonebank.ui.supervisor.files.sheet_model import KnownRole, NumberRole, TypedRole
from phonebank.ui.theme import active
from phonebank.ui.tokens import Size

if TYPE_CHECKING:
    from PySide6.QtCore import QModelIndex, QPersistentModelIndex
    from PySide6.QtGui import QPainter
    from PySide6.QtWidgets import QStyleOptionViewItem


class SheetCells(QStyledItemDelegate):
    """A rounded ground under the numbers on the sheet; a line around the one with the keyboard."""

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Draw one number."""
        number = index.data(NumberRole)
        if number is None:
            return
        theme = active()
        typed, known = bool(index.data(TypedRole)), bool(index.data(KnownRole))
        area = QRectF(option.rect).adjusted(2, 2, -2, -2)
        painter.save()
        painter.setRenderHint(painter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        if typed:
            painter.setBrush(theme.color("accent" if known else "warning_soft"))
            painter.drawRoundedRect(area, 5, 5)
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(theme.color("ink"))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(area, 5, 5)
        ink = "muted" if not typed else "on_accent" if known else "ink"
        painter.setPen(theme.color(ink))
        painter.setFont(theme.font(Size.SMALL, strong=typed))
        painter.drawText(area, int(Qt.AlignmentFlag.AlignCenter), str(number))
        painter.restore()
