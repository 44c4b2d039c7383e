"""An office brought back from a backup, on the first page: its file, what opens it, what came."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from phonebank.ui.faults import worded
from phonebank.ui.moments import moment
from phonebank.ui.start.restored_words import backup_words, report_words
from phonebank.ui.start.steps import step_in_words
from phonebank.ui.theme import active
from phonebank.ui.widgets.announce import announce
from phonebank.ui.widgets.button_faces import Kind
from phonebank.ui.widgets.buttons import Button
from phonebank.ui.widgets.frames import Notice
from phonebank.ui.widgets.labels import PlainLabel, show_if
from phonebank.ui.widgets.progress import ThinProgress

if TYPE_CHECKING:
    from phonebank.office.restore import RestoreReport
    from phonebank.office.restorer import SealedBackup
    from phonebank.ui.start.restore_presenter import RestorePresenter

_ENDING = ".phonebank"
_LAST_STEP = "Putting the office in its place…"
_WIDTH = 448


class RestoreForm(QWidget):
    """Chosen, then under way, then done; `left` and `opened` end it."""

    left = Signal()
    opened = Signal(str)
    """The restored office's folder, to be opened."""

    def __init__(self, presenter: RestorePresenter) -> None:
        super().__init__()
        self._presenter = presenter
        self._backup: SealedBackup | None = None
        self._report: RestoreReport | None = None
        self._under_way = False
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(active().px(12))
        self._build(column)
        self._connect()
        self._show()

    def _build(self, column: QVBoxLayout) -> None:
        words = self.tr(
            "Il est refait à part, à côté des bureaux de cet ordinateur : aucun n’est remplacé."
        )
        self.intro = PlainLabel(words, "quiet", wrap=True)
        column.addWidget(self.intro)
        self.chosen = QWidget()
        row = QHBoxLayout(self.chosen)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(active().px(8))
        self.file = QLineEdit()
        self.file.setPlaceholderText(self.tr("Fichier de sauvegarde (.phonebank)"))
        self.file.setAccessibleName(self.tr("Fichier de sauvegarde"))
        row.addWidget(self.file, 1)
        self.choose = Button(self.tr("Choisir…"), Kind.QUIET)
        row.addWidget(self.choose)
        column.addWidget(self.chosen)
        self.facts = PlainLabel("", "muted", wrap=True)
        column.addWidget(self.facts)
        self.why = PlainLabel("", "quiet", wrap=True)
        column.addWidget(self.why)
        self.secret = QLineEdit()
        column.addWidget(self.secret)
        self.step = PlainLabel("", "quiet", wrap=True)
        column.addWidget(self.step)
        self.progress = ThinProgress(_WIDTH)
        column.addWidget(self.progress)
        self.lines = PlainLabel("", "small", wrap=True)
        column.addWidget(self.lines)
        self.notice = Notice()
        column.addWidget(self.notice)
        self.act = Button(self.tr("Restaurer le bureau"), Kind.PRIMARY, key="↵", tall=True)
        column.addWidget(self.act)
        self.back = Button(self.tr("Retour"), Kind.BARE)
        column.addWidget(self.back, 0, Qt.AlignmentFlag.AlignLeft)

    def _connect(self) -> None:
        self.file.textChanged.connect(self._on_named)
        self.file.returnPressed.connect(self._on_file)
        self.secret.textChanged.connect(self._show)
        self.secret.returnPressed.connect(self._on_act)
        self.choose.clicked.connect(self._on_choose)
        self.act.clicked.connect(self._on_act)
        self.back.clicked.connect(self._on_back)
        presenter = self._presenter
        presenter.looked.connect(self.show_backup)
        presenter.unreadable.connect(self.show_trouble)
        presenter.stepped.connect(self.show_step)
        presenter.restored.connect(self.show_report)
        presenter.refused.connect(self.show_trouble)
        presenter.stopped.connect(self._on_stopped)

    def show_backup(self, backup: SealedBackup) -> None:
        """What the closed file is, and what opens it here."""
        self._backup = backup
        key = backup.asked == "key"
        what = self.tr("Clé écrite de la sauvegarde") if key else self.tr("Phrase secrète")
        self.secret.setAccessibleName(what)
        self.secret.setPlaceholderText(what)
        echo = QLineEdit.EchoMode.Normal if key else QLineEdit.EchoMode.Password
        self.secret.setEchoMode(echo)
        self.notice.show_notice("")
        self._show()
        if backup.asked:
            self.secret.setFocus()
            announce(self, self.why.text())
        else:
            self.act.setFocus()

    def show_step(self, step: str, share: float) -> None:
        """What is being done; from the last step on there is no way back."""
        if not self._under_way:
            return
        self.step.show_text(step_in_words(step))
        self.progress.show_share(round(1000 * share), 1000)
        self.back.setEnabled(step != _LAST_STEP)

    def show_report(self, report: RestoreReport) -> None:
        """The office is back: what was applied again, what is left to do."""
        self._under_way, self._report = False, report
        self.secret.clear()
        self.lines.show_text("\n\n".join(report_words(report)))
        announce(self, self.lines.text())
        self._show()
        self.act.setFocus()

    def show_trouble(self, sentence: str) -> None:
        """Why it was not done; what was typed stays."""
        self._under_way = False
        words = worded(sentence) or self.tr(
            "Une erreur inattendue s’est produite ; elle est dans le journal."
        )
        self.notice.show_notice(words, "bad", "warning")
        announce(self, words)
        self._show()
        (self.file if self.secret.isHidden() else self.secret).setFocus()

    def _show(self) -> None:
        backup, done = self._backup, self._report is not None
        asking = not self._under_way and not done
        show_if(self.intro, asking and backup is None)
        show_if(self.chosen, asking)
        self.facts.show_text("" if backup is None or done else self._facts(backup))
        asked = backup.asked if backup is not None and asking else ""
        self.why.show_text(backup_words(asked))
        show_if(self.secret, bool(asked))
        show_if(self.step, self._under_way)
        show_if(self.progress, self._under_way)
        show_if(self.lines, done)
        show_if(self.act, not self._under_way)
        self.act.setEnabled(
            done or (backup is not None and (not asked or bool(self.secret.text().strip())))
        )
        self.act.set_label(self.tr("Ouvrir ce bureau") if done else self.tr("Restaurer le bureau"))
        self.back.set_label(self.tr("Annuler") if self._under_way else self.tr("Retour"))
        self.back.setEnabled(True)

    def _facts(self, backup: SealedBackup) -> str:
        size = f"{backup.size_bytes / 1024**2:.1f}".replace(".", self.tr(","))
        if backup.made_at is None:
            return self.tr("Sauvegarde scellée, {size} Mio.").format(size=size)
        return self.tr("Sauvegarde scellée, faite {when}, {size} Mio.").format(
            when=moment(backup.made_at, ""), size=size
        )

    def _on_named(self, text: str) -> None:
        self._backup = None
        self.secret.clear()
        self.notice.show_notice("")
        self._show()
        if text.strip().endswith(_ENDING):
            self._presenter.look(text.strip())

    def _on_choose(self) -> None:
        kinds = self.tr("Sauvegardes (*.phonebank);;Tous les fichiers (*)")
        name, _kind = QFileDialog.getOpenFileName(self, self.tr("Sauvegarde"), "", kinds)
        if name:
            self.file.setText(name)
            self._on_file()

    def _on_file(self) -> None:
        if self._backup is not None:
            self._on_act()
        elif self.file.text().strip():
            self._presenter.look(self.file.text().strip())

    def _on_act(self) -> None:
        if not self.act.isEnabled() or self._under_way:
            return
        if self._report is not None:
            self.opened.emit(self._report.place)
        elif self._backup is not None:
            given = self.secret.text().strip()
            words = self.secret.text() if self._backup.asked == "words" else ""
            self._under_way = True
            self.notice.show_notice("")
            self.show_step("Examining the backup…", 0.0)
            self._show()
            self.back.setFocus()
            recovery = given if self._backup.asked == "key" else ""
            self._presenter.restore(self._backup, words, recovery)

    def _on_back(self) -> None:
        if self._under_way:
            self.back.setEnabled(False)
            self.step.show_text(self.tr("La restauration s’arrête…"))
            self._presenter.cancel()
        else:
            self.left.emit()

    def _on_stopped(self) -> None:
        self._under_way = False
        self._show()
        self.notice.show_notice(
            self.tr("La restauration est arrêtée ; il n’en reste rien."), "soft", "question"
        )
        announce(self, self.notice.text())
