"""The page shown when there is no line: a heading, why, what is to come, one thing to do."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from phonebank.ui.desk import sentences
from phonebank.ui.desk.state import DeskState, Phase
from phonebank.ui.language import figure
from phonebank.ui.moments import day, remaining
from phonebank.ui.theme import active
from phonebank.ui.widgets.button_faces import Kind
from phonebank.ui.widgets.buttons import Button
from phonebank.ui.widgets.frames import CardFrame, Rule, clear
from phonebank.ui.widgets.icons import IconMark
from phonebank.ui.widgets.labels import PlainLabel

if TYPE_CHECKING:
    from phonebank.domain.card import CampaignFacts


class MessagePage(QWidget):
    """One calm card in the middle of the page."""

    onward_requested = Signal()
    campaign_chosen = Signal(int)

    def __init__(self, zone: str) -> None:
        super().__init__()
        self._zone = zone
        self._state = DeskState()
        self._build()
        self._clock = QTimer(self)
        self._clock.setInterval(1000)
        self._clock.timeout.connect(self.tick)
        self._clock.start()

    def _build(self) -> None:
        theme = active()
        outer = QVBoxLayout(self)
        outer.addStretch(2)
        row = QHBoxLayout()
        row.addStretch(1)
        card = CardFrame(margin=36, spacing=12)
        card.setMinimumWidth(theme.px(min(560, 560 * 100 // theme.look.percent)))
        card.setMaximumWidth(theme.px(620))
        self._mark = IconMark("clock", "accent", 32)
        card.body.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignLeft)
        self.heading = PlainLabel("", "heading", wrap=True)
        card.body.addWidget(self.heading)
        self.reason = PlainLabel("", "quiet", wrap=True)
        card.body.addWidget(self.reason)
        self.countdown = PlainLabel("", "large")
        card.body.addWidget(self.countdown)
        self._rule = Rule()
        card.body.addWidget(self._rule)
        self._lines = QVBoxLayout()
        self._lines.setSpacing(theme.px(6))
        card.body.addLayout(self._lines)
        self._campaigns = QVBoxLayout()
        self._campaigns.setSpacing(theme.px(8))
        card.body.addLayout(self._campaigns)
        self.onward = Button("", Kind.PRIMARY, key="↵", tall=True)
        self.onward.clicked.connect(self.onward_requested)
        card.body.addSpacing(theme.px(8))
        card.body.addWidget(self.onward)
        self.foot = PlainLabel("", "muted", wrap=True)
        card.body.addWidget(self.foot)
        row.addWidget(card, 3)
        row.addStretch(1)
        outer.addLayout(row)
        outer.addStretch(3)

    def show_state(self, state: DeskState) -> None:
        """Word what the phase means."""
        if state == self._state:
            return
        self._state = state
        clear(self._lines)
        clear(self._campaigns)
        show = {
            Phase.CHOOSING: self._show_choosing,
            Phase.LOADING: self._show_loading,
            Phase.WAITING: self._show_waiting,
            Phase.STOPPED: self._show_stopped,
            Phase.PAUSED: self._show_paused,
            Phase.OFFLINE: self._show_offline,
        }.get(state.phase, self._show_loading)
        show()
        self._rule.setVisible(self._lines.count() > 0)
        self.setAccessibleName(self.heading.text())
        self.tick()

    def tick(self) -> None:
        """Move the countdown on."""
        waiting = self._state.waiting
        until = waiting.until if waiting and self._state.phase is Phase.WAITING else None
        wait = (until - datetime.now(UTC)).total_seconds() if until else 0
        self.countdown.show_text(remaining(wait) if wait > 0 else "")

    def _words(
        self, icon: str, heading: str, reason: str, onward: str = "", foot: str = ""
    ) -> None:
        self._mark.setVisible(bool(icon))
        if icon:
            self._mark.show_icon(icon, "accent")
        self.heading.setText(heading)
        self.reason.show_text(reason)
        self.onward.set_label(onward)
        self.onward.setVisible(bool(onward))
        self.foot.show_text(foot)

    def _show_choosing(self) -> None:
        campaigns = self._state.campaigns
        if not campaigns:
            self._words(
                "people",
                self.tr("Aucune campagne ouverte"),
                self.tr("Demandez à votre superviseur d’en ouvrir une."),
                self.tr("Regarder encore"),
            )
            return
        self._words("people", self.tr("Pour quelle campagne ?"), "")
        for facts in campaigns:
            self._campaigns.addWidget(self._campaign(facts))

    def _campaign(self, facts: CampaignFacts) -> Button:
        button = Button("", Kind.QUIET, spread=True)
        button.set_label(
            facts.name,
            self.tr("{day} · {done} sur {lines}").format(
                day=day(facts.round_date), done=figure(facts.done), lines=figure(facts.lines)
            ),
        )
        button.setProperty("campaign", facts.campaign_id)
        button.clicked.connect(self._on_campaign)
        return button

    def _show_loading(self) -> None:
        self._words("", self.tr("Un instant…"), self.tr("La prochaine fiche arrive."))

    def _show_waiting(self) -> None:
        waiting = self._state.waiting
        if waiting is None:
            self._show_loading()
            return
        icons = {"silence": "lock", "done": "check", "paused": "pause", "closed": "lock"}
        quiet = waiting.reason in {"closed", "charter"}
        self._words(
            icons.get(waiting.reason, "clock"),
            sentences.waiting_title(waiting),
            sentences.waiting_reason(waiting, self._zone),
            "" if quiet else self.tr("Regarder maintenant"),
            "" if quiet else self.tr("Cette page se rafraîchit d’elle-même."),
        )
        if waiting.reason == "silence":
            return
        for line in sentences.waiting_lines(waiting, self._zone):
            self._lines.addWidget(PlainLabel(line, "body", wrap=True))

    def _show_stopped(self) -> None:
        words = {
            "gone": (
                self.tr("La réservation est terminée"),
                self.tr("Cette ligne est retournée dans la file, personne n’a été appelé."),
            ),
            "objected": (
                self.tr("Cette personne ne veut plus être appelée"),
                self.tr("Elle vient de s’y opposer. La ligne est fermée partout."),
            ),
            "retired": (
                self.tr("Ce numéro vient d’être retiré"),
                self.tr("Un collègue a signalé qu’il n’est pas le bon."),
            ),
            "paused": (
                self.tr("La campagne est en pause"),
                self.tr("Votre superviseur l’a arrêtée pendant que la fiche était ouverte."),
            ),
            "attempts": (
                self.tr("Assez d’essais pour cette ligne"),
                self.tr("Elle a déjà été appelée autant de fois que permis."),
            ),
        }
        other = (
            self.tr("Cette ligne n’est plus à appeler"),
            self.tr("Elle a changé pendant que la fiche était ouverte."),
        )
        heading, reason = words.get(self._state.stopped, other)
        self._words("warning", heading, reason, self.tr("Ligne suivante"))

    def _show_paused(self) -> None:
        self._words(
            "pause",
            self.tr("En pause"),
            self.tr("Aucune fiche n’est réservée pour vous. Revenez quand vous voulez."),
            self.tr("Reprendre les appels"),
        )

    def _show_offline(self) -> None:
        self._words(
            "offline",
            self.tr("Le bureau ne répond pas"),
            self.tr(
                "Ce que vous avez saisi est gardé sur ce poste et partira dès le retour du réseau. "
                "Aucune nouvelle fiche n’est servie d’ici là."
            ),
            self.tr("Réessayer"),
            self.tr("Un nouvel essai se fait toutes les cinq secondes."),
        )

    def _on_campaign(self) -> None:
        button = self.sender()
        if isinstance(button, Button):
            self.campaign_chosen.emit(int(button.property("campaign")))
