"""The one label: text from people and files is shown as plain text, never as markup.

`QLabel` guesses HTML from its text and then loads what it refers to; `PlainLabel` cannot.
"""

from __future__ import annotations

import html

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget


class PlainLabel(QLabel):
    """A label of plain text in one of the roles of `style_sheet.ROLES`."""

    def __init__(
        self,
        text: str = "",
        role: str = "body",
        *,
        wrap: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("role", role)
        if wrap:
            self.setWordWrap(True)
            policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
            policy.setHeightForWidth(True)
            self.setSizePolicy(policy)
        self.setText(text)

    def set_role(self, role: str) -> None:
        """Change the text style."""
        if self.property("role") != role:
            self.setProperty("role", role)
            self.style().unpolish(self)
            self.style().polish(self)

    def show_text(self, text: str) -> None:
        """Show this text, or take no room when there is none."""
        self.setText(text)
        show_if(self, bool(text))


def show_if(widget: QWidget, shown: bool) -> None:
    """Show or hide a widget; one that has no parent yet never becomes a window of its own."""
    if shown and widget.parentWidget() is None:
        widget.setAttribute(Qt.WidgetAttribute.WA_WState_ExplicitShowHide, False)
        return
    widget.setVisible(shown)


def set_tip(widget: QWidget, text: str) -> None:
    """A tooltip that shows `text` as it stands, whatever it looks like."""
    widget.setToolTip(f"<span>{html.escape(text)}</span>" if text else "")
