"""Reading in a limited process: started, watched, ended; every way it can fail is one sentence.

The process (`reading_process`) gets a job and a private folder, and leaves its answer there. It
never touches the database: whatever a file does to it, nothing is written.
"""

from __future__ import annotations

import json
import logging
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from phonebank.domain.errors import BadInput, KnownError
from phonebank.intake.following import Following
from phonebank.intake.limits import Limits, limits_for, resident_bytes

if TYPE_CHECKING:
    from threading import Event

ANSWER, JOB = "answer.json", "job.json"
_ROOT = Path(__file__).resolve().parents[2]
"""Where the package can be imported from, in a checkout and in an installation."""
_PREFIX = "phonebank-reading-"
_STALE_SECONDS = 2 * 24 * 3600
"""No window stays open longer; a program's number may be another's by then."""
_TICK_SECONDS = 0.02
_LONGEST_ANSWER = 64 * 2**20
_FLAGS = 0x08000000 if sys.platform == "win32" else 0
"""CREATE_NO_WINDOW."""
_SECRETS = ("PHONEBANK", "PG", "SECRET", "TOKEN", "PASSWORD")


@contextmanager
def private_folder() -> Iterator[Path]:
    """A folder only this account may enter, gone at the end with what was read.

    Folders a killed program left behind go too. Raises KnownError when there is no room for one.
    """
    folder = folder_until_the_end()
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def folder_until_the_end() -> Path:
    """A folder only this account may enter; whoever asks removes it, and else who asks next.

    Folders a killed program left behind go now. Raises KnownError when there is no room for one.
    """
    _sweep()
    try:
        return Path(tempfile.mkdtemp(prefix=f"{_PREFIX}{os.getpid()}-"))
    except OSError as error:
        raise KnownError(f"There is no room to read files in: {error.strerror}.") from None


def read_in_process(
    path: Path,
    size: int,
    job: Mapping[str, Any],
    folder: Path,
    cancel: Event | None = None,
    limits: Limits | None = None,
) -> dict[str, Any]:
    """Have `job` done on the file `path` (of `size` bytes) and give its answer.

    Raises BadInput, with a sentence, for whatever the file did to the process, Cancelled,
    KnownError when no process can be started or there is no room on the disk.
    """
    held = limits or limits_for(size, zipped=_is_zip(path))
    told = {
        **job,
        "path": os.fspath(path.absolute()),
        "name": path.name,
        "memory_bytes": held.memory_bytes,
        "seconds": held.seconds,
        "disk_bytes": held.disk_bytes,
    }
    try:
        (folder / JOB).write_text(json.dumps(told), "utf-8")
        process = _start(folder)
    except OSError as error:
        raise KnownError(f"The reading of files cannot be started: {error.strerror}.") from None
    try:
        _watch(process, path.name, held, Following(cancel=cancel))
    finally:
        _kill(process)
    return _answer(folder, path.name)


def _watch(
    process: subprocess.Popen[bytes], name: str, limits: Limits, following: Following
) -> None:
    """Wait for the process to end by itself. Raises BadInput when it will not, Cancelled."""
    until = time.monotonic() + limits.wall_seconds
    while True:
        with suppress(subprocess.TimeoutExpired):
            process.wait(_TICK_SECONDS)
            return
        following.check()
        if time.monotonic() > until:
            raise BadInput(
                f"{name} takes more than {limits.wall_seconds:.0f} seconds to read: it is damaged, "
                "or not a table. Nothing was imported; export it again as CSV."
            )
        if resident_bytes(process.pid) > limits.memory_bytes:
            raise _too_much(name)


def _answer(folder: Path, name: str) -> dict[str, Any]:
    file = folder / ANSWER
    try:
        if file.stat().st_size > _LONGEST_ANSWER:
            raise _too_much(name)
        answer = json.loads(file.read_text("utf-8"))
    except (OSError, ValueError):
        # It ended without a word: out of memory or of time, which the system ends like a crash.
        raise _too_much(name) from None
    if "refused" in answer:
        raise BadInput(str(answer["refused"]))
    if "trouble" in answer:
        raise KnownError(str(answer["trouble"]))
    if "fault" in answer:
        logging.getLogger(__name__).error("reading a file failed\n%s", answer["fault"])
        raise BadInput(
            f"{name} cannot be read: it is damaged, or of a form this program does not know. "
            "Nothing was imported; export it again as CSV."
        )
    return dict(answer["answer"])


def _too_much(name: str) -> BadInput:
    return BadInput(
        f"{name} needs far more memory or time than a table of its size: it is damaged, or made to "
        "do harm. Nothing was imported; export it again as CSV."
    )


def _start(folder: Path) -> subprocess.Popen[bytes]:
    kept = {
        name: value
        for name, value in os.environ.items()
        if not any(word in name.upper() for word in _SECRETS)
    }
    return subprocess.Popen(
        [sys.executable, "-m", "phonebank.intake.reading_process", os.fspath(folder)],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        cwd=_ROOT,
        env=kept | {"POLARS_MAX_THREADS": "2", "TMPDIR": os.fspath(folder)},
        start_new_session=True,
        creationflags=_FLAGS,
    )


def _kill(process: subprocess.Popen[bytes]) -> None:
    if process.poll() is None:
        if sys.platform == "win32":
            process.kill()
        else:
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def _is_zip(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            return file.read(4) == b"PK\x03\x04"
    except OSError:
        return False


def _sweep() -> None:
    """Remove what a program that was killed could not."""
    before = time.time() - _STALE_SECONDS
    for left in Path(tempfile.gettempdir()).glob(f"{_PREFIX}*"):
        with suppress(OSError, ValueError):
            maker = left.name.removeprefix(_PREFIX).partition("-")[0]
            if left.stat().st_mtime < before or not _lives(int(maker)):
                shutil.rmtree(left, ignore_errors=True)


def _lives(pid: int) -> bool:
    if sys.platform == "win32":
        return True  # asking there would end it
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except (OSError, OverflowError):
        return True
    return True
