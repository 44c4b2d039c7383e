"""The keyboard stays near its row while a list of rows is drawn again.

A row drawn anew is another widget: without this, whoever removes one by keyboard starts again from
the top of the window.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtWidgets import QWidget


class RowFocus:
    """Call `before` as long as the old rows stand, and `after` once the new ones do.

    Rows go by a number of their own, and stand in their order. `otherwise` has the keyboard where
    none is left.
    """

    def __init__(self, owner: QWidget, otherwise: QWidget | None = None) -> None:
        self._owner = owner
        self._otherwise = otherwise
        self._at: int | None = None
        self._order: tuple[int, ...] = ()

    def note(self, key: int) -> None:
        """Something was asked of this row, which may be disabled while it is done."""
        self._at = key

    def before(self, buttons: Mapping[int, QWidget]) -> None:
        """Where the keyboard is; a row noted counts while it is nowhere."""
        self._order = tuple(buttons)
        focus = self._owner.window().focusWidget()
        held = next((key for key, button in buttons.items() if button is focus), None)
        if held is not None:
            self._at = held
        elif focus is not None:
            self._at = None

    def after(self, buttons: Mapping[int, QWidget]) -> None:
        """Put it on the same row, on the one that took its place, or on what stands for none."""
        at, self._at = self._at, None
        if at is None:
            return
        place = self._order.index(at) if at in self._order else len(self._order)
        near = (*self._order[place:], *reversed(self._order[:place]))
        there = next((buttons[key] for key in near if key in buttons), self._otherwise)
        if there is not None:
            there.setFocus(Qt.FocusReason.OtherFocusReason)
