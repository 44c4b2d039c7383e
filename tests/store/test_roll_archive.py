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


@pytest.fixture
def town(database: URL) -> Iterator[Town]:
    made = Town(database)
    yield made
    made.store.close()


def archive(folder: Path, *, later: bool) -> Path:
    """648 communes of three voters; in the later edition one leaves and one comes in each."""
    day = "01-09-2026" if later else "06-02-2026"
    file = folder / f"listes-{day}.zip"
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
        for place in range(COMMUNES):
            code = f"{95_000 + place}"
            electors = [
                Elector("ROY", "Gaëlle", order="1", commune=code),
                Elector("PETIT", "Louise", "03/04/1990", order="2", number="9", commune=code),
                Elector("COLIN", "Marc", "12/11/1970", order="3", number="10", commune=code)
                if not later
                else Elector("NGUYEN", "Lan", "01/01/2008", order="3", commune=code),
            ]
            text = "\n".join([HEADER, *(each.line() for each in electors)]) + "\n"
            packed.writestr(f"ListesArretees-com{code}-{day}-10h15.csv", text)
    return file


def test_648_communes_in_one_archive_are_648_rolls(town: Town, tmp_path: Path) -> None:
    done = import_roll(town.store, archive(tmp_path, later=False), objection_key=KEY)
    assert (done.rows, done.people_new, done.refused) == (3 * COMMUNES, 3 * COMMUNES, 0)
    assert town.one("select count(*) from pb.roll_edition") == COMMUNES
    assert town.one("select count(*) from pb.bureau") == COMMUNES
    # One name, birth date and street in every commune: as many people as communes.
    assert town.one("select count(*) from pb.person where birth_name = 'Roy'") == COMMUNES
    done = import_roll(town.store, archive(tmp_path, later=True), objection_key=KEY)
    assert (done.people_new, done.people_changed) == (COMMUNES, 0)
    assert (done.people_unchanged, done.departed) == (2 * COMMUNES, COMMUNES)


def test_a_roll_that_holds_telephones_says_so(town: Town, tmp_path: Path) -> None:
    file = tmp_path / "com95999-06-02-2026.csv"
    rows = [Elector("ROY", "Gaëlle"), Elector("PETIT", "Louise", "03/04/1990", order="2")]
    lines = [f"{row.line()};{phone};" for row, phone in zip(rows, ("0639981234", ""), strict=True)]
    file.write_text("\n".join([HEADER + ";PORTABLE;MAIL", *lines]) + "\n", encoding="utf-8")
    done = import_roll(town.store, file, objection_key=KEY)
    assert (done.people_new, done.contact_rows) == (2, 1)
    assert town.one("select count(*) from pb.line") == 0
