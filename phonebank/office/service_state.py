"""Whether an office starts with its computer, and having it do so or not, without a terminal.

What systemd would do is read from the links it makes, so that looking asks nobody. A service of the
whole computer is root's to change: then the exact command is told.
"""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from phonebank.domain.errors import KnownError
from phonebank.office.account import own_account
from phonebank.office.service import (
    enabling,
    install_unit,
    program,
    unit_folder,
    unit_name,
)

_RUNNING = Path("/run/systemd/system")
_LINGERING = Path("/var/lib/systemd/linger")
_SECONDS = 90


@dataclass(frozen=True, slots=True)
class ServiceView:
    """How an office starts.

    `able`: this computer has systemd. `starts`: 'system' with the computer, 'user' with this
    person's session, '' with the window. `lingers`: this person's services start with the computer
    too. `changeable`: it can be changed from here; `command` is what root runs for what cannot.
    """

    able: bool
    starts: str
    lingers: bool
    changeable: bool
    command: str = ""

    @property
    def with_computer(self) -> bool:
        """Whether nobody has to sign in for the office to serve."""
        return self.starts == "system" or (self.starts == "user" and self.lingers)


def service_of(folder: Path) -> ServiceView:
    """How the office in `folder` starts now."""
    account = own_account()
    if sys.platform != "linux" or not _RUNNING.is_dir() or shutil.which("systemctl") is None:
        return ServiceView(able=False, starts="", lingers=False, changeable=False)
    starts = next((kind for kind in ("system", "user") if _link(folder, kind).is_symlink()), "")
    lingers = (_LINGERING / account.name).exists()
    if account.is_root:
        return ServiceView(True, starts, lingers, changeable=True)
    command = ""
    if starts == "system":
        command = _as_root(folder, "remove")
    elif starts == "user" and not lingers:
        command = shlex.join(("sudo", "loginctl", "enable-linger", account.name))
    elif not starts and not _has_session():
        command = _as_root(folder, "install", "--now")
    return ServiceView(True, starts, lingers, starts != "system" and _has_session(), command)


def start_with_computer(folder: Path, name: str, *, user: bool) -> Path:
    """Install the office's unit and switch it on; its file.

    Raises KnownError where systemd or its folder refuses; nothing is left then.
    """
    file = install_unit(folder, name, user=user)
    try:
        for command in enabling(file, user=user):
            told = _said(command.split(" "))
            # Whether this person's services may start without them is the administrator's word.
            if told and "enable-linger" not in command:
                raise KnownError(
                    f"systemd did not take the service ({told}): look at it with 'systemctl "
                    f"{'--user ' if user else ''}status {file.name}', then try again."
                )
    except KnownError:
        file.unlink(missing_ok=True)
        raise
    return file


def start_by_hand(folder: Path, *, user: bool) -> None:
    """Take the office's unit away; what runs goes on until the computer stops.

    Raises KnownError where systemd or its folder refuses.
    """
    place = unit_folder(user=user)
    file = place / unit_name(folder, place)
    words = ["systemctl", *(["--user"] if user else [])]
    told = _said([*words, "disable", file.name])
    try:
        file.unlink(missing_ok=True)
        _link(folder, "user" if user else "system").unlink(missing_ok=True)
    except OSError as error:
        raise KnownError(
            f"{file} cannot be removed ({error.strerror or told or error}): run this as root."
        ) from error
    _said([*words, "daemon-reload"])


def _link(folder: Path, kind: str) -> Path:
    target = "default.target.wants" if kind == "user" else "multi-user.target.wants"
    place = unit_folder(user=kind == "user")
    return place / target / unit_name(folder, place)


def _has_session() -> bool:
    """Whether this person has a systemd of their own to ask."""
    runtime = os.environ.get("XDG_RUNTIME_DIR", "")
    return bool(runtime) and (Path(runtime) / "systemd").is_dir()


def _as_root(folder: Path, *words: str) -> str:
    return shlex.join(("sudo", *program(), "--office", str(folder), "office", "service", *words))


def _said(command: list[str]) -> str:
    """Run a command of systemd's; what it says when it refuses, '' when it does as told."""
    try:
        done = subprocess.run(
            command, capture_output=True, text=True, timeout=_SECONDS, check=False
        )
    except (OSError, subprocess.SubprocessError) as error:
        return str(getattr(error, "strerror", "") or type(error).__name__)
    lines = [line.strip() for line in done.stderr.splitlines() if line.strip()]
    if done.returncode == 0:
        return ""
    return lines[-1].rstrip(".") if lines else f"code {done.returncode}"
