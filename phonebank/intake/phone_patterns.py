"""Telephone numbers by the column: `domain.phone.classify`, a hundred times quicker.

What a French number is depends on its first five digits only: each pattern of `phonenumbers`' own
metadata leaves the last four free. So the patterns are asked once for each beginning, into a table,
and a column of clean spellings costs one regular expression, one cast and one look-up a row.
Everything else (a foreign number, a letter, an odd spelling, a six-digit number of
Saint-Pierre-et-Miquelon) takes the library's way, once for each different text.
"""

from __future__ import annotations

from functools import cache

import polars as pl

from phonebank.domain.phone import (
    FICTION_PREFIXES,
    OVERSEAS_PREFIXES,
    PhoneFault,
    Refusal,
    classify,
)
from phonebank.intake.phone_metadata import FREE_DIGITS, HEAD_DIGITS, answers_by_code

COLUMNS: dict[str, pl.DataType] = {
    "e164": pl.String(),
    "kind": pl.String(),
    "region": pl.String(),
    "foreign": pl.Boolean(),
    "fiction": pl.Boolean(),
    "zones": pl.String(),
    "fault": pl.String(),
}
"""What is known of each number: `zones` joined by `|`, `fault` '' when the number is kept."""

_GAP = r"[ .\-/\x{a0}\x{202f}]?"
_PLAIN_GAP = (
    r"[ \-\x{a0}\x{202f}]?"  # a dot may be the decimal point of a spreadsheet's 61234567.00
)
_ABROAD_FRENCH = "262|590|594|596"
_PAIRS = rf"[1-9](?:{_GAP}[0-9][0-9]){{4}}"
_PLAIN_PAIRS = rf"[1-9](?:{_PLAIN_GAP}[0-9][0-9]){{4}}"
_SHAPE = (
    rf"^(?:0?{_PAIRS}"
    rf"|\+33{_GAP}(?:\(0\)|0)?{_GAP}{_PAIRS}"
    rf"|0033{_PLAIN_GAP}(?:\(0\)|0)?{_PLAIN_GAP}{_PLAIN_PAIRS}"
    r"|33[1-9][0-9]{8}"
    rf"|\+(?:{_ABROAD_FRENCH}){_GAP}{_PAIRS}"
    rf"|00(?:{_ABROAD_FRENCH}){_PLAIN_GAP}{_PLAIN_PAIRS})$"
)
_NOT_DIGITS = ["(0)", "+", " ", ".", "-", "/", "\u00a0", "\u202f"]
_FIRST_HEAD = 10 ** (HEAD_DIGITS - 1)
_HEADS = 9 * _FIRST_HEAD
_ROUTES = ("national", "33", *_ABROAD_FRENCH.split("|"))
"""How a number was written: after a trunk zero, after +33, after +262…"""


def read_phones(column: pl.Series, practice: bool) -> pl.DataFrame:
    """Each text of a column as `classify` reads it; one row a text, of COLUMNS.

    `practice`: numbers of fiction are kept. A null counts as an empty cell.
    """
    texts = column.cast(pl.String).fill_null("").alias("text")
    clean = texts.str.contains(_SHAPE)
    if not clean.any():
        return _slowly(texts, practice)
    quick = _quickly(texts if clean.all() else texts.filter(clean), practice)
    if clean.all() and not quick["library"].any():
        return quick.select(*COLUMNS)
    at = pl.DataFrame({"at": pl.int_range(texts.len(), dtype=pl.UInt32, eager=True)})
    done = at.filter(clean).hstack(quick).filter(~pl.col("library")).drop("library")
    left = at.join(done, on="at", how="anti")
    slow = left.hstack(_slowly(texts.gather(left["at"]), practice))
    return pl.concat([done, slow]).sort("at").select(*COLUMNS)


def _slowly(texts: pl.Series, practice: bool) -> pl.DataFrame:
    """By the library, once for each different text."""
    different = texts.unique()
    rows = [_row(text, practice) for text in different.to_list()]
    known = pl.DataFrame(rows, schema=COLUMNS, orient="row").with_columns(different.alias("text"))
    joined = texts.to_frame("text").join(known, on="text", how="left", maintain_order="left")
    return joined.select(*COLUMNS)


def _row(text: str, practice: bool) -> tuple[str, str, str, bool, bool, str, str]:
    found = classify(text, practice)
    if isinstance(found, Refusal):
        return ("", "", "", False, False, "", found.fault.value)
    zones = "|".join(found.zones)
    return (found.e164, found.kind.value, found.region, found.foreign, found.fiction, zones, "")


def _quickly(texts: pl.Series, practice: bool) -> pl.DataFrame:
    """By the table of beginnings; `library` marks the rows it does not answer."""
    rows, answers = _answers(practice)
    digits = texts.str.replace_many(_NOT_DIGITS, [""] * len(_NOT_DIGITS))
    frame = pl.DataFrame({"text": texts, "digits": digits}).select(
        pl.col("digits").str.tail(HEAD_DIGITS + FREE_DIGITS).alias("national"),
        _route().cast(pl.UInt32).alias("route"),
    )
    head = pl.col("national").cast(pl.UInt32) // 10**FREE_DIGITS
    at = frame.select(pl.col("route") * _HEADS + head - _FIRST_HEAD).to_series()
    found = answers.select(pl.all().gather(rows.gather(at)))
    e164 = pl.concat_str("code", "national")
    if found["code"].null_count():
        e164 = e164.fill_null("")
    return found.hstack([frame["national"]]).select(
        e164.alias("e164"), pl.all().exclude("code", "national", "e164")
    )


@cache
def _answers(practice: bool) -> tuple[pl.Series, pl.DataFrame]:
    """The table folded: for each beginning the row of its answer, and the few different answers.

    A number that is refused has no `code`.
    """
    table = _table()
    fault = pl.col("fault")
    if not practice:
        fault = pl.when("fiction").then(pl.lit(PhoneFault.FICTION.value)).otherwise(fault)
    kept = pl.col("fault") == ""
    nothing = pl.lit("")
    said = table.with_columns(fault.alias("fault")).select(
        pl.when(kept).then("code").alias("code"),
        *[pl.when(kept).then(name).otherwise(nothing).alias(name) for name in ("kind", "region")],
        pl.lit(value=False).alias("foreign"),
        (kept & pl.col("fiction")).alias("fiction"),
        pl.when(kept).then("zones").otherwise(nothing).alias("zones"),
        "fault",
        "library",
    )
    answers = said.unique(maintain_order=True)
    ranked = answers.with_row_index("rank")
    rows = said.join(ranked, on=said.columns, how="left", nulls_equal=True, maintain_order="left")
    return rows["rank"], answers


def _route() -> pl.Expr:
    written = pl.col("text").str.extract(rf"^(?:\+|00)({_ABROAD_FRENCH})", 1)
    return (
        pl.when(pl.col("digits").str.len_bytes() <= HEAD_DIGITS + FREE_DIGITS + 1)
        .then(pl.lit(0, dtype=pl.UInt8))
        .when(pl.col("text").str.contains(rf"^(?:\+|00)(?:{_ABROAD_FRENCH})"))
        .then(
            written.replace_strict(
                _ABROAD_FRENCH.split("|"), [2, 3, 4, 5], default=1, return_dtype=pl.UInt8
            )
        )
        .otherwise(pl.lit(1, dtype=pl.UInt8))
    )


@cache
def _table() -> pl.DataFrame:
    """For each way of writing and each beginning: code, kind, region, fiction, zones, fault."""
    heads = pl.DataFrame(
        {"head": pl.int_range(_FIRST_HEAD, 10 * _FIRST_HEAD, eager=True).cast(pl.String)}
    ).with_columns((pl.col("head") + "0" * FREE_DIGITS).alias("number"))
    by_code = {code: answers_by_code(heads, code) for code in ("33", *_ABROAD_FRENCH.split("|"))}
    home = _with_fiction(by_code["33"])
    national = home
    for code, found in by_code.items():
        if code != "33":
            routed = [three for three, to in OVERSEAS_PREFIXES.items() if to == code]
            national = _instead(national, found, pl.col("head").str.head(3).is_in(routed))
    # A six-digit number may hide behind 0508: the library looks.
    beyond = [three for three, to in OVERSEAS_PREFIXES.items() if to not in by_code]
    national = national.with_columns(
        (pl.col("library") | pl.col("head").str.head(3).is_in(beyond)).alias("library")
    )
    # Fiction is known before any routing: 06 39 98 begins like Mayotte's 06 39.
    national = _with_fiction(national)
    parts = {"national": national, "33": home, **{c: t for c, t in by_code.items() if c != "33"}}
    return pl.concat([parts[name] for name in _ROUTES]).drop("head", "number")


def _instead(table: pl.DataFrame, other: pl.DataFrame, where: pl.Expr) -> pl.DataFrame:
    chosen = table.select(where).to_series()
    return pl.concat([table.filter(~chosen), other.filter(chosen)]).sort("head")


def _with_fiction(table: pl.DataFrame) -> pl.DataFrame:
    made_up = pl.col("head").is_in([prefix[:HEAD_DIGITS] for prefix in FICTION_PREFIXES])
    mobile = pl.col("head").str.contains("^[67]")
    kind = pl.when(mobile).then(pl.lit("mobile")).otherwise(pl.lit("fixed"))
    values = {
        "code": pl.lit("+33"),
        "kind": kind,
        "region": pl.lit("FR"),
        "zones": pl.lit("Europe/Paris"),
        "fault": pl.lit(""),
        "fiction": pl.lit(value=True),
        "library": pl.lit(value=False),
    }
    return table.with_columns(
        pl.when(made_up).then(value).otherwise(pl.col(name)).alias(name)
        for name, value in values.items()
    )
