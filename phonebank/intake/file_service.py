"""Files in, as the supervisor's window uses them: look, try out, bring in, what came, undo.

One object a window's office, over the owner's connection. It joins reading, importing, what is
remembered and the history, so that the pages know none of them apart. The rows an import refused
are kept a while beside the office's own files, to be corrected and imported again.
"""

from __future__ import annotations

import shutil
import time
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from phonebank.domain.errors import KnownError
from phonebank.intake.guarded import folder_until_the_end
from phonebank.intake.looking import look_at
from phonebank.intake.remembering import recall, remember
from phonebank.intake.running import run_import
from phonebank.intake.sheets_typed import TypedSheets
from phonebank.intake.spellings import FileKind
from phonebank.store.emargement import EmargementStore
from phonebank.store.file_memory import FileMemory
from phonebank.store.import_history import ImportHistory
from phonebank.store.intake import IntakeStore

if TYPE_CHECKING:
    from datetime import datetime
    from threading import Event

    from phonebank.intake.choices import Choices, HowToRead
    from phonebank.intake.following import Progress
    from phonebank.intake.looking import FileLook
    from phonebank.intake.running import Imported
    from phonebank.store.address import DatabaseUrl
    from phonebank.store.import_history import ImportRow, Undone

KEPT_DAYS = 30
"""How long refused rows stay: they hold names, and are for correcting soon."""


@dataclass(frozen=True, slots=True)
class Looked:
    """A file looked at; `used_at`: when its titles were last imported, a kind each."""

    look: FileLook
    used_at: tuple[tuple[FileKind, datetime], ...]


class FileService:
    """Everything the files' page asks for. `close` it when the office is closed.

    `kept` is the folder of refused rows, made when it is first needed; `by` who imports and
    undoes, for the history.
    """

    def __init__(self, url: DatabaseUrl, objection_key: bytes, kept: Path, by: str = "") -> None:
        self._key = objection_key
        self._kept = kept
        self._intake = IntakeStore(url, by)
        self._memory = FileMemory(url)
        self._emargement = EmargementStore(url)
        self._history = ImportHistory(url, by)
        self._folder = folder_until_the_end()
        self._trial = self._folder / "refused.csv"
        self.sheets = TypedSheets(self._emargement, self._intake)

    def close(self) -> None:
        """Close every connection and forget the rows refused in trials."""
        shutil.rmtree(self._folder, ignore_errors=True)
        self._intake.close()
        self._emargement.close()
        self._history.close()
        self._memory.close()

    def look(self, path: Path, how: HowToRead | None = None) -> Looked:
        """Look at a file. Raises BadInput with one sentence for what cannot be read."""
        look = look_at(path, how, partial(recall, self._memory))
        kept = self._memory.recall(look.fingerprint) if look.titles else ()
        kinds = {kind.value: kind for kind in FileKind}
        return Looked(
            look, tuple((kinds[each.kind], each.used_at) for each in kept if each.kind in kinds)
        )

    def try_out(
        self,
        path: Path,
        choices: Choices,
        progress: Progress | None = None,
        cancel: Event | None = None,
    ) -> Imported:
        """What importing would do; nothing is written. Raises BadInput, Cancelled, Unreachable."""
        return run_import(
            self._intake,
            path,
            choices,
            self._key,
            dry_run=True,
            refused=self._trial,
            progress=progress,
            cancel=cancel,
        )

    def bring_in(
        self,
        path: Path,
        choices: Choices,
        titles: tuple[str, ...] = (),
        progress: Progress | None = None,
        cancel: Event | None = None,
    ) -> Imported:
        """Import, all or nothing, and remember the choices for files with these titles.

        Raises BadInput, Cancelled, Unreachable.
        """
        done = run_import(
            self._intake,
            path,
            choices,
            self._key,
            refused=self._trial,
            progress=progress,
            cancel=cancel,
        )
        remember(self._memory, titles, choices)
        if done.import_id is not None and done.counts.get("refused"):
            self._kept.mkdir(mode=0o700, parents=True, exist_ok=True)
            shutil.copyfile(self._trial, self._refused_of(done.import_id))
        return done

    def history(self) -> tuple[ImportRow, ...]:
        """What came in, newest first."""
        self._forget_old()
        return self._history.rows()

    def undo(self, import_id: int, progress: Progress | None = None) -> Undone:
        """Take an import back. Raises KnownError, in one sentence, when something stands on it."""
        done = self._history.undo(import_id, progress)
        self._refused_of(import_id).unlink(missing_ok=True)
        return done

    def has_refused(self, import_id: int) -> bool:
        """Whether the refused rows of an import are still kept."""
        return self._refused_of(import_id).exists()

    def save_refused(self, target: Path, import_id: int | None = None) -> Path:
        """Write the refused rows of an import, or of the last trial, to `target`.

        Raises KnownError when they are kept no longer or the file cannot be written.
        """
        source = self._trial if import_id is None else self._refused_of(import_id)
        if not source.exists():
            raise KnownError(
                f"The refused rows are kept for {KEPT_DAYS} days only: import the file again to "
                "see them."
            )
        try:
            shutil.copyfile(source, target)
        except OSError as error:
            raise KnownError(f"{target.name} cannot be written: {error.strerror}.") from None
        return target

    def _refused_of(self, import_id: int) -> Path:
        return self._kept / f"import-{import_id}.csv"

    def _forget_old(self) -> None:
        before = time.time() - KEPT_DAYS * 86_400
        for path in self._kept.glob("import-*.csv"):
            if path.stat().st_mtime < before:
                path.unlink(missing_ok=True)
