"""One import of any kind from choices: counts, explained refusals, rows to correct, memory."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import URL

from phonebank.domain.errors import BadInput
from phonebank.intake.choices import Choices, Listing, Mark
from phonebank.intake.looking import Surety, fit, look_at, propose
from phonebank.intake.remembering import forget, recall, remember, remembered
from phonebank.intake.running import Imported, run_import
from phonebank.intake.spellings import FileKind
from phonebank.store.file_memory import FileMemory
from phonebank.store.intake import IntakeStore
from phonebank.store.owner import OwnerStore
from tests.conftest import SHARED

SAMPLES = SHARED / "samples"
ROLL = SAMPLES / "ListesArretees-com95999-06-02-2026-10h15.csv"
CONTACTS = SAMPLES / "contacts-militants.csv"
KEY = b"k" * 32


@pytest.fixture
def store(database: URL) -> Iterator[IntakeStore]:
    with OwnerStore(database) as owner:
        owner.found("Essai", practice=True)
    made = IntakeStore(database)
    yield made
    made.close()


@pytest.fixture
def memory(database: URL) -> Iterator[FileMemory]:
    made = FileMemory(database)
    yield made
    made.close()


def run(store: IntakeStore, path: Path, choices: Choices, **more: object) -> Imported:
    return run_import(store, path, choices, KEY, **more)  # type: ignore[arg-type]


def test_each_kind_goes_its_way_from_one_service(store: IntakeStore) -> None:
    roll = replace(propose(look_at(ROLL)), undertaking="Oui")
    assert run(store, ROLL, roll).counts["people_new"] == 602
    for name, counted in [
        ("bureaux-de-vote.csv", {"rows": 4, "refused": 0}),
        ("historique-participation.csv", {"rows": 601}),
        ("resultats-bureaux-M20T1.csv", {"rows": 4, "new": 4}),
        ("contacts-militants.csv", {"rows": 295, "objections": 3}),
    ]:
        done = run(store, SAMPLES / name, propose(look_at(SAMPLES / name)), dry_run=True)
        assert done.import_id is None
        assert counted.items() <= done.counts.items(), name


def test_the_roll_needs_its_undertaking(store: IntakeStore) -> None:
    with pytest.raises(BadInput, match="L37"):
        run(store, ROLL, Choices(FileKind.ROLL))


def test_refusals_are_explained_and_their_rows_come_back_to_be_corrected(
    store: IntakeStore, tmp_path: Path
) -> None:
    refused = tmp_path / "a-corriger.csv"
    done = run(store, CONTACTS, Choices(FileKind.CONTACTS), dry_run=True, refused=refused)
    told = [each for each in done.explained if each.decision == "refused"]
    assert sum(each.count for each in told) == done.counts["refused"] > 0
    assert all(each.reason and each.lines for each in told)
    look = look_at(refused)
    assert look.seen.rows == done.counts["refused"]
    assert look.seen.separator == ";"
    assert look.titles[-1] == "reason"
    assert set(look_at(CONTACTS).titles) < set(look.titles)
    again = run(store, refused, propose(look), dry_run=True)
    assert again.counts["refused"] == done.counts["refused"]


def test_a_corrected_row_comes_in(store: IntakeStore, tmp_path: Path) -> None:
    file, refused = tmp_path / "contacts.csv", tmp_path / "a-corriger.csv"
    file.write_text("Nom;Prénom;Portable\nRoy;Gaël;06 39 98 12\nColin;Jade;0639981234;de trop\n")
    done = run(store, file, Choices(FileKind.CONTACTS), refused=refused)
    assert done.counts["refused"] == 2
    corrected = refused.read_text("utf-8-sig").replace("06 39 98 12;", "06 39 98 12 12;")
    assert "Colin;Jade;0639981234;de trop" in corrected
    refused.write_text(corrected.replace(";de trop", ""))
    assert run(store, refused, Choices(FileKind.CONTACTS)).counts["refused"] == 0


def test_a_file_of_no_known_kind_comes_in_by_choosing_its_columns(
    store: IntakeStore, tmp_path: Path
) -> None:
    file = tmp_path / "tombola.csv"
    file.write_text("Qui;Joindre;Lot\nColin Jade;0639981234;vélo\nRoy Gaël;0639981235;\n")
    look = look_at(file)
    assert not look.sure
    found = fit(look, FileKind.CONTACTS)
    assert found.missing == (("family_name", "full_name"),)
    likely = {each.field: each.surety for each in found.fields if each.titles}
    assert likely == {"phone": Surety.LIKELY}
    choices = propose(look, FileKind.CONTACTS)
    choices = replace(choices, columns={**choices.columns, "full_name": ("Qui",)})
    assert fit(look, FileKind.CONTACTS, choices.columns).missing == ()
    assert run(store, file, choices).counts["unlinked"] == 2


def test_a_column_the_law_forbids_is_refused_by_name(store: IntakeStore, tmp_path: Path) -> None:
    file = tmp_path / "contacts.csv"
    file.write_text("Nom;Portable;Religion\nRoy;0639981234;aucune\n")
    look = look_at(file)
    assert fit(look, FileKind.CONTACTS).forbidden == (("Religion", "religion"),)
    assert "aucune" not in str(look)
    with pytest.raises(BadInput, match="“Religion” tells religion"):
        run(store, file, Choices(FileKind.CONTACTS, columns={"tags": ("Religion",)}))
    with pytest.raises(BadInput, match="“Religion” tells religion"):
        run(store, file, Choices(FileKind.CONTACTS, keep=("Religion",)))


def test_choices_are_proposed_again_for_the_same_titles_and_can_be_forgotten(
    memory: FileMemory, tmp_path: Path
) -> None:
    first, second = tmp_path / "a.csv", tmp_path / "b.csv"
    first.write_text("Qui;Joindre;Né\nColin Jade;0639981234;x\n")
    second.write_text("JOINDRE;né;Qui\n0639981235;y;Roy Gaël\n")
    said = Choices(
        FileKind.CONTACTS,
        columns={"full_name": ("Qui",), "phone": ("Joindre",), "birth_date": ()},
        source="tombola",
        legal_basis="consentement",
    )
    remember(memory, look_at(first).titles, said)
    look = look_at(second, recall=lambda titles: recall(memory, titles))
    assert (look.kinds[0], look.sure) == (FileKind.CONTACTS, True)
    choices = propose(look)
    assert choices.columns["phone"] == ("JOINDRE",)
    assert choices.columns["birth_date"] == ()
    assert (choices.source, choices.legal_basis) == ("tombola", "consentement")
    kept = remembered(memory)
    assert [(each.kind, each.fingerprint) for each in kept] == [
        (FileKind.CONTACTS, look.fingerprint)
    ]
    forget(memory, look.fingerprint)
    assert recall(memory, look.titles) == ()


def test_refused_lines_of_numbers_come_back_with_their_bureau(
    store: IntakeStore, tmp_path: Path
) -> None:
    run(store, ROLL, replace(propose(look_at(ROLL)), undertaking="Oui"))
    file, refused = tmp_path / "emargement-M26T1.txt", tmp_path / "a-corriger.txt"
    file.write_text("0001: 2, 8-9\n0002: 1, 3\n  7-6, 13\n")
    said = replace(propose(look_at(file)), listed=Listing.ABSTAINED)
    done = run(store, file, said, refused=refused)
    assert (done.counts["refused"], done.rounds) == (1, ("M26T1",))
    corrected = refused.read_text("utf-8-sig")
    assert corrected == "0002: 1, 3\n7-6, 13 # the range runs backwards\n"
    refused.write_text(corrected.replace("7-6", "6-7"))
    again = run(store, refused, replace(said, round_code="M26T1"))
    assert (again.counts["refused"], again.counts["marks_changed"]) == (0, 0)
    assert again.counts["marks_unchanged"] == 3


def test_rows_refused_a_second_time_carry_one_reason(store: IntakeStore, tmp_path: Path) -> None:
    first, second = tmp_path / "a.csv", tmp_path / "b.csv"
    file = tmp_path / "contacts.csv"
    file.write_text('Nom,Portable\n"Roy, Gaël",06\n=1+1,07 39\n')
    run(store, file, Choices(FileKind.CONTACTS), refused=first)
    run(store, first, Choices(FileKind.CONTACTS), refused=second)
    assert first.read_text("utf-8-sig") == second.read_text("utf-8-sig")
    assert second.read_text("utf-8-sig").splitlines()[0] == "Nom,Portable,reason"
    assert "'=1+1,07 39," in second.read_text("utf-8-sig")


def test_a_file_s_own_values_and_further_columns_mean_what_was_said(
    store: IntakeStore, tmp_path: Path, memory: FileMemory
) -> None:
    run(store, ROLL, replace(propose(look_at(ROLL)), undertaking="Oui"))
    file = tmp_path / "historique.csv"
    file.write_text("Bureau;N° ordre;Tour 1\n0001;2;2\n0001;3;venu\n0001;4;0\n0001;5;?\n")
    said = Choices(
        FileKind.TURNOUT,
        columns={"M20T1": ("Tour 1",)},
        values={"2": Mark.PROXY, "Venu": Mark.VOTED, "?": Mark.UNKNOWN},
    )
    done = run(store, file, said, dry_run=True)
    assert (done.counts["marks_new"], done.counts["refused"], done.rounds) == (3, 0, ("M20T1",))
    people = tmp_path / "contacts.csv"
    people.write_text("Nom;Portable;Tags;Lot\nRoy;0639981234;vélo,été;1, rue\n")
    run(store, people, Choices(FileKind.CONTACTS, keep=("lot",)))
    assert memory.all() == ()
