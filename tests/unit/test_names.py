"""Names compare whatever their spelling, and show as a person writes them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from phonebank.domain.names import (
    canonical,
    clean,
    display,
    first_given,
    given_names,
    identity_key,
    name_key,
)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ŒUVRARD", "Oeuvrard"),
        ("O'CONNOR", "O\u2019Connor"),
        ("JEAN-FRANÇOIS", "Jean\u2011Francois"),
        ("JEAN-FRANÇOIS", "jean franc\u0327ois"),
        ("DE LA TOUR", "De  la\u00a0Tour"),
        ("Ñunez", "NUNEZ"),
        ("Yılmaz", "YILMAZ"),
        ("İnce", "INCE"),
        ("Strauß", "STRAUSS"),
        ("Łukasz", "LUKASZ"),
        ("Ægir", "AEGIR"),
    ],
)
def test_spellings_of_one_name_share_a_key(one: str, other: str) -> None:
    assert canonical(one) == canonical(other) != ""
    assert name_key(one) == name_key(other)


def test_glued_particles_share_the_key_without_spaces() -> None:
    assert name_key("LE GOFF") == name_key("LeGoff")
    assert canonical("LE GOFF") != canonical("LeGoff")


@pytest.mark.parametrize(
    ("roll", "shown"),
    [
        ("DE LA TOUR", "De La Tour"),
        ("O'CONNOR", "O'Connor"),
        ("L’HOSTIS", "L’Hostis"),
        ("LE GOFF", "Le Goff"),
        ("JEAN-FRANÇOIS", "Jean-François"),
        ("ŒUVRARD", "Œuvrard"),
        ("noëlle", "Noëlle"),
        ("McDonald", "McDonald"),
        ("de La Tour", "de La Tour"),
        ("  DUPONT\t ", "Dupont"),
        ("", ""),
    ],
)
def test_a_roll_s_capitals_become_a_name(roll: str, shown: str) -> None:
    assert display(roll) == shown


def test_characters_that_turn_a_line_around_are_taken_out() -> None:
    assert clean("Du\u202epont\u0000\u200b Ma\u2066ry\n") == "Dupont Mary"


@pytest.mark.parametrize(
    ("cell", "first"),
    [
        ("Noëlle, Aïcha, Hélène", "Noëlle"),
        ("Yanis Mohamed Lucas", "Yanis"),
        ("JEAN-FRANÇOIS MARIE", "Jean-François"),
        ("Marie Claude, Anne", "Marie Claude"),
        ("", ""),
    ],
)
def test_first_names_are_split_by_commas_or_by_spaces(cell: str, first: str) -> None:
    assert first_given(cell) == first
    assert len(given_names(cell)) >= bool(cell)


def test_an_identity_is_the_same_from_a_roll_and_from_a_hand() -> None:
    assert identity_key("O'CONNOR", "LOÏC", "1950-01-11") == identity_key(
        "O’Connor", "Loic", "1950-01-11"
    )


@given(st.text(max_size=40))
def test_cleaning_and_showing_twice_changes_nothing(text: str) -> None:
    assert clean(clean(text)) == clean(text)
    assert canonical(canonical(text)) == canonical(text)
    assert "\u202e" not in display(text)
