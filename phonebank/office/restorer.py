"""An office restored from the window: what opens the backup, then all of it or nothing."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from phonebank.domain.errors import BadInput, KnownError
from phonebank.office.card import folder_for
from phonebank.office.settings import last_office

if TYPE_CHECKING:
    import threading
    from collections.abc import Callable
    from datetime import datetime
    from pathlib import Path

    from phonebank.office.restore import RestoreReport

    Progress = Callable[[str, float], None]

_READINGS = 2
"""The file is read through twice: once before anything is made, once into the database."""
_MOST_NAMESAKES = 100
_LONGEST_NAME = 56
"""Of a folder's name that ends with a number: the whole is cut at 60 letters."""


@dataclass(frozen=True, slots=True)
class SealedBackup:
    """A backup as it stands closed: when it was made (None: its name does not say), its size.

    `asked` is what opens it here: '' nothing more, 'words' its passphrase, 'key' the written key.
    """

    file: Path
    made_at: datetime | None
    size_bytes: int
    asked: str


class RestoreStopped(KnownError):
    """Whoever asked for the restore stopped it; nothing was left of it."""


class Restorer:
    """Looks at a backup and makes an office of it. Every method may be called on any thread."""

    def look(self, file: Path) -> SealedBackup:
        """What is known of `file` while it is closed. Raises BadInput where it is no backup."""
        # Late: the first page is painted before any of this is needed.
        from phonebank.office.backup_file import read_header
        from phonebank.office.backup_key import WORDS, key_for_reading
        from phonebank.office.backup_record import made_at

        file = file.expanduser().absolute()
        header = read_header(file)
        asked = "words" if header.kind == WORDS else "key"
        with suppress(BadInput):
            key_for_reading(file)
            asked = ""
        return SealedBackup(file, made_at(file), file.stat().st_size, asked)

    def restore(
        self,
        file: Path,
        words: str,
        recovery: str,
        progress: Progress,
        stop: threading.Event,
    ) -> RestoreReport:
        """Restore `file` into a folder of its own beside the other offices.

        `progress` hears the step and the part done, 0 to 1. Raises RestoreStopped once `stop` is
        set, until the office is in its place; BadInput, KnownError when it cannot be done. Then
        nothing is left.
        """
        from phonebank.office.ledgers_here import note_first
        from phonebank.office.restore import restore_office
        from phonebank.office.restore_fill import Opening

        whole = max(1, file.stat().st_size * _READINGS)
        read, step = 0, ""

        def look_up() -> None:
            if stop.is_set():
                raise RestoreStopped("The restore was stopped; nothing was changed.")

        def say(words: str) -> None:
            nonlocal step
            step = words
            look_up()
            progress(step, min(0.95, read / whole))

        def follow(count: int) -> None:
            nonlocal read
            read += count
            say(step)

        folder = _free_folder(file)
        look_up()
        last = last_office()
        note_first({file.absolute().parent.parent, *([last] if last is not None else [])})
        return restore_office(file, folder, say, Opening(words, recovery, follow))


def _free_folder(file: Path) -> Path:
    """Where the office goes: its name's folder, with a number where another office has it."""
    name = file.stem.rsplit("-", 1)[0]
    for number in range(1, _MOST_NAMESAKES):
        # A long name gives way to its number, which the folder's name would be cut before.
        another = f"{name[:_LONGEST_NAME]} {number}"
        folder = folder_for(name if number == 1 else another)
        if not folder.is_dir() or not any(folder.iterdir()) or (folder / "restoring").exists():
            return folder
    raise KnownError(
        f"There are {_MOST_NAMESAKES} offices of this name already: move some of them away."
    )
