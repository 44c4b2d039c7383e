"""Inviting one computer: a name and a time, then the code, the file and the fingerprint."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QStandardPaths, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from phonebank.domain.errors import PhonebankError
from phonebank.office.invitation import qr_modules, write_invitation
from phonebank.ui.faults import worded
from phonebank.ui.moments import moment
from phonebank.ui.supervisor.office.form_dialog import FormDialog
from phonebank.ui.supervisor.office.hosting_card import grouped
from phonebank.ui.supervisor.office.qr_mark import QrMark
from phonebank.ui.theme import active
from phonebank.ui.widgets.announce import announce
from phonebank.ui.widgets.button_faces import Kind
from phonebank.ui.widgets.buttons import Button
from phonebank.ui.widgets.frames import clear
from phonebank.ui.widgets.labels import PlainLabel

if TYPE_CHECKING:
    from phonebank.office.invitation import Invitation

_QR_SIDE = 360


class InviteDialog(FormDialog):
    """`label` and `valid` before; `show_invitation` after. What was shown is gone once closed.

    `zone`: the office's time zone, in which it is said until when the invitation is good.
    """

    def __init__(self, parent: QWidget, zone: str = "") -> None:
        super().__init__(
            parent,
            self.tr("Inviter un poste"),
            self.tr("L’invitation sert une seule fois, à un seul ordinateur."),
            self.tr("Préparer l’invitation"),
        )
        self._zone = zone
        self._invitation: Invitation | None = None
        self._copied = ""
        self.name = self.field(
            self.tr("Nom du poste"), "", self.tr("par exemple « Salle 2 » ; facultatif")
        )
        self.name.setMaxLength(60)
        self.body.addWidget(PlainLabel(self.tr("Valable"), "muted"))
        row = QHBoxLayout()
        row.setSpacing(active().px(6))
        self.times = {
            timedelta(hours=1): Button(self.tr("1 heure"), Kind.CHOICE, small=True),
            timedelta(hours=24): Button(self.tr("1 jour"), Kind.CHOICE, small=True),
            timedelta(days=7): Button(self.tr("1 semaine"), Kind.CHOICE, small=True),
        }
        for button in self.times.values():
            button.clicked.connect(self._on_time)
            row.addWidget(button)
        row.addStretch(1)
        self.times[timedelta(hours=24)].setChecked(True)
        self.body.addLayout(row)
        self.finished.connect(self._forget)

    def valid(self) -> timedelta:
        """How long the invitation is good."""
        return next(time for time, button in self.times.items() if button.isChecked())

    def show_invitation(self, invitation: Invitation) -> None:
        """Show it, to be handed over now."""
        theme = active()
        self._invitation = invitation
        _empty(self.body)
        self.words.show_text(
            self.tr(
                "À remettre comme une clé, avant {until} : qui l’a peut prendre la place du poste."
            ).format(until=moment(invitation.expires, self._zone))
        )
        self.code = QrMark(min(theme.px(_QR_SIDE), self.width() - 2 * theme.px(22)))
        self.code.show_code(qr_modules(invitation), self.tr("Code QR de l’invitation"))
        self.body.addWidget(self.code, 0, Qt.AlignmentFlag.AlignHCenter)
        if invitation.fingerprint:
            self.body.addWidget(
                PlainLabel(self.tr("Empreinte, à comparer de vive voix"), "muted", wrap=True)
            )
            self.fingerprint = PlainLabel(grouped(invitation.fingerprint), "small", wrap=True)
            self.body.addWidget(self.fingerprint)
        self.leave.hide()
        self.save = Button(self.tr("Enregistrer…"), icon="file")
        self.save.clicked.connect(self._on_save)
        self.copy = Button(self.tr("Copier"), icon="copy")
        self.copy.clicked.connect(self._on_copy)
        self.row.insertWidget(0, self.save)
        self.row.insertWidget(1, self.copy)
        self.act.set_label(self.tr("Fermer"))
        self.act.setEnabled(True)
        self.act.clicked.disconnect()
        self.act.clicked.connect(self.accept)
        self.save.setFocus()
        announce(self, self.words.text())
        self.fit()

    def save_as(self, file: Path) -> None:
        """Write the invitation's file there, or say why not."""
        if self._invitation is None:
            return
        try:
            write_invitation(file, self._invitation)
        except PhonebankError as error:
            self.show_refusal(worded(str(error)))
            return
        self.notice.show_notice(self.tr("Enregistré : {file}").format(file=file.name), "good")
        self.fit()

    def _on_time(self) -> None:
        chosen = self.sender()
        for button in self.times.values():
            button.setChecked(button is chosen)

    def _on_save(self) -> None:
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        name, _kind = QFileDialog.getSaveFileName(
            self,
            self.tr("Enregistrer l’invitation"),
            str(Path(folder) / "invitation.json"),
            self.tr("Invitations (*.json)"),
        )
        if name:
            self.save_as(Path(name))

    def _on_copy(self) -> None:
        if self._invitation is not None:
            self._copied = self._invitation.line()
            QGuiApplication.clipboard().setText(self._copied)
            self.copy.set_label(self.tr("Copié"))

    def _forget(self) -> None:
        """The text leaves the clipboard too, if it is still there."""
        clipboard = QGuiApplication.clipboard()
        if self._copied and clipboard.text() == self._copied:
            clipboard.clear()
        self._invitation, self._copied = None, ""


def _empty(layout: QVBoxLayout) -> None:
    """Take out widgets and the rows laid out inside."""
    while layout.count():
        item = layout.takeAt(0)
        inner = item.layout() if item is not None else None
        widget = item.widget() if item is not None else None
        if isinstance(inner, QHBoxLayout):
            clear(inner)
            inner.deleteLater()
        elif widget is not None:
            widget.hide()
            widget.deleteLater()
