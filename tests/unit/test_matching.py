"""A contact is linked when it is sure, shown when it is doubtful, and never guessed."""

from __future__ import annotations

import random
from datetime import date
from pathlib import Path

import polars as pl
import pytest

from phonebank.intake.contacts import read_contacts
from phonebank.intake.matching import match
from phonebank.intake.reading import read_table, read_text_table
from phonebank.intake.roll import read_roll

SAMPLES = Path(__file__).resolve().parents[2].parent / "shared" / "samples"
NOBODY = pl.DataFrame(schema={"line": pl.UInt32, "person_id": pl.Int64})
PEOPLE = pl.DataFrame(
    [
        (1, "Lemaire", "", "Noël", 1931, 2, 7, "133", "impasse des Lilas"),
        (2, "Lemaire", "", "Noëlle, Aïcha", 1992, 6, 4, "133", "impasse des Lilas"),
        (3, "Roger", "", "Michel Karim", 1964, 10, 27, "127", "chemin du Moulin"),
        (4, "Roger", "", "Michel Karim", 1964, 10, 27, "999", "rue des Homonymes"),
        (5, "Renard", "André", "Inès", 2001, 1, 1, "140", "résidence Les Érables"),
        (6, "De La Tour", "", "Hugo", 1950, 3, 3, "5", "quai de Seine"),
        (7, "De La Tour", "", "Hugo", 1980, 4, 4, "5", "quai de Seine"),
        (8, "Benali", "", "Nadia", 1970, None, None, "8", "rue Haute"),
        (9, "Colin", "", "Adam", 2000, 5, 5, "9", "rue Haute"),
        (10, "Colin", "", "Alan", 2000, 5, 5, "9", "rue Haute"),
    ],
    schema={
        "person_id": pl.Int64,
        "birth_name": pl.String,
        "used_name": pl.String,
        "first_names": pl.String,
        "birth_year": pl.Int16,
        "birth_month": pl.Int16,
        "birth_day": pl.Int16,
        "street_number": pl.String,
        "street": pl.String,
    },
    orient="row",
).with_columns(pl.lit("95990").alias("postcode"))


def band(row: str, known: pl.DataFrame = NOBODY) -> tuple[str, int | None]:
    text = f"Nom;Prénom;Date de naissance;Adresse;CP;Portable\n{row};95990;0639981234\n"
    rows = read_contacts(read_text_table(text.encode(), "c.csv"), practice=True).rows
    found = match(rows, PEOPLE, known).rows
    return found["band"][0], found["person_id"][0]


@pytest.mark.parametrize(
    ("row", "person"),
    [
        ("Lemaire;Noël;07/02/1931;", 1),
        ("LEMAIRE;NOEL;07/02/1931;133 imp. des Lilas", 1),
        ("Noëlle;Lemaire;04/06/1992;", 2),
        ("Roger;Michel;27/10/1964;127 chemin du Moulin", 3),
        ("Roger;Michel;27/10/1964;999 rue des Homonymes", 4),
        ("Roger;Michel, Karim;27/10/1964;127 chemin du Moulin", 3),
        ("André;Inès;;140 résidence Les Érables", 5),
        ("Renard-André;Inès;01/01/2001;", 5),
        ("Roge;Michel;27/10/1964;127 chemin du Moulin", 3),
        ("De La Tour;Hugo;04/04/1980;", 7),
        ("Delatour;Hugo;03/03/1950;5 quai de Seine", 6),
        ("Benali;Nadia;02/03/1970;8 rue Haute", 8),
        ("Colin;Adam;05/05/2000;9 rue Haute", 9),
    ],
)
def test_a_sure_contact_is_linked(row: str, person: int) -> None:
    assert band(row) == ("sure", person)


@pytest.mark.parametrize(
    "row",
    [
        "De La Tour;Hugo;;5 quai de Seine",
        "Roger;Michel;27/10/1964;",
        "Lemaire;Noël;;",
        "Lemair;Noe;;133 impasse des Lilas",
        "Benali;Nadia;02/03/1970;",
        "Renard;Inès;;12 autre rue",
    ],
)
def test_a_doubt_goes_to_the_supervisor(row: str) -> None:
    assert band(row) == ("review", None)


@pytest.mark.parametrize(
    "row",
    [
        "Martin;Paul;01/01/1990;",
        "Lemaire;Noël;08/03/1945;",
        "Colin;Zoé;05/05/2000;",
        "Roger;Sylvie;27/10/1964;127 chemin du Moulin",
        ";;;",
    ],
)
def test_a_stranger_is_nobody(row: str) -> None:
    assert band(row) == ("none", None)


def test_a_known_number_makes_a_name_sure() -> None:
    known = pl.DataFrame(
        {"line": [2], "person_id": [5]}, schema={"line": pl.UInt32, "person_id": pl.Int64}
    )
    assert band("Renard;Inès;;") == ("review", None)
    assert band("Renard;Inès;;", known) == ("sure", 5)
    assert band("Autre;Personne;;", known) == ("none", None)


def test_the_sample_contacts_find_their_people() -> None:
    roll = read_roll(
        read_table(SAMPLES / "ListesArretees-com95999-06-02-2026-10h15.csv"), date(2026, 1, 1)
    ).rows
    people = roll.filter(pl.col("decision") == "").with_columns(
        pl.col("row").cast(pl.Int64).alias("person_id")
    )
    rows = read_contacts(read_table(SAMPLES / "contacts-militants.csv"), practice=True).rows
    found = match(rows, people, NOBODY).rows
    assert dict(found["band"].value_counts().iter_rows()) == {"sure": 286, "review": 3, "none": 6}


def test_noise_on_the_sample_never_links_a_stranger() -> None:
    roll = read_roll(
        read_table(SAMPLES / "ListesArretees-com95999-06-02-2026-10h15.csv"), date(2026, 1, 1)
    ).rows
    people = roll.filter(pl.col("decision") == "").with_columns(
        pl.col("row").cast(pl.Int64).alias("person_id")
    )
    chance = random.Random(20260315)
    written, truth = [], []
    for person in people.sample(300, seed=7).iter_rows(named=True):
        family = person["used_name"] or person["birth_name"]
        first = person["first_names"].replace(",", " ").split()[0]
        if chance.random() < 0.2:
            at = chance.randrange(len(family))
            family = family[:at] + family[at + 1 :]
        birth = ""
        if person["birth_day"] and chance.random() < 0.7:
            birth = f"{person['birth_day']:02d}/{person['birth_month']:02d}/{person['birth_year']}"
        address = f"{person['street_number']} {person['street']}" if chance.random() < 0.7 else ""
        if chance.random() < 0.1:
            family, first = first, family
        written.append(f"{family};{first};{birth};{address};95990;0639981234")
        truth.append(person["person_id"])
    text = "Nom;Prénom;Date de naissance;Adresse;CP;Portable\n" + "\n".join(written)
    rows = read_contacts(read_text_table(text.encode(), "c.csv"), practice=True).rows
    found = match(rows, people, NOBODY).rows.with_columns(pl.Series("truth", truth, dtype=pl.Int64))
    sure = found.filter(pl.col("band") == "sure")
    assert sure.filter(pl.col("person_id") != pl.col("truth")).is_empty()
    assert sure.height > 220
    reachable = found.filter(
        (pl.col("band") == "sure") | pl.col("candidates").list.contains(pl.col("truth"))
    )
    assert reachable.height > 270
