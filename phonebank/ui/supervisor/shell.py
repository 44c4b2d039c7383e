"""The supervisor's window: a rail of places and the page of the one chosen.

A page is made when it is first visited. It may have `begin()`, called each time it comes into
sight, `leave()`, called when it goes out of sight or its supervisor signs out, and a signal
`go_requested(str)` that names another place.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QApplication, QHBoxLayout, QStackedWidget, QWidget

from phonebank.ui.supervisor.rail import Rail
from phonebank.ui.widgets.tab_order import laid_out, takes_tab

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

ROOM = "room"
_ICONS = {
    ROOM: "phone",
    "files": "file",
    "review": "match",
    "scores": "chart",
    "bureaux": "map",
    "lists": "list",
    "office": "building",
}


@dataclass(frozen=True, slots=True)
class Place:
    """A place of the rail. `key`: room, files, review, scores, bureaux, lists or office."""

    key: str
    make: Callable[[], QWidget]


class SupervisorShell(QWidget):
    """Shows one place at a time; the rail is left out where there is only one."""

    went = Signal(str)
    """The key of the place now in sight."""
    sign_out_requested = Signal()
    mode_chosen = Signal(str)
    language_chosen = Signal(str)
    percent_chosen = Signal(int)

    def __init__(self, places: Sequence[Place], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._places = {place.key: place for place in places}
        self._pages: dict[str, QWidget] = {}
        self._key = ""
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        self.rail = Rail([(key, _words(key), _ICONS[key]) for key in self._places])
        self.rail.setVisible(len(self._places) > 1)
        self.stack = QStackedWidget()
        row.addWidget(self.rail)
        row.addWidget(self.stack, 1)
        self.rail.chosen.connect(self.go)
        self.rail.entered.connect(self._on_entered)
        self.rail.sign_out_requested.connect(self.sign_out_requested)
        self.rail.menu.mode_chosen.connect(self.mode_chosen)
        self.rail.menu.language_chosen.connect(self.language_chosen)
        self.rail.menu.percent_chosen.connect(self.percent_chosen)

    @property
    def place(self) -> str:
        """The key of the place in sight, '' before the first."""
        return self._key

    def page(self, key: str) -> QWidget | None:
        """The page of a place, None while it has not been visited."""
        return self._pages.get(key)

    def go(self, key: str) -> None:
        """Show a place; a key that is not offered here changes nothing."""
        if key == self._key or key not in self._places:
            return
        self._rest(self._key)
        if key not in self._pages:
            page = self._places[key].make()
            self._pages[key] = page
            self.stack.addWidget(page)
            asks = getattr(page, "go_requested", None)
            if asks is not None:
                asks.connect(self.go)
        self._key = key
        self.rail.show_place(key)
        self.stack.setCurrentWidget(self._pages[key])
        begin = getattr(self._pages[key], "begin", None)
        if begin is not None:
            begin()
        self.went.emit(key)

    def leave(self) -> None:
        """Nobody looks any more: the supervisor signed out, or the window is built again."""
        self._rest(self._key)
        self._key = ""

    def _on_entered(self, key: str) -> None:
        """The keyboard goes to the page's first control, unless the page chose one itself."""
        page = self._pages.get(key)
        focused = QApplication.focusWidget()
        if page is None or (focused is not None and page.isAncestorOf(focused)):
            return
        for control in laid_out(page):
            if takes_tab(control):
                control.setFocus(Qt.FocusReason.ShortcutFocusReason)
                return
        # Nothing can be used until the data is there: Tab goes on from the page itself.
        page.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _rest(self, key: str) -> None:
        leave = getattr(self._pages.get(key), "leave", None)
        if leave is not None:
            leave()


def _words(key: str) -> str:
    words = {
        ROOM: QCoreApplication.translate("SupervisorShell", "La salle"),
        "files": QCoreApplication.translate("SupervisorShell", "Fichiers"),
        "review": QCoreApplication.translate("SupervisorShell", "Contacts"),
        "scores": QCoreApplication.translate("SupervisorShell", "Scores"),
        "bureaux": QCoreApplication.translate("SupervisorShell", "Bureaux"),
        "lists": QCoreApplication.translate("SupervisorShell", "Listes"),
        "office": QCoreApplication.translate("SupervisorShell", "Réglages"),
    }
    return words[key]
