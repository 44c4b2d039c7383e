"""Taking a person out of the database for good (GDPR 17): what is theirs goes, counts stay.

Works inside the transaction of the connection it is given, whose role is `pb_owner`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import text

from phonebank.store.objections import KnownPerson

if TYPE_CHECKING:
    from sqlalchemy import Connection


@dataclass(frozen=True, slots=True)
class Erased:
    """Who was taken out, and the numbers (E.164) that were nobody else's.

    `written`: how contacts wrote them (family name, first name, birth as kept, address, postcode,
    mail and numbers), and the roll's own way, with its address.
    """

    person: KnownPerson
    numbers: tuple[str, ...]
    written: tuple[tuple[str, str, str, str, str, str], ...] = ()


def erase_person(connection: Connection, person_id: int) -> Erased | None:
    """Delete a person, their contacts, their words and the lines nobody shares; None: unknown.

    Somebody who has them on the telephone right now loses the line; the call stays a call, without
    a person. Every later import must keep them out by their hashes, which the caller writes.
    """
    values = {"person": person_id}
    # An import that is reading the roll must not find somebody gone before it ends.
    connection.execute(text("lock table pb.import in row exclusive mode"))
    row = connection.execute(_WHO, values).one_or_none()
    if row is None:
        return None
    connection.execute(_HANG_UP, values)
    numbers = tuple(each[0] for each in connection.execute(_OWN_LINES, values))
    written = tuple(tuple(each) for each in connection.execute(_WRITTEN, values))
    for statement in _STEPS:
        connection.execute(statement, {**values, "numbers": list(numbers)})
    return Erased(KnownPerson(*row), numbers, written)


def audit_erasure(connection: Connection, subject: str, reason: str) -> None:
    """The audit's line of an erasure: its receipt and its reason, nobody's name."""
    connection.execute(
        text(
            "select pb.note('person_erased', null, null, :subject,"
            " jsonb_build_object('reason', cast(:reason as text)))"
        ),
        {"subject": subject, "reason": reason},
    )


def receipt(connection: Connection) -> str:
    """A new code that can be read out."""
    return str(connection.scalar(text("select pb.receipt_code()")))


_WHO = text(
    """
    select id, birth_name, used_name, first_names,
           case when birth_year is null then ''
                else lpad(birth_year::text, 4, '0') || '-'
                     || lpad(coalesce(birth_month, 0)::text, 2, '0') || '-'
                     || lpad(coalesce(birth_day, 0)::text, 2, '0') end,
           identity_key
      from pb.person
     where id = :person
       for update
    """
)

_WRITTEN = text(
    """
    select family_name, first_name,
           case when birth_year is null then ''
                else lpad(birth_year::text, 4, '0') || '-'
                     || lpad(coalesce(birth_month, 0)::text, 2, '0') || '-'
                     || lpad(coalesce(birth_day, 0)::text, 2, '0') end,
           address, postcode, concat_ws(' ', email, array_to_string(phones, ' '))
      from pb.contact
     where person_id = :person
     union
    select n.family, p.first_names, '', concat_ws(' ', nullif(a.street_number, ''), a.street),
           a.postcode, ''
      from pb.person p
      join pb.address a on a.id = p.address_id and a.street <> ''
     cross join lateral (values (p.birth_name), (p.used_name)) n (family)
     where p.id = :person and n.family <> ''
    """
)

_HANG_UP = text(
    """
    select pb.give_back(c.token, 'erased')
      from pb.claim c
      join pb.claim_person p on p.claim_token = c.token
     where p.person_id = :person and c.ended_at is null
    """
)

_OWN_LINES = text(
    """
    select l.e164
      from pb.line l
     where exists (select from pb.line_person p where p.line_id = l.id and p.person_id = :person)
       and not exists (select from pb.line_person p
                        where p.line_id = l.id and p.person_id <> :person)
    """
)

_CALLS = """
    select k.id
      from pb.call k
      left join pb.line l on l.id = k.line_id
     where k.person_id = :person or l.e164 = any(:numbers)
"""

_STEPS = (
    text(f"delete from pb.answer where call_id in ({_CALLS})"),  # noqa: S608 - our own text
    text(f"delete from pb.call_version where call_id in ({_CALLS})"),  # noqa: S608
    text(
        f"""
        update pb.call c
           set note = '', person_id = null, body = c.body - '{{note,answers,person_id}}'::text[]
         where c.id in ({_CALLS})
        """  # noqa: S608
    ),
    text(
        """
        update pb.orphan o
           set body = o.body - '{note,answers,person_id}'::text[]
         where o.body ->> 'person_id' = cast(:person as text)
            or o.claim_token in (select c.claim_token from pb.claim_person c
                                  where c.person_id = :person)
        """
    ),
    text("delete from pb.claim_person where person_id = :person"),
    text(
        """
        delete from pb.people_change k
         where :person in (k.person_id, k.other_id)
            or exists (select from pb.contact c where c.id = k.contact_id and c.person_id = :person)
        """
    ),
    # What an import found, kept so that it can be undone.
    text(
        """
        delete from pb.import_before b
         where (b.of_table = 'person' and (b.row ->> 'id')::bigint = :person)
            or (b.row ->> 'person_id')::bigint = :person
            or (b.of_table = 'line' and b.row ->> 'e164' = any(:numbers))
            or (b.of_table = 'contact'
                and exists (select from jsonb_array_elements_text(b.row -> 'phones') p
                             where p = any(:numbers)))
        """
    ),
    text(
        """
        delete from pb.contact c
         where c.person_id = :person or (c.person_id is null and c.phones && :numbers)
        """
    ),
    text(
        """
        update pb.contact c
           set candidates = '[]', band = case when c.band = 'review' then 'none' else c.band end
         where exists (select from jsonb_array_elements(c.candidates) k
                        where (k ->> 0)::bigint = :person)
        """
    ),
    text(
        """
        update pb.queue q
           set state = 9, due_at = null, callback_for = null, callback_at = null,
               done_why = 'erased'
          from pb.line l
         where l.id = q.line_id and l.e164 = any(:numbers)
        """
    ),
    text("delete from pb.line where e164 = any(:numbers)"),
    text(
        """
        with gone as (
            delete from pb.person where id = :person returning address_id
        )
        delete from pb.address a
         where a.id in (select address_id from gone)
           and not exists (select from pb.person p where p.address_id = a.id and p.id <> :person)
        """
    ),
)
