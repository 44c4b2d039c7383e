"""One person in two rows or files is one person, with every number; the erased stay out."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import polars as pl
import pytest
from sqlalchemy import URL

from phonebank.intake.run_contacts import ContactOptions, ContactReport, import_contacts
from phonebank.intake.run_roll import import_roll
from phonebank.office.card import OfficeCard
from phonebank.office.erasure import erase_person
from phonebank.office.office import Office
from phonebank.office.secret import objection_key
from phonebank.store.intake import IntakeStore
from tests.offices import SmallOffice

SAMPLES = Path(__file__).resolve().parents[2].parent / "shared" / "samples"
ROLL = SAMPLES / "ListesArretees-com95999-06-02-2026-10h15.csv"
HEADER = "Nom;Prénom;Date de naissance;Adresse;CP;Portable;Fixe;E-mail;Origine\n"
REMI = "Roger;Rémi;16/03/1962;143 rue du Général-de-Gaulle;95990"


class Bench:
    """An office with the sample roll, and contacts brought in as text."""

    def __init__(self, url: URL, folder: Path) -> None:
        card = OfficeCard("Essai", practice=True, created="", ready=True)
        self.office = Office(card, None, url, folder=folder)
        self.small, self.store = SmallOffice(url), IntakeStore(url)
        self.folder, self.files = folder, 0

    def roll(self) -> None:
        import_roll(self.store, ROLL, objection_key=objection_key(self.office))

    def bring(self, *rows: str) -> tuple[ContactReport, pl.DataFrame]:
        self.files += 1
        path, report = self.folder / f"c{self.files}.csv", self.folder / f"r{self.files}.csv"
        path.write_text(HEADER + "\n".join(rows) + "\n", encoding="utf-8")
        done = import_contacts(
            self.store,
            path,
            ContactOptions(source="adhérents"),
            objection_key=objection_key(self.office),
            report=report,
        )
        return done, pl.read_csv(report, infer_schema=False).fill_null("")

    def numbers(self, person: int) -> set[str]:
        rows = self.small.sql(
            "select l.e164 from pb.line_person lp join pb.line l on l.id = lp.line_id"
            " where lp.person_id = :p",
            p=person,
        )
        return {row[0] for row in rows}


@pytest.fixture
def bench(database: URL, tmp_path: Path) -> Iterator[Bench]:
    made = Bench(database, tmp_path)
    yield made
    made.store.close()
    made.small.close()


def test_two_spellings_of_one_mail_are_one_person_with_both_numbers(bench: Bench) -> None:
    bench.roll()
    done, report = bench.bring(
        "Rogier;Rémi;;;;06 39 98 11 11;;remi@example.org;pétition",
        f"{REMI};06 39 98 22 22;;remi@example.org;adhérent",
    )
    assert (done.linked, done.duplicates) == (2, 1)
    assert "same person as line 2" in report["reason"][1]
    people = bench.small.sql("select distinct person_id from pb.contact")
    assert len(people) == 1
    assert bench.numbers(people[0][0]) == {"+33639981111", "+33639982222"}
    sources = bench.small.sql("select distinct source_id from pb.line_person")
    assert len(sources) == 2
    assert bench.small.value("select count(*) from pb.contact where same_as is not null") == 1


def test_a_contact_of_an_earlier_file_is_known_again_by_its_mobile(bench: Bench) -> None:
    bench.roll()
    bench.bring(f"{REMI};06 39 98 22 22;;;adhérent")
    done, report = bench.bring("Roger;Remi;;;;0639982222;;remi@example.org;pétition")
    assert (done.linked, done.duplicates) == (1, 1)
    assert "earlier file" in report["reason"][0]


def test_the_same_file_twice_finds_the_same_doubles_and_adds_nothing(bench: Bench) -> None:
    bench.roll()
    rows = (
        "Rogier;Rémi;;;;06 39 98 11 11;;remi@example.org;pétition",
        f"{REMI};06 39 98 22 22;;remi@example.org;adhérent",
    )
    first, _ = bench.bring(*rows)
    again, _ = bench.bring(*rows)
    assert (again.linked, again.duplicates) == (first.linked, first.duplicates)
    assert bench.small.value("select count(*) from pb.contact") == 2


def test_a_shared_landline_makes_nobody_one_person(bench: Bench) -> None:
    done, _ = bench.bring(
        "Nobody;Jean;12/05/1950;;;;01 99 00 11 22;;adhérent",
        "Nobody;Jean;;;;;01 99 00 11 22;;adhérent",
    )
    assert done.duplicates == 0


def test_a_couple_with_one_mail_stays_two(bench: Bench) -> None:
    done, _ = bench.bring(
        "Nobody;Jean;;;;06 39 98 11 11;;deux@example.org;adhérent",
        "Nobody;Jeanne;;;;06 39 98 22 22;;deux@example.org;adhérent",
    )
    assert done.duplicates == 0


def test_two_addresses_of_one_name_and_birth_date_are_not_both_linked(bench: Bench) -> None:
    bench.roll()
    done, _ = bench.bring(
        f"{REMI};06 39 98 22 22;;;adhérent",
        "Roger;Rémi;16/03/1962;9 quai Inconnu;75001;06 39 98 11 11;;;adhérent",
    )
    assert (done.linked, done.review, done.duplicates) == (1, 1, 0)
    person = bench.small.value("select person_id from pb.contact where person_id is not null")
    assert bench.numbers(person) == {"+33639982222"}


def test_three_rows_joined_by_one_without_a_birth_date_stay_apart(bench: Bench) -> None:
    done, _ = bench.bring(
        "Nobody;Jean;12/05/1950;;;06 39 98 11 11;;a@example.org;adhérent",
        "Nobody;Jean;;;;06 39 98 11 11;;b@example.org;adhérent",
        "Nobody;Jean;30/01/1980;;;06 39 98 22 22;;b@example.org;adhérent",
    )
    assert done.duplicates == 0


def test_the_contacts_of_an_erased_person_do_not_come_back(bench: Bench) -> None:
    bench.roll()
    rows = (
        f"{REMI};06 39 98 22 22;;remi@example.org;adhérent",
        "Roger;Rémi;;143 rue du Général de Gaulle;95990;06 39 98 33 33;;;marché",
        "Roger;Rémi;;;;06 39 98 22 22;;;marché",
        "Roger;Rémi;;;;;;remi@example.org;marché",
    )
    bench.bring(*rows)
    person = bench.small.value("select person_id from pb.contact where row_number = 2")
    erase_person(bench.office, person, "demande écrite")
    again, report = bench.bring(*rows)
    assert again.refused == 4
    assert set(report["reason"].str.contains("erased")) == {True}
    assert bench.small.value("select count(*) from pb.contact") == 0
    # Whoever shares the mail is somebody else.
    other, _ = bench.bring("Colin;Zoé;;;;06 39 98 44 44;;remi@example.org;marché")
    assert other.refused == 0


def test_an_erased_person_without_a_birth_date_stays_off_the_roll(
    bench: Bench, tmp_path: Path
) -> None:
    roll = tmp_path / "ListeArretee-com95999-01-02-2026.csv"
    lines = ROLL.read_text(encoding="utf-8").splitlines(keepends=True)
    header = lines[0].rstrip().split(";")
    at = next(i for i, name in enumerate(header) if "date de naissance" in name.lower())
    cells = lines[1].rstrip("\n").split(";")
    cells[at] = '""'
    roll.write_text(lines[0] + ";".join(cells) + "\n" + lines[2] + lines[3], encoding="utf-8")
    key = objection_key(bench.office)
    import_roll(bench.store, roll, objection_key=key)
    person = bench.small.value("select id from pb.person where birth_year is null")
    erase_person(bench.office, person, "demande écrite")
    for _ in range(2):
        done = import_roll(bench.store, roll, objection_key=key)
        assert done.people_new == 0
        assert bench.small.value("select count(*) from pb.person") == 2
