"""A long change of the owner's waits for no desk: what desks keep open is ended while it runs.

Imports, their undoing, erasures, decisions about who is who and new versions of the tables lock
rows as they come to them. Whoever takes a line after the beginning, and leaves the transaction open
with every time-out of one's own off, would be waited for without end.
"""

from __future__ import annotations

from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

import psycopg
from sqlalchemy.exc import SQLAlchemyError

from phonebank.store.meanwhile import meanwhile

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Engine

_FIRST_SECONDS = 1.0
_LOOK_SECONDS = 2.0


@contextmanager
def way_kept_clear(engine: Engine) -> Iterator[None]:
    """While the block runs, have the server end desks' sessions that keep a transaction open.

    `engine` is the owner's. The first look comes after a second: a quick change asks nothing.
    """

    def look() -> None:
        # What is wrong with the server the change meets itself, and tells.
        with suppress(SQLAlchemyError, psycopg.Error), engine.begin() as connection:
            connection.exec_driver_sql("select reaper.make_way()")

    with meanwhile(look, "phonebank-way", first=_FIRST_SECONDS, every=_LOOK_SECONDS):
        yield
