"""The mark of an office that has moved away, so that nobody calls from a copy left behind."""

from __future__ import annotations

from typing import TYPE_CHECKING

from phonebank.domain.errors import KnownError
from phonebank.office.settings import read_toml, write_toml

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

_FILE = "moved.toml"


def write_moved(folder: Path, to: str, at: datetime) -> None:
    """Mark the office of the owner's folder `folder` as moved to `to`."""
    write_toml(folder / _FILE, {"to": to, "at": at.isoformat(timespec="seconds")})


def refuse_moved(folder: Path) -> None:
    """Raise KnownError, saying where it is, when the office of `folder` has moved away."""
    if to := left_by(folder):
        raise moved_away(to)


def left_by(folder: Path) -> str:
    """Where the office of `folder` moved and when, as it is said; '' where it did not."""
    moved = read_toml(folder / _FILE)
    return f"{moved.get('to')} on {str(moved.get('at'))[:10]}" if moved else ""


def moved_away(to: str) -> KnownError:
    """What is said where an office was before it moved `to` another place."""
    return KnownError(f"This office moved to {to}: open it there with --office.")
