"""An office that others join: where it listens, with which certificate, and whom it lets in.

What was decided stands in `hosting.toml` in the office's folder; the authority and the server's
certificate in `tls/`. Each start of the server writes its settings and rules from there, so that an
upgrade or a restored database listens the same way.
"""

from __future__ import annotations

import contextlib
import socket
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

import psycopg

from phonebank.domain.errors import BadInput, KnownError
from phonebank.office import configuration, network
from phonebank.office.admission import conninfo
from phonebank.office.making import DATABASE, write_for
from phonebank.office.server_certificate import (
    CERTIFICATE,
    KEY,
    certify,
    make_authority,
    usable_pair,
)
from phonebank.office.settings import private_folder, read_toml, write_toml

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from phonebank.office.account import Account
    from phonebank.office.office import Office

FILE = "hosting.toml"
#: What an office restored elsewhere listened by before; `host_office` begins from it.
FORMER = "hosting.former.toml"
TLS = "tls"
DESKS = 60
_PORTS_TRIED = 4
_CONNECTIONS_A_DESK = 4
_OTHER_CONNECTIONS = 40


@dataclass(frozen=True, slots=True)
class Hosting:
    """How an office listens.

    `addresses` are this computer's own, `ranges` the networks let in, `hosts` what desks call it
    by, best first; `desks` how many it is sized for.
    """

    addresses: tuple[str, ...]
    ranges: tuple[str, ...]
    hosts: tuple[str, ...]
    port: int
    desks: int = DESKS

    @property
    def names(self) -> tuple[str, ...]:
        """Every name and address the server's certificate must be good for."""
        every = (*self.hosts, *self.addresses, "localhost", "127.0.0.1")
        return tuple(dict.fromkeys(every))

    @property
    def named(self) -> str:
        """The name desks were told, '' where they know addresses only."""
        return next((host for host in self.hosts if not network.is_address(host)), "")

    def settings(self, *, tcp: bool) -> dict[str, str]:
        """The lines this adds to the server's configuration; `tcp`: it has no Unix socket."""
        # A name that cannot be bound keeps the server from starting, so a lost address is left out.
        here = [address for address in self.addresses if network.is_own(address)]
        if tcp and "127.0.0.1" not in here:
            here.append("127.0.0.1")
        return {
            "listen_addresses": ",".join(here),
            "port": str(self.port),
            "max_connections": str(self.desks * _CONNECTIONS_A_DESK + _OTHER_CONNECTIONS),
            "ssl": "on",
            "ssl_cert_file": CERTIFICATE,
            "ssl_key_file": KEY,
            "ssl_min_protocol_version": "TLSv1.2",
            "authentication_timeout": "10s",
        }


def serving(folder: Path) -> Hosting | None:
    """How the office in `folder` listens at its next start: not at all without a certificate."""
    hosting = hosting_of(folder)
    return hosting if hosting is not None and usable_pair(folder / TLS) is not None else None


def hosting_of(folder: Path, name: str = FILE) -> Hosting | None:
    """How the office in `folder` listens, or None when it does not.

    Raises KnownError where the file is damaged.
    """
    file = folder / name
    try:
        values = read_toml(file)
        if not values:
            return None
        port, desks = int(str(values["port"])), int(str(values.get("desks", DESKS)))
    except (KnownError, KeyError, ValueError) as error:
        raise KnownError(
            f"{file} is damaged: remove it, then say again who may join with 'phonebank office "
            "host --lan 192.168.1.0/24'."
        ) from error

    def words(key: str) -> tuple[str, ...]:
        return tuple(str(values.get(key, "")).split())

    return Hosting(words("addresses"), words("ranges"), words("hosts"), port, desks)


def host_office(
    office: Office,
    *,
    ranges: Sequence[str] = (),
    host: str = "",
    port: int | None = None,
    desks: int | None = None,
    new_authority: bool = False,
) -> Hosting:
    """Make the office's server listen for desks of `ranges`, over TLS only, and keep it running.

    What is not given stays as it was when the office last listened: desks have its name and port.
    The first time it is the network this computer stands in, the first free port and `DESKS`. A
    `new_authority` makes every desk join again. Raises BadInput, KnownError (no TLS, no network,
    port taken, other windows open); the office then runs as before.
    """
    folder = office.folder
    cluster = office.cluster
    if office.joined is not None:
        raise KnownError(
            f"This computer is only a desk of {office.name}, which stands on another one."
        )
    if cluster is None:
        raise KnownError(
            "This office's server is not Phonebank's own: whoever runs it says who may connect."
        )
    _require_tls(office)
    before = hosting_of(folder)
    known = before or hosting_of(folder, FORMER)
    chosen = network.choose(
        ranges or (known.ranges if known else ()), host or (known.named if known else "")
    )
    tls = private_folder(folder / TLS)
    fresh = new_authority or not (tls / "ca.pem").exists()
    wanted = before.port if before is not None and port is None else port
    if before is None and known is not None and port is None:
        # Desks of before knock where the office was: there, if it is free.
        with contextlib.suppress(BadInput):
            wanted = network.free_port(chosen.addresses, known.port)
    for left in reversed(range(_PORTS_TRIED)):
        free = wanted if before is not None and wanted == before.port else None
        hosting = Hosting(
            chosen.addresses,
            chosen.ranges,
            chosen.hosts,
            free or network.free_port(chosen.addresses, wanted),
            desks or (known.desks if known else DESKS),
        )
        if not fresh:
            certify(tls, hosting.names, practice=office.practice)
        change = (
            partial(_begin_anew, office, hosting) if fresh else partial(_write, folder, hosting)
        )
        try:
            cluster.reconfigure(change, partial(_write, folder, before))
            break
        except KnownError as error:
            # Somebody took the free port first: the next one, unless this very one was wanted.
            if wanted is not None or not left or "uses the address" not in str(error):
                raise
    (folder / FORMER).unlink(missing_ok=True)
    cluster.keep_running()
    return hosting


def stop_hosting(office: Office) -> None:
    """Listen no more: the office serves this computer only.

    Desks keep their right to come back, and the office its name and port for when they do.
    """
    folder = office.folder
    before = hosting_of(folder)
    if before is None or office.cluster is None:
        return
    _write(folder, before, FORMER)
    office.cluster.reconfigure(partial(_write, folder, None), partial(_write, folder, before))


def prepare(folder: Path, data: Path, account: Account, *, local: bool, practice: bool) -> None:
    """Before a start: put the certificate and the rules of admission where the server reads them.

    A certificate near its end, or that lacks an address, is renewed if the authority can be opened.
    """
    hosting = hosting_of(folder)
    ranges: tuple[str, ...] = ()
    if hosting is not None:
        tls = folder / TLS
        with contextlib.suppress(KnownError):
            certify(tls, hosting.names, practice=practice)
        pair = usable_pair(tls)
        if pair is not None:
            for name, content in zip((CERTIFICATE, KEY), pair, strict=True):
                write_for(data / name, content, account)
            ranges = hosting.ranges
    rules = configuration.admission(local=local, database=DATABASE, ranges=ranges)
    write_for(data / "pg_hba.conf", rules, account)


def authority_pem(folder: Path) -> str:
    """The certificate of the authority desks trust. Raises KnownError where there is none."""
    try:
        return (folder / TLS / "ca.pem").read_text(encoding="ascii")
    except OSError as error:
        raise KnownError(
            "This office listens to nobody yet: run 'phonebank office host' first."
        ) from error
    except UnicodeDecodeError as error:
        raise KnownError(
            f"The certificate of the office's authority in {folder / TLS} is damaged: restore that "
            "folder from a backup, or make another with 'phonebank office host --new-authority'; "
            "every desk then joins again."
        ) from error


def server_pem(folder: Path) -> str | None:
    """The certificate the server shows, or None where it never listened or its file is damaged."""
    try:
        return (folder / TLS / CERTIFICATE).read_text(encoding="ascii")
    except (FileNotFoundError, UnicodeDecodeError):
        return None


def this_computer() -> str:
    """This computer's name in the network."""
    return socket.gethostname() or "PC"


def ssl_library(office: Office) -> str:
    """The library with which the office's server encrypts; empty where it cannot."""
    with psycopg.connect(conninfo(office.owner_url), autocommit=True) as connection:
        row = connection.execute("show ssl_library").fetchone()
    return "" if row is None else str(row[0])


def _require_tls(office: Office) -> None:
    if not ssl_library(office):
        raise KnownError(
            "The PostgreSQL of this computer cannot encrypt connections, so the office may not "
            "listen: install one that can (on Debian: apt install postgresql)."
        )


def _begin_anew(office: Office, hosting: Hosting) -> None:
    """Listen with another authority: only now, since the one of before cannot be brought back."""
    tls = office.folder / TLS
    make_authority(tls, office.name, practice=office.practice)
    certify(tls, hosting.names, practice=office.practice)
    _write(office.folder, hosting)


def _write(folder: Path, hosting: Hosting | None, name: str = FILE) -> None:
    if hosting is None:
        (folder / name).unlink(missing_ok=True)
        return
    write_toml(
        folder / name,
        {
            "addresses": " ".join(hosting.addresses),
            "ranges": " ".join(hosting.ranges),
            "hosts": " ".join(hosting.hosts),
            "port": hosting.port,
            "desks": hosting.desks,
        },
    )
