"""From a script's Markdown to the words of this call: fillers, conditions, and plain speech.

Fillers are replaced in one pass: a person named "{nom}" stays "{nom}", and a value's own Markdown
is escaped, so that data never becomes formatting.
"""

from __future__ import annotations

import re
import string
import unicodedata
from typing import TYPE_CHECKING

from phonebank.domain.script_model import ScriptError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from collections.abc import Set as AbstractSet

FILLERS: frozenset[str] = frozenset(
    {
        "caller_name",
        "campaign_name",
        "controller",
        "rights_contact",
        "civility",
        "first_name",
        "last_name",
        "full_name",
        "bureau_code",
        "bureau_name",
        "bureau_address",
        "bureau_opens",
        "bureau_closes",
        "round_name",
        "round_date",
        "source",
        "collected_on",
        "legal_basis",
        "roll_commune",
        "roll_dated",
    }
)
"""Every `{filler}` a script may use. Dates, times and the civility arrive already worded."""

FLAGS: frozenset[str] = frozenset(
    {
        "mobile",
        "fixed",
        "alone",
        "household",
        "woman",
        "man",
        "bureau",
        "wheelchair",
        "retry",
        "callback",
        "message_left",
        "last_days",
        "collected",
        "roll",
        "lawful",
    }
)
"""Every `{if flag}` a script may ask for.

mobile, fixed: the line's kind · alone, household: one voter on the line, or several · woman, man:
for agreement in French only · bureau: the polling station is known · wheelchair: it is accessible ·
retry: tried before · callback: they asked for this call · message_left: a message was left ·
last_days: the round is within three days · collected: the number's date is known · roll: the
electoral roll's commune is known · lawful: the legal basis is known.
"""

MISSING = "…"
"""Stands where a filler has no value: the caller sees that something is to be said there."""

MAX_DEPTH = 5
"""Conditions inside conditions, at most."""

_TAG = re.compile(r"\{([^{}\n]{0,60})\}")
_PUNCTUATION = frozenset(string.punctuation)
_SPOKEN_AS_IS = frozenset(",'\"/")
_PARAGRAPHS = re.compile(r"\n{3,}")
_LINE_START = re.compile(r"^[ \t]*(?:#{1,6}[ \t]+|>[ \t]?|[-*+][ \t]+)+")


def escape(value: str) -> str:
    """A value on one line whose every character is read literally by Markdown."""
    visible = "".join(c for c in value if c.isspace() or unicodedata.category(c)[0] != "C")
    words = " ".join(visible.split())
    return "".join(f"\\{c}" if c in _PUNCTUATION and c not in _SPOKEN_AS_IS else c for c in words)


def fill(markdown: str, values: Mapping[str, str], flags: AbstractSet[str]) -> str:
    """The text with conditions decided by `flags` and fillers replaced from `values`; Markdown.

    A known filler without a value becomes "…"; braces that are neither a filler nor a condition
    stay as they are. Raises ScriptError when a condition is not closed, or closed twice, or names
    an unknown flag; `parse` has refused such a text before.
    """
    written: list[str] = []
    open_conditions: list[tuple[bool, bool]] = []
    shown = True
    at = 0
    for tag in _TAG.finditer(markdown):
        if shown:
            written.append(markdown[at : tag.start()])
        at = tag.end()
        word = tag[1].strip()
        if is_condition(word):
            shown = decide(word, shown, open_conditions, flags)
        elif shown:
            written.append(_value(word, tag[0], values))
    if open_conditions:
        raise ScriptError("a condition is not closed; write {end} after its text.")
    written.append(markdown[at:])
    return _PARAGRAPHS.sub("\n\n", "".join(written)).strip()


def _value(word: str, written: str, values: Mapping[str, str]) -> str:
    if word not in FILLERS:
        return written
    return escape(values.get(word, "")) or MISSING


def is_condition(word: str) -> bool:
    """Whether the word between braces is an `if …`, `else` or `end`."""
    return word.startswith("if ") or word in {"if", "else", "end"}


def decide(
    word: str,
    shown: bool,
    open_conditions: list[tuple[bool, bool]],
    flags: AbstractSet[str],
) -> bool:
    """Follow one `{if}`, `{else}` or `{end}`; whether what comes after it is shown.

    `open_conditions` holds, innermost last, (was the text around it shown, has it had its else).
    Raises ScriptError on an unknown flag, an `else` or `end` out of place, too deep a nesting.
    """
    if word == "end":
        if not open_conditions:
            raise ScriptError("{end} closes nothing; remove it or write {if …} before it.")
        return open_conditions.pop()[0]
    if word == "else":
        if not open_conditions or open_conditions[-1][1]:
            raise ScriptError("{else} belongs to no {if …}; remove it or write {if …} before it.")
        around, _ = open_conditions[-1]
        open_conditions[-1] = (around, True)
        return around and not shown
    flag = word.removeprefix("if").strip()
    if flag not in FLAGS:
        raise ScriptError(f"{{if {flag}}} is unknown; use one of {', '.join(sorted(FLAGS))}.")
    if len(open_conditions) == MAX_DEPTH:
        raise ScriptError(f"more than {MAX_DEPTH} conditions stand inside each other; use fewer.")
    open_conditions.append((shown, False))
    return shown and flag in flags


def tags(markdown: str) -> tuple[str, ...]:
    """The words between braces, in order: fillers, conditions and unknown ones alike."""
    return tuple(tag[1].strip() for tag in _TAG.finditer(markdown))


def stray_brace(markdown: str) -> bool:
    """Whether a brace stands alone: most often a filler that was not closed."""
    return any(brace in _TAG.sub("", markdown) for brace in "{}")


def plain(markdown_filled: str) -> str:
    """A filled text without its Markdown signs, for reading aloud; one line a paragraph."""
    paragraphs = re.split(r"\n\s*\n", markdown_filled.replace("\r\n", "\n").strip())
    lines = (
        " ".join(
            _without_signs(_LINE_START.sub("", line)) for line in text.split("\n") if line.strip()
        )
        for text in paragraphs
    )
    return "\n".join(spoken for spoken in (" ".join(line.split()) for line in lines) if spoken)


def _without_signs(line: str) -> str:
    spoken: list[str] = []
    at = 0
    while at < len(line):
        sign, after = line[at], line[at + 1 : at + 2]
        if sign == "\\" and after in _PUNCTUATION:
            spoken.append(after)
            at += 2
            continue
        inside_word = sign == "_" and line[at - 1 : at].isalnum() and after.isalnum()
        if sign not in "*_`" or inside_word:
            spoken.append(sign)
        at += 1
    return "".join(spoken)
