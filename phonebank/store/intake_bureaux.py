"""Polling stations, into the database."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

if TYPE_CHECKING:
    from phonebank.store.intake import IntakeWork


def merge_bureaux(work: IntakeWork, rows: pl.DataFrame, import_id: int) -> pl.DataFrame:
    """Merge stations (the columns of `BureauRows.rows`); line → decision.

    What the file leaves empty does not erase what is known.
    """
    work.stage("bureau_row", rows)
    work.do(_DECIDE)
    work.do(_CHANGE, {"import_id": import_id})
    work.do(_ADD, {"import_id": import_id})
    return work.frame(
        "select line, decision from bureau_decision", {"line": pl.UInt32, "decision": pl.String}
    )


def only_commune(work: IntakeWork) -> str:
    """The commune of the office's rolls when there is exactly one, else ''."""
    found = work.rows("select distinct commune_code from pb.roll_edition limit 2")
    return str(found[0][0]) if len(found) == 1 else ""


def known_bureau_codes(work: IntakeWork) -> pl.DataFrame:
    """Every station's commune_code and code."""
    return work.frame(
        "select commune_code, code from pb.bureau",
        {"commune_code": pl.String, "code": pl.String},
    )


_DECIDE = """
    create temporary table bureau_decision on commit drop as
    select r.line, b.id,
           coalesce(nullif(r.name, ''), b.name, '') as name,
           coalesce(nullif(r.address, ''), b.address, '') as address,
           coalesce(nullif(r.postcode, ''), b.postcode, '') as postcode,
           coalesce(nullif(r.city, ''), b.city, '') as city,
           coalesce(nullif(r.opens, '')::time, b.opens) as opens,
           coalesce(nullif(r.closes, '')::time, b.closes) as closes,
           coalesce(r.latitude, b.latitude) as latitude,
           coalesce(r.longitude, b.longitude) as longitude,
           coalesce(r.wheelchair, b.wheelchair) as wheelchair,
           'new'::text as decision
      from bureau_row r
      left join pb.bureau b on b.commune_code = r.commune_code and b.code = r.code;
    update bureau_decision d
       set decision = case when (d.name, d.address, d.postcode, d.city, d.opens, d.closes,
                                 d.latitude, d.longitude, d.wheelchair)
                                is distinct from
                                (b.name, b.address, b.postcode, b.city, b.opens, b.closes,
                                 b.latitude, b.longitude, b.wheelchair)
                           then 'changed' else 'unchanged' end
      from pb.bureau b
     where b.id = d.id
"""

_CHANGE = """
    update pb.bureau b
       set name = d.name, address = d.address, postcode = d.postcode, city = d.city,
           opens = d.opens, closes = d.closes, latitude = d.latitude, longitude = d.longitude,
           wheelchair = d.wheelchair, import_id = %(import_id)s
      from bureau_decision d
     where b.id = d.id and d.decision = 'changed'
"""

_ADD = """
    insert into pb.bureau (commune_code, code, name, address, postcode, city, opens, closes,
                           latitude, longitude, wheelchair, import_id)
    select r.commune_code, r.code, d.name, d.address, d.postcode, d.city, d.opens, d.closes,
           d.latitude, d.longitude, d.wheelchair, %(import_id)s
      from bureau_decision d
      join bureau_row r on r.line = d.line
     where d.decision = 'new'
"""
