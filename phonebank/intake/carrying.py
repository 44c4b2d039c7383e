"""What a decided link brings: numbers that may be called, and the objections with them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from phonebank.domain.keyed_hash import contact_identities, line_hmac, person_hmac
from phonebank.domain.phone import Phone, classify
from phonebank.intake.contacts import PHONE_KINDS
from phonebank.store import intake_objections, linking

if TYPE_CHECKING:
    from collections.abc import Sequence

    from phonebank.store.intake import IntakeWork
    from phonebank.store.reviewing import ContactSide


def carry(work: IntakeWork, group: Sequence[ContactSide], person: int, key: bytes, by: str) -> None:
    """Link contacts to a person: their numbers may be called from their own sources, and what they
    objected to is the person's, on every line of theirs."""
    ids = [each.contact_id for each in group]
    numbers = sorted({number for each in group for number in each.phones})
    linking.stage_numbers(work, _numbers(numbers, key))
    linking.link(work, ids, person, by)
    linking.carry_objections(work, ids, person, sorted(known_by(group, key)))
    spread(work)


def known_by(group: Sequence[ContactSide], key: bytes) -> frozenset[str]:
    """The hashes by which a file's objections may know these contacts: who they are, and where."""
    people = {
        person_hmac(key, identity)
        for each in group
        for identity in contact_identities(
            each.family_name,
            each.first_name,
            each.birth,
            each.address,
            each.postcode,
            " ".join((each.email, *each.phones)),
        )
    }
    return frozenset(people | {line_hmac(key, n) for each in group for n in each.phones})


def spread(work: IntakeWork) -> None:
    """Close every line of everyone who objects."""
    last = work.rows("select max(id) from pb.import")[0][0]
    if last is not None:
        intake_objections.spread(work, int(last))


def _numbers(numbers: Sequence[str], key: bytes) -> pl.DataFrame:
    # The office kept these numbers by its own rule already: fiction is not judged again.
    read = [(e164, classify(e164, practice=True)) for e164 in numbers]
    rows = [
        (
            e164,
            PHONE_KINDS[phone.kind],
            phone.foreign,
            phone.zones[0] if len(phone.zones) == 1 else "",
            line_hmac(key, e164),
        )
        for e164, phone in read
        if isinstance(phone, Phone)
    ]
    return pl.DataFrame(
        rows,
        schema={
            "e164": pl.String,
            "kind": pl.String,
            "abroad": pl.Boolean,
            "zone": pl.String,
            "line_hmac": pl.String,
        },
        orient="row",
    )
