"""How an office listens, in its backup: settings, authority and certificate, and back from there.

Inside the sealed file the authority's key stands open, since what seals it in the folder is this
computer's key ring; a restore seals it anew. Desks trust the authority, so that a restored office
lets them in without an invitation, wherever it has their address.
"""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

from phonebank.domain.errors import PhonebankError
from phonebank.office import authority as certificates
from phonebank.office import network
from phonebank.office.hosting import FILE, FORMER, TLS, hosting_of
from phonebank.office.server_certificate import keep_sealed_authority, opened_authority
from phonebank.office.settings import private_folder

if TYPE_CHECKING:
    from pathlib import Path

    from phonebank.office.office import Office

_KEY, _CERTIFICATE = "ca.key", "ca.pem"
_SERVER = ("server.crt", "server.key")


def packed_hosting(office: Office) -> dict[str, str]:
    """The files by name, the authority's key opened; empty where the office never listened.

    An authority that cannot be opened (no passphrase given) is left out: the office then makes
    another, and its desks join again.
    """
    if office.cluster is None:
        return {}
    folder = office.folder
    packed = {}
    for name in (FILE, FORMER):
        if (folder / name).exists():
            packed[FILE] = (folder / name).read_text(encoding="utf-8")
            break
    with contextlib.suppress(PhonebankError, OSError):
        authority = opened_authority(folder / TLS, practice=office.practice)
        packed[_CERTIFICATE] = authority.pem
        packed[_KEY] = authority.open_key_pem
        for name in _SERVER:
            packed[name] = (folder / TLS / name).read_text(encoding="ascii")
    return packed


def unpack_hosting(folder: Path, packed: dict[str, str], *, practice: bool) -> str:
    """Put the files back into a folder that has none.

    'listening' where the office will answer at its addresses from its next start; 'waiting' where
    this computer lacks one or its port is taken, so that `office host` decides; '' for nothing.
    """
    if not packed or (folder / FILE).exists() or (folder / TLS / _CERTIFICATE).exists():
        return ""
    if _CERTIFICATE in packed:
        tls = private_folder(folder / TLS)
        authority = certificates.authority_of(packed[_CERTIFICATE], packed[_KEY])
        keep_sealed_authority(authority, tls, practice=practice)
        for name in _SERVER:
            if name in packed:
                certificates.keep(tls / name, packed[name])
    if FILE not in packed:
        return ""
    certificates.keep(folder / FORMER, packed[FILE])
    (folder / FORMER).replace(folder / FILE)
    hosting = hosting_of(folder)
    if hosting is None or not _free(hosting.addresses, hosting.port):
        (folder / FILE).replace(folder / FORMER)
        return "waiting"
    return "listening"


def _free(addresses: tuple[str, ...], port: int) -> bool:
    if not all(network.is_own(each) for each in addresses):
        return False
    try:
        network.free_port(addresses, port)
    except PhonebankError:
        return False
    return True
