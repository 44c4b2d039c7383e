"""The program's log: what happened, never to whom.

A filter masks whatever looks like a number, in case a library writes one. The file stays on this
computer, in the folder of local state, and never grows beyond two megabytes.
"""

from __future__ import annotations

import logging
import re
from logging.handlers import RotatingFileHandler
from pathlib import Path

_NUMBER = re.compile(r"\+?\d(?:[ .-]?\d){8,}")
_MOST_BYTES = 1_000_000


class MaskNumbers(logging.Filter):
    """Replaces nine digits or more in a row by `#`."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Mask the record in place; always keeps it."""
        record.msg = _NUMBER.sub("#", record.getMessage())
        record.args = ()
        return True


def log_to(folder: Path) -> RotatingFileHandler | None:
    """Write the log into `folder`; None where the disk refuses: a log is never worth a call."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        handler = RotatingFileHandler(
            folder / "phonebank.log", maxBytes=_MOST_BYTES, backupCount=1, encoding="utf-8"
        )
    except OSError:
        return None
    handler.addFilter(MaskNumbers())
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
    root = logging.getLogger()
    root.addHandler(handler)
    root.setLevel(logging.WARNING)
    return handler
