"""What a desk knows of the line it holds. Frozen: it crosses threads and layers.

A caller sees only the line being called (R5): names, an age band, the bureau, earlier calls, the
note left by a colleague. Never a birth date, past votes, a score or an opinion.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, time
from uuid import UUID

from phonebank.domain.outcomes import Outcome


@dataclass(frozen=True, slots=True)
class Bureau:
    """A polling station as read out to a voter."""

    code: str
    name: str
    address: str
    opens: time | None
    closes: time | None
    wheelchair: bool | None


@dataclass(frozen=True, slots=True)
class Voter:
    """A person one may ask for on this line."""

    person_id: int
    sex: str
    """'F', 'M' or '' — for "Mme" and "M.", never a filter."""
    first_name: str
    last_name: str
    """The name in use."""
    age_band: str
    """'18-24' … '90+', or '' when the roll has no year."""
    bureau: Bureau | None
    done: bool
    """Nothing more to ask this person in this campaign; shown, never asked again."""


@dataclass(frozen=True, slots=True)
class PastCall:
    """An earlier call on this line, in this campaign or another."""

    at: datetime
    outcome: Outcome
    person_id: int | None
    note: str


@dataclass(frozen=True, slots=True)
class Origin:
    """R4: where this number and these data come from, ready to be read out."""

    source: str
    collected_on: date | None
    legal_basis: str
    roll_commune: str
    roll_dated: date | None
    controller: str
    rights_contact: str


@dataclass(frozen=True, slots=True)
class Card:
    """Everything shown for one claim. The number is not in it: `start_call` gives it."""

    claim: UUID
    campaign_id: int
    people: tuple[Voter, ...]
    line_kind: str
    """'mobile', 'fixed' or 'other'."""
    attempt: int
    """This would be the n-th try of the line in this campaign."""
    why: str
    """Why this line now: 'callback_mine', 'callback', 'retry', 'priority', 'rang_back'."""
    message_left: bool
    """A message was already left once; no second one (DOMAIN 5)."""
    history: tuple[PastCall, ...]
    origin: Origin
    script_version: int
    called_recently: datetime | None
    """Last time anybody called this line, in any campaign."""


@dataclass(frozen=True, slots=True)
class Claim:
    """A reservation of one line for one caller. Deadlines are this machine's monotonic clock."""

    token: UUID
    campaign_id: int
    fence: int
    keep_before: float
    """On the steady clock (`office.steady`): before which `keep` must be acknowledged."""
    gone_at: float
    """On the same clock: after which the claim can no longer be renewed (45 minutes)."""
    call_uuid: UUID | None = None
    """Set when the call was started; a desk that comes back asks what happened."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """Why nothing is served, in figures a screen turns into a sentence.

    `reason`: 'empty', 'done', 'silence', 'hours', 'paused', 'closed', 'cap', 'language',
    'charter', 'in_doubt'.
    """

    reason: str
    other_slot: int = 0
    other_slot_at: datetime | None = None
    callbacks: int = 0
    callback_at: datetime | None = None
    cooling: int = 0
    held: int = 0
    in_doubt: int = 0
    other_language: int = 0
    until: datetime | None = None
    """When calling opens again (silence, hours, cap)."""
    round_code: str = ""


@dataclass(frozen=True, slots=True)
class CallReport:
    """What a caller says of a call; the body of `finish_call`.

    `answers` are (question key, answer key, free text). `callback_at` is aware.
    `skip_reason`: 'known', 'duplicate', 'other'. `language`: ISO 639-1, if said.
    """

    call_uuid: UUID
    outcome: Outcome
    person_id: int | None = None
    callback_at: datetime | None = None
    callback_mine: bool = True
    note: str = ""
    language: str = ""
    skip_reason: str = ""
    hint: str = ""
    """'morning', 'afternoon', 'evening': when the absent person is usually there."""
    information_given: bool = False
    answers: tuple[tuple[str, str, str], ...] = ()
    script_version: int | None = None
    seconds: int = 0
    """Length of the call by this machine's monotonic clock."""


@dataclass(frozen=True, slots=True)
class Account:
    """Someone who may sign in."""

    account_id: int
    name: str
    kind: str
    """'caller' or 'supervisor' ('owner' is a supervisor who may also host)."""
    language: str
    login: str = ""
    """A supervisor's database role; callers have none."""


@dataclass(frozen=True, slots=True)
class OfficeFacts:
    """What the sign-in screen and the bar show of the office."""

    name: str
    practice: bool
    time_zone: str
    silence_from: datetime | None
    """Start of the next election silence, when within 48 hours or already begun."""
    silence_until: datetime | None
    silent_now: bool
    round_code: str = ""
    lock_seconds: float = 240.0
    """A desk nobody touches for so long locks itself."""
    charter_version: int = 1
    charter_texts: tuple[tuple[str, str], ...] = ()
    """The charter in the office's own words, by language; a language it lacks has ours."""


@dataclass(frozen=True, slots=True)
class CampaignFacts:
    """A campaign a caller may work in."""

    campaign_id: int
    name: str
    round_code: str
    round_date: date
    state: str
    lines: int
    done: int
    my_calls: int
    my_conversations: int
    hours: tuple[tuple[int, time, time], ...] = ()
    """When it may call: (weekday 1 to 7, opens, closes), by the voter's clock."""
    any_hour: bool = False
    """A practice campaign that calls at any hour of any day."""


@dataclass(frozen=True, slots=True)
class ScriptText:
    """One stored version of a script, in the Markdown of `domain/script.py`."""

    version_id: int
    language: str
    body: str
    values: dict[str, str] = field(default_factory=dict)
