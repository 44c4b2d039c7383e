"""The lines of a script gathered into sections, each line of the kind it is written as.

A step may not hold what cannot be read out or typed by hand safely: HTML, links, images, code.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from phonebank.domain.outcomes import Outcome
from phonebank.domain.script_fill import FILLERS, decide, is_condition, stray_brace, tags
from phonebank.domain.script_model import END, ScriptError

if TYPE_CHECKING:
    from collections.abc import Sequence

MAX_TITLE = 120
"""Characters of a title or a label, at most."""
MAX_ANSWERS = 9
"""Answers to a question, at most: each has a digit key."""

_KEY = re.compile(r"[a-z][a-z0-9_]{0,39}\Z")
_HEADING = re.compile(r"(#+)[ \t]*(.*)\Z")
_HEADING_PARTS = re.compile(r"([^\s—–:]+)[ \t]*(?:[—–:]|-[ \t])?[ \t]*(.*)\Z")
_ARROWS = re.compile(r"(->|=>)")
_RULE = re.compile(r"(?:-{3,}|={3,}|\*{3,}|_{3,})\Z")
_NOT_TEXT = (
    (re.compile(r"<[A-Za-z/!?]"), "HTML is not read; write **bold** and plain text"),
    (re.compile(r"\]\("), "links and images are not read; write the address in words"),
    (re.compile(r"```|~~~"), "code is not read; write plain text"),
    (_RULE, "a line drawn across is not read; remove it"),
)

Numbered = tuple[int, str]
"""A line's number, counted from 1, and its text."""


@dataclass(slots=True)
class WrittenAnswer:
    """One `- key: label -> step => outcome` as it stands."""

    line: int
    key: str
    label: str
    opinion: bool
    arrow: str
    outcome: Outcome | None


@dataclass(slots=True)
class WrittenQuestion:
    """One `? key: label` and its answers as they stand."""

    line: int
    key: str
    label: str
    opinion: bool
    answers: list[WrittenAnswer] = field(default_factory=list)


@dataclass(slots=True)
class Section:
    """One `## key — Title` (or `###` inside objections) and all that is written under it."""

    line: int
    key: str
    title: str
    texts: list[list[Numbered]] = field(default_factory=list)
    """What is said, in runs without anything else between."""
    hint_texts: list[list[Numbered]] = field(default_factory=list)
    question: WrittenQuestion | None = None
    arrow: str = ""
    arrow_line: int = 0
    parts: list[Section] = field(default_factory=list)

    def say(self) -> str:
        """The spoken Markdown; runs are paragraphs of their own."""
        return "\n\n".join(filter(None, map(_joined, self.texts)))

    def hints(self) -> tuple[str, ...]:
        """The hints' Markdown, in order."""
        return tuple(filter(None, map(_joined, self.hint_texts)))

    def first_line_of_text(self) -> int:
        """The number of the first spoken line, 0 when nothing is said."""
        return next((n for text in self.texts for n, line in text if line), 0)

    def beyond_text(self) -> int:
        """The number of a hint's, a question's or an arrow's line, 0 when there is only text."""
        hint = next((text[0][0] for text in self.hint_texts), 0)
        return hint or (self.question.line if self.question else 0) or self.arrow_line


def gather(lines: Sequence[str], begin: int) -> list[Section]:
    """The sections of `lines` from index `begin`. Raises ScriptError with the line."""
    sections: list[Section] = []
    kind = ""
    for index in range(begin, len(lines)):
        number, line = index + 1, lines[index].strip()
        if line.startswith("#"):
            _open(line, number, sections)
            kind = "heading"
        elif not sections:
            if line:
                raise ScriptError("this text stands before the first ## key — Title.", number)
        else:
            owner = sections[-1]
            section = owner.parts[-1] if owner.parts else owner
            kind = _add(section, line, number, kind)
    for section in sections:
        for part in (section, *section.parts):
            for text in (*part.texts, *part.hint_texts):
                _check_text(text)
    return sections


def _open(line: str, number: int, sections: list[Section]) -> None:
    found = _HEADING.match(line)
    depth, words = (len(found[1]), found[2].strip()) if found else (0, "")
    inside_objections = bool(sections) and sections[-1].key == "objections"
    if depth != 2 and not (depth == 3 and inside_objections):
        raise ScriptError(
            "only ## key — Title opens a step (and ### key — Label an objection).", number
        )
    parts = _HEADING_PARTS.match(words)
    key, title = (parts[1], parts[2].strip()) if parts else ("", "")
    _check_key(key, number)
    _check_label(title or key, number)
    section = Section(number, key, title or key)
    if depth == 3:
        sections[-1].parts.append(section)
        return
    if key == END:
        raise ScriptError(f"{END} is the end of the call; give this step another key.", number)
    if any(known.key == key for known in sections):
        raise ScriptError(f"the section {key} is written twice; rename one.", number)
    sections.append(section)


def _add(section: Section, line: str, number: int, before: str) -> str:
    """Put one line where it belongs; the kind it is, for the next line."""
    if not line:
        if before == "text":
            section.texts[-1].append((number, ""))
            return "text"
        return "blank"
    if line.startswith(">"):
        if before != "hint":
            section.hint_texts.append([])
        section.hint_texts[-1].append((number, line[1:].strip()))
        return "hint"
    if line.startswith("?"):
        _ask(section, line, number)
        return "question"
    if line.startswith("->"):
        _lead_on(section, line, number)
        return "arrow"
    if section.question is not None and line.startswith("-") and not section.arrow:
        _answer(section.question, line, number)
        return "answer"
    if section.question is not None or section.arrow:
        raise ScriptError(
            "this text stands after the question or the ->; write what is said above it.", number
        )
    if before != "text":
        section.texts.append([])
    section.texts[-1].append((number, line))
    return "text"


def _ask(section: Section, line: str, number: int) -> None:
    if section.question is not None:
        raise ScriptError("a step asks one question; open another ## step for this one.", number)
    if section.arrow:
        raise ScriptError("write the question above the ->.", number)
    key, colon, rest = line[1:].partition(":")
    if not colon:
        raise ScriptError("a question is written ? key: label.", number)
    label, opinion = _opinion(rest.strip())
    _check_key(key.strip(), number)
    _check_label(label, number)
    section.question = WrittenQuestion(number, key.strip(), label, opinion)


def _answer(question: WrittenQuestion, line: str, number: int) -> None:
    key, colon, rest = line[1:].partition(":")
    key = key.strip()
    if not colon:
        raise ScriptError("an answer is written - key: label -> step.", number)
    _check_key(key, number)
    if any(answer.key == key for answer in question.answers):
        raise ScriptError(f"the answer {key} is written twice; rename one.", number)
    if len(question.answers) == MAX_ANSWERS:
        raise ScriptError(f"a question has {MAX_ANSWERS} answers at most.", number)
    words, *ways = _ARROWS.split(rest)
    label, opinion = _opinion(words.strip())
    _check_label(label, number)
    led: dict[str, str] = {}
    for sign, target in zip(ways[::2], ways[1::2], strict=True):
        target = target.strip()
        if sign in led or not target:
            raise ScriptError(f"write {sign} once, with one name after it.", number)
        led[sign] = target
    outcome = _outcome(led["=>"], number) if "=>" in led else None
    question.answers.append(WrittenAnswer(number, key, label, opinion, led.get("->", ""), outcome))


def _lead_on(section: Section, line: str, number: int) -> None:
    target = line[2:].strip()
    if section.arrow:
        raise ScriptError("a step leads on once; remove one of its ->.", number)
    if not target:
        raise ScriptError("write the step's key after ->, or end.", number)
    section.arrow, section.arrow_line = target, number


def _outcome(word: str, number: int) -> Outcome:
    try:
        return Outcome(word)
    except ValueError:
        known = ", ".join(outcome.value for outcome in Outcome)
        raise ScriptError(f"=> {word[:40]} is no outcome; write one of {known}.", number) from None


def _opinion(label: str) -> tuple[str, bool]:
    bare = label.removesuffix("(opinion)")
    return bare.strip(), bare != label


def _check_key(key: str, number: int) -> None:
    if not _KEY.match(key):
        raise ScriptError(
            f"“{key[:40]}” cannot be a key; use small letters a–z, digits and _, a letter first, "
            "40 characters at most.",
            number,
        )


def _check_label(label: str, number: int) -> None:
    if not label or len(label) > MAX_TITLE:
        raise ScriptError(f"a title or label needs 1 to {MAX_TITLE} characters.", number)
    if "{" in label or "}" in label:
        raise ScriptError("a title or label takes no {…}; use it in the text.", number)


def _check_text(text: Sequence[Numbered]) -> None:
    """Refuse what is not text, unknown fillers, and conditions that do not close in this run."""
    open_conditions: list[tuple[bool, bool]] = []
    opened_at: list[int] = []
    shown = True
    for number, line in text:
        for pattern, sentence in _NOT_TEXT:
            if pattern.search(line):
                raise ScriptError(f"{sentence}.", number)
        if stray_brace(line):
            raise ScriptError("a brace { or } stands alone; write {filler} on one line.", number)
        for word in tags(line):
            if not is_condition(word):
                _check_filler(word, number)
                continue
            try:
                shown = decide(word, shown, open_conditions, frozenset())
            except ScriptError as error:
                raise ScriptError(error.sentence, number) from None
            if len(open_conditions) > len(opened_at):
                opened_at.append(number)
            del opened_at[len(open_conditions) :]
    if opened_at:
        raise ScriptError(
            "this condition is not closed before the text, hint or question that follows; "
            "write {end}.",
            opened_at[-1],
        )


def _check_filler(word: str, number: int) -> None:
    if word not in FILLERS:
        raise ScriptError(
            f"{{{word}}} is unknown; use one of {', '.join(sorted(FILLERS))}.", number
        )


def _joined(text: Sequence[Numbered]) -> str:
    return "\n".join(line for _, line in text).strip()
