"""Tab goes through a window as it is laid out, not in the order in which its controls were made.

Qt puts what is made later at the end of the chain: a row that came with the data would be reached
only after everything below it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QApplication,
    QGridLayout,
    QLayout,
    QScrollArea,
    QStackedWidget,
    QWidget,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    _Base = QWidget
else:
    # Qt's own class comes with the window this is put before.
    _Base = object


class TabsAsLaidOut(_Base):
    """Put before the class of a window or a dialog."""

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Give the keyboard to the next control of the layout, and scroll to it."""
        focused = QApplication.focusWidget()
        controls = [each for each in laid_out(self) if each is focused or takes_tab(each)]
        ranks = [
            rank
            for rank, each in enumerate(controls)
            if focused is not None and (each is focused or each.isAncestorOf(focused))
        ]
        if not ranks:
            return super().focusNextPrevChild(forward)
        # The innermost: a page may take the keyboard itself, around its controls.
        rank = ranks[-1]
        control = controls[(rank + (1 if forward else -1)) % len(controls)]
        reason = Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason
        control.setFocus(reason)
        around = control.parentWidget()
        while around is not None:
            if isinstance(around, QScrollArea):
                around.ensureWidgetVisible(control)
            around = around.parentWidget()
        return True


def laid_out(widget: QWidget) -> Iterator[QWidget]:
    """The visible widgets inside, row after row; what no layout holds comes last."""
    if isinstance(widget, QStackedWidget):
        page = widget.currentWidget()
        inside = [] if page is None else [page]
    else:
        layout = widget.layout()
        placed = [] if layout is None else list(_placed(layout))
        inside = placed + [
            child
            for child in widget.children()
            if isinstance(child, QWidget) and not child.isWindow() and child not in placed
        ]
    for child in inside:
        if child.isVisible():
            yield child
            yield from laid_out(child)


def _placed(layout: QLayout) -> Iterator[QWidget]:
    ranks = list(range(layout.count()))
    if isinstance(layout, QGridLayout):
        ranks.sort(key=lambda rank: layout.getItemPosition(rank)[:2])  # type: ignore[index]
    for rank in ranks:
        item = layout.itemAt(rank)
        widget, under = (None, None) if item is None else (item.widget(), item.layout())
        if widget is not None:
            yield widget
        elif under is not None:
            yield from _placed(under)


def takes_tab(widget: QWidget) -> bool:
    """It stops Tab now, by itself."""
    tabs = (widget.focusPolicy() & Qt.FocusPolicy.TabFocus) == Qt.FocusPolicy.TabFocus
    return tabs and widget.isEnabled() and widget.focusProxy() is None
