"""One person through the editions of a roll: never lost, never taken for another."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import URL

from phonebank.domain.rounds import parse_round
from phonebank.intake.run import (
    Listing,
    RollReport,
    TurnoutOptions,
    import_contacts,
    import_roll,
    import_turnout,
)
from tests.rolls import Elector, edition
from tests.store.test_import_road import KEY, Town

ROY = Elector("ROY", "Gaëlle Anne", order="1")
PETIT = Elector("PETIT", "Louise", "03/04/1990", order="2", number="9")
COLIN = Elector("COLIN", "Marc Henri", "12/11/1970", order="3", sex="M", number="10")
FAURE = Elector("FAURE", "Inès", "00/05/1961", order="4", number="11")
OLD, NEW = "06-02-2026", "01-09-2026"


@pytest.fixture
def town(database: URL) -> Iterator[Town]:
    made = Town(database)
    yield made
    made.store.close()


class Rolls:
    """A town and the editions of its roll."""

    def __init__(self, town: Town, folder: Path) -> None:
        self.town, self.folder = town, folder

    def read(self, day: str, *electors: Elector) -> RollReport:
        return import_roll(self.town.store, edition(self.folder, day, electors), objection_key=KEY)

    def ids(self) -> dict[str, int]:
        rows = self.town.all("select birth_name || ' ' || first_names, id from pb.person")
        return {str(name): int(str(number)) for name, number in rows}

    def gone(self) -> set[str]:
        rows = self.town.all("select birth_name from pb.person where departed_on is not null")
        return {str(name) for (name,) in rows}


@pytest.fixture
def rolls(town: Town, tmp_path: Path) -> Rolls:
    return Rolls(town, tmp_path)


def test_a_new_edition_keeps_everybody_who_is_still_there(rolls: Rolls) -> None:
    rolls.read(OLD, ROY, PETIT, COLIN, FAURE)
    before = rolls.ids()
    done = rolls.read(
        NEW,
        ROY.but(used="DE LA TOUR", order="7"),  # married, renumbered
        PETIT.but(number="31", street="place Haute", bureau="0002", order="1"),  # moved
        COLIN.but(bureau="13A"),  # the bureau's code was changed
        Elector("NGUYEN", "Lan", "01/01/2008", order="9"),
    )
    assert (done.people_new, done.people_changed, done.departed) == (1, 3, 1)
    after = rolls.ids()
    assert {name: after[name] for name in before} == before
    assert rolls.gone() == {"Faure"}
    assert (
        rolls.town.one("select used_name from pb.person where birth_name = 'Roy'") == "De La Tour"
    )
    again = rolls.read(
        NEW,
        ROY.but(used="DE LA TOUR", order="7"),
        PETIT.but(number="31", street="place Haute", bureau="0002", order="1"),
        COLIN.but(bureau="13A"),
        Elector("NGUYEN", "Lan", "01/01/2008", order="9"),
    )
    assert (again.people_new, again.people_changed, again.departed) == (0, 0, 0)


PUT_RIGHT = (
    (ROY, ROY.but(name="ROI")),
    (ROY, ROY.but(name="ROY-MARTIN")),
    (ROY, ROY.but(birth="29/07/1953")),
    (ROY, ROY.but(birth="28/07/1958")),
    (ROY.but(birth="04/07/1953"), ROY.but(birth="07/04/1953")),
    (ROY.but(birth="00/00/1953"), ROY),
    (ROY.but(birth="00/07/1953"), ROY),
    (ROY, ROY.but(first="Gaëlle")),
    (ROY, ROY.but(first="Gaëlle Marie")),
    (ROY.but(first="Anne"), ROY),
)
SOMEBODY_ELSE = (
    # A mother and her daughter, a father and his son: one name, one address, years apart.
    (ROY, ROY.but(birth="28/07/1935")),
    (ROY.but(sex="M", first="Michel"), ROY.but(sex="M", first="Michel", birth="28/07/1981")),
    # Twins, one of whom leaves as the other comes.
    (ROY.but(first="Noël", sex="M"), ROY.but(first="Noëlle")),
    (ROY.but(first="Anne"), ROY.but(first="Marie")),
    # Put right and moved at once: nothing holds the two records together.
    (ROY, ROY.but(name="ROI", number="77")),
    (ROY, ROY.but(birth="28/07/1954", number="77")),
    (ROY, ROY.but(sex="M", name="ROI")),
    # Born in one year is not enough.
    (ROY, ROY.but(birth="11/12/1953")),
)


def in_communes(
    rolls: Rolls, cases: tuple[tuple[Elector, Elector], ...]
) -> tuple[RollReport, dict[str, list[int]], dict[str, list[int]]]:
    """Each case in a commune of its own, its first record in one edition, its second in the next.

    Returns the second report and the people of each commune before and after it.
    """
    people = """
        select commune_code, array_agg(id order by id) from pb.person
         where birth_name <> 'Petit' group by commune_code
    """
    codes = [str(95_901 + place) for place in range(len(cases))]
    before: dict[str, list[int]] = {}
    for day, which in ((OLD, 0), (NEW, 1)):
        rows = [case[which].but(commune=code) for code, case in zip(codes, cases, strict=True)]
        done = rolls.read(day, *rows, *(PETIT.but(commune=code) for code in codes))
        found = {str(code): list(ids) for code, ids in rolls.town.all(people)}  # type: ignore[call-overload]
        before = before or found
    return done, before, found


def test_a_record_put_right_is_the_same_person(rolls: Rolls) -> None:
    done, before, after = in_communes(rolls, PUT_RIGHT)
    assert after == before
    assert (done.people_new, done.people_changed, done.departed) == (0, len(PUT_RIGHT), 0)
    assert rolls.gone() == set()


def test_whoever_might_be_somebody_else_stays_somebody_else(rolls: Rolls) -> None:
    done, before, after = in_communes(rolls, SOMEBODY_ELSE)
    assert {code: len(ids) for code, ids in after.items()} == dict.fromkeys(before, 2)
    assert (done.people_new, done.departed) == (len(SOMEBODY_ELSE), len(SOMEBODY_ELSE))


def test_nobody_is_followed_on_a_tie(rolls: Rolls) -> None:
    # Two Roys leave the house, one Roi comes: whose record was it?
    rolls.read(OLD, ROY, ROY.but(name="REY", order="2"), PETIT.but(order="3"))
    done = rolls.read(NEW, ROY.but(name="ROI"), PETIT.but(order="3"))
    assert (done.people_new, done.departed) == (1, 2)


def test_two_of_one_name_and_birth_date_stay_two_through_every_edition(rolls: Rolls) -> None:
    other = ROY.but(number="31", street="place Haute", order="2")
    rolls.read(OLD, ROY, other)
    homes = "select id, address_id from pb.person order by id"
    before = rolls.town.all(homes)
    assert len(before) == 2
    done = rolls.read(NEW, other.but(order="1"), ROY.but(order="2"))
    assert (done.people_new, done.departed) == (0, 0)
    assert rolls.town.all(homes) == before
    # One of them moves: the one who stayed is known by the address, the other by being left.
    done = rolls.read("01-12-2026", ROY, other.but(number="33"))
    assert (done.people_new, done.people_changed, done.departed) == (0, 1, 0)
    assert rolls.town.all(homes)[0] == before[0]


def test_one_person_on_both_complementary_lists_stays_one_in_every_edition(rolls: Rolls) -> None:
    municipal = Elector("MULLER", "Karin", "02/02/1966", order="6", listed="LCM")
    european = municipal.but(listed="LCE", order="3", number="12")
    rolls.read(OLD, ROY, municipal, european)
    done = rolls.read(NEW, ROY, european.but(order="1"), municipal.but(order="1"))
    assert (done.people_new, done.departed) == (0, 0)
    assert rolls.town.one("select count(*) from pb.person") == 2
    assert rolls.town.one("select count(*) from pb.roll_entry") == 6


def test_an_order_number_means_the_edition_in_force_that_day(rolls: Rolls, tmp_path: Path) -> None:
    rolls.read(OLD, ROY, PETIT, COLIN)
    rolls.read(NEW, PETIT.but(order="1"), COLIN.but(order="2"), ROY.but(order="3"))
    listed = tmp_path / "bureau.txt"
    listed.write_text("0001: 3\n", encoding="utf-8")
    stayed = """
        select p.birth_name, r.code from pb.turnout t join pb.person p on p.id = t.person_id
          join pb.round r on r.id = t.round_id where not t.voted order by r.code
    """
    for code in ("M26T1", "P27T1"):
        said = TurnoutOptions(held=parse_round(code), listed=Listing.ABSTAINED)
        assert import_turnout(rolls.town.store, listed, said).matched == 1
    assert rolls.town.all(stayed) == [("Colin", "M26T1"), ("Roy", "P27T1")]


def test_who_voted_who_objects_and_who_was_linked_outlive_a_new_edition(
    rolls: Rolls, tmp_path: Path
) -> None:
    rolls.read(OLD, ROY, PETIT, COLIN)
    listed = tmp_path / "bureau.txt"
    listed.write_text("0001: 1, 3\n", encoding="utf-8")
    said = TurnoutOptions(held=parse_round("M26T1"), listed=Listing.ABSTAINED)
    import_turnout(rolls.town.store, listed, said)
    contacts = tmp_path / "contacts.csv"
    contacts.write_text(
        "Nom;Prénom;Date de naissance;Portable;Source;Ne plus appeler\n"
        "Roy;Gaëlle;28/07/1953;06 39 98 12 34;adhérents;\n"
        "Petit;Louise;03/04/1990;06 39 98 12 35;adhérents;oui\n",
        encoding="utf-8",
    )
    import_contacts(rolls.town.store, contacts, objection_key=KEY)
    told = """
        select t.person_id, t.voted from pb.turnout t union all
        select l.person_id, null from pb.line_person l union all
        select o.person_id, false from pb.objection o union all
        select c.person_id, true from pb.contact c order by 1, 2
    """
    before = rolls.town.all(told)
    rolls.read(
        NEW,
        ROY.but(name="ROI", order="3"),
        PETIT.but(used="MARTIN", order="1", bureau="0007"),
        COLIN.but(order="2", birth="13/11/1970"),
    )
    assert rolls.town.all(told) == before
    assert rolls.town.one("select count(*) from pb.person") == 3


def test_a_bureau_that_was_renamed_still_loses_who_left(rolls: Rolls) -> None:
    rolls.read(OLD, ROY, PETIT, COLIN)
    done = rolls.read(NEW, ROY.but(bureau="A1"), PETIT.but(bureau="A1"))
    assert (done.people_changed, done.departed) == (2, 1)
    assert rolls.gone() == {"Colin"}


def test_a_bureau_the_file_does_not_hold_loses_nobody(rolls: Rolls) -> None:
    away = [
        Elector("LOIN", f"Une{place}", order=str(place), bureau="0002") for place in range(1, 5)
    ]
    rolls.read(OLD, ROY, PETIT, *away)
    done = rolls.read(NEW, ROY, PETIT)
    assert (done.people_unchanged, done.departed) == (2, 0)


def test_an_older_edition_teaches_who_stood_there_and_overwrites_nothing(rolls: Rolls) -> None:
    rolls.read(NEW, ROY.but(used="DUBOIS"), PETIT)
    now = rolls.town.all("select * from pb.person order by id")
    done = rolls.read(OLD, ROY.but(number="1"), PETIT.but(order="5"), COLIN)
    assert (done.people_new, done.departed) == (1, 0)
    assert rolls.town.all("select * from pb.person order by id")[:2] == now
    assert rolls.gone() == {"Colin"}


def test_who_left_and_comes_back_is_the_same_person(rolls: Rolls) -> None:
    rolls.read(OLD, ROY, PETIT)
    before = rolls.ids()
    rolls.read(NEW, PETIT)
    assert rolls.gone() == {"Roy"}
    done = rolls.read("01-12-2026", PETIT, ROY.but(order="8"))
    assert (done.people_new, done.people_changed) == (0, 1)
    assert rolls.gone() == set()
    assert rolls.ids() == before


def test_a_roll_of_refused_rows_only_changes_nothing(rolls: Rolls) -> None:
    rolls.read(OLD, ROY, PETIT)
    done = rolls.read(NEW, ROY.but(birth="hier"), PETIT.but(birth="demain"))
    assert (done.rows, done.refused, done.people_new, done.departed) == (2, 2, 0, 0)
    assert rolls.gone() == set()


def test_two_editions_in_one_file_are_two_editions(rolls: Rolls, tmp_path: Path) -> None:
    archive = tmp_path / "rolls.zip"
    with zipfile.ZipFile(archive, "w") as packed:
        for day, electors in ((OLD, (ROY, PETIT)), (NEW, (ROY.but(order="5"), COLIN))):
            file = edition(tmp_path, day, electors)
            packed.write(file, file.name)
    done = import_roll(rolls.town.store, archive, objection_key=KEY)
    assert done.refused == 0
    assert rolls.town.one("select count(*) from pb.roll_edition") == 2
    assert rolls.town.one("select count(*) from pb.roll_entry") == 4
    assert rolls.town.one("select count(*) from pb.person") == 3
    assert rolls.gone() == {"Petit"}
