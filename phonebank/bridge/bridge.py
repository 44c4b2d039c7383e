"""One object carries work to threads and results home, so that no screen ever waits.

Reads may overtake each other and a newer one under the same key replaces the older; writes keep
their order and none is dropped; long work has a thread of its own. A worker never sees a callback
or a widget: it is given a number and a function, and what it returns comes back through one queued
slot in the main thread.
"""

from __future__ import annotations

import inspect
import itertools
import logging
import weakref
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

import shiboken6
from PySide6.QtCore import QObject, Qt, Signal, Slot

from phonebank.domain.errors import PhonebankError, SignedOut
from phonebank.domain.report import report_of

if TYPE_CHECKING:
    from collections.abc import Callable

_log = logging.getLogger(__name__)

Result = TypeVar("Result")

READERS = 2
WRITERS = 1
LONG_WORKERS = 1


@dataclass(frozen=True, slots=True)
class _Parcel:
    """What a worker sends home: the job's number, and its result or its error."""

    number: int
    result: object = None
    sentence: str = ""
    signed_out: bool = False
    bug: str = ""


@dataclass(frozen=True, slots=True)
class _Job:
    """What the main thread keeps of a job under way."""

    key: str
    on_done: _Callback
    on_error: _Callback | None


class _Callback:
    """A function to call at home. A method of an object that is gone is not called."""

    def __init__(self, function: Callable[..., None]) -> None:
        self._owner: weakref.ref[object] | None = None
        self._function = function
        if inspect.ismethod(function):
            self._owner = weakref.ref(function.__self__)
            self._function = function.__func__

    def __call__(self, value: object) -> None:
        if self._owner is None:
            self._function(value)
            return
        owner = self._owner()
        if owner is None or (isinstance(owner, QObject) and not shiboken6.isValid(owner)):
            return
        self._function(owner, value)


class Bridge(QObject):
    """Runs functions on worker threads and delivers what they return in the main thread.

    Make one, in the main thread; `close` it before the application ends. Functions given to it
    return frozen values. A `PhonebankError` reaches `on_error` as its sentence (`failed` when there
    is none); anything else is a bug of ours and is announced by `bug_found`.
    """

    bug_found = Signal(str)
    """The report of an unexpected error: kinds and places, no names, no values."""
    session_ended = Signal(str)
    """The office no longer knows this session; the sentence says so."""
    failed = Signal(str)
    """An expected failure nobody else handles, as a sentence."""
    _arrived = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._readers = ThreadPoolExecutor(READERS, thread_name_prefix="phonebank-read")
        self._writers = ThreadPoolExecutor(WRITERS, thread_name_prefix="phonebank-write")
        self._long = ThreadPoolExecutor(LONG_WORKERS, thread_name_prefix="phonebank-long")
        self._numbers = itertools.count(1)
        self._jobs: dict[int, _Job] = {}
        self._futures: dict[int, Future[None]] = {}
        self._latest: dict[str, int] = {}
        self._closed = False
        self._arrived.connect(self._on_arrived, Qt.ConnectionType.QueuedConnection)

    def read(
        self,
        key: str,
        function: Callable[[], Result],
        on_done: Callable[[Result], None],
        on_error: Callable[[str], None] | None = None,
    ) -> None:
        """Run `function` on a reading thread. A newer read under `key` drops this one's result."""
        older = self._latest.get(key)
        if older is not None:
            self._jobs.pop(older, None)
            future = self._futures.pop(older, None)
            if future is not None:
                future.cancel()
        number = self._submit(self._readers, key, function, on_done, on_error)
        if number:
            self._latest[key] = number

    def write(
        self,
        function: Callable[[], Result],
        on_done: Callable[[Result], None],
        on_error: Callable[[str], None] | None = None,
    ) -> None:
        """Run `function` on the writing thread, after the writes asked for before it."""
        self._submit(self._writers, "", function, on_done, on_error)

    def long(
        self,
        function: Callable[[], Result],
        on_done: Callable[[Result], None],
        on_error: Callable[[str], None] | None = None,
    ) -> None:
        """Run what may take minutes (an import, a backup) on a thread of its own, one at a time.

        `close` waits for it: whoever asked cancels it first, by an event the function looks at.
        """
        self._submit(self._long, "", function, on_done, on_error)

    def follow(self, key: str, future: Future[Result], on_done: Callable[[Result], None]) -> None:
        """Deliver the result of work that runs by itself, unless a newer one has the same key."""
        self.drop(key)
        number = next(self._numbers)
        self._jobs[number] = _Job(key, _Callback(on_done), None)
        self._latest[key] = number
        future.add_done_callback(partial(self._on_told, number))

    def drop(self, key: str) -> None:
        """Forget the read under `key`: its result will not be delivered."""
        number = self._latest.pop(key, 0)
        self._jobs.pop(number, None)
        future = self._futures.pop(number, None)
        if future is not None:
            future.cancel()

    @property
    def busy(self) -> bool:
        """Whether something asked for has not been delivered yet."""
        return bool(self._jobs)

    def close(self) -> None:
        """Finish the writes, drop the reads, end the threads. Nothing is delivered afterwards."""
        if self._closed:
            return
        self._closed = True
        self._jobs.clear()
        self._latest.clear()
        self._readers.shutdown(wait=True, cancel_futures=True)
        self._writers.shutdown(wait=True)
        self._long.shutdown(wait=True, cancel_futures=True)
        self._futures.clear()

    def _submit(
        self,
        pool: ThreadPoolExecutor,
        key: str,
        function: Callable[[], object],
        on_done: Callable[[Any], None],
        on_error: Callable[[str], None] | None,
    ) -> int:
        if self._closed:
            return 0
        number = next(self._numbers)
        failed = _Callback(on_error) if on_error is not None else None
        self._jobs[number] = _Job(key, _Callback(on_done), failed)
        self._futures[number] = pool.submit(self._work, number, function)
        return number

    def _work(self, number: int, function: Callable[[], object]) -> None:
        try:
            parcel = _Parcel(number, result=function())
        except PhonebankError as error:
            sentence = str(error) or type(error).__name__
            parcel = _Parcel(number, sentence=sentence, signed_out=isinstance(error, SignedOut))
        except Exception as error:  # noqa: BLE001 - a worker must not die with a bug untold
            parcel = _Parcel(number, bug=report_of(error))
        if not self._closed:
            self._arrived.emit(parcel)

    def _on_told(self, number: int, future: Future[Any]) -> None:
        """A worker's thread, or this one: the result goes home by the same way."""
        if not self._closed and not future.cancelled():
            self._arrived.emit(_Parcel(number, result=future.result()))

    @Slot(object)
    def _on_arrived(self, parcel: _Parcel) -> None:
        self._futures.pop(parcel.number, None)
        job = self._jobs.pop(parcel.number, None)
        if job is None:
            return
        if job.key and self._latest.get(job.key) == parcel.number:
            del self._latest[job.key]
        if parcel.bug:
            _log.error("a job failed unexpectedly\n%s", parcel.bug)
            if job.on_error is not None:
                job.on_error("")
            self.bug_found.emit(parcel.bug)
        elif parcel.signed_out:
            self.session_ended.emit(parcel.sentence)
        elif parcel.sentence:
            if job.on_error is not None:
                job.on_error(parcel.sentence)
            else:
                self.failed.emit(parcel.sentence)
        else:
            job.on_done(parcel.result)
