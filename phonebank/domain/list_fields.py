"""What people may be chosen by for a list: the fields there are, and what none may ever say.

There is no field for the origin of a name, the place of birth, nationality, religion or health (R6;
GDPR article 9). Tags, sources and interests are words of the campaign's own: those that speak of
such things are refused here, so that a list is not made of them under another name.
"""

from __future__ import annotations

import re
import unicodedata
from enum import StrEnum

from phonebank.domain.errors import BadInput


class Field(StrEnum):
    """Everything a condition may look at."""

    BUREAU = "bureau"
    AGE = "age"
    """The age band on the day of the round."""
    SEX = "sex"
    SCORE = "score"
    """P(abstain) between two bounds, both included."""
    SOURCE = "source"
    """Where a number or a contact came from."""
    TAG = "tag"
    INTEREST = "interest"
    """What somebody opened or clicked in the campaign's mailings."""
    NOT_CALLED_SINCE = "not_called_since"
    """No call on any of their lines since a day, or for so many days (`14d`)."""
    MOBILE = "mobile"
    """Has a mobile that may be called."""
    LANGUAGE = "language"
    ABSTAINED = "abstained"
    """Known not to have voted in a round; for targeting only, callers never see it."""
    VOTED = "voted"


WITHOUT_VALUES = frozenset({Field.MOBILE})
"""Conditions that say everything by their name."""

FREE_WORDS = frozenset({Field.TAG, Field.SOURCE, Field.INTEREST})
"""Fields whose values are words people and files chose."""

_STEMS = {
    "health": r"malad\w*|hospitalis\w*|cancer\w*|depress\w*|handicap\w*|enceinte|invalid\w*|"
    r"alzheimer|alcooli\w*|dement\w*|senil\w*|infirm\w*|chimio\w*|medicament\w*|diabet\w*|"
    r"seropositi\w*|vih|hiv|ill|sick|illness|disease\w*|disab\w*|pregnan\w*|autis\w*",
    "religion": r"musulman\w*|catholi\w*|chretien\w*|juifs?|juives?|judai\w*|protestant\w*|"
    r"islam\w*|ramadan|mosquee\w*|synagogue\w*|paroiss\w*|religi\w*|voilee?s?|athee?s?|"
    r"evangeli\w*|bouddh\w*|hindou\w*|muslims?|christians?|jewish|jews?|mosques?|parish\w*|"
    r"church\w*|buddhis\w*|hindus?|halal|casher|kosher",
    "origin": r"arabes?|maghreb\w*|africain\w*|asiatiq\w*|chinois\w*|turcs?|turques?|algerien\w*|"
    r"marocain\w*|tunisien\w*|portugais\w*|kurdes?|malien\w*|senegalais\w*|"
    r"gitans?|gitanes?|roms?|tsigan\w*|immigr\w*|etrangere?s?|nationalit\w*|"
    r"origines?|ethni\w*|race|racial\w*|noms? a consonance|consonance\w*|"
    r"nee?s? (?:a l.?)?etranger|lieu de naissance|pays de naissance|"
    r"african\w*|asians?|arabs?|chinese|turkish|algerian\w*|moroccan\w*|tunisian\w*|foreign\w*|"
    r"nationality|nationals|place of birth|born abroad|birthplace|country of birth",
}
_PATTERNS = {
    subject: re.compile(rf"(?<![a-z])(?:{stems})(?![a-z])") for subject, stems in _STEMS.items()
}


def refuse_forbidden(field: Field, value: str) -> None:
    """Raise BadInput when a free word tells of origin, birthplace, religion or health (R6)."""
    if field not in FREE_WORDS:
        return
    found = forbidden_subject(value)
    if found:
        raise BadInput(
            f"The {field.value} “{value[:40]}” speaks of {found}: nobody may be chosen by origin, "
            "birthplace, nationality, religion or health; choose by something else."
        )


def forbidden_subject(words: str) -> str:
    """'health', 'religion' or 'origin' where words tell of it, else ''."""
    bare = unicodedata.normalize("NFKD", words.casefold().replace("’", "'"))
    bare = "".join(char for char in bare if not unicodedata.combining(char))
    spaced = " ".join(re.sub(r"[^a-z0-9']+", " ", bare).split())
    for subject, pattern in _PATTERNS.items():
        if pattern.search(spaced):
            return subject
    return ""
