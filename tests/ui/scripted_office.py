"""A small scripted office, so that every state of the desk can be reached in a test.

The scripted service answers by the service's own results; the road through the database itself is
driven in tests/e2e.
"""

from __future__ import annotations

from concurrent.futures import Future
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from datetime import time as clock_time
from uuid import UUID, uuid4

from phonebank.calling.finding import Found
from phonebank.calling.results import Finished, MyCall, Served, SignedIn, Started, Unfinished
from phonebank.domain.card import (
    Account,
    Bureau,
    CallReport,
    CampaignFacts,
    Card,
    Claim,
    OfficeFacts,
    Origin,
    PastCall,
    ScriptText,
    Voter,
    Waiting,
)
from phonebank.domain.outcomes import Outcome
from phonebank.office.steady import steady_seconds
from phonebank.resources import resource
from phonebank.speech.answers import Ending, Spoken

BUREAU = Bureau(
    "0012", "École Jules-Ferry", "3 place de l’Église", clock_time(8), clock_time(20), True
)
HELENE = Voter(1, "F", "Hélène", "Garnier", "45-54", BUREAU, False)
YANIS = Voter(2, "M", "Yanis", "Garnier", "18-24", BUREAU, False)
ORIGIN = Origin(
    "réunion publique",
    date(2026, 1, 11),
    "consentement donné lors de la réunion",
    "Valmont-sur-Brise",
    date(2026, 1, 2),
    "Valmont Ensemble",
    "droits@valmont.example",
)


def card(people: tuple[Voter, ...] = (HELENE, YANIS), **changes: object) -> Card:
    """A card of one line, changed where the test says so."""
    at = datetime.now(UTC)
    made = Card(
        claim=uuid4(),
        campaign_id=1,
        people=people,
        line_kind="mobile",
        attempt=2,
        why="retry",
        message_left=False,
        history=(
            PastCall(at - timedelta(days=4), Outcome.NO_ANSWER, None, ""),
            PastCall(at - timedelta(days=9), Outcome.NOT_THERE, 1, "Rappeler après 18 h."),
        ),
        origin=ORIGIN,
        script_version=1,
        called_recently=at - timedelta(days=4),
    )
    return replace(made, **changes)  # type: ignore[arg-type]


@dataclass
class ScriptedDesk:
    """Answers the desk from a list of cards and keeps what it was told."""

    cards: list[Card] = field(default_factory=lambda: [card(), card((YANIS,)), card()])
    waiting: Waiting = field(default_factory=lambda: Waiting("empty"))
    start_status: str = "started"
    until: datetime | None = None
    delivered: bool = True
    left: Unfinished | None = None
    held: bool = True
    online: bool = True
    reports: list[CallReport] = field(default_factory=list)
    corrected: list[CallReport] = field(default_factory=list)
    released: list[str] = field(default_factory=list)
    objections: int = 0
    told: list[str] = field(default_factory=list)
    many: int = 1
    error: Exception | None = None
    silence: datetime | None = None
    kept: int = 0
    unlock_error: Exception | None = None
    charter: bool = False
    charter_accepted: int = 0
    charter_version: int = 1
    charter_texts: tuple[tuple[str, str], ...] = ()
    charter_answer: str = "ok"
    charter_error: Exception | None = None
    objecting: list[int | None] = field(default_factory=list)
    found: Found = field(default_factory=lambda: Found("none"))
    found_line: Served = field(default_factory=lambda: Served(waiting=Waiting("taken")))
    searched: list[tuple[str | None, str | None, int | None]] = field(default_factory=list)
    asked_for: list[tuple[int, int]] = field(default_factory=list)
    correction: str = "ok"
    seated: int = 0
    scripts_read: list[str] = field(default_factory=list)
    added: tuple[Account, ...] = ()
    names_error: Exception | None = None
    finish_error: Exception | None = None

    def office(self) -> OfficeFacts:
        until = self.silence + timedelta(hours=44) if self.silence else None
        return OfficeFacts(
            "Bureau de Valmont",
            True,
            "Europe/Paris",
            self.silence,
            until,
            False,
            "M26T1",
            charter_version=self.charter_version,
            charter_texts=self.charter_texts,
        )

    def accounts(self) -> tuple[Account, ...]:
        if self.names_error is not None:
            raise self.names_error
        names = ("Camille Roy", "Yacine Belkacem", "Odette Lemoine", "Mamadou Diallo", "Inès Faure")
        callers = tuple(
            Account(number, name, "caller", "fr") for number, name in enumerate(names, start=1)
        )
        return (*callers, Account(9, "Nadia Perrin", "supervisor", "fr", "sup_nadia"), *self.added)

    def sign_in(self, account_id: int, pin: str) -> SignedIn:
        if pin != "246810":
            return SignedIn("wrong", wait_seconds=2)
        self.seated = account_id
        return SignedIn("ok", "Camille", "fr", charter=self.charter)

    def unlock(self, pin: str) -> SignedIn:
        if self.unlock_error is not None:
            raise self.unlock_error
        return self.sign_in(1, pin)

    def accept_charter(self, version: int) -> str:
        if self.charter_error is not None:
            raise self.charter_error
        self.charter_accepted = version
        return self.charter_answer

    def leave_to_another(self) -> None:
        self.told.append("leave_to_another")

    def sign_out(self) -> None:
        self.told.append("sign_out")

    def campaigns(self) -> tuple[CampaignFacts, ...]:
        vote = datetime.now(UTC).date() + timedelta(days=12)
        first = CampaignFacts(1, "Municipales, 1er tour", "M26T1", vote, "open", 1280, 412, 17, 6)
        second = replace(first, campaign_id=2, name="Procurations, quartiers nord", done=3)
        return (first, second)[: self.many]

    def unfinished(self) -> Unfinished | None:
        return self.left

    def next_line(self, campaign_id: int) -> Served:
        if self.error is not None:
            raise self.error
        if not self.cards:
            return Served(waiting=self.waiting)
        now = steady_seconds()
        served = self.cards.pop(0)
        return Served(Claim(served.claim, campaign_id, 1, now + 600, now + 2700), served)

    def start_call(self) -> Started:
        self.told.append("start_call")
        if self.start_status != "started":
            return Started(self.start_status, until=self.until)
        return Started("started", "+33639981234", call_uuid=uuid4())

    def finish(self, report: CallReport, next_campaign: int | None) -> Finished:
        self.reports.append(report)
        if self.finish_error is not None:
            raise self.finish_error
        if not self.delivered:
            self.online = False
            return Finished(delivered=False)
        served = self.next_line(next_campaign) if next_campaign else None
        return Finished(delivered=True, served=served)

    def keep(self) -> bool:
        self.kept += 1
        return self.held

    def release(self, reason: str) -> None:
        self.released.append(reason)

    def object_line(self, person_id: int | None = None) -> str:
        self.objections += 1
        self.objecting.append(person_id)
        return "K7QM-3F"

    def search(self, number: str | None, surname: str | None, born: int | None) -> Found:
        self.searched.append((number, surname, born))
        return self.found

    def claim_found(self, found: Found, person_id: int, campaign_id: int) -> Served:
        self.asked_for.append((person_id, campaign_id))
        return self.found_line

    def correct(self, report: CallReport) -> str:
        self.corrected.append(report)
        return self.correction

    def my_calls(self) -> tuple[MyCall, ...]:
        at = datetime.now(UTC) - timedelta(minutes=4)
        report = CallReport(UUID(int=7), Outcome.REFUSED, person_id=1)
        return (MyCall(report, 1, at, (HELENE, YANIS)),)

    def script(self, version_id: int) -> ScriptText:
        body = resource("scripts/municipal-first.fr.md").read_text(encoding="utf-8")
        name = next((one.name for one in self.accounts() if one.account_id == self.seated), "")
        self.scripts_read.append(name)
        values = {"caller_name": name, "round_date": "dimanche 15 mars"}
        return ScriptText(version_id, "fr", body, values)

    def pending(self) -> int:
        return 0 if self.delivered else len(self.reports)

    def deliver(self) -> int:
        self.online = self.delivered
        return self.pending()


class ScriptedSpeaker:
    """Keeps what it was asked to read; `end` lets it come to its end."""

    def __init__(self) -> None:
        self.read: list[tuple[str, str]] = []
        self.stopped = 0
        self._future: Future[Spoken] | None = None

    def speak(self, text: str, language: str) -> Future[Spoken]:
        self.read.append((text, language))
        self._future = Future()
        return self._future

    def stop(self) -> None:
        self.stopped += 1

    def end(self, spoken: Spoken | None = None) -> None:
        assert self._future is not None
        self._future.set_result(spoken or Spoken(Ending.FINISHED))
