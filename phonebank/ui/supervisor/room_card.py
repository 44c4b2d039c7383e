"""The room: who is calling, at what, since when; and taking a line back from somebody."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QListView, QMenu

from phonebank.ui.language import figure
from phonebank.ui.supervisor.caller_row import ROW_HEIGHT, CallerRow
from phonebank.ui.supervisor.callers import CALLER_ROLE, CallersModel
from phonebank.ui.theme import active
from phonebank.ui.widgets.frames import CardFrame
from phonebank.ui.widgets.labels import PlainLabel

if TYPE_CHECKING:
    from datetime import datetime

    from PySide6.QtCore import QModelIndex

    from phonebank.store.room import CallerView


class RoomCard(CardFrame):
    """A list of callers; `take_back_requested` carries the caller whose line is wanted back."""

    take_back_requested = Signal(object)

    def __init__(self) -> None:
        super().__init__(spacing=6)
        self._build()
        self._connect()

    def _build(self) -> None:
        theme = active()
        self.setAccessibleName(self.tr("La salle"))
        head = QHBoxLayout()
        head.addWidget(PlainLabel(self.tr("La salle"), "title"))
        head.addStretch(1)
        self.busy = PlainLabel("", "muted")
        head.addWidget(self.busy)
        self.body.addLayout(head)
        self.model = CallersModel(self)
        self.list = QListView()
        self.list.setModel(self.model)
        self.list.setItemDelegate(CallerRow(self.list))
        self.list.setMouseTracking(True)
        self.list.setUniformItemSizes(True)
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.list.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.list.setAccessibleName(self.tr("Les personnes qui appellent"))
        self.list.setMinimumHeight(theme.px(2 * ROW_HEIGHT))
        self.body.addWidget(self.list, 1)
        self.empty = PlainLabel(
            self.tr(
                "Personne n’est connecté. Les appelants apparaissent ici dès qu’ils ouvrent "
                "leur poste."
            ),
            "muted",
            wrap=True,
        )
        self.body.addWidget(self.empty)
        self.body.addStretch(0)
        self.menu = QMenu(self)
        self.take_back = self.menu.addAction(self.tr("Reprendre la ligne"))

    def _connect(self) -> None:
        self.list.customContextMenuRequested.connect(self._on_menu)
        self.list.installEventFilter(self)
        self.take_back.triggered.connect(self._on_take_back)

    def show_callers(self, callers: tuple[CallerView, ...], now: datetime) -> None:
        """Show who is there; `now` is the server's clock."""
        self.tell_time(now)
        self.model.show_callers(callers)
        self.list.setVisible(bool(callers))
        self.empty.setVisible(not callers)
        self.body.setStretch(self.body.count() - 1, 0 if callers else 1)
        held = sum(each.claim is not None for each in callers)
        text = self.tr("{held} sur {all} ont une ligne").format(
            held=figure(held), all=figure(len(callers))
        )
        self.busy.setText(text if callers else "")

    def tell_time(self, now: datetime) -> None:
        """Let the times of the rows follow the clock."""
        self.model.tell_time(now)
        self.list.viewport().update()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter opens the row's menu."""
        if (
            watched is self.list
            and isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Menu)
            and self.list.currentIndex().isValid()
        ):
            self.open_menu(self.list.currentIndex())
            return True
        return super().eventFilter(watched, event)

    def open_menu(self, index: QModelIndex) -> None:
        """The menu of one caller, under their row."""
        caller: CallerView | None = index.data(CALLER_ROLE)
        if caller is None:
            return
        self.take_back.setData(caller)
        self.take_back.setEnabled(caller.claim is not None)
        area = self.list.visualRect(index)
        corner = self.list.viewport().mapToGlobal(area.bottomRight())
        self.menu.popup(QPoint(corner.x() - self.menu.sizeHint().width(), corner.y()))

    def _on_menu(self, at: QPoint) -> None:
        self.open_menu(self.list.indexAt(at))

    def _on_take_back(self) -> None:
        self.take_back_requested.emit(self.take_back.data())
