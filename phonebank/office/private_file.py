"""Files that leave the program with people in them: for the eyes of whoever made them only."""

from __future__ import annotations

import os
import stat
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


def begin_private(file: Path) -> None:
    """Make `file`, or empty it, closed to every other account of this computer. Raises OSError.

    One that stood there open is closed; what is no file (a terminal, a pipe) stays as it is.
    """
    handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    try:
        if hasattr(os, "fchmod") and stat.S_ISREG(os.fstat(handle).st_mode):
            os.fchmod(handle, 0o600)
    finally:
        os.close(handle)
