"""A desk's questions, one statement at a time, on the pool's connections, each watched.

SQLAlchemy's pool makes the connections and bounds them; one that was asked is kept for the next
question, which goes straight to the wire: a call is a few functions that answer one value each, and
all machinery between cost more than asking them.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from typing import Any

import psycopg
from sqlalchemy import Engine, PoolProxiedConnection
from sqlalchemy.exc import DBAPIError, DisconnectionError

from phonebank.store.connection import ANSWER_SECONDS, left_a_standby, plain_errors, still_there
from phonebank.store.watchdog import OFFICE_SECONDS, Watchdog, seconds_left, within
from phonebank.store.wire import Question, Wire

_KNOWN = "phonebank statements"
_ONLY_READS = "show transaction_read_only"


class Asking:
    """What carries a desk's questions to its office. Safe to use from several threads."""

    def __init__(self, engine: Engine, watchdog: Watchdog) -> None:
        self._engine, self._watchdog = engine, watchdog
        self._free: list[PoolProxiedConnection] = []
        self._closed = False

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

    def knock(self) -> None:
        """Is the office there, and does its server write? Raises Unreachable while it does not.

        A connection to a server that only reads is given up: the next may find it otherwise.
        """

        def ask(wire: Wire) -> None:
            if wire.ask((_ONLY_READS, ())) == "on":
                raise psycopg.errors.ReadOnlySqlTransaction("the server only reads")

        self._watched(_ONLY_READS, ask)

    def close(self) -> None:
        """Close the connections; one that carries a question now is closed when that ends."""
        self._closed = True
        with suppress(IndexError):
            while True:
                _give_up(self._free.pop())

    def _watched(
        self, statement: str, ask: Callable[[Wire], Any], *, fresh_after_a_fault: bool = False
    ) -> Any:
        with within(OFFICE_SECONDS):
            try:
                return self._asked(ask, fresh_after_a_fault=fresh_after_a_fault)
            except psycopg.Error as error:
                # As one of SQLAlchemy's, whose kinds are known there; no value in it.
                with plain_errors():
                    raise DBAPIError.instance(statement, None, error, psycopg.Error) from error

    def _asked(self, ask: Callable[[Wire], Any], *, fresh_after_a_fault: bool) -> Any:
        taken = self._take()
        driver: Any = taken.driver_connection
        try:
            wire = Wire(driver, taken.info.setdefault(_KNOWN, {}))
            with self._watchdog.over(driver.fileno(), min(ANSWER_SECONDS, seconds_left())):
                answer = ask(wire)
        except psycopg.Error as error:
            # Though it lives, it may have more to say, be with a server that only reads, or be out
            # of step: the error is not of the server's words.
            if (
                fresh_after_a_fault
                or driver.broken
                or error.sqlstate is None
                or left_a_standby(error)
            ):
                _give_up(taken)
            else:
                self._keep(taken)
            raise
        except BaseException:
            _give_up(taken)  # stopped while it waited: the answer is still to come
            raise
        self._keep(taken)
        return answer

    def _keep(self, taken: PoolProxiedConnection) -> None:
        """Keep a connection for the next question, unless there will be none."""
        self._free.append(taken)
        if self._closed:
            self.close()

    def _take(self) -> PoolProxiedConnection:
        """A connection that is still there: one asked before, else another of the pool's."""
        while True:
            try:
                taken = self._free.pop()
            except IndexError:
                with plain_errors():
                    return self._engine.raw_connection()
            driver: Any = taken.driver_connection
            try:
                still_there(driver)
            except DisconnectionError:
                _give_up(taken)
            else:
                return taken


def _give_up(taken: PoolProxiedConnection) -> None:
    taken.invalidate()
    taken.close()
