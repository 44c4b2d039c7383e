"""An office's own certificate authority, and the certificate its server shows.

The authority vouches for one server and for nothing else; desks get its certificate with their
invitation and trust no other. Its key never leaves the host and never enters the database.
"""

from __future__ import annotations

import hashlib
import ipaddress
import os
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from phonebank.domain.errors import KnownError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

AUTHORITY_LIFE = timedelta(days=5 * 365)
SERVER_LIFE = timedelta(days=365)
#: A certificate is renewed when less than this is left of it.
RENEWAL = timedelta(days=60)
_SKEW = timedelta(days=1)
_SHORT_NAME = 40


@dataclass(frozen=True, slots=True)
class Authority:
    """A certificate authority: its certificate and the key that signs."""

    certificate: x509.Certificate
    key: ec.EllipticCurvePrivateKey

    @property
    def pem(self) -> str:
        """The certificate as desks keep it."""
        return _pem(self.certificate)

    @property
    def open_key_pem(self) -> str:
        """The key that signs, sealed by nothing: for a file that is sealed as a whole."""
        return _key_pem(self.key, "")


@dataclass(frozen=True, slots=True)
class ServerCertificate:
    """What the server shows and the key behind it, both as PEM."""

    certificate: str
    key: str


def new_authority(office: str, now: datetime | None = None) -> Authority:
    """An authority for `office`, good for five years from `now`."""
    now = now or datetime.now(UTC)
    key = ec.generate_private_key(ec.SECP256R1())
    # A certificate's names are measured in bytes, and an accent takes two.
    short = office.encode()[:_SHORT_NAME].decode(errors="ignore").strip()
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, f"Phonebank {short}")])
    usage = _usage(signs_certificates=True)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - _SKEW)
        .not_valid_after(now + AUTHORITY_LIFE)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(usage, critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .sign(key, hashes.SHA256())
    )
    return Authority(certificate, key)


def server_certificate(
    authority: Authority, names: Sequence[str], now: datetime | None = None
) -> ServerCertificate:
    """A certificate for the server reached at `names` (host names and addresses), for a year.

    It never outlives its authority. Raises KnownError once that has ended.
    """
    now = now or datetime.now(UTC)
    key = ec.generate_private_key(ec.SECP256R1())
    issuer = authority.certificate
    if issuer.not_valid_after_utc <= now:
        raise KnownError(
            f"The office's authority ended on {issuer.not_valid_after_utc:%d/%m/%Y}: make another "
            "with 'phonebank office host --new-authority'; every desk then joins again."
        )
    certificate = (
        x509.CertificateBuilder()
        .subject_name(x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, names[0][:64])]))
        .issuer_name(issuer.subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - _SKEW)
        .not_valid_after(min(now + SERVER_LIFE, issuer.not_valid_after_utc))
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_usage(signs_certificates=False), critical=True)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
        .add_extension(
            x509.SubjectAlternativeName([_general_name(name) for name in names]), critical=False
        )
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_public_key(authority.key.public_key()),
            critical=False,
        )
        .sign(authority.key, hashes.SHA256())
    )
    return ServerCertificate(_pem(certificate), _key_pem(key, ""))


def fingerprint(pem: str) -> str:
    """The SHA-256 of a certificate, in hexadecimal, as people compare it. Raises KnownError."""
    return hashlib.sha256(der(pem)).hexdigest()


def der(pem: str) -> bytes:
    """The certificate in its short, binary form. Raises KnownError for what is none."""
    return _load(pem).public_bytes(serialization.Encoding.DER)


def pem_of(binary: bytes) -> str:
    """The certificate that `der` made short. Raises KnownError for what is none."""
    try:
        return _pem(x509.load_der_x509_certificate(binary))
    except ValueError as error:
        raise KnownError("The office's certificate is damaged: ask for it again.") from error


def expiry(pem: str) -> datetime:
    """Until when a certificate is good. Raises KnownError for what is none."""
    return _load(pem).not_valid_after_utc


def names_of(pem: str) -> frozenset[str]:
    """The host names and addresses a server's certificate is good for."""
    names = _load(pem).extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    return frozenset(
        [str(each) for each in names.get_values_for_type(x509.IPAddress)]
        + names.get_values_for_type(x509.DNSName)
    )


def issued_by(pem: str, authority: str) -> bool:
    """Whether the certificate `pem` was signed by the authority whose certificate is given."""
    try:
        _load(pem).verify_directly_issued_by(_load(authority))
    except Exception:  # noqa: BLE001 - several kinds, all mean no
        return False
    return True


def belong_together(pem: str, key_pem: str) -> bool:
    """Whether the open key `key_pem` is the one of the certificate `pem`."""
    try:
        key = serialization.load_pem_private_key(key_pem.encode(), None)
        return key.public_key() == _load(pem).public_key()
    except (ValueError, TypeError, UnsupportedAlgorithm, KnownError):
        return False


def keep_authority(authority: Authority, folder: Path, passphrase: str) -> None:
    """Write `ca.pem` and `ca.key`, for their owner's eyes only; with a passphrase, sealed by it."""
    keep(folder / "ca.key", _key_pem(authority.key, passphrase))
    keep(folder / "ca.pem", authority.pem)


def kept_authority(folder: Path, passphrase: str) -> Authority:
    """The authority `keep_authority` wrote. Raises KnownError: wrong passphrase, damaged files."""
    try:
        certificate = _load((folder / "ca.pem").read_text(encoding="ascii"))
        key = serialization.load_pem_private_key(
            (folder / "ca.key").read_bytes(), passphrase.encode() or None
        )
    except TypeError:
        # A key that is sealed where no passphrase is given, or the other way round.
        if passphrase:
            return kept_authority(folder, "")
        raise KnownError(
            f"The key in {folder} is sealed: give the office's passphrase in PHONEBANK_PASSPHRASE."
        ) from None
    except (OSError, ValueError) as error:
        raise KnownError(
            f"The office's key in {folder} cannot be opened: check PHONEBANK_PASSPHRASE, restore "
            "the folder from a backup, or make another with 'phonebank office host "
            "--new-authority'."
        ) from error
    if not isinstance(key, ec.EllipticCurvePrivateKey):
        raise KnownError(f"The office's key in {folder} is of another kind: restore the folder.")
    return Authority(certificate, key)


def authority_of(pem: str, key_pem: str) -> Authority:
    """The authority of a certificate and its open key. Raises KnownError for another key."""
    key = serialization.load_pem_private_key(key_pem.encode(), None)
    certificate = _load(pem)
    if not isinstance(key, ec.EllipticCurvePrivateKey) or key.public_key() != (
        certificate.public_key()
    ):
        raise KnownError("The authority's key is not its certificate's: take another backup.")
    return Authority(certificate, key)


def _usage(*, signs_certificates: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not signs_certificates,
        key_cert_sign=signs_certificates,
        crl_sign=signs_certificates,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        encipher_only=False,
        decipher_only=False,
    )


def _general_name(name: str) -> x509.GeneralName:
    try:
        return x509.IPAddress(ipaddress.ip_address(name))
    except ValueError:
        return x509.DNSName(name)


def _load(pem: str) -> x509.Certificate:
    try:
        return x509.load_pem_x509_certificate(pem.encode())
    except ValueError as error:
        raise KnownError("The office's certificate is damaged: ask for it again.") from error


def _pem(certificate: x509.Certificate) -> str:
    return certificate.public_bytes(serialization.Encoding.PEM).decode("ascii")


def _key_pem(key: ec.EllipticCurvePrivateKey, passphrase: str) -> str:
    sealing: serialization.KeySerializationEncryption = serialization.NoEncryption()
    if passphrase:
        sealing = serialization.BestAvailableEncryption(passphrase.encode())
    return key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, sealing
    ).decode("ascii")


def keep(file: Path, content: str) -> None:
    """Replace `file` by `content`, for its owner's eyes only. Raises KnownError."""
    try:
        fresh = file.with_name(f".{file.name}.fresh")
        fresh.unlink(missing_ok=True)
        handle = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w", encoding="utf-8") as out:
            out.write(content)
            out.flush()
            os.fsync(out.fileno())
        fresh.replace(file)
    except OSError as error:
        raise KnownError(
            f"{file} cannot be written ({error.strerror or error}): check the folder's rights and "
            "the space left on the disk."
        ) from error
