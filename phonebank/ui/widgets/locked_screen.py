"""A locked screen: whose it is, what opens it again, how long to wait, a way for somebody else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from phonebank.ui.faults import worded
from phonebank.ui.theme import active
from phonebank.ui.widgets.announce import announce
from phonebank.ui.widgets.button_faces import Kind
from phonebank.ui.widgets.buttons import Button
from phonebank.ui.widgets.countdown import Countdown
from phonebank.ui.widgets.frames import CardFrame, Notice
from phonebank.ui.widgets.icons import IconMark
from phonebank.ui.widgets.labels import PlainLabel

if TYPE_CHECKING:
    from PySide6.QtGui import QShowEvent

_WIDTH = 420


class LockedScreen(QWidget):
    """Shows nothing of what it hides. A subclass puts the PIN or the password into `proof`."""

    another_requested = Signal()

    def __init__(self, title: str, words: str, another: str, hint: str = "") -> None:
        """`hint` is what a practice office shows openly."""
        super().__init__()
        self._refusal = ""
        self.countdown = Countdown(self)
        self.countdown.ticked.connect(self._show_wait)
        self.setAccessibleName(title)
        theme = active()
        outer = QVBoxLayout(self)
        outer.addStretch(2)
        row = QHBoxLayout()
        row.addStretch(1)
        card = CardFrame(margin=32, spacing=12)
        card.setFixedWidth(theme.px(min(_WIDTH, _WIDTH * 140 // theme.look.percent)))
        card.body.addWidget(IconMark("lock", "accent", 28), 0, Qt.AlignmentFlag.AlignLeft)
        card.body.addWidget(PlainLabel(title, "heading", wrap=True))
        self.words = PlainLabel(words, "quiet", wrap=True)
        card.body.addWidget(self.words)
        self.proof = QVBoxLayout()
        self.proof.setSpacing(theme.px(12))
        card.body.addLayout(self.proof)
        card.body.addWidget(Notice(hint, "soft", "question"))
        self.notice = Notice()
        card.body.addWidget(self.notice)
        self.enter = Button(self.tr("Déverrouiller"), Kind.PRIMARY, key="↵", tall=True)
        self.enter.clicked.connect(self.give)
        card.body.addWidget(self.enter)
        self.another = Button(another, Kind.BARE, icon="person")
        self.another.clicked.connect(self.another_requested)
        card.body.addWidget(self.another)
        row.addWidget(card)
        row.addStretch(1)
        outer.addLayout(row)
        outer.addStretch(3)

    def give(self) -> None:
        """Give what was typed, unless one has to wait."""
        if self.enter.isEnabled() and not self.countdown.left and self._given():
            self.notice.show_notice("")
            self._send()

    def show_wrong(self, sentence: str, wait_seconds: int) -> None:
        """Say why it stays locked, and count the wait down."""
        self._refusal = sentence
        self.countdown.start(wait_seconds)
        self._show_wait()
        announce(self, self.countdown.words(sentence))

    def show_failure(self, sentence: str) -> None:
        """Say why it could not be checked; a wait goes on."""
        self._refusal = worded(sentence)
        self._show_wait()
        announce(self, self._refusal)

    def showEvent(self, event: QShowEvent) -> None:
        """The keyboard goes to what opens the screen."""
        super().showEvent(event)
        self._focus()
        announce(self, self.accessibleName())

    def _given(self) -> bool:
        """Whether anything was typed."""
        raise NotImplementedError

    def _send(self) -> None:
        raise NotImplementedError

    def _focus(self) -> None:
        raise NotImplementedError

    def _show_wait(self) -> None:
        self.notice.show_notice(self.countdown.words(self._refusal), "bad", "warning")
        self.enter.setEnabled(not self.countdown.left)
