"""A supervisor's screen that locked itself: whose it is, and the password that opens it again."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit

from phonebank.ui.faults import worded
from phonebank.ui.theme import active
from phonebank.ui.widgets.locked_screen import LockedScreen


class SupervisorLock(LockedScreen):
    """Shows nothing of the room."""

    password_given = Signal(str)

    def __init__(self, name: str, hint: str = "") -> None:
        """`hint` is what a practice office shows openly."""
        super().__init__(
            self.tr("Écran verrouillé"),
            self.tr("{name}, votre mot de passe rouvre la page là où vous en étiez.").format(
                name=name
            ),
            self.tr("Une autre personne se connecte"),
            hint,
        )
        self.password = QLineEdit()
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        self.password.setAccessibleName(self.tr("Mot de passe"))
        self.password.setPlaceholderText(self.tr("Mot de passe"))
        self.password.returnPressed.connect(self.give)
        self.proof.addSpacing(active().px(4))
        self.proof.addWidget(self.password)

    def show_refusal(self, sentence: str, wait_seconds: int = 0) -> None:
        """Say why the password did not open the page, and how long to wait."""
        self.show_wrong(worded(sentence), wait_seconds)
        self.password.selectAll()
        self.password.setFocus()

    def _given(self) -> bool:
        return bool(self.password.text())

    def _send(self) -> None:
        self.enter.setEnabled(False)
        self.password_given.emit(self.password.text())

    def _focus(self) -> None:
        self.password.setFocus()
