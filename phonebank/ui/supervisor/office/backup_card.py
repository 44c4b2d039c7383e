"""The last backup, how old it is, whether it was tried; another one now."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from phonebank.ui.faults import worded
from phonebank.ui.moments import moment
from phonebank.ui.supervisor.office.facts import Facts
from phonebank.ui.theme import active
from phonebank.ui.widgets.buttons import Button
from phonebank.ui.widgets.flow import Flow
from phonebank.ui.widgets.frames import CardFrame
from phonebank.ui.widgets.labels import PlainLabel
from phonebank.ui.widgets.pill import Pill

if TYPE_CHECKING:
    from phonebank.office.keeper import OfficeView

_OLD = timedelta(hours=36)
_MEBIBYTE = 1024**2


class BackupCard(CardFrame):
    """Shows one view; asks for a backup, that the last one be tried, or that it be stopped."""

    back_up_requested = Signal()
    verify_requested = Signal()
    stop_requested = Signal()
    key_requested = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._pressed: QWidget | None = None
        self.body.addWidget(PlainLabel(self.tr("Sauvegarde"), "title"))
        self.state = Pill("", "quiet", dot=True)
        self.body.addWidget(self.state)
        self.words = PlainLabel("", "small", wrap=True)
        self.body.addWidget(self.words)
        self.facts = Facts()
        self.body.addWidget(self.facts)
        holder = QWidget()
        row = Flow(active().px(8))
        holder.setLayout(row)
        self.make = Button(self.tr("Sauvegarder maintenant"), small=True)
        self.make.clicked.connect(self.back_up_requested)
        self.verify = Button(self.tr("Vérifier la dernière"), small=True)
        self.verify.clicked.connect(self.verify_requested)
        self.stop = Button(self.tr("Arrêter"), small=True)
        self.stop.clicked.connect(self._on_stop)
        self.stop.hide()
        row.addWidget(self.make)
        row.addWidget(self.verify)
        row.addWidget(self.stop)
        self.key = Button(self.tr("Noter la clé…"), small=True)
        self.key.clicked.connect(self.key_requested)
        row.addWidget(self.key)
        self.body.addWidget(holder)

    def show_view(self, view: OfficeView, now: datetime | None = None) -> None:
        """Show the last backup."""
        last = view.backup
        self.verify.setEnabled(last is not None)
        if last is None:
            tone = "quiet" if view.house.practice else "warning"
            self.state.show_state(self.tr("Pas encore de sauvegarde"), tone)
            self.facts.show_facts([(self.tr("Dossier"), str(view.backups))])
            return
        old = (now or datetime.now(UTC)) - last.at > _OLD and not view.house.practice
        when = moment(last.at, view.house.time_zone)
        self.state.show_state(
            self.tr("Dernière : {when}").format(when=when), "warning" if old else "good"
        )
        size = f"{last.size_bytes / _MEBIBYTE:.1f}".replace(".", self.tr(","))
        tried = self.tr("restaurée à l’essai, complète")
        self.facts.show_facts(
            [
                (self.tr("Fichier"), last.file.name),
                (self.tr("Dossier"), str(last.file.parent)),
                (self.tr("Taille"), self.tr("{size} Mio, scellée").format(size=size)),
                (self.tr("Vérifiée"), tried if last.verified else self.tr("pas encore")),
            ]
        )

    def show_busy(self, what: str) -> None:
        """A backup, or something else, is under way; the keyboard waits on the button pressed."""
        focus: QWidget | None = self.window().focusWidget()
        if what and focus in (self.make, self.verify):
            self._pressed = focus
        self.make.setEnabled(not what)
        self.verify.setEnabled(not what)
        self.stop.setEnabled(True)
        self.stop.setVisible(what in {"backup", "verify"})
        if not what and self._pressed is not None:
            if focus in (None, self.stop, self.key):
                self._pressed.setFocus()
            self._pressed = None
        if what not in {"backup", "verify"}:
            self.words.show_text("")

    def _on_stop(self) -> None:
        self.stop.setEnabled(False)
        self.words.show_text(self.tr("Arrêt…"))
        self.stop_requested.emit()

    def show_step(self, step: str, mebibytes: int) -> None:
        """What the backup is at, and how much of it is behind; nothing once it is to stop."""
        if not self.stop.isEnabled():
            return
        words = worded(step)
        if mebibytes:
            words = self.tr("{step} {n} Mio").format(step=words, n=mebibytes)
        self.words.show_text(words)
