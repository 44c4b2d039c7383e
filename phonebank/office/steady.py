"""A clock that nobody can set: seconds since this computer was started, and which start it was."""

from __future__ import annotations

import time
from pathlib import Path

_BOOT = Path("/proc/sys/kernel/random/boot_id")


def steady_seconds() -> float:
    """Seconds that never jump and, where the system can, go on while the lid is closed."""
    # Linux and macOS have one each that goes on; elsewhere Python's own does.
    boot = getattr(time, "CLOCK_BOOTTIME", getattr(time, "CLOCK_MONOTONIC", None))
    return time.monotonic() if boot is None else time.clock_gettime(boot)


def this_start() -> str:
    """A name for this computer's present run, another after each restart; '' where it has none."""
    try:
        return _BOOT.read_text(encoding="ascii").strip()
    except OSError:
        return ""
