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
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from phonebank.domain.errors import KnownError
from phonebank.store.journal_file import WIPE, open_file, place_of, unreadable, unusable, unwritable

KEY_BYTES = 32
WIPE_SECONDS = 5.0
"""At most this long after it was forgotten is a record's place overwritten; mostly at once."""
REFUSALS = 3
"""A record refused as often as this goes to the supervisor."""

_NONCE_BYTES = 12
_SEAL = b"seal"
_log = logging.getLogger(__name__)
_Row = tuple[str, str, bytes, int]


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

        Raises KnownError when the file cannot be used or was sealed with another key. A record that
        was damaged on the disk goes; the others stay.
        """
        self._file = file
        self._desk = desk.encode()
        self._cipher = AESGCM(key)
        self._lock = threading.Lock()
        self._wiped_at = float("-inf")
        self._wiping: threading.Timer | None = None
        self._db = open_file(file)
        self._place = place_of(file)
        self._homeless: list[_Row] = []
        try:
            self._look_over()
            self._db.execute(WIPE)
        except sqlite3.Error as error:
            self._db.close()
            raise unusable(file, error) from error
        except KnownError:
            self._db.close()
            raise

    def close(self) -> None:
        """Close the file, which wipes it; nothing is lost."""
        with self._lock:
            if self._wiping is not None:
                self._wiping.cancel()
            with suppress(KnownError, sqlite3.Error):
                if self._homeless or self._rows():
                    self._come_home()
            self._db.close()

    def write(self, record: Record) -> None:
        """Keep a record; on return it is on the disk. Raises KnownError when the disk refuses."""
        sealed = self._seal(json.dumps(record.facts).encode(), self._bound(record))
        try:
            with self._lock:
                self._come_home()
                self._db.execute(
                    "insert or replace into record (call_uuid, kind, sealed) values (?, ?, ?)",
                    (str(record.call_uuid), record.kind, sealed),
                )
        except sqlite3.Error as error:
            raise unwritable(error) from error

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
        self._db.execute(WIPE)
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
            raise unwritable(error) from error
        return int(row[0][0]) if row else 0

    def records(self, kind: str | None = None) -> tuple[Record, ...]:
        """What is kept, in no order of importance. Raises KnownError when the disk refuses."""
        try:
            with self._lock:
                self._come_home()
                rows = self._rows(kind)
        except sqlite3.Error as error:
            raise unreadable(error) from error
        opened = (self._open(*row) for row in rows)
        return tuple(each for each in opened if each is not None)

    def _rows(self, kind: str | None = None) -> list[_Row]:
        return self._db.execute(
            "select call_uuid, kind, sealed, refusals from record"
            " where kind = coalesce(?, kind) order by call_uuid",
            (kind,),
        ).fetchall()

    def _look_over(self) -> None:
        """Let go of what the disk has damaged. Raises KnownError where the key is another."""
        rows = self._rows()
        damaged = [row for row in rows if self._open(*row) is None]
        seals = self._db.execute("select sealed from seal").fetchall()
        sealed = any(self._unsealed(row[0], self._desk) == _SEAL for row in seals)
        if damaged and len(damaged) == len(rows) and not sealed:
            raise KnownError(
                f"The desk's journal {self._file} was sealed with another key. If the key is lost, "
                "move the file away: the calls it holds must then be logged again."
            )
        for call_uuid, kind, _, _ in damaged:
            self._db.execute(
                "delete from record where call_uuid = ? and kind = ?", (call_uuid, kind)
            )
        if damaged:
            _log.error(
                "records of the desk's journal damaged on the disk, and lost: %d", len(damaged)
            )
        if not sealed:
            self._db.execute("delete from seal")
            self._db.execute("insert into seal values (?)", (self._seal(_SEAL, self._desk),))

    def _come_home(self) -> None:
        """Where the file was taken away or replaced, go on in the one that stands in its place.

        What was kept goes along. Raises KnownError where there can be none, and sqlite3.Error.
        """
        if self._place is not None and place_of(self._file) == self._place:
            return
        if self._place is not None:
            self._homeless = self._rows()
            self._place = None
            self._db.close()
        self._db = open_file(self._file)
        self._look_over()
        for row in self._homeless:
            self._db.execute("insert or replace into record values (?, ?, ?, ?)", row)
        self._place, self._homeless = place_of(self._file), []

    def _open(self, call_uuid: str, kind: str, sealed: bytes, refusals: int) -> Record | None:
        """A record; None where it was damaged, or sealed with another key."""
        try:
            record = Record(UUID(call_uuid), kind, {}, refusals)
        except ValueError:
            return None
        clear = self._unsealed(sealed, self._bound(record))
        return (
            None if clear is None else Record(record.call_uuid, kind, json.loads(clear), refusals)
        )

    def _seal(self, clear: bytes, bound: bytes) -> bytes:
        nonce = os.urandom(_NONCE_BYTES)
        return nonce + self._cipher.encrypt(nonce, clear, bound)

    def _unsealed(self, sealed: bytes, bound: bytes) -> bytes | None:
        try:
            return self._cipher.decrypt(sealed[:_NONCE_BYTES], sealed[_NONCE_BYTES:], bound)
        except (InvalidTag, ValueError):
            return None

    def _bound(self, record: Record) -> bytes:
        return b"|".join((self._desk, str(record.call_uuid).encode(), record.kind.encode()))
