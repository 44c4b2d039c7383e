"""Whether the office starts with this computer: its state, a button, and what root alone can do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QVBoxLayout, QWidget

from phonebank.ui.theme import active
from phonebank.ui.widgets.announce import announce
from phonebank.ui.widgets.buttons import Button
from phonebank.ui.widgets.flow import Flow
from phonebank.ui.widgets.frames import Rule
from phonebank.ui.widgets.labels import PlainLabel, show_if
from phonebank.ui.widgets.pill import Pill

if TYPE_CHECKING:
    from phonebank.office.service_state import ServiceView


class ServicePart(QWidget):
    """Shows one view; `wanted` asks for the other state: True to start with the computer."""

    wanted = Signal(bool)

    def __init__(self) -> None:
        super().__init__()
        self._view: ServiceView | None = None
        theme = active()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(8))
        column.addWidget(Rule())
        self.state = Pill("", "quiet", dot=True)
        column.addWidget(self.state)
        self.words = PlainLabel("", "small", wrap=True)
        column.addWidget(self.words)
        self.command = PlainLabel("", "small", wrap=True)
        self.command.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        column.addWidget(self.command)
        self._row = QWidget()
        row = Flow(theme.px(8))
        self._row.setLayout(row)
        self.change = Button("", small=True)
        self.change.clicked.connect(self._on_change)
        self.copy = Button(self.tr("Copier la commande"), small=True)
        self.copy.clicked.connect(self._on_copy)
        row.addWidget(self.change)
        row.addWidget(self.copy)
        column.addWidget(self._row)

    def show_service(self, view: ServiceView | None, *, hosted: bool) -> None:
        """Show how the office starts; nothing where its server stands elsewhere."""
        self._view = view
        show_if(self, view is not None)
        if view is None:
            return
        if view.with_computer:
            self.state.show_state(self.tr("Démarre avec cet ordinateur"), "good")
        elif view.starts:
            self.state.show_state(self.tr("Démarre avec votre session"), "warning")
        else:
            tone = "warning" if hosted else "quiet"
            self.state.show_state(self.tr("Seulement quand Phonebank est ouvert"), tone)
        self.words.show_text(self._why(view, hosted=hosted))
        self.command.show_text(view.command)
        self.command.setAccessibleName(
            self.tr("Commande : {command}").format(command=view.command) if view.command else ""
        )
        self.change.set_label(
            self.tr("Ne plus démarrer avec l’ordinateur")
            if view.starts
            else self.tr("Démarrer avec cet ordinateur")
        )
        show_if(self.change, view.changeable)
        show_if(self.copy, bool(view.command))
        show_if(self._row, view.changeable or bool(view.command))

    def show_busy(self, what: str) -> None:
        """Nothing else is asked for meanwhile."""
        self.change.setEnabled(not what)
        if what == "service":
            self.words.show_text(self.tr("Le système prend note…"))

    def _why(self, view: ServiceView, *, hosted: bool) -> str:
        if not view.able:
            return self.tr(
                "Ce système n’a pas systemd : ouvrez Phonebank sur cet ordinateur pour que le "
                "bureau réponde."
            )
        if view.starts == "system" and view.command:
            return self.tr("Seul un administrateur peut le retirer, par cette commande :")
        if view.command and view.starts:
            return self.tr(
                "Pour qu’il démarre avant toute session, un administrateur lance cette commande :"
            )
        if view.command:
            return self.tr(
                "Pour qu’il démarre avec l’ordinateur, un administrateur lance cette commande :"
            )
        if hosted and not view.starts:
            return self.tr(
                "Si cet ordinateur redémarre, les postes attendent que Phonebank y soit ouvert."
            )
        return ""

    def _on_change(self) -> None:
        if self._view is not None:
            self.wanted.emit(not self._view.starts)

    def _on_copy(self) -> None:
        if self._view is not None:
            QGuiApplication.clipboard().setText(self._view.command)
            announce(self, self.tr("La commande est copiée."))
