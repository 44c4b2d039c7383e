"""Keyed hashes by which an objection or an erasure is recognised when its person is gone (R3).

HMAC-SHA-256 with a key the database never holds: without it, a leaked table of hashes cannot be
turned back into telephone numbers by trying them all.
"""

from __future__ import annotations

import hashlib
import hmac

from phonebank.domain.addresses import address_key
from phonebank.domain.names import canonical, first_given

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


def row_hmac(key: bytes, person_id: int) -> str:
    """The keyed hash of a person's number in this office's database, in hexadecimal.

    With `person_hmac` it tells one of two people of the same name and birth date.
    """
    return _hash(key, "row", str(person_id))


def person_identities(born: str, used: str, given: str, birth: str) -> set[str]:
    """The ways a file may write one person, with a birth date (`1961-05-00`); none without it.

    `born` and `used` are the family names, `given` the first names.
    """
    if not birth:
        return set()
    families = {canonical(born), canonical(used)} - {""}
    firsts = {canonical(given), canonical(first_given(given))} - {""}
    straight = {f"{family}|{first}|{birth}" for family in families for first in firsts}
    return straight | {f"{first}|{family}|{birth}" for family in families for first in firsts}


def undated_identities(born: str, used: str, given: str, address: str, postcode: str) -> set[str]:
    """The ways a file may write a person of the roll without a birth date: names and entrance."""
    if not address.strip():
        return set()
    return person_identities(born, used, given, address_key(f"{address} {postcode}"))


def contact_identities(
    family: str, given: str, birth: str, address: str, postcode: str, ways: str
) -> set[str]:
    """The ways a contact's row tells who it is: names with a birth date, an entrance or a way.

    Names alone are nobody in particular, nor is a number of a whole household. `address` is the
    number and the street; `ways` are numbers (E.164) and addresses of mail, joined by spaces.
    """
    found = person_identities(family, "", given, birth)
    if address.strip():
        found |= person_identities(family, "", given, address_key(f"{address} {postcode}"))
    for way in ways.lower().split():
        found |= person_identities(family, "", given, way)
    return found


def _hash(key: bytes, what: str, text: str) -> str:
    if not text:
        return ""
    return hmac.new(key, f"phonebank {what} {text}".encode(), hashlib.sha256).hexdigest()
