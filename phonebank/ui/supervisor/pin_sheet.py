"""A volunteer's PIN on paper: a quarter of a sheet to fold, with the name outside."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QMarginsF, QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QPageLayout, QPageSize, QPainter, QPen

from phonebank.ui.supervisor.team_words import spaced

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

    from phonebank.ui.supervisor.team import NewPin

translate = QCoreApplication.translate
_EDGE_MM = 12.0


def prepare(printer: QPrinter) -> None:
    """A page of A6: a quarter of what offices have."""
    printer.setPageLayout(
        QPageLayout(
            QPageSize(QPageSize.PageSizeId.A6),
            QPageLayout.Orientation.Landscape,
            QMarginsF(0, 0, 0, 0),
        )
    )
    printer.setDocName(translate("pin_sheet", "Code PIN"))


def print_pin(printer: QPrinter, given: NewPin) -> bool:
    """Print the name over the fold and the PIN under it; False where the printer refuses."""
    painter = QPainter()
    if not painter.begin(printer):
        return False
    area = QRectF(printer.pageRect(printer.Unit.DevicePixel))
    millimetre = printer.resolution() / 25.4
    inside = area.adjusted(
        _EDGE_MM * millimetre, _EDGE_MM * millimetre, -_EDGE_MM * millimetre, -_EDGE_MM * millimetre
    )
    middle = area.center().y()
    centre = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
    above = QRectF(inside.left(), inside.top(), inside.width(), middle - inside.top())
    below = QRectF(inside.left(), middle, inside.width(), inside.bottom() - middle)
    _write(painter, above, int(centre), given.name, 20, strong=True)
    painter.setPen(QPen(Qt.GlobalColor.gray, 0.2 * millimetre, Qt.PenStyle.DashLine))
    painter.drawLine(QPointF(area.left(), middle), QPointF(area.right(), middle))
    painter.setPen(Qt.GlobalColor.black)
    half = below.height() * 0.55
    number = QRectF(below.left(), below.top(), below.width(), half)
    _write(painter, number, int(centre), spaced(given.pin), 34, strong=True)
    words = translate(
        "pin_sheet",
        "Votre code PIN. Il est à vous seul : ne le prêtez pas, et détruisez ce papier une fois "
        "appris.",
    )
    rest = QRectF(below.left(), below.top() + half, below.width(), below.height() - half)
    _write(painter, rest, int(centre), words, 10)
    painter.end()
    return True


def _write(
    painter: QPainter, area: QRectF, flags: int, text: str, points: int, *, strong: bool = False
) -> None:
    font = QFont(painter.font())
    font.setPointSize(points)
    font.setBold(strong)
    painter.setFont(font)
    painter.drawText(area, flags, text)
