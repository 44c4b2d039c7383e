"""The key of the objections' hashes: with the owner, never in the database (R3).

It stands in the system's key ring, or, where there is none, in a file of the office's folder that
only its owner may read. A database that is copied or restored elsewhere tells nothing without it.
"""

from __future__ import annotations

import base64
import os
import secrets
from typing import TYPE_CHECKING

from phonebank.domain.errors import KnownError
from phonebank.office.owner_folder import owner_folder
from phonebank.store.connection import owner_engine, plain_errors
from phonebank.store.objections import any_sealed

if TYPE_CHECKING:
    from pathlib import Path

    from phonebank.office.office import Office

KEY_BYTES = 32
_SERVICE = "phonebank objections"
_FILE = "objections.key"


def objection_key(office: Office) -> bytes:
    """The office's key, 32 bytes, made the first time.

    A file, once there, is used for good: two keys would not recognise each other's objections.
    Raises KnownError when it cannot be kept, and where it was lost: a second one would let those
    who objected or were erased come back with the next file.
    """
    folder = owner_folder(office)
    file = folder / _FILE
    if file.exists():
        return _read(file)
    if not office.practice and (kept := _from_ring(str(folder))) is not None:
        return kept
    if _needs_its_key(office):
        raise KnownError(
            f"The key of this office's objections is not in {file}, and some were kept by it: put "
            "that file back from a copy of the folder, or from the folder of a backup restored "
            "elsewhere."
        )
    return put_objection_key(folder, secrets.token_bytes(KEY_BYTES))


def _needs_its_key(office: Office) -> bool:
    engine = owner_engine(office.owner_url)
    try:
        with plain_errors(), engine.connect() as connection:
            return any_sealed(connection)
    finally:
        engine.dispose()


def objection_key_in(folder: Path) -> bytes | None:
    """The key in a file of an office's `folder`; None where it has none, or not here."""
    try:
        return _read(folder / _FILE)
    except OSError:
        return None


def put_objection_key(folder: Path, key: bytes) -> bytes:
    """Keep `key` in a file of `folder` unless a key is there; the key that counts from now on.

    Raises KnownError when it cannot be kept.
    """
    file = folder / _FILE
    try:
        handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "wb") as out:
            out.write(key)
            out.flush()
            os.fsync(out.fileno())
    except FileExistsError:
        return _read(file)
    except OSError as error:
        raise KnownError(
            f"The key of the objections cannot be kept in {file} ({error.strerror or error}): "
            "check the folder's rights and the space left on the disk."
        ) from error
    return _read(file)


def _read(file: Path) -> bytes:
    key = file.read_bytes()
    if len(key) != KEY_BYTES:
        raise KnownError(f"The key of the objections {file} is damaged: restore it from a backup.")
    return key


def _from_ring(office: str) -> bytes | None:
    import keyring
    from keyring.errors import KeyringError

    try:
        kept = keyring.get_password(_SERVICE, office)
        if kept is None:
            kept = base64.b64encode(secrets.token_bytes(KEY_BYTES)).decode()
            keyring.set_password(_SERVICE, office, kept)
    except KeyringError:
        return None
    return base64.b64decode(kept)
