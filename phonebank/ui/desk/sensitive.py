"""The note's gentle guard: words of health, belief, origin, and what to write instead.

A note is kept and read by colleagues; GDPR article 9 and the CNIL ask that such facts are not
(R6). Nothing is forbidden here: the caller is told and offered a neutral wording.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QCoreApplication

translate = QCoreApplication.translate


class Subject(StrEnum):
    """What a word in a note may give away about a person."""

    HEALTH = "health"
    BELIEF = "belief"
    ORIGIN = "origin"
    PRIVATE = "private"
    TURNOUT = "turnout"


@dataclass(frozen=True, slots=True)
class Warned:
    """What was found in a note."""

    subject: Subject
    word: str


_STEMS: dict[Subject, str] = {
    Subject.HEALTH: r"malad\w*|hopital|hospitalis\w*|cancer\w*|depress\w*|handicap\w*|enceinte|"
    r"alzheimer|alcool\w*|dement\w*|senil\w*|infirm\w*|chimio\w*|medicament\w*|"
    r"ill|sick|illness|disease|hospital|disabled|disability|pregnant|surgery|mental\w*",
    Subject.BELIEF: r"musulman\w*|catholi\w*|chretien\w*|juifs?|juives?|protestant\w*|islam\w*|"
    r"ramadan|mosquee|synagogue|religi\w*|voilee?s?|athee?s?|"
    r"muslim\w*|christian\w*|jewish|jews?|mosque",
    Subject.ORIGIN: r"arabes?|maghreb\w*|africain\w*|asiatiq\w*|chinois\w*|turcs?|turques?|"
    r"gitans?|gitanes?|roms?|immigr\w*|etrangere?s?|nationalite|origine\w*|race|racial\w*|"
    r"african\w*|asian\w*|arabs?|chinese|turkish|foreigners?|nationality|ethnic\w*",
    Subject.PRIVATE: r"homosexuel\w*|gays?|lesbien\w*|syndicat|syndiqu\w*|syndicaliste|cgt|cfdt|"
    r"divorc\w*|prison|lesbians?|homosexual\w*|trade union",
    Subject.TURNOUT: r"abstentionnist\w*|abstenue?s?|n.?a pas vote|ne vote (?:pas|jamais)|"
    r"non.?votante?s?|abstain\w*|did ?n.t vote|did not vote|never votes?|non.?voters?",
}
_PATTERNS = {
    subject: re.compile(rf"(?<![a-z])(?:{stems})(?![a-z])") for subject, stems in _STEMS.items()
}


def sensitive_in(note: str) -> Warned | None:
    """The first sensitive word of a note, or None."""
    folded = "".join(
        char
        for char in unicodedata.normalize("NFD", note.lower().replace("’", "'"))
        if not unicodedata.combining(char)
    )
    found = [
        (match.start(), Warned(subject, match[0]))
        for subject, pattern in _PATTERNS.items()
        if (match := pattern.search(folded))
    ]
    return min(found, key=lambda item: item[0])[1] if found else None


def advice(subject: Subject) -> str:
    """Why such words do not belong in a note, in one sentence."""
    sentences = {
        Subject.HEALTH: translate("note", "La santé d’une personne ne se note pas."),
        Subject.BELIEF: translate("note", "Les croyances d’une personne ne se notent pas."),
        Subject.ORIGIN: translate("note", "L’origine d’une personne ne se note pas."),
        Subject.PRIVATE: translate("note", "La vie privée d’une personne ne se note pas."),
        Subject.TURNOUT: translate("note", "Le fait d’avoir voté ou non ne se note pas."),
    }
    return sentences[subject]


def neutral_wordings(subject: Subject) -> tuple[str, ...]:
    """Two neutral sentences that keep what a colleague needs."""
    later = translate("note", "Préfère un appel à un autre moment.")
    wordings = {
        Subject.HEALTH: (later, translate("note", "Aurait besoin d’un trajet jusqu’au bureau.")),
        Subject.BELIEF: (later, translate("note", "N’est pas disponible à cette heure.")),
        Subject.ORIGIN: (later, translate("note", "Échange plus facile dans une autre langue.")),
        Subject.PRIVATE: (later, translate("note", "Souhaite rester discret·ète.")),
        Subject.TURNOUT: (later, translate("note", "Hésite encore, à rappeler avant le vote.")),
    }
    return wordings[subject]
