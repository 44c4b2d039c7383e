"""Namesakes: fathers and sons, twins, crowds of one name, and names that look like a slip."""

from __future__ import annotations

import polars as pl
import pytest

from phonebank.intake.contacts import read_contacts
from phonebank.intake.matching import CANDIDATES, Matches, match
from phonebank.intake.reading import read_text_table

NOBODY = pl.DataFrame(schema={"line": pl.UInt32, "person_id": pl.Int64})
Person = tuple[int, str, str, str, int | None, int | None, int | None, str, str]
SCHEMA = {
    "person_id": pl.Int64,
    "birth_name": pl.String,
    "used_name": pl.String,
    "first_names": pl.String,
    "birth_year": pl.Int16,
    "birth_month": pl.Int16,
    "birth_day": pl.Int16,
    "street_number": pl.String,
    "street": pl.String,
}
FATHER: Person = (1, "Morel", "", "Jean Paul", 1950, 5, 12, "4", "rue Haute")
SON: Person = (2, "Morel", "", "Jean Luc", 1980, 1, 30, "4", "rue Haute")
SHE: Person = (3, "Faure", "", "Émilie Rose", 1994, 7, 2, "9", "rue Basse")
HE: Person = (4, "Faure", "", "Émilien Marc", 1994, 7, 2, "9", "rue Basse")
WIFE: Person = (5, "Benoit", "Garnier", "Sylvie", 1970, 2, 3, "6", "quai Neuf")
SWAPPED: Person = (6, "Lacoste", "", "Bruno", 1961, 4, 9, "2", "rue Verte")


def found(
    row: str, *people: Person, known: pl.DataFrame = NOBODY
) -> tuple[str, int | None, Matches]:
    text = f"Nom;Prénom;Date de naissance;Adresse;CP;Portable\n{row};95990;0639981234\n"
    rows = read_contacts(read_text_table(text.encode(), "c.csv"), practice=True).rows
    roll = pl.DataFrame(list(people), schema=SCHEMA, orient="row").with_columns(
        pl.lit("95990").alias("postcode")
    )
    matches = match(rows, roll, known)
    return matches.rows["band"][0], matches.rows["person_id"][0], matches


def test_a_father_and_a_son_of_one_name_and_door_are_told_apart_by_the_date_only() -> None:
    band, person, matches = found("Morel;Jean;;4 rue Haute", FATHER, SON)
    assert (band, person) == ("review", None)
    assert sorted(matches.rows["candidates"][0]) == [1, 2]
    assert found("Morel;Jean;12/05/1950;4 rue Haute", FATHER, SON)[:2] == ("sure", 1)
    assert found("Morel;Jean;30/01/1980;4 rue Haute", FATHER, SON)[:2] == ("sure", 2)


def test_a_number_of_the_father_s_does_not_make_it_him() -> None:
    known = pl.DataFrame(
        {"line": [2], "person_id": [1]}, schema={"line": pl.UInt32, "person_id": pl.Int64}
    )
    assert found("Morel;Jean;;4 rue Haute", FATHER, SON, known=known)[:2] == ("review", None)


def test_twins_keep_each_their_own_contact() -> None:
    assert found("Faure;Émilie;02/07/1994;9 rue Basse", SHE, HE)[1] == 3
    assert found("Faure;Émilien;02/07/1994;9 rue Basse", SHE, HE)[1] == 4


def test_a_first_name_that_others_bear_is_no_slip() -> None:
    others = [
        (100 + i, f"Autre{i}", "", "Émilien", 1950 + i, 1, 1, str(i), "rue X") for i in range(4)
    ]
    alone = found("Faure;Émilien;02/07/1994;9 rue Basse", SHE)[:2]
    assert alone == ("sure", 3), "a letter too many, as far as this roll tells"
    assert found("Faure;Émilien;02/07/1994;9 rue Basse", SHE, *others)[:2] == ("review", None)


def test_day_and_month_turned_are_still_the_same_person() -> None:
    assert found("Lacoste;Bruno;04/09/1961;", SWAPPED)[:2] == ("sure", 6)
    assert found("Bruno;Lacoste;04/09/1961;2 r. Verte", SWAPPED)[:2] == ("sure", 6)


def test_one_wrong_figure_of_a_birth_date_is_asked_about() -> None:
    assert found("Lacoste;Bruno;09/04/1971;", SWAPPED)[0] == "review"


def test_a_name_the_roll_does_not_know_is_asked_about_where_day_and_door_agree() -> None:
    assert found("Dumas;Sylvie;03/02/1970;6 quai Neuf", WIFE)[0] == "review"
    assert found("Dumas;Sylvie;03/02/1970;", WIFE)[0] == "none"


def test_half_of_a_double_name_is_the_same_person() -> None:
    double = (8, "Martin-Durand", "", "Louise", 1988, 8, 8, "1", "rue Haute")
    assert found("Durand;Louise;08/08/1988;", double)[:2] == ("sure", 8)


@pytest.mark.parametrize("many", [CANDIDATES, CANDIDATES + 4])
def test_a_crowd_of_one_name_is_not_asked_about(many: int) -> None:
    crowd = [
        (i, "Martin", "", "Paul", 1930 + i, 1, 1, str(i), f"rue {i}") for i in range(1, many + 1)
    ]
    band, _, matches = found("Martin;Paul;;", *crowd)
    crowded = many > CANDIDATES
    assert (band, matches.rows["crowded"][0]) == ("none" if crowded else "review", crowded)


def test_a_common_name_born_that_day_behind_another_door_is_asked_about() -> None:
    crowd = [(i, "Martin", "", "Paul", 1930 + i, 1, 1, str(i), f"rue {i}") for i in range(1, 7)]
    assert found("Martin;Paul;01/01/1933;3 rue 3", *crowd)[:2] == ("sure", 3)
    assert found("Martin;Paul;01/01/1933;", *crowd)[:2] == ("sure", 3)
    assert found("Martin;Paul;01/01/1933;88 avenue Lointaine", *crowd)[0] == "review"
