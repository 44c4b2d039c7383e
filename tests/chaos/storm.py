"""A storm over an office: desks cut off, stalled, refused, frozen and killed, and the server's plug
pulled, while a supervisor decides what is in doubt. What was seen of it is a `Report`.
"""

from __future__ import annotations

import random
from collections import Counter
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.chaos.caller import DRAIN_SECONDS, Task
from tests.chaos.callers import Nursery
from tests.chaos.invariants import violations
from tests.chaos.proxy import Proxy
from tests.chaos.safeguards import leave_out
from tests.chaos.server import ChaosServer
from tests.chaos.supervising import Supervisor
from tests.chaos.truth import Noted, Truth, notebooks
from tests.chaos.weather import Seat, Weather
from tests.chaos.witnessed import Witnessed
from tests.offices import SmallOffice

LEASE_SECONDS = 3.0
_LINES_A_SECOND = 12
_LONGER_SECONDS = 10.0
# Some people can be reached on two lines that follow each other in the queue.
_TWO_NUMBERS = """
    with two as (
        insert into pb.line_person (line_id, person_id, source_id)
        select p.line_id + 1, p.person_id, p.source_id from pb.line_person p
         where p.line_id % 6 = 0 and exists (select from pb.line l where l.id = p.line_id + 1)
     returning line_id, person_id
    )
    select two.person_id, own.person_id, l.e164, other.e164
      from two
      join pb.line_person own on own.line_id = two.line_id
      join pb.line l on l.id = two.line_id
      join pb.line other on other.id = two.line_id - 1
"""
# The least a minute of eight desks must have met, a small part of what it mostly does.
ENOUGH = {
    "dials": 120,
    "results in one trip with the next line": 30,
    "kills": 8,
    "calls asked about after a kill": 2,
    "plugs pulled": 2,
    "cuts": 6,
    "stalls": 3,
    "refusals": 3,
    "absences": 2,
    "freezes": 2,
    "full disks": 2,
    "answers lost": 2,
    "answers lost in silence": 1,
    "questions lost": 1,
    "questions late": 1,
    "answers by half": 1,
    "drips": 1,
    "sessions ended": 1,
    "objections": 3,
    "went to in doubt": 2,
    "reservations run out": 1,
    "days": 1,
    "late results": 1,
    "parked": 1,
    "people on two lines": 6,
    "looks": 8,
}


@dataclass(frozen=True, slots=True)
class Report:
    """What a storm was, what was wrong after it, and what it lacked to be one."""

    seed: int
    seconds: float
    without: str
    met: dict[str, int]
    longest_step_seconds: float
    violations: list[str]
    too_calm: list[str]


class Storm:
    """`desks` callers in one practice office, each behind its own proxy."""

    def __init__(
        self, server: ChaosServer, folder: Path, *, desks: int, seed: int, without: str = ""
    ) -> None:
        self._server, self._folder = server, folder
        self._seed, self._without = seed, without
        self._desks = desks
        self._did: dict[str, int] = {}
        self._wrong: list[str] = []

    def blow(self, seconds: float, patience: float = 0.0) -> Report:
        """Blow for so long, let it calm down, and look.

        Where too little has happened by then, go on for at most `patience` seconds more, unless a
        safeguard is left out.
        """
        patience = 0.0 if self._without else patience
        office = SmallOffice(self._server.office())
        try:
            office.fill(max(60, int((seconds + patience) * _LINES_A_SECOND)), household=1)
            office.sql(
                "update pb.office set claim_idle = make_interval(secs => :lease)",
                lease=LEASE_SECONDS,
            )
            if self._without:
                leave_out(office, self._without)
            with ExitStack() as stack:
                lasted = self._work(office, stack, seconds, patience)
            self._serve_again(office)
            return self._report(office, seconds, lasted)
        finally:
            office.close()

    def _work(
        self, office: SmallOffice, stack: ExitStack, seconds: float, patience: float
    ) -> float:
        """How long it blew."""
        draw = random.Random(self._seed)
        nursery = stack.enter_context(Nursery())
        truth = Truth(self._folder / "storm.jsonl")
        stack.callback(truth.close)
        for other, person, number, instead_of in office.sql(_TWO_NUMBERS):
            truth.note("also", person=person, people=[other], number=number, instead_of=instead_of)
        weather = Weather(draw, self._server, nursery, truth)
        seats: list[Seat] = []
        try:
            for place in range(self._desks):
                proxy = stack.enter_context(Proxy(self._server.port))
                seats.append(weather.seat(proxy, self._task(office, proxy, place)))
            with Supervisor(office, self._folder, random.Random(self._seed + 1)) as supervisor:
                weather.blow(seconds)
                lasted = seconds
                while lasted < seconds + patience and self._lacks(
                    seconds, office, weather.faults() | supervisor.did
                ):
                    weather.blow(_LONGER_SECONDS)
                    lasted += _LONGER_SECONDS
            self._wrong += supervisor.saw
            (self._folder / "drain").touch()
            for place, seat in enumerate(seats):
                code = nursery.wait(seat.process, DRAIN_SECONDS + 15)
                if code != 0:
                    self._wrong.append(f"desk {place} ended with {code}")
            self._did = weather.faults() | supervisor.did
            return lasted
        finally:
            for seat in seats:
                if nursery.wait(seat.process, 0) is None:
                    weather.kill(seat)

    def _lacks(self, seconds: float, office: SmallOffice, did: dict[str, int]) -> list[str]:
        met = Counter(did | _counted(notebooks(self._folder), office))
        return too_calm(met, seconds * self._desks / 8)

    def _task(self, office: SmallOffice, proxy: Proxy, place: int) -> Task:
        role = office.desk_role()
        if self._without == "commit":
            office.sql(f"alter role {role} set synchronous_commit = off")
        return Task(
            url=proxy.through(office.url).render_as_string(hide_password=False),
            role=role,
            account=office.caller(f"Voix {place}"),
            campaign=office.campaign,
            folder=str(self._folder),
            seed=self._seed * 1000 + place,
            lease_seconds=LEASE_SECONDS,
            without=self._without,
        )

    def _serve_again(self, office: SmallOffice) -> None:
        """Nothing is stuck: whoever comes after the storm is served, as long as lines are ready."""
        account = office.caller("Après")
        after = Witnessed(office.url, office.desk_role(), account, self._folder)
        after.sign_in()
        ready = office.value("select count(*) from pb.queue where state = 0")
        served = after.desk.next_line(office.campaign)
        if ready and served.claim is None:
            self._wrong.append(f"{ready} lines are ready and none is served: {served.waiting}")
        after.desk.sign_out()
        after.close()

    def _report(self, office: SmallOffice, seconds: float, lasted: float) -> Report:
        noted = notebooks(self._folder)
        slow = (each.facts["seconds"] for each in noted if each.what == "slow")
        met = self._did | _counted(noted, office)
        return Report(
            seed=self._seed,
            seconds=lasted,
            without=self._without,
            met={name: met[name] for name in sorted(met)},
            longest_step_seconds=max(slow, default=0.0),
            violations=self._wrong + violations(office, noted, folder=self._folder),
            too_calm=self._lacks(seconds, office, self._did),
        )


def _counted(noted: list[Noted], office: SmallOffice) -> dict[str, int]:
    whats = Counter(each.what for each in noted)
    also = {each.facts["person"] for each in noted if each.what == "also"}
    ended = Counter(row[0] for row in office.sql("select end_reason from pb.claim"))

    def count(what: str, key: str, value: Any) -> int:
        return sum(each.what == what and each.facts.get(key) == value for each in noted)

    return {
        "dials": whats["shown"],
        "results": whats["acked"],
        "results in one trip with the next line": count("acked", "with_next", True),
        "late results": count("acked", "late", True),
        "parked": whats["parked"],
        "objections": whats["objected"],
        "calls asked about after a kill": whats["resumed"],
        "times the office did not answer": whats["away"],
        "went to in doubt": ended["in_doubt"],
        "reservations run out": ended["expired"],
        "people on two lines": sum(
            each.what == "people" and not also.isdisjoint(each.facts["people"]) for each in noted
        ),
    }


def too_calm(met: Counter[str], seconds: float) -> list[str]:
    """What happened too seldom to have shown anything."""
    if seconds < 20:
        return []
    return [
        f"{name}: {met[name]} of at least {least}"
        for name, a_minute in ENOUGH.items()
        if met[name] < (least := max(1, int(a_minute * seconds / 60)))
    ]
