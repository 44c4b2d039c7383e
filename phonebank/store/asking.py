"""A desk's questions, one statement at a time, on the pool's connections, each watched.

SQLAlchemy keeps the connections; the statement goes straight to the driver, since a call is a few
functions that answer one value each, and its own machinery cost more than asking them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any, LiteralString

import psycopg
from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError

from phonebank.store.connection import ANSWER_SECONDS, left_a_standby, plain_errors
from phonebank.store.watchdog import OFFICE_SECONDS, Watchdog, seconds_left, within

Values = Mapping[str, object]


class Asking:
    """What carries a desk's questions to its office. Safe to use from several threads."""

    def __init__(self, engine: Engine, watchdog: Watchdog) -> None:
        self._engine, self._watchdog = engine, watchdog

    def value(self, statement: LiteralString, values: Values) -> Any:
        """The one value a statement answers, in a transaction of its own.

        Raises Unreachable, KnownError where the server refuses this desk, DBAPIError where the
        database cannot take what it was told.
        """
        row = self._watched(statement, lambda driver: driver.execute(statement, values).fetchone())
        return row[0] if row else None

    def values(self, statements: LiteralString, values: Values) -> list[Any]:
        """As `value`, for several statements in one message: the value of each that has one.

        They may begin and commit transactions; after a fault the connection is given up, for it may
        be amid one.
        """

        def ask(driver: psycopg.Connection[Any]) -> list[Any]:
            # Values are put in by the driver's own quoting: only so can one message hold several.
            with psycopg.ClientCursor(driver) as cursor:
                cursor.execute(statements, values)
                found: list[Any] = []
                while True:
                    row = cursor.fetchone() if cursor.description else None
                    if row:
                        found.append(row[0])
                    if not cursor.nextset():
                        return found

        found: list[Any] = self._watched(statements, ask, fresh_after_a_fault=True)
        return found

    def _watched(
        self,
        statement: str,
        ask: Callable[[psycopg.Connection[Any]], Any],
        *,
        fresh_after_a_fault: bool = False,
    ) -> Any:
        with within(OFFICE_SECONDS), plain_errors(), _as_sqlalchemy(statement):
            taken = self._engine.raw_connection()
            try:
                driver: Any = taken.driver_connection
                with self._watchdog.over(driver.fileno(), min(ANSWER_SECONDS, seconds_left())):
                    return ask(driver)
            except psycopg.Error as error:
                # Though it lives, it may be amid a transaction, or with a server that only reads.
                if fresh_after_a_fault or driver.broken or left_a_standby(error):
                    taken.invalidate(error)
                raise
            except BaseException:
                taken.invalidate()  # stopped while it waited: the answer is still to come
                raise
            finally:
                taken.close()


@contextmanager
def _as_sqlalchemy(statement: str) -> Iterator[None]:
    """The driver's errors as SQLAlchemy's, whose kinds `plain_errors` knows; no value in them."""
    try:
        yield
    except psycopg.Error as error:
        raise DBAPIError.instance(statement, None, error, psycopg.Error) from error
