"""Ages and age bands from partial birth dates."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from phonebank.domain.ages import BirthDate, age_band, age_on, band_of, parse_birth_date
from phonebank.domain.errors import BadInput


@pytest.mark.parametrize(
    ("text", "birth"),
    [
        ("27/11/1993", BirthDate(1993, 11, 27)),
        ("00/05/1961", BirthDate(1961, 5)),
        ("00/00/1953", BirthDate(1953)),
        ("1993-11-27", BirthDate(1993, 11, 27)),
        ("1953", BirthDate(1953)),
        (" 7.3.1980 ", BirthDate(1980, 3, 7)),
        ("30/02/1970", BirthDate(1970, 2, 30)),
    ],
)
def test_birth_dates_are_read_as_rolls_write_them(text: str, birth: BirthDate) -> None:
    assert parse_birth_date(text) == birth


@pytest.mark.parametrize("text", ["", "hier", "32/01/1970", "01/13/1970", "01/01/70", "34299"])
def test_what_is_no_birth_date_is_refused(text: str) -> None:
    with pytest.raises(BadInput, match="birth date"):
        parse_birth_date(text)


def test_age_turns_on_the_birthday() -> None:
    birth = BirthDate(2008, 3, 15)
    assert age_on(birth, date(2026, 3, 14)) == 17
    assert age_on(birth, date(2026, 3, 15)) == 18


def test_an_unknown_month_counts_as_the_middle_of_the_year() -> None:
    assert age_on(BirthDate(1953), date(2026, 6, 30)) == 72
    assert age_on(BirthDate(1953), date(2026, 7, 1)) == 73


@pytest.mark.parametrize(
    ("age", "band"),
    [
        (17, "18-24"),
        (24, "18-24"),
        (25, "25-34"),
        (49, "35-49"),
        (64, "50-64"),
        (79, "65-79"),
        (89, "80-89"),
        (90, "90+"),
        (112, "90+"),
        (121, ""),
        (3, ""),
        (None, ""),
    ],
)
def test_bands_are_those_of_published_turnout(age: int | None, band: str) -> None:
    assert band_of(age) == band


def test_a_person_without_birth_date_has_no_band() -> None:
    assert age_band(None, date(2026, 3, 15)) == ""


@given(st.integers(1900, 2008), st.integers(0, 12), st.integers(0, 31))
def test_a_birth_date_reads_back_as_it_is_written(year: int, month: int, day: int) -> None:
    birth = BirthDate(year, month, day if month else 0)
    assert parse_birth_date(str(birth)) == birth
