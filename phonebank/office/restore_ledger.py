"""Bringing a restored database up to the ledger: objections hold again, the erased stay erased."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from phonebank.domain import keyed_hash
from phonebank.office.erasure import person_hashes
from phonebank.office.ledger import seal
from phonebank.store import objections as store
from phonebank.store.erasure import audit_erasure, erase_person
from phonebank.store.objections import ERASURE, SealedObjection

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from sqlalchemy import Connection


@dataclass(frozen=True, slots=True)
class Replayed:
    """How many objections were applied again, and how many people erased again."""

    objections: int
    erased: int


def replay(connection: Connection, key: bytes, noted: Iterable[SealedObjection]) -> Replayed:
    """Apply every objection and erasure of the ledger that this database does not know.

    Works in the connection's transaction, as `pb_owner`.
    """
    known = {each.receipt: each for each in seal(connection, key)}
    entries = list({each.receipt: each for each in noted}.values())
    missing = [each for each in entries if each.receipt not in known]
    store.lift_again(
        connection,
        [each.receipt for each in entries if each.lifted and each.receipt in known],
    )
    erased = _erase_again(connection, key, missing)
    store.add_missing(connection, missing, keyed_hash.key_id(key))
    wanted = [each for each in missing if not each.lifted]
    store.tie(
        connection,
        _lines_of(connection, key, {each.line for each in wanted} - {""}),
        [
            (hashed, person)
            for hashed, people in _people_of(
                connection, key, {each.person for each in wanted} - {""}
            ).items()
            for person in people
        ],
    )
    return Replayed(sum(each.origin != ERASURE for each in wanted), erased)


def _erase_again(connection: Connection, key: bytes, missing: Sequence[SealedObjection]) -> int:
    """Erase who has an erased person's row, else whoever is written like them.

    A database that does not know the erasure was written out before it, so its rows are those of
    then: a namesake stays, and somebody whose name was corrected later goes all the same.
    """
    by_person: dict[str, set[str]] = defaultdict(set)
    receipts: dict[str, str] = {}
    for each in missing:
        if each.origin == ERASURE and each.person:
            by_person[each.row].add(each.person)
            receipts.setdefault(each.row, each.receipt)
    found = _people_of(connection, key, set().union(*by_person.values()))
    rows = {
        hashed: each.person_id
        for each in (store.people(connection) if by_person else ())
        if (hashed := keyed_hash.row_hmac(key, each.person_id)) in by_person
    }
    erased = 0
    for row, hashes in by_person.items():
        written_like = {person for hashed in hashes for person in found.get(hashed, ())}
        for person in {rows[row]} if row in rows else written_like:
            if erase_person(connection, person) is not None:
                audit_erasure(connection, receipts[row], "erased before the restore")
                erased += 1
    return erased


def _people_of(connection: Connection, key: bytes, wanted: set[str]) -> Mapping[str, Sequence[int]]:
    found: dict[str, list[int]] = defaultdict(list)
    if wanted:
        for person in store.people(connection):
            for hashed in person_hashes(key, person) & wanted:
                found[hashed].append(person.person_id)
    return found


def _lines_of(connection: Connection, key: bytes, wanted: set[str]) -> list[tuple[str, int]]:
    if not wanted:
        return []
    hashed = ((keyed_hash.line_hmac(key, e164), line) for line, e164 in store.lines(connection))
    return [(each, line) for each, line in hashed if each in wanted]
