"""The small private folder in which the server's Unix socket stands.

A socket's path may not be longer than about 100 bytes, and an office's folder may: so the socket
lives apart, under the folder of the system for such things.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import secrets
import stat
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from phonebank.domain.errors import KnownError
from phonebank.office.account import Account, give

if TYPE_CHECKING:
    from collections.abc import Iterator

#: Linux has 107 bytes for a socket's path, macOS 103.
LONGEST = 103
PORT = 5432
_SOCKET = f".s.PGSQL.{PORT}"


def _parents() -> Iterator[Path]:
    if sys.platform == "win32":
        return
    if os.geteuid() == 0:
        yield Path("/run")
    else:
        runtime = os.environ.get("XDG_RUNTIME_DIR", "")
        if runtime and Path(runtime).is_dir() and Path(runtime).stat().st_uid == os.getuid():
            yield Path(runtime)
        yield Path(tempfile.gettempdir())
    yield Path("/tmp")  # noqa: S108 - the folder made inside is private and checked


def _is_private(folder: Path, account: Account) -> bool:
    about = folder.lstat()
    return (
        stat.S_ISDIR(about.st_mode)
        and about.st_uid == account.uid
        and not about.st_mode & (stat.S_IRWXG | stat.S_IRWXO)
    )


def socket_folder(data: Path, account: Account) -> Path:
    """Make, or find again, the private folder for the socket of the server of `data`.

    A folder of that name that belongs to somebody else is never used. Raises KnownError when no
    folder can be made.
    """
    name = _name(data)
    for parent in _parents():
        for folder in (parent / name, parent / f"{name}-{secrets.token_hex(3)}"):
            if len(os.fsencode(folder / _SOCKET)) > LONGEST:
                continue
            try:
                folder.mkdir(mode=0o700)
                give(folder, account)
            except FileExistsError:
                pass
            except OSError:
                continue
            if _is_private(folder, account):
                return folder
    raise KnownError(
        "No private folder for the database's connection could be made under "
        f"{', '.join(str(parent) for parent in _parents())}: make one of them writable, or set "
        "TMPDIR to a folder with a short name."
    )


def _name(data: Path) -> str:
    return "phonebank-" + hashlib.sha256(str(data.resolve()).encode()).hexdigest()[:12]


def clear(folder: Path) -> None:
    """Remove what a server that died left in its socket folder."""
    for file in folder.glob(".s.PGSQL.*"):
        file.unlink(missing_ok=True)


def remove(folder: str) -> None:
    """Remove the folder of a server that was stopped; one that is still used stays."""
    with contextlib.suppress(OSError):
        Path(folder).rmdir()


def discard(data: Path, account: Account) -> None:
    """Remove the socket folder of a server that is gone for good."""
    for parent in _parents():
        folder = parent / _name(data)
        if folder.exists() and _is_private(folder, account):
            clear(folder)
            remove(str(folder))
