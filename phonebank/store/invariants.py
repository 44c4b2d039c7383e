"""What must hold of an office's calls at any time, asked of the database itself.

Claims are intervals of time: no two of one line, of one person or of one caller may overlap. An
outcome a desk was told is kept is stored once, as it was told.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import Connection, text

from phonebank.store.connection import plain_errors
from phonebank.store.owner import OwnerStore

_OVERLAPS = """
    select count(*)
      from (select k.claimed_at < max(coalesce(k.ended_at, 'infinity'))
                       over (partition by {key} order by k.claimed_at, k.fence
                             rows between unbounded preceding and 1 preceding) as overlaps
              from pb.claim k {more}
             where k.claimed_at >= :since) c
     where c.overlaps
"""
_OF_A_LINE = text(_OVERLAPS.format(key="k.line_id", more=""))
_OF_A_CALLER = text(_OVERLAPS.format(key="k.account_id", more=""))
_OF_A_PERSON = text(
    _OVERLAPS.format(key="p.person_id", more="join pb.claim_person p on p.claim_token = k.token")
)
_TOLD = """
    with told (call_uuid, outcome) as (
        select * from unnest(cast(:uuids as uuid[]), cast(:outcomes as text[]))
    ), stored as (
        select t.call_uuid, count(k.id) filter (where k.outcome = t.outcome) as times
          from told t left join pb.call k on k.call_uuid = t.call_uuid
         group by t.call_uuid
    )
    select count(*) filter (where times <> 1) from stored
"""


@dataclass(frozen=True, slots=True)
class Violations:
    """How often a rule was broken; all zero is what must be."""

    lines_held_twice: int
    people_held_twice: int
    callers_with_two_lines: int
    outcomes_not_stored_once: int
    calls_nobody_told: int

    @property
    def total(self) -> int:
        """All of them together."""
        return (
            self.lines_held_twice
            + self.people_held_twice
            + self.callers_with_two_lines
            + self.outcomes_not_stored_once
            + self.calls_nobody_told
        )


def violations(
    owner: OwnerStore, since: datetime, told: Mapping[UUID, str] | None = None
) -> Violations:
    """Look at every claim made from `since` on (aware), and at the outcomes acknowledged.

    `told` holds what desks were told is kept: call_uuid, outcome. None where nobody kept count.
    """
    with plain_errors(), owner.engine.begin() as connection:
        missing, untold = _outcomes(connection, since, told)
        return Violations(
            lines_held_twice=int(connection.scalar(_OF_A_LINE, {"since": since}) or 0),
            people_held_twice=int(connection.scalar(_OF_A_PERSON, {"since": since}) or 0),
            callers_with_two_lines=int(connection.scalar(_OF_A_CALLER, {"since": since}) or 0),
            outcomes_not_stored_once=missing,
            calls_nobody_told=untold,
        )


def _outcomes(
    connection: Connection, since: datetime, told: Mapping[UUID, str] | None
) -> tuple[int, int]:
    """(told and not stored once as told, stored for a told caller's claims and never told)."""
    if told is None:
        return 0, 0
    values = {"uuids": list(told), "outcomes": list(told.values())}
    missing = int(connection.scalar(text(_TOLD), values) or 0)
    untold = connection.scalar(
        text(
            """
            select count(*)
              from pb.call k
             where k.outcome is not null and k.finished_at >= :since
               and k.call_uuid <> all (cast(:uuids as uuid[]))
               and k.account_id in (select c.account_id from pb.call c
                                     where c.call_uuid = any (cast(:uuids as uuid[])))
            """
        ),
        {"since": since, "uuids": list(told)},
    )
    return missing, int(untold or 0)
