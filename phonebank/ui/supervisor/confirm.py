"""A question before something that others will feel: what it does, and two buttons."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from phonebank.ui.theme import active
from phonebank.ui.widgets.button_faces import Kind
from phonebank.ui.widgets.buttons import Button
from phonebank.ui.widgets.labels import PlainLabel


class Confirm(QDialog):
    """`accepted` when the act is wanted. Open it with `open`; it deletes itself when closed."""

    def __init__(
        self, parent: QWidget, title: str, meaning: str, act: str, *, danger: bool = False
    ) -> None:
        super().__init__(parent)
        theme = active()
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self.setAccessibleDescription(meaning)
        column = QVBoxLayout(self)
        edge = theme.px(22)
        column.setContentsMargins(edge, edge, edge, theme.px(18))
        column.setSpacing(theme.px(10))
        self.question = PlainLabel(title, "strong", wrap=True)
        column.addWidget(self.question)
        self.meaning = PlainLabel(meaning, "small", wrap=True)
        column.addWidget(self.meaning)
        column.addSpacing(theme.px(8))
        row = QHBoxLayout()
        row.addStretch(1)
        self.leave = Button(self.tr("Annuler"), small=True)
        self.leave.clicked.connect(self.reject)
        row.addWidget(self.leave)
        self.act = Button(act, Kind.DANGER if danger else Kind.PRIMARY, small=True)
        self.act.clicked.connect(self.accept)
        row.addWidget(self.act)
        column.addLayout(row)
        # As high as its wrapped words need, settled before it is shown.
        width = theme.px(440)
        self.ensurePolished()
        self.setFixedSize(width, column.totalHeightForWidth(width))
        self.leave.setFocus()
