"""Looking over how an office listens: its certificates, and who answers at its addresses."""

from __future__ import annotations

import contextlib
import socket
import ssl
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from phonebank.domain.errors import PhonebankError
from phonebank.office import authority as certificates
from phonebank.office import network
from phonebank.office.card import read_card
from phonebank.office.findings import Finding, Severity, from_error
from phonebank.office.hosting import TLS, authority_pem, hosting_of, server_pem
from phonebank.office.server_certificate import opened_authority, usable_pair
from phonebank.store.journal_key import PassphraseNeeded

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sqlalchemy import URL

    from phonebank.office.cluster import Cluster

_SOON = timedelta(days=30)
_PROBE_SECONDS = 2.0
_POSTGRESQL_PORT = 5432
_ASKS_FOR_TLS = (8).to_bytes(4, "big") + (80877103).to_bytes(4, "big")


def certificates_of(cluster: Cluster) -> Iterator[Finding]:
    """The authority's and the server's certificates, where the office listens."""
    if hosting_of(cluster.folder) is None:
        return
    try:
        authority, server = authority_pem(cluster.folder), server_pem(cluster.folder)
        if server is None or not certificates.issued_by(server, authority):
            yield Finding(
                Severity.PROBLEM,
                "The server's certificate is missing or is not of the office's authority.",
                "Make it again: phonebank office host",
            )
            return
        yield _expiry("The server's certificate", server, "Renew it: phonebank office host")
        yield _expiry(
            "The office's authority",
            authority,
            "Renew it with 'phonebank office host --new-authority'; every desk then joins again.",
        )
        if usable_pair(cluster.folder / TLS) is None:
            yield Finding(
                Severity.PROBLEM,
                "The key of the server's certificate is missing or is another certificate's.",
                "Make both again: phonebank office host",
            )
        yield from _authority_key(cluster.folder)
    except PhonebankError as error:
        yield from_error(error)


def _authority_key(folder: Path) -> Iterator[Finding]:
    """Whether the authority's key is there, opens and is sealed: without it nothing is renewed."""
    card, tls = read_card(folder), folder / TLS
    if card is None:
        return
    file = tls / "ca.key"
    if not file.exists():
        yield Finding(
            Severity.PROBLEM,
            f"The key of the office's authority is missing in {tls}.",
            "Restore that folder from a backup, or make another with 'phonebank office host "
            "--new-authority'; every desk then joins again.",
        )
        return
    # Where only a passphrase would open it, whoever has that finds out with the next renewal.
    with contextlib.suppress(PassphraseNeeded):
        opened_authority(tls, practice=card.practice)
    if not card.practice and b"ENCRYPTED" not in file.read_bytes():
        yield Finding(
            Severity.WARNING,
            "The key of the office's authority is not sealed: this computer has no key ring.",
            "Set PHONEBANK_PASSPHRASE, then: phonebank office host --new-authority",
        )


def addresses_of(cluster: Cluster) -> Iterator[Finding]:
    """Whether the office answers, with TLS, at every address it means to."""
    hosting = hosting_of(cluster.folder)
    if hosting is None:
        return
    for address in hosting.addresses:
        place = f"{address}, port {hosting.port}"
        if not network.is_own(address):
            yield Finding(
                Severity.PROBLEM,
                f"This computer no longer has the address {address}, by which desks reach it.",
                "Give it back its address, or run 'phonebank office host' and invite again.",
            )
            continue
        if not cluster.running:
            yield Finding(
                Severity.WARNING,
                f"The office would listen on {place}, and is stopped.",
                "Start it: phonebank office start",
            )
            continue
        said = _proof(address, hosting.port, _trusted(cluster.folder))
        if said is None:
            yield Finding(
                Severity.PROBLEM,
                f"Nothing answers on {place}.",
                "Restart the office: phonebank office stop --force, then start.",
            )
        elif said:
            yield Finding(
                Severity.PROBLEM,
                f"What answers on {place} does not prove to be this office ({said}).",
                "Run 'phonebank office host'; if it stays so, another program has the port: choose "
                "another with --port.",
            )
        else:
            yield Finding(Severity.OK, f"The office answers on {place}, over TLS.")


def certificate_at(url: URL) -> Iterator[Finding]:
    """How long a server of somebody else's has a certificate; nothing where it shows none."""
    if not url.host or url.host.startswith(("/", "@")):
        return
    with contextlib.suppress(OSError, ValueError):
        shown = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        # Whether it proves who the server is, each connection asks; here only its end is read.
        shown.check_hostname = False
        shown.verify_mode = ssl.CERT_NONE
        port = url.port or _POSTGRESQL_PORT
        with socket.create_connection((url.host, port), _PROBE_SECONDS) as probe:
            probe.sendall(_ASKS_FOR_TLS)
            if probe.recv(1) != b"S":
                return
            with shown.wrap_socket(probe) as inside:
                certificate = inside.getpeercert(binary_form=True)
        if certificate is not None:
            yield _expiry(
                "The server's certificate",
                ssl.DER_cert_to_PEM_cert(certificate),
                "Have it renewed by whoever looks after the server.",
            )


def _expiry(what: str, pem: str, remedy: str) -> Finding:
    until = certificates.expiry(pem)
    left = until - datetime.now(UTC)
    if left <= timedelta(0):
        return Finding(Severity.PROBLEM, f"{what} ended on {until:%d/%m/%Y}.", remedy)
    sentence = f"{what} is good until {until:%d/%m/%Y}."
    return (
        Finding(Severity.WARNING, sentence, remedy)
        if left < _SOON
        else Finding(Severity.OK, sentence)
    )


def _trusted(folder: Path) -> str:
    with contextlib.suppress(PhonebankError):
        return authority_pem(folder)
    return ""


def _proof(address: str, port: int, authority: str) -> str | None:
    """'' where this office answers over TLS, else what is wrong with who does; None for nobody."""
    try:
        with socket.create_connection((address, port), _PROBE_SECONDS) as probe:
            probe.sendall(_ASKS_FOR_TLS)
            answer = probe.recv(1)
            if not answer:
                return None
            if answer != b"S":
                return "it does not encrypt"
            trust = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
            trust.load_verify_locations(cadata=authority)
            with trust.wrap_socket(probe, server_hostname=address):
                return ""
    except ssl.SSLCertVerificationError as error:
        return error.verify_message
    except (ssl.SSLError, ValueError) as error:
        return str(error) or "it does not encrypt"
    except OSError:
        return None
