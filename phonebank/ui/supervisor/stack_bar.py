"""The queue as one bar of coloured shares, and the legend that names them in figures."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPainterPath
from PySide6.QtWidgets import QSizePolicy, QWidget

from phonebank.ui.language import figure
from phonebank.ui.theme import active
from phonebank.ui.tokens import Size
from phonebank.ui.widgets.labels import set_tip

_LEAST = 4.0
_GAP = 2.0


@dataclass(frozen=True, slots=True)
class Share:
    """One part of the bar: its name, what the name means, its colour token, how many."""

    name: str
    meaning: str
    token: str
    count: int


class StackBar(QWidget):
    """Shares side by side; one that is not nothing can always be seen."""

    def __init__(self) -> None:
        super().__init__()
        self._shares: tuple[Share, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_shares(self, shares: tuple[Share, ...]) -> None:
        """Show these parts of a whole."""
        self._shares = shares
        self.setAccessibleDescription(", ".join(f"{s.name} {figure(s.count)}" for s in shares))
        self.update()

    def widths(self, room: float) -> list[float]:
        """How wide each share is drawn in `room` pixels; nothing is nothing wide."""
        total = sum(share.count for share in self._shares)
        some = [share.count for share in self._shares if share.count]
        if not total:
            return [0.0 for _ in self._shares]
        spare = max(0.0, room - _GAP * (len(some) - 1) - _LEAST * len(some))
        return [_LEAST + spare * s.count / total if s.count else 0.0 for s in self._shares]

    def sizeHint(self) -> QSize:
        """A line to look at, as wide as there is room."""
        return QSize(active().px(240), active().px(14))

    def minimumSizeHint(self) -> QSize:
        """As high as `sizeHint`."""
        return QSize(active().px(80), active().px(14))

    def paintEvent(self, _event: object) -> None:
        """Draw the shares in one rounded bar."""
        theme = active()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRectF(self.rect())
        outline = QPainterPath()
        outline.addRoundedRect(area, area.height() / 2, area.height() / 2)
        painter.setClipPath(outline)
        widths = self.widths(area.width())
        if not any(widths):
            painter.fillRect(area, theme.color("track"))
        left = 0.0
        for share, width in zip(self._shares, widths, strict=True):
            if width:
                painter.fillRect(QRectF(left, 0, width, area.height()), theme.color(share.token))
                left += width + _GAP
        painter.end()


class LegendItem(QWidget):
    """A swatch, a name and a figure; what the name means is its tooltip."""

    def __init__(self) -> None:
        super().__init__()
        self._share = Share("", "", "track", 0)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_share(self, share: Share) -> None:
        """Show this share."""
        changed = share != self._share
        self._share = share
        if changed:
            set_tip(self, share.meaning)
            self.setAccessibleName(f"{share.name} {figure(share.count)}")
            self.setAccessibleDescription(share.meaning)
            self.updateGeometry()
            self.update()

    def sizeHint(self) -> QSize:
        """Swatch, name and figure on one line."""
        theme = active()
        name = QFontMetrics(theme.font(Size.SMALL)).horizontalAdvance(self._share.name)
        count = QFontMetrics(theme.font(Size.SMALL, strong=True)).horizontalAdvance(
            figure(self._share.count)
        )
        return QSize(theme.px(18) + name + theme.px(6) + count + 2, theme.px(20))

    def paintEvent(self, _event: object) -> None:
        """Draw the three."""
        theme = active()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color(self._share.token))
        side = theme.px(10)
        painter.drawRoundedRect(QRectF(0, (self.height() - side) / 2, side, side), 3, 3)
        small, strong = theme.font(Size.SMALL), theme.font(Size.SMALL, strong=True)
        metrics = QFontMetrics(small)
        base = (self.height() + metrics.ascent() - metrics.descent()) / 2
        painter.setFont(small)
        painter.setPen(theme.color("muted"))
        painter.drawText(QPointF(theme.px(18), base), self._share.name)
        left = theme.px(18) + metrics.horizontalAdvance(self._share.name) + theme.px(6)
        painter.setFont(strong)
        painter.setPen(theme.color("ink"))
        painter.drawText(QPointF(left, base), figure(self._share.count))
        painter.end()
