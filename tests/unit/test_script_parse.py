"""The script language: what can be written, and what each fault is answered with."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from phonebank.domain.errors import BadInput
from phonebank.domain.outcomes import Outcome
from phonebank.domain.script import END, MAX_BYTES, Purpose, Script, ScriptError, parse

FRONT = "---\ntitle: Essai\nlanguage: fr\npurpose: other\n---\n"
WHOLE = (
    FRONT
    + """
## opening — Se présenter
**Bonjour, je suis {caller_name}, pour {controller}.**

Vous votez {if bureau}au bureau {bureau_name}{else}en mairie{end}.
> Souriez.
> Parlez lentement.

> Attendez la réponse.

? agrees: Accepte de parler ?
- yes: Oui -> intention
- later: Plus tard -> thanks => callback
- no: Non => refused -> end

## intention - Intention
Irez-vous voter ?
? vote: Ira voter ? (opinion)
- yes: Oui
- unsure: Hésite -> thanks

## support — Avis
Qu'en pensez-vous ?
? view: Avis
- good: Favorable (opinion)
- none: Sans avis
-> end

## thanks — Remercier
Merci.

## voicemail — Message
Bonjour {first_name}.

## objections — Objections
### no_time — « Je n'ai pas le temps »
Deux minutes.
### who — Qui ?
{controller}

## origin — Origine
De {source}.
"""
)


def read(body: str) -> Script:
    return parse(FRONT + body)


def fault(body: str) -> ScriptError:
    with pytest.raises(ScriptError) as caught:
        read(body)
    return caught.value


def test_a_whole_script_is_read_as_written() -> None:
    script = parse(WHOLE)
    assert (script.title, script.language, script.purpose) == ("Essai", "fr", Purpose.OTHER)
    assert [step.key for step in script.steps] == ["opening", "intention", "support", "thanks"]
    opening = script.steps[0]
    assert opening.title == "Se présenter"
    assert opening.say.startswith("**Bonjour")
    assert opening.say.count("\n\n") == 1
    assert opening.hints == ("Souriez.\nParlez lentement.", "Attendez la réponse.")
    assert opening.question is not None
    assert [a.next for a in opening.question.answers] == ["intention", "thanks", None]
    assert [a.outcome for a in opening.question.answers] == [
        None,
        Outcome.CALLBACK,
        Outcome.REFUSED,
    ]
    assert script.voicemail == "Bonjour {first_name}."
    assert [o.key for o in script.objections] == ["no_time", "who"]
    assert script.objections[0].answer == "Deux minutes."
    assert script.origin == "De {source}."
    assert script.warnings == ()


def test_an_answer_without_an_arrow_follows_the_step_s_own_way() -> None:
    script = parse(WHOLE)
    intention, support, thanks = script.steps[1:]
    assert intention.question is not None
    assert intention.question.answers[0].next == "support"
    assert support.question is not None
    assert {a.next for a in support.question.answers} == {None}
    assert thanks.next is None


def test_opinion_is_marked_on_one_answer_or_on_the_whole_question() -> None:
    script = parse(WHOLE)
    questions = {s.question.key: s.question for s in script.steps if s.question}
    assert all(answer.opinion for answer in questions["vote"].answers)
    assert [answer.opinion for answer in questions["view"].answers] == [True, False]
    assert questions["vote"].label == "Ira voter ?"
    assert questions["view"].answers[0].label == "Favorable"


def test_windows_line_ends_and_a_byte_order_mark_change_nothing() -> None:
    assert parse("\ufeff" + WHOLE.replace("\n", "\r\n")) == parse(WHOLE)


@pytest.mark.parametrize(
    ("body", "line", "words"),
    [
        ("\nBonjour\n## a — A\nx", 7, "before the first"),
        ("", 0, "no step"),
        ("# Titre\n", 6, "only ## key"),
        ("## A — Titre\nx", 6, "cannot be a key"),
        ("## été — Titre\nx", 6, "cannot be a key"),
        ("## a — A\n", 6, "says nothing"),
        ("## a — A\nx\n## a — B\ny", 8, "written twice"),
        (f"## {END} — Fin\nx", 6, "end of the call"),
        ("## a — A\nx\n-> b", 8, "leads to no step"),
        ("## a — A\nx\n? q: Q\n- o: O -> b", 9, "leads to no step"),
        ("## a — A\nx\n? q: Q\n- o: O => yes", 9, "is no outcome"),
        ("## a — A\nx\n? q: Q\n- o: O -> a -> a", 9, "once"),
        ("## a — A\nx\n? q: Q\n- o: O ->", 9, "once"),
        ("## a — A\nx\n? q: Q\n- o: O\n- o: P", 10, "written twice"),
        ("## a — A\nx\n? q: Q\n- oui", 9, "an answer is written"),
        ("## a — A\nx\n? q: Q\n- o:", 9, "1 to 120"),
        ("## a — A\nx\n? q: Q", 8, "has no answer"),
        ("## a — A\nx\n? Q", 8, "a question is written"),
        ("## a — A\nx\n? q: Q\n- o: O\n? r: R", 10, "one question"),
        ("## a — A\nx\n? q: Q\n- o: O\ntexte", 10, "after the question"),
        ("## a — A\nx\n-> end\n-> end", 9, "leads on once"),
        ("## a — A\nx\n-> ", 8, "step's key"),
        ("## a — A\nx\n? q: Q\n- o: O\n## b — B\nx\n? q: Q\n- o: O", 12, "asked twice"),
        ("## a — A\nx\n? b: Q\n- o: O\n## b — B\nx", 8, "name of another step"),
        ("## a — A\nx\n## b — B\ny\n-> a", 6, "a → b → a"),
        ("## a — A\nx\n-> a", 6, "a → a"),
        ("## a — A\nBonjour {nom}", 7, "{nom} is unknown"),
        ("## a — A\nBonjour {first_name", 7, "stands alone"),
        ("## a — A\n{if rich}x{end}", 7, "{if rich} is unknown"),
        ("## a — A\n\n{if mobile}x", 8, "not closed"),
        ("## a — A\n{if mobile}\n> x\n{end}", 7, "not closed"),
        ("## a — A\nx{end}", 7, "closes nothing"),
        ("## a — A\n{else}", 7, "belongs to no"),
        ("## a — A\n{if mobile}a{else}b{else}c{end}", 7, "belongs to no"),
        ("## a — A\n> {if mobile}x", 7, "not closed"),
        ("## a — A\n" + "{if mobile}" * 6 + "{end}" * 6, 7, "more than 5"),
        ("## a — {first_name}\nx", 6, "takes no"),
        ("## a — A\n<b>x</b>", 7, "HTML"),
        ("## a — A\n![x](http://a)", 7, "links and images"),
        ("## a — A\n```", 7, "code"),
        ("## a — A\nx\n---\ny", 8, "drawn across"),
        ("## a — A\nx\x01y", 7, "U+0001"),
        ("## a — A\nx\n## voicemail — V\nx\n-> a", 10, "text only"),
        ("## a — A\nx\n## origin — O\n> x", 9, "text only"),
        ("## a — A\nx\n## objections — O\nx", 9, "### key"),
        ("## a — A\nx\n## objections — O\n### b — B", 9, "no answer"),
        ("## a — A\nx\n## objections — O\n### b — B\nx\n### b — C\nx", 11, "written twice"),
        ("## a — A\nx\n### b — B\nx", 8, "only ## key"),
        ("## a — A\nx\n? q: Q\n" + "".join(f"- a{i}: A\n" for i in range(10)), 18, "9 answers"),
        ("".join(f"## a{i} — A\nx\n" for i in range(61)), 126, "more than 60"),
    ],
)
def test_each_fault_names_its_line_and_what_to_write(body: str, line: int, words: str) -> None:
    error = fault(body)
    assert error.line == line, str(error)
    assert words in str(error)
    assert isinstance(error, BadInput)


@pytest.mark.parametrize(
    ("front", "line", "words"),
    [
        ("", 1, "must open"),
        ("## a — A\nx", 1, "must open"),
        ("---\ntitle: x\n", 1, "not closed"),
        ("---\ntitle: x\ntitle: y\n---\n", 3, "twice"),
        ("---\ntitle: x\nlanguage: de\npurpose: other\n---\n", 3, "one of fr, en"),
        ("---\ntitle: x\nlanguage: fr\npurpose: gagner\n---\n", 4, "municipal_first"),
        ("---\ntitle: x\nlanguage: fr\n---\n", 4, "lacks purpose"),
        ("---\ntitle:\nlanguage: fr\npurpose: other\n---\n", 2, "1 to 120"),
        ("---\nauthor: x\n---\n", 2, "not expected"),
    ],
)
def test_each_fault_of_the_opening_block_names_its_line(front: str, line: int, words: str) -> None:
    with pytest.raises(ScriptError) as caught:
        parse(front)
    assert caught.value.line == line
    assert words in str(caught.value)


def test_a_text_over_64_kilobytes_is_refused() -> None:
    with pytest.raises(ScriptError, match="over 64 kB"):
        read("## a — A\n" + "é" * (MAX_BYTES // 2))


def test_a_step_no_answer_leads_to_is_told_and_prevents_nothing() -> None:
    script = read("## a — A\nx\n-> end\n## b — B\ny")
    assert any("the step b" in warning for warning in script.warnings)


def test_an_opening_that_hides_who_calls_is_told() -> None:
    warnings = " ".join(read("## a — A\nBonjour\n? q: Q\n- o: O").warnings)
    assert "{caller_name}" in warnings
    assert "{controller}" in warnings


@pytest.mark.parametrize(
    "words",
    [
        "Vous n'avez pas voté dimanche.",
        "Votre abstention nous étonne.",
        "You did not vote.",
        "You haven't voted.",
        "Les non-votants",
        "Vous vous êtes abstenue.",
    ],
)
def test_words_that_tell_someone_they_did_not_vote_are_told(words: str) -> None:
    assert any("did not vote;" in w for w in read(f"## a — A\n{words}").warnings)


PIECES = st.sampled_from(
    [
        "---",
        "title: a",
        "language: fr",
        "purpose: other",
        "## a — A",
        "## b — B",
        "## objections — O",
        "### c — C",
        "## voicemail",
        "? q: Q",
        "- o: O -> b",
        "- p: P => refused",
        "-> end",
        "-> a",
        "> hint",
        "{if mobile}",
        "{else}",
        "{end}",
        "{first_name}",
        "texte",
        "",
        "#",
        "-",
        "?",
        "##",
    ]
)


@given(st.lists(st.one_of(PIECES, st.text(max_size=20)), max_size=25).map("\n".join))
def test_whatever_is_typed_is_a_script_or_a_script_error(body: str) -> None:
    for text in (body, FRONT + body):
        refusal: ScriptError | None = None
        try:
            assert parse(text).steps
        except ScriptError as error:
            refusal = error
        if refusal is not None:
            assert 0 <= refusal.line <= text.count("\n") + text.count("\r") + 1
            assert refusal.sentence
