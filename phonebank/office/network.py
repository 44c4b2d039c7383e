"""Which addresses of this computer an office listens on, and which networks it lets in.

Nothing is sent to find out: the system is only asked which of its addresses it would use.
"""

from __future__ import annotations

import contextlib
import errno
import ipaddress
import re
import socket
from dataclasses import dataclass
from typing import TYPE_CHECKING

from phonebank.domain.errors import BadInput, KnownError

if TYPE_CHECKING:
    from collections.abc import Sequence

    Network = ipaddress.IPv4Network | ipaddress.IPv6Network

PORT = 5432
_PORTS_TRIED = 20
#: Wider ranges are a slip of the hand: an office is a room, not a country.
_WIDEST = {4: 8, 6: 32}
#: Labels apart by one full stop: there is one way only to read it, however long it is.
_NAME = re.compile(r"(?=.{1,253}$)[A-Za-z0-9][A-Za-z0-9-]{0,62}(\.[A-Za-z0-9-]{1,63})*\.?")


@dataclass(frozen=True, slots=True)
class Listening:
    """Where an office listens: its own addresses, the networks let in, what desks call it by."""

    addresses: tuple[str, ...]
    ranges: tuple[str, ...]
    hosts: tuple[str, ...]


def choose(ranges: Sequence[str], host: str = "") -> Listening:
    """Where to listen for desks of `ranges`; without any, the network this computer stands in.

    `host` is a name or an address desks reach this computer by, tried first. Raises BadInput for
    what is no private network or no name, KnownError where this computer has no network.
    """
    networks = [network(each) for each in ranges] or [_own_network()]
    addresses: list[str] = []
    for each in networks:
        own = _address_towards(each)
        if own not in addresses:
            addresses.append(own)
    hosts = list(addresses)
    if host:
        _check_name(host)
        if is_address(host) and host not in addresses and is_own(host):
            addresses.append(host)
        hosts = [host, *(each for each in hosts if each != host)]
    return Listening(tuple(addresses), tuple(str(each) for each in networks), tuple(hosts))


def network(text: str) -> Network:
    """A private network, written like 192.168.1.0/24. Raises BadInput."""
    try:
        found = ipaddress.ip_network(text.strip(), strict=False)
    except ValueError:
        raise BadInput(
            f"{text or repr(text)} is no network: write it like 192.168.1.0/24."
        ) from None
    if not found.is_private or found.prefixlen < _WIDEST[found.version]:
        raise BadInput(
            f"{text} reaches beyond the office: name its own network, like 192.168.1.0/24."
        )
    return found


def free_port(addresses: Sequence[str], wanted: int | None = None) -> int:
    """A port free on every address: the one wanted, or the first from 5432 on.

    Raises BadInput when the one wanted is taken, KnownError when all are.
    """
    if wanted is not None:
        if not 1024 <= wanted <= 65535:
            raise BadInput(f"{wanted} is no port for an office: choose one from 1024 to 65535.")
        if not _is_free(addresses, wanted):
            raise BadInput(f"Another program uses the port {wanted}: choose another with --port.")
        return wanted
    for port in range(PORT, PORT + _PORTS_TRIED):
        if _is_free(addresses, port):
            return port
    raise KnownError(
        f"The ports {PORT} to {PORT + _PORTS_TRIED - 1} are all in use: choose one with --port."
    )


def is_own(address: str) -> bool:
    """Whether this computer has `address`."""
    return _is_free([address], 0)


def own_network() -> str:
    """The network this computer stands in, '' where it stands in none."""
    try:
        return str(_own_network())
    except KnownError:
        return ""


def _is_free(addresses: Sequence[str], port: int) -> bool:
    for address in addresses:
        with contextlib.closing(socket.socket(_family(address), socket.SOCK_STREAM)) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((address, port))
            except OSError as error:
                if error.errno in {errno.EADDRINUSE, errno.EADDRNOTAVAIL, errno.EACCES}:
                    return False
                raise
    return True


def _own_network() -> Network:
    address = _source("10.255.255.255") or ""
    if not address or ipaddress.ip_address(address).is_loopback:
        raise KnownError(
            "This computer stands in no network: connect it, or name the network with --lan "
            "192.168.1.0/24."
        )
    return network(f"{address}/24")


def _address_towards(there: Network) -> str:
    """The address under which this computer is seen from `there`."""
    somebody = there.network_address + (1 if there.num_addresses > 2 else 0)
    address = _source(str(somebody))
    if address is None:
        raise KnownError(f"This computer has no way to {there}: check its network, or --lan.")
    return address


def _source(towards: str) -> str | None:
    with contextlib.closing(socket.socket(_family(towards), socket.SOCK_DGRAM)) as probe:
        try:
            # A datagram socket that is connected sends nothing.
            probe.connect((towards, 9))
            return str(probe.getsockname()[0])
        except OSError:
            return None


def _family(address: str) -> socket.AddressFamily:
    return socket.AF_INET6 if ":" in address else socket.AF_INET


def is_address(text: str) -> bool:
    """Whether `text` is an address and not a name."""
    try:
        ipaddress.ip_address(text)
    except ValueError:
        return False
    return True


def _check_name(host: str) -> None:
    if not is_address(host) and not _NAME.fullmatch(host):
        raise BadInput(f"'{host}' is neither the name nor the address of a computer.")
