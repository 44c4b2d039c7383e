"""Where the journal's key lives: the system's key ring, never beside the journal.

Without a key ring a passphrase makes the key (Argon2id), asked at the start or given in
PHONEBANK_PASSPHRASE. A practice office holds only fiction, so there a file will do.
"""

from __future__ import annotations

import base64
import os
import secrets
from pathlib import Path

from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from phonebank.domain.errors import KnownError
from phonebank.store.journal import KEY_BYTES

_SERVICE = "phonebank journal"
_SALT_BYTES = 16


class PassphraseNeeded(KnownError):
    """There is no key ring here: ask for the desk's passphrase and try again."""

    first = False
    """Nothing was sealed with it yet: it is chosen now."""


class FirstPassphraseNeeded(PassphraseNeeded):
    """There is no key ring here, and no passphrase was chosen yet."""

    first = True


def journal_key(folder: Path, desk: str, *, practice: bool, passphrase: str = "") -> bytes:
    """The 32-byte key of the journal in `folder`, made at the first time.

    Raises PassphraseNeeded where the system has no key ring, the office is real and no passphrase
    was given; FirstPassphraseNeeded where there was never one.
    """
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    if practice:
        return _from_file(folder / "practice.key")
    kept = _from_ring(desk)
    if kept is not None:
        return kept
    words = passphrase or os.environ.get("PHONEBANK_PASSPHRASE", "")
    salt = folder / "salt"
    if not words and not salt.exists():
        raise FirstPassphraseNeeded(
            "This computer has no key ring to keep the journal's key in. Choose the desk's "
            "passphrase (or set PHONEBANK_PASSPHRASE) and start again."
        )
    if not words:
        raise PassphraseNeeded(
            "This computer has no key ring to keep the journal's key in. Give the desk's "
            "passphrase (or set PHONEBANK_PASSPHRASE) and start again."
        )
    return _from_words(salt, words)


def _from_ring(desk: str) -> bytes | None:
    import keyring
    from keyring.errors import KeyringError

    try:
        kept = keyring.get_password(_SERVICE, desk)
        if kept is None:
            made = base64.b64encode(secrets.token_bytes(KEY_BYTES)).decode()
            keyring.set_password(_SERVICE, desk, made)
            # A ring that keeps nothing (the null one) is no ring: the journal would be lost.
            kept = keyring.get_password(_SERVICE, desk)
    except KeyringError:
        return None
    try:
        key = base64.b64decode(kept or "")
    except ValueError:
        return None
    return key if len(key) == KEY_BYTES else None


def _from_words(salt_file: Path, words: str) -> bytes:
    if not salt_file.exists():
        _write_private(salt_file, secrets.token_bytes(_SALT_BYTES))
    kdf = Argon2id(
        salt=salt_file.read_bytes(), length=KEY_BYTES, iterations=3, lanes=2, memory_cost=65536
    )
    return kdf.derive(words.encode())


def _from_file(file: Path) -> bytes:
    if not file.exists():
        _write_private(file, secrets.token_bytes(KEY_BYTES))
    key = file.read_bytes()
    if len(key) != KEY_BYTES:
        raise KnownError(
            f"The key {file} of the desk's journal is damaged: move it and the journal beside it "
            "away, then start again."
        )
    return key


def _write_private(file: Path, content: bytes) -> None:
    """Whole or not at all, even if the plug is pulled: half a key would open nothing."""
    half = file.with_suffix(".new")
    half.unlink(missing_ok=True)
    handle = os.open(half, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as out:
        out.write(content)
        out.flush()
        os.fsync(out.fileno())
    half.replace(file)
