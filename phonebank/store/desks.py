"""The database roles of desks and supervisors: enrolling, and taking the right away."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import URL, Connection, create_engine, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import NullPool

from phonebank.domain.errors import BadInput
from phonebank.domain.passwords import check_password
from phonebank.store.connection import plain_errors

_NOT_ALLOWED = "42501"
_ROLE_WORD = 4  # bytes, so eight hexadecimal digits: opaque in every catalogue


def enrol(url: URL, label: str, password: str | None = None) -> str:
    """Make a LOGIN role for a desk and its row; returns the role's name, `pbd_` + 8 hex digits.

    `url` signs in as the server's administrator. Without a password only socket authentication
    lets the role in. A desk has four connections and no table privilege.
    """
    role = f"pbd_{secrets.token_hex(_ROLE_WORD)}"
    engine = create_engine(url, poolclass=NullPool)
    try:
        with plain_errors(), engine.begin() as connection:
            verifier = _verifier(connection, role, password)
            connection.exec_driver_sql(
                f"create role {role} login connection limit 4 in role pb_desk{verifier}"
            )
            if (connection.dialect.server_version_info or ()) >= (16,):
                # There, only who may administer a role can close it.
                connection.exec_driver_sql(
                    f"grant {role} to pb_roleadmin with admin true, inherit false, set false"
                )
            connection.execute(
                text("insert into pb.desk (role_name, label) values (:role, :label)"),
                {"role": role, "label": label},
            )
    finally:
        engine.dispose()
    return role


def appoint(
    url: URL, name: str, password: str, language: str = "fr", kind: str = "supervisor"
) -> str:
    """Make a supervisor's account and LOGIN role; returns the role, `pbs_` + 8 hex digits.

    `url` signs in as the server's administrator. The password never reaches the server: its SCRAM
    verifier is computed here. Raises BadInput for a password that is too short or too easy, and for
    a name that is taken.
    """
    check_password(password, name)
    role = f"pbs_{secrets.token_hex(_ROLE_WORD)}"
    engine = create_engine(url, poolclass=NullPool)
    try:
        with plain_errors(), engine.begin() as connection:
            verifier = _verifier(connection, role, password)
            connection.exec_driver_sql(
                f"create role {role} login connection limit 8 in role pb_supervisor{verifier}"
            )
            made = connection.execute(
                text(
                    "insert into pb.account (name, kind, language, login)"
                    " values (pb.clean_name(:name), :kind, :language, :role) on conflict do nothing"
                    " returning id"
                ),
                {"name": name, "kind": kind, "language": language, "role": role},
            ).one_or_none()
            if made is None:
                raise BadInput(f"Somebody is already called {name} here: add an initial.")
    finally:
        engine.dispose()
    return role


def set_password(url: URL, name: str, password: str) -> None:
    """Give a supervisor another password, computed here as in `appoint`; their sessions end.

    Whoever knew the one before may hold one. Raises BadInput where nobody of that name has one, or
    for a password that is too easy.
    """
    check_password(password, name)
    with _administering(url) as connection:
        role = _role_of(connection, name)
        _make_way(connection, role)
        connection.exec_driver_sql(f"alter role {role}{_verifier(connection, role, password)}")
        _note(connection, "password_changed", role)
    _end_sessions(url, role)


def set_supervising(url: URL, name: str, *, active: bool) -> None:
    """Send a supervisor away, at once and on connections already open, or let one back in.

    The password stays. Raises BadInput where nobody of that name supervises.
    """
    with _administering(url) as connection:
        role = _role_of(connection, name)
        _make_way(connection, role)
        connection.execute(
            text("update pb.account set active = :active where login = :role"),
            {"active": active, "role": role},
        )
        connection.exec_driver_sql(f"alter role {role} {'login' if active else 'nologin'}")
        _note(connection, "supervisor_back" if active else "supervisor_sent_away", role)
    if not active:
        _end_sessions(url, role)


@contextmanager
def _administering(url: URL) -> Iterator[Connection]:
    engine = create_engine(url, poolclass=NullPool)
    try:
        with plain_errors(), engine.begin() as connection:
            yield connection
    finally:
        engine.dispose()


def _role_of(connection: Connection, name: str) -> str:
    """A supervisor's role, checked to be one of ours: it goes into a statement."""
    role = connection.scalar(
        text(
            "select login from pb.account where lower(name) = lower(pb.clean_name(:name))"
            "   and login ~ '^pbs_[0-9a-f]{8}$'"
        ),
        {"name": name},
    )
    if role is None:
        raise BadInput(f"Nobody called {name} has a password here: see 'phonebank account list'.")
    return str(role)


def _make_way(connection: Connection, role: str) -> None:
    """End what a role does now: in a transaction left open it could hold its own row for ever."""
    _end(connection, role, "a.state <> 'idle' and a.pid <> pg_backend_pid()")


def _end_sessions(url: URL, role: str) -> None:
    """End every session of a role, once it is committed that none comes back as it came."""
    with _administering(url) as connection:
        _end(connection, role, "true")


def _end(connection: Connection, role: str, which: str) -> None:
    """End sessions of a role, where this server lets its account: else they end by themselves."""
    statement = (
        "select pg_terminate_backend(pid) from pg_stat_get_activity(null) a"  # noqa: S608 - ours
        f"  join pg_roles r on r.oid = a.usesysid where r.rolname = :role and {which}"
    )
    try:
        with connection.begin_nested():
            connection.execute(text(statement), {"role": role})
    except DBAPIError as error:
        if getattr(error.orig, "sqlstate", "") != _NOT_ALLOWED:
            raise


def _note(connection: Connection, action: str, role: str) -> None:
    connection.execute(
        text("select pb.note(:action, null, null, :role)"), {"action": action, "role": role}
    )


def _verifier(connection: object, role: str, password: str | None) -> str:
    if password is None:
        return ""
    driver = connection.connection.driver_connection  # type: ignore[attr-defined]
    scram = driver.pgconn.encrypt_password(
        password.encode(), role.encode(), b"scram-sha-256"
    ).decode("ascii")
    return f" password '{scram}'"
