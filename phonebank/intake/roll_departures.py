"""Who left: on no list of the newest edition, though the file covers their lists and bureau."""

from __future__ import annotations

import polars as pl

_STILL_A_BUREAU = 0.5
"""A station missing from the file is covered by it when half of its people are found elsewhere."""


def gone_since(
    people: pl.DataFrame, stored: pl.DataFrame, rows: pl.DataFrame, standing: pl.DataFrame
) -> pl.DataFrame:
    """person_id and `dated` of those of `stored` who left.

    `people`: row and person_id of who is in the file; `standing`: entries of its editions that
    remain from earlier files.
    """
    left = stored.filter(pl.col("departed_on").is_null()).join(people, on="person_id", how="anti")
    if left.is_empty():
        return pl.DataFrame(schema={"person_id": pl.Int64, "dated": pl.Date})
    left = left.join(standing, on="person_id", how="anti")
    return missing_from(left, rows, stored, people.select("row", "person_id")).select(
        "person_id", "dated"
    )


def missing_from(
    left: pl.DataFrame, rows: pl.DataFrame, stored: pl.DataFrame, seen: pl.DataFrame
) -> pl.DataFrame:
    """Those of `left` whose commune, lists and bureau the newest edition in the file covers.

    `seen`: the person_id found in the file. A station whose code is gone was renamed or closed
    when most of its people stand elsewhere in the file.
    """
    newest = rows.filter(pl.col("newest"))
    lists = newest.group_by("commune_code", "dated").agg(
        pl.col("list_type").unique().alias("lists")
    )
    bureaux = newest.select("commune_code", "bureau_id").unique()
    elsewhere = (
        stored.filter(pl.col("departed_on").is_null() & pl.col("bureau_id").is_not_null())
        .with_columns(pl.col("person_id").is_in(seen["person_id"].implode()).alias("seen"))
        .group_by("commune_code", "bureau_id")
        .agg(pl.col("seen").mean())
        .filter(pl.col("seen") >= _STILL_A_BUREAU)
        .select("commune_code", "bureau_id")
    )
    covered = pl.concat([bureaux, elsewhere]).unique()
    stood = pl.col("list_types").str.split(",").list.drop_nulls()
    missing = left.join(lists, on="commune_code").filter(
        (pl.col("list_types") == "") | (stood.list.set_difference(pl.col("lists")).list.len() == 0)
    )
    return pl.concat(
        [
            missing.filter(pl.col("bureau_id").is_null()),
            missing.join(covered, on=["commune_code", "bureau_id"], how="semi"),
        ]
    )
