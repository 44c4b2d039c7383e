"""Polling stations: code, name, address, hours, position, wheelchair access."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl

from phonebank.domain.names import clean
from phonebank.intake.cells import bureau_code, cell, is_formula, per_value
from phonebank.intake.headers import FileKind, facts_of_file_name, map_headers
from phonebank.intake.kinds import looks_like, refuse_several_files, wrong_kind
from phonebank.intake.reading import LINE, SURPLUS, Table

if TYPE_CHECKING:
    from collections.abc import Mapping

_HOUR = r"^([0-9]{1,2})\s*(?:[:hH.]\s*([0-9]{2})?)?(?::[0-9]{2})?$"
_YES = ("oui", "yes", "true", "vrai", "1", "x", "o", "y")
_NO = ("non", "no", "false", "faux", "0", "n")


@dataclass(frozen=True, slots=True, eq=False)
class BureauRows:
    """Stations read: line, reason ('' when sound), commune_code ('' when the file does not say),
    code, name, address, postcode, city, opens, closes (HH:MM or ''), latitude, longitude
    (degrees or null), wheelchair (null: unknown).
    """

    rows: pl.DataFrame


def read_bureaux(
    table: Table, commune: str = "", columns: Mapping[str, str] | None = None
) -> BureauRows:
    """Type and check every station. Raises BadInput when the table holds none."""
    refuse_several_files(table)
    mapping = map_headers(table.columns, FileKind.BUREAUX, columns)
    if (
        not mapping.has("bureau_code")
        or not (mapping.has("name") or mapping.has("address"))
        or looks_like(table.columns) not in {None, FileKind.BUREAUX}
    ):
        raise wrong_kind(table, FileKind.BUREAUX, "a bureau's code, name and address")
    named = facts_of_file_name(table.name).commune_code or commune
    texts = ("name", "address", "city")
    frame = table.frame.select(
        pl.col(LINE).alias("line"),
        pl.col(SURPLUS).alias("surplus"),
        cell(mapping, "commune_code").alias("commune_code"),
        bureau_code(cell(mapping, "bureau_code")).alias("code"),
        *[cell(mapping, name).alias(name) for name in texts],
        cell(mapping, "postcode").alias("postcode"),
        _hour(cell(mapping, "opens")).alias("opens"),
        _hour(cell(mapping, "closes")).alias("closes"),
        _degrees(cell(mapping, "latitude"), 90).alias("latitude"),
        _degrees(cell(mapping, "longitude"), 180).alias("longitude"),
        _flag(cell(mapping, "wheelchair")).alias("wheelchair"),
        *[cell(mapping, name).alias(f"{name}_text") for name in ("opens", "closes")],
    )
    frame = frame.with_columns(
        *[per_value(frame[name], clean).alias(name) for name in texts],
        pl.when(pl.col("commune_code") == "")
        .then(pl.lit(named))
        .otherwise(pl.col("commune_code"))
        .alias("commune_code"),
    )
    first = pl.col("line").first().over("commune_code", "code")
    reason = (
        pl.when(pl.col("surplus"))
        .then(pl.lit("the row has more cells than the header"))
        .when(pl.any_horizontal(is_formula(pl.col(name)) for name in ("code", *texts)))
        .then(pl.lit("a cell is a formula"))
        .when(pl.col("code") == "")
        .then(pl.lit("there is no code"))
        .when(pl.col("line") != first)
        .then(pl.format("line {} already has this bureau", first))
        .when((pl.col("opens_text") != "") & (pl.col("opens") == ""))
        .then(pl.lit("the opening hour cannot be read: write 08:00"))
        .when((pl.col("closes_text") != "") & (pl.col("closes") == ""))
        .then(pl.lit("the closing hour cannot be read: write 18:00"))
        .otherwise(pl.lit(""))
    )
    return BureauRows(
        frame.with_columns(reason.alias("reason")).drop("surplus", "opens_text", "closes_text")
    )


def _hour(text: pl.Expr) -> pl.Expr:
    groups = text.str.extract_groups(_HOUR)
    hour = groups.struct[0].cast(pl.Int32)
    minute = groups.struct[1].fill_null("00").cast(pl.Int32)
    return (
        pl.when(hour.is_between(0, 23) & minute.is_between(0, 59))
        .then(
            pl.format(
                "{}:{}", hour.cast(pl.String).str.zfill(2), minute.cast(pl.String).str.zfill(2)
            )
        )
        .otherwise(pl.lit(""))
    )


def _degrees(text: pl.Expr, limit: float) -> pl.Expr:
    value = text.str.replace(",", ".", literal=True).cast(pl.Float64, strict=False)
    return pl.when(value.is_between(-limit, limit)).then(value)


def _flag(text: pl.Expr) -> pl.Expr:
    key = text.str.to_lowercase()
    return pl.when(key.is_in(_YES)).then(pl.lit(True)).when(key.is_in(_NO)).then(pl.lit(False))
