"""The office's server as a service of the system: it starts with the computer, nobody signed in.

A systemd unit runs `phonebank office start --foreground` (`service_running.py`), which keeps the
server up, tells systemd when it serves, and stops it in good order.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import sys
import unicodedata
from pathlib import Path

from phonebank.domain.errors import KnownError
from phonebank.office.account import own_account
from phonebank.office.settings import Environment

_SYSTEM = Path("/etc/systemd/system")
# A session may keep values as large and as many as it likes: half of the memory is the server's.
# Where that is used up it ends its connections and goes on; the computer would have stood still.
# No limit of starts: a database that repairs itself after a power cut and is ended meanwhile
# begins again.
_UNIT = """[Unit]
Description=Phonebank: the database of {name}
Documentation=man:systemd.service(5)
StartLimitIntervalSec=0
{order}
[Service]
Type=notify
{account}WorkingDirectory=/
Environment=PYTHONUNBUFFERED=1
{environment}ExecStart={command}
ExecReload=kill -HUP $MAINPID
KillMode=mixed
TimeoutStartSec=infinity
TimeoutStopSec=15min
Restart=on-failure
RestartSec=2
LimitCORE=0
MemoryMax=50%
OOMPolicy=continue
UMask=0077
{walls}
[Install]
WantedBy={target}
"""
_NETWORK = "After=network-online.target\nWants=network-online.target\n"
# The socket's folder is in /run or /tmp, so these stay what they are for everybody.
_WALLS = "ProtectSystem=full\nProtectKernelTunables=yes\nProtectControlGroups=yes\n"


def unit_name(folder: Path, place: Path) -> str:
    """The file name, among the units of `place`, of the unit of the office in `folder`."""
    sign = f"--office {quoted(str(folder))} office start"
    return f"{own_name('phonebank', folder, place, '.service', sign)}.service"


def own_name(kind: str, folder: Path, place: Path, ending: str, sign: str) -> str:
    """A name systemd accepts for a unit of `folder`, in which `sign` stands.

    It begins with `kind`; where `place` has a unit of that name for another folder, it is longer.
    """
    plain = unicodedata.normalize("NFKD", folder.name).encode("ascii", "ignore").decode().lower()
    slug = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
    short = f"{kind}-{slug or 'office'}"
    long = f"{short}-{hashlib.sha256(os.fsencode(folder)).hexdigest()[:8]}"
    if (place / f"{long}{ending}").exists():
        return long
    try:
        others = sign not in (place / f"{short}{ending}").read_text(encoding="utf-8")
    except FileNotFoundError:
        return short
    except (OSError, ValueError):
        return long
    return long if others else short


def unit_text(folder: Path, name: str, *, user: bool) -> str:
    """The systemd unit of the office `name` in `folder`, for the system or one person's session.

    A system's unit runs under the account that runs us; under the folder's owner where that is
    root, who installs it for somebody else.
    """
    known = Environment()
    kept = {"PHONEBANK_HOME": known.home, "PHONEBANK_PG_BIN": known.pg_bin}
    environment = "".join(
        f"Environment={quoted(f'{key}={value}', dollar='$')}\n"
        for key, value in kept.items()
        if value
    )
    words = [*program(), "--office", str(folder), "office", "start", "--foreground"]
    return _UNIT.format(
        name=" ".join(name.replace("%", "%%").split()),
        order="" if user else _NETWORK,
        account="" if user else f"User={_account_of(folder)}\n",
        environment=environment,
        command=" ".join(quoted(word) for word in words),
        walls="" if user else _WALLS,
        target="default.target" if user else "multi-user.target",
    )


def install_unit(folder: Path, name: str, *, user: bool, into: Path | None = None) -> Path:
    """Write the unit where systemd looks for it; what is still to be said is `enabling`.

    Raises KnownError where there is no systemd, or its folder may not be written.
    """
    if sys.platform != "linux":
        raise KnownError(
            "This computer has no systemd: start the office by the system's own means."
        )
    place = into or unit_folder(user=user)
    file = place / unit_name(folder, place)
    try:
        place.mkdir(parents=True, exist_ok=True)
        file.write_text(unit_text(folder, name, user=user), encoding="utf-8")
        file.chmod(0o644)
    except OSError as error:
        raise KnownError(
            f"{file} cannot be written ({error.strerror or error}): run this as root, or install "
            "it for your own session with --user."
        ) from error
    return file


def unit_folder(*, user: bool) -> Path:
    """Where systemd looks for units, of this person or of the computer."""
    return _user_folder() if user else _SYSTEM


def enabling(file: Path, *, user: bool) -> tuple[str, ...]:
    """The commands that start the service now and at each boot."""
    if user:
        return (
            "systemctl --user daemon-reload",
            f"systemctl --user enable --now {file.name}",
            f"loginctl enable-linger {own_account().name}",
        )
    return ("systemctl daemon-reload", f"systemctl enable --now {file.name}")


def _account_of(folder: Path) -> str:
    account = own_account()
    if account.is_root and folder.exists() and sys.platform != "win32":
        return folder.owner()
    return account.name


def _user_folder() -> Path:
    base = os.environ.get("XDG_CONFIG_HOME") or "~/.config"
    return Path(base).expanduser() / "systemd" / "user"


def program() -> list[str]:
    """How this very program is started: frozen, by its script, or as a module."""
    if getattr(sys, "frozen", False):
        return [sys.executable]
    script = Path(sys.executable).with_name("phonebank")
    if script.exists():
        return [str(script)]
    found = shutil.which("phonebank")
    return [found] if found else [sys.executable, "-m", "phonebank.cli"]


def quoted(word: str, dollar: str = "$$") -> str:
    """A word as systemd's unit files want it; only in commands is a dollar doubled."""
    plain = word.replace("%", "%%").replace("$", dollar)
    if all(letter.isalnum() or letter in "/._-+:=@,%$" for letter in plain):
        return plain
    escaped = plain.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
