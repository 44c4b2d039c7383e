"""A supervisor's screen that locked itself: whose it is, and the password that opens it again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from phonebank.ui.faults import worded
from phonebank.ui.theme import active
from phonebank.ui.widgets.announce import announce
from phonebank.ui.widgets.button_faces import Kind
from phonebank.ui.widgets.buttons import Button
from phonebank.ui.widgets.frames import CardFrame, Notice
from phonebank.ui.widgets.icons import IconMark
from phonebank.ui.widgets.labels import PlainLabel

if TYPE_CHECKING:
    from PySide6.QtGui import QShowEvent

_WIDTH = 420


class SupervisorLock(QWidget):
    """Shows nothing of the room."""

    password_given = Signal(str)
    another_requested = Signal()

    def __init__(self, name: str, hint: str = "") -> None:
        """`hint` is what a practice office shows openly."""
        super().__init__()
        self.setAccessibleName(self.tr("Écran verrouillé"))
        theme = active()
        outer = QVBoxLayout(self)
        outer.addStretch(2)
        row = QHBoxLayout()
        row.addStretch(1)
        card = CardFrame(margin=32, spacing=12)
        card.setFixedWidth(theme.px(min(_WIDTH, _WIDTH * 140 // theme.look.percent)))
        card.body.addWidget(IconMark("lock", "accent", 28), 0, Qt.AlignmentFlag.AlignLeft)
        card.body.addWidget(PlainLabel(self.tr("Écran verrouillé"), "heading", wrap=True))
        words = self.tr("{name}, votre mot de passe rouvre la page là où vous en étiez.")
        card.body.addWidget(PlainLabel(words.format(name=name), "quiet", wrap=True))
        card.body.addSpacing(theme.px(4))
        self.password = QLineEdit()
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        self.password.setAccessibleName(self.tr("Mot de passe"))
        self.password.setPlaceholderText(self.tr("Mot de passe"))
        self.password.returnPressed.connect(self._on_enter)
        card.body.addWidget(self.password)
        card.body.addWidget(Notice(hint, "soft", "question"))
        self.notice = Notice()
        card.body.addWidget(self.notice)
        self.enter = Button(self.tr("Déverrouiller"), Kind.PRIMARY, key="↵", tall=True)
        self.enter.clicked.connect(self._on_enter)
        card.body.addWidget(self.enter)
        self.another = Button(self.tr("Une autre personne se connecte"), Kind.BARE, icon="person")
        self.another.clicked.connect(self.another_requested)
        card.body.addWidget(self.another)
        row.addWidget(card)
        row.addStretch(1)
        outer.addLayout(row)
        outer.addStretch(3)

    def show_failure(self, sentence: str) -> None:
        """Say why the password did not open the page."""
        self.enter.setEnabled(True)
        self.notice.show_notice(worded(sentence), "bad", "warning")
        announce(self, worded(sentence))
        self.password.selectAll()
        self.password.setFocus()

    def showEvent(self, event: QShowEvent) -> None:
        """The keyboard goes to the password."""
        super().showEvent(event)
        self.password.setFocus()
        announce(self, self.accessibleName())

    def _on_enter(self) -> None:
        if self.password.text() and self.enter.isEnabled():
            self.notice.show_notice("")
            self.enter.setEnabled(False)
            self.password_given.emit(self.password.text())
