"""The charter callers accept before their first line; its text is `resources/notices/charter.*.md`.

An office may say it in its own words. It keeps the version in force and who accepted it when (GDPR
29 and 32(4): whoever has access to personal data acts on instruction). Another text is another
version.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from phonebank.domain.errors import BadInput

if TYPE_CHECKING:
    from collections.abc import Iterable

VERSION = 1
LANGUAGES = ("fr", "en")
LONGEST = 8000
"""Characters; callers read it to its end."""
SHORTEST = 40


def file_of(language: str) -> str:
    """The resource that holds the charter in this language, French where there is none."""
    return f"notices/charter.{language if language in LANGUAGES else 'fr'}.md"


def own_text(texts: Iterable[tuple[str, str]], language: str) -> str:
    """The office's own words in this language; '' where it has the shipped text."""
    return dict(texts).get(language if language in LANGUAGES else "fr", "")


def checked(text: str) -> str:
    """The text as it is kept: plain, its lines ended alike. Raises BadInput where it is none."""
    plain = "\n".join(line.rstrip() for line in text.strip().splitlines()).strip()
    if not SHORTEST <= len(plain) <= LONGEST:
        raise BadInput(f"A charter has {SHORTEST} to {LONGEST} letters: this one has {len(plain)}.")
    if not all(line.isprintable() for line in plain.split("\n")):
        raise BadInput("A charter is plain text: take out what cannot be seen in it.")
    return plain
