"""A real office made in one go, or refused before anything is made."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from phonebank.domain.errors import BadInput
from phonebank.office.cluster import Cluster
from phonebank.office.office import office_status
from phonebank.office.opening_day import NewOffice, make_office
from phonebank.store.house import house_of
from phonebank.store.owner import OwnerStore

NEW = NewOffice(
    "Valmont Ensemble",
    "Indian/Reunion",
    "Liste Valmont",
    "droits@valmont.example",
    "Odile",
    "cerise-moulin-93",
    "Nadia",
    "prune-chemin-47",
)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setenv("PHONEBANK_HOME", str(tmp_path / "home"))
    where = tmp_path / "home" / "offices" / "valmont-ensemble"
    yield where
    Cluster(where).destroy()


def test_the_office_is_there_with_its_facts_and_its_people(folder: Path) -> None:
    told: list[str] = []
    with make_office(NEW, progress=told.append) as office, OwnerStore(office.owner_url) as owner:
        assert office.folder == folder
        assert not office.practice
        house = house_of(office.owner_url)
        assert (house.name, house.time_zone) == ("Valmont Ensemble", "Indian/Reunion")
        assert (house.controller, house.rights_contact) == (
            "Liste Valmont",
            "droits@valmont.example",
        )
        kinds = {each.name: each.kind for each in owner.team.people()}
        assert kinds == {"Odile": "owner", "Nadia": "supervisor"}
    assert told
    assert office_status(folder).ready


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"name": "…"}, "no name for an office"),
        ({"time_zone": "Europe/Berlin"}, "no time zone|not a time zone"),
        ({"owner": " "}, "1 to 60 letters"),
        ({"owner_password": "court"}, "12 characters"),
        ({"owner_password": "motdepasse12345"}, "among the first"),
        ({"supervisor": "odile"}, "already called"),
        ({"supervisor_password": "trop court"}, "12 characters"),
    ],
)
def test_what_cannot_be_used_is_refused_before_anything_is_made(
    folder: Path, wrong: dict[str, str], words: str
) -> None:
    with pytest.raises(BadInput, match=words):
        make_office(replace(NEW, **wrong))
    assert not folder.exists()
