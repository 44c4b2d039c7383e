"""A caller at work whose every dialling and every result is noted, and the ways to be careless.

`without` names the safeguard that is left out: here, never in the product.
"""

from __future__ import annotations

import os
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar
from uuid import UUID, uuid4

from sqlalchemy import URL

from phonebank.calling.desk import Desk
from phonebank.calling.reading import body_of
from phonebank.calling.results import Finished, Started
from phonebank.domain.card import CallReport
from phonebank.domain.errors import Unreachable
from phonebank.store.desk import Answer
from phonebank.store.journal import KEY_BYTES, Journal
from tests.chaos.truth import Truth, WitnessedGateway
from tests.offices import PIN

KEY = b"k" * KEY_BYTES
_T = TypeVar("_T")


class _FreshUuids(WitnessedGateway):
    """Sends a result again under another name each time."""

    def __init__(self, url: URL) -> None:
        super().__init__(url)
        self._sent: Counter[UUID] = Counter()

    def _name(self, call: UUID) -> UUID:
        self._sent[call] += 1
        return call if self._sent[call] == 1 else uuid4()

    def finish_call(self, claim: UUID, call: UUID, fence: int, body: Answer) -> Answer:
        return super().finish_call(claim, self._name(call), fence, body)

    def finish_and_claim(
        self, token: str, claim: UUID, call: UUID, fence: int, body: Answer, campaign: int
    ) -> Answer:
        name = self._name(call)
        return super().finish_and_claim(token, claim, name, fence, body, campaign)


class _HastyDesk(Desk):
    """Shows the number first and tells the office afterwards, as well as it can."""

    def start_call(self) -> Started:
        number = self._gateway.number(self._token, self._held().token)
        started = super().start_call()
        if started.status == "offline" and number:
            return Started("started", number, call_uuid=started.call_uuid)
        return started


class Witnessed:
    """One desk with its journal and its notebook in `folder`, and what a caller does at it."""

    def __init__(self, url: URL, role: str, account: int, folder: Path, without: str = "") -> None:
        self.role, self.account = role, account
        self.truth = Truth(folder / f"{role}.jsonl")
        self.gateway = (_FreshUuids if without == "uuid" else WitnessedGateway)(
            url.set(username=role)
        )
        self.gateway.truth = self.truth
        # Without a journal: a file no later process finds.
        journal = f"{role}-{os.getpid()}-{uuid4()}" if without == "journal" else role
        self.journal = Journal(folder / journal / "journal.sqlite", KEY, role)
        self.desk = (_HastyDesk if without == "start" else Desk)(self.gateway, self.journal)

    def close(self) -> None:
        """As at the end of a process, killed or not: nothing is delivered."""
        self.gateway.close()
        self.journal.close()
        self.truth.close()

    def sign_in(self) -> None:
        status = self.timed("sign_in", lambda: self.desk.sign_in(self.account, PIN)).status
        if status != "ok":
            raise RuntimeError(f"the sign-in was answered {status}")

    def dial(self) -> Started:
        """Press Call; a number shown rings."""
        started = self.timed("start_call", self.desk.start_call)
        if started.status == "started":
            self.truth.note("shown", call=started.call_uuid, number=started.number)
        return started

    def tell(self, report: CallReport, campaign: int | None = None) -> Finished:
        """Hang up and say how it ended."""
        self.truth.note("said", call=report.call_uuid, body=body_of(report))
        finished = self.timed("finish", lambda: self.desk.finish(report, campaign))
        self.truth.note("kept", call=report.call_uuid, body=body_of(report))
        return finished

    def object_to(self, number: str) -> None:
        """Whoever answered at `number` wants no more calls, from now on."""
        self.timed("object_line", self.desk.object_line)
        self.truth.note("objecting", number=number)

    def timed(self, step: str, work: Callable[[], _T]) -> _T:
        """How long the caller waits for a step, answered or not."""
        began = time.monotonic()
        try:
            return work()
        except Unreachable:
            self.truth.note("away", step=step)
            raise
        finally:
            seconds = time.monotonic() - began
            if seconds > 1:
                self.truth.note("slow", step=step, seconds=round(seconds, 2))
