"""Objections met by an import: recognised by their keyed hashes, and hashed where they are not."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from phonebank.domain.keyed_hash import (
    contact_identities,
    key_id,
    line_hmac,
    person_hmac,
    person_identities,
    undated_identities,
)
from phonebank.intake.cells import birth_text, per_value
from phonebank.store import intake_objections as store
from phonebank.store.intake_contacts import people_brought, people_numbered

if TYPE_CHECKING:
    from collections.abc import Sequence

    from phonebank.store.intake import IntakeWork

__all__ = ["contact_hashes", "key_id", "line_hashes", "line_hmac", "person_hmac", "settle"]


def line_hashes(key: bytes, numbers: pl.Series) -> pl.Series:
    """`line_hmac` of a column of numbers."""
    return per_value(numbers, lambda e164: line_hmac(key, e164))


def contact_identity(family: str, first: str, birth: str, place: str) -> str:
    """What recognises a contact nobody was found for: names with a birth date or an address.

    Names alone are nobody in particular: ''.
    """
    known = birth or place
    return f"{family}|{first}|{known}" if family and first and known else ""


def contact_hashes(
    key: bytes, family: str, given: str, birth: str, address: str, postcode: str, ways: str
) -> set[str]:
    """Every keyed hash by which this row may be somebody erased."""
    identities = contact_identities(family, given, birth, address, postcode, ways)
    return {person_hmac(key, identity) for identity in identities}


def settle(
    work: IntakeWork,
    import_id: int,
    key: bytes,
    new_after: int | None = None,
    among: Sequence[int] = (),
) -> int:
    """After new people or lines: recognise who objects, close their lines, hash what is not yet.

    An import of a roll gives `new_after`: people with a higher number came with it, and those among
    them who were erased are taken out again. An import of contacts brings nobody: it gives the
    people its objections may mean, `among`. Returns how many were taken out.
    """
    wanted = store.unplaced_people(work)
    dropped = 0
    if wanted and (new_after is not None or among):
        people = (
            people_numbered(work, among) if new_after is None else people_brought(work, import_id)
        )
        dropped = store.place_people(work, _people_among(people, wanted, key), new_after)
    store.spread(work, import_id)
    bare = store.unhashed_lines(work)
    if bare.height:
        hashes = bare.select("line_id", line_hashes(key, bare["e164"]).alias("line_hmac"))
        store.hash_lines(work, hashes, key_id(key))
    return dropped


def _people_among(people: pl.DataFrame, wanted: frozenset[str], key: bytes) -> pl.DataFrame:
    people = people.with_columns(birth_text().alias("birth"))
    found: list[tuple[str, int]] = []
    for person_id, born, used, given, birth, number, street, postcode in people.select(
        *("person_id", "birth_name", "used_name", "first_names", "birth"),
        *("street_number", "street", "postcode"),
    ).iter_rows():
        identities = person_identities(born, used, given, birth)
        if not birth:
            identities = undated_identities(born, used, given, f"{number} {street}", postcode)
        for identity in identities:
            hashed = person_hmac(key, identity)
            if hashed in wanted:
                found.append((hashed, person_id))
    return pl.DataFrame(
        found, schema={"person_hmac": pl.String, "person_id": pl.Int64}, orient="row"
    )
