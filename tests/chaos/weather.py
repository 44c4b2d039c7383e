"""What befalls the desks: each fault meets one of them, some last beyond its reservation."""

from __future__ import annotations

import heapq
import os
import random
import signal
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import asdict, dataclass

from tests.chaos.caller import Task
from tests.chaos.callers import Nursery
from tests.chaos.full_disk import fill_disk_of
from tests.chaos.proxy import Proxy
from tests.chaos.server import ChaosServer
from tests.chaos.truth import Truth

_PLUG_EVERY = (8.0, 16.0)
_FAULT_EVERY = (0.15, 0.6)
_ASKED = (b"", b"", b"start_call", b'"outcome"')  # anything, a call's start, a result
# A pack that is shuffled and drawn to its end, so that even a short storm has some of each.
_PACK = {
    "kills": 8,
    "cuts": 5,
    "stalls": 5,
    "refusals": 3,
    "absences": 7,
    "freezes": 3,
    "full disks": 3,
    "answers lost": 4,
    "answers lost in silence": 2,
    "questions lost": 3,
    "starts lost": 3,
    "questions late": 3,
    "delays": 2,
    "answers by half": 3,
    "drips": 2,
    "sessions ended": 3,
}


@dataclass(slots=True)
class Seat:
    """A desk in the storm: its way to the office, its process, and until when it is let alone."""

    proxy: Proxy
    task: Task
    process: int
    alone_until: float = 0.0


class Weather:
    """Draws the faults. The seed fixes their order, not the moment at which each meets a desk."""

    def __init__(
        self, draw: random.Random, server: ChaosServer, nursery: Nursery, truth: Truth
    ) -> None:
        self._draw, self._server, self._nursery, self._truth = draw, server, nursery, truth
        self._lived: Counter[str] = Counter()
        self._seats: list[Seat] = []
        self._later: list[tuple[float, int, Callable[[], None]]] = []
        self._pack: list[str] = []
        self._starts = 0

    def seat(self, proxy: Proxy, task: Task) -> Seat:
        """A desk comes in and begins to call."""
        self._seats.append(Seat(proxy, task, self._nursery.start(task)))
        return self._seats[-1]

    def blow(self, seconds: float) -> None:
        """For so long; then everything works again."""
        ends = time.monotonic() + seconds
        plug = time.monotonic() + self._draw.uniform(*_PLUG_EVERY)
        while time.monotonic() < ends:
            time.sleep(self._draw.uniform(*_FAULT_EVERY))
            self._happen(time.monotonic())
            if time.monotonic() > plug:
                self._pull_the_plug()
                plug = time.monotonic() + self._draw.uniform(*_PLUG_EVERY)
                continue
            free = [seat for seat in self._seats if seat.alone_until < time.monotonic()]
            if free:
                self._disturb(self._draw.choice(free))
        self._happen(float("inf"))
        for seat in self._seats:
            seat.proxy.mend()

    def faults(self) -> dict[str, int]:
        """How often each fault met somebody."""
        met = self._lived + sum((seat.proxy.met for seat in self._seats), Counter[str]())
        return {name: met[name] for name in sorted(met)}

    def kill(self, seat: Seat) -> None:
        """`kill -9`."""
        os.kill(seat.process, signal.SIGKILL)
        self._nursery.wait(seat.process, 10)

    def _happen(self, now: float) -> None:
        while self._later and self._later[0][0] <= now:
            heapq.heappop(self._later)[2]()

    def _then(self, seconds: float, work: Callable[[], None]) -> None:
        self._starts += 1
        heapq.heappush(self._later, (time.monotonic() + seconds, self._starts, work))

    def _disturb(self, seat: Seat) -> None:
        proxy, draw = seat.proxy, self._draw
        proxy.mend()
        if not self._pack:
            self._pack = [name for name, cards in _PACK.items() for _ in range(cards)]
            draw.shuffle(self._pack)
        faults: dict[str, Callable[[], None]] = {
            "kills": lambda: self._kill_and_restart(seat),
            "cuts": proxy.cut,
            "stalls": lambda: proxy.stall(draw.uniform(1, 7)),
            "refusals": proxy.refuse,
            "absences": lambda: self._absent(seat),
            "freezes": lambda: self._freeze(seat),
            "answers lost": lambda: proxy.lose(draw.choice(_ASKED)),
            "answers lost in silence": lambda: proxy.lose(draw.choice(_ASKED), silent=True),
            "full disks": lambda: self._fill_disk(seat),
            "questions lost": lambda: proxy.lose(draw.choice(_ASKED), arrived=False),
            # As often as it is asked: the caller has pressed Call and the office does not know.
            "starts lost": lambda: proxy.lose(b"start_call", arrived=False, times=5),
            "questions late": lambda: proxy.late(draw.choice(_ASKED), draw.uniform(1, 8)),
            "delays": lambda: proxy.delay(draw.uniform(0.02, 0.2)),
            "answers by half": proxy.halve,
            "drips": lambda: proxy.drip(draw.uniform(0.001, 0.02)),
            "sessions ended": lambda: self._end_sessions(seat),
        }
        faults[self._pack.pop()]()

    def _kill_and_restart(self, seat: Seat) -> None:
        """The same desk starts again at once; it draws otherwise, as another hour would."""
        self._lived["kills"] += 1
        self.kill(seat)
        self._starts += 1
        task = Task(**{**asdict(seat.task), "seed": seat.task.seed + 100_000 * self._starts})
        seat.process = self._nursery.start(task)

    def _absent(self, seat: Seat) -> None:
        """Cut off for longer than its reservation; half of them crash meanwhile."""
        lasts = self._lasting(seat)
        self._lived["absences"] += 1
        seat.proxy.refuse()
        if self._draw.random() < 0.5:
            self._then(self._draw.uniform(0.2, 0.8) * lasts, lambda: self._kill_and_restart(seat))
        self._then(lasts, seat.proxy.mend)

    def _freeze(self, seat: Seat) -> None:
        """SIGSTOP for longer than its reservation, then SIGCONT: as a computer that slept."""
        since, process = time.monotonic(), seat.process
        lasts = self._lasting(seat)
        self._lived["freezes"] += 1
        os.kill(process, signal.SIGSTOP)

        def go_on() -> None:
            self._truth.note("frozen", desk=seat.task.role, since=since)
            os.kill(process, signal.SIGCONT)

        self._then(lasts, go_on)

    def _fill_disk(self, seat: Seat) -> None:
        """Nothing can be written at the desk for a while, its journal first of all."""
        process = seat.process
        self._lived["full disks"] += 1
        fill_disk_of(process, full=True)
        self._then(self._draw.uniform(0.3, 2), lambda: fill_disk_of(process, full=False))
        seat.alone_until = time.monotonic() + 2.1

    def _end_sessions(self, seat: Seat) -> None:
        """As a supervisor or a server short of something does: `pg_terminate_backend`."""
        self._lived["sessions ended"] += 1
        self._server.administer(
            "select pg_terminate_backend(pid) from pg_stat_activity"
            f" where usename = '{seat.task.role}'"
        )

    def _lasting(self, seat: Seat) -> float:
        lasts = self._draw.uniform(1.2, 2.6) * seat.task.lease_seconds
        seat.alone_until = time.monotonic() + lasts + 0.1
        return lasts

    def _pull_the_plug(self) -> None:
        self._lived["plugs pulled"] += 1
        self._server.pull_the_plug()
        time.sleep(self._draw.uniform(0, 1.5))
        self._server.start()
