"""A PostgreSQL of the test's own, on the loopback, that can be stopped as by a pulled plug."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Self

from sqlalchemy import URL, create_engine, text
from sqlalchemy.pool import NullPool

from phonebank.store import schema
from tests.postgresql import programs

_SETTINGS = {
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "",
    "fsync": "on",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    # What is committed without waiting stays unwritten for long: a plug pulled then loses it.
    "wal_writer_delay": "10s",
    "wal_writer_flush_after": "1GB",
    "bgwriter_lru_maxpages": "0",
    "autovacuum": "off",
    "max_connections": "60",
    "shared_buffers": "32MB",
    # One call to the system in place of one a file when the plug was pulled.
    **({"recovery_init_sync_method": "syncfs"} if sys.platform == "linux" else {}),
}


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _children(process: int) -> list[int]:
    found = []
    for status in Path("/proc").glob("[0-9]*/status"):
        with suppress(OSError):  # it ended while it was looked at
            facts = dict(line.split(":\t", 1) for line in status.read_text().splitlines())
            if int(facts["PPid"]) == process:
                found.append(int(facts["Pid"]))
    return found


class ChaosServer:
    """A cluster with one migrated template; as root it runs under `postgres`."""

    def __init__(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="pbx-", dir="/tmp"))
        self.port = _free_port()
        self._user = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
        if self._user:
            shutil.chown(self.folder, "postgres")
        self._tools, self._data = programs(), self.folder / "data"
        self._offices = 0
        self._held: int | None = None
        account = ("-U", "phonebank", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8")
        self._run("initdb", *account, "--wal-segsize=1", "-N")
        self.start()
        self.administer("create database template_office")
        schema.migrate(self.url("template_office"))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.pull_the_plug()
        shutil.rmtree(self.folder, ignore_errors=True)

    @property
    def log_segment_bytes(self) -> int:
        """The size of one file of the write-ahead log."""
        return 1024 * 1024

    @property
    def process(self) -> int:
        """The first process of the server."""
        return int((self._data / "postmaster.pid").read_text().split("\n", 1)[0])

    def url(self, database: str) -> URL:
        """The address at which the administrator reaches a database."""
        return URL.create("postgresql+psycopg", "phonebank", None, "127.0.0.1", self.port, database)

    def office(self) -> URL:
        """A new office's database, empty."""
        self._offices += 1
        name = f"office_{self._offices}"
        self.administer(f"create database {name} template template_office")
        return self.url(name)

    def administer(self, statement: str) -> None:
        """Run one statement as the administrator, outside a transaction."""
        url = self.url("postgres")
        engine = create_engine(url, isolation_level="AUTOCOMMIT", poolclass=NullPool)
        with engine.connect() as connection:
            connection.execute(text(statement))
        engine.dispose()

    def start(self) -> None:
        """Start, replaying what was committed."""
        options = " ".join(f"-c {name}={value or chr(39) * 2}" for name, value in _SETTINGS.items())
        log = str(self.folder / "log")
        self._run("pg_ctl", "-l", log, "-w", "-o", f"-p {self.port} {options}", "start")

    def pull_the_plug(self) -> None:
        """End every process of the server at once; nothing is saved that was not yet."""
        self._run("pg_ctl", "-m", "immediate", "-W", "stop")
        if self._held is not None:
            os.kill(self._held, signal.SIGKILL)
            self._held = None
        self.wait_until_ended()

    def hold_log_writer(self) -> None:
        """Until the plug is pulled the log's files get only what somebody waits for."""
        (self._held,) = (
            child
            for child in _children(self.process)
            if b"walwriter" in Path(f"/proc/{child}/cmdline").read_bytes()
        )
        os.kill(self._held, signal.SIGSTOP)

    def limit_files(self, size: int | None) -> None:
        """Let no file the server writes grow beyond `size` bytes; a new start knows no limit."""
        first = self.process
        limit = f"--fsize={'unlimited' if size is None else size}:unlimited"
        for process in (first, *_children(first)):
            # One that ended meanwhile is no fault.
            subprocess.run(
                [*self._user, "prlimit", "--pid", str(process), limit],
                check=False,
                capture_output=True,
                cwd=self.folder,
            )

    def wait_until_ended(self) -> None:
        """It gives up by itself; nothing of it runs any more."""
        patience = time.monotonic() + 30
        while (self._data / "postmaster.pid").exists():
            assert time.monotonic() < patience, "the server still runs"
            time.sleep(0.05)

    def _run(self, tool: str, *arguments: str) -> None:
        subprocess.run(
            [*self._user, str(self._tools / tool), "-D", str(self._data), *arguments],
            check=True,
            stdout=subprocess.DEVNULL,
            cwd=self.folder,
        )
