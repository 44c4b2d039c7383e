"""The desk's journal: what was said and not yet acknowledged, encrypted on this machine's disk.

A record is on the disk (WAL, synchronous=FULL) before it is sent, and is overwritten with zeros
when the office has acknowledged it; calls that end within seconds of each other share that wiping.
No name, number or note stands in clear: each body is sealed
with AES-GCM, bound to its desk and its call. A record the office refuses three times is set apart
for the supervisor, never tried for ever.
"""

from __future__ import annotations

import json
import logging
import os
import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from phonebank.domain.errors import KnownError

KEY_BYTES = 32
WIPE_SECONDS = 5.0
"""At most this long after it was forgotten is a record's place overwritten; mostly at once."""
REFUSALS = 3
"""A record refused as often as this goes to the supervisor."""

_NONCE_BYTES = 12
# Brings the log into the file, where what was removed is zeroed, and empties it.
_WIPE = "pragma wal_checkpoint(truncate)"
_log = logging.getLogger(__name__)
_SCHEMA = """
create table if not exists record (
    call_uuid text not null,
    kind      text not null check (kind in ('dialled', 'outcome', 'objection')),
    sealed    blob not null,
    refusals  integer not null default 0,
    primary key (call_uuid, kind)
) without rowid
"""


@dataclass(frozen=True, slots=True)
class Record:
    """One thing to tell the office.

    `kind`: 'dialled' (its number is about to be shown; asked about on return), 'outcome',
    'objection'.
    """

    call_uuid: UUID
    kind: str
    facts: dict[str, Any]
    refusals: int = 0


class Journal:
    """The journal of one desk. Safe to use from several threads; one process at a time."""

    def __init__(self, file: Path, key: bytes, desk: str) -> None:
        """Open or make the journal. `desk` is the desk's role; `key` has 32 bytes.

        Raises KnownError when the file cannot be used or was sealed with another key.
        """
        self._desk = desk.encode()
        self._cipher = AESGCM(key)
        self._lock = threading.Lock()
        self._wiped_at = float("-inf")
        self._wiping: threading.Timer | None = None
        try:
            file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            # Made before SQLite opens it, so that its companions are private from their first byte.
            os.close(os.open(file, os.O_RDWR | os.O_CREAT, 0o600))
            file.chmod(0o600)
            self._db = sqlite3.connect(file, isolation_level=None, check_same_thread=False)
        except (OSError, sqlite3.Error) as error:
            raise _unusable(file, error) from error
        try:
            for pragma in ("journal_mode=wal", "synchronous=full", "secure_delete=on"):
                self._db.execute(f"pragma {pragma}")
            self._db.execute(_SCHEMA)
            self.records()
            self._db.execute(_WIPE)
        except sqlite3.Error as error:
            self.close()
            raise _unusable(file, error) from error
        except (InvalidTag, ValueError):
            self.close()
            raise KnownError(
                f"The desk's journal {file} was sealed with another key. If the key is lost, move "
                "the file away: the calls it holds must then be logged again."
            ) from None

    def close(self) -> None:
        """Close the file, which wipes it; nothing is lost."""
        with self._lock:
            if self._wiping is not None:
                self._wiping.cancel()
            self._db.close()

    def write(self, record: Record) -> None:
        """Keep a record; on return it is on the disk. Raises KnownError when the disk refuses."""
        nonce = os.urandom(_NONCE_BYTES)
        clear = json.dumps(record.facts).encode()
        sealed = nonce + self._cipher.encrypt(nonce, clear, self._bound(record))
        try:
            with self._lock:
                self._db.execute(
                    "insert or replace into record (call_uuid, kind, sealed) values (?, ?, ?)",
                    (str(record.call_uuid), record.kind, sealed),
                )
        except sqlite3.Error as error:
            raise _unwritable(error) from error

    def forget(self, call_uuid: UUID, *kinds: str) -> None:
        """Remove what the office has acknowledged; its bytes are zeroed within `WIPE_SECONDS`."""
        try:
            with self._lock:
                with self._unsynced():
                    self._db.execute(
                        "delete from record where call_uuid = ?"
                        " and kind in (select value from json_each(?))",
                        (str(call_uuid), json.dumps(kinds)),
                    )
                self._wipe_soon()
        except sqlite3.Error as error:
            # It stays, is sent again and answered the same; only the disk needs somebody.
            _log.warning("the journal cannot forget what was acknowledged: %s", error)

    def _wipe_soon(self) -> None:
        """At once, unless that was done a moment ago: then once for all that end meanwhile."""
        if self._wiping is not None:
            return
        wait = self._wiped_at + WIPE_SECONDS - time.monotonic()
        if wait <= 0:
            self._wipe()
            return
        self._wiping = threading.Timer(wait, self._wipe_now)
        self._wiping.daemon = True
        self._wiping.start()

    def _wipe_now(self) -> None:
        with self._lock, suppress(sqlite3.Error):  # closed meanwhile, or the disk refuses: later
            self._wiping = None
            self._wipe()

    def _wipe(self) -> None:
        self._db.execute(_WIPE)
        self._wiped_at = time.monotonic()

    @contextmanager
    def _unsynced(self) -> Iterator[None]:
        """Do not wait for the disk: what a crash brings back is sent again."""
        self._db.execute("pragma synchronous=normal")
        try:
            yield
        finally:
            self._db.execute("pragma synchronous=full")

    def refused(self, record: Record) -> int:
        """Count a refusal; returns how many there were. Raises KnownError when the disk refuses."""
        try:
            with self._lock:
                row = self._db.execute(
                    "update record set refusals = refusals + 1 where call_uuid = ? and kind = ?"
                    " returning refusals",
                    (str(record.call_uuid), record.kind),
                ).fetchall()
        except sqlite3.Error as error:
            raise _unwritable(error) from error
        return int(row[0][0]) if row else 0

    def records(self, kind: str | None = None) -> tuple[Record, ...]:
        """What is kept, in no order of importance."""
        with self._lock:
            rows = self._db.execute(
                "select call_uuid, kind, sealed, refusals from record"
                " where kind = coalesce(?, kind) order by call_uuid",
                (kind,),
            ).fetchall()
        return tuple(self._open(*row) for row in rows)

    def _open(self, call_uuid: str, kind: str, sealed: bytes, refusals: int) -> Record:
        record = Record(UUID(call_uuid), kind, {}, refusals)
        clear = self._cipher.decrypt(
            sealed[:_NONCE_BYTES], sealed[_NONCE_BYTES:], self._bound(record)
        )
        return Record(record.call_uuid, kind, json.loads(clear), refusals)

    def _bound(self, record: Record) -> bytes:
        return b"|".join((self._desk, str(record.call_uuid).encode(), record.kind.encode()))


def unsent_in(file: Path) -> int:
    """How many outcomes and objections the journal in `file` keeps, counted without its key.

    Raises KnownError when the file cannot be used.
    """
    try:
        with closing(sqlite3.connect(file)) as journal:
            row = journal.execute("select count(*) from record where kind <> 'dialled'").fetchone()
    except sqlite3.Error as error:
        raise _unusable(file, error) from error
    return int(row[0])


def _unusable(file: Path, error: Exception) -> KnownError:
    return KnownError(
        f"The desk's journal {file} cannot be used ({error}); without it no call may be "
        "made. Free some space or mend its rights, then start again."
    )


def _unwritable(error: sqlite3.Error) -> KnownError:
    return KnownError(
        f"The desk's journal cannot be written ({error}): free some space on this computer "
        "before the next call."
    )
