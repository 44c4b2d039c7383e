"""The supervisor's page: how the campaign stands, who is calling, what waits for a decision.

The view draws the presenter's states and asks before anything that callers would feel. Between two
looks only its clocks move, by the server's time of the last look.
"""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QTimer, Signal
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from phonebank.ui.supervisor.alerts_card import AlertsCard
from phonebank.ui.supervisor.bar import RoomBar
from phonebank.ui.supervisor.confirm import Confirm
from phonebank.ui.supervisor.figures import FigureTiles
from phonebank.ui.supervisor.hours_card import HoursCard
from phonebank.ui.supervisor.orphans_dialog import OrphansDialog
from phonebank.ui.supervisor.presenter import RoomPresenter
from phonebank.ui.supervisor.progress_card import ProgressCard
from phonebank.ui.supervisor.room_card import RoomCard
from phonebank.ui.supervisor.sentences import away_since, headline, silence_words
from phonebank.ui.supervisor.state import Link, RoomState
from phonebank.ui.supervisor.team_dialog import TeamDialog
from phonebank.ui.theme import active
from phonebank.ui.widgets.buttons import Button
from phonebank.ui.widgets.frames import Column, Notice
from phonebank.ui.widgets.toast import Toast

if TYPE_CHECKING:
    from PySide6.QtGui import QHideEvent, QResizeEvent, QShowEvent

    from phonebank.bridge import Bridge
    from phonebank.store.room import CallerView, RoomGateway

_SIDE_WIDTH = 350
_SIDE_BY_SIDE = 1000
_SAID_SECONDS = 6


class SupervisorPage(QWidget):
    """The whole page with its bar. `begin` once signed in; `leave` before it goes.

    The appearance chosen under one's name is announced as at the desk.
    """

    mode_chosen = Signal(str)
    language_chosen = Signal(str)
    percent_chosen = Signal(int)
    sign_out_requested = Signal()

    def __init__(self, bridge: Bridge, gateway: RoomGateway, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bridge, self._gateway = bridge, gateway
        self.presenter = RoomPresenter(bridge, gateway, self)
        self._server_now = datetime.now(UTC)
        self._told_at = time.monotonic()
        self._build()
        self._connect()
        self.show_state(self.presenter.state)

    def begin(self) -> None:
        """Look at the room, and go on looking."""
        self.presenter.begin()
        self._clock.start()

    def leave(self) -> None:
        """Look no more."""
        self._clock.stop()
        self.presenter.stop()

    def now(self) -> datetime:
        """The server's clock, as of the last look."""
        return self._server_now + timedelta(seconds=time.monotonic() - self._told_at)

    def open_team(self) -> None:
        """The team over the page: who works here, and adding somebody."""
        TeamDialog(self._bridge, self._gateway.team, self).open()

    def open_orphans(self) -> None:
        """Outcomes that found no call, to be filed or set aside."""
        view = self.presenter.state.view
        zone = view.office.time_zone if view is not None else ""
        dialog = OrphansDialog(self._bridge, self._gateway.orphans, zone, self)
        dialog.finished.connect(self.presenter.look)
        dialog.open()

    def _build(self) -> None:
        theme = active()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        self.bar = RoomBar()
        whole.addWidget(self.bar)
        self.column = Column()
        edge = theme.px(16)
        self.column.body.setContentsMargins(edge, edge, edge, edge)
        whole.addWidget(self.column, 1)
        self.away = Notice("", "warning", "offline")
        self.retry = Button(self.tr("Réessayer"), small=True)
        self.away.side.addWidget(self.retry)
        self.column.body.addWidget(self.away)
        self._halves = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._halves.setSpacing(theme.px(12))
        self.column.body.addLayout(self._halves, 1)
        self.progress = ProgressCard()
        self.figures = FigureTiles()
        self.hours = HoursCard()
        left = QVBoxLayout()
        left.setSpacing(theme.px(12))
        left.addWidget(self.progress)
        left.addWidget(self.figures)
        left.addWidget(self.hours, 1)
        left.addStretch(0)
        self._halves.addLayout(left, 1)
        self.room = RoomCard()
        self.alerts = AlertsCard()
        self._side = QWidget()
        side = QVBoxLayout(self._side)
        side.setContentsMargins(0, 0, 0, 0)
        side.setSpacing(theme.px(12))
        side.addWidget(self.room, 3)
        side.addWidget(self.alerts, 2)
        self._halves.addWidget(self._side)
        self.toast = Toast(self)
        self._clock = QTimer(self)
        self._clock.setInterval(1000)

    def _connect(self) -> None:
        self.presenter.changed.connect(self.show_state)
        self.presenter.said.connect(self._on_said)
        self.bar.campaign_chosen.connect(self.presenter.choose_campaign)
        self.bar.sign_out_requested.connect(self.sign_out_requested)
        self.bar.team_requested.connect(self.open_team)
        self.bar.menu.mode_chosen.connect(self.mode_chosen)
        self.bar.menu.language_chosen.connect(self.language_chosen)
        self.bar.menu.percent_chosen.connect(self.percent_chosen)
        self.retry.clicked.connect(self.presenter.look)
        self.progress.state_requested.connect(self._on_state_requested)
        self.room.take_back_requested.connect(self._on_take_back_requested)
        self.alerts.settle_requested.connect(self.presenter.settle_alert)
        self.alerts.doubt_decided.connect(self.presenter.settle_doubt)
        self.alerts.orphans_requested.connect(self.open_orphans)
        self._clock.timeout.connect(self._on_second)

    def show_state(self, state: RoomState) -> None:
        """Draw one state; the cards change only what changed."""
        view = state.view
        if view is not None and state.link is Link.LIVE:
            self._server_now, self._told_at = view.office.at, time.monotonic()
        now = self.now()
        zone = view.office.time_zone if view else ""
        self._show_link(state, zone)
        self.bar.show_state(state, now)
        self.progress.show_campaign(state.campaign, headline(state, now))
        self.figures.show_campaign(state.campaign)
        self.hours.show_hours(view.hours if view else (), zone)
        self.room.setEnabled(state.link is Link.LIVE)
        self.progress.setEnabled(state.link is not Link.REFUSED)
        for button in self.progress.acts.values():
            button.setEnabled(state.link is Link.LIVE)
        self.alerts.setEnabled(state.link is Link.LIVE)
        if view is not None:
            self.room.show_callers(view.callers, now)
            self.alerts.show_alerts(view.alerts, zone, now)
        self.progress.setVisible(view is not None or state.link is Link.LOADING)
        for part in (self.figures, self.hours, self._side):
            part.setVisible(view is not None)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the room under the figures where there is no place beside them."""
        super().resizeEvent(event)
        self._arrange()

    def changeEvent(self, event: QEvent) -> None:
        """Another text size asks for another arrangement."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._arrange()

    def showEvent(self, event: QShowEvent) -> None:
        """In sight again: look at once."""
        super().showEvent(event)
        self.presenter.set_shown(shown=True)

    def hideEvent(self, event: QHideEvent) -> None:
        """Out of sight: look more rarely."""
        super().hideEvent(event)
        self.presenter.set_shown(shown=False)

    def _show_link(self, state: RoomState, zone: str) -> None:
        self.retry.setVisible(state.link is Link.REFUSED)
        if state.link is Link.AWAY:
            self.away.show_notice(away_since(state.seen_at, zone), "warning", "offline")
        elif state.link is Link.REFUSED:
            refused = self.tr(
                "Le bureau refuse ce compte : demandez à son propriétaire de vous nommer à nouveau."
            )
            broken = self.tr("Cette page ne peut pas être mise à jour.")
            self.away.show_notice(refused if state.sentence else broken, "bad", "warning")
        else:
            self.away.show_notice("")

    def _arrange(self) -> None:
        beside = self.width() >= active().px(_SIDE_BY_SIDE)
        way = QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        self._halves.setDirection(way)
        # Under the figures the page scrolls; a second scroll would show half an alert.
        self.alerts.column.show_whole(not beside)
        if beside:
            self._side.setFixedWidth(active().px(_SIDE_WIDTH))
        else:
            self._side.setMinimumWidth(0)
            self._side.setMaximumWidth(16_777_215)

    def _on_second(self) -> None:
        state = self.presenter.state
        if not self.isVisible() or state.link is not Link.LIVE or state.view is None:
            return
        self.room.tell_time(self.now())
        self.bar.silence.show_state(*silence_words(state.view.office, self.now()))

    def _on_said(self, sentence: str) -> None:
        self.toast.offer(sentence, "", _SAID_SECONDS)

    def _on_state_requested(self, wanted: str) -> None:
        campaign = self.presenter.state.campaign
        if campaign is None:
            return
        questions = {
            "open": (
                self.tr("Ouvrir la campagne « {name} » ?"),
                self.tr("Les lignes prêtes seront servies dès maintenant, aux heures d’appel."),
                self.tr("Ouvrir"),
            ),
            "paused": (
                self.tr("Mettre la campagne « {name} » en pause ?"),
                self.tr(
                    "Les appels commencés se terminent. Plus aucune ligne n’est servie jusqu’à ce "
                    "que vous la rouvriez."
                ),
                self.tr("Mettre en pause"),
            ),
            "closed": (
                self.tr("Clore la campagne « {name} » ?"),
                self.tr(
                    "Plus personne n’est appelé dans cette campagne, rappels promis compris. Elle "
                    "peut être rouverte jusqu’au vote."
                ),
                self.tr("Clore"),
            ),
        }
        title, meaning, act = questions[wanted]
        ask = Confirm(
            self, title.format(name=campaign.name), meaning, act, danger=wanted == "closed"
        )
        ask.accepted.connect(partial(self.presenter.set_state, campaign.campaign_id, wanted))
        ask.open()

    def _on_take_back_requested(self, caller: CallerView) -> None:
        if caller.claim is None:
            return
        if caller.state == "reading":
            self.presenter.take_back(caller.claim)
            return
        ask = Confirm(
            self,
            self.tr("Reprendre la ligne de {name} ?").format(name=caller.name),
            self.tr(
                "Si l’appel est commencé, il n’est pas coupé. Tant que son résultat n’arrive pas, "
                "la ligne est dans le doute : elle ne sera pas rappelée aujourd’hui."
            ),
            self.tr("Reprendre la ligne"),
            danger=True,
        )
        ask.accepted.connect(partial(self.presenter.take_back, caller.claim))
        ask.open()
