"""The last hours as bars: attempts, the contacts among them, the conversations among these.

Each hour says its contact rate in figures; what the bars show is also there as text for a screen
reader and as each hour's tooltip.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QHelpEvent, QPainter, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from phonebank.ui.language import figure
from phonebank.ui.moments import hour, local
from phonebank.ui.supervisor.sentences import percent
from phonebank.ui.theme import active
from phonebank.ui.tokens import Size

if TYPE_CHECKING:
    from phonebank.store.room import HourView
    from phonebank.ui.theme import Theme

LEAST_HOURS = 8
_STEPS = (1, 2, 5)


class HoursChart(QWidget):
    """Bars of the last hours. `legend_colours` names the tokens of its three layers."""

    def __init__(self) -> None:
        super().__init__()
        self._hours: tuple[HourView, ...] = ()
        self._zone = ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(self.tr("Appels par heure"))

    def show_hours(self, hours: tuple[HourView, ...], zone: str) -> None:
        """Show these hours, less the empty ones before the first call (eight are kept)."""
        kept = list(hours)
        while len(kept) > LEAST_HOURS and not kept[0].attempts:
            kept.pop(0)
        if tuple(kept) == self._hours and zone == self._zone:
            return
        self._hours, self._zone = tuple(kept), zone
        self.setAccessibleDescription(" ".join(self.words(each) for each in kept if each.attempts))
        self.update()

    def words(self, each: HourView) -> str:
        """One hour in a sentence."""
        return self.tr(
            "{hour} : {attempts} tentatives, {contacts} contacts, {conversations} conversations, "
            "taux de contact {rate}."
        ).format(
            hour=hour(local(each.hour, self._zone)),
            attempts=figure(each.attempts),
            contacts=figure(each.contacts),
            conversations=figure(each.conversations),
            rate=percent(_rate(each)),
        )

    def event(self, event: QEvent) -> bool:
        """Tell the hour under the pointer."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            for number, each in enumerate(self._hours):
                left, width = self._slot(number)
                if each.attempts and left <= event.pos().x() < left + width:
                    QToolTip.showText(event.globalPos(), self.words(each), self)
                    return True
            QToolTip.hideText()
            return True
        return super().event(event)

    def sizeHint(self) -> QSize:
        """Room to compare."""
        return QSize(active().px(560), active().px(240))

    def minimumSizeHint(self) -> QSize:
        """Room to see."""
        return QSize(active().px(320), active().px(170))

    def paintEvent(self, _event: object) -> None:
        """Draw the grid, the bars, the hours and the contact rates."""
        if not self._hours:
            return
        theme = active()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(theme.font(Size.SMALL))
        top = scale_top(max((each.attempts for each in self._hours), default=0))
        plot = self._plot()
        self._paint_grid(painter, theme, plot, top)
        for number, each in enumerate(self._hours):
            self._paint_hour(painter, theme, plot, top, number, each)
        painter.end()

    def _paint_grid(self, painter: QPainter, theme: Theme, plot: QRectF, top: int) -> None:
        lines = 4 if top % 4 == 0 else 2 if top % 2 == 0 else 1
        for line in range(lines + 1):
            y = round(plot.bottom() - plot.height() * line / lines) + 0.5
            painter.setPen(QPen(theme.color("line"), 1))
            painter.drawLine(QPointF(plot.left(), y), QPointF(plot.right(), y))
            painter.setPen(theme.color("muted"))
            place = QRectF(0, y - theme.px(10), plot.left() - theme.px(10), theme.px(20))
            painter.drawText(place, _RIGHT, figure(top * line // lines))
        row = QRectF(0, plot.bottom() + theme.px(28), plot.left() - theme.px(10), theme.px(20))
        painter.drawText(row, _RIGHT, self.tr("Taux de contact"))

    def _paint_hour(
        self, painter: QPainter, theme: Theme, plot: QRectF, top: int, number: int, each: HourView
    ) -> None:
        left, width = self._slot(number)
        bar = min(width * 0.66, theme.px(56))
        painter.setPen(Qt.PenStyle.NoPen)
        for count, colour in zip(
            (each.attempts, each.contacts, each.conversations), layers(theme), strict=True
        ):
            height = plot.height() * count / top
            area = QRectF(left + (width - bar) / 2, plot.bottom() - height, bar, height)
            painter.setBrush(colour)
            painter.drawRoundedRect(area, min(3.0, height / 2), min(3.0, height / 2))
        under = QRectF(left, plot.bottom() + theme.px(6), width, theme.px(20))
        painter.setPen(theme.color("muted"))
        painter.drawText(under, _CENTRE, hour(local(each.hour, self._zone)))
        if each.attempts:
            under = under.translated(0, theme.px(22))
            painter.setPen(theme.color("ink"))
            painter.drawText(under, _CENTRE, percent(_rate(each)))

    def _plot(self) -> QRectF:
        theme = active()
        words = QFontMetrics(theme.font(Size.SMALL)).horizontalAdvance(self.tr("Taux de contact"))
        gutter = words + theme.px(12)
        return QRectF(
            gutter, theme.px(10), self.width() - gutter, self.height() - theme.px(10 + 50)
        )

    def _slot(self, number: int) -> tuple[float, float]:
        plot = self._plot()
        width = plot.width() / max(1, len(self._hours))
        return plot.left() + number * width, width


def layers(theme: Theme) -> tuple[QColor, QColor, QColor]:
    """The colours of attempts, contacts and conversations: one hue, ever stronger."""
    soft, strong = theme.color("soft"), theme.color("accent")
    return _mix(soft, strong, 0.12), _mix(soft, strong, 0.45), strong


def scale_top(most: int) -> int:
    """The top of the scale: the next round number, a multiple of four where it can be."""
    if most <= 4:
        return 4
    unit = 1
    while True:
        for step in _STEPS:
            if 4 * step * unit >= most:
                return 4 * step * unit
        unit *= 10


def _mix(one: QColor, other: QColor, share: float) -> QColor:
    return QColor.fromRgbF(
        one.redF() + (other.redF() - one.redF()) * share,
        one.greenF() + (other.greenF() - one.greenF()) * share,
        one.blueF() + (other.blueF() - one.blueF()) * share,
    )


def _rate(each: HourView) -> float | None:
    return each.contacts / each.attempts if each.attempts else None


_RIGHT = int(Qt.AlignmentFlag.AlignRight) | int(Qt.AlignmentFlag.AlignVCenter)
_CENTRE = int(Qt.AlignmentFlag.AlignCenter)
