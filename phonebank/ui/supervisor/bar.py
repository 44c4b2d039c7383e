"""The bar over the supervisor's page: the campaign, the silence ahead, the link, one's name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAction, QFontMetrics
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu

from phonebank.ui.supervisor.sentences import campaign_state, silence_words
from phonebank.ui.supervisor.state import Link, RoomState
from phonebank.ui.theme import active
from phonebank.ui.widgets.appearance_menu import AppearanceMenu
from phonebank.ui.widgets.button_faces import Kind
from phonebank.ui.widgets.buttons import Button
from phonebank.ui.widgets.icons import icon
from phonebank.ui.widgets.labels import PlainLabel, set_tip
from phonebank.ui.widgets.pill import Pill

if TYPE_CHECKING:
    from datetime import datetime

    from PySide6.QtGui import QResizeEvent

_WIDE = 1180
"""Under this width a supervisor's own name is cut shorter."""
_NARROW = 820
"""Under this one the link's pill goes too (the page says it when the office is away)."""
_LEFT, _RIGHT, _SPACING = 18, 12, 10
_NAME_WIDTHS = (170, 100)
_LEAST_CAMPAIGN = 150
_LEAST_OFFICE = 140
"""With less room than this the office's name is left out: the campaign's comes first."""
_AROUND = 44
"""What a button has beside its words, its arrow included."""


class RoomBar(QFrame):
    """Shows the state's office and link; asks for what its buttons offer.

    `menu` is the appearance menu under one's name.
    """

    campaign_chosen = Signal(int)
    sign_out_requested = Signal()
    team_requested = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._state: RoomState | None = None
        self._build()
        self._connect()

    def _build(self) -> None:
        theme = active()
        self.setProperty("frame", "bar")
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.px(_LEFT), theme.px(7), theme.px(_RIGHT), theme.px(7))
        row.setSpacing(theme.px(_SPACING))
        self.office = PlainLabel("", "strong")
        row.addWidget(self.office)
        self.campaign = Button("", Kind.BARE)
        self.campaign.setAccessibleDescription(self.tr("Changer de campagne"))
        self.campaign_menu = QMenu(self)
        row.addWidget(self.campaign)
        row.addStretch(1)
        self.silence = Pill("", "warning")
        row.addWidget(self.silence)
        self.practice = Pill("", "accent")
        row.addWidget(self.practice)
        self.link = Pill("", "good", dot=True)
        row.addWidget(self.link)
        self.team = Button(self.tr("Équipe"), Kind.BARE, icon="people", small=True)
        row.addWidget(self.team)
        self.name = Button("", Kind.BARE, icon="person", small=True)
        self.name.setAccessibleName(self.tr("Votre menu"))
        self.menu = AppearanceMenu(self)
        self.menu.addSeparator()
        self.leave = self.menu.addAction(icon("leave"), self.tr("Se déconnecter"))
        row.addWidget(self.name)

    def _connect(self) -> None:
        self.campaign.clicked.connect(self._on_campaigns)
        self.campaign_menu.triggered.connect(self._on_campaign)
        self.name.clicked.connect(self._on_name)
        self.leave.triggered.connect(self.sign_out_requested)
        self.team.clicked.connect(self.team_requested)

    def show_state(self, state: RoomState, now: datetime) -> None:
        """Show the office, the campaign chosen and the link; `now` is the server's clock."""
        view, campaign = state.view, state.campaign
        self._state = state
        self._show_link(state.link)
        self.campaign.setVisible(campaign is not None)
        # Another campaign's hours would have to be read.
        self.campaign.setEnabled(state.link is Link.LIVE)
        self._show_names()
        if view is None:
            return
        self.practice.show_state(self.tr("Entraînement") if view.office.practice else "", "accent")
        self.silence.show_state(*silence_words(view.office, now))
        if campaign is None:
            return
        several = len(view.campaigns) > 1
        self.campaign.set_icon("down" if several else "")
        # With nothing to choose it is a title, at which Tab does not stop.
        focus = Qt.FocusPolicy.StrongFocus if several else Qt.FocusPolicy.NoFocus
        self.campaign.setFocusPolicy(focus)
        known = [(action.data(), action.text()) for action in self.campaign_menu.actions()]
        wanted = [
            (each.campaign_id, f"{each.name} · {campaign_state(each.state)[0]}".replace("&", "&&"))
            for each in view.campaigns
        ]
        if known != wanted:
            self.campaign_menu.clear()
            for campaign_id, words in wanted:
                self.campaign_menu.addAction(words).setData(campaign_id)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the names the room there is."""
        super().resizeEvent(event)
        self._show_names()

    def minimumSizeHint(self) -> QSize:
        """Narrower than its names: they are cut."""
        return QSize(active().px(560), super().minimumSizeHint().height())

    def _show_names(self) -> None:
        state = self._state
        if state is None or state.view is None:
            return
        theme = active()
        name_width = _NAME_WIDTHS[0 if self.width() >= theme.px(_WIDE) else 1]
        if self.width() < theme.px(_NARROW):
            name_width = 0
            self.link.hide()
        else:
            self.link.setVisible(bool(self.link.text()))
        self._label(self.name, state.view.office.supervisor, theme.px(name_width))
        room = self._room()
        if state.campaign is not None:
            around = theme.px(_AROUND)
            width = max(theme.px(_LEAST_CAMPAIGN), room - around)
            self._label(self.campaign, state.campaign.name, width)
            words = QFontMetrics(theme.font()).horizontalAdvance(self.campaign.label())
            room -= words + around + theme.px(_SPACING)
        self.office.setVisible(room >= theme.px(_LEAST_OFFICE))
        self._show_elided(self.office, state.view.office.name, max(0, room))

    def _room(self) -> int:
        """What the names at the left may share, in pixels."""
        theme = active()
        beside = (self.silence, self.practice, self.link, self.team, self.name)
        taken = sum(
            each.sizeHint().width() + theme.px(_SPACING) for each in beside if not each.isHidden()
        )
        return self.width() - theme.px(_LEFT) - theme.px(_RIGHT) - taken - theme.px(_SPACING)

    def _show_link(self, link: Link) -> None:
        words = {
            Link.LOADING: ("", "quiet"),
            Link.LIVE: (self.tr("En direct"), "good"),
            Link.AWAY: (self.tr("Hors ligne"), "bad"),
            Link.REFUSED: (self.tr("Refusé"), "bad"),
        }
        self.link.show_state(*words[link])

    def _show_elided(self, label: PlainLabel, text: str, width: int) -> None:
        label.setText(_elided(label.fontMetrics(), text, width))
        set_tip(label, text if label.text() != text else "")

    def _label(self, button: Button, text: str, width: int) -> None:
        shown = _elided(QFontMetrics(active().font()), text, width) if width else ""
        if button.label() != shown:
            button.set_label(shown)
            button.setAccessibleName(text)
            set_tip(button, text if shown != text else "")

    def _on_campaigns(self) -> None:
        if len(self.campaign_menu.actions()) > 1:
            self.campaign_menu.popup(self.campaign.mapToGlobal(self.campaign.rect().bottomLeft()))

    def _on_campaign(self, action: QAction) -> None:
        self.campaign_chosen.emit(int(action.data()))

    def _on_name(self) -> None:
        corner = self.name.mapToGlobal(self.name.rect().bottomRight())
        self.menu.show_look()
        corner.setX(corner.x() - self.menu.sizeHint().width())
        self.menu.popup(corner)


def _elided(metrics: QFontMetrics, text: str, width: int) -> str:
    return metrics.elidedText(text, Qt.TextElideMode.ElideRight, width)
