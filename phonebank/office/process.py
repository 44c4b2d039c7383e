"""Telling whether a process number still belongs to our database server.

A server killed without warning leaves its number in `postmaster.pid`; the number may be free, or
meanwhile belong to another program, which must be neither trusted nor stopped.
"""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class PidFile:
    """What `postmaster.pid` says; `started` is in seconds of Unix time."""

    pid: int
    started: int
    port: int
    socket_folder: str
    ready: bool


def read_pid_file(data: Path) -> PidFile | None:
    """The content of `postmaster.pid` in the data folder, or None when absent or incomplete."""
    try:
        lines = (data / "postmaster.pid").read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return None
    try:
        pid, started, port = int(lines[0]), int(lines[2]), int(lines[3] or 0)
    except (IndexError, ValueError):
        return None
    folder = lines[4].strip() if len(lines) > 4 else ""
    state = lines[7].strip() if len(lines) > 7 else ""
    return PidFile(pid, started, port, folder, state == "ready")


def server_of(data: Path) -> PidFile | None:
    """The living server of the data folder; None: no number, a dead one, another program's."""
    noted = read_pid_file(data)
    return noted if noted is not None and _serves(noted.pid, data) else None


def _serves(pid: int, data: Path) -> bool:
    """Whether the process `pid` is a PostgreSQL server started on `data`."""
    if sys.platform == "win32":
        return "postgres" in _windows_image(pid).lower()
    places = {str(data), os.path.realpath(data)}
    if Path("/proc/self/cmdline").exists():
        try:
            command = Path(f"/proc/{pid}/cmdline").read_bytes().decode(errors="replace")
        except OSError:
            return False
        # Empty for a process that has died and was not yet buried.
        program, _, rest = command.partition("\0")
        arguments = rest.split("\0")
        return "postgres" in Path(program).name and not places.isdisjoint(arguments)
    answer = subprocess.run(
        ["/bin/ps", "-ww", "-o", "command=", "-p", str(pid)],
        capture_output=True,
        text=True,
        timeout=5,
        check=False,
    ).stdout
    return "postgres" in answer and any(place in answer for place in places)


if sys.platform == "win32":

    def _windows_image(pid: int) -> str:
        import ctypes

        kernel = ctypes.windll.kernel32
        handle = kernel.OpenProcess(0x1000, False, pid)  # PROCESS_QUERY_LIMITED_INFORMATION
        if not handle:
            return ""
        try:
            length = ctypes.c_ulong(1024)
            name = ctypes.create_unicode_buffer(length.value)
            known = kernel.QueryFullProcessImageNameW(handle, 0, name, ctypes.byref(length))
            return Path(name.value).name if known else ""
        finally:
            kernel.CloseHandle(handle)
