"""The desk's journal: what was said and not yet acknowledged, encrypted on this machine's disk.

A record is on the disk (WAL, synchronous=FULL) before it is sent, and is overwritten with zeros
when the office has acknowledged it. No name, number or note stands in clear: each body is sealed
with AES-GCM, bound to its desk and its call. A record the office refuses three times is set apart
for the supervisor, never tried for ever.
"""

from __future__ import annotations

import json
import logging
import os
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from phonebank.domain.errors import KnownError

KEY_BYTES = 32
REFUSALS = 3
"""A record refused as often as this goes to the supervisor."""

_NONCE_BYTES = 12
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

    `kind`: 'dialled' (asked about on return), 'outcome', 'objection'.
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
        """Close the file; nothing is lost."""
        with self._lock:
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
        """Remove what the office has acknowledged, and zero its bytes, the log's included."""
        try:
            with self._lock, self._synced_once():
                self._db.execute(
                    "delete from record where call_uuid = ?"
                    " and kind in (select value from json_each(?))",
                    (str(call_uuid), json.dumps(kinds)),
                )
                self._db.execute("pragma wal_checkpoint(truncate)")
        except sqlite3.Error as error:
            # It stays, is sent again and answered the same; only the disk needs somebody.
            _log.warning("the journal cannot forget what was acknowledged: %s", error)

    @contextmanager
    def _synced_once(self) -> Iterator[None]:
        """Let the checkpoint that ends the block wait for the disk, for all of it.

        Only for forgetting: a removal lost in a crash leaves a record that is sent again.
        """
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
