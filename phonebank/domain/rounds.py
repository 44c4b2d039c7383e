"""Ballots and their rounds: the codes `M26T1`, their dates, and the titles files give them.

A round is known by the type of its ballot, its year and its turn. Dates of French ballots since
2012 come from `resources/ballots.toml`; a round known only by type and year is accepted, dated
1 July of its year until somebody says otherwise (`dated` is then False).
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache

from phonebank.domain.errors import BadInput
from phonebank.resources import resource


class BallotType(StrEnum):
    """The kind of ballot; the value is the letter that opens a round's code."""

    MUNICIPAL = "M"
    PRESIDENTIAL = "P"
    LEGISLATIVE = "L"
    EUROPEAN = "E"
    REGIONAL = "R"
    DEPARTMENTAL = "D"

    @property
    def national(self) -> bool:
        """Held in the whole country at once: on a Saturday in part of the overseas (R1)."""
        return self in {self.PRESIDENTIAL, self.LEGISLATIVE, self.EUROPEAN}

    @property
    def turns(self) -> int:
        """How many rounds such a ballot can have."""
        return 1 if self is self.EUROPEAN else 2


@dataclass(frozen=True, slots=True)
class Round:
    """One voting day of a ballot. Two rounds are equal when all their facts are."""

    ballot_type: BallotType
    year: int
    turn: int
    held_on: date
    dated: bool = True
    """False: only the year is known and `held_on` is the middle of it."""

    @property
    def code(self) -> str:
        """`M26T1`."""
        return f"{self.ballot_code}T{self.turn}"

    @property
    def ballot_code(self) -> str:
        """`M26`: what both rounds share."""
        return f"{self.ballot_type.value}{self.year % 100:02d}"

    @property
    def national(self) -> bool:
        """As `BallotType.national`."""
        return self.ballot_type.national

    def title(self, language: str = "fr") -> str:
        """The name read by people: `Municipales 2026, 1er tour`, `Municipal 2026, first round`."""
        names = _FRENCH if language == "fr" else _ENGLISH
        name = f"{names[self.ballot_type]} {self.year}"
        if self.ballot_type.turns == 1:
            return name
        turns = ("1er tour", "2d tour") if language == "fr" else ("first round", "second round")
        return f"{name}, {turns[self.turn - 1]}"


_FRENCH = {
    BallotType.MUNICIPAL: "Municipales",
    BallotType.PRESIDENTIAL: "Présidentielle",
    BallotType.LEGISLATIVE: "Législatives",
    BallotType.EUROPEAN: "Européennes",
    BallotType.REGIONAL: "Régionales",
    BallotType.DEPARTMENTAL: "Départementales",
}
_ENGLISH = {
    BallotType.MUNICIPAL: "Municipal",
    BallotType.PRESIDENTIAL: "Presidential",
    BallotType.LEGISLATIVE: "Legislative",
    BallotType.EUROPEAN: "European",
    BallotType.REGIONAL: "Regional",
    BallotType.DEPARTMENTAL: "Departmental",
}
# The words by which titles name a ballot, without accents, French and English.
_WORDS = {
    BallotType.MUNICIPAL: re.compile(r"\b(?:mun|muni|munic|municipal\w{0,2})\b"),
    BallotType.PRESIDENTIAL: re.compile(r"\b(?:pres|presid\w*)\b"),
    BallotType.LEGISLATIVE: re.compile(r"\b(?:leg|legis\w*)\b"),
    BallotType.EUROPEAN: re.compile(r"\b(?:eur|euro|europ\w*)\b"),
    BallotType.REGIONAL: re.compile(r"\b(?:reg|regio|regional\w*|regionaux)\b"),
    BallotType.DEPARTMENTAL: re.compile(r"\b(?:dep|depart|departemental\w*|cantonales?)\b"),
}
_CODE = re.compile(r"\b([MPLERD]) ?((?:19|20)?\d\d)(?: ?T([12]))?\b")
_TURN = re.compile(
    r"\bt(?:our)? ?([12])\b|\b([12])(?:er|re|ere|e|d|nd|de|eme|st)? ?(?:tour|round)\b"
)
_TURN_WORD = re.compile(r"\b(premier|first|second|deuxieme)\b ?(?:tour|round)\b")
_YEAR = re.compile(r"\b((?:19|20)\d\d|\d\d)\b")
_FIRST_YEAR, _LAST_YEAR = 1958, 2069


def round_of(ballot_type: BallotType, year: int, turn: int = 1) -> Round:
    """The round, with its date when `ballots.toml` has it.

    Raises BadInput for a second round of a ballot that has one only, or a year outside 1958–2069.
    """
    if not 1 <= turn <= ballot_type.turns:
        raise BadInput(
            f"{_ENGLISH[ballot_type]} ballots have {ballot_type.turns} round(s): "
            f"there is no T{turn} in {year}; correct the round's code."
        )
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        raise BadInput(f"{year} is not the year of a ballot this program knows of; correct it.")
    dates = _dates().get(f"{ballot_type.value}{year % 100:02d}", ())
    exact = dates[turn - 1] if len(dates) >= turn and dates[0].year == year else None
    return Round(ballot_type, year, turn, exact or date(year, 7, 1), exact is not None)


def parse_round(text: str) -> Round:
    """The round named by a code (`M26T1`, `E24`) or a title (`Prés 2022 T1`).

    Raises BadInput when the text names no round.
    """
    found = find_round(text)
    if found is None:
        raise BadInput(
            f"“{text[:40]}” is not a round: write its code, such as M26T1 "
            "(a letter of M P L E R D, the year, T1 or T2)."
        )
    return found


def is_round_code(text: str) -> bool:
    """Whether a text is a round's code and nothing else: `M26T1`, `E24`."""
    return re.fullmatch(r"[MPLERD][0-9]{2}(?:T[12])?", text) is not None


def find_round(title: str, context: Round | None = None) -> Round | None:
    """The round a column's title speaks of, or None when it speaks of something else.

    `context` is the ballot a file is about: with it, `T1` or `2d tour` alone is enough. A ballot
    of two rounds named without its turn is read as its first (`Muni 2020`). A year in two digits
    is of 1970–2069.
    """
    plain = _plain(title)
    code = _CODE.search(plain.upper())
    if code and (code[3] or code[0] == plain.upper()):
        ballot_type, year, turn = BallotType(code[1]), _year(code[2]), int(code[3] or 1)
    else:
        named = _type_named(plain)
        turn = _turn_named(plain)
        years = _YEAR.findall(_TURN.sub(" ", plain))
        if named and len(years) == 1 and (turn or len(years[0]) > 2 or named.turns == 1):
            ballot_type, year, turn = named, _year(years[0]), turn or 1
        elif context and turn and not named and not years and len(plain) <= len("deuxieme tour"):
            ballot_type, year = context.ballot_type, context.year
        else:
            return None
    if turn > ballot_type.turns or not _FIRST_YEAR <= year <= _LAST_YEAR:
        return None
    return round_of(ballot_type, year, turn)


def ballot_type_named(text: str) -> BallotType:
    """`municipales`, `Présidentielle`, `European` or a letter. Raises BadInput otherwise."""
    plain = _plain(text)
    if plain.upper() in set(BallotType):
        return BallotType(plain.upper())
    named = _type_named(plain)
    if named is None:
        raise BadInput(
            f"“{text[:40]}” is not a type of ballot: write municipales, présidentielle, "
            "législatives, européennes, régionales or départementales."
        )
    return named


def known_rounds() -> tuple[Round, ...]:
    """Every round of `ballots.toml`, oldest first (ties by code)."""
    rounds = (
        Round(BallotType(code[0]), dates[0].year, turn, day)
        for code, dates in _dates().items()
        for turn, day in enumerate(dates, start=1)
    )
    return tuple(sorted(rounds, key=lambda each: (each.held_on, each.code)))


@cache
def _dates() -> dict[str, tuple[date, ...]]:
    with resource("ballots.toml").open("rb") as file:
        return {code: tuple(dates) for code, dates in tomllib.load(file).items()}


def _plain(text: str) -> str:
    bare = unicodedata.normalize("NFKD", text)
    bare = "".join(char for char in bare if not unicodedata.combining(char)).casefold()
    return " ".join(re.sub(r"[^a-z0-9]+", " ", bare).split())


def _type_named(plain: str) -> BallotType | None:
    found = {kind for kind, words in _WORDS.items() if words.search(plain)}
    return found.pop() if len(found) == 1 else None


def _turn_named(plain: str) -> int:
    match = _TURN.search(plain)
    if match:
        return int(match[1] or match[2])
    word = _TURN_WORD.search(plain)
    return 0 if word is None else 1 if word[1] in {"premier", "first"} else 2


def _year(digits: str) -> int:
    number = int(digits)
    return number if number > 99 else number + (1900 if number >= 70 else 2000)
