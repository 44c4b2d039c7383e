"""One desk in a process of its own that calls as fast as it can, when told to.

Two ways: the whole desk, with its journal on the disk, as the window uses it; and the gateway
alone, which is what pgbench is compared with: the same statements, nothing written here.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from enum import StrEnum
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, Protocol
from uuid import UUID, uuid4

from sqlalchemy import URL, make_url

from phonebank.calling.desk import Desk
from phonebank.calling.reading import body_of
from phonebank.calling.results import Served
from phonebank.domain.card import CallReport
from phonebank.domain.errors import KnownError
from phonebank.domain.outcomes import Outcome
from phonebank.store.desk import DeskGateway
from phonebank.store.journal import KEY_BYTES, Journal


class Way(StrEnum):
    """How much of the client takes part."""

    GATEWAY = "gateway"
    DESK = "desk"


@dataclass(frozen=True, slots=True)
class CyclerPlan:
    """What a process needs to take its seat. `url` is the desk's own address."""

    url: str
    folder: Path
    account_id: int
    pin: str
    campaign: int


@dataclass(frozen=True, slots=True)
class Cycles:
    """Whole calls made in one go: how many, this process's own time on the processor."""

    count: int
    seconds: float
    cpu_seconds: float
    times: tuple[float, ...]
    told: tuple[tuple[UUID, str], ...]


class _Cycle(Protocol):
    def __call__(self) -> UUID: ...


def report(call: UUID) -> CallReport:
    """The report every measured call ends with: it rang, nobody answered."""
    return CallReport(call, Outcome.NO_ANSWER, seconds=20)


class Cycler:
    """One signed-in desk."""

    def __init__(self, plan: CyclerPlan) -> None:
        url: URL = make_url(plan.url)
        self._campaign = plan.campaign
        self._journal = Journal(plan.folder / "journal.sqlite", b"k" * KEY_BYTES, str(url.username))
        self._gateway = _TokenGateway(url)
        self._desk = Desk(self._gateway, self._journal)
        if self._desk.sign_in(plan.account_id, plan.pin).status != "ok":
            raise KnownError("A measuring desk could not sign in: start the measurement again.")

    def close(self) -> None:
        """Give back what is held."""
        self._desk.sign_out()
        self._gateway.close()
        self._journal.close()

    def run(self, way: Way, seconds: float, cycles: int | None = None) -> Cycles:
        """Call for so many seconds, or that many times."""
        cycle = self._by_desk() if way is Way.DESK else self._by_gateway()
        times: list[float] = []
        told: list[tuple[UUID, str]] = []
        begun, worked = time.perf_counter(), time.process_time()
        last = begun
        while last - begun < seconds if cycles is None else len(times) < cycles:
            told.append((cycle(), Outcome.NO_ANSWER.value))
            now = time.perf_counter()
            times.append(now - last)
            last = now
        done = Cycles(
            len(times), last - begun, time.process_time() - worked, tuple(times), tuple(told)
        )
        self._desk.held()
        self._desk.release("pause")
        return done

    def _by_desk(self) -> _Cycle:
        served = self._desk.next_line(self._campaign)

        def cycle() -> UUID:
            nonlocal served
            _must(served.claim is not None, served)
            started = self._desk.start_call()
            if started.call_uuid is None or not started.number:
                raise KnownError(f"A measured call was refused ({started.status}).")
            finished = self._desk.finish(report(started.call_uuid), self._campaign)
            _must(finished.delivered and finished.served is not None, served)
            served = finished.served or Served()
            return started.call_uuid

        return cycle

    def _by_gateway(self) -> _Cycle:
        gateway, token = self._gateway, self._gateway.token
        line: dict[str, Any] = gateway.claim(token, self._campaign)

        def cycle() -> UUID:
            nonlocal line
            claim, call = UUID(line["claim"]), uuid4()
            gateway.open_card(token, claim)
            started, number = gateway.dial(token, claim, call)
            if not number:
                raise KnownError(f"A measured call was refused ({started['status']}).")
            told = gateway.finish_and_claim(
                token, claim, call, line["fence"], body_of(report(call)), self._campaign
            )
            line = told["next"]
            return call

        return cycle


def serve(plan: CyclerPlan, wire: Connection) -> None:
    """A process's work: answer each (way, seconds) with its `Cycles`, until told None."""
    cycler = Cycler(plan)
    try:
        wire.send("ready")
        while (wish := wire.recv()) is not None:
            wire.send(cycler.run(*wish))
    finally:
        cycler.close()


class _TokenGateway(DeskGateway):
    """A gateway that remembers the session it opened."""

    token = ""

    def sign_in(self, account: int, pin: str) -> dict[str, Any]:
        answer = super().sign_in(account, pin)
        self.token = answer.get("token", "")
        return answer


def _must(held: bool, served: Served) -> None:
    if not held:
        reason = served.waiting.reason if served.waiting else "no answer"
        raise KnownError(f"The measurement ran out of lines ({reason}): make the queue larger.")
