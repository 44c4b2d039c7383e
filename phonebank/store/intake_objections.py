"""Objections met by an import (R3): written, recognised by their keyed hashes, spread to lines.

The hashes arrive as hexadecimal text, made outside with a key the database never sees. An objection
somebody lifted is not made again by importing the same file.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

if TYPE_CHECKING:
    from phonebank.store.intake import IntakeWork


def add_objections(work: IntakeWork, rows: pl.DataFrame, import_id: int, key_id: str) -> None:
    """Write the objections of a file.

    `rows`: e164 ('' when there is no number), line_hmac ('' likewise), person_hmac ('' unknown),
    person_id (null unless sure).
    """
    work.stage("objection_row", rows)
    work.do(_ADD, {"import_id": import_id, "key_id": key_id})


def recognise_lines(work: IntakeWork) -> None:
    """Give objections known by hash alone the lines of the staged `contact_number` they mean."""
    work.do(_RECOGNISE)


def unplaced_people(work: IntakeWork) -> frozenset[str]:
    """Hashes of people who object and whom no import has found on the roll yet."""
    return frozenset(str(row[0]) for row in work.rows(_UNPLACED))


def place_people(work: IntakeWork, found: pl.DataFrame, new_after: int | None = None) -> int:
    """Tie objections to people: `found` has person_hmac and person_id.

    Who was erased and has a number above `new_after` is deleted instead; how many.
    """
    work.stage("objection_person", found)
    dropped = 0
    if new_after is not None:
        dropped = work.do(_DROP_ERASED, {"new_after": new_after})
        work.do(_FORGET_DROPPED)
    work.do(_PLACE)
    work.do(_PLACE_NAMESAKES)
    return dropped


def erased_people(work: IntakeWork) -> frozenset[str]:
    """Hashes of the people who were erased and are not to come back."""
    return frozenset(str(row[0]) for row in work.rows(_ERASED))


def last_person(work: IntakeWork) -> int:
    """The highest number of a person so far, 0 when there is nobody."""
    return int(work.rows("select coalesce(max(id), 0) from pb.person")[0][0])


def spread(work: IntakeWork, import_id: int) -> int:
    """Close every line of everyone who objects; how many lines were closed just now."""
    work.do(_SPREAD, {"import_id": import_id})
    closed = work.do(_CLOSE)
    work.do(_LEAVE_QUEUES)
    return closed


def unhashed_lines(work: IntakeWork) -> pl.DataFrame:
    """Lines with an objection that has no keyed hash yet (made by a call): line_id, e164."""
    return work.frame(_UNHASHED, {"line_id": pl.Int64, "e164": pl.String})


def hash_lines(work: IntakeWork, hashes: pl.DataFrame, key_id: str) -> None:
    """Write the hashes (line_id, line_hmac) of objections that had none."""
    work.stage("objection_hash", hashes)
    work.do(_HASH, {"key_id": key_id})


def closed_numbers(work: IntakeWork) -> pl.DataFrame:
    """The staged numbers that nobody may call, as rows of line."""
    return work.frame(_CLOSED, {"line": pl.UInt32})


_ADD = """
    insert into pb.objection (line_id, person_id, line_hmac, person_hmac, key_id, receipt, origin,
                              import_id)
    select distinct on (r.line_hmac, r.person_hmac, r.person_id)
           l.id, r.person_id, decode(nullif(r.line_hmac, ''), 'hex'),
           decode(nullif(r.person_hmac, ''), 'hex'), %(key_id)s, pb.receipt_code(), 'import',
           %(import_id)s
      from objection_row r
      left join pb.line l on l.e164 = r.e164
     where (r.line_hmac <> '' or r.person_hmac <> '')
       and not exists (select
                         from pb.objection o
                        where o.line_hmac is not distinct from
                              decode(nullif(r.line_hmac, ''), 'hex')
                          and (o.person_hmac is not distinct from
                               decode(nullif(r.person_hmac, ''), 'hex')
                               or o.person_id = r.person_id))
     order by r.line_hmac, r.person_hmac, r.person_id
"""

_RECOGNISE = """
    update pb.objection o
       set line_id = l.id
      from contact_number n
      join pb.line l on l.e164 = n.e164
     where o.line_id is null and o.line_hmac = decode(n.line_hmac, 'hex')
"""

_UNPLACED = """
    select encode(person_hmac, 'hex')
      from pb.objection
     where person_hmac is not null and person_id is null and lifted_at is null
"""

_ERASED = """
    select encode(person_hmac, 'hex')
      from pb.objection
     where origin = 'erasure' and person_hmac is not null and lifted_at is null
"""

_DROP_ERASED = """
    delete from pb.person p
     where p.id > %(new_after)s
       and exists (select
                     from objection_person f
                     join pb.objection o on o.person_hmac = decode(f.person_hmac, 'hex')
                    where f.person_id = p.id and o.origin = 'erasure' and o.lifted_at is null)
"""

_FORGET_DROPPED = """
    delete from objection_person f
     where not exists (select from pb.person p where p.id = f.person_id)
"""

_PLACE = """
    update pb.objection o
       set person_id = f.person_id
      from objection_person f
     where o.person_hmac = decode(f.person_hmac, 'hex')
       and o.person_id is null and o.lifted_at is null
"""

# Two people may share a name and a birth date: where one of them objects, neither is called.
_PLACE_NAMESAKES = """
    insert into pb.objection (person_id, person_hmac, key_id, receipt, origin, import_id)
    select distinct on (f.person_id) f.person_id, o.person_hmac, o.key_id, pb.receipt_code(),
           'import', o.import_id
      from objection_person f
      join pb.objection o on o.person_hmac = decode(f.person_hmac, 'hex') and o.lifted_at is null
     where not exists (select from pb.objection made
                        where made.person_id = f.person_id and made.person_hmac = o.person_hmac)
     order by f.person_id, o.id
"""

# Someone who objects is called on none of their lines, whichever file brought them.
_SPREAD = """
    insert into pb.objection (line_id, person_id, person_hmac, key_id, receipt, origin, import_id)
    select distinct on (lp.line_id)
           lp.line_id, lp.person_id, o.person_hmac, o.key_id, pb.receipt_code(), 'import',
           %(import_id)s
      from pb.objection o
      join pb.line_person lp on lp.person_id = o.person_id
     where o.lifted_at is null and o.person_id is not null and o.origin <> 'call'
       and not exists (select from pb.objection made where made.line_id = lp.line_id)
     order by lp.line_id, o.id
"""

_CLOSE = """
    update pb.line l
       set objected_at = clock_timestamp()
     where l.objected_at is null
       and exists (select from pb.objection o where o.line_id = l.id and o.lifted_at is null)
"""

_LEAVE_QUEUES = """
    update pb.queue q
       set state = 9, due_at = null, callback_for = null, callback_at = null,
           done_why = 'objection'
      from pb.line l
     where l.id = q.line_id and l.objected_at is not null and q.state in (0, 2, 3, 4)
"""

_UNHASHED = """
    select distinct l.id, l.e164
      from pb.objection o
      join pb.line l on l.id = o.line_id
     where o.line_hmac is null
"""

_HASH = """
    update pb.objection o
       set line_hmac = decode(h.line_hmac, 'hex'), key_id = %(key_id)s
      from objection_hash h
     where o.line_id = h.line_id and o.line_hmac is null
"""

_CLOSED = """
    select n.line
      from contact_number n
      join pb.line l on l.e164 = n.e164 and l.objected_at is not null
     union
    select n.line
      from contact_number n
      join pb.objection o on o.line_hmac = decode(n.line_hmac, 'hex') and o.lifted_at is null
"""
