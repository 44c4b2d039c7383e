"""Telephone numbers by the column: `domain.phone.classify`, a hundred times quicker.

What a French number is depends on its first five digits only: each pattern of `phonenumbers`' own
metadata leaves the last four free. So the patterns are asked once for each beginning, into a table,
and a column of clean spellings costs one regular expression, one cast and one look-up a row.
Everything else (a foreign number, a letter, an odd spelling, a six-digit number of
Saint-Pierre-et-Miquelon) takes the library's way, once for each different text.
"""

from __future__ import annotations

import re
from functools import cache

import polars as pl
from phonenumbers import COUNTRY_CODE_TO_REGION_CODE, PhoneMetadata, PhoneNumberType
from phonenumbers.phonemetadata import PhoneNumberDesc
from phonenumbers.phonenumberutil import is_number_type_geographical

from phonebank.domain.phone import (
    FICTION_PREFIXES,
    NUMBER_FAULTS,
    NUMBER_KINDS,
    OVERSEAS_PREFIXES,
    PhoneFault,
    PhoneKind,
    Refusal,
    classify,
)

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
_HEAD, _FREE = 5, 4
_FIRST_HEAD = 10 ** (_HEAD - 1)
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
        pl.col("digits").str.tail(_HEAD + _FREE).alias("national"),
        _route().cast(pl.UInt32).alias("route"),
    )
    head = pl.col("national").cast(pl.UInt32) // 10**_FREE
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
        pl.when(pl.col("digits").str.len_bytes() <= _HEAD + _FREE + 1)
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
    ).with_columns((pl.col("head") + "0" * _FREE).alias("number"))
    by_code = {code: _of_code(heads, code) for code in ("33", *_ABROAD_FRENCH.split("|"))}
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
    made_up = pl.col("head").is_in([prefix[:_HEAD] for prefix in FICTION_PREFIXES])
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


def _of_code(heads: pl.DataFrame, code: str) -> pl.DataFrame:
    """What the library's metadata say of each beginning after a country code."""
    regions = COUNTRY_CODE_TO_REGION_CODE[int(code)]
    data = [(region, PhoneMetadata.metadata_for_region(region)) for region in regions]
    known = [(region, metadata) for region, metadata in data if metadata is not None]
    free = len(known) == len(data) and all(_leaves_free(metadata) for _, metadata in known)
    region = pl.lit("")
    number_type = pl.lit(PhoneNumberType.UNKNOWN)
    for name, metadata in reversed(known):
        found = _type_in(metadata)
        # With several regions for one code, the first whose patterns know the number is it.
        number_type = pl.when(found != PhoneNumberType.UNKNOWN).then(found).otherwise(number_type)
        region = pl.when(found != PhoneNumberType.UNKNOWN).then(pl.lit(name)).otherwise(region)
    table = heads.with_columns(number_type.cast(pl.Int16).alias("type"), region.alias("region"))
    faults = {kind: fault.value for kind, fault in NUMBER_FAULTS.items()}
    faults[PhoneNumberType.UNKNOWN] = PhoneFault.INVALID.value
    kinds = {kind: found.value for kind, found in NUMBER_KINDS.items()}
    return table.select(
        "head",
        "number",
        pl.lit(f"+{code}").alias("code"),
        pl.col("type")
        .replace_strict(kinds, default=PhoneKind.OTHER.value, return_dtype=pl.String)
        .alias("kind"),
        "region",
        _zones(code).alias("zones"),
        pl.col("type").replace_strict(faults, default="", return_dtype=pl.String).alias("fault"),
        pl.lit(value=False).alias("fiction"),
        pl.lit(not free).alias("library"),
    )


def _type_in(metadata: PhoneMetadata) -> pl.Expr:
    """The library's type of a number in one region, its questions in the library's order."""
    fixed, mobile = _fits(metadata.fixed_line), _fits(metadata.mobile)
    if metadata.same_mobile_and_fixed_line_pattern:
        mobile = fixed
    asked = (
        (_fits(metadata.premium_rate), PhoneNumberType.PREMIUM_RATE),
        (_fits(metadata.toll_free), PhoneNumberType.TOLL_FREE),
        (_fits(metadata.shared_cost), PhoneNumberType.SHARED_COST),
        (_fits(metadata.voip), PhoneNumberType.VOIP),
        (_fits(metadata.personal_number), PhoneNumberType.PERSONAL_NUMBER),
        (_fits(metadata.pager), PhoneNumberType.PAGER),
        (_fits(metadata.uan), PhoneNumberType.UAN),
        (_fits(metadata.voicemail), PhoneNumberType.VOICEMAIL),
        (fixed & mobile, PhoneNumberType.FIXED_LINE_OR_MOBILE),
        (fixed, PhoneNumberType.FIXED_LINE),
        (mobile, PhoneNumberType.MOBILE),
    )
    answer = pl.lit(PhoneNumberType.UNKNOWN)
    for fits, number_type in reversed(asked):
        answer = pl.when(fits).then(pl.lit(number_type)).otherwise(answer)
    general = _fits(metadata.general_desc)
    return pl.when(general).then(answer).otherwise(pl.lit(PhoneNumberType.UNKNOWN))


def _fits(description: PhoneNumberDesc | None) -> pl.Expr:
    if description is None or not description.national_number_pattern:
        return pl.lit(value=False)
    if description.possible_length and _HEAD + _FREE not in description.possible_length:
        return pl.lit(value=False)
    return pl.col("number").str.contains(f"^(?:{description.national_number_pattern})$")


def _zones(code: str) -> pl.Expr:
    """The zones of the longest known beginning for what is tied to a place, else the country's."""
    from phonenumbers.tzdata import TIMEZONE_DATA

    whole = "|".join(TIMEZONE_DATA.get(code, ()))
    placed = [
        kind for kind in PhoneNumberType.values() if is_number_type_geographical(kind, int(code))
    ]
    zones = pl.lit(whole)
    beginnings = (key for key in TIMEZONE_DATA if key.startswith(code) and key != code)
    for beginning in sorted(beginnings, key=len):
        named = "|".join(TIMEZONE_DATA[beginning])
        there = pl.col("number").str.starts_with(beginning.removeprefix(code))
        zones = pl.when(there).then(pl.lit(named)).otherwise(zones)
    return pl.when(pl.col("type").is_in(placed)).then(zones).otherwise(pl.lit(whole))


def _leaves_free(metadata: PhoneMetadata) -> bool:
    """Whether every pattern for nine digits ends in four digits that are free to be anything.

    Should the library's data ever say otherwise, the whole code takes the library's way.
    """
    if metadata.leading_digits is not None:
        return False
    names = (
        *("general_desc", "premium_rate", "toll_free", "shared_cost", "voip", "personal_number"),
        *("pager", "uan", "voicemail", "fixed_line", "mobile"),
    )
    for name in names:
        description = getattr(metadata, name)
        pattern = description.national_number_pattern if description else None
        nine = (
            not description or not description.possible_length or 9 in description.possible_length
        )
        if pattern and nine and not _free_tail(pattern):
            return False
    return True


def _free_tail(pattern: str) -> bool:
    """Whether each alternative of a pattern ends in `\\d{4}` or more."""
    depth, alternatives = 0, [""]
    for mark in pattern:
        depth += (mark == "(") - (mark == ")")
        if mark == "|" and depth == 0:
            alternatives.append("")
        else:
            alternatives[-1] += mark
    tails = [re.search(r"\\d\{(\d+)\}$", each) for each in alternatives]
    return all(tail is not None and int(tail[1]) >= _FREE for tail in tails)
