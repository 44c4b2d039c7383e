"""An erased person does not come back with the roll they stand on."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import URL

from phonebank.domain.errors import KnownError
from phonebank.intake.run import import_roll
from phonebank.office.card import OfficeCard
from phonebank.office.erasure import erase_person
from phonebank.office.office import Office
from phonebank.office.secret import objection_key
from phonebank.store.intake import IntakeStore
from tests.offices import SmallOffice

SAMPLES = Path(__file__).resolve().parents[2].parent / "shared" / "samples"
ROLL = SAMPLES / "ListesArretees-com95999-06-02-2026-10h15.csv"


def test_an_erased_person_does_not_come_back_with_the_roll(database: URL, tmp_path: Path) -> None:
    card = OfficeCard("Essai", practice=True, created="", ready=True)
    office = Office(card, None, database, folder=tmp_path)
    small, store = SmallOffice(database), IntakeStore(database)
    try:
        key = objection_key(office)
        import_roll(store, ROLL, objection_key=key)
        people = small.value("select count(*) from pb.person")
        person = small.value(
            "select min(id) from pb.person where birth_day > 0 group by identity_key"
            " having count(*) = 1 limit 1"
        )
        identity = small.value("select identity_key from pb.person where id = :p", p=person)
        erase_person(office, person, "demande écrite")
        for _ in range(2):
            done = import_roll(store, ROLL, objection_key=key)
            assert done.people_new == 0
            assert small.value("select count(*) from pb.person") == people - 1
        known = small.value("select count(*) from pb.person where identity_key = :i", i=identity)
        assert known == 0
    finally:
        store.close()
        small.close()


def test_a_lost_key_of_the_objections_is_said_before_anybody_comes_back(
    database: URL, tmp_path: Path
) -> None:
    card = OfficeCard("Essai", practice=True, created="", ready=True)
    office = Office(card, None, database, folder=tmp_path)
    small, store = SmallOffice(database), IntakeStore(database)
    try:
        import_roll(store, ROLL, objection_key=objection_key(office))
        erase_person(office, small.value("select min(id) from pb.person"), "demande écrite")
        file = tmp_path / "objections.key"
        kept = file.read_bytes()
        file.unlink()
        with pytest.raises(KnownError, match="put that file back"):
            objection_key(office)
        assert not file.exists()
        file.write_bytes(kept)
        assert objection_key(office) == kept
    finally:
        store.close()
        small.close()
