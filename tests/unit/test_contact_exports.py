"""People exports of NationBuilder and VAN, and files with crossed names, read for what they are."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from phonebank.intake.contacts import read_contacts
from phonebank.intake.reading import read_table, read_text_table

SAMPLES = Path(__file__).resolve().parents[2].parent / "shared" / "samples"
VAN = (
    "Voter File VANID\tLastName\tFirstName\tDOB\tmAddress\tAddress\tCity\tZip5\tHome Phone\t"
    "Cell Phone\tPreferred Email\tDo Not Call\n"
    "100200300\tRoger\tMichel\t1964-10-27\t\t127 chemin du Moulin\tValmont\t95990\t01 99 00 11 22\t"
    "06 39 98 11 22\tmichel@example.org\t\n"
    "100200301\tColin\tZoé\t\t\t\t\t\t\t06 39 98 11 33\t\tY\n"
)


def test_a_nationbuilder_export_is_read_with_its_objections() -> None:
    read = read_contacts(read_table(SAMPLES / "nationbuilder-people.csv"), practice=True)
    rows = read.rows
    assert rows.height == 36
    assert rows["external_id"][0] == "9000"
    assert (rows["family_name"][0], rows["first_name"][0]) == ("Roger", "Rémi")
    raw = pl.read_csv(SAMPLES / "nationbuilder-people.csv", infer_schema=False)
    objects = (raw["do_not_call"] == "true") | (raw["do_not_contact"] == "true")
    assert rows["objection"].to_list() == objects.to_list()
    bad = (raw["is_mobile_bad"] == "true").to_list()
    faults = set(read.numbers.filter(pl.col("fault") == "reported as wrong")["line"].to_list())
    assert faults == {line for line, wrong in zip(rows["line"], bad, strict=True) if wrong}
    assert "support_level" not in rows.columns


def test_a_van_export_is_read_with_both_numbers_and_its_objection() -> None:
    read = read_contacts(read_text_table(VAN.encode(), "van.txt"), practice=True)
    assert read.rows["external_id"].to_list() == ["100200300", "100200301"]
    assert read.rows["birth"].to_list() == ["1964-10-27", ""]
    assert read.rows["objection"].to_list() == [False, True]
    first = read.numbers.filter(pl.col("line") == read.rows["line"][0])
    assert sorted(first["e164"].to_list()) == ["+33199001122", "+33639981122"]
    assert read.rows["address"][0] == "127 chemin du Moulin"


@pytest.mark.parametrize("written", ["6,12346E+08", "6.12346E+08", "3,36640E+10"])
def test_a_number_a_spreadsheet_destroyed_is_refused_and_never_guessed(written: str) -> None:
    text = f'Nom;Prénom;Portable\nRoy;Gaël;"{written}"\n'
    read = read_contacts(read_text_table(text.encode(), "c.csv"), practice=True)
    assert read.rows["refused"][0]
    assert read.numbers.filter(pl.col("fault") == "").is_empty()


@pytest.mark.parametrize(
    "title", ["Ne plus appeler", "do_not_call", "DO_NOT_CONTACT", "ne pas appeler", "NPA"]
)
def test_every_title_of_an_objection_objects(title: str) -> None:
    text = f"Nom;Prénom;Portable;{title}\nRoy;Gaël;0639981234;oui\nColin;Zoé;0639981235;non\n"
    read = read_contacts(read_text_table(text.encode(), "c.csv"), practice=True)
    assert read.rows["objection"].to_list() == [True, False]
