"""The owner's connection for deciding who is who: looking never waits, deciding waits a little.

Imports and decisions change the same rows, so that they take turns; an import may take minutes.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import psycopg

from phonebank.domain.errors import KnownError, Unreachable
from phonebank.store.clearing import way_kept_clear
from phonebank.store.connection import owner_engine, plain_errors
from phonebank.store.intake import IntakeWork

if TYPE_CHECKING:
    from sqlalchemy import URL

_PATIENCE = "3s"
UNDER_WAY = "An import is under way: decide again when it is done."


class ReviewStore:
    """Transactions of the review. `close` it when done."""

    def __init__(self, url: URL) -> None:
        self._engine = owner_engine(url)

    def close(self) -> None:
        """Close every connection."""
        self._engine.dispose()

    @contextmanager
    def looking(self) -> Iterator[IntakeWork]:
        """A transaction that reads. Raises Unreachable."""
        with self._begun(commit=False) as work:
            yield work

    @contextmanager
    def deciding(self) -> Iterator[IntakeWork]:
        """A transaction that changes: all of it or nothing.

        Raises KnownError while an import is under way, Unreachable.
        """
        with self._begun(commit=True) as work:
            try:
                work.do("select set_config('lock_timeout', %(wait)s, true)", {"wait": _PATIENCE})
                work.do("lock table pb.import in share row exclusive mode")
            except psycopg.errors.LockNotAvailable:
                raise KnownError(UNDER_WAY) from None
            yield work

    @contextmanager
    def _begun(self, *, commit: bool) -> Iterator[IntakeWork]:
        with (
            plain_errors(),
            way_kept_clear(self._engine),
            self._engine.connect() as connection,
        ):
            transaction = connection.begin()
            raw: Any = connection.connection.driver_connection
            try:
                yield IntakeWork(raw)
            except psycopg.errors.LockNotAvailable:
                transaction.rollback()
                raise KnownError(UNDER_WAY) from None
            except psycopg.OperationalError as error:
                connection.invalidate()
                raise Unreachable(
                    "The office's database stopped answering; nothing was changed. "
                    "Do it again once it answers."
                ) from error
            except BaseException:
                transaction.rollback()
                raise
            if commit:
                transaction.commit()
            else:
                transaction.rollback()
