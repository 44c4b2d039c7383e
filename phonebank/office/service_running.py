"""Keeping an office's server up for as long as a service runs: `office start --foreground`.

The server is the service's own: one that a window or a session began is started anew as soon as
nobody uses it, since it would end with whoever began it.
"""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import sys
import threading
import time
from typing import TYPE_CHECKING

from phonebank.domain.errors import BadInput, KnownError
from phonebank.office import configuration
from phonebank.office.card import read_card
from phonebank.office.cluster import Cluster
from phonebank.office.hosting import serving
from phonebank.office.locks import Lock
from phonebank.office.office import Office, open_office
from phonebank.office.process import server_of
from phonebank.office.server import StillBusy
from phonebank.office.server_log import shorten
from phonebank.office.settings import private_folder

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path
    from types import FrameType

    from phonebank.office.process import PidFile

_LOOKS_EVERY_SECONDS = 1.0
_LISTENS_EVERY_SECONDS = 10.0
_RENEWS_EVERY_SECONDS = 24 * 3600.0
_BUSY = "STATUS=The database repairs itself after a sudden stop, or saves its work."


def serve(folder: Path, tell: Callable[[str], None]) -> None:
    """Keep the office's server up until SIGTERM or SIGINT, then stop it in good order.

    SIGHUP renews what it shows to others. A server that died is started again; one that somebody
    stopped by hand ends the service. `tell` hears one sentence for each. Raises KnownError when the
    server cannot be kept up, or another service does so already.
    """
    card = read_card(folder)
    if card is None:
        raise BadInput(f"There is no office in {folder}: make it with 'phonebank office create'.")
    if card.joined or card.server:
        raise KnownError("The database of this office stands elsewhere: start it there.")
    asked, renew = threading.Event(), threading.Event()
    ran_before = Cluster(folder).running
    with _alone(folder), _signals(asked, renew), _opened(folder, asked) as office:
        cluster = None if office is None else office.cluster
        if office is None or cluster is None:
            return
        cluster.keep_running()
        # Nobody has to close a service before the office can be changed.
        cluster.leave()
        own = None if ran_before else server_of(cluster.data)
        _Kept(cluster, office.name, own, tell).until(asked, renew)


class _Kept:
    """One server that is kept up."""

    def __init__(
        self, cluster: Cluster, name: str, own: PidFile | None, tell: Callable[[str], None]
    ) -> None:
        self._cluster, self._name, self._tell = cluster, name, tell
        self._own = None if own is None else own.pid
        self._renewed = self._listened = time.monotonic()

    def until(self, asked: threading.Event, renew: threading.Event) -> None:
        """Look at the server again and again until `asked`, or until somebody stopped it."""
        serves = self._look()
        _notify("READY=1\nSTATUS=It serves.")
        self._tell(f"The database of {self._name} serves.")
        while serves and not asked.wait(_LOOKS_EVERY_SECONDS):
            serves = self._look()
            if renew.is_set() or time.monotonic() > self._renewed + _RENEWS_EVERY_SECONDS:
                renew.clear()
                self._renew()
            if serves and time.monotonic() > self._listened + _LISTENS_EVERY_SECONDS:
                self._listened = time.monotonic()
                self._listen()
                shorten(self._cluster.log, self._cluster.data)
        _notify("STOPPING=1")
        if serves:
            _stop(self._cluster)
        else:
            self._tell(f"Somebody stopped the database of {self._name}: the service ends.")

    def _look(self) -> bool:
        """Start a server that died, and make a stranger's our own; False: somebody stopped it."""
        found = server_of(self._cluster.data)
        if found is not None and found.pid == self._own:
            return True
        try:
            if found is not None:
                if not self._taken_over():
                    return True
            elif self._cluster.kept_running:
                self._cluster.keep_running()
                self._tell(f"The database of {self._name} had stopped: it serves again.")
            else:
                return False
        except StillBusy:
            _notify(_BUSY)
            return True
        _notify("STATUS=It serves.")
        found = server_of(self._cluster.data)
        self._own = None if found is None else found.pid
        return True

    def _taken_over(self) -> bool:
        if self._cluster.windows():
            return False
        try:
            self._cluster.reconfigure(lambda: None, lambda: None)
        except KnownError:
            if self._cluster.windows():  # one was opened meanwhile
                return False
            raise
        return True

    def _listen(self) -> None:
        """Listen at an address the computer got since the server started, as at its own start.

        A server that listened to nobody starts anew whoever uses it: a whole room waits for it.
        """
        try:
            now, wanted = _addresses(self._cluster)
            if wanted <= now or (now and self._cluster.windows()):
                return
            self._cluster.recover()
        except StillBusy:
            _notify(_BUSY)
            return
        self._tell(f"The database of {self._name} listens at {', '.join(sorted(wanted))}.")
        found = server_of(self._cluster.data)
        self._own = None if found is None else found.pid

    def _renew(self) -> None:
        self._renewed = time.monotonic()
        try:
            self._cluster.refresh()
        except KnownError as error:
            # What it shows is good for weeks yet, and everybody is served.
            self._tell(str(error))


def _addresses(cluster: Cluster) -> tuple[frozenset[str], frozenset[str]]:
    """Where the running server listens, and where it would if it were started now."""
    nowhere: frozenset[str] = frozenset()
    try:
        hosting = serving(cluster.folder)
        text = (cluster.data / configuration.FILE).read_text(encoding="utf-8")
    except (KnownError, OSError):
        return nowhere, nowhere
    wanted = hosting.settings(tcp=False)["listen_addresses"] if hosting is not None else ""
    return configuration.addresses(text), frozenset(wanted.split(",") if wanted else ())


@contextlib.contextmanager
def _opened(folder: Path, asked: threading.Event) -> Iterator[Office | None]:
    """The office, once its server has repaired itself; None where it was asked to stop before."""
    while True:
        try:
            office = open_office(folder)
        except StillBusy:
            _notify(_BUSY)
            if asked.wait(_LOOKS_EVERY_SECONDS):
                _notify("STOPPING=1")
                _stop(Cluster(folder))
                yield None
                return
        else:
            break
    with office:
        yield office


def _stop(cluster: Cluster) -> None:
    """However long it takes: who waits has a limit of its own."""
    while True:
        try:
            cluster.stop()
        except StillBusy:
            _notify(_BUSY)
        else:
            return


@contextlib.contextmanager
def _alone(folder: Path) -> Iterator[None]:
    lock = Lock.try_hold(private_folder(private_folder(folder) / "locks") / "service.lock")
    if lock is None:
        raise KnownError("Another service keeps this office's database up already: stop that one.")
    try:
        yield
    finally:
        lock.release()


@contextlib.contextmanager
def _signals(asked: threading.Event, renew: threading.Event) -> Iterator[None]:
    def stop(_signal: int, _frame: FrameType | None) -> None:
        asked.set()

    def refresh(_signal: int, _frame: FrameType | None) -> None:
        renew.set()

    handlers = {signal.SIGTERM: stop, signal.SIGINT: stop}
    if sys.platform != "win32":
        handlers[signal.SIGHUP] = refresh
    before = {each: signal.signal(each, handler) for each, handler in handlers.items()}
    try:
        yield
    finally:
        for each, former in before.items():
            signal.signal(each, former)


def _notify(state: str) -> None:
    """Tell systemd, where it started us and waits to hear."""
    address = os.environ.get("NOTIFY_SOCKET", "")
    if not address or sys.platform == "win32":
        return
    place = "\0" + address[1:] if address.startswith("@") else address
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as channel:
        channel.connect(place)
        channel.sendall(state.encode())
