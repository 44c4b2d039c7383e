"""The campaign's own contacts: names, numbers, where they come from, and objections.

Objections are read always, whatever else is wrong with the row (R3). Sources the law closes to a
campaign (town hall, employer, school, patients) are refused (R8). Opinions are never read.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl

from phonebank.domain.addresses import address_key
from phonebank.domain.names import canonical, clean, display
from phonebank.domain.phone import Phone, PhoneFault, PhoneKind, classify
from phonebank.intake.cells import (
    birth_columns,
    birth_text,
    bureau_code,
    cell,
    is_formula,
    per_value,
    truth,
)
from phonebank.intake.closed_sources import closed_source, refuse_closed_source
from phonebank.intake.full_names import split_full_names
from phonebank.intake.headers import FileKind, HeaderMap, map_headers
from phonebank.intake.kinds import refuse_several_files, wrong_kind
from phonebank.intake.phone_patterns import read_phones
from phonebank.intake.reading import LINE, SURPLUS, Table

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

_NUMBER_FIELDS = ("mobile", "fixed", "phone")
_SPLIT = re.compile(r"\s*(?:[;|\n]|\bou\b|\bet\b|(?<=\d{2})\s*/\s*(?=(?:\+|0)\d))\s*")
PHONE_KINDS = {
    PhoneKind.MOBILE: "mobile",
    PhoneKind.FIXED: "fixed",
    PhoneKind.VOIP: "fixed",
    PhoneKind.OTHER: "other",
}
_EMAIL = r"^[^\s@<>\"']+@[^\s@<>\"']+\.[^\s@<>\"']+$"


@dataclass(frozen=True, slots=True, eq=False)
class ContactRows:
    """Contacts read.

    `rows`: line, refused ('' or the reason), notes, external_id, family_name, first_name,
    name_key, first_key, birth_year, birth_month, birth_day, birth, address, address_key,
    postcode, city, bureau_code, email, source, collected_on, tags, objection. `numbers`: line,
    e164, kind, abroad, zone, fault ('' when kept); one row a number written.
    """

    rows: pl.DataFrame
    numbers: pl.DataFrame


def read_contacts(
    table: Table,
    practice: bool,
    source: str = "",
    columns: Mapping[str, str | Sequence[str]] | None = None,
) -> ContactRows:
    """Type and check every contact.

    `practice`: fiction numbers are kept (a practice office never dials). `source` serves rows
    whose own source column is empty. Raises BadInput when the table holds no contacts or the
    source is closed to campaigns.
    """
    refuse_several_files(table)
    refuse_closed_source(source)
    mapping = map_headers(table.columns, FileKind.CONTACTS, columns)
    named = mapping.has("family_name") or mapping.has("full_name")
    if not named or not any(mapping.has(name) for name in (*_NUMBER_FIELDS, "email", "objection")):
        raise wrong_kind(table, FileKind.CONTACTS, "a name and a telephone number")
    numbers = _numbers(table, mapping, practice)
    rows = _rows(table, mapping, source or f"fichier {table.name}")
    return ContactRows(_judged(rows, numbers), numbers)


def _rows(table: Table, mapping: HeaderMap, source: str) -> pl.DataFrame:
    objections = [truth(pl.col(title)) for title in mapping.fields.get("objection", ())]
    emails = [
        pl.when(pl.col(title).str.contains(_EMAIL)).then(pl.col(title).str.to_lowercase())
        for title in mapping.fields.get("email", ())
    ]
    street = pl.concat_str(
        cell(mapping, "street_number"), cell(mapping, "address"), separator=" "
    ).str.strip_chars()
    frame = table.frame.select(
        pl.col(LINE).alias("line"),
        pl.col(SURPLUS).alias("surplus"),
        cell(mapping, "external_id").alias("external_id"),
        cell(mapping, "family_name").alias("family_name"),
        cell(mapping, "first_name").alias("first_name"),
        cell(mapping, "full_name").alias("full_name"),
        *birth_columns(cell(mapping, "birth_date")),
        pl.concat_str(street, cell(mapping, "address2"), separator=" ")
        .str.strip_chars()
        .alias("address"),
        street.alias("street"),
        cell(mapping, "postcode").str.replace(r"^([0-9]{4})$", "0$1").alias("postcode"),
        cell(mapping, "city").alias("city"),
        bureau_code(cell(mapping, "bureau_code")).alias("bureau_code"),
        (pl.coalesce(*emails).fill_null("") if emails else pl.lit("")).alias("email"),
        cell(mapping, "source").alias("source"),
        cell(mapping, "collected_on").alias("collected_text"),
        cell(mapping, "tags").alias("tags"),
        (pl.any_horizontal(objections) if objections else pl.lit(value=False)).alias("objection"),
    )
    # A formula must reach neither the screen nor the next spreadsheet: the cell is left out.
    texts = ("external_id", "family_name", "first_name", "full_name", "address", "city", "tags")
    formula = pl.any_horizontal(is_formula(pl.col(name)) for name in texts).alias("formula")
    frame = frame.with_columns(formula).with_columns(
        pl.when(is_formula(pl.col(name))).then(pl.lit("")).otherwise(pl.col(name)).alias(name)
        for name in (*texts, "street", "source")
    )
    frame = split_full_names(frame)
    frame = frame.with_columns(
        *[per_value(frame[name], display).alias(name) for name in ("family_name", "first_name")],
        *[per_value(frame[name], clean).alias(name) for name in ("address", "city", "source")],
        per_value(frame["family_name"], canonical).alias("name_key"),
        per_value(frame["first_name"], canonical).alias("first_key"),
        birth_text().alias("birth"),
        pl.concat_str("street", "postcode", separator=" ").alias("place"),
        pl.col("collected_text")
        .str.extract(r"([0-9]{4}-[0-9]{2}-[0-9]{2})", 1)
        .str.to_date("%Y-%m-%d", strict=False)
        .fill_null(pl.col("collected_text").str.to_date("%d/%m/%Y", strict=False))
        .alias("collected_on"),
    )
    closed = per_value(frame["source"], lambda text: "yes" if closed_source(text) else "")
    return frame.with_columns(
        per_value(frame["place"], address_key).alias("address_key"),
        (closed == "yes").alias("closed"),
        pl.when(pl.col("source") == "")
        .then(pl.lit(source))
        .otherwise(pl.col("source"))
        .alias("source"),
    )


def _numbers(table: Table, mapping: HeaderMap, practice: bool) -> pl.DataFrame:
    found: list[tuple[int, str, str, bool, str, str]] = []
    titles = [(name, title) for name in _NUMBER_FIELDS for title in mapping.fields.get(name, ())]
    bad_mobile = truth(cell(mapping, "bad_mobile")).alias("_bad")
    for name, title in titles:
        cells = table.frame.select(LINE, title, bad_mobile).filter(pl.col(title) != "").rows()
        read = _read_cells(pl.Series([raw for _, raw, _ in cells], dtype=pl.String), practice)
        for line, raw, bad in cells:
            for number in read[raw]:
                fault = "reported as wrong" if bad and name == "mobile" else ""
                found.append((line, *number) if not fault else (line, *number[:4], fault))
    return pl.DataFrame(
        found,
        schema={
            "line": pl.UInt32,
            "e164": pl.String,
            "kind": pl.String,
            "abroad": pl.Boolean,
            "zone": pl.String,
            "fault": pl.String,
        },
        orient="row",
    ).unique(["line", "e164", "fault"], maintain_order=True)


def _read_cells(
    raws: pl.Series, practice: bool
) -> dict[str, list[tuple[str, str, bool, str, str]]]:
    """Each different text and the numbers in it; the clean spellings by the column."""
    texts = raws.unique()
    phones = read_phones(texts, practice)
    found: dict[str, list[tuple[str, str, bool, str, str]]] = {}
    kept = phones.select("e164", "kind", "foreign", "zones", "fault").iter_rows()
    for raw, (e164, kind, foreign, zones, fault) in zip(texts.to_list(), kept, strict=True):
        zone = "" if "|" in zones else zones
        one = [(e164, PHONE_KINDS[PhoneKind(kind)], foreign, zone, "")] if not fault else None
        found[raw] = _read_cell(raw, practice) if one is None else one
    return found


def _read_cell(raw: str, practice: bool) -> list[tuple[str, str, bool, str, str]]:
    whole = classify(raw, practice)
    if isinstance(whole, Phone):
        return [_kept(whole)]
    parts = [part for part in _SPLIT.split(raw) if part and part.strip()]
    if len(parts) > 1:
        read = [classify(part, practice) for part in parts]
        if any(isinstance(part, Phone) for part in read):
            return [
                _kept(part) if isinstance(part, Phone) else ("", "other", False, "", part.sentence)
                for part in read
            ]
    if whole.fault is PhoneFault.EMPTY:
        return []
    return [("", "other", False, "", whole.sentence)]


def _kept(phone: Phone) -> tuple[str, str, bool, str, str]:
    zone = phone.zones[0] if len(phone.zones) == 1 else ""
    return (phone.e164, PHONE_KINDS[phone.kind], phone.foreign, zone, "")


def _judged(rows: pl.DataFrame, numbers: pl.DataFrame) -> pl.DataFrame:
    """What a row is refused for, and what is worth noting on the others."""
    counts = numbers.group_by("line").agg(
        (pl.col("fault") == "").sum().alias("good"),
        pl.col("fault").filter(pl.col("fault") != "").alias("faults"),
        pl.col("abroad").any(),
    )
    frame = rows.join(counts, on="line", how="left", maintain_order="left").with_columns(
        pl.col("good").fill_null(0), pl.col("faults").list.join("; ").fill_null("")
    )
    nobody = (pl.col("name_key") == "") & (pl.col("first_key") == "")
    useless = (pl.col("good") == 0) & (pl.col("email") == "") & ~pl.col("objection")
    refused = (
        pl.when(pl.col("closed"))
        .then(pl.lit("a campaign may not use data from this source (R8)"))
        .when(pl.col("surplus"))
        .then(pl.lit("the row has more cells than the header"))
        .when((pl.col("good") == 0) & (pl.col("faults") != ""))
        .then(pl.col("faults"))
        .when(nobody & useless)
        .then(pl.lit("there is neither a name nor a number"))
        .otherwise(pl.lit(""))
    )
    notes = pl.concat_list(
        pl.when(pl.col("faults") != "").then(pl.format("a number was left out: {}", "faults")),
        pl.when(pl.col("formula")).then(pl.lit("a cell is a formula and was left out")),
        pl.when(pl.col("birth_bad")).then(pl.lit("the birth date cannot be read")),
        pl.when(pl.col("abroad")).then(
            pl.lit("a foreign number is called only if the supervisor allows it")
        ),
    )
    return frame.with_columns(
        refused.alias("refused"),
        notes.list.drop_nulls().list.join("; ").alias("notes"),
    ).select(*CONTACT_COLUMNS)


CONTACT_COLUMNS: Iterable[str] = (
    *("line", "refused", "notes", "external_id", "family_name", "first_name"),
    *("name_key", "first_key", "birth_year", "birth_month", "birth_day", "birth"),
    *("address", "address_key", "postcode", "city", "bureau_code", "email"),
    *("source", "collected_on", "tags", "objection"),
)
