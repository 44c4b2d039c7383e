"""Becoming a desk of an office: the invitation's file or text, and this desk's name."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from phonebank.domain.errors import BadInput
from phonebank.ui.theme import active
from phonebank.ui.widgets.announce import announce
from phonebank.ui.widgets.button_faces import Kind
from phonebank.ui.widgets.buttons import Button
from phonebank.ui.widgets.labels import PlainLabel

_LONGEST_NAME = 60
#: An invitation's text is longer, a file's path shorter.
_SHORTEST_TEXT = 300


class JoinForm(QWidget):
    """What an invited person gives. `given` sends the invitation, the desk's name, the passphrase.

    The passphrase is asked only where the system has no key ring to keep the desk's secret.
    """

    given = Signal(str, str, str)
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(active().px(12))
        self._build(column)
        self._connect()
        self._on_typed()

    def ask_passphrase(self) -> None:
        """This computer has no key ring: a passphrase seals the desk's secret."""
        for each in (self.sealing, self.passphrase, self.again):
            each.show()
        self._show_waiting(False)
        self.passphrase.setFocus()
        announce(self, self.sealing.text())
        self._on_typed()

    def show_trouble(self, sentence: str) -> None:
        """Why the invitation did not serve; what was typed stays."""
        self.trouble.setText(sentence)
        self.trouble.setVisible(bool(sentence))
        self._show_waiting(False)
        announce(self, sentence)
        self._on_typed()
        self.invitation.setFocus()

    def _build(self, column: QVBoxLayout) -> None:
        row = QHBoxLayout()
        row.setSpacing(active().px(8))
        self.invitation = self._field(self.tr("Invitation : fichier, ou texte collé"))
        row.addWidget(self.invitation, 1)
        self.choose = Button(self.tr("Choisir…"), Kind.QUIET)
        row.addWidget(self.choose)
        column.addLayout(row)
        self.fingerprint = PlainLabel("", "muted", wrap=True)
        self.fingerprint.hide()
        column.addWidget(self.fingerprint)
        self.desk = self._field(self.tr("Nom de ce poste, par exemple « Salle 2 » (facultatif)"))
        self.desk.setMaxLength(_LONGEST_NAME)
        column.addWidget(self.desk)
        self.sealing = PlainLabel(
            self.tr(
                "Cet ordinateur n’a pas de trousseau de clés : une phrase secrète protégera le "
                "poste, et sera demandée à chaque ouverture."
            ),
            "muted",
            wrap=True,
        )
        self.sealing.hide()
        column.addWidget(self.sealing)
        self.passphrase = self._field(self.tr("Phrase secrète du poste"))
        self.passphrase.setEchoMode(QLineEdit.EchoMode.Password)
        self.passphrase.hide()
        column.addWidget(self.passphrase)
        # A slip of the finger would close the desk for good.
        self.again = self._field(self.tr("La même, encore une fois"))
        self.again.setEchoMode(QLineEdit.EchoMode.Password)
        self.again.hide()
        column.addWidget(self.again)
        self.trouble = PlainLabel("", "bad", wrap=True)
        self.trouble.hide()
        column.addWidget(self.trouble)
        self.join = Button(self.tr("Rejoindre le bureau"), Kind.PRIMARY, key="↵", tall=True)
        column.addWidget(self.join)
        self.back = Button(self.tr("Retour"), Kind.BARE)
        column.addWidget(self.back, 0, Qt.AlignmentFlag.AlignLeft)

    def _field(self, what: str) -> QLineEdit:
        field = QLineEdit()
        field.setPlaceholderText(what)
        field.setAccessibleName(what)
        field.textChanged.connect(self._on_typed)
        field.returnPressed.connect(self._on_given)
        return field

    def _connect(self) -> None:
        self.choose.clicked.connect(self._on_choose)
        self.invitation.textChanged.connect(self._show_fingerprint)
        self.join.clicked.connect(self._on_given)
        self.back.clicked.connect(self.left)

    def _on_typed(self) -> None:
        words = self.passphrase.text()
        sealed = self.passphrase.isHidden() or (bool(words) and self.again.text() == words)
        self.join.setEnabled(bool(self.invitation.text().strip()) and sealed)

    def _show_fingerprint(self, given: str) -> None:
        """What the office reads aloud too: an invitation altered on its way has another."""
        letters = _fingerprint_of(given.strip())
        self.fingerprint.setText(
            self.tr("Empreinte, à comparer de vive voix avec le bureau : {letters}").format(
                letters=letters
            )
        )
        # Whole, whatever the size of text: half a fingerprint compares with anything.
        self.fingerprint.setMinimumHeight(self.fingerprint.heightForWidth(self.width()))
        self.fingerprint.setVisible(bool(letters))

    def _show_waiting(self, asked: bool) -> None:
        ready = self.tr("Rejoindre le bureau")
        self.join.set_label(self.tr("On appelle le bureau…") if asked else ready)

    def _on_choose(self) -> None:
        kinds = self.tr("Invitations (*.json);;Tous les fichiers (*)")
        name, _kind = QFileDialog.getOpenFileName(self, self.tr("Invitation"), "", kinds)
        if name:
            self.invitation.setText(name)
            self.join.setFocus()

    def _on_given(self) -> None:
        if self.join.isEnabled():
            # One at a time: an invitation serves once.
            self.join.setEnabled(False)
            self.trouble.hide()
            self._show_waiting(True)
            self.given.emit(
                self.invitation.text().strip(), self.desk.text().strip(), self.passphrase.text()
            )
        elif self.passphrase.hasFocus():
            self.again.setFocus()


def _fingerprint_of(given: str) -> str:
    """The fingerprint of the invitation given so far, in groups of four; empty for none."""
    if not given or (len(given) < _SHORTEST_TEXT and not _is_file(given)):
        return ""
    from phonebank.office.invitation import read_invitation

    try:
        return read_invitation(given).read_aloud
    except BadInput:
        return ""


def _is_file(given: str) -> bool:
    try:
        return Path(given).expanduser().is_file()
    except (OSError, RuntimeError):
        return False  # the home of nobody, while it is typed
