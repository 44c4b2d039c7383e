"""Rows of a roll: what is read, what is refused, who is one person and who is two."""

from __future__ import annotations

import csv
import io
from datetime import date

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from phonebank.domain.errors import BadInput
from phonebank.intake.reading import read_text_table
from phonebank.intake.roll import read_roll
from phonebank.intake.run_roll import repaired_codes

HEADER = (
    "code du l'ugle;libellé du type de liste;nom de naissance;nom d'usage;prénoms;sexe;"
    "date de naissance;numéro de voie;libellé de voie;complément 1;code postal;commune;"
    "code du bureau de vote;numéro d'ordre dans le bureau de vote"
)
PRINTED = st.characters(exclude_categories=("Cc", "Cs"), include_characters="\n\t")
CELLS = st.lists(st.text(PRINTED, max_size=12), min_size=14, max_size=14)


def rows(*lines: str, name: str = "roll.csv", header: str = HEADER) -> pl.DataFrame:
    table = read_text_table("\n".join([header, *lines]).encode(), name)
    return read_roll(table, date(2026, 1, 1)).rows


def line(**values: str) -> str:
    usual = {
        "commune": "95999",
        "list": "Liste principale",
        "name": "ROY",
        "used": "",
        "first": "Gaël",
        "sex": "M",
        "birth": "28/07/1953",
        "number": "85",
        "street": "square Émile-Zola",
        "extra": "",
        "postcode": "95990",
        "city": "Valmont",
        "bureau": "0001",
        "order": "1",
    }
    return ";".join((usual | values).values())


@pytest.mark.parametrize(
    ("birth", "read"),
    [
        ("27/11/1993", (1993, 11, 27)),
        ("00/05/1961", (1961, 5, None)),
        ("00/00/1953", (1953, None, None)),
        ("1993-11-27", (1993, 11, 27)),
        ("1953", (1953, None, None)),
        ("34300", (1993, 11, 27)),
        ("34300.0", (1993, 11, 27)),
        ("30/02/1950", (1950, 2, 30)),
        ("", (None, None, None)),
    ],
)
def test_birth_dates_in_every_form(birth: str, read: tuple[int | None, ...]) -> None:
    found = rows(line(birth=birth))
    assert found.select("birth_year", "birth_month", "birth_day").row(0) == read
    assert found["reason"][0] == ""


@pytest.mark.parametrize(
    ("values", "reason"),
    [
        ({"birth": "hier"}, "birth date"),
        ({"birth": "32/01/1990"}, "birth date"),
        ({"birth": "\u0662\u0663/01/1999"}, "birth date"),
        ({"name": ""}, "no birth name"),
        ({"name": "=CMD()"}, "formula"),
        ({"list": "Liste des amis"}, "list type"),
        ({"order": "12A"}, "not a number"),
        ({"order": "1;;;x"}, "more cells"),
    ],
)
def test_a_row_that_cannot_be_used_is_refused_with_its_reason(
    values: dict[str, str], reason: str
) -> None:
    found = rows(line(**values))
    assert found["decision"].to_list() == ["refused"]
    assert reason in found["reason"][0]


def test_a_number_given_twice_on_a_list_is_refused_the_second_time() -> None:
    found = rows(line(), line(name="COLIN"), line(name="PETIT", list="LCM"))
    assert found["decision"].to_list() == ["", "refused", ""]
    assert found["reason"][1] == "line 2 already has this list, bureau and order number"


def test_twins_and_namesakes_stay_two_and_a_european_is_one() -> None:
    found = rows(
        line(first="Noël", order="1"),
        line(first="Noëlle", order="2"),
        line(first="Noël", order="3", number="12", street="rue des Homonymes"),
        line(name="DE LA TOUR", list="LCM", order="6"),
        line(name="DE LA TOUR", list="LCE", order="3", number="2"),
        line(name="ROY", first="Noël", order="9"),
    )
    assert found["person"].to_list()[:5] == [0, 1, 2, 3, 3]
    assert found["decision"].to_list() == ["", "", "", "", "merged", "refused"]


def test_someone_without_a_bureau_is_kept() -> None:
    found = rows(line(bureau="", order=""), line(name="COLIN", bureau="", order=""))
    assert found["decision"].to_list() == ["", ""]


def test_names_are_shown_as_names_and_nothing_about_origin_is_kept() -> None:
    found = rows(line(name="LE GOFF", used="Le Goff", first="JEAN-FRANÇOIS, MARIE"))
    assert found.select("birth_name", "used_name", "first_names").row(0) == (
        "Le Goff",
        "",
        "Jean-François, Marie",
    )
    assert not {"nationality", "birth_place", "birth_country"} & set(found.columns)


def test_what_columns_lack_the_file_s_name_gives() -> None:
    header = "nom de naissance;prénoms;date de naissance;bureau de vote;numéro d'ordre"
    found = rows("ROY;Gaël;28/07/1953;0001;1", name="LCM-com95018-03-02-2026.csv", header=header)
    assert found.select("commune_code", "list_type", "dated").row(0) == (
        "95018",
        "LCM",
        date(2026, 2, 3),
    )


def test_zeros_a_spreadsheet_took_come_back_only_where_one_station_fits() -> None:
    known = pl.DataFrame({"commune_code": ["1", "1", "1"], "code": ["0001", "0002", "02"]})
    asked = pl.DataFrame(
        {"commune_code": ["1", "1", "1", "2"], "bureau_code": ["1", "2", "0002", "1"]}
    )
    assert repaired_codes(asked, known).to_list() == ["0001", "2", "0002", "1"]
    assert rows(line(postcode="1000"))["postcode"][0] == "01000"


def test_a_table_that_is_no_roll_is_said() -> None:
    with pytest.raises(BadInput, match="cannot be read as a roll file"):
        rows("a;b", header="Code bureau;Inscrits")


@settings(deadline=None, max_examples=60)
@given(
    st.lists(
        st.lists(st.text(PRINTED, max_size=12), min_size=14, max_size=14), min_size=1, max_size=5
    )
)
def test_any_cells_are_judged_without_an_accident(cells: list[list[str]]) -> None:
    buffer = io.StringIO()
    csv.writer(buffer, delimiter=";").writerows([HEADER.split(";"), *cells])
    table = read_text_table(buffer.getvalue().encode(), "roll.csv")
    found = read_roll(table, date(2026, 1, 1)).rows
    assert set(found["decision"]) <= {"", "refused", "merged"}
    assert found.filter(pl.col("decision") != "refused")["person"].null_count() == 0
