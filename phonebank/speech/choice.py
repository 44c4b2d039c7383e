"""Which of the machine's voices reads French, and which English.

Each system names its voices differently: espeak-ng `roa/fr`, Windows a registry path with `FR-FR`
in it, macOS `com.apple.…fr-FR.Thomas`. The engine's own default is never trusted: it is whatever
the system speaks.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Protocol

from phonebank.speech.answers import Voice

if TYPE_CHECKING:
    from collections.abc import Iterable

WORDS_A_MINUTE = {"fr": 165, "en": 160}
"""How fast a script is read: unhurried, as a caller should."""

_REGIONS = {"fr": ("fr",), "en": ("gb", "us")}
_NAMES = {"fr": ("french", "français", "francais"), "en": ("english", "anglais")}
_NOT_INSTALLED = ("mb/", "mbrola")
"""espeak-ng lists voices whose sound files are a separate package."""


class EngineVoice(Protocol):
    """The part of an engine's voice that is looked at."""

    id: str
    name: str | None
    languages: list[str | bytes] | None


def choose(voices: Iterable[EngineVoice], language: str) -> Voice | None:
    """The best voice for 'fr' or 'en', or None when there is none."""
    ranked = [
        (rank, voice)
        for voice in voices
        if (rank := _rank(voice, language)) is not None
        and not voice.id.lower().startswith(_NOT_INSTALLED)
    ]
    if not ranked:
        return None
    best = min(ranked, key=lambda pair: (pair[0], pair[1].id))[1]
    return Voice(best.id, best.name or best.id, language)


def _rank(voice: EngineVoice, language: str) -> int | None:
    """0 is best; None is another language."""
    if language not in _REGIONS:
        return None
    tags = [_tag(spoken) for spoken in voice.languages or ()]
    tags.extend(found[0].lower() for found in re.finditer(_in_id(language), voice.id))
    regions = _REGIONS[language]
    ranks = []
    for tag in tags:
        first, *rest = re.split(r"[-_]", tag)
        if first != language:
            continue
        if not rest:
            ranks.append(len(regions))
        elif rest[0] in regions:
            ranks.append(regions.index(rest[0]) + 10 * (len(rest) - 1))
        else:
            ranks.append(len(regions) + 1 + 10 * (len(rest) - 1))
    if ranks:
        return min(ranks)
    named = (voice.name or "").lower()
    return 50 if any(name in named for name in _NAMES.get(language, ())) else None


def _tag(spoken: str | bytes) -> str:
    """A language tag as text; espeak's begins with a priority byte."""
    text = spoken.decode("utf-8", "ignore") if isinstance(spoken, bytes) else spoken
    return re.sub(r"^[^A-Za-z]+", "", text).lower()


def _in_id(language: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![A-Za-z]){language}(?:[-_][A-Za-z]{{2}})?(?![A-Za-z])", re.IGNORECASE)
