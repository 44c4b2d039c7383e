"""The journal's file on this computer's disk: how it is opened, and what to do where it fails."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from pathlib import Path

from phonebank.domain.errors import KnownError

# Brings the log into the file, where what was removed is zeroed, and empties it.
WIPE = "pragma wal_checkpoint(truncate)"
_SCHEMA = (
    """
    create table if not exists record (
        call_uuid text not null,
        kind      text not null check (kind in ('dialled', 'outcome', 'objection')),
        sealed    blob not null,
        refusals  integer not null default 0,
        primary key (call_uuid, kind)
    ) without rowid
    """,
    # One sealed word, which tells another key from a damaged record.
    "create table if not exists seal (sealed blob not null)",
)
_FULL = "free some space on this computer"
_RIGHTS = "free some space on this computer, or mend the rights of the file and its folder"
_HELD = "close the program that holds it (a backup, a virus scanner)"
_DAMAGED = "it is damaged: move it away, log again what it held"
_REMEDIES = {
    sqlite3.SQLITE_BUSY: _HELD,
    sqlite3.SQLITE_LOCKED: _HELD,
    sqlite3.SQLITE_READONLY: _RIGHTS,
    sqlite3.SQLITE_PERM: _RIGHTS,
    sqlite3.SQLITE_CANTOPEN: _RIGHTS,
    sqlite3.SQLITE_CORRUPT: _DAMAGED,
    sqlite3.SQLITE_NOTADB: _DAMAGED,
}


def open_file(file: Path) -> sqlite3.Connection:
    """Open or make a journal's file, private, on the disk before it answers.

    Raises KnownError when it cannot be used.
    """
    try:
        file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        # Made before SQLite opens it, so that its companions are private from their first byte.
        os.close(os.open(file, os.O_RDWR | os.O_CREAT, 0o600))
        file.chmod(0o600)
        db = sqlite3.connect(file, isolation_level=None, check_same_thread=False)
    except (OSError, sqlite3.Error) as error:
        raise unusable(file, error) from error
    try:
        for pragma in ("journal_mode=wal", "synchronous=full", "secure_delete=on"):
            db.execute(f"pragma {pragma}")
        for table in _SCHEMA:
            db.execute(table)
        db.execute(WIPE)  # a page that a crash left half written is written again from the log
        found = str(db.execute("pragma quick_check(1)").fetchone()[0])
        page = int(db.execute("pragma page_size").fetchone()[0])
        # Of a page cut short SQLite reads zeros, which pass for rows without a word.
        if found != "ok" or file.stat().st_size % page:
            raise _damaged()
    except (OSError, sqlite3.Error) as error:
        db.close()
        raise unusable(file, error) from error
    return db


def place_of(file: Path) -> tuple[int, int] | None:
    """Which file of the disk stands under this name; None where there is none."""
    try:
        facts = file.stat()
    except OSError:
        return None
    return facts.st_dev, facts.st_ino


def unsent_in(file: Path) -> int:
    """How many outcomes and objections the journal in `file` keeps, counted without its key.

    Raises KnownError when the file cannot be used.
    """
    try:
        with closing(sqlite3.connect(file)) as journal:
            row = journal.execute("select count(*) from record where kind <> 'dialled'").fetchone()
    except sqlite3.Error as error:
        raise unusable(file, error) from error
    return int(row[0])


def unusable(file: Path, error: Exception) -> KnownError:
    """No journal, no call: the sentence that says why, and what to do."""
    otherwise = _RIGHTS if isinstance(error, OSError) else _FULL
    remedy = _remedy(error, otherwise)
    return KnownError(
        f"The desk's journal {file} cannot be used ({error}); without it no call may be made. "
        f"{remedy[0].upper()}{remedy[1:]}, then start again."
    )


def unreadable(error: sqlite3.Error) -> KnownError:
    """What it keeps cannot be read just now."""
    return KnownError(
        f"The desk's journal cannot be read ({error}): {_remedy(error, _FULL)} "
        "before the next call."
    )


def unwritable(error: sqlite3.Error) -> KnownError:
    """What was said is not kept."""
    return KnownError(
        f"The desk's journal cannot be written ({error}): {_remedy(error, _FULL)} "
        "before the next call."
    )


def _damaged() -> sqlite3.DatabaseError:
    error = sqlite3.DatabaseError("it was cut short or changed")
    error.sqlite_errorcode = sqlite3.SQLITE_CORRUPT
    return error


def _remedy(error: Exception, otherwise: str) -> str:
    # The lowest byte is the kind, the others say more of it.
    return _REMEDIES.get(getattr(error, "sqlite_errorcode", 0) & 0xFF, otherwise)
