"""The call cycle: what the client adds to what the database does.

Eight desks in eight processes call as fast as they can, and so does pgbench with eight connections,
in turn, on one queue, commits reaching the disk as in an office.
"""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess
from statistics import median
from uuid import UUID

from sqlalchemy import URL, make_url

from phonebank.domain.errors import KnownError
from phonebank.rehearsal.cycler import Cycler, CyclerPlan, Cycles, Way, serve
from phonebank.rehearsal.flights import Relay
from phonebank.rehearsal.ground import Ground
from phonebank.rehearsal.pgbench import drive
from phonebank.rehearsal.times import spread, times_of
from phonebank.store.invariants import Violations, violations
from phonebank.store.large_queue import Scenario, add_callers, fill, sign_in_crowd
from phonebank.store.owner import OwnerStore

RATIO_BAR, CPU_BAR, TRIPS_BAR = 0.5, 2.0, 3.0
DESKS = 8
_COUNTED = 20  # cycles over the relay
_WARM = 2
_SIGN_IN_SECONDS = 60

Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class ClientCycle:
    """One way for the client to run a call, beside pgbench in the same rounds."""

    way: str
    per_second: float
    ratio: float
    cpu_ms: float
    """The client's own processor time a call, when no other desk disturbs it."""
    cpu_ms_together: float
    round_trips: float
    p50_ms: float
    p99_ms: float
    noise: float


@dataclass(frozen=True, slots=True)
class CycleResult:
    """All of it. `noise` is pgbench's own spread over the rounds."""

    desks: int
    rounds: int
    pgbench_per_second: float
    noise: float
    clients: tuple[ClientCycle, ...]
    violations: Violations


@dataclass
class _Measured:
    rates: list[float] = field(default_factory=list)
    ratios: list[float] = field(default_factory=list)
    alone: list[float] = field(default_factory=list)
    together: list[float] = field(default_factory=list)
    times: list[float] = field(default_factory=list)


def cycle(
    ground: Ground,
    rows: int,
    *,
    desks: int = DESKS,
    rounds: int = 5,
    seconds: int = 5,
    say: Say = lambda _words: None,
) -> CycleResult:
    """Measure whole calls on a queue of `rows` fresh lines."""
    say(f"cycle: filling a queue of {rows:,} rows")
    url, campaign = ground.database("cycle")
    fill(url, campaign, rows, Scenario.FRESH)
    sign_in_crowd(url, desks)
    plans = _plans(ground, url, campaign, desks + 1)
    since = datetime.now(UTC)
    told: dict[UUID, str] = {}
    trips = {way: _round_trips(ground, plans[-1], way) for way in Way}
    baseline: list[float] = []
    measured = {way: _Measured() for way in Way}
    with _processes(plans[:-1]) as wires:
        for number in range(rounds):
            say(f"cycle: round {number + 1} of {rounds}")
            base = drive(
                ground.pgbench(), url, ground.folder, campaign, clients=desks, seconds=seconds
            ).per_second
            baseline.append(base)
            for way, mine in measured.items():
                alone = _go(wires[:1], way, min(seconds, 2))
                mine.alone.append(_cpu(alone))
                _take(mine, _go(wires, way, seconds), base, told)
                told.update(alone[0].told)
    with OwnerStore(url) as owner:
        broken = violations(owner, since, told)
    return CycleResult(
        desks=desks,
        rounds=rounds,
        pgbench_per_second=round(median(baseline), 1),
        noise=round(spread(baseline), 2),
        clients=tuple(_summary(way, mine, trips[way]) for way, mine in measured.items()),
        violations=broken,
    )


def _plans(ground: Ground, url: URL, campaign: int, desks: int) -> list[CyclerPlan]:
    plans = []
    for number, (account, pin) in enumerate(add_callers(url, desks), 1):
        folder = ground.folder / f"desk-{number}"
        address = ground.desk(url, f"Poste {number}").render_as_string(hide_password=False)
        plans.append(CyclerPlan(address, folder, account, pin, campaign))
    return plans


def _round_trips(ground: Ground, plan: CyclerPlan, way: Way) -> float:
    """How often a whole call waits for the server, counted on the wire."""
    folder = ground.folder / f"wire-{way}"
    folder.mkdir()
    with Relay(make_url(plan.url), folder) as relay:
        address = relay.url.render_as_string(hide_password=False)
        cycler = Cycler(replace(plan, url=address))
        try:
            for _ in range(2):
                cycler.run(way, 0, _WARM)  # what is asked a second time is prepared
            few = _trips_of(cycler, relay, way, 1)
            many = _trips_of(cycler, relay, way, 1 + _COUNTED)
        finally:
            cycler.close()
    return (many - few) / _COUNTED


def _trips_of(cycler: Cycler, relay: Relay, way: Way, cycles: int) -> int:
    before = relay.trips
    cycler.run(way, 0, cycles)
    return relay.trips - before


@contextmanager
def _processes(plans: list[CyclerPlan]) -> Iterator[list[Connection]]:
    context = multiprocessing.get_context("spawn")
    wires: list[Connection] = []
    running: list[SpawnProcess] = []
    try:
        for plan in plans:
            here, there = context.Pipe()
            process = context.Process(target=serve, args=(plan, there), daemon=True)
            process.start()
            there.close()
            wires.append(here)
            running.append(process)
        for wire in wires:
            _hear(wire, _SIGN_IN_SECONDS)
        yield wires
        for wire in wires:
            wire.send(None)
    finally:
        for process in running:
            process.join(10)
            if process.is_alive():
                process.kill()


def _go(wires: list[Connection], way: Way, seconds: int) -> list[Cycles]:
    for wire in wires:
        wire.send((way, float(seconds)))
    found = [_hear(wire, seconds + _SIGN_IN_SECONDS) for wire in wires]
    return [each for each in found if isinstance(each, Cycles)]


def _hear(wire: Connection, seconds: float) -> object:
    try:
        if wire.poll(seconds):
            return wire.recv()
    except EOFError:
        pass
    raise KnownError("A measuring desk stopped before its time: start the measurement again.")


def _take(mine: _Measured, cycles: list[Cycles], base: float, told: dict[UUID, str]) -> None:
    rate = sum(each.count / each.seconds for each in cycles)
    mine.rates.append(rate)
    mine.ratios.append(rate / base)
    mine.together.append(_cpu(cycles))
    for each in cycles:
        mine.times += each.times
        told.update(each.told)


def _cpu(cycles: list[Cycles]) -> float:
    return sum(each.cpu_seconds for each in cycles) / max(sum(each.count for each in cycles), 1)


def _summary(way: Way, mine: _Measured, trips: float) -> ClientCycle:
    times = times_of(mine.times)
    return ClientCycle(
        way=str(way),
        per_second=round(median(mine.rates), 1),
        ratio=round(median(mine.ratios), 2),
        cpu_ms=round(median(mine.alone) * 1000, 2),
        cpu_ms_together=round(median(mine.together) * 1000, 2),
        round_trips=round(trips, 2),
        p50_ms=round(times.p50, 2),
        p99_ms=round(times.p99, 2),
        noise=round(spread(mine.ratios), 2),
    )
