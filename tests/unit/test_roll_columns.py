"""A roll's texts by the column are what the rules say of each text alone."""

from __future__ import annotations

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from phonebank.domain.addresses import address_key
from phonebank.domain.names import clean, display
from phonebank.intake.roll_columns import clean_texts, display_texts, dwelling_keys

LETTERS = "aAbBtTqQrRé ÉœŒßıİñÿŸǅŁſ'’-,./_ \u00a0\u202e\u0301\u06621234567890"
TEXTS = st.lists(
    st.one_of(st.text(LETTERS, max_size=14), st.text(max_size=8)), min_size=1, max_size=20
)
PARTS = ("number", "street", "extra", "locality", "postcode", "city")
ROWS = st.lists(
    st.tuples(
        st.one_of(
            st.sampled_from(("12", "12 bis", "12b", "3 T", "", "B", "12-14")),
            st.text(LETTERS, max_size=6),
        ),
        st.one_of(
            st.sampled_from(("rue du Bac", "b rue du Bac", "", "12 t rue", "av. Foch")),
            st.text(LETTERS, max_size=9),
        ),
        *[st.one_of(st.just(""), st.text(LETTERS, max_size=8)) for _ in range(4)],
    ),
    min_size=1,
    max_size=12,
)


@given(TEXTS)
@settings(deadline=None, max_examples=150)
def test_names_and_places_are_shown_as_the_rules_say(texts: list[str]) -> None:
    different = pl.Series("text", sorted(set(texts)), dtype=pl.String)
    assert display_texts(different).to_list() == [display(text) for text in different]
    assert clean_texts(different).to_list() == [clean(text) for text in different]


@given(ROWS)
@settings(deadline=None, max_examples=150)
def test_a_dwelling_s_key_is_the_one_of_its_whole_address(rows: list[tuple[str, ...]]) -> None:
    frame = pl.DataFrame(rows, schema=dict.fromkeys(PARTS, pl.String), orient="row")
    keys = dwelling_keys(frame, PARTS, "extra")
    for row, entrance, whole in zip(rows, keys["entrance"], keys["address_key"], strict=True):
        assert whole == address_key(" ".join(row))
        assert entrance == address_key(" ".join(row[:2] + row[3:]))
