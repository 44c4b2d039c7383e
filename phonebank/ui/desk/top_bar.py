"""The bar over the desk: the campaign and its progress, one's own calls, the office, one's name."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu

from phonebank.ui.desk.state import DeskState, Phase
from phonebank.ui.language import figure, plural
from phonebank.ui.moments import remaining
from phonebank.ui.theme import active
from phonebank.ui.widgets.appearance_menu import AppearanceMenu
from phonebank.ui.widgets.button_faces import Kind
from phonebank.ui.widgets.buttons import Button
from phonebank.ui.widgets.icons import icon
from phonebank.ui.widgets.labels import PlainLabel, set_tip
from phonebank.ui.widgets.pill import Pill
from phonebank.ui.widgets.progress import ThinProgress

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from phonebank.domain.card import OfficeFacts

_NARROW = 1180
_FOR_SILENCE = 230
_TIGHT_FROM = 140


class TopBar(QFrame):
    """Shows the state's campaign and link; asks for what its buttons offer."""

    campaign_chosen = Signal(int)
    my_calls_requested = Signal()
    pause_requested = Signal()
    lock_requested = Signal()
    search_requested = Signal()
    sign_out_requested = Signal()

    def __init__(self, caller: str, office: OfficeFacts) -> None:
        super().__init__()
        self._office = office
        self._build(caller)
        self._clock = QTimer(self)
        self._clock.setInterval(20_000)
        self._clock.timeout.connect(self.show_silence)
        self._clock.start()
        self.show_silence()

    def _build(self, caller: str) -> None:
        theme = active()
        self.setProperty("frame", "bar")
        self.setMinimumHeight(theme.px(52))
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.px(12), theme.px(7), theme.px(12), theme.px(7))
        row.setSpacing(theme.px(12))
        self.campaign = Button("", Kind.BARE, strong=True)
        self.campaign.setAccessibleDescription(self.tr("Changer de campagne"))
        self.campaign_menu = QMenu(self)
        self.campaign.clicked.connect(self._on_campaigns)
        row.addWidget(self.campaign)
        self.progress = ThinProgress(170)
        row.addWidget(self.progress)
        self.done = PlainLabel("", "muted")
        row.addWidget(self.done)
        row.addStretch(1)
        self.mine = Button("", Kind.BARE, small=True)
        set_tip(self.mine, self.tr("Vos cinq derniers appels, à corriger au besoin (F2)"))
        self.mine.clicked.connect(self.my_calls_requested)
        row.addWidget(self.mine)
        self.silence = Pill("", "warning")
        row.addWidget(self.silence)
        self.practice = Pill(self.tr("Entraînement") if self._office.practice else "", "accent")
        row.addWidget(self.practice)
        self.link = Pill(self.tr("En ligne"), "good", dot=True)
        row.addWidget(self.link)
        self.pause = Button(self.tr("Pause"), icon="pause", small=True)
        set_tip(self.pause, self.tr("Pause (Ctrl+P) : la fiche ouverte retourne dans la file"))
        self.pause.clicked.connect(self.pause_requested)
        row.addWidget(self.pause)
        self.name = Button(caller, Kind.BARE, icon="person", small=True)
        self.menu = AppearanceMenu(self)
        self.menu.addSeparator()
        self.search = self.menu.addAction(icon("question"), self.tr("Quelqu’un rappelle… (F3)"))
        self.search.triggered.connect(self.search_requested)
        self.corrected = self.menu.addAction(icon("undo"), self.tr("Corriger un appel… (F2)"))
        self.corrected.triggered.connect(self.my_calls_requested)
        lock = self.menu.addAction(icon("lock"), self.tr("Verrouiller (Ctrl+L)"))
        lock.triggered.connect(self.lock_requested)
        leave = self.menu.addAction(icon("leave"), self.tr("Se déconnecter"))
        leave.triggered.connect(self.sign_out_requested)
        self.name.clicked.connect(self._on_name)
        row.addWidget(self.name)
        self._tight = theme.look.percent >= _TIGHT_FROM
        if self._tight:
            for button, words in ((self.pause, self.tr("Pause")), (self.name, caller)):
                button.set_label("")
                button.setAccessibleName(words)
            self.practice.setVisible(False)

    def show_state(self, state: DeskState) -> None:
        """Show the campaign, the counts and the link to the office."""
        facts = state.campaign
        self.campaign.setVisible(facts is not None)
        self.mine.setVisible(facts is not None)
        self.done.setVisible(facts is not None and not self._tight)
        self.progress.setVisible(facts is not None and self._wide())
        if facts is not None:
            self.campaign.set_label(facts.name)
            self.progress.show_share(facts.done, facts.lines)
            self.done.setText(
                self.tr("{done} sur {lines}").format(
                    done=figure(facts.done), lines=figure(facts.lines)
                )
            )
            calls = plural(facts.my_calls, self.tr("{n} appel"), self.tr("{n} appels"))
            talks = plural(
                facts.my_conversations,
                self.tr("{n} conversation"),
                self.tr("{n} conversations"),
            )
            self.mine.set_label(
                f"{facts.my_calls} · {facts.my_conversations}"
                if self._tight
                else self.tr("Vous : {calls}, {talks}").format(calls=calls, talks=talks)
            )
            self.mine.setAccessibleName(f"{calls}, {talks}")
        self._show_link(state)
        self._show_campaigns(state)
        in_call = state.phase in (Phase.IN_CALL, Phase.CALLING, Phase.SAVING, Phase.UNFINISHED)
        self.pause.setEnabled(not in_call and state.phase is not Phase.PAUSED)
        self.corrected.setEnabled(state.correction is None)
        self.search.setEnabled(state.campaign is not None and not in_call)

    def show_silence(self) -> None:
        """Count down to the election silence, from two days before."""
        office, now = self._office, datetime.now(UTC)
        begins = office.silence_from
        if office.silent_now:
            self.silence.show_state(self.tr("Silence électoral"), "bad")
        elif begins is not None and begins > now:
            wait = remaining((begins - now).total_seconds())
            self.silence.show_state(
                self.tr("Silence électoral dans {wait}").format(wait=wait), "warning"
            )
        else:
            self.silence.show_state("", "warning")

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the progress bar out where there is no room."""
        super().resizeEvent(event)
        self.progress.setVisible(self._wide() and self.campaign.isVisibleTo(self))

    def _wide(self) -> bool:
        needed = _NARROW + (_FOR_SILENCE if self.silence.isVisibleTo(self) else 0)
        return not self._tight and self.width() >= needed * active().look.percent / 100

    def _show_link(self, state: DeskState) -> None:
        if state.online and not state.pending:
            self.link.show_state(self.tr("En ligne"), "good")
        elif state.online:
            text = plural(
                state.pending, self.tr("{n} résultat à envoyer"), self.tr("{n} résultats à envoyer")
            )
            self.link.show_state(text, "warning")
        else:
            self.link.show_state(self.tr("Hors ligne"), "bad")

    def _show_campaigns(self, state: DeskState) -> None:
        self.campaign.set_icon("down" if len(state.campaigns) > 1 else "")
        self.campaign_menu.clear()
        for facts in state.campaigns:
            action = self.campaign_menu.addAction(facts.name.replace("&", "&&"))
            action.setData(facts.campaign_id)
            action.triggered.connect(self._on_campaign_action)

    def _on_campaigns(self) -> None:
        if len(self.campaign_menu.actions()) > 1:
            self.campaign_menu.popup(self.campaign.mapToGlobal(self.campaign.rect().bottomLeft()))

    def _on_campaign_action(self) -> None:
        action = self.sender()
        if isinstance(action, QAction):
            self.campaign_chosen.emit(int(action.data()))

    def _on_name(self) -> None:
        corner = self.name.mapToGlobal(self.name.rect().bottomRight())
        self.menu.show_look()
        corner.setX(corner.x() - self.menu.sizeHint().width())
        self.menu.popup(corner)
