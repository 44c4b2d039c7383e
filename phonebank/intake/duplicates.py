"""One person written down twice: in one file, or in a file and an earlier one.

Two contacts are one person when they share a mobile number or an address of mail and the same
name (a slip in the surname allowed); never against two different birth dates. A landline is a
household's: it tells nothing. What one of them says of the birth date or the address then serves
the other when people of the roll are looked for.

The same name and full birth date, without two addresses, make two contacts alike: one person as
well where both are found to be the same one of the roll, or neither to be anybody. It proves
nothing by itself, since two people may share both.
"""

from __future__ import annotations

import polars as pl
from rapidfuzz import fuzz, process

_SURNAME = 85
_SHARED_BY_MOST = 50
"""A number or an address that so many rows share is nobody's own."""
_LEARNT = ("birth_year", "birth_month", "birth_day")
_PLACED = ("address", "address_key", "postcode")


def twice(rows: pl.DataFrame, *, alike: bool = False) -> pl.DataFrame:
    """Who is one person: node, group (the first node of the person); only nodes found twice.

    `alike`: by name and birth date too.

    `rows`: node (earlier contacts first), name_key, first_key, birth_year, birth_month, birth_day,
    place (key of the entrance, '' unknown), ways (list of mobile numbers and addresses of mail).
    """
    named = rows.filter((pl.col("name_key") != "") & (pl.col("first_key") != "")).with_columns(
        pl.when(pl.col("birth_day").is_not_null())
        .then(pl.concat_str("birth_year", "birth_month", "birth_day", separator="-"))
        .otherwise(pl.lit(""))
        .alias("born"),
        pl.concat_list("name_key", "first_key").list.sort().list.join("|").alias("both"),
    )
    shared = named.explode("ways", empty_as_null=True).filter(pl.col("ways").is_not_null())
    by_way = _couples(shared, "ways")
    close = process.cpdist(
        by_way["name_key"].to_list(), by_way["name_key_b"].to_list(), scorer=fuzz.ratio
    )
    same = (pl.col("both") == pl.col("both_b")) | (
        (pl.col("first_key") == pl.col("first_key_b")) & (pl.lit(pl.Series(close)) >= _SURNAME)
    )
    agree = (pl.col("born") == "") | (pl.col("born_b") == "") | (pl.col("born") == pl.col("born_b"))
    couples = [by_way.filter(same & agree)] + ([_born_alike(named)] if alike else [])
    edges = pl.concat(couples).select("node", "node_b").unique()
    groups = _joined(edges.sort("node", "node_b").rows())
    found = pl.DataFrame(groups, schema={"node": pl.Int64, "group": pl.Int64}, orient="row")
    # Joined by way of a third who has no birth date: two people after all.
    dates = found.join(named.select("node", "born"), on="node").filter(pl.col("born") != "")
    torn = dates.group_by("group").agg(pl.col("born").n_unique().alias("dates"))
    return found.join(torn.filter(pl.col("dates") > 1), on="group", how="anti").sort("node")


def completed(rows: pl.DataFrame, groups: pl.DataFrame) -> pl.DataFrame:
    """The rows with the birth date and the address another row of the same person gives.

    `rows` has node and the columns of contacts; nothing that is there is replaced.
    """
    frame = rows.join(groups, on="node", how="left", maintain_order="left")
    alone = pl.col("group").is_null()
    told = pl.col("birth_year").is_not_null()
    placed = pl.col("address") != ""
    several = pl.col("address_key").filter(placed).n_unique().over("group") > 1
    return frame.with_columns(
        [
            pl.when(alone | told)
            .then(pl.col(name))
            .otherwise(pl.col(name).filter(told).first().over("group"))
            .alias(name)
            for name in _LEARNT
        ]
        + [
            pl.when(alone | placed | several)
            .then(pl.col(name))
            .otherwise(pl.col(name).filter(placed).first().over("group").fill_null(""))
            .alias(name)
            for name in _PLACED
        ]
    ).drop("group")


def _born_alike(named: pl.DataFrame) -> pl.DataFrame:
    key = pl.concat_str("both", "born", separator="|").alias("key")
    met = _couples(named.filter(pl.col("born") != "").with_columns(key), "key")
    here, there = pl.col("place"), pl.col("place_b")
    return met.filter((here == "") | (there == "") | (here == there))


def _couples(frame: pl.DataFrame, key: str) -> pl.DataFrame:
    few = frame.filter(pl.len().over(key).is_between(2, _SHARED_BY_MOST))
    columns = ["node", "name_key", "first_key", "born", "both", "place"]
    return (
        few.select(key, *columns)
        .join(few.select(key, *columns), on=key, suffix="_b")
        .filter(pl.col("node") < pl.col("node_b"))
        .drop(key)
    )


def _joined(edges: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Each node of the edges with the smallest node it is joined to."""
    parent: dict[int, int] = {}

    def root(node: int) -> int:
        while parent.setdefault(node, node) != node:
            parent[node] = parent[parent[node]]
            node = parent[node]
        return node

    for one, other in edges:
        first, second = sorted((root(one), root(other)))
        parent[second] = first
    return [(node, root(node)) for node in parent]
