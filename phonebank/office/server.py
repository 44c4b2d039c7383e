"""Starting and stopping one PostgreSQL server on its data folder; who uses it is not known here."""

from __future__ import annotations

import contextlib
import socket
import sys
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from phonebank.domain.errors import KnownError
from phonebank.office import configuration, sockets
from phonebank.office.making import server_folder, write_for
from phonebank.office.process import PidFile, server_of
from phonebank.office.programs import run
from phonebank.office.server_log import shorten
from phonebank.office.troubles import explain

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from phonebank.office.account import Account
    from phonebank.office.binaries import Binaries

START_SECONDS = 10.0
STOP_SECONDS = 10.0
_PORTS_TRIED = 3
_AGAIN = 0.1
#: The shortest question of PostgreSQL's protocol; the answer is one letter, yes or no.
_ASKS_FOR_TLS = (8).to_bytes(4, "big") + (80877103).to_bytes(4, "big")


class StillBusy(KnownError):
    """The server lives and has more to do before it serves or ends; only waiting helps."""


@dataclass(frozen=True, slots=True)
class Server:
    """A server by its data folder, its log folder, its programs and the account that runs it.

    `tcp` makes it listen on 127.0.0.1 (Windows) and not on a Unix socket; `settings` are further
    lines of its configuration.
    """

    data: Path
    log: Path
    binaries: Binaries
    account: Account
    tcp: bool
    settings: Mapping[str, str] = field(default_factory=dict)

    def start(self) -> PidFile:
        """Start the server, or find it running; at most `START_SECONDS`.

        Raises StillBusy while it repairs itself, KnownError with the reason in plain words.
        """
        until = time.monotonic() + START_SECONDS
        running = self._wait_ready(until)
        if running is not None:
            return running
        # PostgreSQL takes a number that now belongs to another program for a running server.
        (self.data / "postmaster.pid").unlink(missing_ok=True)
        server_folder(self.log, self.account)
        for attempt in range(_PORTS_TRIED):
            self._configure()
            output = self._launch(until)
            if output is None:
                break
            if not (self.tcp and "Address already in use" in output) or attempt == _PORTS_TRIED - 1:
                raise explain(output, self.data.parent, "started")
        running = self._wait_ready(until)
        if running is None:
            raise KnownError(
                f"The office's database stopped while it was starting: look in {self.log}, then "
                "open the office again."
            )
        return running

    def stop(self) -> None:
        """Stop the server in good order, ending what its clients do; at most `STOP_SECONDS`.

        Raises StillBusy when it still saves its work after that, KnownError when it cannot stop.
        """
        running = server_of(self.data)
        if running is None:
            return
        argv: list[str | Path] = [self.binaries.program("pg_ctl"), "-D", self.data]
        done = run(
            self.account,
            [*argv, "-m", "fast", "-w", "-t", str(int(STOP_SECONDS)), "stop"],
            seconds=STOP_SECONDS + 2,
        )
        if server_of(self.data) is not None:
            if "does not shut down" in done.output or done.code == 124:
                raise StillBusy(
                    "The office's database is still saving its work: leave the computer on for a "
                    "minute; it stops by itself."
                )
            raise explain(done.output, self.data.parent, "stopped")
        if not self.tcp:
            sockets.remove(running.socket_folder)

    def reload(self) -> None:
        """Have the running server read its rules of admission again."""
        done = run(
            self.account, [self.binaries.program("pg_ctl"), "-D", self.data, "reload"], seconds=10
        )
        if done.code != 0:
            raise explain(done.output, self.data.parent, "reloaded")

    def _configure(self) -> None:
        folder = None
        port = sockets.PORT
        if self.tcp:
            port = _free_port()
        else:
            folder = sockets.socket_folder(self.data, self.account)
            sockets.clear(folder)
        text = configuration.server_settings(
            log=self.log, socket_folder=folder, port=port, extra=self.settings
        )
        write_for(self.data / configuration.FILE, text, self.account)

    def _launch(self, until: float) -> str | None:
        """Run `pg_ctl start`; None when it started, else everything the server said."""
        first_words = self.log / "start.log"
        shorten(self.log, self.data)
        while True:
            first_words.unlink(missing_ok=True)
            before = {file: file.stat().st_size for file in self.log.glob("postgresql-*.log")}
            left = max(1, int(until - time.monotonic()))
            argv: list[str | Path] = [self.binaries.program("pg_ctl"), "-D", self.data, "-w"]
            argv += ["-t", str(left), "-l", first_words, "start"]
            done = run(self.account, argv, seconds=left + 2)
            if done.code == 0 or server_of(self.data) is not None:
                return None
            said = done.output + _tail(first_words, 0)
            for file in sorted(self.log.glob("postgresql-*.log")):
                size = before.get(file, 0)
                said += _tail(file, size if size <= file.stat().st_size else 0)
            # The helpers of a server killed without warning need a moment to notice its death.
            if "still in use" not in said or time.monotonic() + _AGAIN > until:
                return said
            time.sleep(_AGAIN)

    def _wait_ready(self, until: float) -> PidFile | None:
        """The living server once it answers, or None when there is none."""
        while True:
            running = server_of(self.data)
            if running is None or (running.ready and self._answers(running)):
                return running
            if time.monotonic() > until:
                raise StillBusy(
                    "The office's database is still repairing itself after a sudden stop: nothing "
                    "is lost; open the office again in a minute."
                )
            time.sleep(0.02)

    def _answers(self, running: PidFile) -> bool:
        if self.tcp or sys.platform == "win32":
            return _accepts(socket.AF_INET, ("127.0.0.1", running.port))
        return _accepts(socket.AF_UNIX, f"{running.socket_folder}/.s.PGSQL.{running.port}")


def _accepts(kind: socket.AddressFamily, address: str | tuple[str, int]) -> bool:
    """Whether a server answers at `address`: a dying one still lets a connection queue up."""
    with contextlib.closing(socket.socket(kind, socket.SOCK_STREAM)) as probe:
        probe.settimeout(1)
        try:
            probe.connect(address)
            probe.sendall(_ASKS_FOR_TLS)
            return probe.recv(1) in {b"S", b"N"}
        except OSError:
            return False


def _free_port() -> int:
    with contextlib.closing(socket.socket(socket.AF_INET, socket.SOCK_STREAM)) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _tail(file: Path, start: int) -> str:
    try:
        with file.open("rb") as stream:
            stream.seek(start)
            return stream.read(65536).decode(errors="replace")
    except OSError:
        return ""
