"""A doubtful contact and the people it may be, side by side, and what may be decided about it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from phonebank.domain.errors import BadInput
from phonebank.intake.comparing import Compared, compare
from phonebank.store import linking, reviewing

if TYPE_CHECKING:
    from collections.abc import Sequence

    from phonebank.store.intake import IntakeWork
    from phonebank.store.reviewing import ContactSide, PersonSide, Waiting


class Decision(StrEnum):
    """What a supervisor says of a contact and a person beside it."""

    SAME = "same"
    DIFFERENT = "different"
    UNSURE = "unsure"


@dataclass(frozen=True, slots=True)
class Candidate:
    """A person a contact may be: their side, how like they are (0–1), field by field."""

    person: PersonSide
    likeness: float
    compared: Compared


@dataclass(frozen=True, slots=True)
class Doubtful:
    """A contact to decide about, and whom it may be, best first."""

    contact: ContactSide
    candidates: tuple[Candidate, ...]


@dataclass(frozen=True, slots=True)
class Decided:
    """What was written down: the change, to be undone by its number, and what is left."""

    change_id: int
    waiting: Waiting


def doubtful(work: IntakeWork, contact_id: int) -> Doubtful:
    """A contact with its candidates. Raises BadInput when there is none of that number."""
    contact = reviewing.contact_side(work, contact_id)
    if contact is None:
        raise BadInput(f"There is no contact {contact_id}.")
    likenesses = dict(contact.candidates)
    people = reviewing.person_sides(work, list(likenesses))
    return Doubtful(
        contact,
        tuple(
            Candidate(person, likenesses[person.person_id], compare(contact, person))
            for person in people
        ),
    )


def group(work: IntakeWork, contact: ContactSide) -> list[ContactSide]:
    """The other contacts found to be this very person."""
    others = (reviewing.contact_side(work, each) for each in contact.same)
    return [each for each in others if each is not None]


def open_group(work: IntakeWork, contact: ContactSide) -> list[ContactSide]:
    """The contact and the rows found to be the same person that nobody has linked yet."""
    return [contact, *(each for each in group(work, contact) if each.person_id is None)]


def the_one(
    work: IntakeWork, contact_id: int, person_id: int | None, offered: Sequence[int]
) -> int:
    """The person meant: the one named, or the only candidate. Raises BadInput."""
    if person_id is not None:
        known(work, person_id)
        return person_id
    if len(offered) != 1:
        raise BadInput(
            f"Contact {contact_id} may be {len(offered)} people: say which, --person ID."
        )
    return offered[0]


def known(work: IntakeWork, *people: int) -> None:
    """Raise BadInput where one of these people is not there."""
    found = {each.person_id for each in reviewing.person_sides(work, people)}
    for person in people:
        if person not in found:
            raise BadInput(f"Nobody here has the number {person}: look them up first.")


def refuse_on_telephone(work: IntakeWork, *people: int) -> None:
    """Raise BadInput while a desk has one of these people on its screen."""
    if linking.on_the_telephone(work, people):
        raise BadInput(
            "A desk has this person on its screen right now: do it again when the call is over."
        )


def asked_about(work: IntakeWork, people: frozenset[int]) -> frozenset[int]:
    """The contacts these people are candidates of."""
    return frozenset(reviewing.asked_about(work, sorted(people)))
