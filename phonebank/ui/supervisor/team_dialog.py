"""The team, over the supervisor's page: the list, the form to add somebody, a PIN shown once."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from phonebank.ui.supervisor.confirm import Confirm
from phonebank.ui.supervisor.team import NewPin, TeamPresenter, TeamView
from phonebank.ui.supervisor.team_form import PinShown, TeamForm
from phonebank.ui.supervisor.team_list import TeamList
from phonebank.ui.theme import active
from phonebank.ui.widgets.buttons import Button
from phonebank.ui.widgets.labels import PlainLabel
from phonebank.ui.widgets.tab_order import TabsAsLaidOut

if TYPE_CHECKING:
    from phonebank.bridge import Bridge
    from phonebank.store.accounts import PersonView, Team

_WIDTH, _HEIGHT = 640, 560


class TeamDialog(TabsAsLaidOut, QDialog):
    """Open it with `open`; it deletes itself when closed, and a PIN with it."""

    def __init__(self, bridge: Bridge, team: Team, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.presenter = TeamPresenter(bridge, team, self)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Équipe"))
        self._build()
        self._connect()
        self.presenter.look()

    def _build(self) -> None:
        theme = active()
        column = QVBoxLayout(self)
        edge = theme.px(22)
        column.setContentsMargins(edge, edge, edge, edge)
        column.setSpacing(theme.px(12))
        head = QHBoxLayout()
        self.heading = PlainLabel(self.tr("Équipe"), "heading")
        head.addWidget(self.heading)
        head.addStretch(1)
        self.shut = Button(self.tr("Fermer"), small=True)
        self.shut.clicked.connect(self.reject)
        head.addWidget(self.shut)
        column.addLayout(head)
        self.pages = QStackedWidget()
        self.list = TeamList()
        self.form = TeamForm()
        self.given = PinShown()
        for page in (self.list, self.form, self.given):
            self.pages.addWidget(page)
        column.addWidget(self.pages, 1)
        self.list.add.setFocus()
        parent = self.parentWidget()
        room = parent.window().size() if parent is not None else self.maximumSize()
        self.resize(
            min(theme.px(_WIDTH), room.width() - 40), min(theme.px(_HEIGHT), room.height() - 40)
        )

    def _connect(self) -> None:
        desk = self.presenter
        desk.seen.connect(self._on_seen)
        desk.refused.connect(self._on_refused)
        desk.said.connect(self._on_said)
        desk.pin_given.connect(self._on_pin_given)
        self.list.adding.connect(self.begin_adding)
        self.list.pin_wanted.connect(desk.give_pin)
        self.list.sign_out_wanted.connect(self._on_sign_out_wanted)
        self.list.dismissal_wanted.connect(self._on_dismissal_wanted)
        self.list.return_wanted.connect(self._on_return_wanted)
        self.list.unlock_wanted.connect(desk.unlock_desk)
        self.form.added.connect(desk.add)
        self.form.left.connect(self.show_list)
        self.given.done.connect(self.show_list)
        self.given.another.connect(self.begin_adding)
        self.finished.connect(self.given.forget)

    def begin_adding(self) -> None:
        """An empty form."""
        self.heading.setText(self.tr("Ajouter une personne"))
        self.pages.setCurrentWidget(self.form)
        self.form.begin()

    def show_list(self) -> None:
        """Back to everybody."""
        self.heading.setText(self.tr("Équipe"))
        self.pages.setCurrentWidget(self.list)
        self.list.add.setFocus()

    def _on_seen(self, view: TeamView) -> None:
        self.list.show_team(view, datetime.now(UTC))

    def _on_refused(self, sentence: str) -> None:
        if self.pages.currentWidget() is self.form:
            self.form.show_refusal(sentence)
        else:
            self.list.show_sentence(sentence, "bad")

    def _on_said(self, sentence: str) -> None:
        self.list.show_sentence(sentence, "good")

    def _on_pin_given(self, given: NewPin) -> None:
        self.list.show_sentence("", "good")
        self.heading.setText(self.tr("Code PIN"))
        self.given.show_pin(given)
        self.pages.setCurrentWidget(self.given)
        self.given.close_it.setFocus()

    def _on_sign_out_wanted(self, person: PersonView) -> None:
        ask = Confirm(
            self,
            self.tr("Déconnecter {name} ?").format(name=person.name),
            self.tr(
                "Sa fiche retourne dans la file ; un appel en cours sera à trier. Cette personne "
                "peut revenir avec son code."
            ),
            self.tr("Déconnecter"),
            danger=True,
        )
        ask.accepted.connect(partial(self.presenter.end_session, person))
        ask.open()

    def _on_dismissal_wanted(self, person: PersonView) -> None:
        ask = Confirm(
            self,
            self.tr("Retirer {name} de l’équipe ?").format(name=person.name),
            self.tr(
                "Plus rien ne lui est servi dès maintenant. Sa fiche retourne dans la file ; un "
                "appel en cours sera à trier. Vous pourrez réintégrer cette personne."
            ),
            self.tr("Retirer"),
            danger=True,
        )
        ask.accepted.connect(partial(self.presenter.set_active, person, active=False))
        ask.open()

    def _on_return_wanted(self, person: PersonView) -> None:
        self.presenter.set_active(person, active=True)
