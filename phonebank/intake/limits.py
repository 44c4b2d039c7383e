"""How much a process that reads a file may use, and watching that it does not use more.

A file's honest size sets the limits: 256 MiB and 8 seconds of the processor for a small one,
growing with it so that a roll of two million voters is read. Where the system has limits
(`resource`) the process sets them on itself; everywhere its parent watches time and memory from
outside. Time on the wall may be three times as long, for a machine that has much else to do.
"""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_MIB = 2**20
_MEMORY = 256 * _MIB
_MEMORY_A_BYTE = 2.5
_LARGE = 96 * _MIB
_MEMORY_A_BYTE_MORE = 4
"""Beyond what a mischievous file has: a busy machine reads a large roll in larger pieces."""
_RESERVED = 2
"""How much more a process may set aside than it may use: polars reserves what it never touches."""
_SECONDS = 8.0
_PATIENCE = 3.0 if os.name == "posix" else 1.0
"""Time on the wall to time of the processor, which only some systems limit."""
_BYTES_A_SECOND = 4 * _MIB
_DISK = 256 * _MIB
_DISK_A_BYTE = 12
_UNPACKED = 12
"""How many times its size an honest archive of tables unpacks to."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What reading one file may use: `seconds` of the processor, `wall_seconds` in all."""

    memory_bytes: int
    seconds: float
    disk_bytes: int

    @property
    def wall_seconds(self) -> float:
        """How long the parent waits."""
        return self.seconds * _PATIENCE


def limits_for(size: int, *, zipped: bool) -> Limits:
    """The limits for a file of `size` bytes."""
    weight = size * _UNPACKED if zipped else size
    return Limits(
        memory_bytes=_MEMORY
        + int(_MEMORY_A_BYTE * min(weight, _LARGE))
        + _MEMORY_A_BYTE_MORE * max(0, weight - _LARGE),
        seconds=_SECONDS + weight / _BYTES_A_SECOND,
        disk_bytes=_DISK + _DISK_A_BYTE * weight,
    )


def limit_this_process(limits: Limits) -> None:
    """Hold this process to its limits, as far as the system can; called before the file is opened.

    Memory is what the process keeps for itself (RLIMIT_DATA); its parent watches how much of it is
    in use.
    """
    try:
        import resource
        import signal
    except ImportError:
        return
    seconds = int(limits.seconds) + 1
    wanted = {
        resource.RLIMIT_DATA: _RESERVED * limits.memory_bytes,
        resource.RLIMIT_CPU: seconds,
        resource.RLIMIT_FSIZE: limits.disk_bytes,
        resource.RLIMIT_CORE: 0,
    }
    for which, value in wanted.items():
        _, most = resource.getrlimit(which)
        allowed = value if most == resource.RLIM_INFINITY else min(value, most)
        resource.setrlimit(which, (allowed, allowed))
    # Should the parent be gone, nobody else would end this process.
    signal.alarm(int(limits.wall_seconds) + 5)


def resident_bytes(pid: int) -> int:
    """The memory a process has in use now; 0 where that cannot be told or it is gone."""
    try:
        if sys.platform == "win32":
            return _resident_windows(pid)
        if sys.platform == "darwin":
            return _resident_mac(pid)
        pages = Path(f"/proc/{pid}/statm").read_text("ascii").split()
        # Private memory: the libraries' own pages are shared with everybody.
        return (int(pages[1]) - int(pages[2])) * _page_size()
    except (OSError, ValueError, IndexError, AttributeError):
        return 0


@cache
def _page_size() -> int:
    return int(os.sysconf("SC_PAGE_SIZE")) if hasattr(os, "sysconf") else 4096


def _resident_windows(pid: int) -> int:
    import ctypes

    class Counters(ctypes.Structure):
        _fields_ = (
            ("cb", ctypes.c_ulong),
            ("PageFaultCount", ctypes.c_ulong),
            ("PeakWorkingSetSize", ctypes.c_size_t),
            ("WorkingSetSize", ctypes.c_size_t),
            ("QuotaPeakPagedPoolUsage", ctypes.c_size_t),
            ("QuotaPagedPoolUsage", ctypes.c_size_t),
            ("QuotaPeakNonPagedPoolUsage", ctypes.c_size_t),
            ("QuotaNonPagedPoolUsage", ctypes.c_size_t),
            ("PagefileUsage", ctypes.c_size_t),
            ("PeakPagefileUsage", ctypes.c_size_t),
        )

    kernel = getattr(ctypes, "windll").kernel32  # noqa: B009 - absent on other systems
    kernel.OpenProcess.restype = ctypes.c_void_p
    opened: int | None = kernel.OpenProcess(0x1000 | 0x0010, 0, pid)
    if opened is None:
        return 0
    handle = ctypes.c_void_p(opened)
    counters = Counters()
    counters.cb = ctypes.sizeof(counters)
    try:
        found = kernel.K32GetProcessMemoryInfo(handle, ctypes.byref(counters), counters.cb)
        return int(counters.PagefileUsage) if found else 0
    finally:
        kernel.CloseHandle(handle)


def _resident_mac(pid: int) -> int:
    import ctypes

    usage = (ctypes.c_uint64 * 32)()
    # RUSAGE_INFO_V0: an identity of two words, five counts, wired memory, then resident memory.
    failed = ctypes.CDLL("/usr/lib/libproc.dylib").proc_pid_rusage(pid, 0, ctypes.byref(usage))
    return 0 if failed else int(usage[8])
