"""What is shown when the program itself is at fault: a sentence, and a report one can copy.

The report holds the kind of error and where it happened, never its text: that could hold a name.
"""

from __future__ import annotations

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from phonebank.ui.theme import active
from phonebank.ui.widgets.button_faces import Kind
from phonebank.ui.widgets.buttons import Button
from phonebank.ui.widgets.labels import PlainLabel


class BugDialog(QDialog):
    """Says that something went wrong inside the program, and offers to copy the report."""

    def __init__(self, report: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Erreur du programme"))
        self.resize(active().px(560), active().px(380))
        column = QVBoxLayout(self)
        edge = active().px(22)
        column.setContentsMargins(edge, edge, edge, edge)
        column.setSpacing(active().px(12))
        column.addWidget(PlainLabel(self.tr("Le programme a fait une erreur."), "strong"))
        column.addWidget(
            PlainLabel(
                self.tr(
                    "L’appel en cours n’est pas perdu. Copiez ce rapport et donnez-le à votre "
                    "superviseur : il ne contient ni nom ni numéro."
                ),
                "quiet",
                wrap=True,
            )
        )
        self.report = QPlainTextEdit(report)
        self.report.setReadOnly(True)
        self.report.setAccessibleName(self.tr("Rapport d’erreur"))
        column.addWidget(self.report, 1)
        row = QHBoxLayout()
        row.addStretch(1)
        self.copy_button = Button(self.tr("Copier le rapport"), icon="copy")
        self.copy_button.clicked.connect(self._on_copy)
        row.addWidget(self.copy_button)
        self.close_button = Button(self.tr("Fermer"), Kind.PRIMARY)
        self.close_button.clicked.connect(self.accept)
        row.addWidget(self.close_button)
        column.addLayout(row)

    def _on_copy(self) -> None:
        QGuiApplication.clipboard().setText(self.report.toPlainText())
