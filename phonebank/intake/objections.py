"""Keyed hashes by which objections are recognised after a purge, a restore or another import.

HMAC-SHA-256 with a key the database never holds: without it, a leaked table of hashes cannot be
turned back into telephone numbers by trying them all.
"""

from __future__ import annotations

import hashlib
import hmac
from typing import TYPE_CHECKING

import polars as pl

from phonebank.domain.names import canonical, first_given
from phonebank.intake.cells import birth_text, per_value
from phonebank.store import intake_objections as store

if TYPE_CHECKING:
    from phonebank.store.intake import IntakeWork

KEY_BYTES = 32


def key_id(key: bytes) -> str:
    """A name for the key, which tells nothing of it."""
    return hashlib.sha256(b"phonebank objection key " + key).hexdigest()[:16]


def line_hmac(key: bytes, e164: str) -> str:
    """The keyed hash of a number, in hexadecimal; '' for ''."""
    return _hash(key, "line", e164)


def person_hmac(key: bytes, identity: str) -> str:
    """The keyed hash of `names.identity_key`, in hexadecimal; '' for ''."""
    return _hash(key, "person", identity)


def line_hashes(key: bytes, numbers: pl.Series) -> pl.Series:
    """`line_hmac` of a column of numbers."""
    return per_value(numbers, lambda e164: line_hmac(key, e164))


def contact_identity(family: str, first: str, birth: str, place: str) -> str:
    """What recognises a contact nobody was found for: names with a birth date or an address.

    Names alone are nobody in particular: ''.
    """
    known = birth or place
    return f"{family}|{first}|{known}" if family and first and known else ""


def settle(work: IntakeWork, import_id: int, key: bytes) -> None:
    """After new people or lines: recognise who objects, close their lines, hash what is not yet."""
    wanted = store.unplaced_people(work)
    if wanted:
        store.place_people(work, _people_among(work, wanted, key))
    store.spread(work, import_id)
    bare = store.unhashed_lines(work)
    if bare.height:
        hashes = bare.select("line_id", line_hashes(key, bare["e164"]).alias("line_hmac"))
        store.hash_lines(work, hashes, key_id(key))


def _people_among(work: IntakeWork, wanted: frozenset[str], key: bytes) -> pl.DataFrame:
    from phonebank.store.intake_contacts import people_to_match

    people = people_to_match(work).with_columns(birth_text().alias("birth"))
    found: list[tuple[str, int]] = []
    for person_id, born, used, given, birth in people.select(
        "person_id", "birth_name", "used_name", "first_names", "birth"
    ).iter_rows():
        for identity in _identities(born, used, given, birth):
            hashed = person_hmac(key, identity)
            if hashed in wanted:
                found.append((hashed, person_id))
    return pl.DataFrame(
        found, schema={"person_hmac": pl.String, "person_id": pl.Int64}, orient="row"
    )


def _identities(born: str, used: str, given: str, birth: str) -> set[str]:
    """The ways a contact may have written this person, with a birth date."""
    if not birth:
        return set()
    families = {canonical(born), canonical(used)} - {""}
    firsts = {canonical(given), canonical(first_given(given))} - {""}
    straight = {f"{family}|{first}|{birth}" for family in families for first in firsts}
    return straight | {f"{first}|{family}|{birth}" for family in families for first in firsts}


def _hash(key: bytes, what: str, text: str) -> str:
    if not text:
        return ""
    return hmac.new(key, f"phonebank {what} {text}".encode(), hashlib.sha256).hexdigest()
