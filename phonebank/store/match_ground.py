"""A roll of any size put straight into a database made to be thrown away, for measuring."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

if TYPE_CHECKING:
    from phonebank.store.intake import IntakeStore


def fill_roll(store: IntakeStore, people: pl.DataFrame) -> None:
    """Store electors (`rehearsal.electors.Electors.people`) as people of the roll."""
    addresses = people.unique("address_id", maintain_order=True)
    with store.work(dry_run=False) as work:
        work.stage(
            "made_address",
            addresses.select("address_id", "street_number", "street", "postcode", "city"),
        )
        work.stage(
            "made_person",
            people.select(
                *("person_id", "birth_name", "used_name", "first_names", "sex"),
                *("birth_year", "birth_month", "birth_day", "address_id"),
            ),
        )
        work.do(_ADDRESSES)
        work.do(_PEOPLE)
    with store.work(dry_run=False) as work:
        work.do("analyze pb.person")
        work.do("analyze pb.address")


def found(store: IntakeStore) -> pl.DataFrame:
    """What was made of each contact: line, band, person_id, candidates (list of person_id)."""
    with store.work(dry_run=True) as work:
        rows = work.frame(
            _FOUND,
            {
                "line": pl.UInt32,
                "band": pl.String,
                "person_id": pl.Int64,
                "candidates": pl.String,
            },
        )
    return rows.with_columns(
        pl.col("candidates")
        .fill_null("")
        .str.split(" ")
        .list.eval(pl.element().cast(pl.Int64, strict=False))
    )


_ADDRESSES = """
    insert into pb.address (id, key, street_number, street, postcode, city)
    overriding system value
    select address_id, 'made ' || address_id, street_number, street, postcode, city
      from made_address
"""

_PEOPLE = """
    insert into pb.person (id, identity_key, birth_name, used_name, first_names, sex, birth_year,
                           birth_month, birth_day, address_id, list_types)
    overriding system value
    select person_id, 'made|' || person_id, birth_name, used_name, first_names, sex, birth_year,
           birth_month, birth_day, address_id, '{LP}'
      from made_person
"""

_FOUND = """
    select c.row_number, c.band, c.person_id,
           (select string_agg(k ->> 0, ' ') from jsonb_array_elements(c.candidates) k)
      from pb.contact c
"""
