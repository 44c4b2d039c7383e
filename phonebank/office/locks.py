"""Locks that the operating system frees by itself when a window crashes.

A lock is an exclusive hold on a small file. It belongs to the open file, so two windows of one
program compete like two programs; nothing is ever read from the file itself.
"""

from __future__ import annotations

import contextlib
import os
import sys
import time
from typing import TYPE_CHECKING, Self

from phonebank.domain.errors import KnownError
from phonebank.office.account import give_like
from phonebank.office.settings import private_folder

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

if sys.platform == "win32":
    import msvcrt

    def _hold(descriptor: int) -> None:
        os.lseek(descriptor, 0, os.SEEK_SET)
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def _hold(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)


_MOST_SHARES = 200


class Lock:
    """One held lock; `release()` or the end of the process frees it."""

    def __init__(self, descriptor: int, file: Path) -> None:
        self._descriptor: int | None = descriptor
        self.file = file

    @classmethod
    def try_hold(cls, file: Path) -> Self | None:
        """Hold `file`, or None when somebody does. Raises KnownError when it cannot be made."""
        try:
            new = not file.exists()
            descriptor = os.open(file, os.O_RDWR | os.O_CREAT, 0o600)
        except OSError as error:
            raise KnownError(
                f"{file} cannot be written ({error.strerror or error}): check the folder's "
                "rights and the space left on the disk."
            ) from error
        if new:
            give_like(file, file.parent)
        try:
            _hold(descriptor)
        except OSError:
            os.close(descriptor)
            return None
        return cls(descriptor, file)

    def release(self) -> None:
        """Let others hold the file; a second call does nothing."""
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None


@contextlib.contextmanager
def turn(folder: Path, seconds: float = 20.0) -> Iterator[None]:
    """Be the only one who starts or stops the office in `folder`.

    Raises KnownError when another window keeps its turn longer than `seconds`.
    """
    file = private_folder(folder) / "turn.lock"
    until = time.monotonic() + seconds
    while (lock := Lock.try_hold(file)) is None:
        if time.monotonic() > until:
            raise KnownError(
                "Another window has been opening or closing this office for too long: wait a "
                "minute, then try again."
            )
        time.sleep(0.02)
    try:
        yield
    finally:
        lock.release()


def take_numbered(folder: Path, name: str) -> tuple[int, Lock]:
    """The first free number, from 1, of the files `<name>-<number>.lock`, and its lock."""
    private_folder(folder)
    for number in range(1, _MOST_SHARES + 1):
        if (lock := Lock.try_hold(folder / f"{name}-{number}.lock")) is not None:
            return number, lock
    raise KnownError(
        f"{_MOST_SHARES} windows of this office are open already: close one and try again."
    )


def count_held(folder: Path, name: str) -> int:
    """How many of the files `<name>-<number>.lock` in `folder` are held by a living program."""
    held = 0
    for file in folder.glob(f"{name}-*.lock"):
        lock = Lock.try_hold(file)
        if lock is None:
            held += 1
        else:
            lock.release()
    return held
