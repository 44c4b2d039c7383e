"""The toast at the foot of a page: what was just saved, and ten seconds to take it back.

Where large text leaves no free foot, it lies over a part of the page that can be missed meanwhile.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QWidget

from phonebank.ui.theme import active
from phonebank.ui.widgets.button_faces import Kind
from phonebank.ui.widgets.buttons import Button
from phonebank.ui.widgets.labels import PlainLabel

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtCore import QRect

UNDO_SECONDS = 10


class Toast(QFrame):
    """A sentence with a countdown and one action; it goes away by itself.

    `over`: where it may lie in `host`, in one line, instead of at its foot.
    """

    undo_requested = Signal()
    expired = Signal()

    def __init__(
        self, host: QWidget, width: int = 286, over: Callable[[], QRect] | None = None
    ) -> None:
        super().__init__(host)
        self._over = over
        theme = active()
        self.setProperty("frame", "toast")
        self.setFixedWidth(width)
        way = QBoxLayout.Direction.LeftToRight if over else QBoxLayout.Direction.TopToBottom
        column = self._column = QBoxLayout(way, self)
        edge = theme.px(6 if over else 12)
        column.setContentsMargins(theme.px(16), edge, edge, edge)
        column.setSpacing(theme.px(8))
        self._words = PlainLabel("", "small", wrap=True)
        column.addWidget(self._words, 1 if over else 0)
        self._foot = QWidget()
        row = QHBoxLayout(self._foot)
        row.setContentsMargins(0, 0, 0, 0)
        self._left = PlainLabel("", "small")
        row.addWidget(self._left, 1)
        self.action = Button("", Kind.TOAST, small=True)
        self.action.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.action.clicked.connect(self._on_action)
        row.addWidget(self.action)
        column.addWidget(self._foot)
        self._deadline = 0.0
        self._timer = QTimer(self)
        self._timer.setInterval(250)
        self._timer.timeout.connect(self.tick)
        host.installEventFilter(self)
        self.hide()

    def offer(self, text: str, action: str, seconds: float = UNDO_SECONDS) -> None:
        """Say what was done and offer `action` for some seconds."""
        self._words.setText(text)
        self.action.set_label(action)
        self._foot.setVisible(bool(action))
        self.setAccessibleName(text)
        self._deadline = time.monotonic() + seconds
        self._timer.start()
        self.tick()
        self.show()
        self._place()
        self.raise_()

    def text(self) -> str:
        """The sentence shown."""
        return self._words.text()

    def dismiss(self) -> None:
        """Take the toast away without saying that it expired."""
        self._timer.stop()
        self.hide()

    def tick(self) -> None:
        """Show the seconds left; at none, go."""
        left = self._deadline - time.monotonic()
        if left <= 0:
            self.dismiss()
            self.expired.emit()
            return
        self._left.setText(f"{int(left) + 1} s")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay at the foot of the host when it is resized."""
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return super().eventFilter(watched, event)

    def _on_action(self) -> None:
        self.dismiss()
        self.undo_requested.emit()

    def _place(self) -> None:
        host = self.parentWidget()
        if host is None:
            return
        room = self._over() if self._over is not None else None
        if room is not None:
            self.setFixedWidth(room.width())
        self._column.activate()
        height = self._column.totalHeightForWidth(self.width())
        self.resize(self.width(), height)
        if room is not None:
            self.move(room.x(), room.y() + max(0, (room.height() - height) // 2))
            return
        self.move(active().px(16), host.height() - height - active().px(16))
