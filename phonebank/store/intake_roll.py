"""A roll in the database: what stands there, read for comparing, and the differences written.

The comparing is done over whole columns by `intake.roll_merge`; nothing here decides who is who.
A first import fills the tables directly; a repeated one writes what changed and nothing else.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from phonebank.store.intake_bulk import Old, fill_hurried

if TYPE_CHECKING:
    from phonebank.store.intake import IntakeWork

_PERSON = (
    *("identity_key", "birth_name", "used_name", "first_names", "sex", "birth_year"),
    *("birth_month", "birth_day", "address_id", "commune_code", "bureau_id"),
)


def roll_editions(work: IntakeWork, said: pl.DataFrame, import_id: int) -> pl.DataFrame:
    """Make the editions of a file (commune_code, dated, commune_name) where they are missing.

    Returns commune_code, dated, edition_id and `newest`: nobody has a later one of that commune.
    """
    work.stage("roll_said", said)
    work.do(_EDITIONS, {"import_id": import_id})
    return work.frame(
        _EDITIONS_SAID,
        {
            "commune_code": pl.String,
            "dated": pl.Date,
            "edition_id": pl.Int32,
            "newest": pl.Boolean,
        },
    )


def roll_bureaux(work: IntakeWork, named: pl.DataFrame, import_id: int) -> pl.DataFrame:
    """Make the stations of a file (commune_code, code, name), name those that have no name.

    Returns commune_code, code, bureau_id.
    """
    work.stage("roll_bureau", named)
    work.do(_BUREAUX, {"import_id": import_id})
    return work.frame(
        """
        select b.commune_code, b.code, b.id
          from roll_bureau r
          join pb.bureau b on b.commune_code = r.commune_code and b.code = r.code
        """,
        {"commune_code": pl.String, "code": pl.String, "bureau_id": pl.Int32},
    )


def stored_people(work: IntakeWork, external_ids: pl.Series) -> pl.DataFrame:
    """Everybody of the communes staged by `roll_editions`, and who has one of these identifiers.

    Columns: person_id, those of a person, `address_key` ('' without), `list_types` joined by a
    comma, external_id ('' without), departed_on.
    """
    if external_ids.is_empty():
        return work.frame(_STORED + _OF_COMMUNES, STORED)
    work.stage("roll_identifier", external_ids.alias("id").to_frame())
    return work.frame(_STORED + _OF_COMMUNES + _OR_IDENTIFIED, STORED)


def stored_entries(work: IntakeWork, editions: pl.Series) -> pl.DataFrame:
    """The entries of these editions: edition_id, person_id, list_type, bureau_id, order_number."""
    work.stage("roll_edition_read", editions.alias("id").to_frame())
    return work.frame(
        """
        select e.edition_id, e.person_id, e.list_type, e.bureau_id, e.order_number
          from pb.roll_entry e
         where e.edition_id in (select id from roll_edition_read)
        """,
        ENTRIES,
    )


def add_addresses(work: IntakeWork, new: pl.DataFrame) -> pl.DataFrame:
    """Places by their key, those unknown made: `new` has key and the columns of an address.

    Returns key, address_id.
    """
    known = pl.DataFrame(schema={"key": pl.String, "address_id": pl.Int64})
    if new.is_empty():
        return known
    if work.rows("select exists (select from pb.address)")[0][0]:
        work.stage("roll_address", new.select("key"))
        known = work.frame(
            "select a.key, a.id from pb.address a join roll_address r on r.key = a.key",
            {"key": pl.String, "address_id": pl.Int64},
        )
        new = new.join(known, on="key", how="anti", maintain_order="left")
    if new.is_empty():
        return known
    # In the order of the key, an index grows at its end only.
    numbers = work.take_numbers("address", new.height).alias("id")
    made = new.sort("key").with_columns(numbers)
    work.fill("address", made)
    return pl.concat([known, made.select("key", pl.col("id").alias("address_id"))])


def add_people(work: IntakeWork, people: pl.DataFrame, import_id: int, last_address: int) -> None:
    """Add people (person_id, those of a person, list_types, external_id, departed_on)."""
    rows = people.select(
        pl.col("person_id").alias("id"),
        *_PERSON,
        pl.format("{{{}}}", "list_types").alias("list_types"),
        pl.when(pl.col("external_id") != "").then("external_id").alias("external_id"),
        "departed_on",
        pl.lit(import_id).alias("import_id"),
    )
    fill_hurried(work, "person", rows, import_id, {"address_id": Old("address", last_address)})


def change_people(work: IntakeWork, people: pl.DataFrame, import_id: int) -> None:
    """Give known people what the newest edition says of them; nobody of them is gone.

    Columns as for `add_people`.
    """
    if people.is_empty():
        return
    work.stage("roll_changed", people.select("person_id", *_PERSON, "list_types", "external_id"))
    work.do(_CHANGE_PEOPLE, {"import_id": import_id})


def drop_entries(work: IntakeWork, stale: pl.DataFrame) -> None:
    """Take entries (edition_id, person_id, list_type) off their list."""
    if stale.is_empty():
        return
    work.stage("roll_stale", stale)
    work.do(_DROP_ENTRIES)


def change_entries(work: IntakeWork, entries: pl.DataFrame, import_id: int) -> None:
    """Give entries another station or number."""
    if entries.is_empty():
        return
    work.stage("roll_renumbered", entries)
    work.do(_CHANGE_ENTRIES, {"import_id": import_id})


def add_entries(work: IntakeWork, entries: pl.DataFrame, import_id: int, last_person: int) -> None:
    """Add entries of the columns ENTRIES."""
    rows = entries.with_columns(pl.lit(import_id).alias("import_id"))
    fill_hurried(work, "roll_entry", rows, import_id, {"person_id": Old("person", last_person)})


def depart(work: IntakeWork, gone: pl.DataFrame, import_id: int) -> None:
    """Mark who left (person_id, dated): the day of the first edition they are missing from."""
    if gone.is_empty():
        return
    work.stage("roll_gone", gone)
    work.do(
        """
        update pb.person p
           set departed_on = g.dated, import_id = %(import_id)s, changed_at = now()
          from roll_gone g
         where p.id = g.person_id
        """,
        {"import_id": import_id},
    )


def last_address(work: IntakeWork) -> int:
    """The highest number of an address so far, 0 when there is none."""
    return int(work.rows("select coalesce(max(id), 0) from pb.address")[0][0])


STORED: dict[str, type[pl.DataType]] = {
    "person_id": pl.Int64,
    "identity_key": pl.String,
    "birth_name": pl.String,
    "used_name": pl.String,
    "first_names": pl.String,
    "sex": pl.String,
    "birth_year": pl.Int16,
    "birth_month": pl.Int16,
    "birth_day": pl.Int16,
    "address_id": pl.Int64,
    "address_key": pl.String,
    "commune_code": pl.String,
    "bureau_id": pl.Int32,
    "list_types": pl.String,
    "external_id": pl.String,
    "departed_on": pl.Date,
}

ENTRIES: dict[str, type[pl.DataType]] = {
    "edition_id": pl.Int32,
    "person_id": pl.Int64,
    "list_type": pl.String,
    "bureau_id": pl.Int32,
    "order_number": pl.Int32,
}

_EDITIONS = """
    insert into pb.roll_edition (commune_code, commune_name, dated, import_id)
    select commune_code, commune_name, dated, %(import_id)s
      from roll_said
        on conflict (commune_code, dated) do nothing
"""

_EDITIONS_SAID = """
    select e.commune_code, e.dated, e.id,
           not exists (select
                         from pb.roll_edition later
                        where later.commune_code = e.commune_code and later.dated > e.dated)
      from roll_said r
      join pb.roll_edition e on e.commune_code = r.commune_code and e.dated = r.dated
"""

_BUREAUX = """
    with named as (
        insert into pb.bureau (commune_code, code, name, import_id)
        select commune_code, code, name, %(import_id)s
          from roll_bureau
            on conflict (commune_code, code) do nothing
    )
    update pb.bureau b
       set name = r.name, import_id = %(import_id)s
      from roll_bureau r
     where b.commune_code = r.commune_code and b.code = r.code
       and b.name = '' and r.name <> ''
"""

_STORED = """
    select p.id, p.identity_key, p.birth_name, p.used_name, p.first_names, p.sex,
           p.birth_year, p.birth_month, p.birth_day, p.address_id, coalesce(a.key, ''),
           p.commune_code, p.bureau_id, array_to_string(p.list_types, ','),
           coalesce(p.external_id, ''), p.departed_on
      from pb.person p
      left join pb.address a on a.id = p.address_id
"""

_OF_COMMUNES = " where p.commune_code in (select commune_code from roll_said)"

_OR_IDENTIFIED = " or p.external_id in (select id from roll_identifier)"

_CHANGE_PEOPLE = """
    update pb.person p
       set identity_key = c.identity_key, birth_name = c.birth_name, used_name = c.used_name,
           first_names = c.first_names, sex = c.sex, birth_year = c.birth_year,
           birth_month = c.birth_month, birth_day = c.birth_day, address_id = c.address_id,
           commune_code = c.commune_code, bureau_id = c.bureau_id, departed_on = null,
           list_types = string_to_array(c.list_types, ','),
           external_id = coalesce(nullif(c.external_id, ''), p.external_id),
           import_id = %(import_id)s, changed_at = now()
      from roll_changed c
     where p.id = c.person_id
"""

_DROP_ENTRIES = """
    delete from pb.roll_entry e
     using roll_stale s
     where e.edition_id = s.edition_id and e.person_id = s.person_id
       and e.list_type = s.list_type
"""

_CHANGE_ENTRIES = """
    update pb.roll_entry e
       set bureau_id = r.bureau_id, order_number = r.order_number, import_id = %(import_id)s
      from roll_renumbered r
     where e.edition_id = r.edition_id and e.person_id = r.person_id
       and e.list_type = r.list_type
"""
