"""Walking a script: where a call stands, and what a changed answer takes with it."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from phonebank.domain.outcomes import Outcome
from phonebank.domain.script import (
    PASSED,
    Answer,
    Purpose,
    Question,
    Script,
    ScriptError,
    Step,
    parse,
    walk,
)

TEXT = """---
title: Essai
language: fr
purpose: other
---
## opening — Ouverture
Bonjour.
? agrees: Accepte ?
- yes: Oui -> vote
- no: Non -> thanks => refused
## vote — Vote
Irez-vous ?
? vote: Ira ? (opinion)
- yes: Oui -> plan
- away: Absent -> proxy
## plan — Plan
À quelle heure ?
-> help
## proxy — Procuration
Procuration ?
? proxy: Faite ?
- done: Oui
- todo: Non
## help — Aide
Voulez-vous aider ?
? help: Aide
- yes: Oui => conversation
- no: Non
## thanks — Merci
Merci.
"""
SCRIPT = parse(TEXT)


def keys(answers: dict[str, str]) -> list[str]:
    return [step.key for step in walk(SCRIPT, answers).steps]


def test_a_call_begins_at_the_first_step() -> None:
    path = walk(SCRIPT, {})
    assert path.current is SCRIPT.steps[0]
    assert path.steps == SCRIPT.steps[:1]
    assert (path.done, path.left, path.progress) == (0, 4, 0.0)
    assert path.next == "vote"


def test_answers_lead_and_a_step_without_question_is_passed() -> None:
    answers = {"agrees": "yes", "vote": "yes"}
    assert keys(answers) == ["opening", "vote", "plan"]
    assert keys({**answers, "plan": PASSED}) == ["opening", "vote", "plan", "help"]
    assert walk(SCRIPT, answers).next == "help"


def test_a_question_may_be_passed_without_an_answer() -> None:
    path = walk(SCRIPT, {"agrees": PASSED})
    assert path.current is not None
    assert path.current.key == "vote"
    assert path.answers == ()
    assert path.marks == (("agrees", PASSED),)


def test_changing_an_earlier_answer_drops_the_later_ones_off_the_way() -> None:
    answers = {"agrees": "yes", "vote": "away", "proxy": "todo", "help": "yes"}
    changed = walk(SCRIPT, {**answers, "vote": "yes"})
    assert changed.answers == (("agrees", "yes"), ("vote", "yes"))
    assert changed.current is not None
    assert changed.current.key == "plan"
    assert walk(SCRIPT, {**answers, "agrees": "no"}).answers == (("agrees", "no"),)


def test_the_end_proposes_the_latest_outcome_and_says_whether_an_opinion_was_given() -> None:
    answers = {"agrees": "yes", "vote": "away", "proxy": "done", "help": "yes", "thanks": PASSED}
    path = walk(SCRIPT, answers)
    assert path.ended
    assert path.outcome is Outcome.CONVERSATION
    assert path.opinion
    assert (path.left, path.progress, path.next) == (0, 1.0, None)
    refused = walk(SCRIPT, {"agrees": "no"})
    assert refused.outcome is Outcome.REFUSED
    assert not refused.opinion


def test_an_answer_the_script_no_longer_has_is_asked_again() -> None:
    path = walk(SCRIPT, {"agrees": "perhaps", "vote": "yes"})
    assert path.current is SCRIPT.steps[0]
    assert path.marks == ()


def test_an_empty_script_has_ended() -> None:
    path = walk(Script("x", "fr", Purpose.OTHER, ()), {})
    assert path.ended
    assert path.progress == 1.0


STEP_KEYS = ["s0", "s1", "s2", "s3", "s4", "s5"]
WAYS = st.one_of(st.none(), st.sampled_from([*STEP_KEYS, "nowhere"]))


@st.composite
def any_scripts(draw: st.DrawFn) -> Script:
    """Scripts made by hand, circles and lost ways included."""
    steps = []
    for key in STEP_KEYS:
        answers = tuple(
            Answer(f"a{i}", f"A{i}", draw(WAYS)) for i in range(draw(st.integers(0, 3)))
        )
        question = Question(f"q{key}", key, answers) if answers else None
        steps.append(Step(key, key, "x", (), question, draw(WAYS)))
    return Script("x", "fr", Purpose.OTHER, tuple(steps))


GIVEN = st.dictionaries(
    st.sampled_from([*STEP_KEYS, *(f"q{key}" for key in STEP_KEYS)]),
    st.sampled_from(["", "a0", "a1", "a2", "gone"]),
)


@given(any_scripts(), GIVEN)
def test_every_walk_ends_and_is_the_same_when_walked_again(
    script: Script, answers: dict[str, str]
) -> None:
    path = walk(script, answers)
    visited = [step.key for step in path.steps]
    assert len(visited) == len(set(visited))
    assert 0.0 <= path.progress <= 1.0
    assert 0 <= path.left < len(STEP_KEYS)
    assert walk(script, dict(path.marks)) == path


# Mostly forward, so that most of these scripts can be read; now and then back.
FORWARD = [
    st.tuples(*[st.one_of(st.integers(i + 1, 7), st.integers(i + 1, 7), st.integers(0, 7))] * 2)
    for i in range(7)
]


@given(st.tuples(*FORWARD, st.just((7, 7))))
def test_a_script_that_can_be_read_can_be_walked_to_its_end(
    ways: tuple[tuple[int, int], ...],
) -> None:
    body = "".join(
        f"## s{i} — S\nx\n? q{i}: Q\n- a: A -> s{left}\n- b: B -> s{right}\n-> end\n"
        if i < 7
        else "## s7 — S\nx\n"
        for i, (left, right) in enumerate(ways)
    )
    try:
        script = parse("---\ntitle: t\nlanguage: en\npurpose: other\n---\n" + body)
    except ScriptError as error:
        refusal = error.sentence
    else:
        refusal = ""
    if refusal:
        assert "lead back" in refusal
        return
    answers: dict[str, str] = {}
    for _ in range(len(script.steps)):
        path = walk(script, answers)
        if path.current is None:
            break
        left = path.left
        answers[path.current.mark] = "b" if path.current.question else PASSED
        after = walk(script, answers)
        assert after.ended or after.left < left
    assert walk(script, answers).ended
