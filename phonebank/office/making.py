"""Making the data folder of a new server: complete, or not there at all."""

from __future__ import annotations

import os
import shutil
import sys
from typing import TYPE_CHECKING

from phonebank.domain.errors import KnownError
from phonebank.office import configuration
from phonebank.office.account import Account, give
from phonebank.office.programs import run
from phonebank.office.troubles import explain

if TYPE_CHECKING:
    from pathlib import Path

    from phonebank.office.binaries import Binaries

OWNER = configuration.OWNER
#: The database of the office.
DATABASE = "phonebank"
_SECONDS = 120


def write_for(file: Path, text: str, account: Account) -> None:
    """Replace `file` by `text`, readable by `account` only. Raises KnownError when it cannot."""
    fresh = file.with_name(f"{file.name}.fresh")
    try:
        fresh.unlink(missing_ok=True)
        descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8", newline="\n") as stream:
            stream.write(text)
            stream.flush()
            os.fsync(stream.fileno())
        give(fresh, account)
        fresh.replace(file)
    except OSError as error:
        raise explain(str(error), file.parent, "written") from error


def server_folder(folder: Path, account: Account) -> Path:
    """Make `folder` for `account` alone. Raises KnownError when it cannot."""
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        if not folder.exists():
            folder.mkdir(mode=0o700)
            give(folder, account)
    except OSError as error:
        raise KnownError(
            f"The folder {folder} cannot be made ({error.strerror or error}): choose a folder "
            "you may write to, on a disk with room."
        ) from error
    return folder


def _locale(binaries: Binaries) -> list[str]:
    # Letters compare by code point: the same everywhere, and an index survives a system upgrade.
    # Lists for people are sorted by a French collation where they are read.
    if binaries.major >= 17:
        return ["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"]
    return ["--locale=C.UTF-8" if sys.platform == "linux" else "--locale=C"]


def initialise(
    data: Path, binaries: Binaries, account: Account, *, client: Account, password: str | None
) -> None:
    """Make the data folder `data`, with the role and the database `phonebank` in it.

    `client` is the account of the system admitted as the owner; with a `password` the server will
    be reached over 127.0.0.1 instead. What an earlier, broken attempt left is removed first.
    Raises KnownError, leaving nothing behind.
    """
    making = data.with_name(f"{data.name}.making")
    secret = data.with_name(f"{data.name}.secret")
    try:
        shutil.rmtree(making, ignore_errors=True)
        server_folder(making, account)
        argv: list[str | Path] = [
            binaries.program("initdb"),
            "--pgdata",
            making,
            f"--username={OWNER}",
            "--encoding=UTF8",
            *_locale(binaries),
            "--data-checksums",
            "--no-instructions",
        ]
        if password is None:
            argv += ["--auth-local=peer", "--auth-host=reject"]
        else:
            write_for(secret, password + "\n", account)
            argv += ["--auth=scram-sha-256", f"--pwfile={secret}"]
        made = run(account, argv, seconds=_SECONDS)
        if made.code != 0:
            raise explain(made.output, data.parent, "made")
        with (making / "postgresql.conf").open("a", encoding="utf-8") as stream:
            stream.write(f"\ninclude_if_exists = '{configuration.FILE}'\n")
        write_for(making / "pg_hba.conf", configuration.admission(local=password is None), account)
        write_for(
            making / "pg_ident.conf", configuration.identities([(client.name, OWNER)]), account
        )
        # A server of one: the database exists before anybody can connect.
        created = run(
            account,
            [binaries.program("postgres"), "--single", "-D", making, "postgres"],
            seconds=_SECONDS,
            stdin=f"create database {DATABASE}\n",
        )
        if created.code != 0 or "ERROR" in created.output or "FATAL" in created.output:
            raise explain(created.output, data.parent, "made")
        making.rename(data)
    except OSError as error:
        raise explain(str(error), data.parent, "made") from error
    finally:
        secret.unlink(missing_ok=True)
        shutil.rmtree(making, ignore_errors=True)


def _set_aside(data: Path) -> list[Path]:
    return sorted(data.parent.glob(f"{data.name}.[0-9]*"))


def put_back(data: Path) -> None:
    """Where an upgrade was cut off between taking the old data away and the new one: undo it."""
    former = _set_aside(data)
    if former and not data.exists():
        former[-1].rename(data)


def drop_former(data: Path) -> None:
    """Remove the old data an upgrade has kept, once the new server has answered."""
    for former in _set_aside(data):
        shutil.rmtree(former, ignore_errors=True)
