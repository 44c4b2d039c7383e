"""What the library's metadata say of nine-digit numbers, asked once for each beginning."""

from __future__ import annotations

import re

import polars as pl
from phonenumbers import COUNTRY_CODE_TO_REGION_CODE, PhoneMetadata, PhoneNumberType
from phonenumbers.phonemetadata import PhoneNumberDesc
from phonenumbers.phonenumberutil import is_number_type_geographical

from phonebank.domain.phone import NUMBER_FAULTS, NUMBER_KINDS, PhoneFault, PhoneKind

HEAD_DIGITS, FREE_DIGITS = 5, 4
"""The digits that tell what a number is, and those that are free."""


def answers_by_code(heads: pl.DataFrame, code: str) -> pl.DataFrame:
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
    if description.possible_length and HEAD_DIGITS + FREE_DIGITS not in description.possible_length:
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
        if pattern and nine and not free_tail(pattern):
            return False
    return True


def free_tail(pattern: str) -> bool:
    """Whether each alternative of a pattern ends in `\\d{4}` or more."""
    depth, alternatives = 0, [""]
    for mark in pattern:
        depth += (mark == "(") - (mark == ")")
        if mark == "|" and depth == 0:
            alternatives.append("")
        else:
            alternatives[-1] += mark
    tails = [re.search(r"\\d\{(\d+)\}$", each) for each in alternatives]
    return all(tail is not None and int(tail[1]) >= FREE_DIGITS for tail in tails)
