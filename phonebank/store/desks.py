"""The database roles of desks and supervisors: enrolling, and taking the right away."""

from __future__ import annotations

import secrets

from sqlalchemy import URL, create_engine, text
from sqlalchemy.pool import NullPool

from phonebank.store.connection import plain_errors

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
    verifier is computed here.
    """
    role = f"pbs_{secrets.token_hex(_ROLE_WORD)}"
    engine = create_engine(url, poolclass=NullPool)
    try:
        with plain_errors(), engine.begin() as connection:
            verifier = _verifier(connection, role, password)
            connection.exec_driver_sql(
                f"create role {role} login connection limit 8 in role pb_supervisor{verifier}"
            )
            connection.execute(
                text(
                    "insert into pb.account (name, kind, language, login)"
                    " values (:name, :kind, :language, :role)"
                ),
                {"name": name, "kind": kind, "language": language, "role": role},
            )
    finally:
        engine.dispose()
    return role


def _verifier(connection: object, role: str, password: str | None) -> str:
    if password is None:
        return ""
    driver = connection.connection.driver_connection  # type: ignore[attr-defined]
    scram = driver.pgconn.encrypt_password(
        password.encode(), role.encode(), b"scram-sha-256"
    ).decode("ascii")
    return f" password '{scram}'"
