"""The scripts that ship with the program: both languages, every situation, nobody shamed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from phonebank.domain.outcomes import Outcome
from phonebank.domain.script import (
    FILLERS,
    FLAGS,
    PASSED,
    Purpose,
    Script,
    fill,
    parse,
    plain,
    walk,
)
from phonebank.resources import resource

if TYPE_CHECKING:
    from collections.abc import Iterator

NAMES = ("municipal-first", "between-rounds", "procuration")
EVERY = [(name, language) for name in NAMES for language in ("fr", "en")]
VALUES = {filler: f"valeur {filler}" for filler in FILLERS}
SITUATIONS = [frozenset[str](), FLAGS, *(FLAGS - {flag} for flag in sorted(FLAGS))]
LONGEST_SENTENCE = 24
"""Words a caller says in one breath and a voter follows by ear."""


def template(name: str, language: str) -> Script:
    return parse(resource(f"scripts/{name}.{language}.md").read_text(encoding="utf-8"))


def spoken(script: Script) -> Iterator[str]:
    yield from (step.say for step in script.steps)
    yield from (objection.answer for objection in script.objections)
    yield from (script.voicemail, script.origin)


@pytest.mark.parametrize(("name", "language"), EVERY)
def test_a_shipped_script_has_nothing_left_to_mend(name: str, language: str) -> None:
    script = template(name, language)
    assert script.warnings == ()
    assert script.language == language
    assert script.purpose is Purpose(name.replace("-", "_"))
    assert 5 <= len(script.objections) <= 8


@pytest.mark.parametrize("name", NAMES)
def test_the_english_twin_asks_and_leads_as_the_french_one(name: str) -> None:
    def shape(script: Script) -> list[object]:
        return [
            (
                step.key,
                step.next,
                len(step.hints),
                sorted(re.findall(r"\{[^}]*\}", step.say + "".join(step.hints))),
                step.question
                and (
                    step.question.key,
                    [(a.key, a.next, a.opinion, a.outcome) for a in step.question.answers],
                ),
            )
            for step in script.steps
        ] + [objection.key for objection in script.objections]

    assert shape(template(name, "fr")) == shape(template(name, "en"))


@pytest.mark.parametrize(("name", "language"), EVERY)
def test_every_sentence_is_short_enough_to_be_said(name: str, language: str) -> None:
    for markdown in spoken(template(name, language)):
        said = plain(fill(markdown, dict.fromkeys(FILLERS, "mot"), FLAGS))
        for sentence in re.split(r"[.?!:;\n]+", said):
            assert len(sentence.split()) <= LONGEST_SENTENCE, sentence


@pytest.mark.parametrize(("name", "language"), EVERY)
def test_no_situation_leaves_a_sign_or_a_gap(name: str, language: str) -> None:
    script = template(name, language)
    hints = [hint for step in script.steps for hint in step.hints]
    for flags in SITUATIONS:
        for markdown in (*spoken(script), *hints):
            said = plain(fill(markdown, VALUES, flags))
            assert said
            assert not re.search(r"[{}*\\]|\.\.|  ", said), said


@pytest.mark.parametrize(("name", "language"), EVERY)
def test_without_a_known_polling_station_nothing_asks_for_its_name(
    name: str, language: str
) -> None:
    script = template(name, language)
    hints = [hint for step in script.steps for hint in step.hints]
    for markdown in (*spoken(script), *hints):
        assert "bureau_" not in fill(markdown, VALUES, FLAGS - {"bureau"})


@pytest.mark.parametrize(("name", "language"), EVERY)
def test_what_tells_an_opinion_is_marked_and_comes_after_the_vote(name: str, language: str) -> None:
    for step in template(name, language).steps:
        if step.question:
            marked = {answer.opinion for answer in step.question.answers}
            assert marked == {step.key in ("support", "help")}


@pytest.mark.parametrize("name", NAMES)
def test_a_willing_voter_is_led_to_the_thanks(name: str) -> None:
    script = template(name, "fr")
    answers: dict[str, str] = {}
    while (step := walk(script, answers).current) is not None:
        question = step.question
        answers[step.mark] = question.answers[0].key if question else PASSED
    path = walk(script, answers)
    assert path.steps[-1].key == "thanks"
    assert path.outcome is Outcome.CONVERSATION


@pytest.mark.parametrize(("name", "language"), EVERY)
def test_the_proxy_is_explained_by_its_rules(name: str, language: str) -> None:
    script = template(name, language)
    text = " ".join(spoken(script)) + " ".join(h for step in script.steps for h in step.hints)
    assert "maprocuration.gouv.fr" in text
    assert re.search(r"autre commune|another town", text)
    assert re.search(r"seule procuration faite en France|one proxy made in France", text)
