"""The server's log, held to a size: whoever is refused writes a line of it, as often as they like.

A stranger of the networks let in is refused hundreds of times a second: gigabytes a day, until the
disk is full and the office stands still.
"""

from __future__ import annotations

import os
import signal
from contextlib import suppress
from typing import TYPE_CHECKING

from phonebank.office.process import server_of

if TYPE_CHECKING:
    from pathlib import Path

MOST_BYTES = 32 * 1024 * 1024


def shorten(log: Path, data: Path, most_bytes: int = MOST_BYTES) -> int:
    """Cut the files of the folder `log` that passed `most_bytes` to half of it; how many were.

    What came first stays: what follows is the same line over and over. The server on `data`, if it
    runs, goes on writing. A file that cannot be cut stays as it is.
    """
    grown = [file for file in log.glob("*.log") if _size(file) > most_bytes]
    if grown:
        _reopen(data)
    for file in grown:
        with suppress(OSError), file.open("r+b") as content:
            content.seek(most_bytes // 2)
            content.readline(4096)
            content.truncate()
    return len(grown)


def _size(file: Path) -> int:
    try:
        return file.stat().st_size
    except OSError:
        return 0


def _reopen(data: Path) -> None:
    """Have the server open its log anew, as `pg_ctl logrotate` does.

    A file it began at midnight it writes where it left off, not at the end: cut, it would get a
    hole as long as what was cut.
    """
    server = server_of(data)
    if server is not None and hasattr(signal, "SIGUSR1"):
        with suppress(OSError):
            (data / "logrotate").touch()
            os.kill(server.pid, signal.SIGUSR1)
