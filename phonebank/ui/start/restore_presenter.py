"""A restore on its way: the file looked at, the work on the long thread, stopped by an event."""

from __future__ import annotations

import threading
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal

if TYPE_CHECKING:
    from phonebank.bridge import Bridge
    from phonebank.office.restore import RestoreReport
    from phonebank.office.restorer import Restorer, SealedBackup


class RestorePresenter(QObject):
    """One restore at a time; `cancel` before the bridge is closed."""

    looked = Signal(object)
    """A `SealedBackup`."""
    unreadable = Signal(str)
    """Why the file is no backup."""
    stepped = Signal(str, float)
    """What is being done, and the part done from 0 to 1."""
    restored = Signal(object)
    """A `RestoreReport`."""
    refused = Signal(str)
    """Why it was not done, nothing left of it; '' for an unexpected error."""
    stopped = Signal()
    """It was stopped as asked."""
    _told = Signal(str, float)

    def __init__(self, bridge: Bridge, service: Restorer, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bridge, self._service = bridge, service
        self._stop = threading.Event()
        self._told.connect(self.stepped, Qt.ConnectionType.QueuedConnection)

    def look(self, file: str) -> None:
        """Look at the closed file."""
        job = partial(self._service.look, Path(file))
        self._bridge.read("backup file", job, self._on_looked, self.unreadable.emit)

    def restore(self, backup: SealedBackup, words: str, recovery: str) -> None:
        """Make an office of it; `words` or `recovery` open it where its key is not at hand."""
        self._stop = threading.Event()
        job = partial(
            self._service.restore, backup.file, words, recovery, self._told.emit, self._stop
        )
        self._bridge.long(job, self._on_restored, self._on_refused)

    def cancel(self) -> None:
        """Stop it, unless the office is in its place already."""
        self._stop.set()

    def _on_looked(self, backup: SealedBackup) -> None:
        self.looked.emit(backup)

    def _on_restored(self, report: RestoreReport) -> None:
        self.restored.emit(report)

    def _on_refused(self, sentence: str) -> None:
        if self._stop.is_set():
            self.stopped.emit()
        else:
            self.refused.emit(sentence)
