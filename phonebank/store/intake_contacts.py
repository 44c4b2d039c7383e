"""Contacts, into the database: sources, contacts, lines, and who answers on which line.

A line is made only for a number linked to a person for sure, with its source. A contact already
there (the same content) is left alone, whatever a supervisor has decided about it since.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

if TYPE_CHECKING:
    from collections.abc import Sequence

    from phonebank.store.intake import IntakeWork


def people_to_match(work: IntakeWork) -> pl.DataFrame:
    """The people of the roll a contact may be: those who have not left it, nor died."""
    return _people(work, "true")


def people_brought(work: IntakeWork, import_id: int) -> pl.DataFrame:
    """As `people_to_match`, those an import added or changed."""
    return _people(work, f"p.import_id = {int(import_id)}")


def people_numbered(work: IntakeWork, people: Sequence[int]) -> pl.DataFrame:
    """As `people_to_match`, those of these numbers."""
    numbers = ", ".join(str(int(each)) for each in people)
    return _people(work, f"p.id in ({numbers})" if numbers else "false")


def _people(work: IntakeWork, which: str) -> pl.DataFrame:
    return work.frame(
        f"{_PEOPLE} and {which}",
        {
            "person_id": pl.Int64,
            "identity_key": pl.String,
            "birth_name": pl.String,
            "used_name": pl.String,
            "first_names": pl.String,
            "birth_year": pl.Int16,
            "birth_month": pl.Int16,
            "birth_day": pl.Int16,
            "street_number": pl.String,
            "street": pl.String,
            "postcode": pl.String,
        },
    )


def stage_contacts(
    work: IntakeWork, emails: pl.DataFrame, numbers: pl.DataFrame, prints: pl.DataFrame
) -> pl.DataFrame:
    """Stage the numbers of a file and say who is already known by them.

    `emails`: line, email. `numbers`: line, e164, kind, abroad, zone, line_hmac (hex). `prints`:
    line, fingerprint, birth_year, birth_month, birth_day. Returns line, person_id.
    """
    work.stage("contact_email", emails)
    work.stage("contact_number", numbers)
    work.stage("contact_print", prints)
    return work.frame(_KNOWN, {"line": pl.UInt32, "person_id": pl.Int64})


def earlier_contacts(work: IntakeWork) -> pl.DataFrame:
    """Contacts of earlier files who share a mobile, a mail or a birth date with this one.

    contact_id, family_name, first_name, birth_year, birth_month, birth_day, address, postcode,
    ways (mobile numbers and address of mail, joined by spaces), person_id, asked (the people it
    may be, joined by spaces). Rows of this very file imported before are not among them.
    """
    return work.frame(
        _EARLIER,
        {
            "contact_id": pl.Int64,
            "family_name": pl.String,
            "first_name": pl.String,
            "birth_year": pl.Int16,
            "birth_month": pl.Int16,
            "birth_day": pl.Int16,
            "address": pl.String,
            "postcode": pl.String,
            "ways": pl.String,
            "person_id": pl.Int64,
            "asked": pl.String,
        },
    )


def merge_contacts(work: IntakeWork, rows: pl.DataFrame, import_id: int) -> pl.DataFrame:
    """Merge contacts; line, person_id, band as they now stand, `fresh` for those just added.

    `rows`: line, fingerprint, band, person_id, candidates (JSON), external_id, family_name,
    first_name, birth_year, birth_month, birth_day, address, postcode, email, phones (joined by
    spaces), tags (joined by commas), source, legal_basis, collected_on, objection,
    same_line and same_contact (the row or the earlier contact found to be the same person; null).
    """
    values = {"import_id": import_id}
    work.stage("contact_row", rows)
    work.do(_SOURCES, values)
    work.do(_LATER_FOUND)
    work.do(_FRESH)
    work.do(_CONTACTS, values)
    work.do(_SAME)
    work.do(_LINKS)
    work.do(_LINES, values)
    work.do(_LINE_PEOPLE, values)
    return work.frame(
        "select line, person_id, band, fresh from contact_link",
        {"line": pl.UInt32, "person_id": pl.Int64, "band": pl.String, "fresh": pl.Boolean},
    )


_PEOPLE = """
    select p.id, p.identity_key, p.birth_name, p.used_name, p.first_names,
           p.birth_year, p.birth_month, p.birth_day,
           coalesce(a.street_number, ''), coalesce(a.street, ''), coalesce(a.postcode, '')
      from pb.person p
      left join pb.address a on a.id = p.address_id
     where p.departed_on is null and p.deceased_at is null
"""

# Who is already known by a number or an address of mail of the file.
_KNOWN = """
    select n.line, lp.person_id
      from contact_number n
      join pb.line l on l.e164 = n.e164
      join pb.line_person lp on lp.line_id = l.id
     union
    select e.line, c.person_id
      from contact_email e
      join pb.contact c on c.email = e.email and c.person_id is not null
"""

# A mobile is one person's as a rule, a landline a household's.
_EARLIER = """
    with mobile as (
        select distinct e164 from contact_number where kind = 'mobile'
    ), alike as (
        select c.id
          from pb.contact c
          join contact_email e on e.email = c.email
         union
        select c.id
          from pb.contact c
         cross join unnest(c.phones) own (e164)
          join mobile m on m.e164 = own.e164
         union
        select c.id
          from pb.contact c
          join contact_print p on p.birth_year = c.birth_year and p.birth_month = c.birth_month
                              and p.birth_day = c.birth_day
    )
    select c.id, c.family_name, c.first_name, c.birth_year, c.birth_month, c.birth_day,
           c.address, c.postcode,
           concat_ws(' ', nullif(c.email, ''),
                     (select string_agg(own.e164, ' ')
                        from unnest(c.phones) own (e164)
                        join mobile m on m.e164 = own.e164)),
           c.person_id,
           case when c.band = 'review'
                then (select string_agg(k.value ->> 0, ' ' order by k.ordinality)
                        from jsonb_array_elements(c.candidates) with ordinality k) end
      from pb.contact c
      join alike a on a.id = c.id
     where not exists (select from contact_print p where p.fingerprint = c.fingerprint)
     order by c.id
"""

_SOURCES = """
    insert into pb.source (label, legal_basis, import_id)
    select distinct source, legal_basis, %(import_id)s::int
      from contact_row
        on conflict (label, legal_basis, collected_on) do nothing
"""

# A contact nobody of the roll was like, until the roll that has this person came.
_LATER_FOUND = """
    update pb.contact c
       set band = r.band, person_id = r.person_id, candidates = r.candidates::jsonb
      from contact_row r
     where c.fingerprint = r.fingerprint and c.band = 'none' and c.candidates = '[]'
       and c.person_id is null and c.decided_at is null and r.band <> 'none'
"""

_FRESH = """
    create temporary table contact_fresh on commit drop as
    select distinct on (r.fingerprint) r.line
      from contact_row r
     where not exists (select from pb.contact c where c.fingerprint = r.fingerprint)
     order by r.fingerprint, r.line
"""

_CONTACTS = """
    insert into pb.contact (import_id, row_number, external_id, family_name, first_name,
                            birth_year, birth_month, birth_day, address, postcode, email,
                            phones, tags, source_id, band, person_id, candidates, fingerprint,
                            objects, collected_on)
    select %(import_id)s, r.line, r.external_id, r.family_name, r.first_name,
           r.birth_year, r.birth_month, r.birth_day, r.address, r.postcode, r.email,
           string_to_array(nullif(r.phones, ''), ' ') || '{}'::text[],
           string_to_array(nullif(r.tags, ''), ',') || '{}'::text[],
           s.id, r.band, r.person_id, r.candidates::jsonb, r.fingerprint, r.objection,
           r.collected_on
      from contact_row r
      join contact_fresh f on f.line = r.line
      join pb.source s on s.label = r.source and s.legal_basis = r.legal_basis
                      and s.collected_on is null
"""

_SAME = """
    update pb.contact c
       set same_as = f.root
      from (select r.fingerprint, coalesce(first.same_as, first.id) as root
              from contact_row r
              join contact_fresh f on f.line = r.line
              join pb.contact first on first.id = r.same_contact
             union
            select r.fingerprint, coalesce(first.same_as, first.id)
              from contact_row r
              join contact_fresh f on f.line = r.line
              join contact_row other on other.line = r.same_line
              join pb.contact first on first.fingerprint = other.fingerprint) f
     where c.fingerprint = f.fingerprint and c.id <> f.root
"""

_LINKS = """
    create temporary table contact_link on commit drop as
    select r.line, c.person_id, c.band, c.source_id, r.collected_on,
           exists (select from contact_fresh f where f.line = r.line) as fresh
      from contact_row r
      join pb.contact c on c.fingerprint = r.fingerprint
"""

_LINES = """
    insert into pb.line (e164, kind, abroad, time_zone, import_id)
    select distinct on (n.e164) n.e164, n.kind, n.abroad, n.zone, %(import_id)s
      from contact_number n
      join contact_link k on k.line = n.line and k.person_id is not null
     where not exists (select from pb.line l where l.e164 = n.e164)
     order by n.e164, n.line
"""

_LINE_PEOPLE = """
    insert into pb.line_person (line_id, person_id, source_id, given_on, import_id)
    select distinct on (l.id, k.person_id, k.source_id)
           l.id, k.person_id, k.source_id, k.collected_on, %(import_id)s
      from contact_number n
      join contact_link k on k.line = n.line and k.person_id is not null
      join pb.line l on l.e164 = n.e164
     where not exists (select from pb.line_person lp
                        where lp.line_id = l.id and lp.person_id = k.person_id
                          and lp.source_id = k.source_id)
     order by l.id, k.person_id, k.source_id, k.collected_on
"""
