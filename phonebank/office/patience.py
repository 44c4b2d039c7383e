"""After wrong passwords of a supervisor or an owner, each further try waits longer.

Counted by account and by computer, in the folder of local state, so that neither another page nor
a new start of the program forgets it; by a clock that nobody sets, so that no date helps. It slows
this computer down and never the account: nobody can lock a colleague out, and no wait is longer
than a minute. What is kept are digests and figures: no name, no password.
"""

from __future__ import annotations

import hashlib
import math
import threading
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from phonebank.domain.errors import KnownError, PasswordRefused
from phonebank.office.locks import turn
from phonebank.office.settings import private_folder, read_toml, write_toml
from phonebank.office.steady import steady_seconds, this_start

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

FREE_TRIES = 2
"""Wrong passwords that cost no wait."""
LONGEST_SECONDS = 60
_FOLDER, _FILE = "signin", "tries.toml"
_MOST_ACCOUNTS = 500
_TURN_SECONDS = 2.0
TOO_MANY = "Too many wrong passwords were given here."

Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class Refused:
    """A password that did not open: why, how long the next try waits, how many were wrong.

    `wrong` counts those in a row, this one included; 0 where it was not even tried.
    """

    sentence: str
    wait_seconds: int
    wrong: int = 0


@dataclass(frozen=True, slots=True)
class _Tries:
    """Wrong ones in a row, and when the last one was, by the clock of this start."""

    wrong: int
    at: float
    start: str


class Patience:
    """Counts tries in `folder`, the local state; safe from several threads and windows."""

    def __init__(
        self,
        folder: Path,
        seconds: Callable[[], float] = steady_seconds,
        start: Callable[[], str] = this_start,
    ) -> None:
        self._folder = folder / _FOLDER
        self._seconds, self._start = seconds, start
        self._known: dict[str, _Tries] = {}
        self._kept = True
        self._one = threading.Lock()

    def wait(self, office: str, login: str) -> int:
        """Whole seconds until `login` of `office` may be tried again here; 0 for at once."""
        with self._turn():
            return self._left(_name(office, login))

    def give(self, office: str, login: str, job: Callable[[], Result]) -> Result | Refused:
        """Do `job`, which signs in as `login`; `Refused` for a wrong password or one too early.

        It counts as wrong until the office has said otherwise, so that ending the program in
        between gains nothing. What else `job` raises passes through and counts for nothing.
        """
        name = _name(office, login)
        with self._turn():
            before = self._known.get(name)
            left = self._left(name)
            if left:
                return Refused(TOO_MANY, left)
            wrong = (before.wrong if before else 0) + 1
            self._keep(name, _Tries(wrong, self._seconds(), self._start()))
        try:
            result = job()
        except PasswordRefused as error:
            with self._turn():
                return Refused(str(error), self._left(name), wrong)
        except BaseException:
            with self._turn():
                self._keep(name, before)
            raise
        with self._turn():
            self._keep(name, None)
        return result

    def _left(self, name: str) -> int:
        tries = self._known.get(name)
        if tries is None:
            return 0
        now, start = self._seconds(), self._start()
        if tries.start != start or tries.at > now:
            # The computer was started anew: what is left of the wait is not known, so it begins.
            tries = _Tries(tries.wrong, now, start)
            self._keep(name, tries)
        return max(0, math.ceil(tries.at + wait_after(tries.wrong) - now))

    def _keep(self, name: str, tries: _Tries | None) -> None:
        self._known.pop(name, None)
        if tries is not None:
            self._known[name] = tries
        kept = list(self._known.items())[-_MOST_ACCOUNTS:]
        try:
            write_toml(private_folder(self._folder) / _FILE, {n: _written(t) for n, t in kept})
            self._kept = True
        except KnownError:
            # A full disk keeps nobody out: this window still remembers.
            self._kept = False

    @contextmanager
    def _turn(self) -> Iterator[None]:
        """Be alone with the file, and know what stands in it."""
        with self._one, ExitStack() as held:
            with suppress(KnownError):
                held.enter_context(turn(self._folder, _TURN_SECONDS))
            if self._kept:
                self._read()
            yield

    def _read(self) -> None:
        # A damaged file counts as none: whoever can damage it could remove it too.
        values: dict[str, object] = {}
        with suppress(KnownError):
            values = read_toml(self._folder / _FILE)
        found = {name: _tries(value) for name, value in values.items()}
        self._known = {name: tries for name, tries in found.items() if tries is not None}


def wait_after(wrong: int) -> int:
    """Seconds to wait after so many wrong passwords in a row: none, then 2, 4, 8 … 60."""
    if wrong <= FREE_TRIES:
        return 0
    return min(1 << min(wrong - FREE_TRIES, 10), LONGEST_SECONDS)


def _name(office: str, login: str) -> str:
    return hashlib.sha256(f"{office}\0{login}".encode()).hexdigest()[:32]


def _written(tries: _Tries) -> str:
    return f"{tries.wrong} {tries.at:.3f} {tries.start}"


def _tries(value: object) -> _Tries | None:
    parts = str(value).split(" ", 2)
    with suppress(ValueError, IndexError):
        wrong, at = int(parts[0]), float(parts[1])
        if wrong > 0 and math.isfinite(at):
            return _Tries(wrong, at, parts[2] if len(parts) > 2 else "")
    return None
