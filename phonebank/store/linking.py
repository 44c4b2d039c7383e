"""Linking contacts to people by a supervisor's decision, and setting them apart.

Every function works inside the transaction it is given; who calls writes the change down
(`people_change`), so that each decision can be taken back.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    import polars as pl

    from phonebank.store.intake import IntakeWork


def link(work: IntakeWork, contacts: Sequence[int], person: int, by: str) -> None:
    """These contacts are that person. Their numbers (`review_number`) become callable."""
    values = {"contacts": list(contacts), "person": person, "by": by}
    work.do(_LINK, values)
    work.do(_LINES, values)
    work.do(_LINE_PEOPLE, values)


def stage_numbers(work: IntakeWork, numbers: pl.DataFrame) -> None:
    """Stage the numbers of a decision: e164, kind, abroad, zone, line_hmac (hex)."""
    work.stage("review_number", numbers)


def carry_objections(
    work: IntakeWork, contacts: Sequence[int], person: int, hashes: Sequence[str]
) -> None:
    """What these contacts objected to is the person's; `hashes` (hex) are how a file knew them."""
    values = {"contacts": list(contacts), "person": person, "hashes": list(hashes)}
    work.do(_RECOGNISE)
    work.do(_OBJECTS, values)


def set_apart(work: IntakeWork, contacts: Sequence[int], people: Sequence[int], by: str) -> None:
    """These contacts are none of those people; nobody left to ask about: outside the roll."""
    work.do(_APART, {"contacts": list(contacts), "people": list(people), "by": by})


def set_aside(work: IntakeWork, contacts: Sequence[int], by: str) -> None:
    """Nobody can tell now: asked again when the others are done."""
    work.do(
        "update pb.contact set set_aside_at = clock_timestamp(), decided_by = %(by)s"
        " where id = any(%(contacts)s)",
        {"contacts": list(contacts), "by": by},
    )


def on_the_telephone(work: IntakeWork, people: Sequence[int]) -> bool:
    """Whether a desk has one of these people on its screen."""
    return bool(work.rows(_LIVE, {"people": list(people)}))


_LINK = """
    update pb.contact
       set person_id = %(person)s, band = 'sure', set_aside_at = null,
           decided_at = clock_timestamp(), decided_by = %(by)s
     where id = any(%(contacts)s)
"""

_LINES = """
    insert into pb.line (e164, kind, abroad, time_zone, import_id)
    select distinct on (n.e164) n.e164, n.kind, n.abroad, n.zone, c.import_id
      from pb.contact c
     cross join unnest(c.phones) own (e164)
      join review_number n on n.e164 = own.e164
     where c.id = any(%(contacts)s)
       and not exists (select from pb.line l where l.e164 = n.e164)
     order by n.e164, c.id
"""

_LINE_PEOPLE = """
    insert into pb.line_person (line_id, person_id, source_id, given_on, import_id)
    select distinct on (l.id, c.source_id)
           l.id, %(person)s, c.source_id, coalesce(c.collected_on, s.collected_on), c.import_id
      from pb.contact c
      join pb.source s on s.id = c.source_id
     cross join unnest(c.phones) own (e164)
      join pb.line l on l.e164 = own.e164
     where c.id = any(%(contacts)s)
     order by l.id, c.source_id, coalesce(c.collected_on, s.collected_on)
        on conflict do nothing
"""

_RECOGNISE = """
    update pb.objection o
       set line_id = l.id
      from review_number n
      join pb.line l on l.e164 = n.e164
     where o.line_id is null and o.line_hmac = decode(n.line_hmac, 'hex')
"""

# A file's objection of somebody nobody had found is now somebody's.
_OBJECTS = """
    update pb.objection o
       set person_id = %(person)s
     where o.person_id is null and o.origin = 'import' and o.lifted_at is null
       and exists (select from pb.contact c where c.id = any(%(contacts)s) and c.objects)
       and (encode(o.person_hmac, 'hex') = any(%(hashes)s)
            or encode(o.line_hmac, 'hex') in (select n.line_hmac from review_number n))
"""

_APART = """
    with told as (
        select c.id, array(select distinct unnest(c.apart_from || %(people)s::bigint[])) as apart
          from pb.contact c
         where c.id = any(%(contacts)s)
    )
    update pb.contact c
       set apart_from = t.apart, decided_at = clock_timestamp(), decided_by = %(by)s,
           band = case when exists (select from jsonb_array_elements(c.candidates) k
                                      join pb.person p on p.id = (k ->> 0)::bigint
                                     where p.id <> all (t.apart))
                       then c.band else 'none' end
      from told t
     where c.id = t.id
"""

_LIVE = """
    select p.person_id
      from pb.claim_person p
     where p.person_id = any(%(people)s) and p.live
     limit 1
"""
