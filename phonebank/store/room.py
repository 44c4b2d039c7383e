"""What a supervisor may ask of the database: the functions of schema `room`, and nothing else.

Every method is one short statement in its own transaction, so that a page that refreshes holds no
snapshot. Decisions answer with the function's own status. `Unreachable` means that nothing is known
of what became of the request: look again.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import URL, TextClause, text

from phonebank.domain.card import Waiting
from phonebank.domain.errors import KnownError
from phonebank.store.accounts import Team
from phonebank.store.connection import plain_errors, supervisor_engine
from phonebank.store.orphans import Orphans

HOURS_BACK = 14

_OFFICE = text(
    "select name, practice, time_zone, supervisor, at, silence_from, silence_until, kind, owners"
    " from room.office()"
)
_CAMPAIGNS = text(
    "select campaign_id, name, state, round_code, round_date, ready, claimed, callback, cooling,"
    " in_doubt, done, attempts, contacts, conversations, objections, caller_seconds"
    " from room.campaigns()"
)
_HOURS = text(
    "select hour, attempts, contacts, conversations, callers from room.hours(:campaign, :back)"
)
_CALLERS = text(
    "select account_id, name, desk, state, since, claim, campaign, calls, conversations"
    " from room.callers()"
)
_ALERTS = text("select alert_id, kind, campaign, account, made_at, desk from room.alerts()")
_OUTLOOK = text("select room.outlook(:campaign)")
_SETTLE_ALERT = text("select room.settle_alert(:alert)")
_SETTLE_DOUBT = text("select room.settle_doubt(:alert, :decision)")
_SET_STATE = text("select room.set_state(:campaign, :state)")
_TAKE_BACK = text("select room.take_back(:claim)")


@dataclass(frozen=True, slots=True)
class RoomOffice:
    """The office as its supervisor sees it. `at` is the server's clock; the silence is the one that
    holds now or else the next, None when no round is known. `kind` is the supervisor's own,
    'supervisor' or 'owner'; `owners` how many owners have an account."""

    name: str
    practice: bool
    time_zone: str
    supervisor: str
    at: datetime
    silence_from: datetime | None
    silence_until: datetime | None
    kind: str = "supervisor"
    owners: int = 0


@dataclass(frozen=True, slots=True)
class CampaignView:
    """A campaign's queue now (lines by state) and its metrics since midnight by the office's clock.

    `attempts` are calls with a result, technical failures and skips left out; `contacts` those in
    which a live person answered, wrong numbers included; `conversations` those with the right
    person. `caller_seconds` is the time callers held those lines, from reservation to outcome.
    """

    campaign_id: int
    name: str
    state: str
    """'draft', 'open', 'paused' or 'closed'."""
    round_code: str
    round_date: date
    ready: int
    claimed: int
    callback: int
    cooling: int
    in_doubt: int
    done: int
    attempts: int
    contacts: int
    conversations: int
    objections: int
    caller_seconds: float

    @property
    def lines(self) -> int:
        """All lines of the campaign."""
        return self.left + self.done

    @property
    def left(self) -> int:
        """The lines that are not done."""
        return self.ready + self.claimed + self.callback + self.cooling + self.in_doubt

    @property
    def contact_rate(self) -> float | None:
        """Contacts an attempt, 0 to 1; None before the first attempt."""
        return self.contacts / self.attempts if self.attempts else None

    @property
    def conversations_an_hour(self) -> float | None:
        """Conversations a caller-hour; None before callers held lines for five minutes in all."""
        if self.caller_seconds < 300:
            return None
        return self.conversations / (self.caller_seconds / 3600)


@dataclass(frozen=True, slots=True)
class HourView:
    """One hour of a campaign; the metrics are those of `CampaignView`."""

    hour: datetime
    attempts: int
    contacts: int
    conversations: int
    callers: int


@dataclass(frozen=True, slots=True)
class CallerView:
    """Somebody signed in. `calls` and `conversations` are today's."""

    account_id: int
    name: str
    desk: str
    state: str
    """'calling', 'reading', 'waiting', or 'lost': holds a line and its desk was not heard of."""
    since: datetime
    claim: UUID | None
    campaign: str
    """The campaign of the line held, or ''."""
    calls: int
    conversations: int


@dataclass(frozen=True, slots=True)
class AlertView:
    """Something that waits for a decision.

    `kind`: 'in_doubt', 'hostile', 'moved', 'deceased', 'claims_cap', 'skips_cap', 'pin_guessing',
    'orphan', 'searches_cap', 'password_guessing'. `campaign`, `account` and `desk` may be ''.
    """

    alert_id: int
    kind: str
    campaign: str
    account: str
    made_at: datetime
    desk: str = ""


@dataclass(frozen=True, slots=True)
class Outlook:
    """What a forecast is made from. `recent_…`: the last hour's attempts, when the first was, their
    callers; `ended`: lines closed by a talk, an objection or a dead number; `tried`: attempts."""

    attempts_allowed: int
    stock: tuple[tuple[int, date, int], ...]
    """Lines not done: (attempts made, first day they may be called, lines)."""
    spans: tuple[tuple[datetime, datetime], ...]  # when it may call, until its round
    recent_attempts: int
    recent_since: datetime | None
    recent_callers: int
    tried: int
    ended: int
    waiting: Waiting
    """Why nothing would be served: `reason` 'silence', 'done', 'hours' or 'empty'."""


@dataclass(frozen=True, slots=True)
class RoomView:
    """One look at the room. `chosen` is 0 and `hours` empty where there is no campaign yet."""

    office: RoomOffice
    campaigns: tuple[CampaignView, ...]
    chosen: int
    hours: tuple[HourView, ...]
    callers: tuple[CallerView, ...]
    alerts: tuple[AlertView, ...]


class RoomGateway:
    """One supervisor's connection to the office, under a database role of their own."""

    def __init__(self, url: URL) -> None:
        self._engine = supervisor_engine(url)
        self.team = Team(self._engine)
        self.orphans = Orphans(self._engine)

    def close(self) -> None:
        """Close every connection."""
        self._engine.dispose()

    def look(self, campaign_id: int = 0) -> RoomView:
        """Everything a refresh shows; of the first campaign where `campaign_id` is none of them.

        Raises KnownError when this role no longer belongs to a supervisor.
        """
        office = self.office()
        campaigns = self.campaigns()
        known = [each.campaign_id for each in campaigns]
        chosen = campaign_id if campaign_id in known else next(iter(known), 0)
        hours = self.hours(chosen) if chosen else ()
        return RoomView(office, campaigns, chosen, hours, self.callers(), self.alerts())

    def office(self) -> RoomOffice:
        """The office and its clock. Raises KnownError when this role is nobody here any more."""
        rows = self._rows(_OFFICE)
        if not rows:
            raise KnownError(
                "This account no longer supervises the office; ask its owner to appoint you again."
            )
        return RoomOffice(*rows[0])

    def campaigns(self) -> tuple[CampaignView, ...]:
        """All campaigns, open ones first. The queue's counts may be five seconds old."""
        return tuple(CampaignView(*row) for row in self._rows(_CAMPAIGNS))

    def hours(self, campaign_id: int, back: int = HOURS_BACK) -> tuple[HourView, ...]:
        """The last `back` hours (72 at most) of a campaign, oldest first, the present one last."""
        return tuple(HourView(*row) for row in self._rows(_HOURS, campaign=campaign_id, back=back))

    def callers(self) -> tuple[CallerView, ...]:
        """Who is signed in, by name."""
        return tuple(CallerView(*row) for row in self._rows(_CALLERS))

    def alerts(self) -> tuple[AlertView, ...]:
        """What waits for a decision, the newest first, 200 at most."""
        return tuple(AlertView(*row) for row in self._rows(_ALERTS))

    def outlook(self, campaign_id: int) -> Outlook | None:
        """What a forecast needs; None when there is no such campaign. Reads the whole queue."""
        facts = self._value(_OUTLOOK, campaign=campaign_id)
        return None if facts is None else _outlook(facts)

    def settle_alert(self, alert_id: int) -> bool:
        """Take an alert off the list; False when a colleague already did."""
        return bool(self._value(_SETTLE_ALERT, alert=alert_id))

    def settle_doubt(self, alert_id: int, decision: str) -> str:
        """Decide about a line in doubt: 'no_answer' or 'later' (another day).

        Answers 'ok', 'told' (its outcome came meanwhile), 'missing' or 'invalid'.
        """
        return str(self._value(_SETTLE_DOUBT, alert=alert_id, decision=decision))

    def set_state(self, campaign_id: int, state: str) -> str:
        """Make a campaign 'open', 'paused' or 'closed'.

        Answers 'ok', 'missing', 'invalid', or 'past': the round is over.
        """
        return str(self._value(_SET_STATE, campaign=campaign_id, state=state))

    def take_back(self, claim: UUID) -> bool:
        """Take a line from whoever holds it; one that was dialled goes to in doubt.

        False when nobody holds it any more.
        """
        return bool(self._value(_TAKE_BACK, claim=claim))

    def _rows(self, statement: TextClause, **values: object) -> list[Any]:
        with plain_errors(), self._engine.connect() as connection:
            return list(connection.execute(statement, values))

    def _value(self, statement: TextClause, **values: object) -> Any:
        with plain_errors(), self._engine.connect() as connection:
            return connection.scalar(statement, values)


def _outlook(facts: dict[str, Any]) -> Outlook:
    recent, why = facts["recent"], facts["waiting"]
    return Outlook(
        attempts_allowed=facts["allowed"],
        stock=tuple((n, date.fromisoformat(day), lines) for n, day, lines in facts["stock"]),
        spans=tuple(
            (datetime.fromisoformat(opens), datetime.fromisoformat(closes))
            for opens, closes in facts["spans"]
        ),
        recent_attempts=recent["attempts"],
        recent_since=_moment(recent["since"]),
        recent_callers=recent["callers"],
        tried=facts["tried"],
        ended=facts["ended"],
        waiting=Waiting(
            reason=why["status"],
            other_slot=why["other_slot"],
            other_slot_at=_moment(why["other_slot_at"]),
            callbacks=why["callbacks"],
            callback_at=_moment(why["callback_at"]),
            cooling=why["cooling"],
            held=why["held"],
            in_doubt=why["in_doubt"],
            until=_moment(why["until"]),
            round_code=why["round"],
        ),
    )


def _moment(written: str | None) -> datetime | None:
    return None if written is None else datetime.fromisoformat(written)
