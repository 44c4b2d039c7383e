"""Which backups an office has: their names, the last one, which are kept, whether one is due."""

from __future__ import annotations

import os
import re
import sys
import unicodedata
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from phonebank.domain.errors import KnownError
from phonebank.office.owner_folder import owner_folder
from phonebank.office.settings import read_toml, write_toml

if TYPE_CHECKING:
    from collections.abc import Iterable

    from phonebank.office.office import Office

DUE_HOURS = 24
_DAYS_KEPT = 7
_WEEKS_KEPT = 4
_ENDING = ".phonebank"
_MOMENT = "%Y%m%dT%H%M%SZ"
_FOLDER = "backups"
_RECORD = "last.toml"
_HALF = re.compile(rf"-\d{{8}}T\d{{6}}Z{re.escape(_ENDING)}\.(\d+)\.part$")
_LONGEST_WRITING = timedelta(days=2)


@dataclass(frozen=True, slots=True)
class LastBackup:
    """The last backup made: `verified` when it was restored on trial and compared."""

    file: Path
    at: datetime
    size_bytes: int
    sha256: str
    verified: bool

    @property
    def in_place(self) -> bool:
        """Whether the file stands where it was written, as long as it was."""
        try:
            return self.file.stat().st_size == self.size_bytes
        except OSError:
            return False


def backups_folder(owners: Path) -> Path:
    """Where backups go unless another folder is named; `owners` is the owner's folder."""
    return owners / _FOLDER


def file_name(office: str, at: datetime) -> str:
    """The name of a backup made at `at`: the office and the time in UTC."""
    return f"{_slug(office)}-{at.astimezone(UTC).strftime(_MOMENT)}{_ENDING}"


def made_at(file: Path) -> datetime | None:
    """When the backup of that name was made; None for another file."""
    found = re.search(rf"-(\d{{8}}T\d{{6}}Z){re.escape(_ENDING)}$", file.name)
    if found is None:
        return None
    try:
        return datetime.strptime(found[1], _MOMENT).replace(tzinfo=UTC)
    except ValueError:
        return None


def superfluous(files: Iterable[Path], office: str, now: datetime) -> tuple[Path, ...]:
    """The backups of `office` among `files` that need not be kept.

    Kept are those of the last day, the newest of each of seven days and of each of four weeks.
    """
    known = sorted(
        (
            (at, file)
            for file in files
            if file.name.startswith(f"{_slug(office)}-")
            and (at := made_at(file)) is not None
            and file.name == file_name(office, at)
        ),
        reverse=True,
    )
    kept = {file for at, file in known if now - at < timedelta(hours=DUE_HOURS)}
    days: dict[object, Path] = {}
    weeks: dict[object, Path] = {}
    for at, file in known:
        days.setdefault(at.date(), file)
        weeks.setdefault(at.isocalendar()[:2], file)
    kept.update(list(days.values())[:_DAYS_KEPT], list(weeks.values())[:_WEEKS_KEPT])
    return tuple(file for _, file in known if file not in kept)


def abandoned(files: Iterable[Path], now: datetime) -> tuple[Path, ...]:
    """The half-written backups among `files` whose writer is gone: killed, or days ago."""
    halves = [(file, _HALF.search(file.name)) for file in files]
    return tuple(
        file
        for file, found in halves
        if found is not None
        and (
            not _lives(int(found[1]))
            or now - datetime.fromtimestamp(file.stat().st_mtime, UTC) > _LONGEST_WRITING
        )
    )


def half_name(file: Path) -> Path:
    """What the backup `file` is called while this program writes it."""
    return file.with_name(f"{file.name}.{os.getpid()}.part")


def _lives(pid: int) -> bool:
    if sys.platform == "win32":
        return True
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True


def write_last(owners: Path, last: LastBackup) -> None:
    """Note the last backup in the owner's folder. Raises KnownError when it cannot be written."""
    write_toml(
        backups_folder(owners) / _RECORD,
        {
            "file": str(last.file),
            "at": last.at.astimezone(UTC).isoformat(timespec="seconds"),
            "size_bytes": last.size_bytes,
            "sha256": last.sha256,
            "verified": last.verified,
        },
    )


def last_backup(owners: Path) -> LastBackup | None:
    """The last backup noted in the owner's folder, None when there was none or the note is lost."""
    try:
        values = read_toml(backups_folder(owners) / _RECORD)
        return LastBackup(
            file=Path(str(values["file"])),
            at=datetime.fromisoformat(str(values["at"])).astimezone(UTC),
            size_bytes=int(str(values["size_bytes"])),
            sha256=str(values["sha256"]),
            verified=values["verified"] is True,
        )
    except (KnownError, KeyError, ValueError):
        return None


def backup_due(office: Office, now: datetime | None = None) -> bool:
    """Whether a real office's last backup is a day old or more. A practice office needs none."""
    if office.practice:
        return False
    last = last_backup(owner_folder(office))
    return last is None or (now or datetime.now(UTC)) - last.at >= timedelta(hours=DUE_HOURS)


def _slug(office: str) -> str:
    plain = unicodedata.normalize("NFKD", office).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:60] or "office"
