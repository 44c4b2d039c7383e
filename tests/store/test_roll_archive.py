"""A whole region's roll: one archive with a file a commune."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import URL

from phonebank.intake.run import import_roll
from tests.rolls import HEADER, Elector
from tests.store.test_import_road import KEY, Town

COMMUNES = 648
SETTLED = 30
"""Voters of each commune who stay."""


@pytest.fixture
def town(database: URL) -> Iterator[Town]:
    made = Town(database)
    yield made
    made.store.close()


def archive(folder: Path, *, later: bool) -> Path:
    """648 communes; in the later edition one voter leaves and one comes in each."""
    day = "01-09-2026" if later else "06-02-2026"
    file = folder / f"listes-{day}.zip"
    with zipfile.ZipFile(file, "w") as packed:
        for place in range(COMMUNES):
            code = f"{95_000 + place}"
            electors = [
                Elector("ROY", "Gaëlle", order=str(order), number=str(order), commune=code)
                for order in range(1, SETTLED + 1)
            ]
            last = (
                Elector("NGUYEN", "Lan", "01/01/2008")
                if later
                else Elector("COLIN", "Marc", "12/11/1970", number="99")
            )
            electors.append(last.but(order="31", commune=code))
            text = "\n".join([HEADER, *(each.line() for each in electors)]) + "\n"
            packed.writestr(f"ListesArretees-com{code}-{day}-10h15.csv", text)
    return file


def test_648_communes_in_one_archive_are_648_rolls(town: Town, tmp_path: Path) -> None:
    done = import_roll(town.store, archive(tmp_path, later=False), objection_key=KEY)
    people = (SETTLED + 1) * COMMUNES
    assert (done.rows, done.people_new, done.refused) == (people, people, 0)
    assert town.one("select count(*) from pb.roll_edition") == COMMUNES
    assert town.one("select count(*) from pb.bureau") == COMMUNES
    # One name and birth date at thirty doors of every commune: as many people.
    namesakes = "select count(*) from pb.person where birth_name = 'Roy'"
    assert town.one(namesakes) == SETTLED * COMMUNES
    done = import_roll(town.store, archive(tmp_path, later=True), objection_key=KEY)
    assert (done.people_new, done.people_changed) == (COMMUNES, 0)
    assert (done.people_unchanged, done.departed) == (SETTLED * COMMUNES, COMMUNES)


def test_a_roll_that_holds_telephones_says_so(town: Town, tmp_path: Path) -> None:
    file = tmp_path / "com95999-06-02-2026.csv"
    rows = [Elector("ROY", "Gaëlle"), Elector("PETIT", "Louise", "03/04/1990", order="2")]
    lines = [f"{row.line()};{phone};" for row, phone in zip(rows, ("0639981234", ""), strict=True)]
    file.write_text("\n".join([HEADER + ";PORTABLE;MAIL", *lines]) + "\n", encoding="utf-8")
    done = import_roll(town.store, file, objection_key=KEY)
    assert (done.people_new, done.contact_rows) == (2, 1)
    assert town.one("select count(*) from pb.line") == 0
