"""Outcomes that found no call: what desks parked, where each may belong, filing it there.

A supervisor and the owner call the same functions of schema `room` (`sql/orphans.sql`).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlalchemy import Engine, text

from phonebank.store.connection import plain_errors

if TYPE_CHECKING:
    from sqlalchemy import TextClause

_WAITING = text("select orphan, desk, outcome, reason, parked_at from room.orphans()")
_PLACES = text("select kind, place, campaign, caller, at, people from room.orphan_places(:orphan)")
_FILE = text("select room.file_orphan(:orphan, :kind, :place)")
_DROP = text("select room.drop_orphan(:orphan)")


@dataclass(frozen=True, slots=True)
class OrphanView:
    """An outcome without its call: the desk that told it, what it says, why it was refused."""

    orphan: UUID
    desk: str
    outcome: str
    """The outcome's key, '' where the record has none."""
    reason: str
    parked_at: datetime


@dataclass(frozen=True, slots=True)
class OrphanPlace:
    """Where it may belong. `kind`: 'call' (nobody told its end) or 'line' (of the person named)."""

    kind: str
    place: int
    campaign: str
    caller: str
    at: datetime | None
    """When that call began; None for a line."""
    people: str


class Orphans:
    """Over the engine of a supervisor or of the owner."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def waiting(self) -> tuple[OrphanView, ...]:
        """What waits for a decision, the newest first, 200 at most."""
        return tuple(OrphanView(*row) for row in self._rows(_WAITING))

    def places(self, orphan: UUID) -> tuple[OrphanPlace, ...]:
        """Where one may belong: unreported calls of its desk, then lines of the person it names."""
        return tuple(OrphanPlace(*row) for row in self._rows(_PLACES, orphan=orphan))

    def file(self, orphan: UUID, place: OrphanPlace) -> str:
        """File one there: 'ok', 'late' (kept; the queue has gone on), 'told', 'taken', 'invalid',
        'missing' or 'refused'."""
        return str(self._value(_FILE, orphan=orphan, kind=place.kind, place=place.place))

    def drop(self, orphan: UUID) -> bool:
        """Set one aside for good; False when it was settled already."""
        return bool(self._value(_DROP, orphan=orphan))

    def _rows(self, statement: TextClause, **values: object) -> list[Any]:
        with plain_errors(), self._engine.begin() as connection:
            return list(connection.execute(statement, values))

    def _value(self, statement: TextClause, **values: object) -> Any:
        with plain_errors(), self._engine.begin() as connection:
            return connection.scalar(statement, values)
