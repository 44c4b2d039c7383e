"""Read a script's text into a `Script`, or say in which line it cannot be read and what to write.

Two passes: the lines are gathered into sections (`script_sections`), then the sections become steps
whose ways are followed to the end: every step named exists, no way leads back to itself.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace
from typing import TYPE_CHECKING

from phonebank.domain.script_check import warnings_for
from phonebank.domain.script_model import (
    END,
    Answer,
    Objection,
    Purpose,
    Question,
    Script,
    ScriptError,
    Step,
)
from phonebank.domain.script_sections import MAX_TITLE, Section, gather
from phonebank.domain.script_walk import circle

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

MAX_BYTES = 64 * 1024
"""Size of a script's text in UTF-8, at most."""
MAX_STEPS = 60
LANGUAGES = ("fr", "en")
RESERVED = ("voicemail", "objections", "origin")

_LINE_END = re.compile(r"\r\n|\r|\n")


def parse(text: str) -> Script:
    """The script written in `text`.

    Raises ScriptError, and nothing else, with the line and what to write instead.
    """
    if len(text.encode("utf-8", "surrogatepass")) > MAX_BYTES:
        raise ScriptError(f"the text is over {MAX_BYTES // 1024} kB; shorten it.")
    lines = _LINE_END.split(text.removeprefix("\ufeff"))
    _refuse_control_characters(lines)
    front, begin = _front_matter(lines)
    sections = gather(lines, begin)
    steps = _steps([s for s in sections if s.key not in RESERVED])
    texts = {s.key: _only_text(s) for s in sections if s.key in ("voicemail", "origin")}
    script = Script(
        title=front["title"],
        language=front["language"],
        purpose=Purpose(front["purpose"]),
        steps=steps,
        voicemail=texts.get("voicemail", ""),
        objections=_objections(sections),
        origin=texts.get("origin", ""),
    )
    return replace(script, warnings=warnings_for(script))


def _refuse_control_characters(lines: Sequence[str]) -> None:
    for number, line in enumerate(lines, 1):
        for character in line:
            if character != "\t" and unicodedata.category(character) in ("Cc", "Cs"):
                raise ScriptError(
                    f"the invisible character U+{ord(character):04X} cannot be read out; "
                    "remove it.",
                    number,
                )


def _front_matter(lines: Sequence[str]) -> tuple[dict[str, str], int]:
    """The three facts of the opening block, and the index of the first line after it."""
    begin = next((i for i, line in enumerate(lines) if line.strip()), 0)
    if lines[begin].strip() != "---":
        raise ScriptError(
            "the text must open with a line ---, then title:, language: and purpose:, then ---.",
            begin + 1,
        )
    end = next((i for i in range(begin + 1, len(lines)) if lines[i].strip() == "---"), None)
    if end is None:
        raise ScriptError("the opening block is not closed; write --- after it.", begin + 1)
    front: dict[str, str] = {}
    for index in range(begin + 1, end):
        if lines[index].strip():
            name, value = _fact(lines[index], index + 1)
            if name in front:
                raise ScriptError(f"{name}: is written twice; keep one.", index + 1)
            front[name] = value
    for name in ("title", "language", "purpose"):
        if name not in front:
            raise ScriptError(f"the opening block lacks {name}:; add it.", end + 1)
    return front, end + 1


def _fact(line: str, number: int) -> tuple[str, str]:
    name, _, value = (part.strip() for part in line.partition(":"))
    allowed: Mapping[str, tuple[str, ...]] = {
        "title": (),
        "language": LANGUAGES,
        "purpose": tuple(purpose.value for purpose in Purpose),
    }
    if name not in allowed:
        raise ScriptError(
            f"“{name[:40]}” is not expected here; write title:, language: or purpose:.", number
        )
    if allowed[name] and value not in allowed[name]:
        raise ScriptError(f"{name}: must be one of {', '.join(allowed[name])}.", number)
    if not value or len(value) > MAX_TITLE:
        raise ScriptError(f"{name}: needs 1 to {MAX_TITLE} characters.", number)
    return name, value


def _only_text(section: Section) -> str:
    number = section.beyond_text()
    if number:
        raise ScriptError(f"the section {section.key} holds text only; move this line.", number)
    return section.say()


def _objections(sections: Sequence[Section]) -> tuple[Objection, ...]:
    found: list[Objection] = []
    for section in sections:
        if section.key != "objections":
            continue
        number = section.beyond_text() or section.first_line_of_text()
        if number:
            raise ScriptError("write ### key — what they say, then its answer below.", number)
        for part in section.parts:
            if any(part.key == known.key for known in found):
                raise ScriptError(f"the objection {part.key} is written twice.", part.line)
            answer = _only_text(part)
            if not answer:
                raise ScriptError(f"the objection {part.key} has no answer.", part.line)
            found.append(Objection(part.key, part.title, answer))
    return tuple(found)


def _steps(sections: Sequence[Section]) -> tuple[Step, ...]:
    if not sections:
        raise ScriptError("no step is written; open one with ## key — Title.")
    if len(sections) > MAX_STEPS:
        raise ScriptError(f"more than {MAX_STEPS} steps; shorten.", sections[MAX_STEPS].line)
    keys = {section.key for section in sections}
    asked: set[str] = set()
    steps: list[Step] = []
    followers: list[str | None] = [section.key for section in sections[1:]] + [None]
    for section, follower in zip(sections, followers, strict=True):
        if section.question is not None:
            _check_question_key(section, keys, asked)
        steps.append(_step(section, follower, keys))
    way = circle({step.key: step for step in steps})
    if way:
        line = next(section.line for section in sections if section.key == way[0])
        raise ScriptError(
            f"the steps {' → '.join((*way, way[0]))} lead back to where they began; send one of "
            "them forward, or to end. A caller goes back by changing an answer.",
            line,
        )
    return tuple(steps)


def _check_question_key(section: Section, keys: set[str], asked: set[str]) -> None:
    question = section.question
    if question is None:
        return
    if question.key in asked:
        raise ScriptError(f"the question {question.key} is asked twice; rename one.", question.line)
    if question.key in keys and question.key != section.key:
        raise ScriptError(
            f"the question {question.key} has the name of another step; rename one.", question.line
        )
    asked.add(question.key)


def _step(section: Section, follower: str | None, keys: set[str]) -> Step:
    say, hints = section.say(), section.hints()
    if not (say or hints or section.question):
        raise ScriptError(f"the step {section.key} says nothing; write what to say.", section.line)
    onward = _target(section.arrow, section.arrow_line, keys) if section.arrow else follower
    question = None
    if section.question is not None:
        asked = section.question
        if not asked.answers:
            raise ScriptError(
                f"the question {asked.key} has no answer; write - key: label below it.", asked.line
            )
        answers = tuple(
            Answer(
                key=answer.key,
                label=answer.label,
                next=_target(answer.arrow, answer.line, keys) if answer.arrow else onward,
                opinion=answer.opinion or asked.opinion,
                outcome=answer.outcome,
            )
            for answer in asked.answers
        )
        question = Question(asked.key, asked.label, answers)
    return Step(section.key, section.title, say, hints, question, onward)


def _target(key: str, line: int, keys: set[str]) -> str | None:
    if key == END:
        return None
    if key not in keys:
        raise ScriptError(
            f"-> {key[:40]} leads to no step; write one of {', '.join(sorted(keys))}, or end.", line
        )
    return key
