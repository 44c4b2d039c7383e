"""A desk on this computer: one window takes one seat, and a second window the next.

A seat has a number, a folder (its desk's journal stands there) and a login role of its own in the
database. It is free again when its window closes or crashes. A computer that joined an office by
invitation has one seat there: the desk it was enrolled as.
"""

from __future__ import annotations

import contextlib
import platform
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Self

import psycopg

from phonebank.domain.errors import KnownError
from phonebank.office import locks
from phonebank.office.admission import conninfo
from phonebank.office.joining import is_due, rotate_secret, working_url
from phonebank.office.keeping import keep_secret, kept_secret
from phonebank.office.settings import private_folder, read_toml, write_toml
from phonebank.store import enrolment

if TYPE_CHECKING:
    from types import TracebackType

    from sqlalchemy import URL

    from phonebank.office.joined import JoinedDesk
    from phonebank.office.office import Office

_CARD = "seat.toml"
_SECRETS, _SECRET = "secrets.toml", "desk"


@dataclass(frozen=True, slots=True)
class Seat:
    """A taken seat: `url` is the database's address for its desk, `role` the desk's login."""

    number: int
    label: str
    folder: Path
    role: str
    url: URL
    lock: locks.Lock

    def release(self) -> None:
        """Give the seat back; a second call does nothing."""
        self.lock.release()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.release()


def take_seat(office: Office, words: str = "") -> Seat:
    """Take the first free seat of an opened office on this computer.

    The first time, its desk is enrolled by the owner; in an office this computer joined there is
    one seat, enrolled already. `words` is the passphrase of a secret that no key ring keeps.
    Raises PassphraseNeeded without one, KnownError when no seat is free or the database does not
    let the desk in.
    """
    if office.joined is not None:
        return _joined_seat(office, office.joined, words)
    seats = office.folder / "seats"
    number, lock = locks.take_numbered(seats, "seat")
    try:
        folder = private_folder(seats / str(number))
        label = f"{platform.node() or 'PC'} {number}"
        if office.cluster is None:
            role, secret = _enrolled_with_secret(office, folder, label, words)
            return Seat(number, label, folder, role, office.server_url(role, secret), lock)
        role = _enrolled(office, folder) or _enrol(office, folder, label)
        office.cluster.allow_local_role(role)
        return Seat(number, label, folder, role, office.desk_url(role), lock)
    except BaseException:
        lock.release()
        raise


def _enrolled(office: Office, folder: Path) -> str | None:
    """The role this seat had, if the database still knows it."""
    role = read_toml(folder / _CARD).get("role")
    if not isinstance(role, str):
        return None
    with psycopg.connect(conninfo(office.owner_url), autocommit=True) as connection:
        known = connection.execute(
            "select 1 from pg_roles where rolname = %s and rolcanlogin", [role]
        ).fetchone()
    return role if known else None


def _joined_seat(office: Office, desk: JoinedDesk, words: str) -> Seat:
    seats = private_folder(office.folder / "seats")
    lock = locks.Lock.try_hold(seats / "seat-1.lock")
    if lock is None:
        raise KnownError(
            "Another window of Phonebank works at this desk already: close it, then try again."
        )
    try:
        folder = private_folder(seats / "1")
        url = working_url(office.folder, practice=office.practice, words=words)
        if is_due(desk):
            # A secret is changed quietly long before it ends; what fails now is tried next time.
            with contextlib.suppress(KnownError):
                rotate_secret(office.folder, practice=office.practice, words=words)
                url = working_url(office.folder, practice=office.practice, words=words)
        return Seat(1, desk.label, folder, desk.login, url, lock)
    except BaseException:
        lock.release()
        raise


def _enrolled_with_secret(office: Office, folder: Path, label: str, words: str) -> tuple[str, str]:
    """A desk of the owner's own computer on a server elsewhere: its role and its secret."""
    file = folder / _SECRETS
    secret = kept_secret(file, _SECRET, practice=office.practice, words=words)
    role = _enrolled(office, folder)
    if role is None or secret is None:
        secret = enrolment.new_secret()
        keep_secret(file, _SECRET, secret, practice=office.practice, words=words)
        role = _enrol(office, folder, label, secret)
    return role, secret


def _enrol(office: Office, folder: Path, label: str, secret: str | None = None) -> str:
    from phonebank.store import desks

    role = desks.enrol(office.owner_url, label, secret)
    since = datetime.now(UTC).isoformat(timespec="seconds")
    write_toml(folder / _CARD, {"role": role, "label": label, "since": since})
    return role
