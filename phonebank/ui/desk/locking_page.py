"""A locked desk: whose it is, the PIN that opens it, and a way for somebody else to sit down."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal

from phonebank.office.steady import steady_seconds
from phonebank.ui.desk.state import WORKING, DeskState, Phase
from phonebank.ui.moments import remaining
from phonebank.ui.signin.pin_pad import PinPad
from phonebank.ui.theme import active
from phonebank.ui.widgets.frames import Notice
from phonebank.ui.widgets.locked_screen import LockedScreen


class LockPage(LockedScreen):
    """Shows nothing of the line but that it is kept."""

    pin_given = Signal(str)

    def __init__(self, caller: str, hint: str = "") -> None:
        """`hint` is what a practice office shows openly."""
        super().__init__(
            self.tr("Poste verrouillé"),
            self.tr("{name}, votre code PIN rouvre le poste là où vous en étiez.").format(
                name=caller
            ),
            self.tr("Une autre personne prend ce poste"),
            hint,
        )
        self._gone_at = 0.0
        self.line = Notice("", "soft", "clock")
        self.proof.addWidget(self.line)
        self.proof.addSpacing(active().px(4))
        self.pad = PinPad()
        self.pad.entered.connect(self.give)
        self.proof.addWidget(self.pad)
        self._seconds = QTimer(self)
        self._seconds.setInterval(1000)
        self._seconds.timeout.connect(self._on_second)
        self._seconds.start()

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
        sentences = {
            "wrong": self.tr("Ce n’est pas le bon code PIN."),
            "wait": self.tr("Trop d’essais."),
            "revoked": self.tr("Ce poste n’est plus admis : demandez à votre superviseur."),
        }
        words = sentences.get(status, self.tr("Cela n’a pas marché : réessayez."))
        self.show_wrong(words, wait_seconds)
        self.pad.clear()

    def _given(self) -> bool:
        return bool(self.pad.pin())

    def _send(self) -> None:
        self.pin_given.emit(self.pad.pin())

    def _focus(self) -> None:
        self.pad.field.setFocus()

    def _show_line(self) -> None:
        left = self._gone_at - steady_seconds()
        if left > 60:
            words = self.tr("Votre fiche vous est gardée encore {wait}.")
            self.line.show_notice(words.format(wait=remaining(left)), "soft")
        else:
            self.line.show_notice(self.tr("Votre fiche va retourner dans la file."), "warning")

    def _on_second(self) -> None:
        if self._gone_at:
            self._show_line()
