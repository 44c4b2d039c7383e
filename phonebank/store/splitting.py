"""A contact taken off the person it was wrongly linked to, with what came by it.

Every function works inside the transaction it is given; who calls writes the change down
(`people_change`), so that it can be taken back.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from phonebank.store.intake import IntakeWork


def unlink(work: IntakeWork, contact: int, person: int, now: int | None, by: str) -> None:
    """Take a contact off a person, with the numbers only it gave; calls on those follow.

    `now` is who the contact is instead, None for nobody of the office.
    """
    values = {"contact": contact, "person": person, "now": now, "by": by}
    work.do(_OFF, values)
    work.do(_OWN_LINES, values)
    work.do(_OFF_LINES, values)
    work.do(_LOST, values)
    work.do(_CALLS_FOLLOW, values)
    work.do(_OBJECTIONS_FOLLOW, values)
    work.do(_OTHER_NUMBER, values)
    work.do(_NO_NUMBER, values)
    work.do(_ENDED, values)


def part(work: IntakeWork, contact: int, by: str) -> None:
    """This contact is not the person of the others it was found with."""
    work.do(_PART, {"contact": contact, "by": by})


def lift_spread(work: IntakeWork, person: int, moved: Sequence[str]) -> None:
    """Reopen the lines a moved objection (its hashes, hex) had closed for that person."""
    work.do(_LIFT_SPREAD, {"person": person, "moved": list(moved)})


def moved_objections(work: IntakeWork, person: int, contact: int) -> list[str]:
    """Hashes of the objections a file's contact brought upon a person."""
    return [
        str(row[0])
        for row in work.rows(_CONTACTS_OWN, {"person": person, "contact": contact})
        if row[0]
    ]


_OFF = """
    update pb.contact
       set person_id = null, band = 'none', same_as = null, decided_at = clock_timestamp(),
           decided_by = %(by)s,
           apart_from = array(select distinct unnest(apart_from || %(person)s::bigint))
     where id = %(contact)s
"""

# The numbers no other contact of this person gives from the same source.
_OWN_LINES = """
    create temporary table own_line on commit drop as
    select l.id as line_id, c.source_id
      from pb.contact c
     cross join unnest(c.phones) own (e164)
      join pb.line l on l.e164 = own.e164
     where c.id = %(contact)s
       and not exists (select from pb.contact o
                        where o.person_id = %(person)s and o.source_id = c.source_id
                          and l.e164 = any (o.phones))
"""

_OFF_LINES = """
    delete from pb.line_person lp
     using own_line own
     where lp.line_id = own.line_id and lp.person_id = %(person)s and lp.source_id = own.source_id
"""

_LOST = """
    create temporary table lost_line on commit drop as
    select distinct own.line_id
      from own_line own
     where not exists (select from pb.line_person lp
                        where lp.line_id = own.line_id and lp.person_id = %(person)s)
"""

_CALLS_FOLLOW = """
    update pb.call
       set person_id = %(now)s
     where person_id = %(person)s and line_id in (select line_id from lost_line)
"""

_OBJECTIONS_FOLLOW = """
    update pb.objection set person_id = %(now)s
     where person_id = %(person)s and line_id in (select line_id from lost_line)
"""

# A campaign still wants this person: on another of their numbers, where there is one.
_OTHER_NUMBER = """
    with lost as (
        select t.campaign_id, q.lane_id, q.score, best.id as line_id
          from pb.target t
          join pb.queue q on q.id = t.queue_id and q.line_id in (select line_id from lost_line)
         cross join lateral (
               select l.id
                 from pb.line_person lp
                 join pb.line l on l.id = lp.line_id and l.retired_at is null
                               and l.objected_at is null
                where lp.person_id = %(person)s
                order by l.kind = 'mobile' desc, lp.given_on desc nulls last, l.id
                limit 1) best
         where t.person_id = %(person)s and t.done_at is null
    ), entry as (
        insert into pb.queue (campaign_id, lane_id, line_id, score, rank)
        select campaign_id, lane_id, line_id, score, score from lost
            on conflict (campaign_id, line_id) do update set score = pb.queue.score
        returning id, campaign_id
    )
    update pb.target t
       set queue_id = e.id
      from entry e
     where t.person_id = %(person)s and t.campaign_id = e.campaign_id and t.done_at is null
       and exists (select from pb.queue q join lost_line using (line_id) where q.id = t.queue_id)
"""

_NO_NUMBER = """
    delete from pb.target t
     using pb.queue q
      join lost_line using (line_id)
     where t.person_id = %(person)s and q.id = t.queue_id
"""

_ENDED = """
    update pb.queue q
       set state = 9, due_at = null, callback_for = null, callback_at = null, done_why = 'split'
     where q.state in (0, 2, 3) and q.line_id in (select line_id from lost_line)
       and not exists (select from pb.target t where t.queue_id = q.id and t.done_at is null)
"""

_CONTACTS_OWN = """
    select encode(o.person_hmac, 'hex')
      from pb.objection o
      join pb.contact c on c.id = %(contact)s and c.objects and c.import_id = o.import_id
     where o.person_id = %(person)s and o.origin = 'import' and o.lifted_at is null
"""

_LIFT_SPREAD = """
    with lifted as (
        update pb.objection o
           set lifted_at = clock_timestamp(), lifted_by = 'split',
               lift_reason = 'it was another person who objected'
         where o.person_id = %(person)s and o.origin = 'import' and o.lifted_at is null
           and encode(o.person_hmac, 'hex') = any(%(moved)s)
        returning o.line_id
    )
    update pb.line l
       set objected_at = null
     where l.id in (select line_id from lifted)
       and not exists (select from pb.objection o
                        where o.line_id = l.id and o.lifted_at is null
                          and o.id not in (select x.id from pb.objection x
                                            where x.person_id = %(person)s
                                              and encode(x.person_hmac, 'hex') = any(%(moved)s)))
"""

# The first of a group hands its place to the next.
_PART = """
    with first as (
        select min(id) as id from pb.contact where same_as = %(contact)s
    )
    update pb.contact c
       set same_as = case when c.id in (%(contact)s, f.id) then null else f.id end,
           decided_at = clock_timestamp(), decided_by = %(by)s
      from first f
     where c.id = %(contact)s or c.same_as = %(contact)s
"""
