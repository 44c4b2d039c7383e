"""A nightly backup where an office runs without a window: a timer of the system (systemd)."""

from __future__ import annotations

import os
import shlex
import sys
from dataclasses import dataclass
from pathlib import Path

from phonebank.domain.errors import KnownError
from phonebank.office.account import own_account
from phonebank.office.service import own_name, quoted
from phonebank.office.settings import Environment, private_folder

_SERVICE = """\
[Unit]
Description=Phonebank: sealed backup of the office {name}

[Service]
Type=oneshot
{environment}EnvironmentFile=-{secret}
ExecStart={command} office backup --verify --office {office}
"""

_TIMER = """\
[Unit]
Description=Phonebank: nightly backup of the office {name}

[Timer]
OnCalendar=*-*-* 03:30:00
RandomizedDelaySec=20min
Persistent=true

[Install]
WantedBy=timers.target
"""


@dataclass(frozen=True, slots=True)
class Schedule:
    """The files written, the command that switches the timer on, and where a passphrase goes.

    `linger` is the command that has it run while nobody is signed in, too.
    """

    files: tuple[Path, ...]
    switch_on: str
    linger: str
    passphrase_file: Path


def write_schedule(name: str, office: str, owners: Path, home: Path) -> Schedule:
    """Write a user timer that backs up the office `name`, `--office office`, each night.

    `owners` is the owner's folder, `home` Phonebank's. Raises KnownError without systemd.
    """
    if sys.platform != "linux":
        raise KnownError(
            "Only Linux has systemd's timers: on this computer, have the system's own scheduler "
            "run 'phonebank office backup --verify' each night."
        )
    config = Path(os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config")
    folder = private_folder(config / "systemd" / "user")
    sign = f"office backup --verify --office {quoted(office)}\n"
    unit = own_name("phonebank-backup", owners, folder, ".service", sign)
    secret = owners / "backup.env"
    kept = {"PHONEBANK_HOME": home}
    if (programs := Environment().pg_bin) is not None:
        kept["PHONEBANK_PG_BIN"] = programs
    values = {
        "name": name.replace("\n", " ").replace("%", "%%"),
        "environment": "".join(
            f"Environment={quoted(f'{key}={value}', dollar='$')}\n" for key, value in kept.items()
        ),
        "secret": str(secret).replace("%", "%%"),
        "command": f"{quoted(sys.executable)} -m phonebank.cli",
        "office": quoted(office),
    }
    files = (folder / f"{unit}.service", folder / f"{unit}.timer")
    try:
        for file, text in zip(files, (_SERVICE, _TIMER), strict=True):
            file.write_text(text.format_map(values), encoding="utf-8")
    except OSError as error:
        raise KnownError(
            f"The timer cannot be written in {folder} ({error.strerror or error}): check the "
            "folder's rights."
        ) from error
    return Schedule(
        files,
        switch_on=f"systemctl --user enable --now {shlex.quote(unit)}.timer",
        linger=f"loginctl enable-linger {shlex.quote(own_account().name)}",
        passphrase_file=secret,
    )
