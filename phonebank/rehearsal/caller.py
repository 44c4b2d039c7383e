"""One caller of a rehearsal, in a process of its own: a seat, a desk, calls at a person's pace.

Nothing is dialled: what a real caller would hear is drawn by lot, about four in ten are reached.
"""

from __future__ import annotations

import random
import signal
import time
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from multiprocessing.connection import Connection
from multiprocessing.synchronize import Event
from pathlib import Path
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy import URL

from phonebank.calling.desk import Desk
from phonebank.calling.results import Served
from phonebank.domain.card import CallReport, Card
from phonebank.domain.errors import KnownError, PhonebankError, Unreachable
from phonebank.domain.outcomes import RULES, Outcome
from phonebank.office.office import open_office
from phonebank.office.seat import take_seat
from phonebank.store.desk import Answer, DeskGateway
from phonebank.store.journal import Journal
from phonebank.store.journal_key import journal_key

_T = TypeVar("_T")
_READING = 0.2  # of the time of a call: before it is dialled
_EMPTY_SECONDS = 1.0
_HEARD = {
    Outcome.NO_ANSWER: 0.49,
    Outcome.VOICEMAIL_LEFT: 0.07,
    Outcome.BUSY: 0.03,
    Outcome.CONVERSATION: 0.21,
    Outcome.NOT_THERE: 0.06,
    Outcome.REFUSED: 0.05,
    Outcome.CALLBACK: 0.04,
    Outcome.PARTIAL: 0.02,
    Outcome.WRONG_NUMBER: 0.01,
    Outcome.DO_NOT_CALL: 0.01,
    Outcome.TECHNICAL: 0.01,
}


@dataclass(frozen=True, slots=True)
class CallerPlan:
    """Who calls, where, how fast and for how long. `pause_seconds` 0: flat out."""

    office: Path
    account_id: int
    pin: str
    campaign: int
    seconds: float
    pause_seconds: float
    seed: int


@dataclass(frozen=True, slots=True)
class CallMade:
    """Sent after each call."""

    conversation: bool
    attempt: bool


@dataclass
class CallerDone:
    """Sent once, at the end. `told`: what the office acknowledged; `left`: what it did not."""

    told: dict[UUID, str] = field(default_factory=dict)
    steps: dict[str, list[float]] = field(default_factory=dict)
    waited: Counter[str] = field(default_factory=Counter)
    left: int = 0
    trouble: str = ""


def call(plan: CallerPlan, stop: Event, wire: Connection) -> None:
    """A process's work. The room's Ctrl-C is the parent's affair; `stop` is ours."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    done = CallerDone()
    try:
        with open_office(plan.office) as office, take_seat(office) as seat:
            key = journal_key(seat.folder, seat.role, practice=True)
            journal = Journal(seat.folder / "journal.sqlite", key, seat.role)
            gateway = _TimedGateway(seat.url, done.steps)
            try:
                _Caller(plan, Desk(gateway, journal), stop, wire, done).work()
            finally:
                gateway.close()
                journal.close()
    except PhonebankError as error:
        done.trouble = str(error)
    with suppress(OSError):
        wire.send(done)
    wire.close()


class _Caller:
    def __init__(
        self, plan: CallerPlan, desk: Desk, stop: Event, wire: Connection, done: CallerDone
    ) -> None:
        self._plan, self._desk, self._stop, self._wire, self._done = plan, desk, stop, wire, done
        self._lot = random.Random(plan.seed)  # noqa: S311 - a rehearsal, not a secret
        self._kept: dict[UUID, str] = {}

    def work(self) -> None:
        """Sign in, call until the time is over or the room stops, give back what is held."""
        desk, plan = self._desk, self._plan
        desk.deliver()
        if desk.sign_in(plan.account_id, plan.pin).status != "ok":
            raise KnownError("A rehearsing caller could not sign in: wait a minute and try again.")
        self._tell("seated")
        until = time.monotonic() + plan.seconds
        served: Served | None = None
        while not self._over(until):
            try:
                if served is None or served.card is None:
                    served = desk.next_line(plan.campaign)
                served = self._one(served, until)
            except Unreachable:
                self._done.waited["offline"] += 1
                self._stop.wait(_EMPTY_SECONDS)
                served = None
        with suppress(PhonebankError):
            if desk.held() is not None:
                desk.release("close")
            desk.sign_out()
        if desk.deliver() == 0:
            self._done.told |= self._kept
        self._done.left = desk.pending()

    def _tell(self, word: object) -> None:
        try:
            self._wire.send(word)
        except OSError:
            self._stop.set()  # the room is gone: give back what is held and go home

    def _over(self, until: float) -> bool:
        return self._stop.is_set() or time.monotonic() >= until

    def _one(self, served: Served, until: float) -> Served | None:
        """One call on the line served; what is served next."""
        if served.card is None:
            self._done.waited[served.waiting.reason if served.waiting else "empty"] += 1
            self._stop.wait(_EMPTY_SECONDS)
            return None
        taken = self._plan.pause_seconds * self._lot.uniform(0.5, 1.5)
        self._stop.wait(taken * _READING)
        if self._over(until):
            return None
        started = self._desk.start_call()
        if started.call_uuid is None or not started.number:
            self._done.waited[started.status] += 1
            with suppress(KnownError):
                self._desk.release("other")
            return None
        self._stop.wait(taken * (1 - _READING))
        report = self._report(started.call_uuid, served.card, taken)
        finished = self._desk.finish(report, None if self._over(until) else self._plan.campaign)
        kept = self._done.told if finished.delivered else self._kept
        kept[report.call_uuid] = report.outcome.value
        rule = RULES[report.outcome]
        self._tell(CallMade(rule.conversation, rule.attempt))
        return finished.served

    def _report(self, call_uuid: UUID, card: Card, seconds: float) -> CallReport:
        outcome = self._lot.choices(list(_HEARD), list(_HEARD.values()))[0]
        person = next((each.person_id for each in card.people if not each.done), None)
        if person is None and RULES[outcome].needs_person:
            outcome = Outcome.NO_ANSWER
        tomorrow = datetime.now(UTC) + timedelta(days=1)
        return CallReport(
            call_uuid,
            outcome,
            person_id=person if RULES[outcome].contact else None,
            callback_at=tomorrow if outcome is Outcome.CALLBACK else None,
            callback_mine=False,
            information_given=RULES[outcome].conversation,
            script_version=card.script_version,
            seconds=round(seconds),
        )


class _TimedGateway(DeskGateway):
    """A desk's gateway that notes how long each step of a call took."""

    def __init__(self, url: URL, steps: dict[str, list[float]]) -> None:
        super().__init__(url)
        self._steps = steps

    def claim(self, token: str, campaign: int) -> Answer:
        return self._timed("claim", lambda: DeskGateway.claim(self, token, campaign))

    def open_card(self, token: str, claim: UUID) -> Answer:
        return self._timed("open", lambda: DeskGateway.open_card(self, token, claim))

    def dial(self, token: str, claim: UUID, call: UUID) -> tuple[Answer, str | None]:
        return self._timed("start", lambda: DeskGateway.dial(self, token, claim, call))

    def finish_and_claim(self, *told: Any) -> Answer:
        return self._timed("finish", lambda: DeskGateway.finish_and_claim(self, *told))

    def _timed(self, step: str, ask: Callable[[], _T]) -> _T:
        begun = time.perf_counter()
        answer = ask()
        self._steps.setdefault(step, []).append(time.perf_counter() - begun)
        return answer
