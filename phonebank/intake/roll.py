"""The rows of an electoral roll, typed, checked, and grouped into people.

One person may stand on two complementary lists (an EU citizen): two rows, one person. Two people
with one name and one birth date at two addresses stay two. Nothing about origin is read (R6).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl

from phonebank.domain.eligibility import ListType
from phonebank.domain.names import canonical
from phonebank.intake.cells import bureau_code, cell, order_number, per_value
from phonebank.intake.headers import (
    FileKind,
    HeaderMap,
    facts_of_file_name,
    list_type_named,
    map_headers,
)
from phonebank.intake.kinds import looks_like, wrong_kind
from phonebank.intake.reading import FILE, LINE, SURPLUS, Table
from phonebank.intake.roll_columns import (
    birth_by_text,
    by_text,
    clean_texts,
    dwelling_keys,
    name_columns,
)
from phonebank.intake.roll_people import SHOWN, group, refuse

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

_MAIN = ListType.MAIN.value
_SEXES = {
    "f": "F",
    "femme": "F",
    "feminin": "F",
    "mme": "F",
    "madame": "F",
    "2": "F",
    "m": "M",
    "homme": "M",
    "masculin": "M",
    "h": "M",
    "mr": "M",
    "monsieur": "M",
    "1": "M",
}
_PLACES = ("commune_name", "street", "extra", "locality", "city", "country", "bureau_name")
_DWELLING = ("street", "extra", "locality", "postcode", "city")


@dataclass(frozen=True, slots=True, eq=False)
class RollRows:
    """A roll read: `rows` has one row a line of the file, with ROLL_COLUMNS.

    `row` is its rank from 0, `decision` is '', 'refused' or 'merged', and `person` the rank of
    that person's first row: rows that share it are one person.
    """

    rows: pl.DataFrame


def read_roll(
    table: Table,
    dated: date,
    commune: str = "",
    columns: Mapping[str, str] | None = None,
) -> RollRows:
    """Type and check every row of a roll.

    `dated` and `commune` serve where neither the columns nor the file's name tell. Raises
    BadInput when the table is not a roll.
    """
    mapping = map_headers(table.columns, FileKind.ROLL, columns)
    _require_roll(table, mapping)
    frame = table.frame.select(
        pl.int_range(pl.len(), dtype=pl.Int32).alias("row"),
        pl.col(LINE).alias("line"),
        pl.col(SURPLUS).alias("surplus"),
        pl.col(FILE).alias("file"),
        _commune(mapping).alias("commune_code"),
        cell(mapping, "commune_name").alias("commune_name"),
        cell(mapping, "edition_date").alias("edition_text"),
        cell(mapping, "list_type").alias("list_text"),
        *[cell(mapping, name).alias(name) for name in (*SHOWN, "sex", "street_number")],
        _postcode(mapping).alias("postcode"),
        pl.concat_str(cell(mapping, "street_type"), cell(mapping, "street"), separator=" ").alias(
            "street"
        ),
        pl.concat_str(cell(mapping, "extra1"), cell(mapping, "extra2"), separator=" ").alias(
            "extra"
        ),
        *[cell(mapping, name).alias(name) for name in ("locality", "city", "country")],
        bureau_code(cell(mapping, "bureau_code")).alias("bureau_code"),
        cell(mapping, "bureau_name").alias("bureau_name"),
        cell(mapping, "order_number").alias("order_text"),
        order_number(cell(mapping, "order_number")).alias("order_number"),
        cell(mapping, "birth_date").alias("birth_text"),
        cell(mapping, "external_id").alias("external_id"),
    )
    frame = _from_file_names(frame, dated, commune)
    frame = _texts(frame)
    frame = refuse(frame)
    return RollRows(group(frame).select(*ROLL_COLUMNS))


def _require_roll(table: Table, mapping: HeaderMap) -> None:
    kind = looks_like(table.columns)
    named = mapping.has("birth_name", "first_names")
    placed = mapping.has("birth_date") or mapping.has("order_number")
    # A copy of the roll with a column a round still is a roll when it holds addresses.
    fits = kind in {None, FileKind.ROLL} or mapping.has("order_number", "street")
    if not (named and placed and fits):
        raise wrong_kind(table, FileKind.ROLL, "names, a birth date, a bureau and an order number")


def _commune(mapping: HeaderMap) -> pl.Expr:
    code = cell(mapping, "commune_code")
    department = cell(mapping, "department")
    # The 2013 format cuts 95999 in two: 95 and 999.
    joined = department.str.zfill(2) + code.str.zfill(3)
    split = (code.str.len_chars() <= 3) & (code != "") & (department != "")
    lost_zero = code.str.contains(r"^[0-9]{4}$")
    return (
        pl.when(split).then(joined.str.slice(-5)).when(lost_zero).then("0" + code).otherwise(code)
    )


def _postcode(mapping: HeaderMap) -> pl.Expr:
    """A French post code with the leading zero a spreadsheet took; a foreign one as it stands."""
    code = cell(mapping, "postcode").str.replace(r"[.,]0+$", "")
    at_home = cell(mapping, "country").str.to_uppercase().is_in(["", "FRANCE", "FR"])
    return pl.when(at_home).then(code.str.replace(r"^([0-9]{4})$", "0$1")).otherwise(code)


def _from_file_names(frame: pl.DataFrame, dated: date, commune: str) -> pl.DataFrame:
    """What the columns leave open: the file's name, then what the person said."""
    facts = {name: facts_of_file_name(name) for name in frame["file"].unique().to_list()}
    named = pl.DataFrame(
        {
            "file": list(facts),
            "name_commune": [fact.commune_code for fact in facts.values()],
            "name_list": [
                fact.list_type.value if fact.list_type else "" for fact in facts.values()
            ],
            "name_dated": [fact.dated for fact in facts.values()],
        },
        schema={
            "file": pl.String,
            "name_commune": pl.String,
            "name_list": pl.String,
            "name_dated": pl.Date,
        },
    )
    column_date = pl.col("edition_text").str.to_date("%d/%m/%Y", strict=False)
    return frame.join(named, on="file", how="left", maintain_order="left").with_columns(
        pl.when(pl.col("commune_code") != "")
        .then(pl.col("commune_code"))
        .when(pl.col("name_commune") != "")
        .then(pl.col("name_commune"))
        .otherwise(pl.lit(commune)),
        pl.coalesce(pl.col("name_dated"), column_date, pl.lit(dated)).alias("dated"),
    )


def _texts(frame: pl.DataFrame) -> pl.DataFrame:
    parts = ("street_number", *_DWELLING)
    frame = frame.hstack(birth_by_text(frame["birth_text"]))
    frame = frame.with_columns(
        *[by_text(frame[name], {name: clean_texts})[name] for name in _PLACES],
        *by_text(frame["list_text"], {"list_type": lambda texts: per_value(texts, _list_of)}),
        *by_text(frame["sex"], {"sex": lambda texts: per_value(texts, _sex_of)}),
        *name_columns(frame["birth_name"], "birth_name", "name_key"),
        *name_columns(frame["used_name"], "used_name", "used_key"),
        *name_columns(frame["first_names"], "first_names", "first_key"),
    )
    main = pl.when(pl.col("name_list") != "").then("name_list").otherwise(pl.lit(_MAIN))
    frame = frame.with_columns(
        # A used name equal to the birth name says nothing.
        pl.when(pl.col("used_key") == pl.col("name_key"))
        .then(pl.lit(""))
        .otherwise("used_name")
        .alias("used_name"),
        pl.when((pl.col("list_type") == "") & (pl.col("list_text") == ""))
        .then(main)
        .otherwise("list_type")
        .alias("list_type"),
        pl.format("{}|{}|{}", "name_key", "first_key", "birth").alias("identity_key"),
    )
    return frame.hstack(dwelling_keys(frame, parts, "extra"))


def _sex_of(text: str) -> str:
    return _SEXES.get(canonical(text), "")


def _list_of(text: str) -> str:
    named = list_type_named(text)
    return named.value if named else ""


ROLL_COLUMNS = (
    "row",
    "line",
    "decision",
    "reason",
    "person",
    "commune_code",
    "commune_name",
    "dated",
    "list_type",
    "bureau_code",
    "bureau_name",
    "order_number",
    "birth_name",
    "used_name",
    "first_names",
    "sex",
    "birth_year",
    "birth_month",
    "birth_day",
    "identity_key",
    "address_key",
    "street_number",
    "street",
    "extra",
    "locality",
    "postcode",
    "city",
    "country",
    "external_id",
)
