"""Somebody rings back: who stands on that line, from the full number or surname and year of birth.

Counted by the office (twenty an hour a caller and a desk); never a number, never a list.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from phonebank.domain.errors import BadInput
from phonebank.domain.outcomes import Outcome

_ASK_BETTER = {
    "one": "Give the number, or the surname with the year of birth: not both.",
    "number": "This is no full telephone number: ask for it again, digit by digit.",
    "surname": "A surname has two letters or more.",
    "born": "The year of birth has four digits, from 1900 on.",
}


@dataclass(frozen=True, slots=True)
class FoundPerson:
    """A person who may be the one ringing back. No birth date, no number, no note."""

    person_id: int
    sex: str
    first_name: str
    last_name: str
    age_band: str
    bureau: str
    """The code of the polling station, '' where unknown."""
    bureau_name: str
    last_at: datetime | None
    last_outcome: Outcome | None
    callback_at: datetime | None
    """When a colleague promised to ring."""
    objected: bool
    """A line of this person's is never called again."""


@dataclass(frozen=True, slots=True)
class Found:
    """`status`: 'found' with people; 'none'; 'many' (ask for the number); 'cap' with `until`."""

    status: str
    people: tuple[FoundPerson, ...] = ()
    until: datetime | None = None
    search: UUID | None = None
    """What the line of somebody found is asked for with, for five minutes."""
    number: str | None = None
    surname: str | None = None
    born: int | None = None
    """The words of the question; the office does not keep them."""


def read_found(
    answer: dict[str, Any],
    number: str | None = None,
    surname: str | None = None,
    born: int | None = None,
) -> Found:
    """The office's answer to these words. Raises BadInput for a question it does not take."""
    status = str(answer["status"])
    if status == "invalid":
        raise BadInput(_ASK_BETTER[answer["field"]])
    search = answer.get("search")
    return Found(
        status,
        tuple(_person(each) for each in answer.get("people", ())),
        _moment(answer.get("until")),
        UUID(search) if search else None,
        number,
        surname,
        born,
    )


def _person(each: dict[str, Any]) -> FoundPerson:
    outcome = each["last_outcome"]
    return FoundPerson(
        person_id=each["person_id"],
        sex=each["sex"],
        first_name=each["first_name"],
        last_name=each["last_name"],
        age_band=each["age_band"],
        bureau=each["bureau"],
        bureau_name=each["bureau_name"],
        last_at=_moment(each["last_at"]),
        last_outcome=None if outcome is None else Outcome(outcome),
        callback_at=_moment(each["callback_at"]),
        objected=each["objected"],
    )


def _moment(text: str | None) -> datetime | None:
    return None if text is None else datetime.fromisoformat(text).astimezone(UTC)
