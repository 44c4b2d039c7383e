"""Doubtful contacts beside the people they may be, and the decisions that were made.

Every function reads inside the transaction it is given.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from phonebank.store.intake import IntakeWork


@dataclass(frozen=True, slots=True)
class Waiting:
    """How many contacts wait for a decision, and how many were set aside as unsure."""

    left: int
    set_aside: int


@dataclass(frozen=True, slots=True)
class ContactSide:
    """A contact as its file wrote it. `birth` is `1961-05-00`, '' unknown.

    `same` are the other contacts found to be this very person; `candidates` (person, likeness) are
    whom it may be, best first, without those it was said not to be.
    """

    contact_id: int
    family_name: str
    first_name: str
    birth: str
    address: str
    postcode: str
    email: str
    phones: tuple[str, ...]
    tags: tuple[str, ...]
    source: str
    legal_basis: str
    file_name: str
    row_number: int
    import_id: int
    band: str
    person_id: int | None
    objects: bool
    set_aside: bool
    same: tuple[int, ...]
    candidates: tuple[tuple[int, float], ...]


@dataclass(frozen=True, slots=True)
class PersonSide:
    """A person as the office knows them."""

    person_id: int
    birth_name: str
    used_name: str
    first_names: str
    birth: str
    address: str
    postcode: str
    city: str
    bureau: str
    phones: tuple[str, ...]
    emails: tuple[str, ...]
    sources: tuple[str, ...]
    departed: bool


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """A decision, a merge or a split, for the history."""

    change_id: int
    kind: str
    contact_id: int | None
    person_id: int | None
    other_id: int | None
    reason: str
    made_at: datetime
    made_by: str
    undone: bool


def waiting(work: IntakeWork) -> Waiting:
    """How much is left to decide."""
    left, aside = work.rows(_WAITING)[0]
    return Waiting(int(left), int(aside))


def next_doubtful(work: IntakeWork, after: int, *, set_aside: bool) -> int | None:
    """The next contact to decide about after that one, around to the first; None: no more."""
    condition = "is not null" if set_aside else "is null"
    found = work.rows(
        f"select id from ({_QUEUE}) q where set_aside_at {condition}"  # noqa: S608 - our own text
        " order by id <= %(after)s, id limit 1",
        {"after": after},
    )
    return int(found[0][0]) if found else None


def contact_side(work: IntakeWork, contact_id: int) -> ContactSide | None:
    """A contact, None where there is none of that number."""
    found = work.rows(_CONTACT, {"contact": contact_id})
    if not found:
        return None
    *plain, phones, tags, same, apart, candidates = found[0]
    wanted = [(int(person), float(like)) for person, like in candidates if person not in apart]
    known = {row[0] for row in work.rows(_KNOWN, {"people": [each[0] for each in wanted]})}
    facts = dict(zip(_CONTACT_FACTS, plain, strict=True))
    return ContactSide(
        **facts,
        phones=tuple(phones),
        tags=tuple(tags),
        same=tuple(same),
        candidates=tuple(each for each in wanted if each[0] in known),
    )


def person_sides(work: IntakeWork, people: Sequence[int]) -> tuple[PersonSide, ...]:
    """These people, in this order; who is not there is left out."""
    rows = {row[0]: row for row in work.rows(_PEOPLE, {"people": list(people)})}
    sides = []
    for person in people:
        if person in rows:
            *plain, phones, emails, sources, departed = rows[person]
            facts = dict(zip(_PERSON_FACTS, plain, strict=True))
            sides.append(
                PersonSide(
                    **facts,
                    phones=tuple(phones),
                    emails=tuple(emails),
                    sources=tuple(sources),
                    departed=departed,
                )
            )
    return tuple(sides)


def asked_about(work: IntakeWork, people: Sequence[int]) -> list[int]:
    """The contacts these people are candidates of."""
    return [int(row[0]) for row in work.rows(_ASKED_ABOUT, {"people": list(people)})]


def changes(work: IntakeWork, limit: int) -> tuple[ChangeRow, ...]:
    """The last changes, the newest first."""
    return tuple(ChangeRow(*row) for row in work.rows(_CHANGES, {"limit": limit}))


def change(work: IntakeWork, change_id: int) -> ChangeRow | None:
    """One change, None where there is none of that number."""
    found = work.rows(f"{_CHANGE} where id = %(id)s", {"id": change_id})
    return ChangeRow(*found[0]) if found else None


def newest_over(work: IntakeWork, row: ChangeRow) -> int | None:
    """A later change of the same contact or people that still stands, None where there is none."""
    values: dict[str, Any] = {
        "id": row.change_id,
        "contact": row.contact_id,
        "people": [each for each in (row.person_id, row.other_id) if each is not None],
        "merging": row.kind == "merge",
    }
    found = work.rows(_LATER, values)
    return int(found[0][0]) if found else None


_BIRTH = """
           case when {0}.birth_year is null then ''
                else lpad({0}.birth_year::text, 4, '0') || '-'
                     || lpad(coalesce({0}.birth_month, 0)::text, 2, '0') || '-'
                     || lpad(coalesce({0}.birth_day, 0)::text, 2, '0') end"""

# One question a person: a contact found twice is asked about once.
_QUEUE = """
    select c.id, c.set_aside_at
      from pb.contact c
     where c.band = 'review' and c.person_id is null
       and not exists (select from pb.contact first
                        where first.id = c.same_as and first.band = 'review'
                          and first.person_id is null)
"""

_WAITING = f"""
    select count(*) filter (where set_aside_at is null),
           count(*) filter (where set_aside_at is not null)
      from ({_QUEUE}) q
"""  # noqa: S608 - our own text

_CONTACT_FACTS = (
    *("contact_id", "family_name", "first_name", "birth", "address", "postcode", "email"),
    *("source", "legal_basis", "file_name", "row_number", "import_id", "band", "person_id"),
    *("objects", "set_aside"),
)

_PERSON_FACTS = (
    *("person_id", "birth_name", "used_name", "first_names", "birth"),
    *("address", "postcode", "city", "bureau"),
)

_CONTACT = f"""
    select c.id, c.family_name, c.first_name, {_BIRTH.format("c")},
           c.address, c.postcode, c.email, s.label, s.legal_basis, i.file_name, c.row_number,
           c.import_id, c.band, c.person_id, c.objects, c.set_aside_at is not null,
           c.phones, c.tags,
           array(select o.id from pb.contact o
                  where o.id <> c.id and coalesce(o.same_as, o.id) = coalesce(c.same_as, c.id)
                  order by o.id),
           c.apart_from, c.candidates
      from pb.contact c
      join pb.source s on s.id = c.source_id
      join pb.import i on i.id = c.import_id
     where c.id = %(contact)s
"""  # noqa: S608 - our own text

_KNOWN = "select id from pb.person where id = any(%(people)s)"

_PEOPLE = f"""
    select p.id, p.birth_name, p.used_name, p.first_names, {_BIRTH.format("p")},
           concat_ws(' ', nullif(a.street_number, ''), nullif(a.street, '')),
           coalesce(a.postcode, ''), coalesce(a.city, ''), coalesce(b.code, ''),
           array(select distinct l.e164 from pb.line_person lp join pb.line l on l.id = lp.line_id
                  where lp.person_id = p.id order by 1),
           array(select distinct c.email from pb.contact c
                  where c.person_id = p.id and c.email <> '' order by 1),
           array(select distinct s.label from pb.line_person lp
                   join pb.source s on s.id = lp.source_id where lp.person_id = p.id order by 1),
           p.departed_on is not null
      from pb.person p
      left join pb.address a on a.id = p.address_id
      left join pb.bureau b on b.id = p.bureau_id
     where p.id = any(%(people)s)
"""  # noqa: S608 - our own text

_ASKED_ABOUT = """
    select distinct c.id
      from pb.contact c
     cross join unnest(%(people)s::bigint[]) who (id)
     where c.candidates @> jsonb_build_array(jsonb_build_array(who.id))
"""

_CHANGE = """
    select id, kind, contact_id, person_id, other_id, reason, made_at, made_by,
           undone_at is not null
      from pb.people_change
"""

_CHANGES = f"{_CHANGE} order by id desc limit %(limit)s"

_LATER = """
    select id
      from pb.people_change
     where id > %(id)s and undone_at is null
       and (contact_id = %(contact)s
            or (%(merging)s or kind = 'merge')
               and (person_id = any(%(people)s) or other_id = any(%(people)s)))
     order by id desc
     limit 1
"""
