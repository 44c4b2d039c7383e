"""Contacts: numbers, objections, sources, and the traps of hand-made files."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from phonebank.domain.errors import BadInput
from phonebank.intake.closed_sources import closed_source
from phonebank.intake.contacts import ContactRows, read_contacts
from phonebank.intake.reading import read_table, read_text_table

SAMPLES = Path(__file__).resolve().parents[2].parent / "shared" / "samples"
PRINTED = st.characters(exclude_categories=("Cc", "Cs"), include_characters="\n\t")
CELLS = st.lists(st.text(PRINTED, max_size=12), min_size=6, max_size=6)


def contacts(text: str, *, practice: bool = True, source: str = "") -> ContactRows:
    return read_contacts(read_text_table(text.encode(), "contacts.csv"), practice, source)


def test_each_bad_number_of_the_sample_is_refused_and_only_those() -> None:
    read = read_contacts(read_table(SAMPLES / "contacts-militants.csv"), practice=True)
    refused = read.rows.filter(pl.col("refused") != "")
    assert refused["line"].to_list() == [291, 292, 293, 296]
    assert read.rows["objection"].sum() == 3
    assert read.numbers.filter(pl.col("abroad"))["e164"].to_list() == ["+447700900123"]


def test_a_cell_may_hold_two_numbers_and_a_row_several_columns() -> None:
    read = contacts(
        "Nom;Prénom;Portable;Fixe;Tél 2\n"
        "Roy;Gaël;06 39 98 12 34 / 06 39 98 12 35;01 99 00 12 34;06/39/98/12/36\n"
    )
    assert read.numbers["e164"].to_list() == [
        "+33639981234",
        "+33639981235",
        "+33199001234",
        "+33639981236",
    ]
    assert read.numbers["kind"].to_list() == ["mobile", "mobile", "fixed", "mobile"]


def test_a_bad_number_beside_a_good_one_is_noted_not_fatal() -> None:
    read = contacts("Nom;Prénom;Portable;Fixe\nRoy;Gaël;06 39 98 12 3;01 99 00 12 34\n")
    assert read.rows["refused"].to_list() == [""]
    assert read.rows["notes"].to_list() == ["a number was left out: a digit is missing"]


@pytest.mark.parametrize("mark", ["oui", "x", "1", "TRUE", "stop", "26/02/2026", "?"])
def test_any_mark_in_an_objection_column_objects(mark: str) -> None:
    read = contacts(f"Nom;Portable;Ne plus appeler\nRoy;06 39 98 12 3;{mark}\n")
    assert read.rows["objection"].to_list() == [True]


@pytest.mark.parametrize("mark", ["", "non", "FALSE", "0", "no"])
def test_a_plain_no_does_not_object(mark: str) -> None:
    read = contacts(f"Nom;Portable;do_not_contact\nRoy;06 39 98 12 34;{mark}\n")
    assert read.rows["objection"].to_list() == [False]


def test_a_formula_is_left_out_and_its_number_kept() -> None:
    read = contacts('Nom;Prénom;Portable\n"=HYPERLINK(""http://x"")";Formule;06 39 98 00 01\n')
    assert read.rows["family_name"].to_list() == [""]
    assert "formula" in read.rows["notes"][0]
    assert read.rows["refused"].to_list() == [""]


@pytest.mark.parametrize(
    "source",
    [
        "Mairie",
        "fichier de la mairie",
        "Liste des parents d'élèves",
        "listing employeur",
        "patients du cabinet",
        "salariés",
        "École Jules-Ferry",
        "registre de l'état civil",
        "fourni par la mairie",
        "fichiers municipaux",
        "service scolaire",
        "fichier RH",
        "transmis par mon employeur",
        "données de la ville",
        "inscriptions scolaires",
        "médecin",
        "list of employees",
    ],
)
def test_files_of_a_town_hall_an_employer_a_school_or_patients_are_closed(source: str) -> None:
    assert closed_source(source)
    with pytest.raises(BadInput, match="may not use"):
        contacts("Nom;Portable\nRoy;0639981234\n", source=source)


@pytest.mark.parametrize(
    "source",
    [
        *("pétition crèches", "adhérent", "réunion publique", "pétition école Jules-Ferry"),
        *("marché", "soutiens de l'hôpital", "stand devant l'école", "campagne mairie 2026"),
    ],
)
def test_the_campaign_s_own_sources_are_open(source: str) -> None:
    assert not closed_source(source)


def test_a_source_is_always_written_down() -> None:
    read = contacts("Nom;Portable;Origine\nRoy;0639981234;adhérent\nColin;0639981235;\n")
    assert read.rows["source"].to_list() == ["adhérent", "fichier contacts.csv"]


def test_names_in_one_column_are_told_apart() -> None:
    read = contacts(
        "Nom complet;Portable\nDE LA TOUR Marie;0639981234\nMarie Dupont;0639981235\n"
        '"Dupont, Marie";0639981236\n'
    )
    assert read.rows.select("family_name", "first_name").rows() == [
        ("De La Tour", "Marie"),
        ("Dupont", "Marie"),
        ("Dupont", "Marie"),
    ]


def test_a_mobile_known_to_be_wrong_is_left_out() -> None:
    read = contacts(
        "last_name,first_name,mobile_number,is_mobile_bad\nRoy,Gaël,+33639981234,true\n"
    )
    assert read.numbers["fault"].to_list() == ["reported as wrong"]


def test_fiction_numbers_are_refused_in_a_real_office() -> None:
    read = contacts("Nom;Portable\nRoy;0639981234\n", practice=False)
    assert "fiction" in read.rows["refused"][0]


@settings(deadline=None, max_examples=60)
@given(
    st.lists(
        st.lists(st.text(PRINTED, max_size=12), min_size=6, max_size=6), min_size=1, max_size=5
    )
)
def test_any_cells_are_judged_without_an_accident(cells: list[list[str]]) -> None:
    rows = [["Nom", "Prénom", "Date de naissance", "Portable", "Ne plus appeler", "Adresse"]]
    buffer = io.StringIO()
    csv.writer(buffer, delimiter=";").writerows(rows + cells)
    read = contacts(buffer.getvalue())
    assert read.rows["refused"].null_count() == 0
