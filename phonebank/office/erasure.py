"""Erasing a person (GDPR 17), so that no file and no backup brings them back.

What is left are keyed hashes in the database and in the ledger, and a line of the audit.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from phonebank.domain import keyed_hash
from phonebank.domain.errors import BadInput
from phonebank.domain.names import canonical
from phonebank.office.ledger import Ledger
from phonebank.office.owner_folder import owner_folder
from phonebank.office.secret import objection_key
from phonebank.store import erasure, objections
from phonebank.store.clearing import way_kept_clear
from phonebank.store.connection import owner_engine, plain_errors
from phonebank.store.objections import ERASURE, KnownPerson, SealedObjection

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from phonebank.office.office import Office

_LONGEST_REASON = 200


@dataclass(frozen=True, slots=True)
class ErasureReport:
    """The receipt to give to the person, and how many numbers went with them."""

    receipt: str
    numbers: int


def erase_person(office: Office, person_id: int, reason: str) -> ErasureReport:
    """Erase the person of that number from the office, for good.

    Raises BadInput for somebody unknown, or a reason that is missing or names them: it is kept in
    the audit.
    """
    if not reason.strip() or len(reason) > _LONGEST_REASON:
        raise BadInput(
            f"An erasure needs a reason of at most {_LONGEST_REASON} letters: --reason 'asked by "
            "letter of 3 March'."
        )
    key = objection_key(office)
    engine = owner_engine(office.owner_url)
    try:
        with plain_errors(), way_kept_clear(engine), engine.begin() as connection:
            erased = erasure.erase_person(connection, person_id)
            if erased is None:
                raise BadInput(f"Nobody here has the number {person_id}: look them up first.")
            _refuse_names(reason, erased)
            entries = _entries(connection, erased, key)
            objections.note_erasure(connection, entries, keyed_hash.key_id(key))
            erasure.audit_erasure(connection, entries[0].receipt, reason.strip())
            # Before the commit: an erasure the ledger does not know could come back.
            Ledger(owner_folder(office), key).add(entries)
    finally:
        engine.dispose()
    return ErasureReport(entries[0].receipt, len(erased.numbers))


def person_hashes(key: bytes, person: KnownPerson) -> set[str]:
    """Every keyed hash by which a file may bring this person."""
    written = keyed_hash.person_identities(
        person.birth_name, person.used_name, person.first_names, person.birth
    )
    return {keyed_hash.person_hmac(key, each) for each in written | {person.identity}}


def _entries(connection: Connection, erased: erasure.Erased, key: bytes) -> list[SealedObjection]:
    now = datetime.now(UTC).isoformat(timespec="seconds")
    row = keyed_hash.row_hmac(key, erased.person.person_id)
    hashes = person_hashes(key, erased.person) | {
        keyed_hash.person_hmac(key, each)
        for written in erased.written
        for each in keyed_hash.contact_identities(*written)
    }
    people = [("", hashed) for hashed in sorted(hashes)]
    lines = [(keyed_hash.line_hmac(key, number), "") for number in erased.numbers]
    return [
        SealedObjection(erasure.receipt(connection), ERASURE, line, person, now, row=row)
        for line, person in (*people, *lines)
    ]


def _refuse_names(reason: str, erased: erasure.Erased) -> None:
    said = set(canonical(reason).split())
    person = erased.person
    names = set(canonical(f"{person.birth_name} {person.used_name} {person.first_names}").split())
    digits = re.sub(r"\D", "", reason)
    if said & {name for name in names if len(name) > 1} or any(
        number[-9:] in digits for number in erased.numbers
    ):
        raise BadInput(
            "The reason names the person to be erased, and it is kept: say why without a name or a "
            "number."
        )
