"""A dialog with a few fields: what is asked, why it was refused, and the button that does it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from phonebank.ui.theme import active
from phonebank.ui.widgets.announce import announce
from phonebank.ui.widgets.button_faces import Kind
from phonebank.ui.widgets.buttons import Button
from phonebank.ui.widgets.frames import Notice
from phonebank.ui.widgets.labels import PlainLabel

if TYPE_CHECKING:
    from PySide6.QtGui import QShowEvent

_WIDTH = 460


class FormDialog(QDialog):
    """Open it with `open`; it stays until its act is done (`close_done`) or it is left."""

    asked = Signal()
    """The act is wanted, with what the fields hold."""

    def __init__(
        self, parent: QWidget, title: str, words: str, act: str, *, key: str = "↵"
    ) -> None:
        super().__init__(parent)
        theme = active()
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self.setAccessibleDescription(words)
        self.setFixedWidth(theme.px(min(_WIDTH, _WIDTH * 140 // theme.look.percent)))
        whole = self._whole = QVBoxLayout(self)
        edge = theme.px(22)
        whole.setContentsMargins(edge, edge, edge, theme.px(18))
        whole.setSpacing(theme.px(10))
        whole.addWidget(PlainLabel(title, "heading", wrap=True))
        self.words = PlainLabel("", "quiet", wrap=True)
        whole.addWidget(self.words)
        self.words.show_text(words)
        self.body = QVBoxLayout()
        self.body.setSpacing(theme.px(6))
        whole.addLayout(self.body)
        self.notice = Notice()
        whole.addWidget(self.notice)
        # What wrapped words do not need goes here, and not between them.
        whole.addStretch(1)
        row = self.row = QHBoxLayout()
        row.setSpacing(theme.px(8))
        self.leave = Button(self.tr("Annuler"))
        self.leave.clicked.connect(self.reject)
        row.addWidget(self.leave)
        row.addStretch(1)
        self.act = Button(act, Kind.PRIMARY, key=key, tall=True)
        self.act.clicked.connect(self._on_act)
        row.addWidget(self.act)
        whole.addLayout(row)

    def showEvent(self, event: QShowEvent) -> None:
        """The keyboard goes to the first field; wrapped words leave no gap."""
        super().showEvent(event)
        self.fit()
        for field in self.findChildren(QLineEdit):
            if not field.isHidden() and not field.isReadOnly():
                field.setFocus()
                return

    def field(
        self, label: str, text: str = "", hint: str = "", *, hidden: bool = False
    ) -> QLineEdit:
        """Add a field with its label over it."""
        self.body.addWidget(PlainLabel(label, "muted", wrap=True))
        field = QLineEdit(text)
        field.setAccessibleName(label)
        field.setPlaceholderText(hint)
        if hidden:
            field.setEchoMode(QLineEdit.EchoMode.Password)
        field.returnPressed.connect(self._on_act)
        self.body.addWidget(field)
        self.body.addSpacing(active().px(4))
        return field

    def show_refusal(self, sentence: str) -> None:
        """Say why it was not done; what was typed stays."""
        self.act.setEnabled(True)
        self.notice.show_notice(sentence, "bad", "warning")
        announce(self, sentence)
        self.fit()

    def fit(self) -> None:
        """Be as high as what is shown, at this width, and whole on the screen."""
        self._whole.activate()
        self.resize(self.width(), self._whole.totalHeightForWidth(self.width()))
        below = self.frameGeometry().bottom() - self.screen().availableGeometry().bottom()
        if below > 0:
            self.move(self.x(), max(0, self.y() - below))

    def close_done(self) -> None:
        """It is done."""
        self.accept()

    def _on_act(self) -> None:
        if self.act.isEnabled():
            self.notice.show_notice("")
            self.act.setEnabled(False)
            self.asked.emit()
