"""Who voted: émargement copied as numbers, as a long table or with a column a round.

What is not transcribed stays unknown; it never becomes "abstained" by itself. Order numbers mean
the people entitled to vote in that round (R9): number 3 of the municipal list is not number 3 of
the European one.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

import polars as pl

from phonebank.domain.names import canonical
from phonebank.domain.rounds import Round, find_round, known_rounds, parse_round
from phonebank.intake.cells import (
    birth_columns,
    birth_text,
    bureau_code,
    cell,
    order_number,
    per_value,
)
from phonebank.intake.choices import EmptyMeans, Listing
from phonebank.intake.headers import (
    FileKind,
    HeaderMap,
    header_key,
    list_type_named,
    map_headers,
)
from phonebank.intake.kinds import refuse_several_files, wrong_kind
from phonebank.intake.reading import LINE, SURPLUS, Table

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["EmptyMeans", "Listing", "TurnoutRows", "read_turnout"]

VOTED = frozenset({"v", "x", "1", "oui", "o", "yes", "true", "vote", "voted", "present", "avote"})
PROXY = frozenset({"p", "proc", "procuration", "proxy"})
ABSTAINED = frozenset(
    {"a", "0", "non", "n", "no", "false", "abst", "abstention", "abstenu", "absent", "abstained"}
)
_WAYS_OF_VOTING = frozenset({"votingmethod"})
"""Columns that tell how somebody voted: any value there is a vote."""
UNKNOWN = frozenset({"inconnu", "unknown", "nc", "nr", "nonrenseigne"})


@dataclass(frozen=True, slots=True, eq=False)
class TurnoutRows:
    """Turnout read.

    `rows`: line, reason ('' when sound), bureau_code, list_type, order_number, name_key,
    first_key, birth, external_id; one row a line of the file. `marks`: line, round_code, voted,
    proxy; one row a known answer. `rounds`: the rounds the file speaks of.
    """

    rows: pl.DataFrame
    marks: pl.DataFrame
    rounds: tuple[Round, ...]


def read_turnout(
    table: Table,
    context: Round | None = None,
    empty: EmptyMeans = EmptyMeans.UNKNOWN,
    columns: Mapping[str, str] | None = None,
) -> TurnoutRows:
    """Type and check a long or wide turnout table.

    `context` is the round the person named: a column `T1` or a lone value column belongs to it.
    Raises BadInput when the table holds no turnout.
    """
    refuse_several_files(table)
    mapping = map_headers(table.columns, FileKind.TURNOUT, columns)
    rounds = _round_columns(table, mapping, context)
    by_row = not rounds and mapping.has("round", "value")
    known_by = ("birth_name", "external_id")
    if not mapping.has("order_number", "bureau_code") and not any(map(mapping.has, known_by)):
        raise wrong_kind(table, FileKind.TURNOUT, "a bureau and an order number")
    if not rounds and not by_row:
        raise wrong_kind(
            table, FileKind.TURNOUT, "a round (“Muni 2020 T1”, or T1 with --round M26T1)"
        )
    rows = _rows(table, mapping)
    marks = _marks_by_row(table, mapping) if by_row else _marks(table, rounds, empty)
    bad = marks.filter(pl.col("bad")).group_by("line").agg(pl.col("column").first())
    rows = (
        rows.join(bad, on="line", how="left", maintain_order="left")
        .with_columns(
            pl.when((pl.col("reason") == "") & pl.col("column").is_not_null())
            .then(pl.format("the value of “{}” is not understood", "column"))
            .otherwise(pl.col("reason"))
            .alias("reason")
        )
        .drop("column")
    )
    sound = rows.filter(pl.col("reason") == "").select("line")
    known = (
        marks.filter(pl.col("voted").is_not_null())
        .join(sound, on="line", how="semi")
        .select("line", "round_code", "voted", "proxy")
    )
    codes = sorted(set(marks["round_code"].to_list()) - {""})
    return TurnoutRows(rows, known, tuple(parse_round(code) for code in codes))


def _round_columns(table: Table, mapping: HeaderMap, context: Round | None) -> dict[str, str]:
    """Column → round code."""
    found = dict(mapping.rounds)
    taken = {title for titles in mapping.fields.values() for title in titles}
    for title in table.columns:
        if title not in taken and title not in found and context is not None:
            named = find_round(title, context)
            if named is not None:
                found[title] = named.code
    value = mapping.column("value")
    if not found and context is not None and value is not None and not mapping.has("round"):
        found[value] = context.code
    return found


def _rows(table: Table, mapping: HeaderMap) -> pl.DataFrame:
    frame = table.frame.select(
        pl.col(LINE).alias("line"),
        pl.col(SURPLUS).alias("surplus"),
        bureau_code(cell(mapping, "bureau_code")).alias("bureau_code"),
        cell(mapping, "list_type").alias("list_text"),
        cell(mapping, "order_number").alias("order_text"),
        order_number(cell(mapping, "order_number")).alias("order_number"),
        cell(mapping, "birth_name").alias("birth_name"),
        cell(mapping, "first_names").alias("first_names"),
        cell(mapping, "external_id").alias("external_id"),
        *birth_columns(cell(mapping, "birth_date")),
    )
    frame = frame.with_columns(
        per_value(frame["list_text"], _list_of).alias("list_type"),
        per_value(frame["birth_name"], canonical).alias("name_key"),
        per_value(frame["first_names"], canonical).alias("first_key"),
        birth_text().alias("birth"),
    )
    numbered = (pl.col("bureau_code") != "") & pl.col("order_number").is_not_null()
    named = (pl.col("name_key") != "") & (pl.col("first_key") != "")
    reason = (
        pl.when(pl.col("surplus"))
        .then(pl.lit("the row has more cells than the header"))
        .when((pl.col("order_text") != "") & pl.col("order_number").is_null())
        .then(pl.lit("the order number is not a number"))
        .when(~numbered & ~named & (pl.col("external_id") == ""))
        .then(pl.lit("there is no bureau and order number"))
        .otherwise(pl.lit(""))
    )
    return frame.with_columns(reason.alias("reason")).select(
        "line",
        "reason",
        "bureau_code",
        "list_type",
        "order_number",
        "name_key",
        "first_key",
        "birth",
        "external_id",
    )


def _list_of(text: str) -> str:
    named = list_type_named(text)
    return named.value if named else ""


def _marks(table: Table, rounds: Mapping[str, str], empty: EmptyMeans) -> pl.DataFrame:
    parts = [
        table.frame.select(
            pl.col(LINE).alias("line"),
            pl.lit(code).alias("round_code"),
            pl.lit(title).alias("column"),
            pl.col(title).alias("text"),
        )
        for title, code in rounds.items()
    ]
    return _values(pl.concat(parts), empty)


def _marks_by_row(table: Table, mapping: HeaderMap) -> pl.DataFrame:
    frame = table.frame.select(
        pl.col(LINE).alias("line"),
        cell(mapping, "round").alias("round_text"),
        pl.lit(mapping.column("value")).alias("column"),
        cell(mapping, "value").alias("text"),
    )
    codes = per_value(frame["round_text"], _code_of).alias("round_code")
    frame = frame.with_columns(codes)
    valued = _values(frame, EmptyMeans.UNKNOWN)
    if header_key(mapping.column("value") or "") in _WAYS_OF_VOTING:
        # How somebody voted: absentee is a vote by mail there, and whoever stayed away has no row.
        voted = pl.when(pl.col("text") != "").then(pl.lit(value=True))
        valued = valued.with_columns(voted.alias("voted"), pl.lit(value=False).alias("bad"))
    return valued.with_columns(
        (pl.col("bad") | (pl.col("round_code") == "")).alias("bad"),
        pl.when(pl.col("round_code") != "").then(pl.col("voted")).alias("voted"),
    )


def _code_of(text: str) -> str:
    named = find_round(text) or _held_on(text)
    return named.code if named else ""


def _held_on(text: str) -> Round | None:
    """The round held on a day, written here or in America (06/09/2024); None if it is not one."""
    days = []
    for form in ("%Y-%m-%d", "%d/%m/%Y", "%m/%d/%Y"):
        with suppress(ValueError):
            days.append(datetime.strptime(text.strip(), form).date())  # noqa: DTZ007 - a day
    found = [each for each in known_rounds() if each.held_on in days]
    return found[0] if len(found) == 1 else None


def _values(frame: pl.DataFrame, empty: EmptyMeans) -> pl.DataFrame:
    key = per_value(frame["text"], lambda text: canonical(text).replace(" ", "")).alias("key")
    blank = pl.lit(False) if empty is EmptyMeans.ABSTAINED else pl.lit(None, dtype=pl.Boolean)
    voted = (
        pl.when(pl.col("text") == "")
        .then(blank)
        .when(pl.col("key").is_in([*VOTED, *PROXY]))
        .then(pl.lit(True))
        .when(pl.col("key").is_in(list(ABSTAINED)))
        .then(pl.lit(False))
    )
    understood = [*VOTED, *PROXY, *ABSTAINED, *UNKNOWN]
    return frame.with_columns(key).with_columns(
        voted.alias("voted"),
        pl.col("key").is_in(list(PROXY)).alias("proxy"),
        ((pl.col("text") != "") & ~pl.col("key").is_in(understood)).alias("bad"),
    )
