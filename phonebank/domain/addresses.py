"""One key for the spellings of a dwelling's entrance: abbreviations out, accents out."""

from __future__ import annotations

import re

from phonebank.domain.names import canonical

STREET_WORDS = {
    "av": "avenue",
    "ave": "avenue",
    "bd": "boulevard",
    "bld": "boulevard",
    "boul": "boulevard",
    "ch": "chemin",
    "che": "chemin",
    "all": "allee",
    "imp": "impasse",
    "pl": "place",
    "r": "rue",
    "rte": "route",
    "res": "residence",
    "sq": "square",
    "fg": "faubourg",
    "st": "saint",
    "ste": "sainte",
    "dr": "docteur",
    "gal": "general",
}
REPEATS = {"b": "bis", "t": "ter", "q": "quater"}


def address_key(text: str) -> str:
    """The key of an entrance written with its number, street and post code.

    `12 bis, av. Jean-Jaurès 95990` and `12B AVENUE JEAN JAURES 95990` share it.
    """
    split = re.sub(r"(?<=\d)(?=[A-Za-z])", " ", text)
    words = canonical(split).split()
    if len(words) > 2 and words[0].isdigit():
        words[1] = REPEATS.get(words[1], words[1])
    return " ".join(STREET_WORDS.get(word, word) for word in words)
