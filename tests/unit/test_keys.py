"""A column's keys are what the rule says of each of its texts."""

from __future__ import annotations

import polars as pl
from hypothesis import example, given
from hypothesis import strategies as st

from phonebank.domain.addresses import address_key
from phonebank.domain.names import canonical, name_key
from phonebank.intake.keys import address_keys, canonical_column, given_keys, given_text, name_keys

ANY = st.text(st.characters(codec="utf-8"), max_size=20)
LATIN = st.text(st.characters(min_codepoint=32, max_codepoint=0x17F), max_size=20)
HOUSES = st.from_regex(r"\A[0-9]{0,3} ?[bBtTqa]?(is)? ?(av|bd|r|St|rue|de) ?[a-zé' -]{0,9}\Z")
TRAPS = ["L’Hostis-Œuvrard", "İnönü ıßŁØ", "é", "ŉ¼²", "Σας", "", " _- ", "ﬁ Ærø", "µ"]


@given(st.lists(ANY | LATIN, max_size=6))
@example(TRAPS)
def test_a_column_of_names_has_the_keys_of_each_name(names: list[str]) -> None:
    column = pl.Series("name", names, dtype=pl.String)
    assert canonical_column(column).to_list() == [canonical(name) for name in names]
    assert name_keys(column).to_list() == [name_key(name) for name in names]


@given(st.lists(ANY | LATIN | st.from_regex(r"\A[A-Zé]{1,4}([ ,;/|-]{1,3}[a-z]{1,4})*\Z")))
@example(["Jean Pierre, Paul", "Marie-Claude Anne", "a ,, b", "x|y z", "  "])
def test_a_column_of_first_names_has_the_keys_of_each(names: list[str]) -> None:
    column = pl.Series("name", names, dtype=pl.String)
    assert given_keys(column).to_list() == [given_text(name) for name in names]


@given(st.lists(ANY | LATIN | HOUSES, max_size=6))
@example(["12 bis, av. Jean-Jaurès 95990", "12B AVENUE JEAN JAURES 95990", "3 b st r av"])
def test_a_column_of_addresses_has_the_keys_of_each(places: list[str]) -> None:
    column = pl.Series("place", places, dtype=pl.String)
    assert address_keys(column).to_list() == [address_key(place) for place in places]
