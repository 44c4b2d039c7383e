"""The authority kept in an office's `tls/` folder, and the certificate its server shows.

Certificate and key are two files: they take their places together, and where a sudden end parted
them, or one was lost, they are made again. A server that has none to show does not listen, so that
its own computer can still open the office and mend it.
"""

from __future__ import annotations

import secrets
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from phonebank.domain.errors import KnownError
from phonebank.office import authority as certificates
from phonebank.office.keeping import keep_secret, kept_secret
from phonebank.store.journal_key import PassphraseNeeded

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from phonebank.office.authority import Authority

CERTIFICATE, KEY = "server.crt", "server.key"
_AUTHORITY = "ca.pem"
_SEAL = "authority"


def make_authority(tls: Path, name: str, *, practice: bool) -> None:
    """Make another authority for the office `name`; every desk joins again. Raises KnownError."""
    keep_sealed_authority(certificates.new_authority(name), tls, practice=practice)


def keep_sealed_authority(authority: Authority, tls: Path, *, practice: bool) -> None:
    """Keep an authority in the folder `tls`, its key sealed by this computer's key ring."""
    seal = secrets.token_urlsafe(24)
    try:
        keep_secret(tls / "seal.toml", _SEAL, seal, practice=practice)
    except PassphraseNeeded:
        # No key ring and no passphrase: the file's own rights are what protects it.
        seal = ""
    certificates.keep_authority(authority, tls, seal)
    for name in (CERTIFICATE, KEY):
        (tls / name).unlink(missing_ok=True)


def opened_authority(tls: Path, *, practice: bool) -> Authority:
    """The authority kept in `tls`. Raises KnownError, PassphraseNeeded where it stays sealed."""
    seal = kept_secret(tls / "seal.toml", _SEAL, practice=practice)
    return certificates.kept_authority(tls, seal or "")


def certify(tls: Path, names: Sequence[str], *, practice: bool) -> None:
    """Make the server's certificate for `names`, unless the one there will do.

    Raises KnownError where the authority cannot be opened; the former certificate then stays.
    """
    if _will_do(tls, names):
        return
    made = certificates.server_certificate(opened_authority(tls, practice=practice), names)
    keep_pair(tls, made.certificate, made.key)


def keep_pair(tls: Path, certificate: str, key: str) -> None:
    """Replace the server's certificate and its key together. Raises KnownError, both as before."""
    fresh = [tls / f"{name}.next" for name in (KEY, CERTIFICATE)]
    for file, content in zip(fresh, (key, certificate), strict=True):
        certificates.keep(file, content)
    for file in fresh:
        file.replace(file.with_suffix(""))


def usable_pair(tls: Path) -> tuple[str, str] | None:
    """The server's certificate and its key, where both are there and belong together."""
    try:
        certificate = (tls / CERTIFICATE).read_text(encoding="ascii")
        key = (tls / KEY).read_text(encoding="ascii")
    except (OSError, UnicodeDecodeError):
        return None
    return (certificate, key) if certificates.belong_together(certificate, key) else None


def _will_do(tls: Path, names: Sequence[str]) -> bool:
    pair = usable_pair(tls)
    if pair is None:
        return False
    try:
        authority = (tls / _AUTHORITY).read_text(encoding="ascii")
        left = certificates.expiry(pair[0]) - datetime.now(UTC)
        return (
            left > certificates.RENEWAL
            and certificates.names_of(pair[0]) >= set(names)
            and certificates.issued_by(pair[0], authority)
        )
    except (OSError, UnicodeDecodeError, KnownError):
        # Without its authority's file the certificate cannot be judged, and not be made again.
        return True
