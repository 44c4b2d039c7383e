"""The passphrase of the backups, where no key ring keeps their key: given twice, then once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLineEdit

from phonebank.office.backup_words import Wanted
from phonebank.ui.supervisor.office.form_dialog import FormDialog
from phonebank.ui.widgets.button_faces import Kind
from phonebank.ui.widgets.buttons import Button
from phonebank.ui.widgets.labels import PlainLabel, show_if

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget


class PassphraseDialog(FormDialog):
    """`choice` reads the fields. `what` is 'backup' or 'verify'."""

    def __init__(self, parent: QWidget, what: str, wanted: Wanted) -> None:
        super().__init__(
            parent,
            self.tr("Phrase secrète des sauvegardes"),
            "",
            self.tr("Sauvegarder") if what == "backup" else self.tr("Vérifier"),
        )
        self.what, self.wanted = what, wanted
        self.passphrase = self.field(self.tr("Phrase secrète"), hidden=True)
        self.again = self.field(self.tr("La même, encore une fois"), hidden=True)
        before = self.body.itemAt(self.body.indexOf(self.again) - 1)
        label = before.widget() if before is not None else None
        self._label = label if isinstance(label, PlainLabel) else None
        self.forgotten = Button(self.tr("Je ne l’ai plus : en choisir une autre"), Kind.LINK)
        self.forgotten.clicked.connect(self._on_forgotten)
        self.body.addWidget(self.forgotten)
        self._show_wanted()

    def choice(self) -> str:
        """The passphrase; '', said, where the two are not the same."""
        words = self.passphrase.text()
        if self.wanted is Wanted.NEW and words != self.again.text():
            self.show_refusal(self.tr("Les deux phrases ne sont pas les mêmes."))
            return ""
        if not words:
            self.show_refusal(self.tr("Donnez la phrase secrète."))
        return words

    def _show_wanted(self) -> None:
        new = self.wanted is Wanted.NEW
        self.words.show_text(
            self.tr(
                "Cet ordinateur n’a pas de trousseau de clés : la sauvegarde est scellée par une "
                "phrase de douze caractères ou plus, que vous seul gardez. Sans elle, rien ne la "
                "rouvre : notez-la ailleurs qu’ici."
            )
            if new
            else self.tr(
                "Cet ordinateur n’a pas de trousseau de clés : donnez la phrase qui scelle déjà "
                "les sauvegardes de ce bureau."
            )
        )
        self.setAccessibleDescription(self.words.text())
        show_if(self.again, new)
        if self._label is not None:
            show_if(self._label, new)
        show_if(self.forgotten, not new and self.what == "backup")
        self.fit()

    def _on_forgotten(self) -> None:
        self.wanted = Wanted.NEW
        self.notice.show_notice("")
        self.act.setEnabled(True)
        self._show_wanted()
        self.words.show_text(
            self.tr(
                "La nouvelle phrase scelle les sauvegardes à venir ; celles d’avant restent "
                "fermées par l’ancienne. Douze caractères ou plus, notés ailleurs qu’ici."
            )
        )
        first: QLineEdit = self.passphrase
        first.clear()
        first.setFocus()
        self.fit()
