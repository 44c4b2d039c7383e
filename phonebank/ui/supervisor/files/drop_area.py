"""Where a file is dropped, or chosen from the disk."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from phonebank.ui.theme import active
from phonebank.ui.widgets.announce import announce
from phonebank.ui.widgets.button_faces import Kind
from phonebank.ui.widgets.buttons import Button
from phonebank.ui.widgets.icons import IconMark
from phonebank.ui.widgets.labels import PlainLabel

if TYPE_CHECKING:
    from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent

SUFFIXES = ("csv", "txt", "tsv", "xlsx", "ods", "zip")


class DropArea(QWidget):
    """Announces one file at a time; what is no file, or several, is told in a sentence."""

    file_given = Signal(object)
    """The path of the file."""
    refused = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        theme = active()
        self._over = False
        self.setAcceptDrops(True)
        column = QVBoxLayout(self)
        edge = theme.px(22)
        column.setContentsMargins(edge, edge, edge, edge)
        column.setSpacing(theme.px(8))
        column.addStretch(1)
        mark = IconMark("file", "accent", 34)
        column.addWidget(mark, 0, Qt.AlignmentFlag.AlignHCenter)
        self.title = PlainLabel(self.tr("Déposez un fichier ici"), "heading", wrap=True)
        self.title.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column.addWidget(self.title)
        self.kinds = PlainLabel(
            self.tr("CSV, TXT, Excel (XLSX), LibreOffice (ODS) ou ZIP de fichiers CSV"),
            "muted",
            wrap=True,
        )
        self.kinds.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column.addWidget(self.kinds)
        column.addSpacing(theme.px(6))
        row = QHBoxLayout()
        row.addStretch(1)
        self.choose = Button(self.tr("Choisir un fichier…"), Kind.PRIMARY, tall=True)
        self.choose.clicked.connect(self.ask)
        row.addWidget(self.choose)
        row.addStretch(1)
        column.addLayout(row)
        column.addStretch(1)

    def ask(self) -> None:
        """Let the person choose a file from the disk."""
        patterns = " ".join(f"*.{each}" for each in SUFFIXES)
        dialog = QFileDialog(self, self.tr("Choisir un fichier à importer"))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilters(
            [
                self.tr("Tableaux ({patterns})").format(patterns=patterns),
                self.tr("Tous les fichiers (*)"),
            ]
        )
        dialog.fileSelected.connect(self._on_selected)
        dialog.open()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Only files are let in."""
        if event.mimeData().hasUrls():
            event.acceptProposedAction()
            self._show_over(over=True)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """The file went away again."""
        self._show_over(over=False)
        super().dragLeaveEvent(event)

    def dropEvent(self, event: QDropEvent) -> None:
        """Take the one file that was dropped."""
        self._show_over(over=False)
        event.acceptProposedAction()
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        if len(paths) == 1 and paths[0].is_file():
            self.file_given.emit(paths[0])
            return
        sentence = (
            self.tr("Déposez un seul fichier à la fois ; chacun est vérifié avant le suivant.")
            if len(paths) > 1
            else self.tr("Ce n’est pas un fichier de cet ordinateur : choisissez-le du disque.")
        )
        self.refused.emit(sentence)
        announce(self, sentence)

    def paintEvent(self, _event: object) -> None:
        """A dashed frame, tinted while a file hangs over it."""
        theme = active()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = QPen(theme.color("accent" if self._over else "edge"), 2 if self._over else 1.4)
        pen.setStyle(Qt.PenStyle.DashLine)
        painter.setPen(pen)
        painter.setBrush(theme.color("soft" if self._over else "card"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 12, 12)
        painter.end()

    def _show_over(self, *, over: bool) -> None:
        self._over = over
        self.update()

    def _on_selected(self, name: str) -> None:
        self.file_given.emit(Path(name))
