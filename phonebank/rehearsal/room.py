"""A rehearsal of the room: so many callers, each a real client process, on a practice office."""

from __future__ import annotations

import multiprocessing
import signal
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnProcess
from multiprocessing.synchronize import Event

from phonebank.domain import practice
from phonebank.domain.errors import BadInput
from phonebank.office.office import Office
from phonebank.rehearsal.caller import CallerDone, CallerPlan, CallMade, call
from phonebank.rehearsal.times import Times, times_of
from phonebank.store.invariants import Violations, violations
from phonebank.store.owner import OwnerStore
from phonebank.store.rehearsal import RehearsalStore

STEPS = ("claim", "open", "start", "finish")
_GRACE_SECONDS = 30.0
_TICK_SECONDS = 0.5


@dataclass(frozen=True, slots=True)
class Wish:
    """How long and how fast. `dials_an_hour` of each caller; 0: flat out."""

    callers: int
    seconds: float
    dials_an_hour: float
    campaign: int


@dataclass(frozen=True, slots=True)
class Sofar:
    """What the live line shows."""

    seated: int
    calls: int
    conversations: int
    seconds: float


@dataclass
class Rehearsal:
    """What came of it."""

    callers: int
    calls: int = 0
    conversations: int = 0
    attempts: int = 0
    seconds: float = 0.0
    stopped: bool = False
    steps: dict[str, Times] = field(default_factory=dict)
    waited: dict[str, int] = field(default_factory=dict)
    """How often a caller had to wait for a line, by reason."""
    undelivered: int = 0
    troubles: tuple[str, ...] = ()
    violations: Violations = field(default_factory=lambda: Violations(0, 0, 0, 0, 0))

    @property
    def sound(self) -> bool:
        """Whether every rule held and every caller came to the end."""
        return not (self.violations.total or self.undelivered or self.troubles)


def rehearse(
    office: Office, wish: Wish, show: Callable[[Sofar], None] = lambda _sofar: None
) -> Rehearsal:
    """Fill the room, let it call, and look whether every rule held.

    Ctrl-C ends it early: calls are finished, lines held are given back. Raises BadInput for a real
    office, or more callers than its database has connections for.
    """
    if not office.practice:
        raise BadInput(
            "A rehearsal moves a queue, and this office's lines are real people's: rehearse in a "
            "practice office ('phonebank demo' makes one)."
        )
    store = RehearsalStore(office.owner_url)
    try:
        free = store.room()
        if wish.callers > free:
            raise BadInput(
                f"This office's database has connections for {free} rehearsing callers now, one "
                f"each, beside its windows: ask for {free} or fewer."
            )
        since = store.now()
        accounts = store.invite(wish.callers, practice.PIN)
        try:
            made, done = _run(office, wish, accounts, show)
        finally:
            store.dismiss()
    finally:
        store.close()
    told = {uuid: outcome for each in done for uuid, outcome in each.told.items()}
    for step in STEPS:
        made.steps[step] = times_of(one for each in done for one in each.steps.get(step, ()))
    made.waited = dict(sum((each.waited for each in done), Counter[str]()))
    made.undelivered = sum(each.left for each in done)
    made.troubles = tuple(sorted({each.trouble for each in done if each.trouble}))
    with OwnerStore(office.owner_url) as owner:
        made.violations = violations(owner, since, told)
    return made


def _run(
    office: Office, wish: Wish, accounts: tuple[int, ...], show: Callable[[Sofar], None]
) -> tuple[Rehearsal, list[CallerDone]]:
    context = multiprocessing.get_context("spawn")
    stop = context.Event()
    pause = 3600 / wish.dials_an_hour if wish.dials_an_hour else 0.0
    running: dict[Connection, SpawnProcess] = {}
    with _deaf_to_interrupts():
        for number, account in enumerate(accounts):
            plan = CallerPlan(
                office.folder, account, practice.PIN, wish.campaign, wish.seconds, pause, number
            )
            here, there = context.Pipe(duplex=False)
            process = context.Process(target=call, args=(plan, stop, there), daemon=True)
            process.start()
            there.close()
            running[here] = process
    room = _Room(running, Rehearsal(wish.callers), stop)
    begun = time.monotonic()
    try:
        room.listen(show)
    finally:
        stop.set()
        for process in running.values():
            process.join(_GRACE_SECONDS)
            if process.is_alive():
                process.kill()
    room.made.seconds = round(time.monotonic() - begun, 1)
    return room.made, room.done


@contextmanager
def _deaf_to_interrupts() -> Iterator[None]:
    """What is started here never hears Ctrl-C, from its first moment on."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    usual = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, usual)


class _Room:
    """What the callers tell."""

    def __init__(
        self, running: dict[Connection, SpawnProcess], made: Rehearsal, stop: Event
    ) -> None:
        self.made, self.done = made, list[CallerDone]()
        self._wires = list(running)
        self._stop = stop
        self._seated = 0

    def listen(self, show: Callable[[Sofar], None]) -> None:
        """Until everybody has said goodbye; Ctrl-C asks them to."""
        begun = time.monotonic()
        while self._wires:
            try:
                for ready in wait(self._wires, _TICK_SECONDS):
                    if isinstance(ready, Connection):
                        self._hear(ready)
                show(
                    Sofar(
                        self._seated,
                        self.made.calls,
                        self.made.conversations,
                        time.monotonic() - begun,
                    )
                )
            except KeyboardInterrupt:
                self._stop.set()
                self.made.stopped = True

    def _hear(self, wire: Connection) -> None:
        try:
            word = wire.recv()
        except EOFError:
            self._wires.remove(wire)
            self.done.append(CallerDone(trouble="A caller's program stopped without a word."))
            return
        if isinstance(word, CallMade):
            self.made.calls += 1
            self.made.conversations += word.conversation
            self.made.attempts += word.attempt
        elif isinstance(word, CallerDone):
            self.done.append(word)
            self._wires.remove(wire)
        else:
            self._seated += 1
