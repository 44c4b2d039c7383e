"""Measuring imports: an empty office, and the plain table a file is copied into beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import create_engine, text
from sqlalchemy.pool import NullPool

from phonebank.store.connection import plain_errors
from phonebank.store.large_queue import new_database
from phonebank.store.owner import OwnerStore
from phonebank.store.schema import migrate

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import URL

FLOOR = "copied_roll"
_KEY = "primary key (c0, c2, c21, c26)"
"""A roll's own key: commune, list, bureau, order number, in the register's 27 columns."""


def make_roll_office(server: URL, name: str) -> URL:
    """Make an office without anybody in it; its administrator's address."""
    url = new_database(server, name)
    migrate(url)
    with OwnerStore(url) as owner:
        owner.found("Banc d'essai", practice=True)
    return url


def make_floor(url: URL, columns: int) -> Sequence[str]:
    """Make the floor's table anew: every column a text, the roll's own key; the columns' names."""
    names = [f"c{place}" for place in range(columns)]
    _run(
        url,
        f"drop table if exists {FLOOR}",
        f"create table {FLOOR} ({', '.join(f'{name} text' for name in names)}, {_KEY})",
    )
    return names


def copy_command(names: Sequence[str], path: str) -> str:
    r"""psql's `\copy` of a register's export into the floor's table."""
    quoted = path.replace("'", "''")
    form = "(format csv, header, delimiter ';')"
    return rf"\copy {FLOOR} ({', '.join(names)}) from '{quoted}' {form}"


def count_copied(url: URL) -> int:
    """How many rows the floor's table has."""
    engine = create_engine(url, poolclass=NullPool)
    try:
        with plain_errors(), engine.connect() as connection:
            return int(connection.scalar(text(f"select count(*) from {FLOOR}")) or 0)  # noqa: S608
    finally:
        engine.dispose()


def drop_office(server: URL, name: str) -> None:
    """Remove a measured database, so that the disk does not fill."""
    engine = create_engine(server, poolclass=NullPool, isolation_level="AUTOCOMMIT")
    try:
        with plain_errors(), engine.connect() as connection:
            connection.exec_driver_sql(f"drop database {name} with (force)")
    finally:
        engine.dispose()


def _run(url: URL, *statements: str) -> None:
    engine = create_engine(url, poolclass=NullPool)
    try:
        with plain_errors(), engine.begin() as connection:
            for statement in statements:
                connection.execute(text(statement))
    finally:
        engine.dispose()
