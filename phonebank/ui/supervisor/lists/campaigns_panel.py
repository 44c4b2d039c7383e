"""The campaigns, a card each: what it was made from, how far it is, what can be done."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from phonebank.domain.rounds import parse_round
from phonebank.targeting.campaign_list import Target
from phonebank.ui.language import figure, plural, spoken_language
from phonebank.ui.supervisor.target_words import target_words
from phonebank.ui.theme import active
from phonebank.ui.widgets.button_faces import Kind
from phonebank.ui.widgets.buttons import Button
from phonebank.ui.widgets.frames import CardFrame, Column, clear
from phonebank.ui.widgets.labels import PlainLabel
from phonebank.ui.widgets.pill import Pill
from phonebank.ui.widgets.progress import ThinProgress

if TYPE_CHECKING:
    from phonebank.store.campaigns import CampaignRow
    from phonebank.ui.supervisor.lists.state import ListsState

_TONES = {"draft": "quiet", "open": "good", "paused": "warning", "closed": "quiet"}
_NEXT = {
    "draft": ("open",),
    "open": ("paused", "closed"),
    "paused": ("open", "closed"),
    "closed": ("open",),
}


class CampaignsPanel(QWidget):
    """`state_requested` carries a campaign's id and 'open', 'paused' or 'closed'."""

    state_requested = Signal(int, str)
    creation_requested = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._shown: tuple[CampaignRow, ...] | None = None
        self.acts: dict[tuple[int, str], Button] = {}
        theme = active()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(12))
        head = QHBoxLayout()
        self.empty = PlainLabel("", "muted", wrap=True)
        head.addWidget(self.empty, 1)
        self.fresh = Button(self.tr("Nouvelle campagne"), Kind.PRIMARY, icon="plus")
        self.fresh.clicked.connect(self.creation_requested)
        head.addWidget(self.fresh)
        column.addLayout(head)
        self.column = Column(spacing=10)
        column.addWidget(self.column, 1)

    def show_state(self, state: ListsState) -> None:
        """Show the campaigns, the newest first."""
        sight = state.sight
        self.fresh.setEnabled(sight is not None and bool(sight.target) and not state.starting)
        if sight is None:
            self.empty.setText(self.tr("Un instant…"))
            return
        if not sight.target:
            self.empty.setText(
                self.tr("Aucun tour n’est connu : importez d’abord l’émargement d’un tour.")
            )
        elif not sight.campaigns:
            self.empty.setText(
                self.tr("Aucune campagne encore : créez-en une, d’une liste ou selon le tour.")
            )
        else:
            self.empty.setText(
                plural(len(sight.campaigns), self.tr("{n} campagne"), self.tr("{n} campagnes"))
            )
        if sight.campaigns != self._shown:
            self._shown = sight.campaigns
            clear(self.column.body)
            self.acts = {}
            for row in reversed(sight.campaigns):
                self.column.body.addWidget(self._card(row))
            self.column.body.addStretch(1)

    def _card(self, row: CampaignRow) -> QWidget:
        theme = active()
        card = CardFrame(margin=16, spacing=6)
        head = QHBoxLayout()
        head.setSpacing(theme.px(10))
        head.addWidget(PlainLabel(row.name, "strong", wrap=True), 1)
        head.addWidget(Pill(self._state(row.state), _TONES[row.state], dot=True))
        card.body.addLayout(head)
        card.body.addWidget(PlainLabel(self._about(row), "muted", wrap=True))
        bar = ThinProgress()
        bar.show_share(row.done, row.lines)
        card.body.addWidget(bar)
        foot = QHBoxLayout()
        foot.setSpacing(theme.px(8))
        done = self.tr("{done} lignes faites sur {lines}, {people} personnes").format(
            done=figure(row.done), lines=figure(row.lines), people=figure(row.people)
        )
        foot.addWidget(PlainLabel(done, "small", wrap=True), 1, Qt.AlignmentFlag.AlignVCenter)
        for wanted in _NEXT[row.state]:
            button = Button(self._act(wanted), small=True)
            button.setAccessibleName(f"{self._act(wanted)}, {row.name}")
            button.clicked.connect(partial(self._on_act, row.campaign_id, wanted))
            self.acts[row.campaign_id, wanted] = button
            foot.addWidget(button)
        card.body.addLayout(foot)
        return card

    def _about(self, row: CampaignRow) -> str:
        parts = [parse_round(row.round_code).title(spoken_language())]
        if row.list_name:
            parts.append(self.tr("liste « {name} »").format(name=row.list_name))
        elif row.who in set(Target):
            parts.append(target_words(Target(row.who)))
        return " · ".join(parts)

    def _state(self, state: str) -> str:
        words = {
            "draft": self.tr("Brouillon"),
            "open": self.tr("Ouverte"),
            "paused": self.tr("En pause"),
            "closed": self.tr("Close"),
        }
        return words[state]

    def _act(self, wanted: str) -> str:
        words = {
            "open": self.tr("Ouvrir"),
            "paused": self.tr("Mettre en pause"),
            "closed": self.tr("Clore"),
        }
        return words[wanted]

    def _on_act(self, campaign_id: int, wanted: str) -> None:
        self.state_requested.emit(campaign_id, wanted)
