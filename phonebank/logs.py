"""The program's log: what happened, never to whom.

An error is written as where it came from, without its words: a database's may quote a row. What
other libraries say is kept without the values they put in. A filter masks whatever still looks
like a number. The file stays on this computer, in the folder of local state, and never grows
beyond two megabytes.
"""

from __future__ import annotations

import logging
import re
import sys
import threading
from contextlib import suppress
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import TracebackType

from phonebank.domain.report import report_of

_NUMBER = re.compile(r"\+?\d(?:[ .-]?\d){8,}")
_MOST_BYTES = 1_000_000
_OURS = "phonebank"

_log = logging.getLogger(__name__)


class MaskNumbers(logging.Filter):
    """Replaces nine digits or more in a row by `#`; a library's values stay out."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Mask the record in place; always keeps it."""
        ours = record.name.split(".")[0] == _OURS
        record.msg = _NUMBER.sub("#", record.getMessage() if ours else str(record.msg))
        record.args = ()
        return True


class _Places(logging.Formatter):
    """Writes an error as where it came from; nothing else, not even its kind's own words."""

    def format(self, record: logging.LogRecord) -> str:
        record.exc_text = None
        return super().format(record)

    def formatException(  # noqa: N802 - the library's name
        self,
        ei: tuple[type[BaseException], BaseException, TracebackType | None]
        | tuple[None, None, None],
    ) -> str:
        return report_of(ei[1]) if ei[1] is not None else ""


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
    handler.setFormatter(_Places("%(asctime)s %(levelname)s %(name)s %(message)s"))
    root = logging.getLogger()
    root.addHandler(handler)
    root.setLevel(logging.WARNING)
    return handler


def tell_crashes() -> None:
    """From now on an error nobody caught is told and logged as where it came from, on any thread.

    A session's own record of what programs print would keep its words for ever.
    """
    sys.excepthook = _on_crash
    threading.excepthook = _on_thread_crash
    leave_no_image()


def leave_no_image() -> None:
    """A crash of this program, or of what it starts, leaves no image of its memory on the disk."""
    if sys.platform == "win32":
        return
    import resource

    resource.setrlimit(resource.RLIMIT_CORE, (0, resource.getrlimit(resource.RLIMIT_CORE)[1]))
    # Where a program of the system takes images the limit counts for nothing: they hold nothing.
    with suppress(OSError):
        Path("/proc/self/coredump_filter").write_text("0", "ascii")


def tell_crash(error: BaseException) -> None:
    """Log an error nobody caught and tell it on stderr: where it came from, never its words."""
    report = report_of(error)
    _log.error("an error nobody expected\n%s", report)
    if sys.stderr is not None:
        sys.stderr.write(f"An error nobody expected; please send this report:\n{report}\n")


def _on_crash(
    _kind: type[BaseException], error: BaseException, _trace: TracebackType | None
) -> None:
    tell_crash(error)


def _on_thread_crash(told: threading.ExceptHookArgs) -> None:
    if told.exc_value is not None:
        tell_crash(told.exc_value)
