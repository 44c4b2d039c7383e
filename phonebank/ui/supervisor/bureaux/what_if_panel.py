"""« Et si… » : sliders for the weights, and at once what they do to the list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QVBoxLayout,
    QWidget,
)

from phonebank.targeting.campaign_list import Target
from phonebank.targeting.priority import Weights
from phonebank.targeting.what_if import Pace
from phonebank.ui.supervisor.bureaux.outlook_card import OutlookCard
from phonebank.ui.supervisor.bureaux.weight_slider import WeightSlider
from phonebank.ui.supervisor.bureaux.what_if_presenter import (
    Question,
    WhatIfState,
    weights_in_force,
)
from phonebank.ui.supervisor.target_words import target_words
from phonebank.ui.theme import active
from phonebank.ui.widgets.button_faces import Kind
from phonebank.ui.widgets.buttons import Button
from phonebank.ui.widgets.check import Check
from phonebank.ui.widgets.frames import CardFrame, Column, Notice
from phonebank.ui.widgets.labels import PlainLabel
from phonebank.ui.widgets.progress import ThinProgress
from phonebank.ui.widgets.side_by_side import SideBySide
from phonebank.ui.widgets.spin import Spin

if TYPE_CHECKING:
    from phonebank.store.campaigns import CampaignRow
    from phonebank.store.lists import SavedList

_SIDE = 380
_BESIDE = 860


class WhatIfPanel(QWidget):
    """Asks by `asked`; shows a `WhatIfState`."""

    asked = Signal(object)
    apply_requested = Signal(int)
    cancel_requested = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._filling = False
        self._campaigns: tuple[CampaignRow, ...] = ()
        self._lists: tuple[SavedList, ...] = ()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        column = Column()
        self.halves = SideBySide(
            self._build_left(), self._build_right(), least=_BESIDE, narrow=_SIDE
        )
        column.body.addWidget(self.halves)
        column.body.addStretch(1)
        outer.addWidget(column)
        for slider in (self.effect, self.reach, self.leaning):
            slider.moved.connect(self._say)
        self.middle.toggled.connect(self._say)
        self.who.currentIndexChanged.connect(self._say)
        for spin in (self.top, self.attempts, self.an_hour):
            spin.valueChanged.connect(self._say)
        self.campaign.currentIndexChanged.connect(self._on_campaign)
        self.rule.clicked.connect(self.reset)
        self.apply.clicked.connect(self._on_apply)
        self.cancel.clicked.connect(self.cancel_requested)

    def show_state(self, state: WhatIfState) -> None:
        """Show what was counted."""
        self._fill(state)
        self._show_outlook(state)
        running = state.applying is not None
        self.apply.setEnabled(bool(self._campaigns) and not running)
        self.campaign.setEnabled(bool(self._campaigns) and not running)
        self.progress.setVisible(running)
        self.cancel.setVisible(running)
        if state.applying is not None:
            self.progress.show_share(round(1000 * state.applying), 1000)

    def question(self) -> Question:
        """What is asked now."""
        chosen = self.who.currentData()
        return Question(
            weights=Weights(
                self.effect.weight(),
                self.reach.weight(),
                self.leaning.weight(),
                self.middle.isChecked(),
            ),
            against=weights_in_force(self._campaigns, self.campaign.currentData() or 0),
            top=self.top.value(),
            pace=Pace(self.attempts.value(), self.an_hour.value()),
            who=chosen if isinstance(chosen, Target) else None,
            list_id=chosen if isinstance(chosen, int) else 0,
        )

    def reset(self) -> None:
        """Back to the weights compared with: the rule's, or those of the campaign."""
        weights = weights_in_force(self._campaigns, self.campaign.currentData() or 0)
        self._filling = True
        self.effect.set_weight(weights.effect)
        self.reach.set_weight(weights.reach)
        self.leaning.set_weight(weights.leaning)
        self.middle.setChecked(weights.middle_first)
        self._filling = False
        self._say()

    def _build_left(self) -> QWidget:
        box, column = _stack()
        card = CardFrame(self.tr("Ce qui compte"), margin=18, spacing=14)
        self.effect = WeightSlider(
            self.tr("Ce qu’un appel peut changer"),
            self.tr("Surtout les personnes qui hésitent entre voter et rester chez elles."),
        )
        self.reach = WeightSlider(
            self.tr("La chance de joindre"),
            self.tr("Surtout les personnes qui ont plusieurs numéros."),
        )
        self.leaning = WeightSlider(
            self.tr("Le vote du bureau"),
            self.tr("Surtout les bureaux où notre liste est forte."),
        )
        self.middle = Check(self.tr("Les personnes qui hésitent passent avant toutes les autres"))
        self.middle.setChecked(True)
        self.rule = Button(self.tr("Revenir au départ"), Kind.LINK, small=True)
        for widget in (self.effect, self.reach, self.leaning, self.middle):
            card.body.addWidget(widget)
        card.body.addWidget(self.rule, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(card)
        pace = CardFrame(self.tr("Qui, combien, à quel rythme"), margin=18, spacing=8)
        grid = QGridLayout()
        grid.setColumnStretch(0, 1)
        self.who = QComboBox()
        self.who.setMinimumContentsLength(14)
        self.who.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.top = Spin(1, 10_000_000, 1000, step=100)
        self.attempts = Spin(1, 4, 3)
        self.an_hour = Spin(5, 120, 35, step=5)
        for place, (words, field) in enumerate(
            (
                (self.tr("Personnes"), self.who),
                (self.tr("Premières lignes"), self.top),
                (self.tr("Essais par ligne"), self.attempts),
                (self.tr("Appels par heure"), self.an_hour),
            )
        ):
            label = PlainLabel(words)
            label.setBuddy(field)
            field.setAccessibleName(words)
            grid.addWidget(label, place, 0)
            grid.addWidget(field, place, 1)
        pace.body.addLayout(grid)
        column.addWidget(pace)
        return box

    def _build_right(self) -> QWidget:
        box, column = _stack()
        self.notice = Notice()
        column.addWidget(self.notice)
        self.outlook = OutlookCard()
        column.addWidget(self.outlook)
        column.addWidget(self._build_apply())
        return box

    def _build_apply(self) -> QWidget:
        theme = active()
        card = CardFrame(self.tr("Appliquer à une campagne"), margin=18, spacing=10)
        row = QHBoxLayout()
        row.setSpacing(theme.px(10))
        self.campaign = QComboBox()
        self.campaign.setAccessibleName(self.tr("Campagne"))
        self.campaign.setMinimumContentsLength(16)
        row.addWidget(self.campaign, 1)
        self.apply = Button(self.tr("Ranger la file ainsi"), Kind.PRIMARY)
        row.addWidget(self.apply)
        card.body.addLayout(row)
        under = QHBoxLayout()
        self.progress = ThinProgress()
        under.addWidget(self.progress, 1)
        self.cancel = Button(self.tr("Arrêter"), small=True)
        under.addWidget(self.cancel)
        card.body.addLayout(under)
        self.progress.hide()
        self.cancel.hide()
        self.meaning = PlainLabel("", "muted", wrap=True)
        card.body.addWidget(self.meaning)
        return card

    def _fill(self, state: WhatIfState) -> None:
        self._filling = True
        if not self.who.count() or state.lists != self._lists:
            self._lists, chosen = state.lists, self.who.currentData()
            self.who.clear()
            self.who.addItem(self.tr("Selon le tour"), None)
            for target in Target:
                self.who.addItem(target_words(target), target)
            for row in state.lists:
                self.who.addItem(self.tr("Liste : {name}").format(name=row.name), row.list_id)
            self.who.setCurrentIndex(max(0, self.who.findData(chosen)))
        kept = self.campaign.currentData()
        if state.campaigns != self._campaigns:
            self._campaigns = state.campaigns
            self.campaign.clear()
            for each in state.campaigns:
                self.campaign.addItem(each.name, each.campaign_id)
            self.campaign.setCurrentIndex(max(0, self.campaign.findData(kept)))
        self._filling = False
        self.meaning.setText(
            self.tr(
                "Les lignes changent d’ordre pendant que la campagne tourne ; les rappels promis "
                "restent premiers, les appels en cours ne sont pas touchés."
            )
            if self._campaigns
            else self.tr("Aucune campagne ouverte : créez-en une depuis « Listes ».")
        )

    def _show_outlook(self, state: WhatIfState) -> None:
        outlook = state.outlook
        if state.failed:
            self.notice.show_notice(
                self.tr("Le compte n’a pas pu être fait ; changez un réglage pour réessayer."),
                "bad",
                "warning",
            )
        elif outlook is None and not state.reading:
            self.notice.show_notice(
                self.tr(
                    "Personne à appeler ici : importez des contacts, ou choisissez d’autres "
                    "personnes."
                ),
                "warning",
                "warning",
            )
        else:
            self.notice.show_notice("")
        self.outlook.show_outlook(outlook, reading=state.reading)

    def _say(self) -> None:
        if not self._filling:
            self.asked.emit(self.question())

    def _on_campaign(self) -> None:
        self._say()

    def _on_apply(self) -> None:
        campaign = self.campaign.currentData()
        if isinstance(campaign, int):
            self.apply_requested.emit(campaign)


def _stack() -> tuple[QWidget, QVBoxLayout]:
    """A widget of cards under each other."""
    box = QWidget()
    column = QVBoxLayout(box)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(active().px(12))
    return box, column
