"""The chosen campaign: one sentence on how it stands, its queue as a bar, and what one may do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout

from phonebank.ui.language import plural
from phonebank.ui.supervisor.sentences import campaign_state, campaign_title
from phonebank.ui.supervisor.stack_bar import LegendItem, Share, StackBar
from phonebank.ui.theme import active
from phonebank.ui.widgets.announce import announce
from phonebank.ui.widgets.button_faces import Kind
from phonebank.ui.widgets.buttons import Button
from phonebank.ui.widgets.flow import Flow
from phonebank.ui.widgets.frames import CardFrame
from phonebank.ui.widgets.labels import PlainLabel
from phonebank.ui.widgets.pill import Pill

if TYPE_CHECKING:
    from phonebank.store.room import CampaignView
    from phonebank.ui.supervisor.sentences import Headline

_ACTS = {
    "draft": ("open",),
    "open": ("paused", "closed"),
    "paused": ("open", "closed"),
    "closed": ("open",),
}


class ProgressCard(CardFrame):
    """`state_requested` carries the state asked for: 'open', 'paused' or 'closed'."""

    state_requested = Signal(str)

    def __init__(self) -> None:
        super().__init__(margin=18, spacing=6)
        self._build()

    def _build(self) -> None:
        theme = active()
        self.setAccessibleName(self.tr("La campagne"))
        head = QHBoxLayout()
        head.setSpacing(theme.px(10))
        self.name = PlainLabel("", "title", wrap=True)
        head.addWidget(self.name, 1)
        self.state = Pill("", "quiet")
        head.addWidget(self.state, 0, Qt.AlignmentFlag.AlignVCenter)
        acts = {
            "open": (self.tr("Ouvrir"), Kind.PRIMARY),
            "paused": (self.tr("Mettre en pause"), Kind.QUIET),
            "closed": (self.tr("Clore"), Kind.QUIET),
        }
        self.acts: dict[str, Button] = {}
        for state, (label, kind) in acts.items():
            button = Button(label, kind, small=True)
            button.setProperty("state", state)
            button.clicked.connect(self._on_act)
            head.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)
            self.acts[state] = button
        self.body.addLayout(head)
        self.sentence = PlainLabel("", "heading", wrap=True)
        self.body.addWidget(self.sentence)
        self.detail = PlainLabel("", "quiet", wrap=True)
        self.body.addWidget(self.detail)
        self.body.addSpacing(theme.px(6))
        self.bar = StackBar()
        self.bar.setAccessibleName(self.tr("La file d’appel"))
        self.body.addWidget(self.bar)
        self.body.addSpacing(theme.px(2))
        flow = Flow(theme.px(14))
        self.legend = tuple(LegendItem() for _ in range(6))
        for item in self.legend:
            flow.addWidget(item)
        self.body.addLayout(flow)
        self.objections = PlainLabel("", "muted", wrap=True)
        self.body.addWidget(self.objections)

    def show_campaign(self, campaign: CampaignView | None, headline: Headline) -> None:
        """Show how it stands; without a campaign only the sentence."""
        if headline.title != self.sentence.text():
            announce(self, headline.title)
        self.sentence.setText(headline.title)
        self.detail.show_text(headline.detail)
        allowed = _ACTS.get(campaign.state, ()) if campaign else ()
        for state, button in self.acts.items():
            button.setVisible(state in allowed)
        self.bar.setVisible(campaign is not None)
        for item in self.legend:
            item.setVisible(campaign is not None)
        self.name.setVisible(campaign is not None)
        self.state.show_state("", "quiet")
        self.objections.show_text("")
        if campaign is None:
            return
        self.name.setText(campaign_title(campaign))
        self.state.show_state(*campaign_state(campaign.state))
        shares = self._shares(campaign)
        self.bar.show_shares(shares)
        for item, share in zip(self.legend, shares, strict=True):
            item.show_share(share)
        if campaign.objections:
            self.objections.show_text(
                plural(
                    campaign.objections,
                    self.tr("{n} opposition aujourd’hui, appliquée partout."),
                    self.tr("{n} oppositions aujourd’hui, appliquées partout."),
                )
            )

    def _shares(self, campaign: CampaignView) -> tuple[Share, ...]:
        return (
            Share(
                self.tr("Terminées"),
                self.tr("Plus rien à faire sur ces lignes dans cette campagne."),
                "accent",
                campaign.done,
            ),
            Share(
                self.tr("En main"),
                self.tr("Un appelant tient ces lignes en ce moment."),
                "good",
                campaign.claimed,
            ),
            Share(
                self.tr("Rappels"),
                self.tr("On a promis de rappeler, à une heure dite."),
                "warning",
                campaign.callback,
            ),
            Share(
                self.tr("Au repos"),
                self.tr("Entre deux essais : elles attendent un autre créneau."),
                "edge",
                campaign.cooling,
            ),
            Share(
                self.tr("Dans le doute"),
                self.tr("Appelées, mais le résultat n’est jamais arrivé : à trier."),
                "bad",
                campaign.in_doubt,
            ),
            Share(
                self.tr("Prêtes"),
                self.tr("Ces lignes peuvent être servies, l’heure venue."),
                "line",
                campaign.ready,
            ),
        )

    def _on_act(self) -> None:
        button = self.sender()
        if isinstance(button, Button):
            self.state_requested.emit(str(button.property("state")))
