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


def command_line(pid: int) -> tuple[str, ...] | None:
    """The command of a running process (on Windows its program only); None when there is none."""
    if sys.platform == "win32":
        image = _windows_image(pid)
        return None if image is None else (image,)
    if Path("/proc/self/cmdline").exists():
        try:
            raw = Path(f"/proc/{pid}/cmdline").read_bytes()
            state = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace")
        except OSError:
            return None
        if state.rpartition(")")[2].split()[0] == "Z":
            return None
        return tuple(part for part in raw.decode(errors="replace").split("\0") if part)
    answer = subprocess.run(
        ["/bin/ps", "-ww", "-o", "command=", "-p", str(pid)],
        capture_output=True,
        text=True,
        timeout=5,
        check=False,
    ).stdout.split()
    return tuple(answer) or None


if sys.platform == "win32":

    def _windows_image(pid: int) -> str | None:
        import ctypes

        kernel = ctypes.windll.kernel32
        handle = kernel.OpenProcess(0x1000, False, pid)  # PROCESS_QUERY_LIMITED_INFORMATION
        if not handle:
            return None
        try:
            length = ctypes.c_ulong(1024)
            name = ctypes.create_unicode_buffer(length.value)
            known = kernel.QueryFullProcessImageNameW(handle, 0, name, ctypes.byref(length))
            return name.value if known else ""
        finally:
            kernel.CloseHandle(handle)


def server_of(data: Path) -> PidFile | None:
    """The living server of the data folder; None: no number, a dead one, another program's."""
    noted = read_pid_file(data)
    if noted is None:
        return None
    command = command_line(noted.pid)
    if not command or "postgres" not in Path(command[0].replace("\\", "/")).name.lower():
        return None
    if sys.platform != "win32" and "-D" in command:
        place = command[command.index("-D") + 1 : command.index("-D") + 2]
        if place and os.path.realpath(place[0]) != os.path.realpath(data):
            return None
    return noted
