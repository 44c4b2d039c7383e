"""The reasons of a score, in words, French and English. For supervisors only, never for callers.

Each phrase is a fact: how often the person voted in the rounds that are known, what the first round
of this ballot said, the age band, the bureau's rate. What is unknown is said to be unknown.
"""

from __future__ import annotations

from dataclasses import dataclass

from phonebank.domain.ages import BANDS
from phonebank.domain.rounds import BallotType

SEPARATOR = " ; "
"""Between two reasons."""

BAND_NAMES: tuple[str, ...] = tuple(name for _, name in BANDS)

_FRENCH = {
    BallotType.MUNICIPAL: "municipales",
    BallotType.PRESIDENTIAL: "présidentielles",
    BallotType.LEGISLATIVE: "législatives",
    BallotType.EUROPEAN: "européennes",
    BallotType.REGIONAL: "régionales",
    BallotType.DEPARTMENTAL: "départementales",
}
_ENGLISH = {
    BallotType.MUNICIPAL: "municipal",
    BallotType.PRESIDENTIAL: "presidential",
    BallotType.LEGISLATIVE: "legislative",
    BallotType.EUROPEAN: "European",
    BallotType.REGIONAL: "regional",
    BallotType.DEPARTMENTAL: "departmental",
}


@dataclass(frozen=True, slots=True)
class Reasons:
    """Why a score is what it is, without words."""

    ballot_type: BallotType
    """Of the round scored."""
    votes: int
    """Rounds voted in, of `known`; rounds of unknown turnout count in neither."""
    known: int
    same_votes: int
    """Of these, rounds of the same type of ballot; the first round of this very ballot apart."""
    same_known: int
    band: str
    """Age band or ''."""
    bureau: str
    bureau_abstention: int
    """Per cent, in the rounds known."""
    first_round: bool | None = None
    """Voted in the first round of this ballot; None: unknown, or no such round yet."""
    first_round_held: bool = False
    """Whether the first round is known of anybody."""


def history_words(votes: int, known: int, of: BallotType | None, language: str = "fr") -> str:
    """`a voté 1 fois sur 3 aux municipales`; `of` None: other ballots; '' without a known round."""
    if not known:
        return ""
    if language == "fr":
        where = "autres scrutins" if of is None else _FRENCH[of]
        return f"a voté {votes} fois sur {known} aux {where}"
    where = "other" if of is None else _ENGLISH[of]
    return f"voted in {votes} of {known} {where} round{'s' if known > 1 else ''}"


def unknown_past_words(language: str = "fr") -> str:
    """What is said of somebody whose past turnout nobody transcribed."""
    return "participation passée inconnue" if language == "fr" else "past turnout unknown"


def first_round_words(voted: bool | None, language: str = "fr") -> str:
    """`1er tour : non`; None: it is not known."""
    if language == "fr":
        return f"1er tour : {'inconnu' if voted is None else 'oui' if voted else 'non'}"
    return f"first round: {'unknown' if voted is None else 'yes' if voted else 'no'}"


def band_words(band: str, language: str = "fr") -> str:
    """`tranche 25-34`; '' without an age."""
    if not band:
        return ""
    return f"tranche {band}" if language == "fr" else f"aged {band}"


def bureau_words(bureau: str, abstention: int, language: str = "fr") -> str:
    """`bureau 0012 : 41 % d'abstention`; without a bureau, the whole town's rate."""
    if language == "fr":
        where = f"bureau {bureau}" if bureau else "commune"
        return f"{where} : {abstention} % d'abstention"
    where = f"bureau {bureau}" if bureau else "town"
    return f"{where}: {abstention}% abstention"


def reason_words(reasons: Reasons, language: str = "fr") -> tuple[str, ...]:
    """The reasons as phrases, the weightiest first."""
    other_votes = reasons.votes - reasons.same_votes
    other_known = reasons.known - reasons.same_known
    phrases = (
        first_round_words(reasons.first_round, language) if reasons.first_round_held else "",
        history_words(reasons.same_votes, reasons.same_known, reasons.ballot_type, language),
        history_words(other_votes, other_known, None, language),
        "" if reasons.known else unknown_past_words(language),
        band_words(reasons.band, language),
        bureau_words(reasons.bureau, reasons.bureau_abstention, language),
    )
    return tuple(phrase for phrase in phrases if phrase)
