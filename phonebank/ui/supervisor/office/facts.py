"""Facts in two columns: what it is, and what it is now; the second can be copied."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from phonebank.ui.theme import active
from phonebank.ui.widgets.labels import PlainLabel, show_if

if TYPE_CHECKING:
    from collections.abc import Sequence


class Facts(QWidget):
    """Shows pairs; the rows are made once and filled again."""

    def __init__(self) -> None:
        super().__init__()
        theme = active()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(theme.px(14))
        self._grid.setVerticalSpacing(theme.px(5))
        self._grid.setColumnStretch(1, 1)
        self._rows: list[tuple[PlainLabel, PlainLabel]] = []

    def show_facts(self, pairs: Sequence[tuple[str, str]]) -> None:
        """Show these pairs, in order."""
        while len(self._rows) < len(pairs):
            at = len(self._rows)
            top = Qt.AlignmentFlag.AlignTop
            what, now = PlainLabel("", "muted"), PlainLabel("", "small", wrap=True)
            now.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            self._grid.addWidget(what, at, 0, top)
            self._grid.addWidget(now, at, 1)
            self._rows.append((what, now))
        for at, (what, now) in enumerate(self._rows):
            shown = at < len(pairs)
            show_if(what, shown)
            show_if(now, shown)
            if shown:
                what.setText(pairs[at][0])
                now.setText(pairs[at][1])
                now.setAccessibleName(f"{pairs[at][0]} : {pairs[at][1]}")

    def text(self) -> str:
        """Everything shown, for a test or the clipboard."""
        return "\n".join(f"{a.text()}: {b.text()}" for a, b in self._rows if not b.isHidden())
