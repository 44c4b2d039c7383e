"""A storm over an office: desks cut off, stalled, refused and killed, and the server's plug pulled.

A seed fixes the order of the faults, not the moment at which each meets a desk.
"""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Self

from tests.chaos.caller import DRAIN_SECONDS, Task
from tests.chaos.invariants import notebooks, violations
from tests.chaos.proxy import Proxy
from tests.chaos.safeguards import leave_out
from tests.chaos.server import ChaosServer
from tests.offices import SmallOffice

ROOT = Path(__file__).resolve().parents[2]
LEASE_SECONDS = 4.0
_LINES_A_SECOND = 12
_PLUG_EVERY = (8.0, 16.0)
_FAULT_EVERY = (0.15, 0.6)


class Nursery:
    """The process that makes the callers' processes."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.chaos.nursery"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            cwd=ROOT,
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.close()
        self._process.wait(10)
        self._process.stdout.close()

    def start(self, task: Task) -> int:
        """A new caller's process id."""
        return int(self._ask(f"start {json.dumps(asdict(task))}"))

    def wait(self, process: int, seconds: float) -> int | None:
        """Its exit code, or None while it lives."""
        code = self._ask(f"wait {process} {seconds}")
        return None if code == "alive" else int(code)

    def _ask(self, line: str) -> str:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(line + "\n")
        self._process.stdin.flush()
        return self._process.stdout.readline().strip()


@dataclass(frozen=True, slots=True)
class Report:
    """What a storm was, and what was wrong after it."""

    seed: int
    seconds: float
    without: str
    faults: dict[str, int]
    dials: int
    told: int
    late: int
    in_doubt: int
    expired: int
    objections: int
    longest_step_seconds: float
    violations: list[str]


class Storm:
    """`desks` callers in one practice office, each behind its own proxy."""

    def __init__(
        self, server: ChaosServer, folder: Path, *, desks: int, seed: int, without: str = ""
    ) -> None:
        self._server, self._folder = server, folder
        self._seed, self._without = seed, without
        self._draw = random.Random(seed)
        self._faults: Counter[str] = Counter()
        self._desks = desks
        self._starts = 0

    def blow(self, seconds: float) -> Report:
        """Blow for so long, let it calm down, and look."""
        office = SmallOffice(self._server.office())
        try:
            office.fill(max(60, int(seconds * _LINES_A_SECOND)), household=1)
            office.sql(
                "update pb.office set claim_idle = make_interval(secs => :lease)",
                lease=LEASE_SECONDS,
            )
            leave_out(office, self._without) if self._without else None
            with ExitStack() as stack:
                nursery = stack.enter_context(Nursery())
                self._work(office, nursery, stack, seconds)
            return self._report(office, seconds)
        finally:
            office.close()

    def _work(
        self, office: SmallOffice, nursery: Nursery, stack: ExitStack, seconds: float
    ) -> None:
        proxies = [stack.enter_context(Proxy(self._server.port)) for _ in range(self._desks)]
        tasks = [self._task(office, proxy, place) for place, proxy in enumerate(proxies)]
        alive = [nursery.start(task) for task in tasks]
        try:
            ends = time.monotonic() + seconds
            plug = time.monotonic() + self._draw.uniform(*_PLUG_EVERY)
            while time.monotonic() < ends:
                time.sleep(self._draw.uniform(*_FAULT_EVERY))
                place = self._draw.randrange(self._desks)
                proxies[place].mend()
                if time.monotonic() > plug:
                    self._pull_the_plug()
                    plug = time.monotonic() + self._draw.uniform(*_PLUG_EVERY)
                elif self._draw.random() < 0.25:
                    self._kill(nursery, alive[place])
                    alive[place] = nursery.start(self._again(tasks[place]))
                else:
                    self._disturb(proxies[place])
            for proxy in proxies:
                proxy.mend()
            (self._folder / "drain").touch()
            for place, process in enumerate(alive):
                code = nursery.wait(process, DRAIN_SECONDS + 15)
                if code != 0:
                    self._faults[f"desk {place} ended with {code}"] += 1
        finally:
            for process in alive:
                if nursery.wait(process, 0) is None:
                    self._kill(nursery, process)

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

    def _again(self, task: Task) -> Task:
        """The same desk after a kill; it draws otherwise, as another hour would."""
        self._starts += 1
        return Task(**{**asdict(task), "seed": task.seed + 100_000 * self._starts})

    def _kill(self, nursery: Nursery, process: int) -> None:
        self._faults["kills"] += 1
        os.kill(process, signal.SIGKILL)
        nursery.wait(process, 10)

    def _pull_the_plug(self) -> None:
        self._faults["plugs pulled"] += 1
        self._server.pull_the_plug()
        time.sleep(self._draw.uniform(0, 1.5))
        self._server.start()

    def _disturb(self, proxy: Proxy) -> None:
        disturbances: dict[str, tuple[int, Callable[[], None]]] = {
            "cuts": (30, proxy.cut),
            "stalls": (20, lambda: proxy.stall(self._draw.uniform(1, 7))),
            "refusals": (12, proxy.refuse),
            "answers lost": (15, proxy.lose),
            "answers lost in silence": (6, lambda: proxy.lose(silent=True)),
            "questions lost": (9, lambda: proxy.lose(arrived=False)),
            "delays": (8, lambda: proxy.delay(self._draw.uniform(0.02, 0.2))),
        }
        name = self._draw.choices(
            list(disturbances), [weight for weight, _ in disturbances.values()]
        )[0]
        self._faults[name] += 1
        disturbances[name][1]()

    def _report(self, office: SmallOffice, seconds: float) -> Report:
        noted = notebooks(self._folder)
        whats = Counter(each.what for each in noted)
        ended = Counter(row[0] for row in office.sql("select end_reason from pb.claim"))
        stuck = [name for name in self._faults if name.startswith("desk ")]
        return Report(
            seed=self._seed,
            seconds=seconds,
            without=self._without,
            faults={name: self._faults[name] for name in sorted(self._faults) if name not in stuck},
            dials=whats["shown"],
            told=office.value("select count(*) from pb.call where outcome is not null"),
            late=office.value("select count(*) from pb.call where late"),
            in_doubt=ended["in_doubt"],
            expired=ended["expired"],
            objections=office.value("select count(*) from pb.objection"),
            longest_step_seconds=max(
                (each.facts["seconds"] for each in noted if each.what == "slow"), default=0.0
            ),
            violations=stuck + violations(office, noted, frozenset()),
        )
