"""How a caller's row is painted: name, what they do and since when, the day's figures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QHelpEvent, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QToolTip,
)

from phonebank.ui.moments import clock
from phonebank.ui.supervisor.callers import CALLER_ROLE, SECONDS_ROLE
from phonebank.ui.supervisor.sentences import caller_figures, caller_short, caller_state
from phonebank.ui.theme import active
from phonebank.ui.tokens import Size

if TYPE_CHECKING:
    from phonebank.store.room import CallerView

Index = QModelIndex | QPersistentModelIndex

ROW_HEIGHT = 56
_LEFT = int(Qt.AlignmentFlag.AlignLeft) | int(Qt.AlignmentFlag.AlignVCenter)
_RIGHT = int(Qt.AlignmentFlag.AlignRight) | int(Qt.AlignmentFlag.AlignVCenter)


class CallerRow(QStyledItemDelegate):
    """Paints a row of `CallersModel`."""

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        """Two lines of text."""
        return QSize(active().px(240), active().px(ROW_HEIGHT))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw the row, its ground when pointed at or chosen, and a thin line under it."""
        caller: CallerView = index.data(CALLER_ROLE)
        theme = active()
        row: QRect = option.rect
        state: QStyle.StateFlag = option.state
        words, token = caller_state(caller.state)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        focused = bool(state & QStyle.StateFlag.State_HasFocus)
        if state & QStyle.StateFlag.State_MouseOver or focused:
            painter.setBrush(theme.color("hover"))
            painter.setPen(QPen(theme.color("accent"), 2) if focused else Qt.PenStyle.NoPen)
            painter.drawRoundedRect(QRectF(row).adjusted(1, 2, -1, -3), 8, 8)
        elif index.row() + 1 < index.model().rowCount():
            painter.setPen(QPen(theme.color("line"), 1))
            y = row.bottom() + 0.5
            painter.drawLine(row.left() + theme.px(26), int(y), row.right() - theme.px(8), int(y))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color(token))
        side = theme.px(9)
        painter.drawEllipse(
            QRectF(row.left() + theme.px(6), row.center().y() - side / 2, side, side)
        )
        self._paint_words(painter, row, caller, words, token, index.data(SECONDS_ROLE))
        self._paint_more(painter, row)
        painter.restore()

    def editorEvent(
        self, event: QEvent, model: object, option: QStyleOptionViewItem, index: Index
    ) -> bool:
        """A click on the three dots opens the row's menu, as the menu key does."""
        if isinstance(event, QMouseEvent) and event.type() == QEvent.Type.MouseButtonRelease:
            row: QRect = option.rect
            view: object = option.widget
            if more_area(row).contains(event.position().toPoint()) and isinstance(
                view, QAbstractItemView
            ):
                view.customContextMenuRequested.emit(more_area(row).bottomLeft())
                return True
        return super().editorEvent(event, model, option, index)  # type: ignore[arg-type]

    def helpEvent(
        self,
        event: QHelpEvent,
        view: QAbstractItemView,
        option: QStyleOptionViewItem,
        index: Index,
    ) -> bool:
        """The whole name, the desk and the campaign, when pointed at."""
        caller: CallerView | None = index.data(CALLER_ROLE)
        if caller is None or event.type() != QEvent.Type.ToolTip:
            return super().helpEvent(event, view, option, index)
        from html import escape

        parts = (caller.name, caller.desk, caller.campaign, caller_figures(caller))
        QToolTip.showText(event.globalPos(), "<br>".join(escape(p) for p in parts if p), view)
        return True

    def _paint_words(
        self,
        painter: QPainter,
        row: QRect,
        caller: CallerView,
        words: str,
        token: str,
        seconds: float,
    ) -> None:
        theme = active()
        strong, small = theme.font(Size.BODY, strong=True), theme.font(Size.SMALL)
        left = row.left() + theme.px(26)
        right = more_area(row).left() - theme.px(8)
        line = theme.px(22)
        first = QRect(left, row.center().y() - line + theme.px(1), right - left, line)
        second = QRect(left, row.center().y() + theme.px(1), right - left, line)
        since = clock(seconds)
        painter.setFont(small)
        painter.setPen(theme.color("muted"))
        painter.drawText(first, _RIGHT, since)
        taken = QFontMetrics(small).horizontalAdvance(since) + theme.px(10)
        painter.setFont(strong)
        painter.setPen(theme.color("ink"))
        name = QFontMetrics(strong).elidedText(
            caller.name, Qt.TextElideMode.ElideRight, first.width() - taken
        )
        painter.drawText(first, _LEFT, name)
        metrics = QFontMetrics(small)
        painter.setFont(small)
        painter.setPen(theme.color(token if token in ("bad", "warning") else "muted"))
        painter.drawText(second, _LEFT, words)
        spare = second.width() - metrics.horizontalAdvance(words) - theme.px(16)
        figures = metrics.elidedText(caller_short(caller), Qt.TextElideMode.ElideRight, spare)
        painter.setPen(theme.color("muted"))
        painter.drawText(second, _RIGHT, figures)

    def _paint_more(self, painter: QPainter, row: QRect) -> None:
        theme = active()
        centre = more_area(row).center()
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("muted"))
        for step in (-1, 0, 1):
            painter.drawEllipse(
                QRectF(centre.x() - 1.5, centre.y() - 1.5 + step * theme.px(5), 3, 3)
            )


def more_area(row: QRect) -> QRect:
    """Where the three dots of a row are."""
    side = active().px(28)
    return QRect(row.right() - side, row.center().y() - side // 2, side, side)
