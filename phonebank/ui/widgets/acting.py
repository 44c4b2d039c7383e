"""A checkable button that acts however it is changed by hand: screen readers toggle it first.

Assistive technology offers "Toggle" before "Press" for what is checkable, and Qt's toggle changes
the mark without saying that it was clicked. Here it says so; a mark the program makes does not.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtWidgets import QAbstractButton as _Base
    from PySide6.QtWidgets import QButtonGroup
else:
    # Qt's own class comes with the button this is put before.
    _Base = object


class ActsWhenToggled(_Base):
    """Put before the button's own class; the subclass calls `act_when_toggled` once it is made."""

    _by_program = False
    _by_click = False

    def act_when_toggled(self) -> None:
        """From now on a toggle by assistive technology counts as a click."""
        self.toggled.connect(self._on_toggled)

    def setChecked(self, checked: bool) -> None:
        """Mark it: nobody clicked."""
        before, self._by_program = self._by_program, True
        super().setChecked(checked)
        self._by_program = before

    def nextCheckState(self) -> None:
        """A click by mouse, keyboard or "Press" changes the mark and says so itself."""
        self._by_click = True
        super().nextCheckState()
        self._by_click = False

    def _on_toggled(self, checked: bool) -> None:
        group: QButtonGroup | None = self.group()
        left_for_another = group is not None and group.exclusive() and not checked
        if not (self._by_program or self._by_click or left_for_another):
            self.clicked[bool].emit(checked)  # type: ignore[index]
