"""The place of files: what came in, one file being brought in, or an émargement being typed."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QFileDialog, QStackedWidget, QVBoxLayout, QWidget

from phonebank.ui.language import plural
from phonebank.ui.supervisor.confirm import Confirm
from phonebank.ui.supervisor.files.count_words import summary
from phonebank.ui.supervisor.files.home import FilesHome
from phonebank.ui.supervisor.files.reasons import in_words
from phonebank.ui.supervisor.files.sheet_page import SheetPage
from phonebank.ui.supervisor.files.sheet_words import finished
from phonebank.ui.supervisor.files.wizard import Wizard
from phonebank.ui.theme import active

if TYPE_CHECKING:
    from phonebank.bridge import Bridge
    from phonebank.intake.file_service import FileService
    from phonebank.intake.run_turnout import TurnoutReport
    from phonebank.store.emargement import SheetDraft, SheetKey
    from phonebank.store.import_history import ImportRow, Undone


class FilesPage(QWidget):
    """Construct with the bridge and a `FileService`; `begin` when shown, `leave` when hidden.

    `zone`: the office's time zone, in which it is said when a file came in.
    """

    go_requested = Signal(str)

    def __init__(self, bridge: Bridge, service: FileService, zone: str = "") -> None:
        super().__init__()
        self._bridge = bridge
        self._service = service
        theme = active()
        column = QVBoxLayout(self)
        edge = theme.px(16)
        column.setContentsMargins(edge, edge, edge, edge)
        self.pages = QStackedWidget()
        column.addWidget(self.pages)
        self.home = FilesHome(zone)
        self.wizard = Wizard(bridge, service)
        self.sheet = SheetPage(bridge, service.sheets)
        for page in (self.home, self.wizard, self.sheet):
            self.pages.addWidget(page)
        self._connect()

    def begin(self) -> None:
        """Look at what came in since."""
        self.look()

    def leave(self) -> None:
        """Keep what is typed; an import under way goes on."""
        self.sheet.leave()

    def look(self) -> None:
        """Ask for the imports and for sheets begun."""
        self._bridge.read("imports", self._service.history, self._on_history, self._on_refused)
        # Behind what is still to be written: a sheet just left is one of them.
        self.sheet.presenter.flush()
        self._bridge.write(self._service.sheets.drafts, self._on_drafts)

    def open(self, path: Path) -> None:
        """Bring this file in."""
        self.home.say("")
        self.pages.setCurrentWidget(self.wizard)
        self.wizard.open(path)

    def open_sheet(self, key: SheetKey | None = None) -> None:
        """Type an émargement: this one, or another one to be chosen."""
        self.home.say("")
        self.pages.setCurrentWidget(self.sheet)
        self.sheet.begin(key)

    def show_home(self) -> None:
        """Back to what came in."""
        self.sheet.leave()
        self.pages.setCurrentWidget(self.home)
        self.home.drop.choose.setFocus()
        self.look()

    def _connect(self) -> None:
        self.home.file_given.connect(self.open)
        self.home.typing_wanted.connect(self.open_sheet)
        self.home.undo_wanted.connect(self._on_undo_wanted)
        self.home.refused_wanted.connect(self._on_refused_wanted)
        self.wizard.left.connect(self.show_home)
        self.wizard.another_wanted.connect(self.show_home)
        self.wizard.go_wanted.connect(self.go_requested)
        self.wizard.imported.connect(self.look)
        self.wizard.undo_wanted.connect(self._on_undo_of)
        self.wizard.save_wanted.connect(self.ask_where)
        self.sheet.left.connect(self.show_home)
        self.sheet.finished.connect(self._on_sheet_finished)
        app = QCoreApplication.instance()
        if app is not None:
            # An import under way must not keep a closing program waiting.
            app.aboutToQuit.connect(self.wizard.presenter.stop)
            app.aboutToQuit.connect(self._on_quit)

    def ask_where(self, import_id: int | None) -> None:
        """Ask where the refused rows of an import (None: of the trial) are to be written."""
        dialog = QFileDialog(self, self.tr("Enregistrer les lignes refusées"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilters([self.tr("Tableau CSV (*.csv)")])
        dialog.setDefaultSuffix("csv")
        dialog.selectFile(self.tr("lignes-refusees.csv"))
        dialog.fileSelected.connect(partial(self._on_where, import_id))
        dialog.open()

    def _on_quit(self) -> None:
        # The bridge ends what is to be written before it closes.
        self.sheet.leave()
        self.sheet.presenter.flush()
        self._bridge.write(self._service.close, self._on_closed)

    def _on_closed(self, _nothing: None) -> None:
        """Nobody looks any more."""

    def _on_where(self, import_id: int | None, name: str) -> None:
        job = partial(self._service.save_refused, Path(name), import_id)
        self._bridge.write(job, self._on_saved, self._on_refused)

    def _on_saved(self, path: Path) -> None:
        self._say(self.tr("Lignes refusées enregistrées dans {file}.").format(file=path.name))

    def _on_refused_wanted(self, row: ImportRow) -> None:
        if self._service.has_refused(row.id):
            self.ask_where(row.id)
        else:
            self.home.say(
                self.tr(
                    "Les lignes refusées ne sont gardées que trente jours : importez de nouveau le "
                    "fichier pour les revoir."
                ),
                "warning",
            )

    def _on_undo_of(self, import_id: int) -> None:
        found = [row for row in self.home.model.rows() if row.id == import_id]
        if found:
            self._on_undo_wanted(found[0])

    def _on_undo_wanted(self, row: ImportRow) -> None:
        if not row.can_undo:
            self._say(in_words(row.why_not), "warning")
            return
        ask = Confirm(
            self,
            self.tr("Annuler l’import de {file} ?").format(file=row.file_name),
            self.tr(
                "Tout revient comme avant : {counts}. Les oppositions apprises par ce fichier "
                "restent respectées."
            ).format(counts=summary(dict(row.counts))),
            self.tr("Annuler l’import"),
            danger=True,
        )
        ask.leave.set_label(self.tr("Le garder"))
        ask.accepted.connect(partial(self._undo, row.id))
        ask.open()

    def _undo(self, import_id: int) -> None:
        self._say(self.tr("Annulation en cours…"), "soft")
        self._bridge.long(partial(self._service.undo, import_id), self._on_undone, self._on_refused)

    def _on_undone(self, done: Undone) -> None:
        self.show_home()
        kept = plural(
            done.objections_kept,
            self.tr("{n} opposition reste respectée."),
            self.tr("{n} oppositions restent respectées."),
        )
        words = self.tr("Import annulé : tout est comme avant.")
        self._say(f"{words} {kept}" if done.objections_kept else words)

    def _on_sheet_finished(self, done: TurnoutReport) -> None:
        self.show_home()
        self._say(finished(done))

    def _on_history(self, rows: tuple[ImportRow, ...]) -> None:
        self.home.show_rows(rows)

    def _on_drafts(self, drafts: tuple[SheetDraft, ...]) -> None:
        self.home.show_drafts(drafts)

    def _on_refused(self, sentence: str) -> None:
        self._say(in_words(sentence), "bad")

    def _say(self, sentence: str, tone: str = "good") -> None:
        if self.pages.currentWidget() is self.wizard:
            self.wizard.say(sentence, tone)
        else:
            self.home.say(sentence, tone)
