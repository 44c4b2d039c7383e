"""One database taking the place of another on a running server, in one step."""

from __future__ import annotations

import time
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

import psycopg
from psycopg import sql

from phonebank.domain.errors import KnownError
from phonebank.office.admission import conninfo
from phonebank.office.backup import drop_database, maintenance
from phonebank.office.moved import moved_away

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import URL

_TRIES = 20
_AGAIN = 0.1
_FRESH, _FORMER = "_restoring_", "_former"
_MOVED = "Phonebank: this office moved to "


def name_beside(url: URL, suffix: str) -> str:
    """The name of the database that will take the place of the one at `url`."""
    return f"{url.database}{_FRESH}{suffix}"


@contextmanager
def alone(url: URL) -> Iterator[None]:
    """Hold the turn to put a database in place of another on this server; gone with its holder.

    Raises KnownError while another restore has it.
    """
    with maintenance(url) as connection:
        if not _turn(connection, url):
            raise KnownError(
                "Another restore of this office is under way: wait until it is done, then do the "
                "same again."
            )
        yield


def cut_off(connection: psycopg.Connection) -> bool:
    """Whether a restore of the connection's own database was cut off, or is under way."""
    row = connection.execute(_CUT_OFF, [_FRESH, _FORMER]).fetchone()
    return row is not None and bool(row[0])


def mend_cut_off(url: URL) -> bool:
    """Open the office at `url` again where a restore died while it put its database in place.

    What that restore left beside goes. False where nothing was wrong, or a restore is under way.
    Raises KnownError where it was closed because the office moved.
    """
    name = str(url.database)
    with maintenance(url) as connection:
        if (to := _noted(connection, name)) is not None:
            raise moved_away(to)
        if not _turn(connection, url):
            return False
        closed = connection.execute(
            "select datconnlimit = 0 from pg_database where datname = %s", [name]
        ).fetchone()
        if closed is None:
            # Named away and not yet replaced: one transaction does both, so this never stays.
            return False
        if closed[0]:
            open_to_all(connection, name)
        drop_leftovers(connection, url)
    return True


def _turn(connection: psycopg.Connection, url: URL) -> bool:
    row = connection.execute(
        "select pg_try_advisory_lock(hashtext('phonebank restore'), hashtext(%s))",
        [str(url.database)],
    ).fetchone()
    return row is not None and bool(row[0])


_CUT_OFF = """
    select bool_or(d.datname = current_database() and d.datconnlimit = 0
                   or starts_with(d.datname, current_database() || %s)
                   or d.datname = current_database() || %s)
      from pg_database d
"""


def drop_leftovers(connection: psycopg.Connection, url: URL) -> None:
    """Drop what an interrupted restore left beside the database at `url`."""
    left = connection.execute(
        "select datname from pg_database where starts_with(datname, %s) or datname = %s",
        [f"{url.database}{_FRESH}", f"{url.database}{_FORMER}"],
    ).fetchall()
    for row in left:
        drop_database(connection, row[0])


def database_holds(url: URL) -> bool:
    """Whether the database at `url` exists and has a table in it."""
    with maintenance(url) as connection:
        if not _exists(connection, str(url.database)):
            return False
    with psycopg.connect(conninfo(url)) as connection:
        found = connection.execute(
            "select 1 from pg_tables where schemaname not in ('pg_catalog', 'information_schema')"
            " limit 1"
        ).fetchone()
    return found is not None


@contextmanager
def held(url: URL) -> Iterator[psycopg.Connection]:
    """Let nobody write in the office at `url` meanwhile; desks keep what they log, and wait.

    If this program dies, everybody goes on. Raises KnownError when somebody's work does not end.
    """
    with psycopg.connect(conninfo(url)) as connection:
        try:
            connection.execute("set local idle_in_transaction_session_timeout = 0")
            connection.execute("set local lock_timeout = '20s'")
            connection.execute(
                "lock table pb.import, pb.campaign, pb.desk, pb.session, pb.claim, pb.queue,"
                " pb.call, pb.orphan in exclusive mode"
            )
        except (psycopg.errors.LockNotAvailable, psycopg.errors.DeadlockDetected) as error:
            raise KnownError(
                "Somebody is at work in this office (an import, perhaps): wait until it is done, "
                "then do the same again."
            ) from error
        yield connection
        if not connection.closed:
            connection.rollback()


def swap(url: URL, fresh: str, hold: psycopg.Connection | None) -> None:
    """Give the database `fresh` the name of the one at `url`, which is dropped.

    Whoever is connected is put out. `hold` is the connection of `held()`, closed on the way. Raises
    KnownError, the old database as it was, when somebody cannot be put out.
    """
    name = str(url.database)
    with maintenance(url) as connection:
        former = _exists(connection, name)
        try:
            if former:
                close_to_all(connection, name, hold)
            if hold is not None:
                hold.close()
            _rename(connection, name, fresh, former=former)
        except BaseException:
            if former:
                open_to_all(connection, name)
            raise
        if former:
            drop_database(connection, name + _FORMER)


def close_to_all(
    connection: psycopg.Connection, name: str, hold: psycopg.Connection | None
) -> None:
    """Let only the administrator into the database, and put the others out."""
    connection.execute(sql.SQL("alter database {} connection limit 0").format(sql.Identifier(name)))
    _put_out(connection, name, hold.info.backend_pid if hold is not None else 0)


def note_moved(connection: psycopg.Connection, name: str, to: str) -> None:
    """Write on the database itself where its office moved, and when, for whoever finds it."""
    connection.execute(
        sql.SQL("comment on database {} is {}").format(
            sql.Identifier(name), sql.Literal(_MOVED + to)
        )
    )


def moved_to(connection: psycopg.Connection) -> str | None:
    """Where the office of the connection's own database has moved, None where it is at home."""
    return _noted(connection, str(connection.info.dbname))


def _noted(connection: psycopg.Connection, name: str) -> str | None:
    row = connection.execute(
        "select shobj_description(oid, 'pg_database') from pg_database where datname = %s", [name]
    ).fetchone()
    said = "" if row is None or row[0] is None else str(row[0])
    return said.removeprefix(_MOVED) if said.startswith(_MOVED) else None


def open_to_all(connection: psycopg.Connection, name: str) -> None:
    """Take `close_to_all` back."""
    connection.execute(
        sql.SQL("alter database {} connection limit -1").format(sql.Identifier(name))
    )


def _rename(connection: psycopg.Connection, name: str, fresh: str, *, former: bool) -> None:
    steps = sql.SQL("alter database {} rename to {}")
    for _ in range(_TRIES):
        for each in (name, fresh):
            _put_out(connection, each, 0)
        try:
            with connection.transaction():
                if former:
                    connection.execute(
                        steps.format(sql.Identifier(name), sql.Identifier(name + _FORMER))
                    )
                connection.execute(steps.format(sql.Identifier(fresh), sql.Identifier(name)))
                open_to_all(connection, name)
        except psycopg.errors.ObjectInUse:
            time.sleep(_AGAIN)
        else:
            return
    raise KnownError(
        "Somebody keeps coming back into the office's database: close every window of this office, "
        "then restore again."
    )


def _put_out(connection: psycopg.Connection, name: str, spared: int) -> None:
    # An account that may end nobody's session waits until they have gone, and says so otherwise.
    with suppress(psycopg.errors.InsufficientPrivilege), connection.transaction():
        connection.execute(
            "select pg_terminate_backend(pid, 5000) from pg_stat_activity"
            " where datname = %s and pid <> %s and pid <> pg_backend_pid()",
            [name, spared],
        )


def _exists(connection: psycopg.Connection, name: str) -> bool:
    found = connection.execute("select 1 from pg_database where datname = %s", [name]).fetchone()
    return found is not None
