"""Whom a good number reaches: read whole, since targeting weighs everyone against everyone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl
from sqlalchemy import text

from phonebank.store.connection import plain_errors
from phonebank.store.frames import copied

if TYPE_CHECKING:
    from sqlalchemy import Engine


def callable_lines(engine: Engine) -> pl.DataFrame:
    """person_id, line_id, kind, abroad, zone, language, given_on; a row a person and line.

    Lines that were objected to, retired, or have no lawful source are not here. `zone` is the time
    zone by which the person may be called on that line.
    """
    lines = copied(
        engine,
        """
        select lp.person_id, l.id, l.kind, l.abroad, p.commune_code,
               coalesce(nullif(l.time_zone, ''), o.time_zone), coalesce(p.language, ''),
               max(lp.given_on)
          from pb.line_person lp
          join pb.line l on l.id = lp.line_id and l.retired_at is null and l.objected_at is null
          join pb.person p on p.id = lp.person_id
         cross join pb.office o
         group by lp.person_id, l.id, p.commune_code, p.language, o.time_zone
        """,
        {
            "person_id": pl.Int64,
            "line_id": pl.Int64,
            "kind": pl.String,
            "abroad": pl.String,
            "commune": pl.String,
            "own_zone": pl.String,
            "language": pl.String,
            "given_on": pl.Date,
        },
    ).with_columns(
        pl.col("abroad") == "t",
        pl.col("commune", "language").fill_null(""),
    )
    zones = _zones(engine, lines.select("commune", "own_zone").unique())
    return lines.join(zones, on=["commune", "own_zone"], how="left", maintain_order="left").select(
        "person_id", "line_id", "kind", "abroad", "zone", "language", "given_on"
    )


def _zones(engine: Engine, places: pl.DataFrame) -> pl.DataFrame:
    """The zone of each commune and line's own zone, by the database's rule: few, asked once."""
    with plain_errors(), engine.begin() as connection:
        rows = connection.execute(
            text(
                "select c, z, pb.zone_of_commune(c, z)"
                "  from unnest(cast(:communes as text[]), cast(:zones as text[])) x (c, z)"
            ),
            {"communes": places["commune"].to_list(), "zones": places["own_zone"].to_list()},
        ).all()
    schema = {"commune": pl.String, "own_zone": pl.String, "zone": pl.String}
    return pl.DataFrame([tuple(row) for row in rows], schema=schema, orient="row")
