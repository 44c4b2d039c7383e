"""The history of imports: who, when, which file, what it did, and whether it can be undone."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Self

from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from phonebank.domain.errors import BadInput, KnownError
from phonebank.store import import_undo
from phonebank.store.clearing import way_kept_clear
from phonebank.store.connection import owner_engine, plain_errors
from phonebank.store.import_standing import why_not
from phonebank.store.import_undo import Progress, Undone

if TYPE_CHECKING:
    from datetime import datetime
    from types import TracebackType

    from sqlalchemy import URL, Connection, Row

__all__ = ["ImportHistory", "ImportRow", "Progress", "Undone"]


@dataclass(frozen=True, slots=True)
class ImportRow:
    """One import. `by` is the person's name where one was given, else the database's login.

    `counts` are the import's own figures. `why_not` is one sentence, '' when
    `can_undo`.
    """

    id: int
    kind: str
    file_name: str
    by: str
    started_at: datetime
    finished_at: datetime | None
    counts: tuple[tuple[str, int], ...]
    undone_at: datetime | None
    undone_by: str
    can_undo: bool
    why_not: str


class ImportHistory:
    """The owner's view of imports. `by`: who undoes, for the history. `close` it when done."""

    def __init__(self, url: URL, by: str = "") -> None:
        self._engine = owner_engine(url)
        self._by = by

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close every connection."""
        self._engine.dispose()

    def rows(self, limit: int = 200) -> tuple[ImportRow, ...]:
        """The newest imports first. Raises Unreachable."""
        with plain_errors(), self._engine.connect() as connection:
            found = connection.execute(_ROWS, {"limit": limit}).all()
            return tuple(_row(connection, each) for each in found)

    def undo(self, import_id: int, progress: Progress | None = None) -> Undone:
        """Put everything back as it was before this import, or change nothing.

        Objections it brought stay, as keyed hashes. Raises BadInput when there is no such import or
        it is undone already, KnownError (one sentence) when something stands on it, Unreachable.
        """
        show = progress or _silent
        try:
            with (
                plain_errors(),
                way_kept_clear(self._engine),
                self._engine.begin() as connection,
            ):
                # Imports and their undoing wait for one another.
                connection.exec_driver_sql("lock table pb.import in share row exclusive mode")
                self._must_stand(connection, import_id)
                done = import_undo.undo(connection, import_id, show)
                self._note(connection, done)
        except IntegrityError:
            raise KnownError(
                f"Import {import_id} is being used right now, so it was not undone; "
                "nothing was changed. Try again once nobody is calling from its list."
            ) from None
        show("done", 1.0)
        return done

    def _must_stand(self, connection: Connection, import_id: int) -> None:
        row = connection.execute(_ONE, {"id": import_id}).one_or_none()
        if row is None:
            raise BadInput(
                f"There is no import {import_id}: `phonebank import list` shows all of them."
            )
        if row.undone_at is not None:
            raise BadInput(f"Import {import_id} is undone already; nothing was changed.")
        reason = why_not(connection, import_id)
        if reason:
            raise KnownError(f"Import {import_id} cannot be undone. {reason}")

    def _note(self, connection: Connection, done: Undone) -> None:
        connection.execute(_UNDONE, {"id": done.import_id, "by": self._by})
        facts = {
            "removed": done.removed,
            "restored": done.restored,
            "objections_kept": done.objections_kept,
        }
        connection.execute(_AUDIT, {"id": str(done.import_id), "facts": json.dumps(facts)})


def _row(connection: Connection, found: Row[Any]) -> ImportRow:
    if found.undone_at is not None:
        reason = "It is undone already."
    elif found.finished_at is None:
        reason = "It was never finished."
    else:
        reason = why_not(connection, found.id)
    return ImportRow(
        id=found.id,
        kind=found.kind,
        file_name=found.file_name,
        by=found.by,
        started_at=found.started_at,
        finished_at=found.finished_at,
        counts=tuple(
            (name, value) for name, value in found.counts.items() if isinstance(value, int)
        ),
        undone_at=found.undone_at,
        undone_by=found.undone_by,
        can_undo=not reason,
        why_not=reason,
    )


def _silent(_what: str, _share: float) -> None:
    return None


_SELECT = """
    select id, kind, file_name, coalesce(nullif(by_name, ''), by_login) as by, started_at,
           finished_at, counts, undone_at, coalesce(undone_by, '') as undone_by
      from pb.import
"""
_ROWS = text(_SELECT + " order by id desc limit :limit")
_ONE = text(_SELECT + " where id = :id")
_UNDONE = text(
    """
    update pb.import
       set undone_at = clock_timestamp(), undone_by = coalesce(nullif(:by, ''), session_user)
     where id = :id
    """
)
_AUDIT = text("select pb.note('import_undone', null, null, :id, cast(:facts as jsonb))")
