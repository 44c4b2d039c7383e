"""The PIN: a field of dots one types in, and a pad for those who would rather press."""

from __future__ import annotations

from PySide6.QtCore import QRegularExpression, Qt, Signal
from PySide6.QtGui import QRegularExpressionValidator
from PySide6.QtWidgets import QGridLayout, QLineEdit, QVBoxLayout, QWidget

from phonebank.ui.theme import active
from phonebank.ui.widgets.buttons import Button

LONGEST_PIN = 12


_KEYBOARD_FROM = 140
"""Percent of text size from which the digits leave no room for the page; the keyboard has them."""


class PinPad(QWidget):
    """Digits only; `entered` on Enter."""

    entered = Signal()

    def __init__(self) -> None:
        super().__init__()
        theme = active()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(12))
        self.field = QLineEdit()
        self.field.setEchoMode(QLineEdit.EchoMode.Password)
        self.field.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.field.setMaxLength(LONGEST_PIN)
        self.field.setValidator(QRegularExpressionValidator(QRegularExpression(r"\d*"), self.field))
        self.field.setInputMethodHints(Qt.InputMethodHint.ImhDigitsOnly)
        self.field.setPlaceholderText(self.tr("Code PIN"))
        self.field.setAccessibleName(self.tr("Code PIN"))
        self.field.returnPressed.connect(self.entered)
        column.addWidget(self.field)
        grid = QGridLayout()
        grid.setSpacing(theme.px(8))
        self.keys: dict[str, Button] = {}
        for index, digit in enumerate("123456789"):
            grid.addWidget(self._key(digit), index // 3, index % 3)
        grid.addWidget(self._key("0"), 3, 1)
        self.erase = Button("", icon="back", tall=True)
        self.erase.setAccessibleName(self.tr("Effacer le dernier chiffre"))
        self.erase.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.erase.clicked.connect(self.field.backspace)
        grid.addWidget(self.erase, 3, 2)
        column.addLayout(grid)
        if theme.look.percent >= _KEYBOARD_FROM:
            for key in (*self.keys.values(), self.erase):
                key.hide()

    def pin(self) -> str:
        """What was entered."""
        return self.field.text()

    def clear(self) -> None:
        """Empty the field and put the keyboard there."""
        self.field.clear()
        self.field.setFocus()

    def _key(self, digit: str) -> Button:
        button = Button(digit, tall=True)
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        button.setProperty("digit", digit)
        button.clicked.connect(self._on_key)
        self.keys[digit] = button
        return button

    def _on_key(self) -> None:
        button = self.sender()
        if isinstance(button, Button):
            self.field.insert(str(button.property("digit")))
            self.field.setFocus()
