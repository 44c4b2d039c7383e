"""Turnout: numbers alone, long and wide tables, and whose number it is."""

from __future__ import annotations

import polars as pl
import pytest

from phonebank.domain.errors import BadInput
from phonebank.domain.rounds import parse_round
from phonebank.intake.entitled import Found, find_listed, find_rows
from phonebank.intake.numbers import looks_like_numbers, read_numbers
from phonebank.intake.reading import read_text_table
from phonebank.intake.turnout import EmptyMeans, TurnoutRows, read_turnout

ENTRIES = pl.DataFrame(
    [
        (1, "0001", 1, "LP", "roy|gael|1953-07-28", ""),
        (2, "0001", 2, "LP", "colin|jade|1990-01-01", "Petit"),
        (3, "0001", 3, "LP", "simon|louis|1980-02-02", ""),
        (4, "0001", 3, "LCE", "da silva|ana|1985-03-03", ""),
        (4, "0001", 6, "LCM", "da silva|ana|1985-03-03", ""),
        (5, "0001", 6, "LP", "roche|paul|1970-04-04", ""),
        (6, "13A", 1, "LP", "yilmaz|loic|1978-04-26", ""),
    ],
    schema={
        "person_id": pl.Int64,
        "bureau_code": pl.String,
        "order_number": pl.Int32,
        "list_type": pl.String,
        "identity_key": pl.String,
        "used_name": pl.String,
    },
    orient="row",
).with_columns(pl.lit("95999").alias("commune_code"))
M26T1, P22T1, E24 = (parse_round(code) for code in ("M26T1", "P22T1", "E24T1"))


def turnout(text: str, **options: object) -> TurnoutRows:
    return read_turnout(read_text_table(text.encode(), "t.csv"), **options)  # type: ignore[arg-type]


def voted(found: Found) -> dict[int, bool]:
    return dict(found.marks.select("person_id", "voted").iter_rows())


def test_numbers_ranges_and_lists_are_read() -> None:
    text = "0012: 3, 17, 18-22, 40\nBureau 13a LCE : 1 – 3; 9\n  11 12\n"
    assert looks_like_numbers(text)
    rows = read_numbers(text).rows
    assert rows.filter(pl.col("bureau_code") == "0012")["order_number"].to_list() == [
        *(3, 17, 18, 19, 20, 21, 22, 40)
    ]
    other = rows.filter(pl.col("bureau_code") == "13A")
    assert other["order_number"].to_list() == [1, 2, 3, 9, 11, 12]
    assert set(other["list_type"]) == {"LCE"}


def test_what_is_no_number_is_a_row_with_a_reason() -> None:
    rows = read_numbers("0001: 1, x7, 9-3, 1, 2-9000\nbonjour\n").rows
    assert rows["reason"].to_list() == [
        "",
        "this is not an order number",
        "the range runs backwards",
        "this number is listed twice",
        "the range is longer than 3000 numbers",
        "the line is not “bureau: numbers”",
    ]
    assert not looks_like_numbers("Bureau;Numéro\n0001;3\n0001;4\n")


def test_a_number_means_the_person_entitled_in_that_round() -> None:
    rows = read_numbers("1: 3").rows
    municipal = find_listed(rows, ENTRIES, M26T1, listed_voted=False)
    assert municipal.rows["decision"].to_list() == ["matched"]
    assert voted(municipal) == {1: True, 2: True, 3: False, 4: True, 5: True}
    presidential = find_listed(rows, ENTRIES, P22T1, listed_voted=True)
    assert voted(presidential) == {1: False, 2: False, 3: True, 5: False}


def test_a_number_that_may_be_two_people_is_refused_and_the_rest_stays_unknown() -> None:
    rows = read_numbers("0001: 1, 6").rows
    found = find_listed(rows, ENTRIES, M26T1, listed_voted=False)
    assert found.rows["decision"].to_list() == ["matched", "refused"]
    assert "name the list" in found.rows["reason"][1]
    assert voted(found) == {1: False}
    named = find_listed(
        read_numbers("0001: 1\n0001 LCM: 6").rows, ENTRIES, M26T1, listed_voted=False
    )
    assert voted(named) == {1: False, 4: False, 2: True, 3: True, 5: True}
    european = find_listed(read_numbers("0001 LCM: 6").rows, ENTRIES, E24, listed_voted=False)
    assert european.rows["decision"].to_list() == ["unmatched"]


def test_a_wide_table_keeps_blanks_unknown_unless_told() -> None:
    text = "Bureau;N° ordre;Muni 2020 T1;Prés 2022 T1\n0001;1;V;\n0001;2;P;A\n0001;3;;x\n"
    read = turnout(text)
    assert [held.code for held in read.rounds] == ["M20T1", "P22T1"]
    assert read.marks.sort("line", "round_code").rows() == [
        (2, "M20T1", True, False),
        (3, "M20T1", True, True),
        (3, "P22T1", False, False),
        (4, "P22T1", True, False),
    ]
    told = turnout(text, empty=EmptyMeans.ABSTAINED)
    assert told.marks.filter(pl.col("line") == 2)["voted"].to_list() == [True, False]


def test_a_long_table_and_bare_turns_need_only_the_ballot() -> None:
    read = turnout("bureau;numéro d'ordre;T1;T2\n0001;1;oui;non\n", context=M26T1)
    assert sorted(read.marks["round_code"]) == ["M26T1", "M26T2"]
    read = turnout("bureau;numéro d'ordre;a voté\n0001;1;1\n", context=M26T1)
    assert read.marks.rows() == [(2, "M26T1", True, False)]
    read = turnout("bureau;ordre;scrutin;vote\n0001;1;Euro 2024;A\n0001;1;P22T1;V\n")
    assert sorted(read.marks["round_code"]) == ["E24T1", "P22T1"]
    with pytest.raises(BadInput, match="--round"):
        turnout("bureau;numéro d'ordre;T1;T2\n0001;1;oui;non\n")


def test_a_value_nobody_understands_refuses_its_row() -> None:
    read = turnout("Bureau;N° ordre;Muni 2020 T1\n0001;1;peut-être\n0001;x;V\n")
    assert read.marks.is_empty()
    assert "Muni 2020 T1" in read.rows["reason"][0]
    assert read.rows["reason"][1] == "the order number is not a number"


def test_a_name_beside_a_number_must_agree() -> None:
    read = turnout(
        "Bureau;N° ordre;Nom;Prénoms;Date de naissance;Muni 2020 T1\n"
        "0001;1;Roy;Gaël;28/07/1953;V\n"
        "0001;2;Petit;Jade;;A\n"
        "0001;1;Simon;Louis;02/02/1980;V\n"
        "0001;1;Personne;Autre;01/01/1950;V\n"
        "13A;1;Y?lmaz;Loïc;;V\n"
    )
    found = find_rows(read.rows, read.marks, ENTRIES, read.rounds)
    assert found.rows["decision"].to_list() == [*["matched"] * 3, "unmatched", "matched"]
    assert found.rows["reason"][3] == "the number belongs to somebody else on the roll"
    assert voted(found) == {1: True, 2: False, 3: True, 6: True}


def test_nobody_is_given_a_vote_in_a_round_they_may_not_vote_in() -> None:
    read = turnout(
        "Bureau;N° ordre;Nom;Prénoms;Muni 2020 T1;Prés 2022 T1;Euro 2024\n"
        "0001;6;Da Silva;Ana;V;V;A\n"
    )
    found = find_rows(read.rows, read.marks, ENTRIES, read.rounds)
    assert sorted(found.marks["round_code"]) == ["E24T1", "M20T1"]
