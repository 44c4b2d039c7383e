"""How programs on this PC reach the embedded server, and as which roles it lets them in."""

from __future__ import annotations

import secrets
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

import psycopg
from psycopg import sql
from psycopg.conninfo import make_conninfo
from sqlalchemy import URL

from phonebank.domain.errors import KnownError, Unreachable
from phonebank.office import configuration
from phonebank.office.account import own_account, server_account
from phonebank.office.making import DATABASE, OWNER, write_for
from phonebank.office.process import server_of
from phonebank.office.settings import read_toml, write_toml

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

_SECRETS = "secrets.toml"
_ADMITTED_SECONDS = 5.0


@dataclass(frozen=True, slots=True)
class Admission:
    """The doors of the server on `data`, for the office in `folder`.

    On a Unix socket the system vouches for our account; over 127.0.0.1 (`tcp`) each role has a
    password of its own, kept in the office's folder for its owner only.
    """

    folder: Path
    data: Path
    tcp: bool

    def url(self, role: str, password: str | None = None) -> URL:
        """The address at which `role` reaches the running server.

        It waits four seconds for an answer and notices a dead connection within seven. Raises
        Unreachable when the server is not running.
        """
        server = server_of(self.data)
        if server is None:
            raise Unreachable(
                "The office's database is not running: open the office again, or run "
                "'phonebank office start'."
            )
        query = {"connect_timeout": "4", "application_name": "phonebank"}
        if not self.tcp:
            query |= {"host": server.socket_folder, "port": str(server.port)}
            return URL.create("postgresql+psycopg", role, password, database=DATABASE, query=query)
        query |= {
            "keepalives_idle": "5",
            "keepalives_interval": "2",
            "keepalives_count": "2",
            "tcp_user_timeout": "6000",
            "sslmode": "disable",
            "gssencmode": "disable",
        }
        return URL.create(
            "postgresql+psycopg",
            role,
            password or self.password(role),
            "127.0.0.1",
            server.port,
            DATABASE,
            query,
        )

    def password(self, role: str) -> str | None:
        """The password kept here for `role`, if any."""
        known = read_toml(self.folder / _SECRETS).get(role)
        return known if isinstance(known, str) else None

    def keep_password(self, role: str, password: str) -> None:
        """Write the password of `role` down for this account of the computer."""
        file = self.folder / _SECRETS
        known = {key: str(value) for key, value in read_toml(file).items()}
        write_toml(file, {**known, role: password})

    def forget_passwords(self) -> None:
        """Remove every password kept here."""
        (self.folder / _SECRETS).unlink(missing_ok=True)

    def admit_own_account(self, reload: Callable[[], None]) -> None:
        """Let the account that runs us in wherever the account that made the office goes.

        So root can open an office somebody else made on this computer.
        """
        if self.tcp:
            return
        known = self._identities()
        own = own_account().name
        if (own, OWNER) not in known:
            self._write_identities(known | {(own, role) for _, role in known})
            reload()
            self._wait_admitted(OWNER)

    def admit(self, role: str, reload: Callable[[], None]) -> None:
        """Let the accounts already admitted sign in as `role` too; returns once the server does.

        Raises KnownError when it still refuses after a few seconds.
        """
        if self.tcp:
            if self.password(role) is None:
                self._set_password(role)
            return
        known = self._identities()
        wanted = known | {(name, role) for name in {name for name, _ in known}}
        if wanted != known:
            self._write_identities(wanted)
            reload()
            self._wait_admitted(role)

    def _wait_admitted(self, role: str) -> None:
        # The server reads its rules in its own time; who signs in first must not be too early.
        address = conninfo(self.url(role))
        until = time.monotonic() + _ADMITTED_SECONDS
        while True:
            try:
                psycopg.connect(address).close()
            except psycopg.OperationalError as error:
                if time.monotonic() > until:
                    reason = str(error).strip().splitlines()[-1]
                    raise KnownError(
                        f"The database does not admit {role} ({reason}): close every window of "
                        "this office, then open it again."
                    ) from error
                time.sleep(0.02)
            else:
                return

    def _set_password(self, role: str) -> None:
        password = secrets.token_urlsafe(24)
        with psycopg.connect(conninfo(self.url(OWNER)), autocommit=True) as connection:
            scrambled = connection.pgconn.encrypt_password(
                password.encode(), role.encode(), b"scram-sha-256"
            )
            connection.execute(
                sql.SQL("alter role {} password {}").format(
                    sql.Identifier(role), sql.Literal(scrambled.decode())
                )
            )
        self.keep_password(role, password)

    def _identities(self) -> set[tuple[str, str]]:
        file = self.data / "pg_ident.conf"
        return configuration.read_identities(file.read_text(encoding="utf-8"))

    def _write_identities(self, pairs: set[tuple[str, str]]) -> None:
        text = configuration.identities(pairs)
        write_for(self.data / "pg_ident.conf", text, server_account(self.data))


def without_password(url: URL) -> URL:
    """The same address without its password: `URL.set(password=None)` leaves it where it is."""
    return url._replace(password=None)


def conninfo(url: URL) -> str:
    """The same address as libpq wants it, without SQLAlchemy."""
    values = {key: str(value) for key, value in url.query.items()}
    if url.host is not None:
        values["host"] = url.host
    if url.port is not None:
        values["port"] = str(url.port)
    if url.password is not None:
        values["password"] = url.password
    if url.username is not None:
        values["user"] = url.username
    return make_conninfo("", dbname=url.database or DATABASE, **values)
