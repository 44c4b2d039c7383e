"""The page of the bureaux: the three colours, and what other weights would do."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from phonebank.ui.language import plural, spoken_language
from phonebank.ui.moments import full_date
from phonebank.ui.supervisor.bureaux.presenter import BureauxPresenter, BureauxState, Phase
from phonebank.ui.supervisor.bureaux.table_card import BureauxSplit
from phonebank.ui.supervisor.bureaux.view_bar import ViewBar
from phonebank.ui.supervisor.bureaux.what_if_panel import WhatIfPanel
from phonebank.ui.supervisor.bureaux.what_if_presenter import WhatIfPresenter
from phonebank.ui.theme import active
from phonebank.ui.widgets.button_faces import Kind
from phonebank.ui.widgets.buttons import Button
from phonebank.ui.widgets.frames import Column, Notice
from phonebank.ui.widgets.labels import PlainLabel
from phonebank.ui.widgets.toast import Toast

if TYPE_CHECKING:
    from phonebank.bridge import Bridge
    from phonebank.targeting.workbench import BureauSight, Workbench

_SAID_SECONDS = 6.0


class BureauxPage(QWidget):
    """Two views: bureaux and weights. `begin` reads, `leave` stops."""

    go_requested = Signal(str)

    def __init__(self, bridge: Bridge, service: Workbench) -> None:
        super().__init__()
        self.presenter = BureauxPresenter(bridge, service, self)
        self.weights = WhatIfPresenter(bridge, service, self)
        self._shown: BureauSight | None = None
        self._build()
        self._connect()
        self.show_state(self.presenter.state)

    def begin(self) -> None:
        """In sight: read again."""
        self.presenter.look()
        if self.views.currentWidget() is self.panel:
            self.weights.begin()

    def leave(self) -> None:
        """Out of sight: nothing is waited for."""
        self.presenter.stop()
        self.weights.stop()

    def show_state(self, state: BureauxState) -> None:
        """Show figures, or why there are none."""
        sight = state.sight
        self.subtitle.setText(
            sight.target.title(spoken_language()) + self._dated(sight.target.held_on)
            if sight is not None
            else ""
        )
        self._show_notice(state)
        ready = state.phase is Phase.READY and sight is not None
        self.bar.setVisible(ready)
        self.split.setVisible(ready)
        self.split.setEnabled(not state.counting or sight is None)
        if sight is None or not ready:
            return
        if sight is not self._shown:
            self._shown = sight
            self.bar.show_sight(sight)
            self.split.show_sight(sight, state.chosen)
        else:
            self.split.show_chosen(sight, state.chosen)

    def _build(self) -> None:
        theme = active()
        column = QVBoxLayout(self)
        edge = theme.px(20)
        column.setContentsMargins(edge, theme.px(16), edge, theme.px(16))
        column.setSpacing(theme.px(12))
        head = QHBoxLayout()
        head.setSpacing(theme.px(10))
        titles = QVBoxLayout()
        titles.setSpacing(0)
        self.heading = PlainLabel(self.tr("Bureaux"), "heading")
        self.subtitle = PlainLabel("", "muted")
        titles.addWidget(self.heading)
        titles.addWidget(self.subtitle)
        head.addLayout(titles, 1)
        self.to_bureaux = Button(self.tr("Carte et tableau"), Kind.CHOICE, small=True)
        self.to_weights = Button(self.tr("Et si… (les poids)"), Kind.CHOICE, small=True)
        self.to_bureaux.setChecked(True)
        head.addWidget(self.to_bureaux)
        head.addWidget(self.to_weights)
        column.addLayout(head)
        self.notice = Notice()
        self.to_files = Button(self.tr("Aller aux fichiers"), small=True)
        self.retry = Button(self.tr("Réessayer"), small=True)
        self.notice.side.addWidget(self.to_files)
        self.notice.side.addWidget(self.retry)
        column.addWidget(self.notice)
        self.views = QStackedWidget()
        first = Column(spacing=12)
        self.bar = ViewBar()
        first.body.addWidget(self.bar)
        self.split = BureauxSplit()
        first.body.addWidget(self.split, 1)
        first.body.addStretch(0)
        self.panel = WhatIfPanel()
        self.views.addWidget(first)
        self.views.addWidget(self.panel)
        column.addWidget(self.views, 1)
        self.toast = Toast(self)

    def _connect(self) -> None:
        self.presenter.changed.connect(self.show_state)
        self.presenter.list_made.connect(self._on_list_made)
        self.presenter.refused.connect(self._on_list_refused)
        self.bar.basis_chosen.connect(self.presenter.set_basis)
        self.bar.view_chosen.connect(self.presenter.set_view)
        self.split.chosen.connect(self.presenter.choose)
        self.split.make_list.clicked.connect(self._on_make_list)
        self.to_files.clicked.connect(partial(self.go_requested.emit, "files"))
        self.retry.clicked.connect(self.presenter.look)
        self.to_bureaux.clicked.connect(partial(self._show_view, False))
        self.to_weights.clicked.connect(partial(self._show_view, True))
        self.weights.changed.connect(self.panel.show_state)
        self.weights.applied.connect(self._on_applied)
        self.weights.undone.connect(self._on_undone)
        self.panel.asked.connect(self.weights.ask)
        self.panel.apply_requested.connect(self.weights.apply)
        self.panel.cancel_requested.connect(self.weights.cancel)

    def _show_view(self, weights: bool) -> None:
        self.to_bureaux.setChecked(not weights)
        self.to_weights.setChecked(weights)
        self.views.setCurrentIndex(1 if weights else 0)
        self._show_notice(self.presenter.state)
        if weights:
            self.weights.begin()

    def _show_notice(self, state: BureauxState) -> None:
        self.retry.setVisible(state.phase is Phase.FAILED)
        self.to_files.setVisible(False)
        sight = state.sight
        if state.phase is Phase.FAILED:
            self.notice.show_notice(
                self.tr(
                    "Les bureaux n’ont pas pu être lus : le bureau ne répond pas, ou sa date "
                    "de tour manque."
                ),
                "bad",
                "warning",
            )
        elif state.phase is Phase.LOADING:
            self.notice.show_notice(self.tr("Lecture des bureaux…"), "soft", "clock")
        elif state.phase is Phase.EMPTY:
            self.to_files.setVisible(True)
            self.notice.show_notice(
                self.tr(
                    "Rien à montrer encore : importez la liste électorale, puis l’émargement d’un "
                    "tour passé."
                ),
                "soft",
                "building",
            )
        elif sight is not None and not sight.results:
            self.to_files.setVisible(True)
            self.notice.show_notice(
                self.tr(
                    "Sans résultats par bureau, seules les abstentions comptent. Importez un "
                    "fichier avec bureau, inscrits, votants, exprimés et les voix de votre liste."
                ),
                "soft",
                "warning",
            )
        elif sight is not None and not sight.view.our_list:
            self.notice.show_notice(
                self.tr("Choisissez votre liste parmi celles des résultats : sa part comptera."),
                "warning",
                "warning",
            )
        else:
            self.notice.show_notice("")

    def _dated(self, held_on: date) -> str:
        return self.tr(", le {day}").format(day=full_date(held_on))

    def _on_make_list(self) -> None:
        sight = self.presenter.state.sight
        if sight is not None:
            name = self.tr("Bureaux prioritaires, {day}").format(day=full_date(date.today()))  # noqa: DTZ011 - a name's day
            self.presenter.make_list(name)

    def _on_list_made(self, name: str) -> None:
        self.toast.offer(
            self.tr("Liste « {name} » enregistrée, dans « Listes ».").format(name=name),
            "",
            _SAID_SECONDS,
        )

    def _on_list_refused(self) -> None:
        self.toast.offer(
            self.tr("Cette liste n’a pas pu être enregistrée : elle existe déjà."),
            "",
            _SAID_SECONDS,
        )

    def _on_applied(self, moved: int) -> None:
        self.toast.offer(
            plural(
                moved,
                self.tr("{n} ligne a changé de place."),
                self.tr("{n} lignes ont changé de place."),
            ),
            "",
            _SAID_SECONDS,
        )

    def _on_undone(self) -> None:
        self.toast.offer(
            self.tr("Le rangement ne s’est pas achevé : appliquez-le encore une fois."),
            "",
            _SAID_SECONDS,
        )
