"""A desk on this computer: one window takes one seat, and a second window the next.

A seat has a number, a folder (its desk's journal stands there) and a login role of its own in the
database. It is free again when its window closes or crashes.
"""

from __future__ import annotations

import platform
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Self

import psycopg

from phonebank.office import locks
from phonebank.office.admission import conninfo
from phonebank.office.settings import private_folder, read_toml, write_toml

if TYPE_CHECKING:
    from types import TracebackType

    from sqlalchemy import URL

    from phonebank.office.office import Office

_CARD = "seat.toml"


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


def take_seat(office: Office) -> Seat:
    """Take the first free seat of an opened office on this computer.

    The first time, its desk is enrolled by the owner. Raises KnownError when the office's database
    stands elsewhere or does not let the desk in.
    """
    seats = office.folder / "seats"
    number, lock = locks.take_numbered(seats, "seat")
    try:
        folder = private_folder(seats / str(number))
        label = f"{platform.node() or 'PC'} {number}"
        role = _enrolled(office, folder) or _enrol(office, folder, label)
        if office.cluster is not None:
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


def _enrol(office: Office, folder: Path, label: str) -> str:
    from phonebank.store import desks

    role = desks.enrol(office.owner_url, label)
    since = datetime.now(UTC).isoformat(timespec="seconds")
    write_toml(folder / _CARD, {"role": role, "label": label, "since": since})
    return role
