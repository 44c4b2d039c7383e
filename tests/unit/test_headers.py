"""Columns are found by name in every spelling met; files are told apart by their headers."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from phonebank.domain.eligibility import ListType
from phonebank.domain.errors import BadInput
from phonebank.intake.headers import (
    FileKind,
    facts_of_file_name,
    list_type_named,
    map_headers,
)
from phonebank.intake.kinds import looks_like
from phonebank.intake.reading import read_table

SAMPLES = Path(__file__).resolve().parents[2].parent / "shared" / "samples"


@pytest.mark.parametrize(
    ("header", "field"),
    [
        ("code de l'ugle", "commune_code"),
        ("CODE DU L’UGLE", "commune_code"),
        ("Numéro d'ordre dans le bureau de vote", "order_number"),
        ("N° ordre", "order_number"),
        ("NoElecteurGeneral", "order_number"),
        ("  PRENOMS ", "first_names"),
        ("DateDeNaissance", "birth_date"),
        ("PORTABLE", "mobile"),
    ],
)
def test_every_variant_of_a_header_is_known(header: str, field: str) -> None:
    assert map_headers([header], FileKind.ROLL).column(field) == header


def test_the_best_spelling_wins_and_numbers_may_have_several_columns() -> None:
    found = map_headers(
        ["name", "Nom", "Téléphone", "Portable", "Tél 2", "do_not_call", "Ne plus appeler"],
        FileKind.CONTACTS,
    )
    assert found.column("family_name") == "Nom"
    assert found.fields["phone"] == ("Téléphone", "Tél 2")
    assert found.fields["objection"] == ("do_not_call", "Ne plus appeler")


def test_place_of_birth_nationality_and_opinion_have_no_field() -> None:
    forbidden = ["libellé nationalité", "libellé commune de naissance", "pays de naissance"]
    for kind in FileKind:
        assert map_headers([*forbidden, "support_level", "party_cd"], kind).fields == {}


def test_a_person_may_choose_otherwise() -> None:
    found = map_headers(["A", "Nom"], FileKind.CONTACTS, {"family_name": "A"})
    assert found.column("family_name") == "A"
    with pytest.raises(BadInput, match="no column"):
        map_headers(["A"], FileKind.CONTACTS, {"family_name": "B"})
    with pytest.raises(BadInput, match="no field"):
        map_headers(["A"], FileKind.CONTACTS, {"religion": "A"})


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("ListesArretees-com95999-06-02-2026-10h15.csv", FileKind.ROLL),
        ("liste-format-2013.csv", FileKind.ROLL),
        ("contacts-militants.csv", FileKind.CONTACTS),
        ("nationbuilder-people.csv", FileKind.CONTACTS),
        ("historique-participation.csv", FileKind.TURNOUT),
        ("bureaux-de-vote.csv", FileKind.BUREAUX),
        ("resultats-bureaux-M20T1.csv", FileKind.RESULTS),
        ("emailing-clics.csv", FileKind.ENGAGEMENT),
    ],
)
def test_a_sample_is_recognised_by_its_headers(name: str, kind: FileKind) -> None:
    assert looks_like(read_table(SAMPLES / name).columns) is kind


def test_a_file_s_name_may_tell_commune_list_and_date() -> None:
    facts = facts_of_file_name("ListesArretees-com95999-06-02-2026-10h15.csv")
    assert (facts.commune_code, facts.list_type, facts.dated) == ("95999", None, date(2026, 2, 6))
    facts = facts_of_file_name("LCM_commune-2A004_2026-01-31.csv")
    assert (facts.commune_code, facts.list_type) == ("2A004", ListType.MUNICIPAL)
    assert facts.dated == date(2026, 1, 31)
    assert facts_of_file_name("export 99-99-2026.csv").dated is None


def test_lists_are_named_in_words_or_letters() -> None:
    assert list_type_named("Liste complémentaire municipale") is ListType.MUNICIPAL
    assert list_type_named("Liste complémentaire pour les élections européennes") is (
        ListType.EUROPEAN
    )
    assert list_type_named("LG") is ListType.MAIN
    assert list_type_named("inconnue") is None
