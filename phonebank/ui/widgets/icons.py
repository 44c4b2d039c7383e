"""Our own icons: one-stroke SVG files in `resources/icons`, in whatever colour is asked for."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QWidget

from phonebank.resources import resource
from phonebank.ui.theme import active


@lru_cache(maxsize=64)
def _source(name: str) -> str:
    return resource(f"icons/{name}.svg").read_text(encoding="utf-8")


@lru_cache(maxsize=256)
def _renderer(name: str, colour: str) -> QSvgRenderer:
    return QSvgRenderer(QByteArray(_source(name).replace("currentColor", colour).encode()))


def paint_icon(painter: QPainter, name: str, area: QRectF, token: str) -> None:
    """Draw an icon into `area` in the colour of a token."""
    _renderer(name, active().color(token).name()).render(painter, area)


def pixmap(name: str, length: int, token: str, ratio: float = 1.0) -> QPixmap:
    """An icon as a square pixmap of `length` logical pixels."""
    image = QPixmap(QSize(round(length * ratio), round(length * ratio)))
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    paint_icon(painter, name, QRectF(0, 0, image.width(), image.height()), token)
    painter.end()
    image.setDevicePixelRatio(ratio)
    return image


def icon(name: str, colour: str = "ink") -> QIcon:
    """An icon for a menu, in the colours of the theme in force when it is made."""
    return QIcon(pixmap(name, active().px(18), colour, 2.0))


class IconMark(QWidget):
    """An icon on its own, decorative: nothing is said to a screen reader."""

    def __init__(self, name: str, colour: str = "muted", length: int = 18) -> None:
        super().__init__()
        self._name = name
        self._token = colour
        self._length = length
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def show_icon(self, name: str, token: str) -> None:
        """Change the icon and its colour token."""
        self._name = name
        self._token = token
        self.update()

    def sizeHint(self) -> QSize:
        """The square the icon needs."""
        side = active().px(self._length)
        return QSize(side, side)

    def minimumSizeHint(self) -> QSize:
        """As `sizeHint`."""
        return self.sizeHint()

    def paintEvent(self, _event: object) -> None:
        """Draw the icon centred."""
        side = active().px(self._length)
        area = QRectF((self.width() - side) / 2, (self.height() - side) / 2, side, side)
        painter = QPainter(self)
        paint_icon(painter, self._name, area, self._token)
        painter.end()
