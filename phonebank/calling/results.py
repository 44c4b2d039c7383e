"""What the steps of a call answer. Frozen: they go from a worker thread to the window."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from phonebank.domain.card import CallReport, Card, Claim, Voter, Waiting


@dataclass(frozen=True, slots=True)
class SignedIn:
    """`status`: 'ok', 'wrong' (perhaps with seconds to wait), 'wait', 'revoked'."""

    status: str
    name: str = ""
    language: str = ""
    wait_seconds: int = 0
    charter: bool = False
    """The charter is to be accepted before the first line."""


@dataclass(frozen=True, slots=True)
class Served:
    """The next line: a claim with its card, or why there is none."""

    claim: Claim | None = None
    card: Card | None = None
    waiting: Waiting | None = None


@dataclass(frozen=True, slots=True)
class Started:
    """`status`: 'started' with the number (E.164), or why it may not ring.

    'silence', 'hours', 'objected', 'retired', 'paused', 'gone', 'conflict', 'offline'; `until` says
    when calling opens again.
    """

    status: str
    number: str = ""
    until: datetime | None = None
    call_uuid: UUID | None = None


@dataclass(frozen=True, slots=True)
class Finished:
    """What became of an outcome. Not `delivered`: it is safe in the journal and will be sent."""

    delivered: bool
    receipt: str = ""
    served: Served | None = None
    conflict: bool = False
    late: bool = False


@dataclass(frozen=True, slots=True)
class Unfinished:
    """A call that was started and never told, found on return. `card` is None while offline."""

    call_uuid: UUID
    campaign_id: int
    card: Card | None
    started_at: datetime | None


@dataclass(frozen=True, slots=True)
class MyCall:
    """One of the caller's last five calls, ready to be corrected."""

    report: CallReport
    campaign_id: int
    finished_at: datetime
    people: tuple[Voter, ...]
