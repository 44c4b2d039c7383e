"""How buttons are painted: their colours by kind and state, and the little cap that shows a key."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPen

from phonebank.ui.tokens import Size

if TYPE_CHECKING:
    from phonebank.ui.theme import Theme


class Kind(StrEnum):
    """What a button is for; decides how it looks."""

    PRIMARY = "primary"
    """The one thing to do next."""
    QUIET = "quiet"
    DANGER = "danger"
    LINK = "link"
    """Looks like a word of the text it stands in."""
    CHOICE = "choice"
    """One of several, stays chosen."""
    BARE = "bare"
    """No border until pointed at: bars and menus."""
    TOAST = "toast"
    """On the dark ground of a toast."""


@dataclass(frozen=True, slots=True)
class Face:
    """Colour tokens of one button in one state; '' means not drawn."""

    ground: str
    border: str
    ink: str


_FACES: dict[Kind, tuple[Face, Face]] = {
    Kind.PRIMARY: (Face("accent", "", "on_accent"), Face("accent_hover", "", "on_accent")),
    Kind.QUIET: (Face("card", "line", "ink"), Face("hover", "edge", "ink")),
    Kind.DANGER: (Face("card", "line", "bad"), Face("bad_soft", "bad", "bad")),
    Kind.LINK: (Face("", "", "accent"), Face("soft", "", "accent")),
    Kind.CHOICE: (Face("card", "line", "ink"), Face("hover", "edge", "ink")),
    Kind.BARE: (Face("", "", "ink"), Face("track", "", "ink")),
    Kind.TOAST: (Face("", "edge", "card"), Face("", "card", "card")),
}
_CHOSEN = Face("soft", "accent", "accent")


def face(kind: Kind, *, hot: bool, chosen: bool, enabled: bool, tone: str) -> Face:
    """The colours of a button. `tone` colours the text of a choice by its meaning."""
    plain, hovered = _FACES[kind]
    shown = hovered if hot and enabled else plain
    if chosen:
        shown = _CHOSEN
    if not enabled:
        if kind is Kind.PRIMARY:
            return Face("track", "", "muted")
        return Face(shown.ground, shown.border, "faint")
    if tone and kind is not Kind.PRIMARY:
        return Face(shown.ground, shown.border, tone)
    return shown


def cap_width(theme: Theme, key: str) -> int:
    """How wide the cap of a key is drawn, in pixels."""
    metrics = QFontMetrics(theme.font(Size.SMALL))
    return max(theme.px(22), metrics.horizontalAdvance(key) + theme.px(12))


def paint_cap(painter: QPainter, theme: Theme, key: str, area: QRectF, *, on: str) -> None:
    """Draw a key-cap. `on` is the kind of ground: 'card' or 'accent'."""
    painter.setPen(QPen(theme.color("line" if on == "card" else "on_accent"), 1))
    if on == "card":
        painter.setBrush(theme.color("hover"))
    else:
        painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(area.adjusted(0.5, 0.5, -0.5, -0.5), 5, 5)
    painter.setFont(theme.font(Size.SMALL))
    painter.setPen(theme.color("muted" if on == "card" else "on_accent"))
    painter.drawText(area, int(Qt.AlignmentFlag.AlignCenter), key)
