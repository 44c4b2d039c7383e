"""Stopping the statement that runs: Cancel was pressed while the server reads a million rows."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from threading import Event
from typing import TYPE_CHECKING, Any

import psycopg

from phonebank.store.meanwhile import meanwhile

if TYPE_CHECKING:
    from psycopg import Connection

_LOOK_SECONDS = 0.2
_STOP_SECONDS = 2.0


@contextmanager
def stopped_by(connection: Connection[Any], cancel: Event | None) -> Iterator[None]:
    """Have the statement that runs stopped by the server soon after `cancel` is set."""
    if cancel is None:
        yield
        return

    def look() -> None:
        if cancel.is_set():
            # Asked again until the import is over: the first may have met no statement.
            with suppress(psycopg.Error):
                connection.cancel_safe(timeout=_STOP_SECONDS)

    with meanwhile(look, "phonebank-import-cancel", first=_LOOK_SECONDS, every=_LOOK_SECONDS):
        yield
