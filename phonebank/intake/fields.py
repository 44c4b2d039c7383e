"""What each kind of file needs, may hold, and must not be asked for.

R6: origin, religion, nationality, place of birth and health have no field; a column that holds them
is neither read, shown nor kept, and choosing it is refused by name.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from phonebank.domain.errors import BadInput
from phonebank.domain.names import canonical
from phonebank.intake.spellings import SPELLINGS, FileKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_NUMBERED = ("bureau_code", "order_number")
_REACHABLE = ("mobile", "fixed", "phone", "email", "objection")
NEEDS: Mapping[FileKind, tuple[tuple[str, ...], ...]] = {
    FileKind.ROLL: (("birth_name",), ("first_names",), ("birth_date", "order_number")),
    FileKind.TURNOUT: (
        ("bureau_code", "birth_name", "external_id"),
        ("order_number", "birth_name", "external_id"),
        ("value", "a round’s column"),
    ),
    FileKind.CONTACTS: (("family_name", "full_name"), _REACHABLE),
    FileKind.BUREAUX: (("bureau_code",), ("name", "address")),
    FileKind.RESULTS: (("bureau_code",), ("registered",), ("voters",), ("valid",), ("votes",)),
    FileKind.ENGAGEMENT: (("email",), ("event",)),
}
"""Kind → groups of fields; of each group at least one must have a column."""
ROUND_COLUMN = "a round’s column"
"""Stands in NEEDS for a column of a turnout file that is a round's."""

_FORBIDDEN = {
    "origin or ethnicity": r"\b(?:origine (?:ethnique|geographique|nationale|familiale|raciale)"
    r"|ethni\w*|race|racial\w*|ethnic\w*|ethnie|race_code|couleur de peau|consonance)\b",
    "place of birth": r"\b(?:(?:commune|lieu|ville|pays|departement|localite|dept|com\w*) (?:de )?"
    r"naissance|birth ?(?:place|country|city|state)|place of birth|country of birth"
    r"|code commune de naissance|ne e? a|birthplace|nomcomnaissance|deptnaissance|paysnaissance)\b",
    "nationality": r"\b(?:nationalit\w*|citoyennete|citizenship|passeport|passport)\b",
    "religion": r"\b(?:religi\w*|confession\w*|culte|foi|faith|eglise|mosquee|synagogue)\b",
    "health": r"\b(?:sante|health|handicap\w*|maladie\w*|medical\w*|mutuelle|disab\w*|pathologie\w*"
    r"|ald|traitement medical)\b",
    "sexual life": r"\b(?:orientation sexuelle|sexual\w*)\b",
    "political opinion": r"\b(?:support level|party|party affiliation"
    r"|parti politique|opinion\w*|intention de vote|couleur politique|sympathie politique)\b",
    "trade union": r"\b(?:syndica\w*|syndicat|union membership)\b",
}
_FORBIDDEN_PATTERNS = {name: re.compile(words) for name, words in _FORBIDDEN.items()}
_GLUED = re.compile(r"(?<=[a-zà-ÿ])(?=[A-Z])")
_ACCESS = re.compile(r"\b(?:acces|fauteuil|pmr|wheelchair|accessib\w*)\b")


def forbidden_in(title: str) -> str:
    """What a column's title says it holds that may not be read ('health'…), or ''."""
    for text in (canonical(title), canonical(_GLUED.sub(" ", title))):
        # The access of a polling station is nobody's health.
        if _ACCESS.search(text):
            return ""
        for name, words in _FORBIDDEN_PATTERNS.items():
            if words.search(text):
                return name
    return ""


def refuse_forbidden(titles: Iterable[str]) -> None:
    """Raise BadInput when a title chosen by somebody holds what may not be read (R6)."""
    for title in titles:
        held = forbidden_in(title)
        if held:
            raise BadInput(
                f"The column “{title[:60]}” tells {held}: a campaign may not use it, so it is "
                "never read. Leave it out."
            )


def missing(
    kind: FileKind, found: Iterable[str], *, has_rounds: bool
) -> tuple[tuple[str, ...], ...]:
    """The groups of NEEDS of which no field has a column."""
    held = set(found) | ({ROUND_COLUMN} if has_rounds else set())
    return tuple(group for group in NEEDS[kind] if not held.intersection(group))


def fields_of(kind: FileKind) -> tuple[str, ...]:
    """Every field a file of this kind may have a column for, the usual order."""
    return tuple(SPELLINGS[kind])
