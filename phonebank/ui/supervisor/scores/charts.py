"""Three charts in the colours of the theme: the spread of scores, their calibration, their lift.

They only show: no menu, no zoom, no focus. Each says in words, as its accessible description, what
it shows. Colours and sizes follow the theme whenever it changes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pyqtgraph as pg
from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QSizePolicy

from phonebank.ui.language import figure
from phonebank.ui.supervisor.scores.words import share
from phonebank.ui.theme import active
from phonebank.ui.tokens import Size

if TYPE_CHECKING:
    from phonebank.targeting.measuring import Measurement
    from phonebank.targeting.scores_service import Spread

_HEIGHT = 210
_PERCENTS = [(0.0, 0), (0.25, 25), (0.5, 50), (0.75, 75), (1.0, 100)]


class Chart(pg.PlotWidget):  # type: ignore[misc]
    """A plot that only shows. Subclasses draw in `_draw`, called again when the theme changes."""

    def __init__(self, name: str) -> None:
        self._made = False
        super().__init__(enableMenu=False)
        self._made = True
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setMouseEnabled(x=False, y=False)
        self.hideButtons()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFrameShape(self.Shape.NoFrame)
        self._dress()

    def wheelEvent(self, event: Any) -> None:
        """Leave the wheel to the page."""
        event.ignore()

    def changeEvent(self, event: QEvent) -> None:
        """Draw anew in another theme or at another text size."""
        super().changeEvent(event)
        if self._made and event.type() in (QEvent.Type.PaletteChange, QEvent.Type.StyleChange):
            self._dress()
            self._redraw()

    def _dress(self) -> None:
        theme = active()
        self.setFixedHeight(theme.px(_HEIGHT))
        self.setBackground(theme.color("card"))
        plot = self.getPlotItem()
        for side in ("bottom", "left"):
            axis = plot.getAxis(side)
            axis.setPen(pg.mkPen(theme.color("line")))
            axis.setTextPen(pg.mkPen(theme.color("muted")))
            axis.setTickFont(theme.font(Size.SMALL))
            axis.label.setFont(theme.font(Size.SMALL))
            axis.enableAutoSIPrefix(False)
            axis.setStyle(hideOverlappingLabels=False, tickLength=-4)
        plot.getAxis("left").setWidth(theme.px(64))
        plot.getAxis("bottom").setHeight(theme.px(44))
        plot.layout.setContentsMargins(0, theme.px(10), theme.px(22), 0)

    def _redraw(self) -> None:
        """Draw again what is shown."""

    def _label(self, bottom: str, left: str) -> None:
        colour = active().color("muted").name()
        for side, words in (("bottom", bottom), ("left", left)):
            self.getPlotItem().setLabel(side, words, color=colour)

    def _percent_axis(self, side: str) -> None:
        ticks = [(value, share(value)) for value, _ in _PERCENTS]
        self.getPlotItem().getAxis(side).setTicks([ticks])


class SpreadChart(Chart):
    """How many people have which P(abstain); the movable middle stands out."""

    def __init__(self) -> None:
        super().__init__("")
        self._spread: Spread | None = None
        self.setAccessibleName(self.tr("Répartition des scores"))

    def show_spread(self, spread: Spread) -> None:
        """Show these people."""
        self._spread = spread
        self.setAccessibleDescription(
            self.tr(
                "{people} personnes : {likely} plus près de l’abstention que du vote, {movable} "
                "entre les deux."
            ).format(
                people=figure(spread.people),
                likely=figure(spread.likely),
                movable=figure(spread.movable),
            )
        )
        self._redraw()

    def _redraw(self) -> None:
        spread = getattr(self, "_spread", None)
        self.clear()
        if spread is None:
            return
        theme = active()
        count = len(spread.bars)
        places = [(index + 0.5) / count for index in range(count)]
        middle = [0.25 <= place <= 0.75 for place in places]
        self.addItem(
            pg.BarGraphItem(
                x=places,
                height=list(spread.bars),
                width=0.86 / count,
                brushes=[theme.color("accent" if inside else "edge") for inside in middle],
                pen=pg.mkPen(None),
            )
        )
        most = max(*spread.bars, 1)
        self.setXRange(0.0, 1.0, padding=0.02)
        self.setYRange(0.0, most * 1.06, padding=0)
        self._percent_axis("bottom")
        step = _round_step(most)
        ticks = [(value, figure(value)) for value in range(0, int(most * 1.06) + 1, step)]
        self.getPlotItem().getAxis("left").setTicks([ticks])
        self._label(self.tr("Probabilité d’abstention"), self.tr("Personnes"))


class CalibrationChart(Chart):
    """What was predicted against what came, by tenths; on the diagonal they are equal."""

    def __init__(self) -> None:
        super().__init__("")
        self._found: Measurement | None = None
        self.setAccessibleName(self.tr("Calibration"))

    def show_measurement(self, found: Measurement) -> None:
        """Show the rule's curve."""
        self._found = found
        self.setAccessibleDescription(
            " ".join(
                self.tr("Prévu {predicted}, observé {observed}.").format(
                    predicted=share(point.predicted), observed=share(point.observed)
                )
                for point in found.rule.curve
            )
        )
        self._redraw()

    def _redraw(self) -> None:
        found = getattr(self, "_found", None)
        self.clear()
        if found is None:
            return
        theme = active()
        curve = found.rule.curve
        dashed = pg.mkPen(theme.color("edge"), style=Qt.PenStyle.DashLine)
        self.addItem(pg.PlotCurveItem(x=[0.0, 1.0], y=[0.0, 1.0], pen=dashed))
        for point in curve:
            bar = pg.PlotCurveItem(
                x=[point.predicted, point.predicted],
                y=[point.low, point.high],
                pen=pg.mkPen(theme.color("accent"), width=1),
            )
            self.addItem(bar)
        self.addItem(
            pg.ScatterPlotItem(
                x=[point.predicted for point in curve],
                y=[point.observed for point in curve],
                size=theme.px(8),
                brush=theme.color("accent"),
                pen=pg.mkPen(theme.color("card")),
            )
        )
        self.setXRange(0.0, 1.0, padding=0.03)
        self.setYRange(0.0, 1.0, padding=0.03)
        self._percent_axis("bottom")
        self._percent_axis("left")
        self._label(self.tr("Abstention prévue"), self.tr("Observée"))


class LiftChart(Chart):
    """The share of abstainers among the highest scores, against everybody's."""

    def __init__(self) -> None:
        super().__init__("")
        self._found: Measurement | None = None
        self.setAccessibleName(self.tr("Gain"))

    def show_measurement(self, found: Measurement) -> None:
        """Show the rule's lift."""
        self._found = found
        self.setAccessibleDescription(
            " ".join(
                self.tr("Parmi les {share} les mieux notés, {abstained} d’abstention.").format(
                    share=share(each.share), abstained=share(each.abstained)
                )
                for each in found.rule.lifts
            )
        )
        self._redraw()

    def _redraw(self) -> None:
        found = getattr(self, "_found", None)
        self.clear()
        if found is None:
            return
        theme = active()
        lifts = found.rule.lifts
        places = list(range(len(lifts) + 1))
        heights = [*(each.abstained for each in lifts), found.abstained]
        brushes = [theme.color("accent")] * len(lifts) + [theme.color("edge")]
        self.addItem(
            pg.BarGraphItem(
                x=places, height=heights, width=0.62, brushes=brushes, pen=pg.mkPen(None)
            )
        )
        for place, height in zip(places, heights, strict=True):
            words = pg.TextItem(share(height), color=theme.color("ink"), anchor=(0.5, 1.0))
            words.setFont(theme.font(Size.SMALL))
            words.setPos(place, height)
            self.addItem(words)
        self.setXRange(-0.5, len(lifts) + 0.5, padding=0)
        self.setYRange(0.0, max(*heights, 0.1) * 1.2, padding=0)
        names = [self.tr("{share} premiers").format(share=share(each.share)) for each in lifts]
        ticks = list(zip(places, [*names, self.tr("tous")], strict=True))
        self.getPlotItem().getAxis("bottom").setTicks([ticks])
        self.getPlotItem().getAxis("left").setTicks(
            [[(value, share(value)) for value, _ in _PERCENTS]]
        )
        self._label("", self.tr("Abstention"))


def _round_step(most: int) -> int:
    """A step of 1, 2 or 5 times a power of ten, for about four ticks."""
    step = 1
    while most / step > 5:
        for factor in (2, 5, 10):
            if most / (step * factor) <= 5:
                return step * factor
        step *= 10
    return step
