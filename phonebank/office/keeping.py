"""Keeping a secret on this computer: in the system's key ring, or sealed by a passphrase.

Where there is no key ring, PHONEBANK_PASSPHRASE (or the words asked at the start) makes the key by
Argon2id and the secret stands in a file sealed with it. A practice office's secrets open nothing of
value: a file for its owner's eyes only will do.
"""

from __future__ import annotations

import base64
import os
import secrets
from typing import TYPE_CHECKING

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from phonebank.domain.errors import KnownError
from phonebank.office.settings import read_toml, write_toml
from phonebank.store.journal_key import PassphraseNeeded

if TYPE_CHECKING:
    from pathlib import Path

_SERVICE = "phonebank secrets"
_SALT_BYTES = 16
_NONCE_BYTES = 12
_KEY_BYTES = 32


def passphrase_given(words: str = "") -> str:
    """The passphrase: `words`, else PHONEBANK_PASSPHRASE, else nothing."""
    return words or os.environ.get("PHONEBANK_PASSPHRASE", "")


def keep_secret(file: Path, name: str, secret: str, *, practice: bool, words: str = "") -> None:
    """Keep `secret` as `name`, in the key ring or in `file`.

    Raises PassphraseNeeded where there is neither a key ring nor a passphrase and the office is
    real.
    """
    kept = _table(file)
    if practice:
        write_toml(file, {**kept, name: secret})
    elif _ring_keeps(file, name, secret):
        if kept.pop(name, None) is not None:
            write_toml(file, dict(kept))
    else:
        passphrase = passphrase_given(words)
        if not passphrase:
            raise _needed()
        write_toml(file, {**kept, name: _seal(passphrase, name, secret)})


def kept_secret(file: Path, name: str, *, practice: bool, words: str = "") -> str | None:
    """The secret kept as `name`, or None. Raises PassphraseNeeded, KnownError for a wrong one."""
    sealed = _table(file).get(name)
    if sealed is None:
        return None if practice else _from_ring(file, name)
    if practice:
        return sealed
    passphrase = passphrase_given(words)
    if not passphrase:
        raise _needed()
    return _unseal(passphrase, name, sealed)


def forget_secrets(file: Path, *names: str) -> None:
    """Remove what was kept as `names`."""
    import keyring
    from keyring.errors import KeyringError

    kept = _table(file)
    for name in names:
        kept.pop(name, None)
        try:
            keyring.delete_password(_SERVICE, f"{file}:{name}")
        except KeyringError:
            continue
    if file.exists():
        write_toml(file, dict(kept))


def _needed() -> PassphraseNeeded:
    return PassphraseNeeded(
        "This computer has no key ring to keep the desk's secret in. Give the desk's passphrase "
        "(or set PHONEBANK_PASSPHRASE) and start again."
    )


def _table(file: Path) -> dict[str, str]:
    return {name: str(value) for name, value in read_toml(file).items()}


def _ring_keeps(file: Path, name: str, secret: str) -> bool:
    import keyring
    from keyring.errors import KeyringError

    try:
        keyring.set_password(_SERVICE, f"{file}:{name}", secret)
        # A ring that keeps nothing (the null one) is no ring.
        return keyring.get_password(_SERVICE, f"{file}:{name}") == secret
    except KeyringError:
        return False


def _from_ring(file: Path, name: str) -> str | None:
    import keyring
    from keyring.errors import KeyringError

    try:
        return keyring.get_password(_SERVICE, f"{file}:{name}")
    except KeyringError:
        return None


def _key(passphrase: str, salt: bytes) -> bytes:
    kdf = Argon2id(salt=salt, length=_KEY_BYTES, iterations=3, lanes=2, memory_cost=65536)
    return kdf.derive(passphrase.encode())


def _seal(passphrase: str, name: str, secret: str) -> str:
    salt, nonce = secrets.token_bytes(_SALT_BYTES), secrets.token_bytes(_NONCE_BYTES)
    sealed = AESGCM(_key(passphrase, salt)).encrypt(nonce, secret.encode(), name.encode())
    return base64.b64encode(salt + nonce + sealed).decode("ascii")


def _unseal(passphrase: str, name: str, sealed: str) -> str:
    try:
        whole = base64.b64decode(sealed)
        salt, rest = whole[:_SALT_BYTES], whole[_SALT_BYTES:]
        plain = AESGCM(_key(passphrase, salt)).decrypt(
            rest[:_NONCE_BYTES], rest[_NONCE_BYTES:], name.encode()
        )
    except InvalidTag:
        raise KnownError(
            "The passphrase does not open what is kept here: give the one it was sealed with."
        ) from None
    except ValueError:
        # Not even as long as a seal is.
        raise KnownError(
            "What is sealed here by the passphrase is damaged: restore the folder from a backup, "
            "or join again."
        ) from None
    return plain.decode()
