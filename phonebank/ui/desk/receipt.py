"""The objection's receipt: a code to read out, large enough to be read without leaning forward."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QVBoxLayout

from phonebank.ui.theme import active
from phonebank.ui.widgets.labels import PlainLabel


class Receipt(QFrame):
    """A green card with a sentence and, once the office has given one, the code."""

    def __init__(self) -> None:
        super().__init__()
        theme = active()
        self.setProperty("notice", "good")
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.px(14), theme.px(12), theme.px(14), theme.px(12))
        column.setSpacing(theme.px(4))
        self.sentence = PlainLabel("", "small", wrap=True)
        column.addWidget(self.sentence)
        self.code = PlainLabel("", "heading")
        column.addWidget(self.code)
        self.hide()

    def show_receipt(self, sentence: str, code: str) -> None:
        """Show what is recorded and its code; nothing without a sentence."""
        self.sentence.setText(sentence)
        self.code.show_text(code)
        self.setAccessibleName(f"{sentence} {code}".strip())
        self.setVisible(bool(sentence))
