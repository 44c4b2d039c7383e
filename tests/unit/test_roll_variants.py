"""The same people in every shape a roll arrives in are the same people."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from pathlib import Path

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from phonebank.intake.reading import read_table
from phonebank.intake.roll import read_roll
from phonebank.practice.roll_files import ROLL_COLUMNS
from tests.rolls import LISTS, Elector

COMMUNE = "95018"
DAY = date(2026, 2, 6)
HEADER_2013 = (
    "TypeListe;InfoListe;DateCreationListe;CodeDepartement;CodeCommune;NomCommune;"
    "NoElecteurGeneral;Sexe;NomdeNaissance;NomDusage;Prenoms;DateDeNaissance;NomComNaissance;"
    "DeptNaissance;PaysNaissance;Nationalite;NomBureauDeVote;NoBureauDeVote;CodeCanton;"
    "CodeCirconscription;ComplementDeLocalisation1;ComplementDeLocalisation2;NumeroVoie;TypeVoie;"
    "LibelleVoie;LieuDit;CodePostal;VilleLocalite;Pays"
)
LISTS_2013 = {"LP": "LG", "LCM": "LCM", "LCE": "LCE"}

# What data rows are made of (DOMAIN 2), the awkward ones first.
BIRTHS = ("00/00/1953", "00/05/1961", "29/02/1948", "01/01/2008", "27/11/1993", "31/12/1999")
NAMES = (
    "DE LA TOUR D'AUVERGNE", "ŒUVRARD", "L’HOSTIS", "NUÑEZ", "YILMAZ", "IŞIK", "LE GOFF",
    "SAINT-JUST", "MAC DONALD", "D'ALMEIDA", "ÉLOUARD", "DIALLO",
)  # fmt: skip
FIRSTS = (
    "JEAN-FRANÇOIS, MARIE, LÉON", "Noël", "Noëlle", "Catherine Louise", "ANNE-SOPHIE", "Çelik Ayşe",
    "Maëlys, Zoé", "Michel",
)  # fmt: skip
STREETS = ("rue de l'Église", "quai de Seine", "AV. JEAN-JAURÈS", "bd du 8-Mai-1945")

Write = Callable[[Path, Sequence[Elector]], Path]


@st.composite
def rolls(draw: st.DrawFn) -> list[Elector]:
    """People of one commune, every number of a list given once."""
    names = draw(st.lists(st.sampled_from(NAMES), min_size=1, max_size=6, unique=True))
    made = []
    for order, name in enumerate(names, start=1):
        made.append(
            Elector(
                name,
                draw(st.sampled_from(FIRSTS)),
                birth=draw(st.sampled_from(BIRTHS)),
                order=str(order),
                used=draw(st.sampled_from(("", name, "MARTIN", "Benoît"))),
                sex=draw(st.sampled_from("FM")),
                number=draw(st.sampled_from(("8", "12 bis", "133 ter", ""))),
                street=draw(st.sampled_from(STREETS)),
                extra=draw(st.sampled_from(("", "Bât. B"))),
                bureau=draw(st.sampled_from(("0001", "0012", "13A", ""))),
                commune=COMMUNE,
            )
        )
    return made


def register(electors: Sequence[Elector]) -> list[list[str]]:
    """The register's 27 cells of each."""
    return [
        [
            each.commune, "Valmont", LISTS[each.listed], each.name, each.used, each.first, each.sex,
            each.birth, "95999", "Moscou", "99", "U.R.S.S.", "Française", each.number, each.street,
            each.extra, "", "", "01990", "Valmont", "FRANCE", each.bureau,
            f"École {each.bureau}" if each.bureau else "", "9505", "Argent", "", each.order,
        ]
        for each in electors
    ]  # fmt: skip


def write(
    path: Path, header: Sequence[str], rows: Sequence[Sequence[str]], separator: str = ";"
) -> Path:
    buffer = io.StringIO()
    writer = csv.writer(buffer, delimiter=separator, quoting=csv.QUOTE_ALL, lineterminator="\n")
    writer.writerows([header, *rows])
    path.write_text(buffer.getvalue(), encoding="utf-8")
    return path


def usual(folder: Path, electors: Sequence[Elector]) -> Path:
    return write(
        folder / f"ListesArretees-com{COMMUNE}-06-02-2026-10h15.csv",
        ROLL_COLUMNS,
        register(electors),
    )


def other_titles(folder: Path, electors: Sequence[Elector]) -> Path:
    titles = {
        "code du l'ugle": "code de l'ugle",
        "code commune de naissance": "code de la commune de naissance",
        "libellé nationalité": "identifiant nationalité",
    }
    header = [titles.get(title, title) for title in ROLL_COLUMNS]
    return write(folder / "export-06-02-2026.csv", header, register(electors))


def commas_and_marks(folder: Path, electors: Sequence[Elector]) -> Path:
    path = write(folder / "x-06-02-2026.csv", ROLL_COLUMNS, register(electors), ",")
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    return path


def told_by_the_name(folder: Path, electors: Sequence[Elector]) -> Path:
    """Commune, list and date stand in the file's name only; places of birth are missing."""
    kept = [place for place in range(27) if place not in {0, 1, 2, 8, 9, 10, 11, 12, 23, 24, 25}]
    return write(
        folder / f"LP-com{COMMUNE}-06-02-2026.csv",
        [ROLL_COLUMNS[place] for place in kept],
        [[row[place] for place in kept] for row in register(electors)],
    )


def format_2013(folder: Path, electors: Sequence[Elector]) -> Path:
    rows = []
    for each in electors:
        street_type, _, street = each.street.partition(" ")
        rows.append(
            [
                LISTS_2013[each.listed], "", "06/02/2026", COMMUNE[:2], COMMUNE[2:], "Valmont",
                each.order, each.sex, each.name, each.used, each.first, each.birth, "Moscou", "99",
                "U.R.S.S.", "FR", f"École {each.bureau}" if each.bureau else "", each.bureau, "05",
                "05", each.extra, "", each.number, street_type, street, "", "01990", "Valmont",
                "FRANCE",
            ]
        )  # fmt: skip
    return write(folder / "liste.csv", HEADER_2013.split(";"), rows)


def saved_again_by_a_spreadsheet(folder: Path, electors: Sequence[Elector]) -> Path:
    """A title in A1, dates as serials, zeros gone, telephones to the right."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["Liste électorale de Valmont"])
    sheet.append([*ROLL_COLUMNS, "PORTABLE", "FIXE", "MAIL"])
    for row in register(electors):
        cells: list[object] = list(row)
        cells[7] = serial(row[7])
        cells[18] = int(row[18])
        cells[21] = int(row[21]) if row[21].isdigit() else row[21]
        cells[26] = int(row[26])
        sheet.append([*cells, "6,12346E+08", "01 99 00 12 34", "x@example.org"])
    path = folder / f"com{COMMUNE}-06-02-2026.xlsx"
    book.save(path)
    return path


def serial(birth: str) -> object:
    day, month, year = (int(part) for part in birth.split("/"))
    if not day:
        return birth
    return (date(year, month, day) - date(1899, 12, 30)) // timedelta(days=1)


VARIANTS = (
    other_titles, commas_and_marks, told_by_the_name, format_2013, saved_again_by_a_spreadsheet,
)  # fmt: skip


def people(path: Path) -> pl.DataFrame:
    """What an import would compare, whatever the file looked like."""
    rows = read_roll(read_table(path), DAY).rows
    assert rows["reason"].to_list() == [""] * rows.height
    # A spreadsheet's bureau 1 is made 0001 again against the stations known (test_roll_rows).
    bare = pl.col("bureau_code").str.strip_chars_start("0").alias("bureau_code")
    return rows.with_columns(bare).select(
        *("commune_code", "dated", "list_type", "bureau_code", "order_number", "birth_name"),
        *("used_name", "first_names", "sex", "birth_year", "birth_month", "birth_day"),
        *("identity_key", "address_key", "postcode", "person", "decision"),
    )


@pytest.mark.parametrize("variant", VARIANTS)
@given(electors=rolls())
@settings(
    deadline=None,
    max_examples=6,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_every_variant_of_a_roll_holds_the_same_people(
    variant: Write, electors: list[Elector], tmp_path: Path
) -> None:
    expected = people(usual(tmp_path, electors))
    assert people(variant(tmp_path, electors)).equals(expected)


def test_a_hundred_awkward_rows_are_read_as_they_stand(tmp_path: Path) -> None:
    electors = [
        Elector(
            NAMES[place % len(NAMES)],
            FIRSTS[place % len(FIRSTS)],
            birth=BIRTHS[place % len(BIRTHS)],
            order=str(place + 1),
            used=(NAMES[place % len(NAMES)], "", "Martin-Œuvrard")[place % 3],
            bureau=("0001", "13A", "")[place % 3],
            number=str(place),
            commune=COMMUNE,
        )
        for place in range(100)
    ]
    rows = read_roll(read_table(usual(tmp_path, electors)), DAY).rows
    assert rows["decision"].to_list() == [""] * 100
    assert rows["person"].to_list() == list(range(100))
    # A used name equal to the birth name says nothing.
    assert set(rows.gather_every(3)["used_name"]) == {""}
    unknown = rows.filter(pl.col("birth_year") == 1953)
    assert unknown.select("birth_month", "birth_day").null_count().row(0) == (17, 17)
    half = rows.filter(pl.col("birth_year") == 1961)
    assert set(half["birth_month"]) == {5}
    assert half["birth_day"].null_count() == 17
    assert rows.filter(pl.col("bureau_code") == "").height == 33
    shown = dict(zip((each.name for each in electors), rows["birth_name"], strict=True))
    assert shown["DE LA TOUR D'AUVERGNE"] == "De La Tour D'Auvergne"
    assert shown["ŒUVRARD"] == "Œuvrard"
    assert shown["L’HOSTIS"] == "L’Hostis"
    keys = dict(zip((each.name for each in electors), rows["identity_key"], strict=True))
    assert keys["NUÑEZ"].startswith("nunez|")
    assert keys["IŞIK"].startswith("isik|")
    assert keys["ŒUVRARD"].startswith("oeuvrard|")
    first = rows["first_names"][0]
    assert first == "Jean-François, Marie, Léon"
    everything = " ".join(str(value) for row in rows.rows() for value in row)
    assert "U.R.S.S." not in everything
    assert "Française" not in everything
