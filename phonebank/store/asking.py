"""A desk's questions, one statement at a time, on the pool's connections, each watched.

SQLAlchemy keeps the connections; the question itself goes straight to the wire, since a call is a
few functions that answer one value each, and all machinery between cost more than asking them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError

from phonebank.store.connection import ANSWER_SECONDS, left_a_standby, plain_errors
from phonebank.store.watchdog import OFFICE_SECONDS, Watchdog, seconds_left, within
from phonebank.store.wire import Question, Wire

_KNOWN = "phonebank statements"


class Asking:
    """What carries a desk's questions to its office. Safe to use from several threads."""

    def __init__(self, engine: Engine, watchdog: Watchdog) -> None:
        self._engine, self._watchdog = engine, watchdog

    def value(self, question: Question) -> Any:
        """The one value a question answers, in a transaction of its own.

        Raises Unreachable, KnownError where the server refuses this desk, DBAPIError where the
        database cannot take what it was told.
        """

        def ask(wire: Wire) -> Any:
            try:
                return wire.ask(question)
            except psycopg.errors.DeadlockDetected:
                # All of it was taken back: of two that waited for each other the other went on.
                return wire.ask(question)

        return self._watched(question[0], ask)

    def values(self, *questions: Question) -> list[Any]:
        """As `value`, for several questions in one trip: each begins when the one before ended.

        After a fault the connection is given up, for answers may still be on their way.
        """
        found: list[Any] = self._watched(
            questions[0][0], lambda wire: wire.ask_in_turn(questions), fresh_after_a_fault=True
        )
        return found

    def _watched(
        self, statement: str, ask: Callable[[Wire], Any], *, fresh_after_a_fault: bool = False
    ) -> Any:
        with within(OFFICE_SECONDS), plain_errors(), _as_sqlalchemy(statement):
            taken = self._engine.raw_connection()
            try:
                driver: Any = taken.driver_connection
                wire = Wire(driver, taken.info.setdefault(_KNOWN, {}))
                with self._watchdog.over(driver.fileno(), min(ANSWER_SECONDS, seconds_left())):
                    return ask(wire)
            except psycopg.Error as error:
                # Though it lives, it may have more to say, or be with a server that only reads.
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
