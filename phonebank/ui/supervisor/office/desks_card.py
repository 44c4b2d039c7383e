"""The office's desks: who may sign in from where, another name, out of service, an invitation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from phonebank.ui.language import plural
from phonebank.ui.moments import full_date, local, moment
from phonebank.ui.theme import active
from phonebank.ui.widgets.button_faces import Kind
from phonebank.ui.widgets.buttons import Button
from phonebank.ui.widgets.frames import CardFrame, Rule, clear
from phonebank.ui.widgets.labels import PlainLabel
from phonebank.ui.widgets.row_focus import RowFocus

if TYPE_CHECKING:
    from PySide6.QtGui import QAction

    from phonebank.office.keeper import OfficeView
    from phonebank.store.enrolment import DeskRow


class DesksCard(CardFrame):
    """A line a desk, the ones in service first; those revoked fold into one line."""

    invite_requested = Signal()
    rename_requested = Signal(object)
    revoke_requested = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._desks: dict[int, DeskRow] = {}
        self._shown: tuple[object, ...] | None = None
        self.buttons: dict[int, Button] = {}
        head = QHBoxLayout()
        head.addWidget(PlainLabel(self.tr("Postes"), "title"), 1)
        self.invite = Button(self.tr("Inviter un poste…"), Kind.PRIMARY, icon="plus", small=True)
        self.invite.clicked.connect(self.invite_requested)
        self._focus = RowFocus(self, self.invite)
        head.addWidget(self.invite)
        self.body.addLayout(head)
        self.empty = PlainLabel("", "muted", wrap=True)
        self.body.addWidget(self.empty)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(0)
        self.body.addLayout(self._rows)
        self.gone = PlainLabel("", "muted", wrap=True)
        self.body.addWidget(self.gone)
        self.menu = QMenu(self)
        self.rename = self.menu.addAction(self.tr("Renommer…"))
        self.revoke = self.menu.addAction(self.tr("Retirer du bureau"))
        self.menu.triggered.connect(self._on_action)

    def show_view(self, view: OfficeView) -> None:
        """Show the desks, if they are others than before."""
        reachable = view.hosting is not None or not view.own_server
        self.invite.setEnabled(reachable)
        serving = [desk for desk in view.desks if desk.active]
        gone = [desk.label for desk in view.desks if not desk.active]
        self.empty.show_text(
            ""
            if reachable
            else self.tr("Hébergez d’abord le bureau : une invitation dit où le trouver.")
        )
        now = (view.desks, reachable)
        if now == self._shown:
            return
        self._shown = now
        self._focus.before(self.buttons)
        clear(self._rows)
        self.buttons = {}
        self._desks = {desk.desk_id: desk for desk in serving}
        for desk in serving:
            if self.buttons:
                self._rows.addWidget(Rule())
            self._rows.addWidget(self._row(desk, view.house.time_zone))
        self._focus.after(self.buttons)
        retired = plural(len(gone), self.tr("{n} poste retiré"), self.tr("{n} postes retirés"))
        told = self.tr("{retired} : {names}").format(retired=retired, names=", ".join(gone[:8]))
        self.gone.show_text(told if gone else "")

    def _row(self, desk: DeskRow, zone: str) -> QWidget:
        theme = active()
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, theme.px(7), 0, theme.px(7))
        words = QVBoxLayout()
        words.setSpacing(theme.px(1))
        words.addWidget(PlainLabel(desk.label, "strong", wrap=True))
        words.addWidget(PlainLabel(self._about(desk, zone), "muted", wrap=True))
        row.addLayout(words, 1)
        button = self.buttons[desk.desk_id] = Button(self.tr("Gérer"), small=True)
        button.setAccessibleName(self.tr("Que faire du poste {name} ?").format(name=desk.label))
        button.setProperty("desk", desk.desk_id)
        button.clicked.connect(self._on_manage)
        row.addWidget(button)
        return line

    def _about(self, desk: DeskRow, zone: str) -> str:
        parts = []
        if desk.connections:
            parts.append(self.tr("connecté"))
        elif desk.seen_at is not None:
            parts.append(self.tr("vu {when}").format(when=moment(desk.seen_at, zone)))
        else:
            parts.append(self.tr("jamais vu"))
        if desk.valid_until is not None:
            until = full_date(local(desk.valid_until, zone).date())
            parts.append(self.tr("admis jusqu’au {day}").format(day=until))
        return " · ".join(parts)

    def _on_manage(self) -> None:
        button = self.sender()
        if isinstance(button, Button):
            self.menu.setProperty("desk", button.property("desk"))
            corner = button.mapToGlobal(button.rect().bottomRight())
            corner.setX(corner.x() - self.menu.sizeHint().width())
            self.menu.popup(corner)

    def _on_action(self, action: QAction) -> None:
        desk = self._desks.get(int(self.menu.property("desk") or 0))
        if desk is not None:
            self._focus.note(desk.desk_id)
            wanted = self.rename_requested if action is self.rename else self.revoke_requested
            wanted.emit(desk)
