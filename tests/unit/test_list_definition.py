"""Lists as data: what may be asked, what is refused, how it reads."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from phonebank.domain.errors import BadInput
from phonebank.domain.list_definition import (
    MOST_CONDITIONS,
    Condition,
    ListDefinition,
    list_name,
    parse_definition,
)
from phonebank.domain.list_fields import FREE_WORDS, Field, forbidden_subject
from phonebank.domain.list_words import definition_words
from phonebank.domain.rounds import parse_round
from phonebank.store.list_query import list_query

EXAMPLES: dict[Field, tuple[str, ...]] = {
    Field.BUREAU: ("0001", "95999:0002"),
    Field.AGE: ("18-24", "90+"),
    Field.SEX: ("F",),
    Field.SCORE: ("0.25", "0.75"),
    Field.SOURCE: ("réunion publique",),
    Field.TAG: ("bénévole", "élu"),
    Field.INTEREST: ("https://example.org/creches",),
    Field.NOT_CALLED_SINCE: ("14d",),
    Field.MOBILE: (),
    Field.LANGUAGE: ("pt",),
    Field.ABSTAINED: ("M26T1",),
    Field.VOTED: ("P22T1",),
}
FORBIDDEN = (
    "catholique pratiquant", "Musulman", "juive", "paroisse Saint-Pierre", "halal",
    "né à l’étranger", "nationalité algérienne", "origine africaine", "consonance maghrébine",
    "lieu de naissance Lyon", "malade", "diabétique", "handicapée", "VIH", "place of birth",
    "Jewish", "chronic illness", "foreign nationals",
)  # fmt: skip


def whole(negated: bool = False) -> ListDefinition:
    return ListDefinition(tuple(Condition(f, v, negated) for f, v in EXAMPLES.items()))


def test_every_field_is_shown_here() -> None:
    assert set(EXAMPLES) == set(Field)


def test_a_list_is_read_back_as_it_was_written() -> None:
    for definition in (whole(), whole(negated=True), ListDefinition((), match_any=True)):
        assert parse_definition(definition.to_json()) == definition
        assert parse_definition(json.loads(definition.to_json())) == definition


def test_no_field_is_a_forbidden_attribute() -> None:
    """R6: no origin of names, place of birth, nationality, religion, health, list type."""
    allowed = {
        "bureau", "age", "sex", "score", "source", "tag", "interest", "not_called_since", "mobile",
        "language", "abstained", "voted",
    }  # fmt: skip
    assert {field.value for field in Field} == allowed
    where = list_query(whole(), parse_round("M26T2"), parse_round("M26T1").held_on).where
    for column in ("birth_name", "used_name", "first_names", "identity_key", "birth_place"):
        assert column not in where
    for name in (
        "name",
        "birthplace",
        "nationality",
        "religion",
        "health",
        "list_types",
        "country",
    ):
        with pytest.raises(BadInput, match="nothing people may be chosen by"):
            parse_definition(
                {"version": 1, "conditions": [{"field": name, "values": ["x"], "not": False}]}
            )


@pytest.mark.parametrize("words", FORBIDDEN)
@pytest.mark.parametrize("field", sorted(FREE_WORDS))
def test_words_that_tell_what_nobody_may_be_chosen_by_are_refused(field: Field, words: str) -> None:
    with pytest.raises(BadInput, match="nobody may be chosen by"):
        Condition(field, (words,))


def test_the_campaigns_own_words_are_not_refused() -> None:
    for words in (
        "bénévole", "parents d’élèves", "marché du samedi", "logement", "transports",
        "adhérents 2024", "crèches", "Rome antique", "illettrisme", "égalité",
    ):  # fmt: skip
        assert forbidden_subject(words) == ""


@pytest.mark.parametrize(
    ("field", "values"),
    [
        (Field.AGE, ("25-30",)),
        (Field.SEX, ("X",)),
        (Field.SCORE, ("0.8", "0.2")),
        (Field.SCORE, ("nan", "1")),
        (Field.SCORE, ("0.2",)),
        (Field.NOT_CALLED_SINCE, ("yesterday",)),
        (Field.NOT_CALLED_SINCE, ("1d", "2d")),
        (Field.LANGUAGE, ("français",)),
        (Field.ABSTAINED, ("M26",)),
        (Field.BUREAU, ()),
        (Field.BUREAU, (" ",)),
        (Field.TAG, ("a\0b",)),
        (Field.MOBILE, ("oui",)),
    ],
)
def test_what_makes_no_sense_is_refused(field: Field, values: tuple[str, ...]) -> None:
    with pytest.raises(BadInput):
        Condition(field, values)


def test_a_list_of_another_version_is_refused() -> None:
    with pytest.raises(BadInput, match="update the program"):
        parse_definition({"version": 2, "match": "all", "conditions": []})
    with pytest.raises(BadInput, match="nothing else"):
        parse_definition({"version": 1, "conditions": [], "sql": "true"})
    with pytest.raises(BadInput, match="at most"):
        ListDefinition((Condition(Field.MOBILE),) * (MOST_CONDITIONS + 1))


_JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.text() | st.sampled_from(list(Field)),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["version", "match", "conditions", "field", "values", "not", "x"]),
            inner,
        )
    ),
    max_leaves=12,
)


@settings(max_examples=300, deadline=None)
@given(_JSON)
def test_whatever_is_kept_is_a_list_or_refused(body: Any) -> None:
    try:
        made = parse_definition(json.dumps(body))
    except BadInput:
        return
    assert parse_definition(made.to_json()) == made
    list_query(made, parse_round("M26T2"), parse_round("M26T1").held_on)


def test_a_list_reads_as_a_sentence_in_both_languages() -> None:
    definition = ListDefinition(
        (
            Condition(Field.BUREAU, ("0001", "0002")),
            Condition(Field.AGE, ("18-24",)),
            Condition(Field.TAG, ("élu",), negated=True),
            Condition(Field.NOT_CALLED_SINCE, ("2026-03-01",)),
        )
    )
    assert definition_words(definition, "fr") == (
        "Les personnes des bureaux 0001 ou 0002, qui ont de 18 à 24 ans, sans l’étiquette « élu », "
        "et non appelées depuis le 1er mars 2026."
    )
    assert definition_words(definition, "en") == (
        "People in bureaux 0001 or 0002, aged 18 to 24, without the tag “élu”, and not called "
        "since 1 March 2026."
    )
    assert definition_words(ListDefinition(), "fr") == "Tout le monde."


def test_every_condition_says_something_else_when_denied() -> None:
    for language in ("fr", "en"):
        told = set()
        for field, values in EXAMPLES.items():
            for negated in (False, True):
                told.add(
                    definition_words(ListDefinition((Condition(field, values, negated),)), language)
                )
        assert len(told) == 2 * len(EXAMPLES)


def test_a_name_keeps_one_space_between_words() -> None:
    assert list_name("  Jeunes \t du  centre ") == "Jeunes du centre"
    for bad in ("", "   ", "x" * 81):
        with pytest.raises(BadInput):
            list_name(bad)


def test_no_value_becomes_text_of_the_query() -> None:
    poison = "'; drop table pb.person; --"
    fields = (Field.TAG, Field.SOURCE, Field.INTEREST, Field.BUREAU)
    definition = ListDefinition(tuple(Condition(field, (poison,)) for field in fields))
    query = list_query(definition, parse_round("M26T2"), parse_round("M26T1").held_on)
    assert "drop" not in query.where
    assert list(query.values.values()).count([poison]) == len(fields)
