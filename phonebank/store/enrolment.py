"""Desks beyond the host: invited by the owner, enrolled and renewed by themselves, revoked.

No password and no code ever reaches the server: each side computes SCRAM verifiers by itself.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import URL, Connection, create_engine, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import NullPool

from phonebank.domain.errors import (
    BadInput,
    KnownError,
    PasswordRefused,
    Unproven,
    Unreachable,
)
from phonebank.store.connection import CONNECT_SECONDS, owner_engine, plain_errors

_WORD = 4  # bytes, so eight hexadecimal digits: opaque in every catalogue
_SECRET_BYTES = 24

_INVITE = text("select pb.invite(:login, :verifier, :label, :valid)")
_WITHDRAW = text("select pb.withdraw_invitations()")
_ENROL = text("select door.enrol(:login, :verifier, :label)")
_RENEW = text("select api.renew_desk(:verifier)")
_END_OTHERS = text("select api.end_others()")
_DESK = text("select api.desk()")
_DESKS = text("select * from pb.desks()")
_REVOKE = text("select pb.revoke_desk(:desk)")
_RENAME = text("select pb.rename_desk(:desk, :label)")
_END = text("select roles.end_sessions(:login)")


@dataclass(frozen=True, slots=True)
class Invited:
    """One invitation: the role and the one-time code that enrol one desk until `expires`."""

    login: str
    code: str
    expires: datetime


@dataclass(frozen=True, slots=True)
class Enrolled:
    """What the office answered a new desk: its label, and until when its secret is good."""

    office: str
    practice: bool
    label: str
    until: datetime


@dataclass(frozen=True, slots=True)
class DeskRow:
    """A desk as its owner sees it; `seen_at` is the last sign of anybody signed in there."""

    desk_id: int
    login: str
    label: str
    active: bool
    since: datetime
    valid_until: datetime | None
    seen_at: datetime | None
    connections: int


@dataclass(frozen=True, slots=True)
class Revoked:
    """A desk taken out of service: the lines it held, and the connections that were ended."""

    lines: int
    connections: int


def new_secret() -> str:
    """A secret nobody types: 192 random bits."""
    return secrets.token_urlsafe(_SECRET_BYTES)


def new_login(prefix: str) -> str:
    """A role's name nobody has: `prefix` and eight hexadecimal digits."""
    return f"{prefix}{secrets.token_hex(_WORD)}"


def invite(url: URL, label: str, valid: timedelta) -> Invited:
    """As the owner at `url`: make an invitation for one desk, called `label` if not empty."""
    login, code = new_login("pbj_"), new_secret()
    with _as_owner(url) as connection:
        expires = connection.scalar(
            _INVITE,
            {
                "login": login,
                "verifier": _verifier(connection, login, code),
                "label": label,
                "valid": valid,
            },
        )
    if not isinstance(expires, datetime):
        raise TypeError("an invitation has an expiry")
    return Invited(login, code, expires)


def withdraw(url: URL) -> int:
    """As the owner at `url`: let nobody in any more by an invitation not used yet; how many."""
    with _as_owner(url) as connection:
        return int(connection.scalar(_WITHDRAW) or 0)


def enrol(url: URL, login: str, secret: str, label: str) -> Enrolled:
    """As an invitation at `url`: make the desk `login` with `secret`, and spend the invitation.

    Raises BadInput when the invitation was used or has expired, Unreachable when nothing is known
    of what became of it.
    """
    with _session(url) as connection:
        answer = connection.scalar(
            _ENROL,
            {"login": login, "verifier": _verifier(connection, login, secret), "label": label},
        )
    _refuse(answer)
    return _as_enrolled(answer)


def renew(url: URL, secret: str) -> datetime:
    """As the desk at `url`: give it another secret; until when that is good.

    Its other connections end: whoever took the secret before may hold one. Raises KnownError when
    the desk was revoked.
    """
    with _session(url) as connection:
        login = url.username or ""
        answer = connection.scalar(_RENEW, {"verifier": _verifier(connection, login, secret)})
        _refuse(answer)
        # Committed by now: none of them comes back with the secret before.
        with suppress(DBAPIError):
            connection.execute(_END_OTHERS)
    return datetime.fromisoformat(answer["until"])


def admits(url: URL) -> bool:
    """Whether the office knows the desk at `url`; False where it refuses this very secret.

    Raises Unreachable, and KnownError where nothing is told of the secret: another network than
    the office's, somebody else at its address.
    """
    try:
        return _told(url) is not None
    except PasswordRefused:
        return False


def enrolled(url: URL) -> Enrolled | None:
    """What the office knows of the desk at `url`; None where it does not let it in.

    Raises Unreachable, and Unproven where somebody else answers.
    """
    try:
        return _told(url)
    except (Unreachable, Unproven):
        raise
    except KnownError:
        return None


def _told(url: URL) -> Enrolled | None:
    with _session(url) as connection:
        answer = connection.scalar(_DESK)
    if answer is None or answer["until"] is None:
        return None
    return _as_enrolled(answer)


def desks(url: URL) -> tuple[DeskRow, ...]:
    """As the owner at `url`: every desk, the ones in service first."""
    with _as_owner(url) as connection:
        return tuple(DeskRow(*row) for row in connection.execute(_DESKS))


def revoke(url: URL, desk: DeskRow) -> Revoked:
    """As the owner at `url`: take a desk out of service; it bites on its next call.

    Lines it held and had not dialled go back; one that was dialled goes to the supervisor. Raises
    BadInput when it was out of service already.
    """
    with _as_owner(url) as connection:
        lines = connection.scalar(_REVOKE, {"desk": desk.desk_id})
    if lines is None:
        raise BadInput(f"The desk {desk.label} is out of service already.")
    # After the commit: what the ended sessions were doing finds the desk revoked.
    with _as_owner(url) as connection:
        ended = connection.scalar(_END, {"login": desk.login})
    # The database ends those that stand in its way before it begins: they count too.
    return Revoked(int(lines), max(int(ended or 0), desk.connections))


def rename(url: URL, desk: DeskRow, label: str) -> None:
    """As the owner at `url`: call a desk in service by another name. Raises BadInput."""
    with _as_owner(url) as connection:
        status = connection.scalar(_RENAME, {"desk": desk.desk_id, "label": label})
    if status == "taken":
        raise BadInput(f"Another desk is called {label.strip()}: choose another name.")
    if status == "missing":
        raise BadInput(f"The desk {desk.label} is out of service already.")
    if status != "ok":
        raise BadInput("A desk's name has 1 to 60 letters or digits.")


def _as_enrolled(answer: Any) -> Enrolled:
    until = datetime.fromisoformat(answer["until"])
    return Enrolled(answer["office"], answer["practice"], answer["label"], until)


def _refuse(answer: Any) -> None:
    status = answer["status"]
    if status == "ok":
        return
    if status in {"used", "expired"}:
        words = "was used already" if status == "used" else "has expired"
        raise BadInput(f"This invitation {words}: ask the office for another one.")
    if status == "revoked":
        raise KnownError("The office has revoked this desk: ask a supervisor for an invitation.")
    if answer.get("field") == "label":
        raise BadInput("A desk's name has 1 to 60 letters or digits.")
    raise RuntimeError(f"the office answered {status} ({answer.get('field', '')})")


@contextmanager
def _as_owner(url: URL) -> Iterator[Connection]:
    engine = owner_engine(url)
    try:
        with plain_errors(), engine.begin() as connection:
            yield connection
    finally:
        engine.dispose()


@contextmanager
def _session(url: URL) -> Iterator[Connection]:
    """One connection in autocommit, as a desk or an invitation."""
    engine = create_engine(
        url,
        poolclass=NullPool,
        isolation_level="AUTOCOMMIT",
        connect_args={"connect_timeout": CONNECT_SECONDS, "application_name": "phonebank-join"},
    )
    try:
        with plain_errors(), engine.connect() as connection:
            yield connection
    finally:
        engine.dispose()


def _verifier(connection: Connection, login: str, secret: str) -> str:
    driver: Any = connection.connection.driver_connection
    scrambled: bytes = driver.pgconn.encrypt_password(
        secret.encode(), login.encode(), b"scram-sha-256"
    )
    return scrambled.decode("ascii")
