"""A hosted office on a loopback address, and computers that join it."""

from __future__ import annotations

import random
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import keyring
from keyring.backends.fail import Keyring

from phonebank.domain.errors import BadInput
from phonebank.office.cluster import Cluster
from phonebank.office.desks import invite_desk
from phonebank.office.hosting import Hosting, host_office
from phonebank.office.invitation import Invitation
from phonebank.office.joining import Joined, join_office
from phonebank.office.network import free_port
from phonebank.office.office import Office, create_office
from tests.offices import SmallOffice

LOOPBACK = "127.0.0.0/8"


@dataclass
class Hosted:
    """A hosted office: its owner's side, what is in it, and how it listens."""

    office: Office
    small: SmallOffice
    hosting: Hosting

    def invite(self, label: str = "", valid: timedelta = timedelta(hours=1)) -> Invitation:
        return invite_desk(self.office, label, valid)

    def join(self, folder: Path, label: str = "Poste") -> Joined:
        return join_office(self.invite(), label=label, folder=folder)


def quiet_port() -> int:
    """A free port that nobody else takes while a server is down for a moment.

    An office by itself takes the first free one from 5432 on, and so does the next worker's.
    """
    while True:
        with suppress(BadInput):
            return free_port(["127.0.0.1"], random.SystemRandom().randrange(20_000, 30_000))


@contextmanager
def without_key_ring() -> Iterator[None]:
    """A computer whose system keeps no secrets."""
    before = keyring.get_keyring()
    keyring.set_keyring(Keyring())  # type: ignore[no-untyped-call]
    try:
        yield
    finally:
        keyring.set_keyring(before)


@contextmanager
def hosted(home: Path, *, practice: bool) -> Iterator[Hosted]:
    """A hosted office under `home`, removed with everything in it."""
    folder = home / "offices" / "valmont"
    try:
        with create_office(folder, "Valmont", practice=practice) as office:
            hosting = host_office(office, ranges=[LOOPBACK], port=quiet_port())
            small = SmallOffice(office.owner_url, practice=practice)
            try:
                yield Hosted(office, small, hosting)
            finally:
                small.close()
    finally:
        Cluster(folder).destroy()
