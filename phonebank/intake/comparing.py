"""What agrees and what differs between a contact and a person, field by field, for a person's eye.

It decides nothing: it only tells where to look.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from rapidfuzz import fuzz

from phonebank.domain.addresses import address_key
from phonebank.domain.names import first_given, given_names, name_key

if TYPE_CHECKING:
    from phonebank.store.reviewing import ContactSide, PersonSide

_CLOSE = 80


class Verdict(StrEnum):
    """How one field of the two compares."""

    SAME = "same"
    CLOSE = "close"
    DIFFERS = "differs"
    UNKNOWN = "unknown"
    """One of the two says nothing."""


@dataclass(frozen=True, slots=True)
class Compared:
    """The fields of a contact against a person's."""

    family_name: Verdict
    first_name: Verdict
    birth: Verdict
    address: Verdict
    phone: Verdict
    email: Verdict


def compare(contact: ContactSide, person: PersonSide) -> Compared:
    """Compare the two, field by field; fields filled in crosswise are close, not different."""
    families = [name for name in (person.birth_name, person.used_name) if name]
    firsts = [person.first_names, *given_names(person.first_names)]
    return Compared(
        family_name=_name(contact.family_name, families, [first_given(person.first_names)]),
        first_name=_name(contact.first_name, firsts, families),
        birth=_birth(contact.birth, person.birth),
        address=_address(contact, person),
        phone=_shared(contact.phones, person.phones),
        email=_shared((contact.email,) if contact.email else (), person.emails),
    )


def _name(ours: str, theirs: list[str], crosswise: list[str]) -> Verdict:
    key = name_key(ours)
    keys = [name_key(name) for name in theirs if name_key(name)]
    if not key or not keys:
        return Verdict.UNKNOWN
    if key in keys or key == "".join(keys) or key == "".join(reversed(keys)):
        return Verdict.SAME
    across = key in [name_key(name) for name in crosswise]
    near = max(fuzz.ratio(key, each) for each in keys) >= _CLOSE
    return Verdict.CLOSE if across or near else Verdict.DIFFERS


def _birth(ours: str, theirs: str) -> Verdict:
    if not ours or not theirs:
        return Verdict.UNKNOWN
    if ours == theirs:
        return Verdict.SAME
    pairs = list(zip(ours.split("-"), theirs.split("-"), strict=True))
    agree = sum(one == other for one, other in pairs)
    vague = sum("00" in pair for pair in pairs)
    turned = ours[:4] == theirs[:4] and ours[5:7] == theirs[8:] and ours[8:] == theirs[5:7]
    return Verdict.CLOSE if turned or agree + vague >= 2 else Verdict.DIFFERS


def _address(contact: ContactSide, person: PersonSide) -> Verdict:
    if not contact.address or not person.address:
        return Verdict.UNKNOWN
    ours = address_key(f"{contact.address} {contact.postcode}")
    theirs = address_key(f"{person.address} {person.postcode}")
    if ours == theirs:
        return Verdict.SAME
    return Verdict.CLOSE if fuzz.ratio(ours, theirs) >= _CLOSE else Verdict.DIFFERS


def _shared(ours: tuple[str, ...], theirs: tuple[str, ...]) -> Verdict:
    if not ours or not theirs:
        return Verdict.UNKNOWN
    return Verdict.SAME if set(ours) & set(theirs) else Verdict.DIFFERS
