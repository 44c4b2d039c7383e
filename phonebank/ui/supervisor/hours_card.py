"""The last hours' card: what its three colours mean, and the chart."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QHBoxLayout, QWidget

from phonebank.ui.supervisor.hours_chart import HoursChart, layers
from phonebank.ui.theme import active
from phonebank.ui.widgets.flow import Flow
from phonebank.ui.widgets.frames import CardFrame
from phonebank.ui.widgets.labels import PlainLabel

if TYPE_CHECKING:
    from phonebank.store.room import HourView


class HoursCard(CardFrame):
    """The chart under its legend; a sentence where no call was made."""

    def __init__(self) -> None:
        super().__init__(spacing=6)
        theme = active()
        self.setAccessibleName(self.tr("Par heure"))
        flow = Flow(theme.px(16))
        flow.addWidget(PlainLabel(self.tr("Par heure"), "title"))
        names = (self.tr("tentatives"), self.tr("contacts"), self.tr("conversations"))
        for layer, name in enumerate(names):
            flow.addWidget(_Key(layer, name))
        self.body.addLayout(flow)
        self.chart = HoursChart()
        self.body.addWidget(self.chart, 1)
        self.empty = PlainLabel("", "muted", wrap=True)
        self.empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.empty.setText(
            self.tr("Aucun appel dans les dernières heures. Les barres viendront avec les appels.")
        )
        self.body.addWidget(self.empty, 1)
        self.empty.hide()

    def show_hours(self, hours: tuple[HourView, ...], zone: str) -> None:
        """Show these hours by the clock of `zone`; none at all means they are not known yet."""
        some = any(each.attempts for each in hours)
        self.chart.setVisible(some or not hours)
        self.empty.setVisible(bool(hours) and not some)
        self.chart.show_hours(hours, zone)


class _Key(QWidget):
    """One colour of the chart and its name."""

    def __init__(self, layer: int, name: str) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(active().px(7))
        row.addWidget(_Swatch(layer))
        row.addWidget(PlainLabel(name, "muted"))


class _Swatch(QWidget):
    """A square in the colour of one layer."""

    def __init__(self, layer: int) -> None:
        super().__init__()
        self._layer = layer

    def sizeHint(self) -> QSize:
        """A small square."""
        return QSize(active().px(11), active().px(11))

    def minimumSizeHint(self) -> QSize:
        """As `sizeHint`."""
        return self.sizeHint()

    def paintEvent(self, _event: object) -> None:
        """Draw it."""
        side = active().px(11)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(layers(active())[self._layer])
        painter.drawRoundedRect(
            QRectF((self.width() - side) / 2, (self.height() - side) / 2, side, side), 3, 3
        )
        painter.end()
