"""Objections as the owner keeps them: sealed by keyed hashes, told, and made good after a restore.

Hashes come and go as hexadecimal text; their key never reaches the database. Every function works
inside the transaction of the connection it is given, whose role is `pb_owner`.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sqlalchemy import Connection

ERASURE = "erasure"
"""The origin of the rows that keep an erased person out."""


@dataclass(frozen=True, slots=True)
class SealedObjection:
    """An objection or an erasure without anything clear in it.

    `line` and `person` are keyed hashes, '' where there is none; `origin` is the database's word;
    `made_at` is ISO 8601; `row` tells an erased person from a namesake ('' elsewhere).
    """

    receipt: str
    origin: str
    line: str
    person: str
    made_at: str
    lifted: bool = False
    row: str = ""


@dataclass(frozen=True, slots=True)
class KnownPerson:
    """A person as their hashes are made of: names, and the birth date as kept (`1953-00-00`)."""

    person_id: int
    birth_name: str
    used_name: str
    first_names: str
    birth: str
    identity: str


def unsealed_lines(connection: Connection) -> list[tuple[int, str]]:
    """Lines (id, E.164) with an objection that has no keyed hash yet: calls make those."""
    return [(row[0], row[1]) for row in connection.execute(_UNSEALED)]


def any_sealed(connection: Connection) -> bool:
    """Whether an objection or an erasure is kept by a hash already."""
    found: bool = connection.execute(_ANY_SEALED).scalar_one()
    return found


def seal_lines(connection: Connection, hashes: Iterable[tuple[int, str]], key_id: str) -> None:
    """Write the keyed hashes (line id, hash) of objections that had none."""
    rows = json.dumps([{"line_id": line, "hash": hashed} for line, hashed in hashes])
    connection.execute(_SEAL, {"rows": rows, "key_id": key_id})


def sealed(connection: Connection) -> list[SealedObjection]:
    """Every objection and erasure that has a hash, oldest first."""
    return [SealedObjection(*row) for row in connection.execute(_SEALED)]


def note_erasure(connection: Connection, entries: Iterable[SealedObjection], key_id: str) -> None:
    """Write the hashes that keep an erased person and their numbers out."""
    connection.execute(_ADD, {"rows": _as_json(entries), "key_id": key_id})


def add_missing(connection: Connection, entries: Iterable[SealedObjection], key_id: str) -> int:
    """Write the objections this database does not know; how many."""
    return connection.execute(_ADD, {"rows": _as_json(entries), "key_id": key_id}).rowcount


def lift_again(connection: Connection, receipts: Iterable[str]) -> None:
    """Lift what a supervisor had lifted since this database was written out."""
    connection.execute(_LIFT, {"receipts": list(receipts)})


def lines(connection: Connection) -> Iterator[tuple[int, str]]:
    """Every line: id and E.164."""
    for row in connection.execute(text("select id, e164 from pb.line")):
        yield row[0], row[1]


def people(connection: Connection) -> Iterator[KnownPerson]:
    """Everybody, as their hashes are made of."""
    for row in connection.execute(_PEOPLE):
        yield KnownPerson(*row)


def tie(
    connection: Connection,
    line_ids: Iterable[tuple[str, int]],
    person_ids: Iterable[tuple[str, int]],
) -> int:
    """Tie objections known by hash to the lines and people found, close the lines; how many closed.

    `line_ids` and `person_ids` are (hash, id). A person who objects is called on none of their
    lines; a namesake whose hash is the same neither.
    """
    connection.execute(_TIE_LINES, {"rows": _pairs(line_ids)})
    connection.execute(_TIE_PEOPLE, {"rows": _pairs(person_ids)})
    connection.execute(_SPREAD)
    closed = connection.execute(_CLOSE).rowcount
    connection.execute(_LEAVE_QUEUES)
    return closed


def _pairs(found: Iterable[tuple[str, int]]) -> str:
    return json.dumps([{"hash": hashed, "id": row} for hashed, row in found])


def _as_json(entries: Iterable[SealedObjection]) -> str:
    return json.dumps(
        [
            {
                "receipt": each.receipt,
                "origin": each.origin,
                "line": each.line,
                "person": each.person,
                "made_at": each.made_at,
                "lifted": each.lifted,
            }
            for each in entries
        ]
    )


_ANY_SEALED = text("select exists (select from pb.objection where key_id <> '')")

_UNSEALED = text(
    """
    select distinct l.id, l.e164
      from pb.objection o
      join pb.line l on l.id = o.line_id
     where o.line_hmac is null
    """
)

_SEAL = text(
    """
    update pb.objection o
       set line_hmac = decode(r.hash, 'hex'), key_id = :key_id
      from jsonb_to_recordset(cast(:rows as jsonb)) r (line_id bigint, hash text)
     where o.line_id = r.line_id and o.line_hmac is null
    """
)

_SEALED = text(
    """
    select receipt, origin, coalesce(encode(line_hmac, 'hex'), ''),
           coalesce(encode(person_hmac, 'hex'), ''),
           to_char(made_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'),
           lifted_at is not null, ''
      from pb.objection
     where line_hmac is not null or person_hmac is not null
     order by id
    """
)

_ADD = text(
    """
    insert into pb.objection (receipt, origin, line_hmac, person_hmac, key_id, made_at, lifted_at,
                              lifted_by, lift_reason)
    select r.receipt, r.origin, decode(nullif(r.line, ''), 'hex'),
           decode(nullif(r.person, ''), 'hex'), :key_id, r.made_at,
           case when r.lifted then now() end, case when r.lifted then 'restore' end,
           case when r.lifted then 'lifted before the restore' end
      from jsonb_to_recordset(cast(:rows as jsonb))
           r (receipt text, origin text, line text, person text, made_at timestamptz,
              lifted boolean)
     where not exists (select from pb.objection o where o.receipt = r.receipt)
    """
)

_LIFT = text(
    """
    with again as (
        update pb.objection o
           set lifted_at = now(), lifted_by = 'restore', lift_reason = 'lifted before the restore'
         where o.receipt = any(:receipts) and o.lifted_at is null
        returning o.line_id
    )
    update pb.line l
       set objected_at = null
     where l.id in (select line_id from again)
       and not exists (select from pb.objection o
                        where o.line_id = l.id and o.lifted_at is null
                          and o.receipt <> all(:receipts))
    """
)

_PEOPLE = text(
    """
    select id, birth_name, used_name, first_names,
           case when birth_year is null then ''
                else lpad(birth_year::text, 4, '0') || '-'
                     || lpad(coalesce(birth_month, 0)::text, 2, '0') || '-'
                     || lpad(coalesce(birth_day, 0)::text, 2, '0') end,
           identity_key
      from pb.person
    """
)

_TIE_LINES = text(
    """
    update pb.objection o
       set line_id = r.id
      from jsonb_to_recordset(cast(:rows as jsonb)) r (hash text, id bigint)
     where o.line_hmac = decode(r.hash, 'hex') and o.line_id is null
    """
)

_TIE_PEOPLE = text(
    """
    with found as (
        select r.hash, r.id from jsonb_to_recordset(cast(:rows as jsonb)) r (hash text, id bigint)
    ), tied as (
        update pb.objection o
           set person_id = f.id
          from found f
         where o.person_hmac = decode(f.hash, 'hex') and o.person_id is null
           and o.lifted_at is null
        returning o.person_hmac, o.person_id
    )
    insert into pb.objection (person_id, person_hmac, key_id, receipt, origin, import_id)
    select distinct on (f.id)
           f.id, o.person_hmac, o.key_id, pb.receipt_code(), o.origin, o.import_id
      from found f
      join pb.objection o on o.person_hmac = decode(f.hash, 'hex') and o.lifted_at is null
     where not exists (select from tied t where t.person_id = f.id)
       and not exists (select from pb.objection made
                        where made.person_id = f.id and made.person_hmac = o.person_hmac)
     order by f.id, o.id
    """
)

_SPREAD = text(
    """
    insert into pb.objection (line_id, person_id, person_hmac, key_id, receipt, origin, import_id)
    select distinct on (lp.line_id)
           lp.line_id, lp.person_id, o.person_hmac, o.key_id, pb.receipt_code(), o.origin,
           o.import_id
      from pb.objection o
      join pb.line_person lp on lp.person_id = o.person_id
     where o.lifted_at is null and o.person_id is not null and o.origin <> 'call'
       and not exists (select from pb.objection made where made.line_id = lp.line_id)
     order by lp.line_id, o.id
    """
)

_CLOSE = text(
    """
    update pb.line l
       set objected_at = clock_timestamp()
     where l.objected_at is null
       and exists (select from pb.objection o where o.line_id = l.id and o.lifted_at is null)
    """
)

_LEAVE_QUEUES = text(
    """
    update pb.queue q
       set state = 9, due_at = null, callback_for = null, callback_at = null,
           done_why = 'objection'
      from pb.line l
     where l.id = q.line_id and l.objected_at is not null and q.state in (0, 2, 3, 4)
    """
)
