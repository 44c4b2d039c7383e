"""The page of lists and campaigns: three views, one state."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from phonebank.ui.supervisor.confirm import Confirm
from phonebank.ui.supervisor.lists.between_panel import BetweenPanel
from phonebank.ui.supervisor.lists.builder import ListBuilder
from phonebank.ui.supervisor.lists.campaign_form import CampaignForm
from phonebank.ui.supervisor.lists.campaigns_panel import CampaignsPanel
from phonebank.ui.supervisor.lists.presenter import ListsPresenter
from phonebank.ui.supervisor.lists.saved_column import SavedColumn
from phonebank.ui.supervisor.lists.state import ListsState
from phonebank.ui.theme import active
from phonebank.ui.widgets.button_faces import Kind
from phonebank.ui.widgets.buttons import Button
from phonebank.ui.widgets.frames import Column, Notice
from phonebank.ui.widgets.labels import PlainLabel
from phonebank.ui.widgets.side_by_side import SideBySide
from phonebank.ui.widgets.toast import Toast

if TYPE_CHECKING:
    from phonebank.bridge import Bridge
    from phonebank.targeting.workbench import Workbench

_SAID_SECONDS = 6.0
_SAVED_WIDTH, _BESIDE = 290, 860
CAMPAIGNS, LISTS, BETWEEN, FORM = range(4)


class ListsPage(QWidget):
    """`begin` reads, `leave` stops; the draft stays between two visits."""

    go_requested = Signal(str)

    def __init__(self, bridge: Bridge, service: Workbench) -> None:
        super().__init__()
        self.presenter = ListsPresenter(bridge, service, self)
        self._offered = False
        self._build()
        self._connect()
        self.show_view(CAMPAIGNS)
        self.show_state(self.presenter.state)

    def begin(self) -> None:
        """In sight: read again."""
        self.presenter.look()

    def leave(self) -> None:
        """Out of sight: nothing is waited for."""
        self.presenter.stop()

    def show_state(self, state: ListsState) -> None:
        """Show one state in every view."""
        self.notice.show_notice(
            self.tr("Les listes n’ont pas pu être lues : le bureau ne répond pas.")
            if state.failed
            else "",
            "bad",
            "offline",
        )
        self.retry.setVisible(state.failed)
        self.saved.show_state(state)
        self.builder.show_state(state)
        self.campaigns.show_state(state)
        self.form.show_state(state)
        self.between.show_state(state)
        if state.between_read and not self._offered:
            self._offered = True
            if state.between is not None and not state.between.campaign:
                self.show_view(BETWEEN)

    def show_view(self, view: int) -> None:
        """Show one of the views."""
        self.views.setCurrentIndex(view)
        for place, button in self.tabs.items():
            button.setChecked(place == (CAMPAIGNS if view == FORM else view))

    def begin_campaign(self, list_id: int = 0) -> None:
        """The form of a new campaign."""
        sight = self.presenter.state.sight
        if sight is not None and sight.target:
            self.show_view(FORM)
            self.form.begin(sight, list_id)

    def _build(self) -> None:
        theme = active()
        column = QVBoxLayout(self)
        edge = theme.px(20)
        column.setContentsMargins(edge, theme.px(16), edge, theme.px(16))
        column.setSpacing(theme.px(12))
        head = QHBoxLayout()
        head.setSpacing(theme.px(10))
        head.addWidget(PlainLabel(self.tr("Listes et campagnes"), "heading"), 1)
        self.tabs = {
            CAMPAIGNS: Button(self.tr("Campagnes"), Kind.CHOICE, small=True),
            LISTS: Button(self.tr("Listes"), Kind.CHOICE, small=True),
            BETWEEN: Button(self.tr("Entre les deux tours"), Kind.CHOICE, small=True),
        }
        for place, button in self.tabs.items():
            button.clicked.connect(partial(self._on_tab, place))
            head.addWidget(button)
        column.addLayout(head)
        self.notice = Notice()
        self.retry = Button(self.tr("Réessayer"), small=True)
        self.notice.side.addWidget(self.retry)
        column.addWidget(self.notice)
        self.views = QStackedWidget()
        self.campaigns = CampaignsPanel()
        self.saved = SavedColumn()
        self.builder = ListBuilder()
        lists = Column()
        lists.body.addWidget(
            SideBySide(self.saved, self.builder, least=_BESIDE, narrow=_SAVED_WIDTH)
        )
        lists.body.addStretch(1)
        self.between = BetweenPanel()
        self.form = CampaignForm()
        for view in (self.campaigns, lists, self.between, self.form):
            self.views.addWidget(view)
        column.addWidget(self.views, 1)
        self.toast = Toast(self)

    def _connect(self) -> None:
        desk = self.presenter
        desk.changed.connect(self.show_state)
        desk.said.connect(self._on_said)
        desk.made.connect(self._on_made)
        desk.planned.connect(self.form.show_counts)
        self.retry.clicked.connect(desk.look)
        self.saved.chosen.connect(desk.choose_list)
        self.saved.began.connect(self._on_new_list)
        self.builder.drafted.connect(desk.write)
        self.builder.save_requested.connect(desk.save_list)
        self.builder.delete_requested.connect(self._on_delete)
        self.builder.campaign_requested.connect(self._on_campaign_of_list)
        self.campaigns.creation_requested.connect(self._on_new_campaign)
        self.campaigns.state_requested.connect(self._on_campaign_state)
        self.form.plan_changed.connect(desk.count_plan)
        self.form.submitted.connect(desk.create)
        self.form.left.connect(partial(self.show_view, CAMPAIGNS))
        self.between.start_requested.connect(desk.start_between)
        self.between.files_requested.connect(partial(self.go_requested.emit, "files"))
        self.between.room_requested.connect(partial(self.go_requested.emit, "room"))

    def _on_tab(self, view: int) -> None:
        self.show_view(view)

    def _on_new_list(self) -> None:
        self.presenter.begin_list()
        self.builder.name.setFocus()

    def _on_new_campaign(self) -> None:
        self.begin_campaign()

    def _on_campaign_of_list(self) -> None:
        self.begin_campaign(self.presenter.state.draft.list_id or 0)

    def _on_delete(self) -> None:
        name = self.presenter.state.draft.name
        ask = Confirm(
            self,
            self.tr("Supprimer la liste « {name} » ?").format(name=name),
            self.tr("Les campagnes faites avec elle restent comme elles sont."),
            self.tr("Supprimer"),
            danger=True,
        )
        ask.accepted.connect(self.presenter.delete_list)
        ask.open()

    def _on_campaign_state(self, campaign_id: int, wanted: str) -> None:
        if wanted != "closed":
            self.presenter.set_campaign_state(campaign_id, wanted)
            return
        ask = Confirm(
            self,
            self.tr("Clore cette campagne ?"),
            self.tr(
                "Plus personne n’est appelé dans cette campagne, rappels promis compris. Elle peut "
                "être rouverte jusqu’au vote."
            ),
            self.tr("Clore"),
            danger=True,
        )
        ask.accepted.connect(partial(self.presenter.set_campaign_state, campaign_id, wanted))
        ask.open()

    def _on_said(self, key: str) -> None:
        sentences = {
            "saved": self.tr("Liste enregistrée."),
            "deleted": self.tr("Liste supprimée."),
            "started": self.tr("La campagne est ouverte : les appels peuvent commencer."),
            "refused": self.tr("Cela n’a pas été fait : le bureau l’a refusé. Regardez l’état."),
            "not made": self.tr(
                "La campagne n’a pas été créée : le nom est pris, le tour est passé, ou personne "
                "ne peut être appelé."
            ),
        }
        self.toast.offer(sentences[key], "", _SAID_SECONDS)

    def _on_made(self, name: str) -> None:
        self.show_view(CAMPAIGNS)
        self.toast.offer(self.tr("Campagne « {name} » créée.").format(name=name), "", _SAID_SECONDS)
