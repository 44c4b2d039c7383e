"""The form of a campaign: whom, with which script, when, how often; counted before it is made."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QGridLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from phonebank.domain.hours import CallingHours
from phonebank.domain.rounds import parse_round
from phonebank.targeting.campaign_list import Target
from phonebank.targeting.making import LONGEST_NAME, Plan, free_name
from phonebank.targeting.priority import Weights
from phonebank.targeting.what_if import Pace
from phonebank.ui.language import figure, plural, spoken_language
from phonebank.ui.supervisor.bureaux.weight_slider import WeightSlider
from phonebank.ui.supervisor.target_words import target_words
from phonebank.ui.theme import active
from phonebank.ui.widgets.button_faces import Kind
from phonebank.ui.widgets.buttons import Button
from phonebank.ui.widgets.check import Check
from phonebank.ui.widgets.frames import CardFrame, Column
from phonebank.ui.widgets.labels import PlainLabel
from phonebank.ui.widgets.side_by_side import SideBySide
from phonebank.ui.widgets.spin import Spin

if TYPE_CHECKING:
    from phonebank.store.lists import ListCounts
    from phonebank.targeting.workbench import ListSight
    from phonebank.ui.supervisor.lists.state import ListsState

_SETTLE_MS = 300
_BESIDE = 820


class CampaignForm(QWidget):
    """`plan_changed` asks for a count; `submitted` carries name, round, script, plan, open now."""

    plan_changed = Signal(object, str)
    submitted = Signal(str, str, str, object, bool)
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._sight: ListSight | None = None
        self._filling = False
        self._lines = 0
        self._starting = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_SETTLE_MS)
        self._timer.timeout.connect(self._ask)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        facts = QWidget()
        left = QVBoxLayout(facts)
        left.setContentsMargins(0, 0, 0, 0)
        left.setSpacing(active().px(12))
        left.addWidget(self._build_facts())
        left.addWidget(self._build_weights())
        column = Column()
        column.body.addWidget(SideBySide(facts, self._build_side(), least=_BESIDE, stretch=(3, 2)))
        column.body.addStretch(1)
        outer.addWidget(column)
        self._connect()

    def begin(self, sight: ListSight, list_id: int = 0) -> None:
        """An empty form, from this list if one is named."""
        self._sight = sight
        self._filling = True
        self.round.clear()
        for code in sight.rounds:
            self.round.addItem(parse_round(code).title(spoken_language()), code)
        self.who.clear()
        self.who.addItem(self.tr("Selon le tour"), None)
        for target in Target:
            self.who.addItem(target_words(target), target)
        for saved in sight.lists:
            if saved.definition is not None:
                self.who.addItem(self.tr("Liste : {name}").format(name=saved.name), saved.list_id)
        self.who.setCurrentIndex(max(0, self.who.findData(list_id) if list_id else 0))
        self.script.clear()
        for name in sight.scripts:
            self.script.addItem(self._script_words(name), name)
        self._choose_script()
        self.name.setText(self._first_name(list_id))
        self._filling = False
        self._lines = 0
        self.counts.setText(self.tr("On compte…"))
        self._show_ready()
        self.name.setFocus()
        self.name.selectAll()
        self._ask()

    def show_counts(self, counts: ListCounts | None) -> None:
        """Show what the campaign would have."""
        self._lines = counts.lines if counts is not None else 0
        if counts is None:
            self.counts.setText(self.tr("Cela ne peut pas être compté : changez un choix."))
            self.hours.setText("")
        elif not counts.lines:
            self.counts.setText(self.tr("Personne à appeler ainsi."))
            self.hours.setText("")
        else:
            self.counts.setText(
                self.tr("{people} sur {lines}").format(
                    people=plural(counts.people, self.tr("{n} personne"), self.tr("{n} personnes")),
                    lines=plural(counts.lines, self.tr("{n} ligne"), self.tr("{n} lignes")),
                )
            )
            hours = Pace(self.attempts.value()).hours(counts.lines)
            self.hours.setText(
                self.tr(
                    "Environ {hours} heures d’appel pour une personne, à 35 appels par heure."
                ).format(hours=figure(max(1, round(hours))))
            )
        self._show_ready()

    def show_state(self, state: ListsState) -> None:
        """Wait while a campaign is being made."""
        self._starting = state.starting
        self._show_ready()

    def plan(self) -> Plan:
        """What is chosen now."""
        chosen = self.who.currentData()
        saved = None
        if isinstance(chosen, int) and self._sight is not None:
            saved = next((r for r in self._sight.lists if r.list_id == chosen), None)
        return Plan(
            who=chosen if isinstance(chosen, Target) else None,
            list_name=saved.name if saved else "",
            definition=saved.definition if saved else None,
            weights=Weights(
                self.effect.weight(),
                self.reach.weight(),
                self.leaning.weight(),
                self.middle.isChecked(),
            ),
            hours=CallingHours(saturday_on=self.saturday.isChecked()),
            attempts_allowed=self.attempts.value(),
            abroad_allowed=self.abroad.isChecked(),
            most_lines=self.most.value() or None,
        )

    def _build_facts(self) -> QWidget:
        theme = active()
        card = CardFrame(self.tr("La campagne"), margin=20, spacing=10)
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.px(14))
        grid.setVerticalSpacing(theme.px(10))
        grid.setColumnStretch(1, 1)
        self.name = QLineEdit()
        self.name.setMaxLength(LONGEST_NAME)
        self.round = QComboBox()
        self.who = QComboBox()
        self.script = QComboBox()
        for combo in (self.round, self.who, self.script):
            combo.setMinimumContentsLength(16)
            combo.setSizeAdjustPolicy(
                QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
            )
        self.attempts = Spin(1, 4, 3)
        self.most = Spin(0, 10_000_000, 0, step=100)
        self.most.setSpecialValueText(self.tr("toutes"))
        for place, (words, field) in enumerate(
            (
                (self.tr("Nom, lu par les appelants"), self.name),
                (self.tr("Tour"), self.round),
                (self.tr("Qui appeler"), self.who),
                (self.tr("Script"), self.script),
                (self.tr("Essais par ligne"), self.attempts),
                (self.tr("Lignes, les premières"), self.most),
            )
        ):
            label = PlainLabel(words)
            label.setBuddy(field)
            field.setAccessibleName(words)
            grid.addWidget(label, place, 0)
            grid.addWidget(field, place, 1)
        card.body.addLayout(grid)
        self.saturday = Check(self.tr("Appeler aussi le samedi, de 10 h à 18 h"))
        self.abroad = Check(self.tr("Appeler aussi les numéros étrangers"))
        card.body.addWidget(self.saturday)
        card.body.addWidget(self.abroad)
        card.body.addWidget(
            PlainLabel(
                self.tr(
                    "Du lundi au vendredi : de 10 h à 13 h et de 14 h à 20 h, à l’heure de chaque "
                    "personne. Jamais le dimanche ni les jours fériés."
                ),
                "muted",
                wrap=True,
            )
        )
        return card

    def _build_weights(self) -> QWidget:
        card = CardFrame(self.tr("Ce qui compte pour l’ordre"), margin=20, spacing=12)
        self.effect = WeightSlider(self.tr("Ce qu’un appel peut changer"), "")
        self.reach = WeightSlider(self.tr("La chance de joindre"), "")
        self.leaning = WeightSlider(self.tr("Le vote du bureau"), "")
        self.middle = Check(self.tr("Les personnes qui hésitent passent avant toutes les autres"))
        self.middle.setChecked(True)
        for widget in (self.effect, self.reach, self.leaning, self.middle):
            card.body.addWidget(widget)
        return card

    def _build_side(self) -> QWidget:
        theme = active()
        card = CardFrame(self.tr("Avant de créer"), margin=20, spacing=10)
        self.counts = PlainLabel("", "large", wrap=True)
        card.body.addWidget(self.counts)
        self.hours = PlainLabel("", "quiet", wrap=True)
        card.body.addWidget(self.hours)
        card.body.addSpacing(theme.px(6))
        self.create_open = Button(self.tr("Créer et ouvrir"), Kind.PRIMARY, tall=True)
        self.create_draft = Button(self.tr("Créer un brouillon"))
        self.cancel = Button(self.tr("Annuler"), Kind.LINK, small=True)
        for button in (self.create_open, self.create_draft, self.cancel):
            card.body.addWidget(button)
        return card

    def _connect(self) -> None:
        self.name.textChanged.connect(self._show_ready)
        self.round.currentIndexChanged.connect(self._on_round)
        self.who.currentIndexChanged.connect(self._later)
        for spin in (self.attempts, self.most):
            spin.valueChanged.connect(self._later)
        for check in (self.abroad, self.middle):
            check.toggled.connect(self._later)
        for slider in (self.effect, self.reach, self.leaning):
            slider.moved.connect(self._later)
        self.create_open.clicked.connect(partial(self._submit, True))
        self.create_draft.clicked.connect(partial(self._submit, False))
        self.cancel.clicked.connect(self.left)

    def _later(self) -> None:
        if not self._filling:
            self._timer.start()

    def _ask(self) -> None:
        code = self.round.currentData()
        if code:
            self.plan_changed.emit(self.plan(), code)

    def _on_round(self) -> None:
        if not self._filling:
            self._choose_script()
            self._later()

    def _choose_script(self) -> None:
        code = self.round.currentData()
        second = bool(code) and parse_round(code).turn == 2
        wanted = "between-rounds" if second else "municipal-first"
        self.script.setCurrentIndex(max(0, self.script.findData(wanted)))

    def _first_name(self, list_id: int) -> str:
        if self._sight is None:
            return ""
        saved = next((row for row in self._sight.lists if row.list_id == list_id), None)
        wanted = saved.name if saved else self.round.currentText()
        return free_name(wanted, {row.name for row in self._sight.campaigns})

    def _script_words(self, name: str) -> str:
        words = {
            "municipal-first": self.tr("Premier tour"),
            "between-rounds": self.tr("Entre les deux tours"),
            "procuration": self.tr("Procurations"),
        }
        return words.get(name, name)

    def _show_ready(self) -> None:
        name = " ".join(self.name.text().split())
        sight = self._sight
        taken = sight is not None and name in {row.name for row in sight.campaigns}
        ready = bool(name) and not taken and self._lines > 0 and not self._starting
        self.create_open.setEnabled(ready)
        self.create_draft.setEnabled(ready)
        if self._starting:
            self.create_open.set_label(self.tr("Création…"))
        else:
            self.create_open.set_label(
                self.tr("Ce nom est déjà pris") if taken else self.tr("Créer et ouvrir")
            )

    def _submit(self, opened: bool, _checked: bool = False) -> None:
        self.submitted.emit(
            " ".join(self.name.text().split()),
            str(self.round.currentData()),
            str(self.script.currentData()),
            self.plan(),
            opened,
        )
