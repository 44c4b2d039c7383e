"""Telephone numbers by the column beside `phonenumbers`, one by one, on clean spellings."""

from __future__ import annotations

import time
from dataclasses import dataclass
from statistics import median

import numpy as np
import phonenumbers
import polars as pl

from phonebank.domain.phone import Phone, classify
from phonebank.intake.phone_patterns import read_phones

_LIBRARY_SHARE = 50
"""The library reads every so many-th number: its speed does not depend on how many there are."""


@dataclass(frozen=True, slots=True)
class Numbering:
    """Numbers a second by the column, by the library (parsed, judged, its kind, written E.164) and
    by the rule one by one; `differences` to the rule among the numbers compared."""

    numbers: int
    per_second: int
    library_per_second: int
    rule_per_second: int
    ratio: float
    ratio_to_rule: float
    compared: int
    differences: int


def numbering(count: int, rounds: int, seed: int = 1) -> Numbering:
    """Measure `count` fictional numbers in six spellings, `rounds` times in turn."""
    texts = clean_numbers(count, seed)
    sample = texts.gather_every(_LIBRARY_SHARE)
    read_phones(texts.head(1), practice=True)  # the tables are made once a program
    speeds: list[tuple[float, float, float]] = []
    for _ in range(rounds):
        begun = time.perf_counter()
        quick = read_phones(texts, practice=True)
        by_column = count / (time.perf_counter() - begun)
        words = sample.to_list()
        begun = time.perf_counter()
        for word in words:
            _by_library(word)
        by_library = len(words) / (time.perf_counter() - begun)
        begun = time.perf_counter()
        slow = [classify(word, practice=True) for word in words]
        by_rule = len(words) / (time.perf_counter() - begun)
        speeds.append((by_column, by_library, by_rule))
    compared = quick.gather_every(_LIBRARY_SHARE).select("e164", "kind", "zones").rows()
    different = sum(
        ours != (rule.e164, rule.kind.value, "|".join(rule.zones))
        if isinstance(rule, Phone)
        else ours[0] != ""
        for ours, rule in zip(compared, slow, strict=True)
    )
    column, library, rule_speed = (median(each) for each in zip(*speeds, strict=True))
    return Numbering(
        count,
        round(column),
        round(library),
        round(rule_speed),
        round(median(fast / lib for fast, lib, _ in speeds), 1),
        round(median(fast / rule for fast, _, rule in speeds), 1),
        len(compared),
        different,
    )


def clean_numbers(count: int, seed: int = 1) -> pl.Series:
    """Fictional numbers (ARCEP's blocks, DOMAIN 3) as people write them: six spellings."""
    draw = np.random.default_rng(seed)
    blocks = pl.Series(["199", "261", "353", "465", "536", "639"])
    seconds = pl.Series(["00", "91", "01", "71", "49", "98"])
    block = draw.integers(0, 6, count)
    frame = pl.DataFrame(
        {
            "a": blocks.gather(block),
            "b": seconds.gather(block),
            "c": pl.Series(draw.integers(0, 10_000, count)).cast(pl.String).str.zfill(4),
            "spelling": draw.integers(0, 6, count),
        }
    )
    digits = pl.concat_str("a", "b", "c")
    pairs = [digits.str.slice(start, 2) for start in (1, 3, 5, 7)]
    first = digits.str.head(1)
    plain, spaced, dotted = (pl.concat_str(first, *pairs, separator=gap) for gap in ("", " ", "."))
    spellings = (
        pl.lit("0") + plain,
        pl.lit("0") + spaced,
        pl.lit("0") + dotted,
        pl.lit("+33") + plain,
        pl.lit("+33 (0)") + spaced,
        pl.lit("0033") + plain,
    )
    written = spellings[0]
    for rank, spelling in enumerate(spellings[1:], start=1):
        written = pl.when(pl.col("spelling") == rank).then(spelling).otherwise(written)
    return frame.select(written.alias("number")).to_series()


def _by_library(text: str) -> str | None:
    number = phonenumbers.parse(text, "FR")
    if not phonenumbers.is_valid_number(number):
        return None
    phonenumbers.number_type(number)
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
