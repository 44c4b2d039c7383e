"""How good is this score: a past round held out, the measures, and whether to trust them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QComboBox, QSizePolicy, QVBoxLayout, QWidget

from phonebank.ui.language import figure, plural
from phonebank.ui.supervisor.scores.charts import CalibrationChart, Chart, LiftChart
from phonebank.ui.supervisor.scores.tables import CellsTable
from phonebank.ui.supervisor.scores.words import (
    decimal,
    measured_words,
    pairs_words,
    share,
    supposed_words,
    title_of,
    trust_words,
    way_name,
)
from phonebank.ui.supervisor.scores.working import Working
from phonebank.ui.theme import active
from phonebank.ui.widgets.announce import announce
from phonebank.ui.widgets.button_faces import Kind
from phonebank.ui.widgets.buttons import Button
from phonebank.ui.widgets.frames import CardFrame, Notice
from phonebank.ui.widgets.labels import PlainLabel

if TYPE_CHECKING:
    from phonebank.targeting.measuring import BureauQuality, Measurement
    from phonebank.targeting.quality import Quality
    from phonebank.targeting.scores_service import ScoresView


_LEAST_CHOICE = 150


class QualityCard(CardFrame):
    """`measure_requested` carries the code of the round to hold out."""

    measure_requested = Signal(str)

    def __init__(self) -> None:
        super().__init__("", margin=18, spacing=10)
        self._build()
        self.measure.clicked.connect(self._on_measure)

    def show_view(self, view: ScoresView) -> None:
        """Offer the rounds that can be held out; what was measured before is put away."""
        before = self.round.currentData()
        with QSignalBlocker(self.round):
            self.round.clear()
            for each in view.known:
                known = plural(each.known, self.tr("{n} réponse"), self.tr("{n} réponses"))
                self.round.addItem(f"{title_of(each.round)} · {known}", each.round.code)
            self.round.setCurrentIndex(max(self.round.findData(before), 0))
        there = bool(view.known)
        for widget in (self.ask, self.round, self.measure):
            widget.setVisible(there)
        hint = ""
        if not there:
            hint = self.tr(
                "Pour le savoir, il faut l’émargement d’au moins un tour passé : importez-le "
                "d’abord."
            )
        elif len(view.known) == 1:
            hint = self.tr(
                "Un seul tour est connu : on peut le mesurer, mais aucun tour d’avant ne peut "
                "l’annoncer. Importez-en un second."
            )
        self.hint.show_text(hint)
        self.result.hide()

    def begin_measuring(self) -> None:
        """A measurement begins; the last one's results are put away."""
        self.measure.setEnabled(False)
        self.result.hide()
        self.working.begin(self.tr("Le score de ce tour est refait sans lui…"))

    def end_measuring(self) -> None:
        """It ended, well or not."""
        stood_there = self.working.stop.hasFocus()
        self.working.rest()
        self.measure.setEnabled(True)
        if stood_there:
            self.measure.setFocus()

    def show_measurement(self, found: Measurement) -> None:
        """Show what was measured."""
        self.end_measuring()
        trust = trust_words(found)
        self.trust.show_notice(trust, "warning" if found.doubts else "good")
        announce(self, trust)
        self.about.setText(f"{measured_words(found)} {supposed_words(found)}")
        self.pairs.setText(pairs_words(found))
        self.ways.show_rows(
            [
                *(self._way(each) for each in found.qualities),
                (
                    self.tr("Le même taux pour tous"),
                    decimal(0.5, 3),
                    "–",
                    decimal(found.base_brier, 4),
                    decimal(1.0),
                ),
            ]
        )
        self.calibration.show_measurement(found)
        self.lift.show_measurement(found)
        self.bureaux.show_rows([self._bureau(each) for each in found.bureaux])
        self.of_bureaux.setVisible(bool(found.bureaux))
        self.bureaux.setVisible(bool(found.bureaux))
        self.result.show()

    def show_narrow(self, *, narrow: bool) -> None:
        """One thing above the other where there is no room for two."""
        directions = QBoxLayout.Direction
        self._asked.setDirection(directions.TopToBottom if narrow else directions.LeftToRight)
        self._charts.setDirection(directions.TopToBottom if narrow else directions.LeftToRight)

    def _build(self) -> None:
        theme = active()
        name = PlainLabel(self.tr("Que vaut ce score ?"), "title", wrap=True)
        self.setAccessibleName(name.text())
        self.body.addWidget(name)
        self._asked = row = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        row.setSpacing(theme.px(10))
        self.ask = PlainLabel(self.tr("Le vérifier sur"), "small")
        row.addWidget(self.ask)
        self.round = QComboBox()
        self.round.setAccessibleName(self.tr("Le tour passé sur lequel vérifier"))
        self.round.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.round.setMinimumWidth(theme.px(_LEAST_CHOICE))
        self.round.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        row.addWidget(self.round)
        self.measure = Button(self.tr("Mesurer"), Kind.PRIMARY, small=True)
        row.addWidget(self.measure, 0, Qt.AlignmentFlag.AlignLeft)
        row.addStretch(1)
        self.body.addLayout(row)
        self.hint = PlainLabel("", "muted", wrap=True)
        self.body.addWidget(self.hint)
        self.working = Working()
        self.body.addWidget(self.working)
        self.result = QWidget()
        inside = QVBoxLayout(self.result)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(theme.px(10))
        self.trust = Notice("", "good", "chart")
        inside.addWidget(self.trust)
        self.about = PlainLabel("", "muted", wrap=True)
        inside.addWidget(self.about)
        self.pairs = PlainLabel("", "small", wrap=True)
        inside.addWidget(self.pairs)
        self.ways = CellsTable(
            self.tr("Trois façons de noter, comparées"),
            (
                self.tr("Façon de noter"),
                self.tr("AUC (à 95 %)"),
                self.tr("Brier"),
                self.tr("Brier calibré"),
                self.tr("Gain à 10 %"),
            ),
        )
        inside.addWidget(self.ways)
        self._charts = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._charts.setSpacing(theme.px(16))
        self.calibration, self.lift = CalibrationChart(), LiftChart()
        for title, chart in (
            (self.tr("Calibration : ce qui était prévu, ce qui est venu"), self.calibration),
            (self.tr("Gain : l’abstention parmi les mieux notés"), self.lift),
        ):
            self._charts.addLayout(_titled(title, chart), 1)
        inside.addLayout(self._charts)
        self.of_bureaux = PlainLabel(
            self.tr("Par bureau, les plus grands écarts d’abord"), "title", wrap=True
        )
        inside.addWidget(self.of_bureaux)
        self.bureaux = CellsTable(
            self.of_bureaux.text(),
            (
                self.tr("Bureau"),
                self.tr("Réponses"),
                self.tr("Abstention"),
                self.tr("Prévue"),
                self.tr("AUC"),
            ),
        )
        inside.addWidget(self.bureaux)
        self.body.addWidget(self.result)
        self.result.hide()

    def _way(self, each: Quality) -> tuple[str, ...]:
        area = self.tr("{auc} ({low} à {high})").format(
            auc=decimal(each.auc, 3), low=decimal(each.auc_low, 3), high=decimal(each.auc_high, 3)
        )
        return (
            way_name(each.way),
            area,
            decimal(each.brier, 4),
            decimal(each.brier_at_turnout, 4),
            decimal(each.lifts[0].times),
        )

    def _bureau(self, each: BureauQuality) -> tuple[str, ...]:
        return (
            each.code,
            figure(each.people),
            share(each.abstained, 1),
            share(each.predicted, 1),
            "–" if each.auc is None else decimal(each.auc, 3),
        )

    def _on_measure(self) -> None:
        code = self.round.currentData()
        if code:
            self.measure_requested.emit(str(code))


def _titled(title: str, chart: Chart) -> QVBoxLayout:
    column = QVBoxLayout()
    column.setSpacing(active().px(4))
    column.addWidget(PlainLabel(title, "title", wrap=True))
    column.addWidget(chart)
    return column
