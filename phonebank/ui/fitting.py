"""A window opens whole on the screen it gets: a laptop's is often lower than it was drawn on."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtCore import QSize
    from PySide6.QtWidgets import QWidget

_TITLE_BAR = 40
"""What a window manager puts over a window, in pixels."""


def show_fitting(window: QWidget, wanted: QSize) -> None:
    """Show `window` at the size wanted, or over the whole screen where that has no room."""
    room = window.screen().availableGeometry().size()
    window.resize(wanted.boundedTo(room))
    if wanted.width() > room.width() or wanted.height() + _TITLE_BAR > room.height():
        window.showMaximized()
    else:
        window.show()


def show_in_place_of(window: QWidget, other: QWidget) -> None:
    """Show `window` as large as `other` is, which it takes the place of."""
    if other.isMaximized():
        window.resize(other.normalGeometry().size())
        window.showMaximized()
    else:
        window.resize(other.size())
        window.show()
