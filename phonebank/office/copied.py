"""A copy of an office's folder whose data stands elsewhere: it names the data of the first one.

Where root hosts an office, its data stands outside its folder. A copy of that folder would open,
stop or remove the very database of the office it was taken from, whose windows it does not know.
"""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from phonebank.domain.errors import KnownError
from phonebank.office.settings import read_toml, write_toml

_NOTE = "folder.toml"


def refuse_copy(folder: Path, place: Path) -> None:
    """Raise KnownError where the data in `place` is another folder's; a renamed one is noted."""
    if place == folder or not place.is_dir():
        return
    noted = _noted(place)
    if noted is not None and _same(noted, folder):
        return
    if noted is not None and read_toml(noted / "cluster.toml").get("place") == str(place):
        raise KnownError(
            f"{folder} is a copy of {noted}, and has no database of its own: open that one, or "
            "restore a backup into a new folder."
        )
    write_toml(place / _NOTE, {"folder": str(folder)})


def _noted(place: Path) -> Path | None:
    with suppress(KnownError):
        named = read_toml(place / _NOTE).get("folder")
        return Path(named) if isinstance(named, str) else None
    return None


def _same(one: Path, other: Path) -> bool:
    try:
        return one.samefile(other)
    except OSError:
        return one == other
