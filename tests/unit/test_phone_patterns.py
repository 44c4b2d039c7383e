"""Numbers read by the column are what `classify` reads one by one: every answer, every time."""

from __future__ import annotations

import random

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from phonebank.domain.phone import OVERSEAS_PREFIXES, Phone, classify
from phonebank.intake.phone_metadata import free_tail
from phonebank.intake.phone_patterns import COLUMNS, read_phones
from tests.unit.test_phone import SPELLINGS

GAPS = (
    "",
    "",
    " ",
    " ",
    " ",
    ".",
    ".",
    "-",
    "/",
    "\u00a0",
    "\u202f",
    "  ",
    "\u2011",
    ",",
    "_",
    "\t",
)
STARTS = (
    "0",
    "0",
    "0",
    "0",
    "0",
    "+33",
    "+33",
    "+33",
    "0033",
    "33",
    "",
    "+33 (0)",
    "0033(0)",
    "(0)",
    "+330",
    "+",
    "00",
    "'0",
    "O",
)
CODES = ("+262", "00262", "+590", "+594", "+596", "+508", "+687", "+44", "+1", "+49", "+32")
TAILS = ("", ".0", ",00", "0", " ", "E+08", "x", "=", "\u200b", "5")


def spelt(draw: random.Random) -> str:
    """A number somebody might have typed: most are nearly right."""
    if draw.random() < 0.03:
        return "".join(
            chr(draw.choice((draw.randrange(32, 127), draw.randrange(0x2500)))) for _ in range(12)
        )
    known = (
        *OVERSEAS_PREFIXES,
        "63998",
        "19900",
        "612",
        "7",
        "1",
        "2",
        "4",
        "8",
        "9",
        "80",
        "836",
        "33",
    )
    national = draw.choice(known) if draw.random() < 0.7 else ""
    length = draw.choice((*(9,) * 12, 8, 10, 6, 3))
    national = (national + "".join(draw.choices("0123456789", k=length)))[:length]
    start = draw.choice(STARTS if draw.random() < 0.8 else CODES)
    if draw.random() < 0.3:
        return start + national
    gap = draw.choice(GAPS)
    pairs = [national[:1], *(national[at : at + 2] for at in range(1, length, 2))]
    if draw.random() < 0.2:
        pairs = list(national)
    loose = start.startswith("+") or draw.random() < 0.1
    text = start + (draw.choice(("", gap)) if loose else "") + gap.join(pairs)
    if draw.random() < 0.05:
        at = draw.randrange(len(text))
        text = text[:at] + draw.choice("0123456789 .+-()/xO") + text[at + draw.randrange(2) :]
    return text + (draw.choice(TAILS) if draw.random() < 0.1 else "")


def one_by_one(texts: list[str], practice: bool) -> pl.DataFrame:
    rows = []
    for text in texts:
        found = classify(text, practice)
        if isinstance(found, Phone):
            zones = "|".join(found.zones)
            kind = found.kind.value
            rows.append((found.e164, kind, found.region, found.foreign, found.fiction, zones, ""))
        else:
            rows.append(("", "", "", False, False, "", found.fault.value))
    return pl.DataFrame(rows, schema=COLUMNS, orient="row")


def differences(texts: list[str], practice: bool) -> list[tuple[object, ...]]:
    quick = read_phones(pl.Series("phone", texts, dtype=pl.String), practice)
    slow = one_by_one(texts, practice)
    if quick.equals(slow):
        return []
    return [
        (text, ours, theirs)
        for text, ours, theirs in zip(texts, quick.rows(), slow.rows(), strict=True)
        if ours != theirs
    ]


@pytest.mark.parametrize("practice", [True, False])
def test_every_spelling_and_every_beginning_is_read_alike(practice: bool) -> None:
    beginnings = [f"{head:05d}" for head in range(1000, 100_000, 7)]
    texts = [*SPELLINGS, "", "06 39 98 12 34", "061234567.0", "33612345 6.00", "336123456.00"]
    texts += [f"0{head}1234" for head in beginnings]
    texts += [f"+262{head}0000" for head in beginnings]
    texts += [f"+33{head}9999" for head in beginnings]
    assert differences(texts, practice) == []


@given(st.lists(st.text(alphabet="0123456789 +().-/eE,'\u00a0x", max_size=20), max_size=40))
@settings(deadline=None, max_examples=40)
def test_any_text_is_read_alike(texts: list[str]) -> None:
    assert differences(texts, practice=True) == []


@given(st.integers(0, 2**32), st.booleans())
@settings(deadline=None, max_examples=20)
def test_twenty_thousand_fuzzed_numbers_are_read_alike(seed: int, practice: bool) -> None:
    draw = random.Random(seed)
    assert differences([spelt(draw) for _ in range(1_000)], practice) == []


@pytest.mark.long
@given(st.integers(0, 2**32), st.booleans())
@settings(
    deadline=None,
    max_examples=100,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@pytest.mark.timeout(1800)
def test_a_million_fuzzed_numbers_are_read_alike(seed: int, practice: bool) -> None:
    draw = random.Random(seed)
    assert differences([spelt(draw) for _ in range(10_000)], practice) == []


def test_the_order_of_the_file_is_kept_and_a_null_is_an_empty_cell() -> None:
    texts = pl.Series("x", ["0612345678", None, "x", "+33 1 40 20 50 50", "0692123456"])
    found = read_phones(texts, practice=False)
    assert found["e164"].to_list() == ["+33612345678", "", "", "+33140205050", "+262692123456"]
    assert found["fault"].to_list() == ["", "empty", "letter", "", ""]
    assert found["zones"].to_list()[-1] == "Indian/Mayotte|Indian/Reunion"


def test_a_pattern_whose_last_digits_are_not_free_takes_the_library_s_way() -> None:
    assert free_tail(r"(?:26[013-9]|59[1-35-9])\d{6}|[13]\d{8}")
    assert not free_tail(r"836\d{5}[1-4]|[13]\d{8}")
    assert not free_tail(r"83612(?:34\d{2}|5)")
