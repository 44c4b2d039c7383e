"""Engines, and the one place where a driver's error becomes a sentence.

Nothing waits more than ten seconds: connecting, a lost network, a slow statement and a silent
connection each have a limit of their own, and `within` bounds them together.
"""

from __future__ import annotations

import itertools
import select
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
from sqlalchemy import URL, Engine, ExceptionContext, create_engine, event
from sqlalchemy.exc import DBAPIError, DisconnectionError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolExhausted

from phonebank.domain.errors import KnownError, PasswordRefused, Unproven, Unreachable
from phonebank.store.looking_up import addresses_of
from phonebank.store.socket_port import port_now
from phonebank.store.watchdog import Watchdog, seconds_left

CONNECT_SECONDS = 4
STATEMENT_SECONDS = 8
ANSWER_SECONDS = 5.0
"""How long a desk waits for one answer before it gives the connection up."""

_POOL_SECONDS = 3
_HARDLY, _READ_ONLY = 0.2, "25006"
# Where PostgreSQL's own files are written: a quota, a limit or a disk turned read-only is told by
# the kind of "internal error" or "permission denied", in the server's language, from one of these.
_STORAGE = frozenset({"md.c", "fd.c", "slru.c", "xlog.c", "buffile.c"})
_OPENING = "phonebank opening"
_TAKEN = "phonebank taken"
_AWAY = "The office's database does not answer; what you log is kept here and sent later."
_REFUSED = "The office refused this password."
_REFUSED_DESK = "The office refused this desk; ask a supervisor to enrol it again."
# A connection that is refused carries no code, only words, in the server's own language: English,
# or French on a server of somebody else's.
_WRONG_PASSWORD = (
    "password authentication failed",
    "no password supplied",
    "authentification par mot de passe échouée",
)
_NO_LOGIN = ("not permitted to log in", "pas autorisé à se connecter")
_UNPROVEN = (
    "What answers at the office's address cannot prove to be the office, so nothing was "
    "sent to it: check the network, or ask the office for a new invitation."
)
# Whatever the server's administrator or this computer's environment has as its default.
_OWN_WAYS = (
    r"-c timezone=UTC -c default_transaction_isolation=read\ committed"
    # A desk has few connections: one whose cable was pulled is no more when it comes back.
    " -c tcp_keepalives_idle=5 -c tcp_keepalives_interval=2 -c tcp_keepalives_count=2"
)
_ALWAYS = {
    "client_encoding": "utf8",
    "connect_timeout": CONNECT_SECONDS,
    "keepalives": 1,
    "keepalives_idle": 5,
    "keepalives_interval": 2,
    "keepalives_count": 2,
    "tcp_user_timeout": 6000,
}


def desk_engine(url: URL) -> tuple[Engine, Watchdog]:
    """A desk's engine: autocommit, at most three connections of the four a desk is allowed.

    The watchdog is for what does not go through the engine; `dispose` ends its thread.
    """
    options = f"-c statement_timeout={STATEMENT_SECONDS * 1000} {_OWN_WAYS}"
    engine = create_engine(
        url,
        hide_parameters=True,
        isolation_level="AUTOCOMMIT",
        skip_autocommit_rollback=True,
        pool_size=2,
        max_overflow=1,
        pool_timeout=_POOL_SECONDS,
        connect_args={**_ALWAYS, "options": options, "application_name": "phonebank"},
    )
    return engine, _guard(engine, ANSWER_SECONDS)


def _guard(engine: Engine, seconds: float) -> Watchdog:
    """Have no connection and no answer of this engine waited for longer than `seconds`."""
    watchdog = Watchdog()

    def hurry(_dialect: object, _record: object, _args: object, params: dict[str, Any]) -> None:
        left = seconds_left()
        if left < _HARDLY:
            raise psycopg.OperationalError("no time is left to connect")
        host = str(params.get("host", ""))
        places = sum(addresses_of(each, min(CONNECT_SECONDS, _left())) for each in host.split(","))
        if "port" in params:
            params["port"] = port_now(host, str(params["port"]))
        left = seconds_left()
        # Of several addresses the driver waits for each so long.
        params["connect_timeout"] = max(1, int(min(CONNECT_SECONDS, left / places)))

    def opened(driver: psycopg.Connection[Any], record: Any) -> None:
        # The first questions on a connection are the driver's own.
        record.info[_OPENING] = watchdog.watch(driver.fileno(), min(CONNECT_SECONDS, _left()))

    def taken(driver: psycopg.Connection[Any], record: Any, _proxy: object) -> None:
        opening = record.info.pop(_OPENING, None)
        if opening is not None:
            watchdog.release(opening)
        else:
            still_there(driver)

    def gone(_driver: object, record: Any, *_error: object) -> None:
        opening = record.info.pop(_OPENING, None)
        if opening is not None:
            watchdog.release(opening)

    def ask(cursor: Any, statement: str, parameters: Any, _context: object) -> bool:
        with watchdog.over(cursor.connection.fileno(), min(seconds, _left())):
            cursor.execute(statement, parameters)
        return True

    event.listen(engine, "do_connect", hurry)
    event.listen(engine, "connect", opened, insert=True)
    event.listen(engine, "checkout", taken)
    event.listen(engine, "close", gone)
    event.listen(engine, "invalidate", gone)
    event.listen(engine, "do_execute", ask)
    event.listen(engine, "handle_error", _leave_a_standby)
    event.listen(engine, "engine_disposed", lambda _engine: watchdog.close())
    _close_the_last(engine)
    return watchdog


def _close_the_last(engine: Engine) -> None:
    """Close what somebody was still using when the engine was disposed of, once it is given back.

    Such a connection returns to a pool nobody looks at any more and would stay open until Python
    frees it.
    """
    disposals = itertools.count()
    state = {"at": next(disposals)}

    def taken(_driver: object, record: Any, _proxy: object) -> None:
        record.info[_TAKEN] = state["at"]

    def given_back(driver: psycopg.Connection[Any] | None, record: Any) -> None:
        if driver is not None and record.info.pop(_TAKEN, state["at"]) != state["at"]:
            driver.close()

    def disposed(_engine: object) -> None:
        state["at"] = next(disposals)

    event.listen(engine, "checkout", taken)
    event.listen(engine, "checkin", given_back)
    event.listen(engine, "engine_disposed", disposed)


def _left() -> float:
    return max(_HARDLY, seconds_left())


def _leave_a_standby(context: ExceptionContext) -> None:
    """A server that became read-only will not do: every connection to it is dropped."""
    if left_a_standby(context.original_exception):
        context.is_disconnect = True


def left_a_standby(error: BaseException) -> bool:
    """Did the server only read, so that another connection is needed?"""
    return getattr(error, "sqlstate", None) == _READ_ONLY


def still_there(driver: psycopg.Connection[Any]) -> None:
    """Before a connection is used again: has it anything to say that nobody asked for?

    Raises DisconnectionError if so. A server that went away has hung up, which can be read on the
    wire without a round trip; a network that swallows everything would swallow a question too. An
    answer that came twice would be taken for that of the next question.
    """
    try:
        spoke = bool(select.select([driver.fileno()], [], [], 0)[0])
    except (psycopg.Error, OSError, ValueError) as error:
        raise DisconnectionError from error
    if spoke:
        raise DisconnectionError("the connection has ended, or is out of step")


def owner_engine(url: URL) -> Engine:
    """An owner's engine: every statement runs as `pb_owner`, whoever signed in."""
    engine = create_engine(
        url,
        hide_parameters=True,
        pool_pre_ping=True,
        connect_args={
            **_ALWAYS,
            "options": f"-c role=pb_owner {_OWN_WAYS}",
            "application_name": "phonebank-owner",
        },
    )
    _close_the_last(engine)
    return engine


def supervisor_engine(url: URL) -> Engine:
    """A supervisor's engine: short autocommit statements, no snapshot is ever held."""
    options = f"-c statement_timeout={STATEMENT_SECONDS * 1000} {_OWN_WAYS}"
    engine = create_engine(
        url,
        hide_parameters=True,
        isolation_level="AUTOCOMMIT",
        pool_size=2,
        max_overflow=0,
        pool_timeout=CONNECT_SECONDS,
        connect_args={**_ALWAYS, "options": options, "application_name": "phonebank-room"},
    )
    _guard(engine, STATEMENT_SECONDS + 1)
    return engine


@contextmanager
def plain_errors() -> Iterator[None]:
    """Turn what the driver raises when the server is away into `Unreachable`.

    Other database errors are bugs of ours and pass through. Raises KnownError when the server
    refuses this sign-in, so that nobody waits for a network that works, and Unproven when what
    answers is not the office.
    """
    try:
        yield
    except DBAPIError as error:
        refused = _refusal(error)
        if refused == _REFUSED:
            raise PasswordRefused(refused) from None
        if refused == _UNPROVEN:
            raise Unproven(refused) from None
        if refused:
            raise KnownError(refused) from None
        if is_away(error):
            raise Unreachable(_AWAY) from error
        raise
    except PoolExhausted as error:
        raise Unreachable(_AWAY) from error


def is_away(error: DBAPIError) -> bool:
    """Is this the absence of the server or of its disk, rather than a fault in what was asked?"""
    if error.connection_invalidated or isinstance(error, (InterfaceError, OperationalError)):
        return True
    if _sqlstate(error)[:2] in {"08", "57", "25", "53"}:
        return True
    diag: Any = getattr(error.orig, "diag", None)
    return diag is not None and diag.source_file in _STORAGE


def _sqlstate(error: DBAPIError) -> str:
    state: Any = getattr(error.orig, "sqlstate", None)
    return state or ""


def _refusal(error: DBAPIError) -> str:
    text = str(error.orig)
    if "certificate verify failed" in text or "does not match host name" in text:
        return _UNPROVEN
    if any(words in text for words in _WRONG_PASSWORD):
        return _REFUSED
    if any(words in text for words in _NO_LOGIN):
        return _REFUSED_DESK
    # Of several addresses others may let nobody in: what one says of the desk itself counts more.
    if "pg_hba.conf" in text:
        return (
            "The office lets nobody in from this computer's network, or does not know this desk: "
            "ask whoever hosts it."
        )
    unknown = ('role "' in text and "does not exist" in text) or "rôle «" in text
    if unknown and not _sqlstate(error):
        return _REFUSED_DESK
    if "authentication failed" in text or "authentification" in text:
        return _REFUSED_DESK
    return ""
