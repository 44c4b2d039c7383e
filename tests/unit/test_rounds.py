"""Ballots and rounds: codes, titles, dates, and who may vote in what."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from phonebank.domain.eligibility import ListType, lists_of, may_vote
from phonebank.domain.errors import BadInput
from phonebank.domain.rounds import (
    BallotType,
    ballot_type_named,
    find_round,
    known_rounds,
    parse_round,
    round_of,
)


@pytest.mark.parametrize(
    ("text", "code", "day"),
    [
        ("M26T1", "M26T1", date(2026, 3, 15)),
        ("m20t2", "M20T2", date(2020, 6, 28)),
        ("E24", "E24T1", date(2024, 6, 9)),
        ("Muni 2020 T1", "M20T1", date(2020, 3, 15)),
        ("Muni 2020", "M20T1", date(2020, 3, 15)),
        ("Prés 2022 T1", "P22T1", date(2022, 4, 10)),
        ("Légis 2024 T2", "L24T2", date(2024, 7, 7)),
        ("Euro 2024", "E24T1", date(2024, 6, 9)),
        ("Euro 19", "E19T1", date(2019, 5, 26)),
        ("Présidentielle 2017 - 2e tour", "P17T2", date(2017, 5, 7)),
        ("A voté 1er tour municipales 2014", "M14T1", date(2014, 3, 23)),
        ("Tour 2 Législatives 2017", "L17T2", date(2017, 6, 18)),
        ("Régionales 2015 deuxième tour", "R15T2", date(2015, 12, 13)),
        ("Dép. 2021 T1", "D21T1", date(2021, 6, 20)),
        ("vote_M20T1", "M20T1", date(2020, 3, 15)),
    ],
)
def test_a_title_or_a_code_names_a_round_and_its_date(text: str, code: str, day: date) -> None:
    found = parse_round(text)
    assert (found.code, found.held_on, found.dated) == (code, day, True)


@pytest.mark.parametrize(
    "title",
    [
        "Prénoms",
        "Département 95",
        "code département de naissance",
        "Date de naissance",
        "N° 2020",
        "T1",
        "Euro 2024 T2",
        "Bureau",
        "région 2016",
        "",
    ],
)
def test_other_titles_name_no_round(title: str) -> None:
    assert find_round(title) is None


def test_a_turn_alone_is_enough_in_a_file_about_one_ballot() -> None:
    ballot = parse_round("M26T1")
    assert [find_round(title, ballot) for title in ("T1", "2d tour")] == [
        round_of(BallotType.MUNICIPAL, 2026, 1),
        round_of(BallotType.MUNICIPAL, 2026, 2),
    ]


def test_a_round_known_only_by_its_year_is_dated_in_the_middle_of_it() -> None:
    old = parse_round("Muni 2008 T1")
    assert (old.code, old.held_on, old.dated) == ("M08T1", date(2008, 7, 1), False)


@pytest.mark.parametrize("text", ["X26T1", "hello", "E24T2", "26", "M26T3"])
def test_what_is_no_round_is_refused_with_a_sentence(text: str) -> None:
    with pytest.raises(BadInput, match=r"M26T1|no T2"):
        parse_round(text)


@given(st.sampled_from(BallotType), st.integers(1970, 2069), st.data())
def test_every_code_reads_back_as_its_round(
    kind: BallotType, year: int, data: st.DataObject
) -> None:
    made = round_of(kind, year, data.draw(st.integers(1, kind.turns)))
    assert parse_round(made.code) == made


@given(st.text(max_size=60))
def test_no_text_breaks_the_reading_of_titles(text: str) -> None:
    found = find_round(text)
    assert found is None or parse_round(found.code) == found


def test_the_shipped_dates_are_sundays_in_order() -> None:
    rounds = known_rounds()
    assert len(rounds) == 31
    assert all(each.held_on.weekday() == 6 for each in rounds)
    assert list(rounds) == sorted(rounds, key=lambda each: (each.held_on, each.code))


def test_rounds_have_names_in_both_languages() -> None:
    assert parse_round("M26T2").title() == "Municipales 2026, 2d tour"
    assert parse_round("E24").title("en") == "European 2024"


def test_types_of_ballot_are_read_from_words_or_letters() -> None:
    assert ballot_type_named("municipales") is BallotType.MUNICIPAL
    assert ballot_type_named("P") is BallotType.PRESIDENTIAL
    with pytest.raises(BadInput, match="type of ballot"):
        ballot_type_named("sénatoriales")


def test_complementary_lists_open_their_own_ballot_only() -> None:
    both = (ListType.MUNICIPAL, ListType.EUROPEAN)
    assert {kind for kind in BallotType if may_vote(both, kind)} == {
        BallotType.MUNICIPAL,
        BallotType.EUROPEAN,
    }
    assert not may_vote([ListType.EUROPEAN], BallotType.MUNICIPAL)
    assert all(ListType.MAIN in lists_of(kind) for kind in BallotType)
