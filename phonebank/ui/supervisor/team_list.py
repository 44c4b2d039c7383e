"""Everybody who works here, a line each, and the desks that wait; what can be done about each."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QMenu, QVBoxLayout, QWidget

from phonebank.ui.supervisor.team_words import desk_line, person_line
from phonebank.ui.theme import active
from phonebank.ui.widgets.button_faces import Kind
from phonebank.ui.widgets.buttons import Button
from phonebank.ui.widgets.frames import Column, Notice, Rule, clear
from phonebank.ui.widgets.labels import PlainLabel
from phonebank.ui.widgets.row_focus import RowFocus

if TYPE_CHECKING:
    from datetime import datetime

    from PySide6.QtGui import QAction

    from phonebank.store.accounts import DeskView, PersonView
    from phonebank.ui.supervisor.team import TeamView


class TeamList(QWidget):
    """Signals carry the `PersonView` or the `DeskView` meant."""

    adding = Signal()
    pin_wanted = Signal(object)
    sign_out_wanted = Signal(object)
    dismissal_wanted = Signal(object)
    return_wanted = Signal(object)
    unlock_wanted = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._view: TeamView | None = None
        self._now: datetime | None = None
        self.rows: dict[int, Button] = {}
        self.unlocks: dict[int, Button] = {}
        theme = active()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(10))
        top = QHBoxLayout()
        top.setSpacing(theme.px(10))
        self.filter = QLineEdit()
        self.filter.setPlaceholderText(self.tr("Cherchez un nom"))
        self.filter.setAccessibleName(self.tr("Cherchez un nom"))
        self.filter.setClearButtonEnabled(True)
        self.filter.textChanged.connect(self._draw)
        top.addWidget(self.filter, 1)
        self.add = Button(self.tr("Ajouter une personne"), Kind.PRIMARY, icon="plus")
        self.add.clicked.connect(self.adding)
        self._focus = RowFocus(self, self.add)
        top.addWidget(self.add)
        column.addLayout(top)
        self.notice = Notice()
        column.addWidget(self.notice)
        self._desks = QVBoxLayout()
        self._desks.setSpacing(theme.px(8))
        column.addLayout(self._desks)
        self.column = Column(spacing=0)
        self.empty = PlainLabel("", "muted", wrap=True)
        column.addWidget(self.empty)
        column.addWidget(self.column, 1)
        self.menu = QMenu(self)
        self.pin = self.menu.addAction(self.tr("Nouveau code PIN"))
        self.sign_out = self.menu.addAction(self.tr("Déconnecter"))
        self.menu.addSeparator()
        self.dismiss = self.menu.addAction(self.tr("Retirer de l’équipe"))
        self.back = self.menu.addAction(self.tr("Réintégrer"))
        self.menu.triggered.connect(self._on_action)

    def show_team(self, view: TeamView, now: datetime) -> None:
        """Show everybody; `now` is the server's clock."""
        if self._view is not None and view == self._view:
            return
        self._view, self._now = view, now
        self._draw()

    def show_sentence(self, sentence: str, tone: str) -> None:
        """Say what was done, or why it was not."""
        self.notice.show_notice(sentence, tone, "warning" if tone == "bad" else "check")

    def open_menu(self, account_id: int) -> None:
        """The menu of one person, under their dots."""
        view = self._view
        person = (
            next((p for p in view.people if p.account_id == account_id), None) if view else None
        )
        if person is None:
            return
        caller = person.kind == "caller"
        self.menu.setProperty("account", account_id)
        self.pin.setVisible(caller and person.active)
        self.sign_out.setVisible(caller and bool(person.desk))
        self.dismiss.setVisible(caller and person.active)
        self.back.setVisible(caller and not person.active)
        button = self.rows[account_id]
        corner = button.mapToGlobal(button.rect().bottomRight())
        corner.setX(corner.x() - self.menu.sizeHint().width())
        self.menu.popup(corner)

    def _draw(self) -> None:
        view, now = self._view, self._now
        if view is None or now is None:
            return
        self._focus.before(self.rows)
        clear(self._desks)
        clear(self.column.body)
        self.rows, self.unlocks = {}, {}
        for desk in view.desks:
            if desk.failures and desk.waiting_until is not None:
                self._desks.addWidget(self._desk(desk, now))
        wanted = _folded(self.filter.text()).split()
        shown = [each for each in view.people if all(word in _folded(each.name) for word in wanted)]
        for person in shown:
            if self.rows:
                self.column.body.addWidget(Rule())
            self.column.body.addWidget(self._person(person))
        self.column.body.addStretch(1)
        self._focus.after(self.rows)
        nobody = self.tr("Personne encore : ajoutez vos appelants, un nom et un code suffisent.")
        unknown = self.tr("Personne de ce nom.")
        self.empty.show_text("" if shown else unknown if view.people else nobody)

    def _person(self, person: PersonView) -> QWidget:
        theme = active()
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(theme.px(4), theme.px(9), theme.px(4), theme.px(9))
        words = QVBoxLayout()
        words.setSpacing(theme.px(1))
        words.addWidget(PlainLabel(person.name, "strong" if person.active else "quiet", wrap=True))
        about = PlainLabel("", "muted", wrap=True)
        words.addWidget(about)
        row.addLayout(words, 1)
        button = self.rows[person.account_id] = Button(self.tr("Gérer"), small=True)
        button.setAccessibleName(self.tr("Que faire pour {name} ?").format(name=person.name))
        button.setProperty("account", person.account_id)
        button.setVisible(person.kind == "caller")
        button.clicked.connect(self._on_dots)
        row.addWidget(button)
        about.show_text(person_line(person))
        return line

    def _desk(self, desk: DeskView, now: datetime) -> Notice:
        told = Notice(f"{desk.label} : {desk_line(desk, now)}", "warning", "lock")
        button = self.unlocks[desk.desk_id] = Button(self.tr("Débloquer"), small=True)
        button.setProperty("desk", desk.desk_id)
        button.clicked.connect(self._on_unlock)
        told.side.addWidget(button)
        return told

    def _on_dots(self) -> None:
        button = self.sender()
        if isinstance(button, Button):
            self.open_menu(int(button.property("account")))

    def _on_unlock(self) -> None:
        button = self.sender()
        view = self._view
        if isinstance(button, Button) and view is not None:
            wanted = int(button.property("desk"))
            self.unlock_wanted.emit(next(d for d in view.desks if d.desk_id == wanted))

    def _on_action(self, action: QAction) -> None:
        signals = {
            self.pin: self.pin_wanted,
            self.sign_out: self.sign_out_wanted,
            self.dismiss: self.dismissal_wanted,
            self.back: self.return_wanted,
        }
        account = int(self.menu.property("account"))
        people = self._view.people if self._view is not None else ()
        for person in people:
            if person.account_id == account:
                signals[action].emit(person)


def _folded(text: str) -> str:
    decomposed = unicodedata.normalize("NFD", text.casefold())
    return "".join(char for char in decomposed if not unicodedata.combining(char))
