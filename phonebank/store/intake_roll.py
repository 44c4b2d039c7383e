"""The merge of a roll: join-UPDATE of changed people, anti-join INSERT of new ones, departures.

A person is found again by the register's identifier, else by names and birth date at the same
address, else by names and birth date alone when exactly one such person is left on each side.
Two people with one name and one birth date at two addresses therefore stay two.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl

if TYPE_CHECKING:
    from phonebank.store.intake import IntakeWork


@dataclass(frozen=True, slots=True, eq=False)
class RollMerged:
    """`decisions`: row (a person's first row), person_id, decision ('new', 'changed', 'unchanged').

    `departed`: people of the commune who are not on the newest edition any more.
    """

    decisions: pl.DataFrame
    departed: int


def merge_roll(work: IntakeWork, rows: pl.DataFrame, import_id: int) -> RollMerged:
    """Merge the sound rows of a roll (the columns of `RollRows.rows`)."""
    values = {"import_id": import_id}
    work.stage("roll_row", rows)
    for statement in (_BUREAUX, _EDITIONS, _ADDRESSES):
        work.do(statement, values)
    work.do(_PEOPLE)
    for statement in (_BY_EXTERNAL_ID, _BY_ADDRESS, _BY_IDENTITY):
        work.do(statement)
    work.do(_NUMBER_THE_NEW)
    work.do("create unique index on roll_person (person_id)")
    work.do(_CHANGED_PEOPLE, values)
    work.do(_NEW_PEOPLE, values)
    work.do(_STALE_ENTRIES)
    work.do(_CHANGED_ENTRIES, values)
    work.do(_NEW_ENTRIES, values)
    work.do(_LIST_TYPES)
    departed = work.do(_DEPARTURES, values)
    decisions = work.frame(
        "select row, person_id, decision from roll_person",
        {"row": pl.Int32, "person_id": pl.Int64, "decision": pl.String},
    )
    return RollMerged(decisions, departed)


_BUREAUX = """
    with named as (
        insert into pb.bureau (commune_code, code, name, import_id)
        select distinct on (commune_code, bureau_code)
               commune_code, bureau_code, bureau_name, %(import_id)s
          from roll_row
         where bureau_code <> ''
         order by commune_code, bureau_code, bureau_name = '', row
            on conflict (commune_code, code) do nothing
    )
    update pb.bureau b
       set name = r.bureau_name, import_id = %(import_id)s
      from (select distinct on (commune_code, bureau_code) commune_code, bureau_code, bureau_name
              from roll_row
             where bureau_code <> '' and bureau_name <> ''
             order by commune_code, bureau_code, row) r
     where b.commune_code = r.commune_code and b.code = r.bureau_code and b.name = ''
"""

_EDITIONS = """
    insert into pb.roll_edition (commune_code, commune_name, dated, import_id)
    select commune_code, max(commune_name), dated, %(import_id)s
      from roll_row
     group by commune_code, dated
        on conflict (commune_code, dated) do nothing
"""

_ADDRESSES = """
    insert into pb.address (key, street_number, street, extra, locality, postcode, city, country)
    select distinct on (address_key)
           address_key, street_number, street, extra, locality, postcode, city, country
      from roll_row r
     where address_key <> ''
       and not exists (select from pb.address a where a.key = r.address_key)
     order by address_key, row
        on conflict (key) do nothing
"""

# One row a person of the file. `newest`: nobody has a later edition of this commune's roll.
_PEOPLE = """
    create temporary table roll_person on commit drop as
    select r.row, e.id as edition_id, r.dated, r.commune_code,
           r.identity_key, r.birth_name, r.used_name, r.first_names, r.sex,
           r.birth_year, r.birth_month, r.birth_day, r.external_id, l.list_types,
           a.id as address_id, b.id as bureau_id,
           not exists (select
                         from pb.roll_edition later
                        where later.commune_code = r.commune_code
                          and later.dated > r.dated) as newest,
           null::bigint as person_id,
           'new'::text as decision
      from roll_row r
      join pb.roll_edition e on e.commune_code = r.commune_code and e.dated = r.dated
      join (select person, array_agg(distinct list_type order by list_type) as list_types
              from roll_row
             group by person) l on l.person = r.row
      left join pb.address a on a.key = r.address_key and r.address_key <> ''
      left join pb.bureau b on b.commune_code = r.commune_code and b.code = r.bureau_code
     where r.row = r.person;
    create index on roll_person (identity_key);
    analyze roll_person
"""

_BY_EXTERNAL_ID = """
    update roll_person s
       set person_id = p.id, decision = 'unchanged'
      from pb.person p
     where p.external_id = s.external_id and s.external_id <> ''
"""

_BY_ADDRESS = """
    with filed as (
        select row, identity_key, commune_code, address_id,
               row_number() over (partition by identity_key, commune_code, address_id
                                      order by row) as rank
          from roll_person
         where person_id is null
    ), stored as (
        select p.id, p.identity_key, p.commune_code, p.address_id,
               row_number() over (partition by p.identity_key, p.commune_code, p.address_id
                                      order by p.id) as rank
          from pb.person p
         where p.identity_key in (select identity_key from filed)
           and not exists (select from roll_person taken where taken.person_id = p.id)
    )
    update roll_person s
       set person_id = p.id, decision = 'unchanged'
      from filed f
      join stored p on p.identity_key = f.identity_key and p.commune_code = f.commune_code
                   and p.address_id is not distinct from f.address_id and p.rank = f.rank
     where s.row = f.row
"""

_BY_IDENTITY = """
    with filed as (
        select min(row) as row, identity_key, commune_code
          from roll_person
         where person_id is null
         group by identity_key, commune_code
        having count(*) = 1
    ), stored as (
        select min(p.id) as id, p.identity_key, p.commune_code
          from pb.person p
         where p.identity_key in (select identity_key from filed)
           and not exists (select from roll_person taken where taken.person_id = p.id)
         group by p.identity_key, p.commune_code
        having count(*) = 1
    )
    update roll_person s
       set person_id = p.id, decision = 'unchanged'
      from filed f
      join stored p on p.identity_key = f.identity_key and p.commune_code = f.commune_code
     where s.row = f.row
"""

_NUMBER_THE_NEW = """
    update roll_person set person_id = nextval('pb.person_id_seq') where person_id is null
"""

# An older edition teaches who stood on it; it never overwrites what a newer one says.
_CHANGED_PEOPLE = """
    with changed as (
        update pb.person p
           set identity_key = s.identity_key, birth_name = s.birth_name, used_name = s.used_name,
               first_names = s.first_names, sex = s.sex, birth_year = s.birth_year,
               birth_month = s.birth_month, birth_day = s.birth_day, address_id = s.address_id,
               bureau_id = s.bureau_id, departed_on = null, import_id = %(import_id)s,
               external_id = coalesce(nullif(s.external_id, ''), p.external_id), changed_at = now()
          from roll_person s
         where p.id = s.person_id and s.decision = 'unchanged' and s.newest
           and ((p.identity_key, p.birth_name, p.used_name, p.first_names, p.sex,
                 p.birth_year, p.birth_month, p.birth_day, p.address_id, p.bureau_id)
                is distinct from
                (s.identity_key, s.birth_name, s.used_name, s.first_names, s.sex,
                 s.birth_year, s.birth_month, s.birth_day, s.address_id, s.bureau_id)
                or p.departed_on is not null
                or (s.external_id <> '' and p.external_id is distinct from s.external_id))
     returning s.row
    )
    update roll_person s set decision = 'changed' from changed c where s.row = c.row
"""

_NEW_PEOPLE = """
    insert into pb.person (id, identity_key, birth_name, used_name, first_names, sex,
                           birth_year, birth_month, birth_day, address_id, commune_code, bureau_id,
                           list_types, external_id, departed_on, import_id)
    overriding system value
    select person_id, identity_key, birth_name, used_name, first_names, sex,
           birth_year, birth_month, birth_day, address_id, commune_code, bureau_id,
           list_types, nullif(external_id, ''), case when not newest then dated end, %(import_id)s
      from roll_person
     where decision = 'new'
"""

# The same edition again, corrected: who is not in the file stands on these lists no more.
_STALE_ENTRIES = """
    delete from pb.roll_entry e
     using (select distinct p.edition_id, r.list_type, b.id as bureau_id
              from roll_row r
              join roll_person p on p.row = r.person
              left join pb.bureau b on b.commune_code = r.commune_code
                                   and b.code = r.bureau_code) covered
     where e.edition_id = covered.edition_id and e.list_type = covered.list_type
       and e.bureau_id = covered.bureau_id
       and not exists (select
                         from roll_person p
                         join roll_row r on r.person = p.row
                        where p.person_id = e.person_id and r.list_type = e.list_type)
"""

_CHANGED_ENTRIES = """
    with filed as (
        select p.row, p.edition_id, p.person_id, r.list_type, b.id as bureau_id, r.order_number
          from roll_row r
          join roll_person p on p.row = r.person
          left join pb.bureau b on b.commune_code = r.commune_code and b.code = r.bureau_code
    ), changed as (
        update pb.roll_entry e
           set bureau_id = f.bureau_id, order_number = f.order_number, import_id = %(import_id)s
          from filed f
         where e.edition_id = f.edition_id and e.person_id = f.person_id
           and e.list_type = f.list_type
           and (e.bureau_id, e.order_number) is distinct from (f.bureau_id, f.order_number)
     returning f.row
    )
    update roll_person s set decision = 'changed'
      from changed c
     where s.row = c.row and s.decision = 'unchanged'
"""

_NEW_ENTRIES = """
    insert into pb.roll_entry (edition_id, person_id, list_type, bureau_id, order_number, import_id)
    select p.edition_id, p.person_id, r.list_type, b.id, r.order_number, %(import_id)s
      from roll_row r
      join roll_person p on p.row = r.person
      left join pb.bureau b on b.commune_code = r.commune_code and b.code = r.bureau_code
     where not exists (select from pb.roll_entry e
                        where e.edition_id = p.edition_id and e.person_id = p.person_id
                          and e.list_type = r.list_type)
"""

# An edition may come list by list: a person is on all of them.
_LIST_TYPES = """
    with listed as (
        select e.person_id, array_agg(distinct e.list_type order by e.list_type) as lists
          from pb.roll_entry e
          join roll_person s on s.person_id = e.person_id and s.edition_id = e.edition_id
         where s.newest or s.decision = 'new'
         group by e.person_id
    ), changed as (
        update pb.person p
           set list_types = l.lists
          from listed l
         where p.id = l.person_id and p.list_types is distinct from l.lists
     returning p.id
    )
    update roll_person s set decision = 'changed'
      from changed c
     where s.person_id = c.id and s.decision = 'unchanged'
"""

# Gone: on no list of the newest edition, though the file covers that person's lists and bureau.
_DEPARTURES = """
    update pb.person p
       set departed_on = covered.dated, import_id = %(import_id)s, changed_at = now()
      from (select s.commune_code, s.edition_id, s.dated,
                   array_agg(distinct r.list_type) as lists,
                   array_agg(distinct s.bureau_id) as bureaux
              from roll_person s
              join roll_row r on r.person = s.row
             where s.newest
             group by s.commune_code, s.edition_id, s.dated) covered
     where p.commune_code = covered.commune_code
       and p.departed_on is null
       and p.list_types <@ covered.lists
       and (p.bureau_id is null or p.bureau_id = any (covered.bureaux))
       and not exists (select from pb.roll_entry e
                        where e.edition_id = covered.edition_id and e.person_id = p.id)
"""
