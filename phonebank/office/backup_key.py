"""The key of an office's backups: with its owner, never beside the database alone.

It stands in the system's key ring; where there is none, PHONEBANK_PASSPHRASE makes it (Argon2id).
A practice office, which holds only fiction, has it in a file. Whoever loses this computer needs the
key elsewhere: `recovery_words()` is written down once, and PHONEBANK_BACKUP_KEY gives it back.
"""

from __future__ import annotations

import base64
import hashlib
import os
import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from phonebank.domain.errors import BadInput, KnownError
from phonebank.office.backup_file import KEY_BYTES, SALT_BYTES, Header, read_header
from phonebank.office.keeping import passphrase_given

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

_SERVICE = "phonebank backups"
_FILE = "backup.key"
_NAME_BYTES = 16
_NO_SALT = bytes(SALT_BYTES)
RING, WORDS, FILE = "r", "w", "f"


@dataclass(frozen=True, slots=True)
class BackupKey:
    """A key, where it comes from, and the salt of its passphrase (zeros without one)."""

    kind: str
    key: bytes
    words_salt: bytes = _NO_SALT

    @property
    def name(self) -> bytes:
        """What recognises the key in a file's header and tells nothing of it."""
        return hashlib.sha256(b"phonebank backup key " + self.key).digest()[:_NAME_BYTES]

    def recovery_words(self) -> str:
        """The key as one writes it down: groups of four letters and digits."""
        text = base64.b32encode(self.key).decode().rstrip("=")
        return "-".join(text[at : at + 4] for at in range(0, len(text), 4))


def key_for_writing(folder: Path, *, practice: bool, words: str = "") -> BackupKey:
    """The key that seals the backups of the office whose owner's folder is `folder`.

    Made the first time. `words` is the passphrase where there is no key ring, else
    PHONEBANK_PASSPHRASE. Raises KnownError where a real office has neither.
    """
    if practice:
        return BackupKey(FILE, _file_key(folder / _FILE))
    kept = ring_key(folder)
    if kept is not None:
        key = BackupKey(RING, kept)
        # Found again by its name from a folder of another name.
        _ring_set(key.name.hex(), kept)
        return key
    words = passphrase_given(words)
    if not words:
        raise KnownError(
            "This computer has no key ring to keep the backups' key in: set PHONEBANK_PASSPHRASE "
            "to a long passphrase, keep it elsewhere too, then back up again."
        )
    salt = secrets.token_bytes(SALT_BYTES)
    return BackupKey(WORDS, _from_words(words, salt), salt)


def ring_key(folder: Path) -> bytes | None:
    """The key in the system's key ring, made the first time; None where there is no ring."""
    name = str(folder)
    kept = _ring_get(name)
    if kept is None and _ring_set(name, secrets.token_bytes(KEY_BYTES)):
        kept = _ring_get(name)
    return kept


def key_for_reading(
    file: Path, folders: Iterable[Path] = (), *, words: str = "", recovery: str = ""
) -> BackupKey:
    """The key that opens the backup `file`; `folders` are owner's folders to look for a key in.

    `words` is its passphrase and `recovery` the key as written down, where they are not in
    PHONEBANK_PASSPHRASE and PHONEBANK_BACKUP_KEY; where the key is given, no other is tried. Raises
    BadInput when no key at hand opens it, saying which is wanted.
    """
    header = read_header(file)
    places = (*folders, file.absolute().parent.parent)
    for key in _candidates(header, places, passphrase_given(words), recovery):
        if key.name == header.key_name:
            return key
    raise BadInput(
        f"The backup {file} was sealed with another key: "
        + (
            "set PHONEBANK_PASSPHRASE to the passphrase it was made with."
            if header.kind == WORDS
            else "set PHONEBANK_BACKUP_KEY to the key that 'phonebank office backup --show-key' "
            "printed in the office it comes from."
        )
    )


def adopt_key(folder: Path, key: BackupKey) -> None:
    """Have the restored office of `folder` go on with the key of its backup; words stay words."""
    if key.kind == RING and _ring_set(str(folder), key.key):
        _ring_set(key.name.hex(), key.key)
    elif key.kind == FILE and not (folder / _FILE).exists():
        _file_key(folder / _FILE, key.key)


def _candidates(
    header: Header, folders: Iterable[Path], words: str, recovery: str
) -> Iterable[BackupKey]:
    written_down = recovery or os.environ.get("PHONEBANK_BACKUP_KEY", "")
    if written_down:
        # Whoever gives a key trusts that key: not one that lies beside a file put there instead.
        yield BackupKey(header.kind, _from_recovery(written_down), header.words_salt)
        return
    if header.kind == WORDS and words:
        yield BackupKey(WORDS, _from_words(words, header.words_salt), header.words_salt)
    if header.kind == RING and (kept := _ring_get(header.key_name.hex())) is not None:
        yield BackupKey(RING, kept)
    if header.kind == FILE:
        for folder in folders:
            if (folder / _FILE).is_file():
                yield BackupKey(FILE, (folder / _FILE).read_bytes())


def _from_recovery(text: str) -> bytes:
    bare = "".join(text.split()).replace("-", "").upper()
    try:
        key = base64.b32decode(bare + "=" * (-len(bare) % 8))
    except ValueError:
        key = b""
    if len(key) != KEY_BYTES:
        raise BadInput(
            "PHONEBANK_BACKUP_KEY is not a backup's key: write the 13 groups of letters and digits "
            "as 'phonebank office backup --show-key' printed them."
        )
    return key


def _from_words(words: str, salt: bytes) -> bytes:
    kdf = Argon2id(salt=salt, length=KEY_BYTES, iterations=3, lanes=2, memory_cost=65536)
    return kdf.derive(words.encode())


def _file_key(file: Path, key: bytes = b"") -> bytes:
    try:
        handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return _whole(file)
    except OSError as error:
        raise _unkept(file, error) from error
    try:
        with os.fdopen(handle, "wb") as out:
            out.write(key or secrets.token_bytes(KEY_BYTES))
            out.flush()
            os.fsync(out.fileno())
    except OSError as error:
        file.unlink(missing_ok=True)
        raise _unkept(file, error) from error
    return _whole(file)


def _whole(file: Path) -> bytes:
    key = file.read_bytes()
    if len(key) != KEY_BYTES:
        raise KnownError(
            f"The backups' key {file} is damaged: move it away; older backups of this practice "
            "office cannot be opened any more."
        )
    return key


def _unkept(file: Path, error: OSError) -> KnownError:
    return KnownError(
        f"The backups' key cannot be kept in {file} ({error.strerror or error}): check the "
        "folder's rights and the space left on the disk."
    )


def _ring_get(name: str) -> bytes | None:
    import keyring
    from keyring.errors import KeyringError

    try:
        kept = keyring.get_password(_SERVICE, name)
    except KeyringError:
        return None
    key = base64.b64decode(kept or "")
    return key if len(key) == KEY_BYTES else None


def _ring_set(name: str, key: bytes) -> bool:
    import keyring
    from keyring.errors import KeyringError

    try:
        keyring.set_password(_SERVICE, name, base64.b64encode(key).decode())
    except KeyringError:
        return False
    return True
