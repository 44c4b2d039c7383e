"""The look: one table of colours and sizes that feeds palette, style sheet and brushes.

Two token sets, light and dark, three text sizes, two weights, one accent. Colour otherwise only
carries meaning. `Theme` belongs to the application; widgets that paint ask `active()` for it and
repaint on a palette change, which Qt sends them whenever the theme is applied again.
"""

from __future__ import annotations

import gc
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication

from phonebank.ui.style_sheet import style_sheet
from phonebank.ui.tokens import DARK, LIGHT, Size, Tokens

if TYPE_CHECKING:
    from collections.abc import Iterator

WEIGHT_PLAIN = QFont.Weight.Normal
WEIGHT_STRONG = QFont.Weight.DemiBold
FAMILY = "Inter"
TEXT_SIZES = (100, 110, 125, 150, 175, 200)
"""Offered text sizes, in percent."""


class Mode(StrEnum):
    """What the person asked for; `SYSTEM` follows the desktop's own choice."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


@dataclass(frozen=True, slots=True)
class Look:
    """One complete appearance: which mode, and text at how many percent (100 to 200)."""

    mode: Mode = Mode.SYSTEM
    percent: int = 100


class Theme(QObject):
    """Applies a `Look` to the application and answers what it currently looks like."""

    changed = Signal()

    def __init__(self, app: QApplication, look: Look | None = None) -> None:
        super().__init__(app)
        self._app = app
        self._look = look or Look()
        self._follow_system = True
        with _nothing_freed():
            app.setStyle("Fusion")
        app.setProperty("phonebankTheme", self)
        app.styleHints().colorSchemeChanged.connect(self._on_system_changed)
        self.apply(self._look)

    @property
    def look(self) -> Look:
        """The appearance in force, as asked for."""
        return self._look

    @property
    def is_dark(self) -> bool:
        """Whether dark colours are shown now."""
        if self._look.mode is Mode.SYSTEM:
            return self._app.styleHints().colorScheme() == Qt.ColorScheme.Dark
        return self._look.mode is Mode.DARK

    @property
    def tokens(self) -> Tokens:
        """The colours in force."""
        return DARK if self.is_dark else LIGHT

    def px(self, length: float) -> int:
        """A length in pixels at 100 %, scaled to the text size in force."""
        return round(length * self._look.percent / 100)

    def color(self, token: str) -> QColor:
        """The colour of one token, by its name in `Tokens`."""
        return QColor(getattr(self.tokens, token))

    def font(self, size: Size = Size.BODY, *, strong: bool = False) -> QFont:
        """One of the three sizes in one of the two weights, with tabular figures."""
        font = QFont(self._app.font())
        font.setPixelSize(self.px(size))
        font.setWeight(WEIGHT_STRONG if strong else WEIGHT_PLAIN)
        return font

    def apply(self, look: Look) -> None:
        """Show this appearance at once, in every open window."""
        self._look = Look(look.mode, min(200, max(100, look.percent)))
        schemes = {Mode.LIGHT: Qt.ColorScheme.Light, Mode.DARK: Qt.ColorScheme.Dark}
        self._follow_system = False
        self._app.styleHints().setColorScheme(schemes.get(self._look.mode, Qt.ColorScheme.Unknown))
        self._follow_system = True
        self._refresh()

    def _refresh(self) -> None:
        font = QFont(_face())
        font.setPixelSize(self.px(Size.BODY))
        font.setFeature(QFont.Tag("tnum"), 1)
        with _nothing_freed():
            self._app.setFont(font)
            self._app.setPalette(_palette(self.tokens))
            self._app.setStyleSheet(style_sheet(self.tokens, self.px))
        self.changed.emit()

    def _on_system_changed(self) -> None:
        if self._follow_system and self._look.mode is Mode.SYSTEM:
            self._refresh()


def active() -> Theme:
    """The theme of the running application. RuntimeError when none was made yet."""
    app = QApplication.instance()
    theme = app.property("phonebankTheme") if app is not None else None
    if isinstance(theme, Theme):
        return theme
    raise RuntimeError("make a Theme before the first widget")


@contextmanager
def _nothing_freed() -> Iterator[None]:
    """Keep Python's collector of cycles away while Qt changes the look of every widget.

    Qt walks a plain list of them and calls into ours: a closed page the collector freed meanwhile
    would still stand in that list, and the next step would end the program.
    """
    collects = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collects:
            gc.enable()


def _face() -> str:
    if FAMILY in QFontDatabase.families():
        return FAMILY
    return QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont).family()


def _palette(tokens: Tokens) -> QPalette:
    palette = QPalette()
    role = QPalette.ColorRole
    colours = {
        role.Window: tokens.ground,
        role.WindowText: tokens.ink,
        role.Base: tokens.card,
        role.AlternateBase: tokens.ground,
        role.Text: tokens.ink,
        role.PlaceholderText: tokens.muted,
        role.Button: tokens.card,
        role.ButtonText: tokens.ink,
        role.BrightText: tokens.bad,
        role.Light: tokens.card,
        role.Midlight: tokens.track,
        role.Mid: tokens.line,
        role.Dark: tokens.edge,
        role.Shadow: tokens.line,
        role.Highlight: tokens.accent,
        role.HighlightedText: tokens.on_accent,
        role.Accent: tokens.accent,
        role.Link: tokens.accent,
        role.LinkVisited: tokens.accent,
        role.ToolTipBase: tokens.ink,
        role.ToolTipText: tokens.card,
    }
    for which, colour in colours.items():
        palette.setColor(which, QColor(colour))
    for which in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, which, QColor(tokens.faint))
    return palette
