"""People's names: one key whatever the spelling, one decent form to show and to say.

Rolls write `DE LA TOUR`, activists type `De La Tour`, spreadsheets drop accents, and hyphens come
in five shapes. The key compares; the display form is what a caller reads out.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_LETTERS = str.maketrans(
    {
        "œ": "oe",
        "æ": "ae",
        "ß": "ss",
        "ı": "i",
        "ø": "o",
        "ł": "l",
        "đ": "d",
        "ð": "d",
        "þ": "th",
        "ħ": "h",
        "ŋ": "n",
    }
)
_BREAK = re.compile(r"[\W_]+")
_WORD = re.compile(r"[^\W\d_]+(?:̇)?")
_SPACES = re.compile(r"\s+")
_GIVEN_SEPARATOR = re.compile(r"\s*[,;/]\s*")


def clean(text: str) -> str:
    """The text without control, invisible and direction-changing characters, spaces folded.

    A name must not be able to turn the line it is shown on around (U+202E) or hide in it.
    """
    if text.isascii() and text.isprintable():
        return " ".join(text.split())
    kept = "".join(
        " " if char.isspace() else char
        for char in unicodedata.normalize("NFC", text)
        if char.isspace() or unicodedata.category(char) not in {"Cc", "Cf", "Co", "Cs", "Cn"}
    )
    return _SPACES.sub(" ", kept).strip()


@lru_cache(maxsize=4096)
def canonical(name: str) -> str:
    """The words of a name in lower case without accents, ligatures, hyphens or apostrophes.

    `"L’Hostis-Œuvrard"` → `"l hostis oeuvrard"`. Empty for a text without a letter or digit.
    """
    lowered = unicodedata.normalize("NFKC", name).casefold().translate(_LETTERS)
    bare = "".join(
        char for char in unicodedata.normalize("NFKD", lowered) if not unicodedata.combining(char)
    )
    return _BREAK.sub(" ", bare.translate(_LETTERS)).strip()


def name_key(name: str) -> str:
    """`canonical` without spaces, so that `LE GOFF`, `Le-Goff` and `LeGoff` are one."""
    return canonical(name).replace(" ", "")


def display(name: str) -> str:
    """The name as one shows it: a roll's capitals become `De La Tour`, `O'Connor`.

    A name that already mixes capitals and small letters is left as its owner wrote it.
    """
    cleaned = clean(name)
    if cleaned != cleaned.upper() and cleaned != cleaned.lower():
        return cleaned
    return _WORD.sub(_capitalised, cleaned.lower()).replace("̇", "")


def given_names(text: str) -> tuple[str, ...]:
    """The first names of a roll's cell, separated by commas or by spaces."""
    cleaned = clean(text)
    parts = _GIVEN_SEPARATOR.split(cleaned) if re.search(r"[,;/]", cleaned) else cleaned.split(" ")
    return tuple(display(part) for part in parts if part)


def first_given(text: str) -> str:
    """The name one is called by: the first of the first names, '' when there is none."""
    return next(iter(given_names(text)), "")


def identity_key(birth_name: str, given: str, birth: str) -> str:
    """What keyed hashes of a person are made of: canonical names and birth date.

    `birth` is the date as kept (`1953-00-00` when only the year is known). Two people may share
    it: it recognises an objection, it never merges two people.
    """
    return f"{canonical(birth_name)}|{canonical(given)}|{birth}"


def _capitalised(match: re.Match[str]) -> str:
    word = match[0]
    return word[0].upper() + word[1:]
