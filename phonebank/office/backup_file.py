"""The sealed file of a backup: a stream of chunks, each encrypted and bound to its place.

    16 bytes  what it is            1 byte  version        1 byte  where the key comes from
    16 bytes  name of the key      16 bytes salt of the passphrase   16 bytes salt of the file
    chunks:   4 bytes length, then AES-256-GCM of up to a quarter of a mebibyte

Every file has its own key (HKDF of the owner's and the file's salt). A chunk's nonce is its
number and whether it is the last; the header is authenticated with each. So a chunk changed, moved,
left out or cut off is noticed, and nothing after it is believed.
"""

from __future__ import annotations

import os
import struct
from dataclasses import dataclass
from typing import TYPE_CHECKING, BinaryIO, Protocol

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from phonebank.domain.errors import BadInput

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

KEY_BYTES = 32
SALT_BYTES = 16
VERSION = 1
_MAGIC = b"phonebank backup"
_HEADER = struct.Struct(">16sBc16s16s16s")
_LENGTH = struct.Struct(">I")
_NONCE = struct.Struct(">QI")
_CHUNK = 256 * 1024
_TAG = 16


@dataclass(frozen=True, slots=True)
class Header:
    """The clear beginning of a file.

    `kind` says where the key comes from ('r' key ring, 'w' words, 'f' file); `key_name` recognises
    it and tells nothing of it; `words_salt` is the passphrase's.
    """

    kind: str
    key_name: bytes
    words_salt: bytes
    file_salt: bytes

    def packed(self) -> bytes:
        """The bytes as they stand in the file."""
        return _HEADER.pack(
            _MAGIC,
            VERSION,
            self.kind.encode("latin-1"),
            self.key_name,
            self.words_salt,
            self.file_salt,
        )


def read_header(file: Path) -> Header:
    """The header of a backup. Raises BadInput for a file that is none, or cannot be read."""
    try:
        with file.open("rb") as stream:
            begin = stream.read(_HEADER.size)
    except OSError as error:
        raise BadInput(
            f"The backup {file} cannot be read ({error.strerror or error}): name a file that "
            "'phonebank office backup' wrote."
        ) from error
    if len(begin) < _HEADER.size or not begin.startswith(_MAGIC):
        raise BadInput(
            f"{file} is no backup of an office: name a file that 'phonebank office backup' wrote."
        )
    _, version, kind, key_name, words_salt, file_salt = _HEADER.unpack(begin)
    if version != VERSION:
        raise BadInput(
            f"The backup {file} was written by a newer Phonebank: install that version first."
        )
    return Header(kind.decode("latin-1"), key_name, words_salt, file_salt)


class Out(Protocol):
    """Where sealed bytes go."""

    def write(self, data: bytes, /) -> int:
        """Take the bytes; how many."""


class SealedWriter:
    """Writes a stream into `out`, sealed; `finish()` puts the mark that makes it whole."""

    def __init__(self, out: Out, header: Header, key: bytes) -> None:
        self._out = out
        self._bound = header.packed()
        self._cipher = _cipher(key, header)
        self._waiting = bytearray()
        self._number = 0
        out.write(self._bound)

    def write(self, data: bytes) -> None:
        """Add some of the stream. Raises OSError when the disk refuses."""
        self._waiting += data
        # One chunk is always held back: only the end knows which is the last.
        while len(self._waiting) > _CHUNK:
            self._seal(bytes(self._waiting[:_CHUNK]), last=False)
            del self._waiting[:_CHUNK]

    def finish(self) -> None:
        """Seal what is left and mark the end."""
        self._seal(bytes(self._waiting), last=True)
        self._waiting.clear()

    def _seal(self, clear: bytes, *, last: bool) -> None:
        sealed = self._cipher.encrypt(_nonce(self._number, last=last), clear, self._bound)
        self._out.write(_LENGTH.pack(len(sealed)) + sealed)
        self._number += 1


def new_header(kind: str, key_name: bytes, words_salt: bytes) -> Header:
    """The header of a new file, with a salt of its own."""
    return Header(kind, key_name, words_salt, os.urandom(SALT_BYTES))


def opened(file: Path, key: bytes, follow: Callable[[int], None] | None = None) -> Iterator[bytes]:
    """The stream in `file`, piece by piece; `follow` is told how many bytes were read each time.

    Raises BadInput as soon as a piece is not what was written, and at the end where the end is
    missing: what came before was authentic, but it is not the whole.
    """
    header = read_header(file)
    cipher, bound = _cipher(key, header), header.packed()
    number, last = 0, False
    with file.open("rb") as stream:
        stream.seek(_HEADER.size)
        while not last:
            sealed = _next_chunk(stream, file)
            try:
                clear = cipher.decrypt(_nonce(number, last=False), sealed, bound)
            except InvalidTag:
                try:
                    clear = cipher.decrypt(_nonce(number, last=True), sealed, bound)
                except InvalidTag:
                    raise damaged(file) from None
                last = True
            number += 1
            if follow is not None:
                follow(len(sealed) + _LENGTH.size)
            yield clear
        if stream.read(1):
            raise damaged(file)


def damaged(file: Path) -> BadInput:
    """The sentence for a file whose content is not what was written."""
    return BadInput(
        f"The backup {file} is damaged or not whole: nothing was changed; take another backup."
    )


def _next_chunk(stream: BinaryIO, file: Path) -> bytes:
    begin = stream.read(_LENGTH.size)
    if len(begin) < _LENGTH.size:
        raise damaged(file)
    (length,) = _LENGTH.unpack(begin)
    if not _TAG <= length <= _CHUNK + _TAG:
        raise damaged(file)
    sealed = stream.read(length)
    if len(sealed) < length:
        raise damaged(file)
    return sealed


def _cipher(key: bytes, header: Header) -> AESGCM:
    derived = HKDF(SHA256(), KEY_BYTES, salt=header.file_salt, info=b"phonebank backup file")
    return AESGCM(derived.derive(key))


def _nonce(number: int, *, last: bool) -> bytes:
    return _NONCE.pack(number, int(last))
