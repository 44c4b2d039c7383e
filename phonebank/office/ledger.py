"""The ledger of objections and erasures, outside the database: what a restore must not forget.

A file of the owner's folder that only grows. Each line is one objection, sealed (AES-256-GCM) under
a key made from the objections' own and bound to its place, and holds nothing but keyed hashes, a
receipt and a time. An older database that comes back is brought up to the ledger before anyone is
served.
"""

from __future__ import annotations

import base64
import binascii
import json
import os
from dataclasses import asdict, replace
from typing import TYPE_CHECKING

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from phonebank.domain import keyed_hash
from phonebank.domain.errors import KnownError
from phonebank.office import locks
from phonebank.office.owner_folder import owner_folder
from phonebank.office.secret import objection_key, objection_key_in
from phonebank.office.settings import private_folder
from phonebank.store import objections as store
from phonebank.store.connection import owner_engine, plain_errors
from phonebank.store.objections import SealedObjection

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from sqlalchemy import Connection

    from phonebank.office.office import Office

_FILE = "objections.ledger"
_NONCE_BYTES = 12


class Ledger:
    """The ledger in `folder`, sealed under the objections' key."""

    def __init__(self, folder: Path, key: bytes) -> None:
        self._folder = folder
        self._file = folder / _FILE
        self._key = key
        derived = HKDF(SHA256(), 32, salt=None, info=b"phonebank ledger").derive(key)
        self._cipher = AESGCM(derived)

    def entries(self) -> tuple[SealedObjection, ...]:
        """What was noted, oldest first; a lifted objection says so. A line cut off is no line.

        Raises KnownError when a line was changed, or sealed under another key.
        """
        noted: dict[str, SealedObjection] = {}
        for number, line in enumerate(self._lines()):
            entry = self._open(number, line)
            former = noted.get(entry.receipt)
            noted[entry.receipt] = entry if former is None else replace(former, lifted=entry.lifted)
        return tuple(noted.values())

    def is_of_this_key(self) -> bool:
        """Whether it was written with this key: its own office's, or one that was restored.

        Raises KnownError where the folder has this key and the ledger another.
        """
        first = self._lines()[:1]
        try:
            for line in first:
                self._open(0, line)
        except KnownError:
            if objection_key_in(self._folder) == self._key:
                raise
            return False
        return bool(first)

    def add(self, entries: Iterable[SealedObjection]) -> int:
        """Note what is not noted yet; how many lines. On return they are on the disk.

        Raises KnownError when they cannot be written.
        """
        with locks.turn(private_folder(self._folder / "locks") / "ledger"):
            known = {each.receipt: each for each in self.entries()}
            wanted = [
                each
                for each in entries
                if each.receipt not in known or known[each.receipt].lifted != each.lifted
            ]
            if wanted:
                self._append(wanted)
            return len(wanted)

    def _append(self, entries: list[SealedObjection]) -> None:
        whole = self._lines()
        text = b"".join(
            self._seal(number, entry) + b"\n" for number, entry in enumerate(entries, len(whole))
        )
        kept = sum(len(line) + 1 for line in whole)
        try:
            handle = os.open(self._file, os.O_RDWR | os.O_CREAT, 0o600)
            with os.fdopen(handle, "r+b") as out:
                try:
                    out.truncate(kept)
                    out.seek(kept)
                    out.write(text)
                    out.flush()
                    os.fsync(out.fileno())
                except OSError:
                    out.truncate(kept)
                    raise
        except OSError as error:
            raise KnownError(
                f"The ledger of objections {self._file} cannot be written "
                f"({error.strerror or error}): make room on the disk, then do the same again."
            ) from error

    def _lines(self) -> list[bytes]:
        try:
            content = self._file.read_bytes()
        except FileNotFoundError:
            return []
        except OSError as error:
            raise KnownError(
                f"The ledger of objections {self._file} cannot be read "
                f"({error.strerror or error}): mend its rights first."
            ) from error
        return content.split(b"\n")[:-1]

    def _seal(self, number: int, entry: SealedObjection) -> bytes:
        nonce = os.urandom(_NONCE_BYTES)
        clear = json.dumps(asdict(entry)).encode()
        return base64.b64encode(nonce + self._cipher.encrypt(nonce, clear, _place(number)))

    def _open(self, number: int, line: bytes) -> SealedObjection:
        try:
            sealed = base64.b64decode(line, validate=True)
            clear = self._cipher.decrypt(
                sealed[:_NONCE_BYTES], sealed[_NONCE_BYTES:], _place(number)
            )
            return SealedObjection(**json.loads(clear))
        except (InvalidTag, binascii.Error, ValueError, TypeError):
            raise KnownError(
                f"The ledger of objections {self._file} is damaged in line {number + 1}, or "
                "belongs to another office: put the right one back from a copy of the folder."
            ) from None


def ledger_of(office: Office) -> Ledger:
    """The ledger of an opened office."""
    return Ledger(owner_folder(office), objection_key(office))


def keep_ledger(office: Office) -> int:
    """Hash the objections calls have made since, and note every new one; how many were noted.

    Cheap where nothing is new. Raises Unreachable, or KnownError when the disk refuses.
    """
    key = objection_key(office)
    engine = owner_engine(office.owner_url)
    try:
        with plain_errors(), engine.begin() as connection:
            known = seal(connection, key)
    finally:
        engine.dispose()
    return Ledger(owner_folder(office), key).add(known)


def seal(connection: Connection, key: bytes) -> list[SealedObjection]:
    """Hash what is not hashed yet; every objection of the database, sealed."""
    bare = store.unsealed_lines(connection)
    if bare:
        hashes = [(line, keyed_hash.line_hmac(key, e164)) for line, e164 in bare]
        store.seal_lines(connection, hashes, keyed_hash.key_id(key))
    return store.sealed(connection)


def _place(number: int) -> bytes:
    return f"phonebank ledger {number}".encode()
