"""One caller at one desk, as a process that may be killed at any moment and started again.

Works until the file `drain` appears, then tells what is left, signs out and ends. Exit code 3:
something could not be told in time.
"""

from __future__ import annotations

import os
import random
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlalchemy import make_url

from phonebank.calling.results import Served
from phonebank.domain.card import CallReport, Card
from phonebank.domain.errors import KnownError, PhonebankError, SignedOut, Unreachable
from phonebank.domain.outcomes import RULES, Outcome
from phonebank.office.steady import steady_seconds
from tests.chaos.witnessed import Witnessed

DRAIN_SECONDS = 40.0
_WEIGHTS = {
    Outcome.NO_ANSWER: 30,
    Outcome.TECHNICAL: 40,
    Outcome.CONVERSATION: 15,
    Outcome.BUSY: 8,
    Outcome.VOICEMAIL_LEFT: 6,
    Outcome.REFUSED: 6,
    Outcome.DO_NOT_CALL: 5,
    Outcome.WRONG_NUMBER: 3,
    Outcome.HOSTILE: 2,
}


@dataclass(frozen=True, slots=True)
class Task:
    """What a caller's process is given, as JSON."""

    url: str
    role: str
    account: int
    campaign: int
    folder: str
    seed: int
    lease_seconds: float
    without: str = ""


class Caller:
    """The caller's habits: mostly quick, sometimes longer on the phone than the lease allows.

    Half of the results ask for the next line in the same trip, as the window does.
    """

    def __init__(self, task: Task) -> None:
        self._task = task
        self._draw = random.Random(task.seed)
        self._parent = os.getppid()
        self._folder = Path(task.folder)
        self._at = Witnessed(
            make_url(task.url), task.role, task.account, self._folder, task.without
        )

    def work(self) -> int:
        """Until there is no more to do; the exit code."""
        ends = 0.0
        signed_in = asked = False
        while True:
            draining = (self._folder / "drain").exists()
            ends = ends or (time.monotonic() + DRAIN_SECONDS if draining else 0.0)
            if ends and time.monotonic() > ends:
                return 3
            if os.getppid() != self._parent:
                return 6  # the storm was ended from outside
            try:
                if not signed_in:
                    self._at.sign_in()
                    signed_in = True
                    # As the window does: first of all, is a call unfinished?
                    self._settle()
                if not self._ready():
                    self._wait(0.2, 1.0)
                    continue
                if draining or not asked:
                    self._settle()
                    asked = True
                if draining:
                    if self._ready():
                        self._at.desk.sign_out()
                        self._at.close()
                        return 0
                    continue
                self._call()
            except SignedOut:
                signed_in = asked = False
            except (Unreachable, KnownError):
                self._wait(0.1, 0.6)

    def _ready(self) -> bool:
        return self._at.timed("deliver", self._at.desk.deliver) == 0 and self._at.desk.online

    def _settle(self) -> None:
        """What happened with this call?"""
        left = self._at.timed("unfinished", self._at.desk.unfinished)
        if left is not None:
            self._at.truth.note("resumed", call=left.call_uuid)
            self._tell(left.call_uuid, left.card, None)

    def _call(self) -> None:
        served: Served | None = self._at.timed(
            "next_line", lambda: self._at.desk.next_line(self._task.campaign)
        )
        while served is not None and not (self._folder / "drain").exists():
            served = self._one_line(served)

    def _one_line(self, served: Served) -> Served | None:
        """Call a line; the next, where it came with the answer."""
        if served.claim is None or served.card is None:
            self._wait(0.1, 0.5)
            return None
        if served.claim.call_uuid is not None:
            self._settle()
            return None
        if self._draw.random() < 0.06:
            self._at.desk.release(self._draw.choice(["pause", "lock"]))
            return None
        started = self._at.dial()
        while started.status == "offline" and steady_seconds() < served.claim.keep_before:
            self._wait(0.1, 0.4)
            started = self._at.dial()
        if started.status != "started" or started.call_uuid is None:
            self._settle()
            return None
        self._talk()
        if self._draw.random() < 0.04:
            self._at.object_to(started.number)
        after = self._task.campaign if self._draw.random() < 0.5 else None
        return self._tell(started.call_uuid, served.card, after)

    def _talk(self) -> None:
        """Mostly short; a long one is renewed by half of the desks only."""
        lease = self._task.lease_seconds
        if self._draw.random() >= 0.05:
            self._wait(0.02, 0.3)
            return
        renews = self._draw.random() < 0.5
        until = time.monotonic() + self._draw.uniform(0.02, 1.4 * lease)
        while (left := until - time.monotonic()) > 0:
            time.sleep(min(left, lease / 3))
            if renews:
                with suppress(Unreachable):
                    self._at.timed("keep", self._at.desk.keep)

    def _tell(self, call: UUID, card: Card | None, campaign: int | None) -> Served | None:
        outcome = self._draw.choices(list(_WEIGHTS), list(_WEIGHTS.values()))[0]
        people = [each.person_id for each in card.people if not each.done] if card else []
        if RULES[outcome].needs_person and not people:
            outcome = Outcome.NO_ANSWER
        person = people[0] if RULES[outcome].needs_person else None
        return self._at.tell(CallReport(call, outcome, person), campaign).served

    def _wait(self, least: float, most: float) -> None:
        time.sleep(self._draw.uniform(least, most))


def run(task: dict[str, Any]) -> int:
    """Work as `task` says; the exit code of the process."""
    with suppress(PhonebankError):
        return Caller(Task(**task)).work()
    return 4
