"""A desk's questions on the wire: libpq itself, by way of psycopg's own binding of it.

A question calls one function of schema `api` and answers one value. Asked so, it costs a third of
what it does through a cursor; the connection itself stays psycopg's and SQLAlchemy's.
"""

from __future__ import annotations

import json
import select
from collections.abc import Sequence
from hashlib import sha256
from typing import Any, cast

import psycopg
from psycopg.pq import ConnStatus, ExecStatus
from psycopg.pq.abc import PGconn, PGresult

_JSON = {114, 3802}  # the types json and jsonb
_ANSWERED = ExecStatus.TUPLES_OK
_SYNCED = ExecStatus.PIPELINE_SYNC
# A pooler between desk and office may give each transaction another server connection.
_PREPARED_ALREADY = "42P05"

Question = tuple[str, Sequence[object]]
"""A statement with $1, $2 …, and their values."""


class Wire:
    """One connection, which remembers what it has prepared; `known` lives as long as it does.

    A statement is prepared when it is asked the second time. Every method raises psycopg's errors.
    """

    def __init__(self, connection: psycopg.Connection[Any], known: dict[str, bytes | None]) -> None:
        self._pg: PGconn = connection.pgconn
        self._known = known

    def ask(self, question: Question) -> Any:
        """The value a question answers, in a transaction of its own."""
        statement, values = question
        sent = _as_text(values)
        name = self._name(statement)
        if name is None:
            return _value(self._pg.exec_params(statement.encode(), sent))
        try:
            return _value(self._pg.exec_prepared(name, cast("Sequence[bytes]", sent)))
        except psycopg.errors.InvalidSqlStatementName:
            self._known.clear()
            return _value(self._pg.exec_params(statement.encode(), sent))

    def ask_in_turn(self, questions: Sequence[Question]) -> list[Any]:
        """The values of several questions sent together, each in a transaction of its own.

        A later one begins when the one before is committed, or has failed. Raises the first error,
        with answers left unread: the connection is of no more use then.
        """
        names = [self._name(statement) for statement, _ in questions]
        self._pg.enter_pipeline_mode()
        for (statement, values), name in zip(questions, names, strict=True):
            if name is None:
                self._pg.send_query_params(statement.encode(), _as_text(values))
            else:
                self._pg.send_query_prepared(name, _as_text(values))
            self._pg.pipeline_sync()
        found = [_value(self._until_synced()) for _ in questions]
        self._pg.exit_pipeline_mode()
        return found

    def _name(self, statement: str) -> bytes | None:
        """The name of the prepared statement; None where it is asked for the first time."""
        if statement not in self._known:
            self._known[statement] = None
            return None
        name = self._known[statement]
        if name is None:
            name = _name_of(statement)
            prepared = self._pg.prepare(name, statement.encode())
            if prepared.status != ExecStatus.COMMAND_OK:
                error = psycopg.errors.error_from_result(prepared)
                if self._pg.status != ConnStatus.OK or error.sqlstate != _PREPARED_ALREADY:
                    raise _as_lost(error)
            self._known[statement] = name
        return name

    def _until_synced(self) -> PGresult:
        """The result of the next question of those sent together."""
        found: PGresult | None = None
        while True:
            while self._pg.is_busy():
                # libpq itself would wait without letting other threads run.
                select.select([self._pg.socket], [], [])
                self._pg.consume_input()
            result = self._pg.get_result()
            if result is not None and result.status == _SYNCED:
                break
            found = found or result
            if self._pg.status != ConnStatus.OK:
                break
        if found is None:
            raise psycopg.OperationalError("the server left a question without an answer")
        return found


def _name_of(statement: str) -> bytes:
    """The same for the same statement on every connection: the function's name and a hash."""
    function = statement.removeprefix("select ").partition("(")[0]
    return f"{function} {sha256(statement.encode()).hexdigest()[:8]}".encode()


def _as_text(values: Sequence[object]) -> list[bytes | None]:
    sent = [None if value is None else str(value).encode() for value in values]
    if any(b"\0" in value for value in sent if value):
        raise psycopg.DataError("a null character cannot be told")  # it would end the value there
    return sent


def _value(result: PGresult) -> Any:
    if result.status != _ANSWERED:
        raise _as_lost(psycopg.errors.error_from_result(result))
    if result.ntuples == 0 or (value := result.get_value(0, 0)) is None:
        return None
    try:
        text = value.decode()
        return json.loads(text) if result.ftype(0) in _JSON else text
    except ValueError:
        raise psycopg.OperationalError("what came over the wire is no answer") from None


def _as_lost(error: psycopg.Error) -> psycopg.Error:
    """An error without a word of the server's: the connection went away, or is out of step."""
    if error.sqlstate is None:
        return psycopg.OperationalError("the connection to the office was lost")
    return error
