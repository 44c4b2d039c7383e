"""Which account of the operating system runs the database server.

PostgreSQL refuses to run as root, so root lends the work to an unprivileged account; everybody else
runs it as themselves.
"""

from __future__ import annotations

import getpass
import os
import stat
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

from phonebank.domain.errors import KnownError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_LENT_TO = ("postgres", "nobody")


@dataclass(frozen=True, slots=True)
class Account:
    """An account of this computer; `uid` and `gid` are None where there are no such numbers."""

    name: str
    uid: int | None
    gid: int | None

    @property
    def is_root(self) -> bool:
        """Whether this is the administrator's account, which PostgreSQL refuses."""
        return self.uid == 0


def own_account() -> Account:
    """The account this program runs under.

    Raises KnownError when the computer has no name for it: PostgreSQL could not start.
    """
    if sys.platform == "win32":
        return Account(getpass.getuser(), None, None)
    import pwd

    uid = os.geteuid()
    try:
        entry = pwd.getpwuid(uid)
    except KeyError as error:
        raise KnownError(
            f"This computer has no account with the number {uid}, and PostgreSQL needs one: "
            "start Phonebank from an ordinary account."
        ) from error
    return Account(entry.pw_name, uid, os.getegid())


def server_account(data: Path | None = None) -> Account:
    """The account that runs the server whose data folder is `data`.

    For root it is the owner of existing data, else `postgres`, else `nobody`. Raises KnownError
    when root finds neither.
    """
    account = own_account()
    if sys.platform == "win32" or not account.is_root:
        return account
    import pwd

    if data is not None and data.exists() and (owner := data.stat().st_uid) != 0:
        try:
            entry = pwd.getpwuid(owner)
        except KeyError:
            return Account(str(owner), owner, data.stat().st_gid)
        return Account(entry.pw_name, entry.pw_uid, entry.pw_gid)
    for name in _LENT_TO:
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        return Account(entry.pw_name, entry.pw_uid, entry.pw_gid)
    raise KnownError(
        "PostgreSQL refuses to run as root and this computer has neither the account 'postgres' "
        "nor 'nobody': start Phonebank from an ordinary account."
    )


def _ancestors(path: Path) -> Iterator[Path]:
    for folder in (path, *path.parents):
        if folder.exists():
            yield folder


def can_reach(account: Account, folder: Path) -> bool:
    """Whether `account` may pass through every folder that leads to `folder`, itself included."""
    if sys.platform == "win32" or account.uid is None or account.uid == os.geteuid():
        return True
    for step in _ancestors(folder.resolve()):
        about = step.stat()
        if about.st_uid == account.uid:
            allowed = about.st_mode & stat.S_IXUSR
        elif about.st_gid == account.gid:
            allowed = about.st_mode & stat.S_IXGRP
        else:
            allowed = about.st_mode & stat.S_IXOTH
        if not allowed:
            return False
    return True


def give(path: Path, account: Account) -> None:
    """Make `account` the owner of `path`; nothing happens unless we are root."""
    if sys.platform != "win32" and os.geteuid() == 0 and account.uid is not None:
        os.chown(path, account.uid, -1 if account.gid is None else account.gid)


def give_like(path: Path, model: Path) -> None:
    """Make the owner of `model` the owner of `path`: root leaves no file others cannot open."""
    if sys.platform != "win32" and os.geteuid() == 0:
        about = model.stat()
        os.chown(path, about.st_uid, about.st_gid)
