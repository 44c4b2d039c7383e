"""Doubtful contacts decided by a person: linked, set apart, set aside; every decision undone."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import URL

from phonebank.domain.errors import BadInput, KnownError
from phonebank.intake.comparing import Verdict
from phonebank.intake.reviewing import Decision, ReviewService
from phonebank.intake.run_contacts import ContactOptions, ContactReport, import_contacts
from phonebank.intake.run_roll import import_roll
from phonebank.store.intake import IntakeStore
from tests.offices import SmallOffice

SAMPLES = Path(__file__).resolve().parents[2].parent / "shared" / "samples"
ROLL = SAMPLES / "ListesArretees-com95999-06-02-2026-10h15.csv"
KEY = b"k" * 32
HEADER = "Nom;Prénom;Date de naissance;Adresse;CP;Portable;E-mail;Origine;Ne plus appeler\n"
TABLES = (
    "person address line line_person contact objection queue target turnout roll_entry call source"
)


class Desk:
    """An office with the sample roll, its contacts and its review."""

    def __init__(self, url: URL, folder: Path) -> None:
        self.small = SmallOffice(url)
        self.store = IntakeStore(url)
        self.review = ReviewService(url, KEY, "Sophie")
        self.folder = folder
        import_roll(self.store, ROLL, objection_key=KEY)

    def close(self) -> None:
        self.review.close()
        self.store.close()
        self.small.close()

    def bring(self, *rows: str) -> ContactReport:
        path = self.folder / "c.csv"
        path.write_text(HEADER + "\n".join(rows) + "\n", encoding="utf-8")
        return import_contacts(
            self.store, path, ContactOptions(source="adhérents"), objection_key=KEY
        )

    def state(self) -> dict[str, list[str]]:
        return {
            table: [
                json.dumps(row[0], sort_keys=True)
                for row in self.small.sql(f"select to_jsonb(t) from pb.{table} t order by t::text")
            ]
            for table in TABLES.split()
        }

    def numbers(self, person: int) -> set[str]:
        rows = self.small.sql(
            "select l.e164 from pb.line_person lp join pb.line l on l.id = lp.line_id"
            " where lp.person_id = :p and l.objected_at is null",
            p=person,
        )
        return {row[0] for row in rows}


@pytest.fixture
def desk(database: URL, tmp_path: Path) -> Iterator[Desk]:
    made = Desk(database, tmp_path)
    yield made
    made.close()


TWINS_OF_NAME = "Roger;Michel;27/10/1964;;;06 39 98 55 55;michel@example.org;marché;"


def test_a_doubt_shows_both_people_and_what_agrees(desk: Desk) -> None:
    desk.bring(TWINS_OF_NAME)
    assert desk.review.waiting().left == 1
    found = desk.review.next()
    assert found is not None
    assert (found.contact.family_name, found.contact.source) == ("Roger", "marché")
    assert len(found.candidates) == 2
    compared = found.candidates[0].compared
    assert (compared.family_name, compared.first_name, compared.birth) == (Verdict.SAME,) * 3
    assert (compared.address, compared.email) == (Verdict.UNKNOWN,) * 2
    homes = {each.person.address for each in found.candidates}
    assert len(homes) == 2


def test_same_makes_the_number_callable_from_its_source_and_undo_restores(desk: Desk) -> None:
    desk.bring(TWINS_OF_NAME)
    before = desk.state()
    found = desk.review.next()
    assert found is not None
    chosen = found.candidates[1].person.person_id
    done = desk.review.decide(found.contact.contact_id, Decision.SAME, chosen)
    assert done.waiting.left == 0
    assert desk.numbers(chosen) == {"+33639985555"}
    callable_now = desk.small.owner.callable_lines()
    assert callable_now["person_id"].to_list() == [chosen]
    source = desk.small.value(
        "select s.label from pb.line_person lp join pb.source s on s.id = lp.source_id"
    )
    assert source == "marché"
    assert desk.small.sql("select band, decided_by from pb.contact") == [("sure", "Sophie")]
    undone = desk.review.undo(done.change_id)
    assert undone.kind == "same"
    assert desk.state() == before
    assert desk.review.waiting().left == 1


def test_several_candidates_ask_which(desk: Desk) -> None:
    desk.bring(TWINS_OF_NAME)
    found = desk.review.next()
    assert found is not None
    with pytest.raises(BadInput, match="may be 2 people"):
        desk.review.decide(found.contact.contact_id, Decision.SAME)


def test_different_from_all_is_outside_the_roll_and_stays_so(desk: Desk) -> None:
    desk.bring(TWINS_OF_NAME)
    found = desk.review.next()
    assert found is not None
    contact = found.contact.contact_id
    first, second = (each.person.person_id for each in found.candidates)
    before = desk.state()
    one = desk.review.decide(contact, Decision.DIFFERENT, first)
    assert one.waiting.left == 1
    left = desk.review.doubtful(contact).candidates
    assert [each.person.person_id for each in left] == [second]
    two = desk.review.decide(contact, Decision.DIFFERENT)
    assert two.waiting.left == 0
    assert desk.small.value("select band from pb.contact") == "none"
    assert desk.bring(TWINS_OF_NAME).linked == 0
    assert desk.small.value("select person_id from pb.contact") is None
    with pytest.raises(BadInput, match="came after"):
        desk.review.undo(one.change_id)
    desk.review.undo(two.change_id)
    desk.review.undo(one.change_id)
    assert {k: v for k, v in desk.state().items() if k != "source"} == {
        k: v for k, v in before.items() if k != "source"
    }


def test_unsure_waits_behind_the_others(desk: Desk) -> None:
    desk.bring(TWINS_OF_NAME)
    found = desk.review.next()
    assert found is not None
    done = desk.review.decide(found.contact.contact_id, Decision.UNSURE)
    assert (done.waiting.left, done.waiting.set_aside) == (0, 1)
    assert desk.review.next() is None
    aside = desk.review.next(set_aside=True)
    assert aside is not None
    assert aside.contact.set_aside


def test_a_linked_contact_is_not_decided_again(desk: Desk) -> None:
    desk.bring(TWINS_OF_NAME)
    found = desk.review.next()
    assert found is not None
    contact, person = found.contact.contact_id, found.candidates[0].person.person_id
    desk.review.decide(contact, Decision.SAME, person)
    with pytest.raises(BadInput, match="split it first"):
        desk.review.decide(contact, Decision.SAME, person)


def test_an_objection_goes_with_the_link_onto_every_line(desk: Desk) -> None:
    desk.bring("Roger;Michel;27/10/1964;127 chemin du Moulin;95990;06 39 98 66 66;;adhérent;")
    person = desk.small.value("select person_id from pb.contact")
    assert desk.numbers(person) == {"+33639986666"}
    desk.bring("Rogger;Michel;27/10/1964;;;06 39 98 55 55;;marché;oui")
    assert desk.numbers(person) == {"+33639986666"}
    before = desk.state()
    found = desk.review.next()
    assert found is not None
    done = desk.review.decide(found.contact.contact_id, Decision.SAME, person)
    assert desk.numbers(person) == set()
    assert desk.small.value("select count(*) from pb.objection where person_id = :p", p=person) > 0
    desk.review.undo(done.change_id)
    assert desk.numbers(person) == {"+33639986666"}
    after = desk.state()
    for table in TABLES.split():
        if table != "objection":
            assert after[table] == before[table], table
    # What the link had closed is lifted, never deleted: the ledger outside would bring it back.
    live = "select count(*) from pb.objection where lifted_at is null"
    assert desk.small.value(live) == len(before["objection"]) == 1


def test_two_rows_of_one_person_are_one_question(desk: Desk) -> None:
    desk.bring(
        TWINS_OF_NAME,
        "ROGER;Michel;27/10/1964;;;06 39 98 77 77;michel@example.org;pétition;",
    )
    assert desk.review.waiting().left == 1
    found = desk.review.next()
    assert found is not None
    person = found.candidates[0].person.person_id
    desk.review.decide(found.contact.contact_id, Decision.SAME, person)
    assert desk.numbers(person) == {"+33639985555", "+33639987777"}


def test_any_person_may_be_named_even_without_a_candidate(desk: Desk) -> None:
    desk.bring("Nom-De-Mariage;Sylvie;;;;06 39 98 88 88;;marché;")
    contact = desk.small.value("select id from pb.contact")
    person = desk.small.value("select min(id) from pb.person")
    desk.review.decide(contact, Decision.SAME, person)
    assert desk.numbers(person) == {"+33639988888"}
    with pytest.raises(BadInput, match="Nobody here"):
        desk.review.split(contact, 999_999)


def test_a_split_takes_the_numbers_away_and_undo_gives_them_back(desk: Desk) -> None:
    desk.bring("Roger;Michel;27/10/1964;127 chemin du Moulin;95990;06 39 98 66 66;;adhérent;")
    contact, person = desk.small.sql("select id, person_id from pb.contact")[0]
    before = desk.state()
    done = desk.review.split(contact, reason="une autre personne")
    assert desk.numbers(person) == set()
    assert desk.small.sql("select person_id, band from pb.contact") == [(None, "none")]
    desk.review.undo(done.change_id)
    assert desk.state() == before


def test_a_split_to_somebody_else_carries_the_calls(desk: Desk) -> None:
    desk.bring("Roger;Michel;27/10/1964;127 chemin du Moulin;95990;06 39 98 66 66;;adhérent;")
    contact, person = desk.small.sql("select id, person_id from pb.contact")[0]
    other = desk.small.value(
        "select o.id from pb.person p join pb.person o on o.identity_key = p.identity_key"
        " and o.id <> p.id where p.id = :p",
        p=person,
    )
    done = desk.review.split(contact, other)
    assert (desk.numbers(person), desk.numbers(other)) == (set(), {"+33639986666"})
    desk.review.undo(done.change_id)
    assert (desk.numbers(person), desk.numbers(other)) == ({"+33639986666"}, set())


def test_one_looks_during_an_import_and_decides_after_it(desk: Desk) -> None:
    desk.bring(TWINS_OF_NAME)
    with desk.store.work(dry_run=True):
        found = desk.review.next()
        assert found is not None
        assert desk.review.waiting().left == 1
        with pytest.raises(KnownError, match="under way"):
            desk.review.decide(found.contact.contact_id, Decision.UNSURE)
    done = desk.review.decide(found.contact.contact_id, Decision.UNSURE)
    assert done.waiting.set_aside == 1


def test_what_is_not_there_is_said(desk: Desk) -> None:
    with pytest.raises(BadInput, match="no contact 7"):
        desk.review.decide(7, Decision.UNSURE)
    with pytest.raises(BadInput, match="no change 7"):
        desk.review.undo(7)
    with pytest.raises(BadInput, match="no decision"):
        desk.review.undo()
