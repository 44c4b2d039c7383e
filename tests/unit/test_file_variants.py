"""The variants of each format met in the world, mapped without a word from anybody."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import openpyxl
import pytest

from phonebank.intake.headers import map_headers
from phonebank.intake.kinds import looks_like
from phonebank.intake.reading import LINE, Table, read_table, read_text_table
from phonebank.intake.roll import read_roll
from phonebank.intake.spellings import FileKind
from tests.conftest import SHARED

SAMPLE = (SHARED / "samples" / "ListesArretees-com95999-06-02-2026-10h15.csv").read_text("utf-8")


def roll(text: str, name: str = "roll.csv", encoding: str = "utf-8") -> Table:
    return read_text_table(text.encode(encoding), name)


@pytest.mark.parametrize("separator", [";", ",", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-be"])
def test_the_same_roll_in_any_separator_and_encoding_is_the_same_people(
    separator: str, encoding: str
) -> None:
    lines = SAMPLE.splitlines()[:60]
    text = "\r\n".join(line.replace(";", separator) for line in lines) + "\r\n"
    read = read_roll(roll(text, encoding=encoding), date(2026, 2, 6)).rows
    assert read.height == 59
    assert read.filter(read["decision"] == "refused").height == 0
    usual = read_roll(roll("\n".join(lines)), date(2026, 2, 6)).rows
    assert read.equals(usual)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("code du l'ugle", "code de l'ugle"),
        ("code commune de naissance", "code de la commune de naissance"),
        ("libellé nationalité", "identifiant nationalité"),
        ("numéro d'ordre dans le bureau de vote", "N° D’ORDRE"),
        ("code du bureau de vote", "CODE BUREAU DE VOTE"),
        ("prénoms", "Prénom(s)"),
    ],
)
def test_variants_of_titles_are_the_same_fields(old: str, new: str) -> None:
    header = SAMPLE.splitlines()[0].replace(old, new)
    assert header != SAMPLE.splitlines()[0]
    titles = [title.strip('"') for title in header.split(";")]
    assert looks_like(titles) is FileKind.ROLL
    fields = map_headers(titles, FileKind.ROLL).fields
    usual = map_headers([t.strip('"') for t in SAMPLE.splitlines()[0].split(";")], FileKind.ROLL)
    assert set(fields) == set(usual.fields)


def test_commune_list_and_date_may_stand_in_the_file_name_only() -> None:
    text = "nom de naissance;prénoms;date de naissance;bureau;n° ordre\nROY;Gaël;01/02/1990;1;7\n"
    rows = read_roll(roll(text, "export_com95018_LCM_06-02-2026.csv"), date(2020, 1, 1)).rows
    assert rows.select("commune_code", "list_type", "dated").row(0) == (
        "95018",
        "LCM",
        date(2026, 2, 6),
    )


def test_a_roll_saved_again_by_a_spreadsheet_still_reads(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["Liste électorale de Valmont-sur-Brise"])
    titles = ["nom de naissance", "prénoms", "date de naissance", "code postal", "bureau"]
    sheet.append([*titles, "n° ordre", "PORTABLE", "FIXE", "MAIL"])
    sheet.append(["ROY", "Gaël", 34300, 1000, 1, 7, 6.12346e8, "6,12346E+08", "a@example.org"])
    file = tmp_path / "com01004.xlsx"
    book.save(file)
    table = read_table(file)
    assert (table.header_line, table.frame[LINE].to_list()) == (2, [3])
    row = read_roll(table, date(2026, 1, 1)).rows.row(0, named=True)
    assert (row["decision"], row["order_number"], row["commune_code"]) == ("", 7, "01004")
    assert (row["birth_year"], row["birth_month"], row["birth_day"]) == (1993, 11, 27)
    assert row["postcode"] == "01000"


def test_a_van_export_is_contacts_with_its_own_titles() -> None:
    titles = ["VANID", "LastName", "FirstName", "DOB", "mAddress", "Zip5", "Cell Phone"]
    titles += ["Home Phone", "Preferred Email", "Activist Codes"]
    assert looks_like(titles) is FileKind.CONTACTS
    found = map_headers(titles, FileKind.CONTACTS)
    assert found.column("mobile") == "Cell Phone"
    assert found.column("fixed") == "Home Phone"
    assert found.column("external_id") == "VANID"
    assert found.column("email") == "Preferred Email"
