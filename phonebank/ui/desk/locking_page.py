"""A locked desk: whose it is, the PIN that opens it, and a way for somebody else to sit down."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from phonebank.ui.desk.state import WORKING, DeskState, Phase
from phonebank.ui.faults import worded
from phonebank.ui.language import plural
from phonebank.ui.moments import remaining
from phonebank.ui.signin.pin_pad import PinPad
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


class LockPage(QWidget):
    """Shows nothing of the line but that it is kept."""

    pin_given = Signal(str)
    another_requested = Signal()

    def __init__(self, caller: str, hint: str = "") -> None:
        """`hint` is what a practice office shows openly."""
        super().__init__()
        self._wait = 0
        self._refusal = ""
        self._gone_at = 0.0
        self.setAccessibleName(self.tr("Poste verrouillé"))
        self._build(caller, hint)
        self._seconds = QTimer(self)
        self._seconds.setInterval(1000)
        self._seconds.timeout.connect(self._on_second)
        self._seconds.start()

    def _build(self, caller: str, hint: str) -> None:
        theme = active()
        outer = QVBoxLayout(self)
        outer.addStretch(2)
        row = QHBoxLayout()
        row.addStretch(1)
        card = CardFrame(margin=32, spacing=12)
        card.setFixedWidth(theme.px(min(_WIDTH, _WIDTH * 140 // theme.look.percent)))
        card.body.addWidget(IconMark("lock", "accent", 28), 0, Qt.AlignmentFlag.AlignLeft)
        card.body.addWidget(PlainLabel(self.tr("Poste verrouillé"), "heading", wrap=True))
        self.caller = PlainLabel(
            self.tr("{name}, votre code PIN rouvre le poste là où vous en étiez.").format(
                name=caller
            ),
            "quiet",
            wrap=True,
        )
        card.body.addWidget(self.caller)
        self.line = Notice("", "soft", "clock")
        card.body.addWidget(self.line)
        card.body.addSpacing(theme.px(4))
        self.pad = PinPad()
        self.pad.entered.connect(self._on_enter)
        card.body.addWidget(self.pad)
        card.body.addWidget(Notice(hint, "soft", "question"))
        self.notice = Notice()
        card.body.addWidget(self.notice)
        self.enter = Button(self.tr("Déverrouiller"), Kind.PRIMARY, key="↵", tall=True)
        self.enter.clicked.connect(self._on_enter)
        card.body.addWidget(self.enter)
        self.another = Button(
            self.tr("Une autre personne prend ce poste"), Kind.BARE, icon="person"
        )
        self.another.clicked.connect(self.another_requested)
        card.body.addWidget(self.another)
        row.addWidget(card)
        row.addStretch(1)
        outer.addLayout(row)
        outer.addStretch(3)

    def show_state(self, state: DeskState) -> None:
        """Say what becomes of the line held: never whose it is."""
        self._gone_at = 0.0
        if state.phase is Phase.READY and state.claim is not None:
            self._gone_at = state.claim.gone_at
            self._show_line()
        elif state.phase in WORKING:
            self.line.show_notice(
                self.tr("Un appel attend que vous disiez comment il s’est passé."),
                "warning",
                "phone",
            )
        elif state.phase is Phase.STOPPED:
            self.line.show_notice(self.tr("Votre fiche est retournée dans la file."), "soft")
        else:
            self.line.show_notice("")

    def show_refusal(self, status: str, wait_seconds: int) -> None:
        """Say what is wrong with the PIN and how long to wait."""
        self._wait = wait_seconds
        sentences = {
            "wrong": self.tr("Ce n’est pas le bon code PIN."),
            "wait": self.tr("Trop d’essais."),
            "revoked": self.tr("Ce poste n’est plus admis : demandez à votre superviseur."),
        }
        self._refusal = sentences.get(status, self.tr("Cela n’a pas marché : réessayez."))
        self._show_wait()
        self.pad.clear()

    def show_failure(self, sentence: str) -> None:
        """Say why the PIN could not be checked."""
        self._refusal, self._wait = "", 0
        self.enter.setEnabled(True)
        self.notice.show_notice(worded(sentence), "bad", "warning")
        announce(self, worded(sentence))

    def showEvent(self, event: QShowEvent) -> None:
        """The keyboard goes to the PIN."""
        super().showEvent(event)
        self.pad.field.setFocus()
        announce(self, self.tr("Poste verrouillé"))

    def _show_line(self) -> None:
        left = self._gone_at - time.monotonic()
        if left > 60:
            words = self.tr("Votre fiche vous est gardée encore {wait}.")
            self.line.show_notice(words.format(wait=remaining(left)), "soft")
        else:
            self.line.show_notice(self.tr("Votre fiche va retourner dans la file."), "warning")

    def _show_wait(self) -> None:
        text = self._refusal
        if self._wait:
            again = plural(
                self._wait,
                self.tr("Réessayez dans {n} seconde."),
                self.tr("Réessayez dans {n} secondes."),
            )
            text = f"{text} {again}"
        self.notice.show_notice(text, "bad", "warning")
        self.enter.setEnabled(not self._wait)

    def _on_second(self) -> None:
        if self._wait:
            self._wait -= 1
            self._show_wait()
        if self._gone_at:
            self._show_line()

    def _on_enter(self) -> None:
        if self.pad.pin() and not self._wait:
            self.notice.show_notice("")
            self.pin_given.emit(self.pad.pin())
