"""The sentences of the imports in the window's language.

The imports speak English, on the command line as in their reports. Sentences known in
`resources/imports_fr.toml` are said in French where the window does; any other is shown as it came,
which is better than not at all.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache

from phonebank.resources import resource
from phonebank.ui.language import spoken_language, unbroken


def in_words(sentence: str) -> str:
    """A reason or an error as the window says it; parts joined by `; ` one after the other."""
    if spoken_language() != "fr" or not sentence:
        return sentence
    whole = in_french(sentence)
    if whole is None:
        whole = "; ".join(in_french(part) or part for part in sentence.split("; "))
    return unbroken(whole)


def in_french(sentence: str) -> str | None:
    """The French of an English sentence, None where it is not known."""
    for pattern, french in _patterns():
        found = pattern.fullmatch(sentence)
        if found:
            return french.format(*(_piece(text) for text in found.groups()))
    return _phrases().get(sentence)


def _piece(text: str) -> str:
    """What fills a blank: a phrase of ours is turned too, a name or a figure stays."""
    phrases = _phrases()
    if text in phrases:
        return phrases[text]
    return ", ".join(phrases.get(part, part) for part in text.split(", "))


@cache
def _tables() -> dict[str, dict[str, str]]:
    with resource("imports_fr.toml").open("rb") as file:
        return tomllib.load(file)


@cache
def _phrases() -> dict[str, str]:
    return {**_tables()["kinds"], **_tables()["phrases"]}


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], str], ...]:
    """English with `{}` for what changes, as a pattern, and its French."""
    return tuple(
        (re.compile(re.escape(english).replace(r"\{\}", "(.+?)"), re.DOTALL), french)
        for name in ("rows", "reading", "importing", "undoing")
        for english, french in _tables()[name].items()
    )
