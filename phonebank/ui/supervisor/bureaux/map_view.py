"""The bureaux on a map: an area and a sign each, in the colour of its class; one can be chosen.

The areas are ours (`targeting/areas.py`): no map of anybody is loaded, nothing leaves the computer.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pyqtgraph as pg
from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QBrush, QKeyEvent, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QVBoxLayout, QWidget

from phonebank.targeting.bureaux import Colour
from phonebank.ui.supervisor.bureaux.words import GROUNDS, INKS, colour_word, title_of
from phonebank.ui.theme import active
from phonebank.ui.tokens import Size

if TYPE_CHECKING:
    from collections.abc import Sequence

    from phonebank.targeting.areas import Area
    from phonebank.targeting.bureaux import Bureau

_SHAPES = {Colour.PRIORITY: "o", Colour.LESS: "t1", Colour.NONE: "o"}
_LABELLED = 60
"""Codes are written on the map up to so many bureaux; beyond, on the chosen one only."""
_ROOM = (0.2, 0.12)
"""A code needs these parts of the map's width and height to its nearest neighbour."""
_WAYS = {
    Qt.Key.Key_Left: (-1.0, 0.0),
    Qt.Key.Key_Right: (1.0, 0.0),
    Qt.Key.Key_Up: (0.0, 1.0),
    Qt.Key.Key_Down: (0.0, -1.0),
}


class _Areas(QGraphicsItem):
    """All areas, painted in one go."""

    def __init__(self) -> None:
        super().__init__()
        self._shapes: list[tuple[int, QPolygonF, Colour]] = []
        self._bounds = QRectF()
        self._chosen = 0

    def show_areas(self, shapes: list[tuple[int, QPolygonF, Colour]]) -> None:
        """Paint these from now on."""
        self.prepareGeometryChange()
        self._shapes = shapes
        bounds = QRectF()
        for _, shape, _ in shapes:
            bounds = bounds.united(shape.boundingRect())
        self._bounds = bounds
        self.update()

    def show_chosen(self, bureau_id: int) -> None:
        """Outline this one strongly."""
        self._chosen = bureau_id
        self.update()

    def boundingRect(self) -> QRectF:
        """Where anything is painted."""
        return self._bounds

    def paint(
        self,
        painter: QPainter,
        _option: QStyleOptionGraphicsItem,
        /,
        _widget: QWidget | None = None,
    ) -> None:
        """Fill each area, then outline the chosen one."""
        theme = active()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        last: QPolygonF | None = None
        for bureau_id, shape, colour in self._shapes:
            pen = QPen(theme.color("card"), 2)
            pen.setCosmetic(True)
            painter.setPen(pen)
            painter.setBrush(QBrush(theme.color(GROUNDS[colour])))
            painter.drawPolygon(shape)
            if bureau_id == self._chosen:
                last = shape
        if last is not None:
            pen = QPen(theme.color("ink"), 2.5)
            pen.setCosmetic(True)
            painter.setPen(pen)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawPolygon(last)


class BureauMap(QWidget):
    """Shows areas; a click or the arrow keys choose one."""

    chosen = Signal(int)
    """The id of the bureau chosen here."""

    def __init__(self) -> None:
        super().__init__()
        self._areas: tuple[Area, ...] = ()
        self._bureaux: dict[int, Bureau] = {}
        self._chosen = 0
        self._roomy: frozenset[int] = frozenset()
        self._labels: list[Any] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        self._plot = pg.PlotWidget(enableMenu=False)
        self._plot.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._plot.hideAxis("bottom")
        self._plot.hideAxis("left")
        self._plot.hideButtons()
        self._plot.setAspectLocked(True)
        self._plot.setMouseEnabled(x=True, y=True)
        self._plot.setFrameStyle(0)
        self._ground = _Areas()
        self._signs = pg.ScatterPlotItem(pxMode=True)
        self._plot.addItem(self._ground)
        self._plot.addItem(self._signs)
        self._plot.scene().sigMouseClicked.connect(self._on_clicked)
        column.addWidget(self._plot)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(self.tr("Carte des bureaux"))
        self.setAccessibleDescription(
            self.tr("Les flèches choisissent le bureau voisin ; le tableau dit la même chose.")
        )
        self._paint()

    @property
    def chosen_id(self) -> int:
        """The bureau chosen, 0 for none."""
        return self._chosen

    def show_bureaux(self, bureaux: Sequence[Bureau], areas: Sequence[Area]) -> None:
        """Draw these; the view is fitted when the places are others than before."""
        fresh = tuple(areas)
        moved = {each.bureau_id for each in fresh} != {each.bureau_id for each in self._areas}
        self._areas = fresh
        self._roomy = _with_room(fresh)
        self._bureaux = {each.bureau_id: each for each in bureaux}
        self._draw()
        if moved and fresh:
            self._plot.getViewBox().autoRange(padding=0.04)

    def choose(self, bureau_id: int) -> None:
        """Show one as chosen, without saying so."""
        if bureau_id != self._chosen:
            self._chosen = bureau_id
            self._ground.show_chosen(bureau_id)
            self._write_labels()
            bureau = self._bureaux.get(bureau_id)
            if bureau is not None:
                self.setAccessibleDescription(f"{title_of(bureau)}, {colour_word(bureau.colour)}")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows go to the nearest bureau that way; plus and minus zoom; zero shows all."""
        key = Qt.Key(event.key())
        if key in _WAYS:
            self._step(*_WAYS[key])
        elif key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            self._plot.getViewBox().scaleBy((0.8, 0.8))
        elif key is Qt.Key.Key_Minus:
            self._plot.getViewBox().scaleBy((1.25, 1.25))
        elif key is Qt.Key.Key_0:
            self._plot.getViewBox().autoRange(padding=0.04)
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Another theme, other colours."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.StyleChange):
            self._paint()
            self._draw()

    def _paint(self) -> None:
        self._plot.setBackground(active().color("card"))

    def _draw(self) -> None:
        theme = active()
        self._ground.show_areas(
            [
                (
                    each.bureau_id,
                    QPolygonF([QPointF(x, y) for x, y in each.outline]),
                    self._bureaux[each.bureau_id].colour,
                )
                for each in self._areas
            ]
        )
        self._ground.show_chosen(self._chosen)
        crowded = len(self._areas) > _LABELLED
        spots = []
        for each in self._areas:
            colour = self._bureaux[each.bureau_id].colour
            ink = theme.color(INKS[colour])
            spots.append(
                {
                    "pos": (each.x, each.y),
                    "symbol": _SHAPES[colour],
                    "size": theme.px(8 if crowded else 12),
                    "pen": pg.mkPen(ink, width=2),
                    "brush": pg.mkBrush(theme.color("card") if colour is Colour.NONE else ink),
                }
            )
        self._signs.setData(spots)
        self._write_labels()

    def _write_labels(self) -> None:
        for label in self._labels:
            self._plot.removeItem(label)
        theme = active()
        self._labels = []
        for each in self._areas:
            if each.bureau_id not in self._roomy and each.bureau_id != self._chosen:
                continue
            label = pg.TextItem(
                self._bureaux[each.bureau_id].code, color=theme.color("ink"), anchor=(0.5, -0.35)
            )
            label.setFont(theme.font(Size.SMALL, strong=each.bureau_id == self._chosen))
            label.setPos(each.x, each.y)
            self._plot.addItem(label)
            self._labels.append(label)

    def _step(self, right: float, up: float) -> None:
        own = next((each for each in self._areas if each.bureau_id == self._chosen), None)
        if own is None:
            if self._areas:
                self._take(self._areas[0].bureau_id)
            return
        best, nearest = 0, float("inf")
        for each in self._areas:
            along = (each.x - own.x) * right + (each.y - own.y) * up
            aside = abs((each.x - own.x) * up) + abs((each.y - own.y) * right)
            if along > 1e-9 and along + 2 * aside < nearest:
                best, nearest = each.bureau_id, along + 2 * aside
        if best:
            self._take(best)

    def _take(self, bureau_id: int) -> None:
        self.choose(bureau_id)
        self.chosen.emit(bureau_id)

    def _on_clicked(self, event: Any) -> None:
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        point = self._plot.getViewBox().mapSceneToView(event.scenePos())
        inside = [
            each
            for each in self._areas
            if QPolygonF([QPointF(x, y) for x, y in each.outline]).containsPoint(
                point, Qt.FillRule.OddEvenFill
            )
        ]
        if inside:
            self._take(inside[0].bureau_id)


def _with_room(areas: Sequence[Area]) -> frozenset[int]:
    """The bureaux whose code can be written without touching another's."""
    if not areas or len(areas) > _LABELLED:
        return frozenset()
    width = max(each.x for each in areas) - min(each.x for each in areas)
    height = max(each.y for each in areas) - min(each.y for each in areas)
    beside, under = (part * max(width, height) for part in _ROOM)
    return frozenset(
        each.bureau_id
        for each in areas
        if all(
            abs(each.x - other.x) > beside or abs(each.y - other.y) > under
            for other in areas
            if other is not each
        )
    )
