"""No answer is waited for without end, whatever the network does.

Keepalives and `tcp_user_timeout` see a cable that is cut. They see neither a proxy that
acknowledges and stalls nor a server that thinks for ever, and not every system has them. So one
thread looks at the clock and shuts the socket of a question that was not answered in time; whoever
waits is then told at once that the connection is lost.

`within` bounds all that a thread asks in a block, the repeated questions included.
"""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import wraps
from typing import ParamSpec, Self, TypeVar

OFFICE_SECONDS = 8.0
"""How long one step of a desk takes at most, its repetition included."""

_P = ParamSpec("_P")
_T = TypeVar("_T")

_JOIN_SECONDS = 2.0
_own = threading.local()


class within:  # noqa: N801 - read as a word, in a block or above a method
    """All that this thread asks in the block is over in `seconds`; of two blocks the tighter one.

    Also a decorator.
    """

    __slots__ = ("_outer", "_seconds")

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds

    def __call__(self, work: Callable[_P, _T]) -> Callable[_P, _T]:
        """Bound each call of `work`."""

        @wraps(work)
        def bounded(*args: _P.args, **kwargs: _P.kwargs) -> _T:
            with within(self._seconds):
                return work(*args, **kwargs)

        return bounded

    def __enter__(self) -> Self:
        self._outer: float | None = getattr(_own, "until", None)
        until = time.monotonic() + self._seconds
        _own.until = until if self._outer is None else min(self._outer, until)
        return self

    def __exit__(self, *_raised: object) -> None:
        _own.until = self._outer


def seconds_left() -> float:
    """How long this thread may still wait; infinite outside `within`, never below zero."""
    until: float | None = getattr(_own, "until", None)
    return float("inf") if until is None else max(0.0, until - time.monotonic())


@dataclass(frozen=True, slots=True, eq=False)
class Watch:
    """A question under way: when it is given up, and a second handle on its socket."""

    until: float
    handle: socket.socket


class Watchdog:
    """Shuts the sockets of questions that take too long. Safe to use from several threads."""

    def __init__(self) -> None:
        self._watched: set[Watch] = set()
        self._change = threading.Condition()
        self._thread: threading.Thread | None = None
        self._wakes_at = 0.0
        self._closed = False

    def watch(self, descriptor: int, seconds: float) -> Watch:
        """Watch the socket `descriptor` from now on; `release` ends it."""
        # A handle of its own: the number may belong to another file by the time it is needed.
        handle = socket.fromfd(descriptor, socket.AF_INET, socket.SOCK_STREAM)
        watch = Watch(time.monotonic() + seconds, handle)
        with self._change:
            self._watched.add(watch)
            if self._thread is None:
                self._wakes_at = watch.until
                self._thread = threading.Thread(
                    target=self._look, name="phonebank-watchdog", daemon=True
                )
                self._thread.start()
            elif watch.until < self._wakes_at:
                self._change.notify()
        return watch

    def release(self, watch: Watch) -> None:
        """The question was answered, or failed by itself."""
        with self._change:
            self._watched.discard(watch)
            if self._closed:
                self._change.notify()
        watch.handle.close()

    @contextmanager
    def over(self, descriptor: int, seconds: float) -> Iterator[None]:
        """Watch a socket while the block waits for it."""
        watch = self.watch(descriptor, seconds)
        try:
            yield
        finally:
            self.release(watch)

    def close(self) -> None:
        """Give up what is still asked and end the thread; one of a later `watch` ends with it."""
        with self._change:
            self._closed = True
            self._give_up(list(self._watched))
            thread = self._thread
            self._change.notify()
        if thread is not None:
            thread.join(_JOIN_SECONDS)

    def _look(self) -> None:
        with self._change:
            while True:
                now = time.monotonic()
                self._give_up([each for each in self._watched if each.until <= now])
                nearest = min((each.until for each in self._watched), default=None)
                if nearest is None and self._closed:
                    self._thread = None
                    return
                self._wakes_at = float("inf") if nearest is None else nearest
                self._change.wait(None if nearest is None else nearest - now)

    def _give_up(self, late: list[Watch]) -> None:
        for watch in late:
            self._watched.discard(watch)
            with suppress(OSError):
                watch.handle.shutdown(socket.SHUT_RDWR)
            watch.handle.close()
