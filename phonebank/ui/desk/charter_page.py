"""The callers' charter, read once before the first line: one calm page, accepted at its end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from phonebank.ui.desk.charter import Charter
from phonebank.ui.faults import worded
from phonebank.ui.theme import active
from phonebank.ui.widgets.announce import announce
from phonebank.ui.widgets.button_faces import Kind
from phonebank.ui.widgets.buttons import Button
from phonebank.ui.widgets.frames import CardFrame, Column, Notice, Rule
from phonebank.ui.widgets.labels import PlainLabel
from phonebank.ui.widgets.rich_text import RichText

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent, QResizeEvent, QShowEvent

_WIDTH = 760
_SLACK = 4
_STEPS = {
    Qt.Key.Key_Down: 60,
    Qt.Key.Key_Up: -60,
}


class CharterPage(QWidget):
    """`accepted` can be asked for once the end was in sight."""

    accepted = Signal()
    declined = Signal()

    def __init__(self, charter: Charter) -> None:
        super().__init__()
        self._read = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(charter.title)
        self._build(charter)
        self.column.verticalScrollBar().valueChanged.connect(self._on_scrolled)
        self.column.verticalScrollBar().rangeChanged.connect(self._on_scrolled)

    def _build(self, charter: Charter) -> None:
        theme = active()
        outer = QVBoxLayout(self)
        edge = theme.px(24)
        outer.setContentsMargins(edge, edge, edge, edge)
        row = QHBoxLayout()
        row.addStretch(1)
        card = CardFrame(margin=28, spacing=14)
        card.setMaximumWidth(theme.px(_WIDTH))
        card.body.addWidget(PlainLabel(charter.title, "heading", wrap=True))
        self.column = Column(spacing=6)
        inside = self.column.body
        inside.setContentsMargins(0, 0, theme.px(12), 0)
        inside.addWidget(self._words(charter.opening))
        for heading, body in charter.parts:
            inside.addSpacing(theme.px(8))
            inside.addWidget(PlainLabel(heading, "strong", wrap=True))
            inside.addWidget(self._words(body))
        inside.addStretch(1)
        card.body.addWidget(self.column, 1)
        card.body.addWidget(Rule())
        self.notice = Notice()
        card.body.addWidget(self.notice)
        foot = QHBoxLayout()
        foot.setSpacing(theme.px(12))
        self.leave = Button(self.tr("Quitter ce poste"), Kind.BARE)
        self.leave.clicked.connect(self.declined)
        foot.addWidget(self.leave)
        foot.addStretch(1)
        self.hint = PlainLabel(self.tr("Lisez jusqu’au bout"), "muted")
        foot.addWidget(self.hint)
        self.accept = Button(self.tr("J’ai lu et j’accepte"), Kind.PRIMARY, key="↵", tall=True)
        self.accept.clicked.connect(self._on_accept)
        foot.addWidget(self.accept)
        card.body.addLayout(foot)
        row.addWidget(card, 6)
        row.addStretch(1)
        outer.addLayout(row)
        self._show_read()

    def _words(self, markdown: str) -> RichText:
        words = RichText()
        words.show_markdown(markdown)
        return words

    def show_failure(self, sentence: str) -> None:
        """Say why it could not be kept; '' where the office has another charter."""
        other = self.tr(
            "Le bureau a une autre version de la charte : mettez ce programme à jour, ou demandez "
            "à votre superviseur."
        )
        words = worded(sentence) if sentence else other
        self.notice.show_notice(words, "bad", "warning")
        announce(self, words)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows, page keys and the space bar turn the page; Enter accepts at its end."""
        bar = self.column.verticalScrollBar()
        key = event.key()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._on_accept()
        elif key in (Qt.Key.Key_PageDown, Qt.Key.Key_Space):
            bar.setValue(bar.value() + bar.pageStep() * 9 // 10)
        elif key == Qt.Key.Key_PageUp:
            bar.setValue(bar.value() - bar.pageStep() * 9 // 10)
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            bar.setValue(bar.minimum() if key == Qt.Key.Key_Home else bar.maximum())
        elif key in _STEPS:
            bar.setValue(bar.value() + active().px(_STEPS[Qt.Key(key)]))
        else:
            super().keyPressEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        """The keyboard turns the page."""
        super().showEvent(event)
        self.setFocus()
        self._on_scrolled()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """On a large screen the end may be in sight at once."""
        super().resizeEvent(event)
        self._on_scrolled()

    def _on_scrolled(self) -> None:
        bar = self.column.verticalScrollBar()
        if self._read or not self.isVisible() or bar.value() < bar.maximum() - _SLACK:
            return
        # Before the page is laid out its scroll bar has no range yet.
        seen = bar.value() + self.column.viewport().height()
        if seen >= self.column.body.minimumSize().height() - _SLACK:
            self._read = True
            self._show_read()

    def _show_read(self) -> None:
        self.accept.setEnabled(self._read)
        self.hint.setVisible(not self._read)

    def _on_accept(self) -> None:
        if self._read:
            self.notice.show_notice("")
            self.accepted.emit()
