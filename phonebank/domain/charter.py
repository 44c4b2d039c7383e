"""The charter callers accept before their first line; its text is `resources/notices/charter.*.md`.

The office keeps the version in force and who accepted it when (GDPR 29 and 32(4): whoever has
access to personal data acts on instruction). Another text is another version.
"""

from __future__ import annotations

VERSION = 1
LANGUAGES = ("fr", "en")


def file_of(language: str) -> str:
    """The resource that holds the charter in this language, French where there is none."""
    return f"notices/charter.{language if language in LANGUAGES else 'fr'}.md"
