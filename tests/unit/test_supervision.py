"""Whose the places beside the room are: the owners', once an office is hosted and one is known."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest

from phonebank.office.settings import write_toml
from phonebank.store.room import RoomOffice
from phonebank.supervision import owns

NOW = datetime(2026, 3, 3, 18, 0, tzinfo=UTC)


@dataclass
class Place:
    """What `owns` looks at of an office."""

    folder: Path
    owned: bool = True
    cluster: object | None = "its own"


def seen(kind: str, owners: int) -> RoomOffice:
    return RoomOffice("Essai", False, "Europe/Paris", "Nadia", NOW, None, None, kind, owners)


@pytest.mark.parametrize(
    ("hosted", "kind", "owners", "shown"),
    [
        (False, "supervisor", 0, True),
        (False, "supervisor", 1, True),
        (True, "supervisor", 0, True),
        (True, "supervisor", 1, False),
        (True, "owner", 1, True),
        (False, "owner", 1, True),
    ],
)
def test_a_hosted_office_with_an_owner_shows_them_to_its_owners_only(
    tmp_path: Path, hosted: bool, kind: str, owners: int, shown: bool
) -> None:
    if hosted:
        write_toml(
            tmp_path / "hosting.toml",
            {"addresses": "127.0.0.1", "ranges": "127.0.0.0/8", "hosts": "127.0.0.1", "port": 5432},
        )
    assert owns(Place(tmp_path), seen(kind, owners)) is shown  # type: ignore[arg-type]


def test_an_office_on_a_server_counts_as_hosted_and_a_joined_desk_shows_nothing(
    tmp_path: Path,
) -> None:
    server = Place(tmp_path, cluster=None)
    assert not owns(server, seen("supervisor", 1))  # type: ignore[arg-type]
    assert owns(server, seen("owner", 1))  # type: ignore[arg-type]
    assert not owns(Place(tmp_path, owned=False), seen("owner", 1))  # type: ignore[arg-type]
