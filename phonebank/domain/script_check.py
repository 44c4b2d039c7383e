"""What deserves a second look in a script that can be read: it is told, and never prevents a call.

Two of these are rules of the office: the opening says who calls and for whom (R4), and nothing
tells a voter that a person did not vote (R6).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from phonebank.domain.script_fill import tags
from phonebank.domain.script_walk import leads_to

if TYPE_CHECKING:
    from collections.abc import Iterator

    from phonebank.domain.script_model import Script

SHAMING = re.compile(
    r"\babst[ae]n|\bpas\s+(?:\w+\s+)?voté|\bjamais\s+voté|\bvotez\s+(?:pas|jamais|rarement)\b|"
    r"\bmanqué\s+(?:le|un)\s+(?:vote|scrutin|tour)|\bdid(?:\s+not|n[’']t)\s+vote\b|"
    r"(?:\b(?:not|never)|n[’']t)\s+voted\b|\b(?:do\s+not|don[’']t|never|rarely)\s+vote\b|"
    r"\bmissed\s+(?:the|a)\s+(?:vote|round|election)|\bnon[- ]?(?:votants?|voters?)\b",
    re.IGNORECASE,
)
"""Words that may tell someone that they, or somebody else, did not vote (R6)."""


def warnings_for(script: Script) -> tuple[str, ...]:
    """One sentence for each thing worth mending, in the order of the text."""
    return (
        *_unreachable(script),
        *_opening(script),
        *_shaming(script),
        *_missing(script),
    )


def _unreachable(script: Script) -> Iterator[str]:
    by_key = {step.key: step for step in script.steps}
    reached: set[str] = set()
    pending = [script.steps[0].key]
    while pending:
        key = pending.pop()
        if key not in reached:
            reached.add(key)
            pending.extend(leads_to(by_key[key]))
    for step in script.steps:
        if step.key not in reached:
            yield f"No answer leads to the step {step.key}; lead to it or remove it."


def _opening(script: Script) -> Iterator[str]:
    """R4: until the first question, the caller has said their name and whom they call for."""
    said: set[str] = set()
    for step in script.steps:
        said.update(tags(step.say))
        if step.question is not None:
            break
    for filler, meaning in (("caller_name", "who calls"), ("controller", "for whom")):
        if filler not in said:
            yield f"The opening does not say {meaning}; put {{{filler}}} before the first question."


def _shaming(script: Script) -> Iterator[str]:
    places = [(f"the step {step.key}", (step.say, *step.hints)) for step in script.steps]
    places.extend((f"the objection {o.key}", (o.label, o.answer)) for o in script.objections)
    places.append(("the voicemail text", (script.voicemail,)))
    for place, texts in places:
        found = next((match for text in texts if (match := SHAMING.search(text))), None)
        if found:
            yield (
                f"In {place}, “{found[0]}” may tell someone that they did not vote; speak of the "
                "vote to come."
            )


def _missing(script: Script) -> Iterator[str]:
    if not script.voicemail:
        yield "There is no ## voicemail text; callers will leave no message."
    if not script.objections:
        yield "There are no ## objections; add the answers callers need most."
    if not script.origin:
        yield "There is no ## origin text for “where did you get my number?”; add it."
