"""Numbers as campaigns write them: what is kept, what is refused and why."""

from __future__ import annotations

import phonenumbers
import pytest
from hypothesis import given
from hypothesis import strategies as st

from phonebank.domain.phone import (
    FAULT_SENTENCES,
    FICTION_PREFIXES,
    OVERSEAS_PREFIXES,
    Phone,
    PhoneFault,
    PhoneKind,
    Refusal,
    classify,
    dialable,
    is_fiction,
    spoken,
)

SPELLINGS = (
    "06 39 98 12 34",
    "06.39.98.12.34",
    "06-39-98-12-34",
    "06\u00a039\u00a098\u00a012\u00a034",
    "06\u202f39\u202f98\u202f12\u202f34",
    "0639981234",
    "639981234",
    "639981234.0",
    "+33639981234",
    "+33 (0)6 39 98 12 34",
    "+33 06 39 98 12 34",
    "0033639981234",
    "0033 (0)6 39 98 12 34",
    "33639981234",
    "(0)6 39 98 12 34",
    "'0639981234",
    "\u202a06 39 98 12 34\u202c",
    "06\u201139\u201198\u201112\u201134",
    "\uff10\uff16 39 98 12 34",
)


def kept(raw: str, practice: bool = False) -> Phone:
    found = classify(raw, practice)
    assert isinstance(found, Phone), found
    return found


def refused(raw: str, practice: bool = False) -> PhoneFault:
    found = classify(raw, practice)
    assert isinstance(found, Refusal), found
    assert found.sentence == FAULT_SENTENCES[found.fault]
    return found.fault


@pytest.mark.parametrize("raw", SPELLINGS)
def test_every_spelling_of_a_number_is_the_same_number(raw: str) -> None:
    assert kept(raw, practice=True).e164 == "+33639981234"


@pytest.mark.parametrize(
    ("raw", "fault"),
    [
        ("", PhoneFault.EMPTY),
        (" \u00a0", PhoneFault.EMPTY),
        ("6,39981E+08", PhoneFault.SCIENTIFIC),
        ("6.39981e8", PhoneFault.SCIENTIFIC),
        ("06 39 98 12 3", PhoneFault.TOO_SHORT),
        ("06 39 98 12 345", PhoneFault.TOO_LONG),
        ("+33 6 39 98 12", PhoneFault.TOO_SHORT),
        ("0899 12 34 56", PhoneFault.PREMIUM),
        ("0826 12 34 56", PhoneFault.SHARED_COST),
        ("0809 12 34 56", PhoneFault.UAN),
        ("0800 12 34 56", PhoneFault.TOLL_FREE),
        ("3639", PhoneFault.SHORT),
        ("118 218", PhoneFault.SHORT),
        ("112", PhoneFault.EMERGENCY),
        ("17", PhoneFault.EMERGENCY),
        ("O6 39 98 77 11", PhoneFault.LETTER),
        ("06 12 34 56 78 poste 12", PhoneFault.LETTER),
        ('=HYPERLINK("http://x")', PhoneFault.FORMULA),
        ("@0612345678", PhoneFault.FORMULA),
        ("0612345678;9", PhoneFault.INVALID),
        ("*21*0612345678#", PhoneFault.INVALID),
        ("000", PhoneFault.INVALID),
        ("0 12", PhoneFault.TOO_SHORT),
        ("+", PhoneFault.INVALID),
        ("00 00 00 00 00", PhoneFault.INVALID),
        ("07 00 12 34 56", PhoneFault.INVALID),
        ("+44 7700", PhoneFault.TOO_SHORT),
        ("+44 7700 900123 4567", PhoneFault.TOO_LONG),
        ("+999 123456789", PhoneFault.INVALID),
    ],
)
def test_a_number_that_cannot_be_called_is_refused_with_its_reason(
    raw: str, fault: PhoneFault
) -> None:
    assert refused(raw, practice=True) is fault


@pytest.mark.parametrize("prefix", FICTION_PREFIXES)
def test_fiction_numbers_ring_only_in_practice(prefix: str) -> None:
    raw = "0" + prefix + "0042"
    found = kept(raw, practice=True)
    assert found.fiction
    assert is_fiction(found.e164)
    assert found.kind is (PhoneKind.MOBILE if prefix[0] == "6" else PhoneKind.FIXED)
    assert refused(raw) is PhoneFault.FICTION


@pytest.mark.parametrize(
    ("raw", "e164", "kind"),
    [
        ("0590 20 12 34", "+590590201234", PhoneKind.FIXED),
        ("0690 12 34 56", "+590690123456", PhoneKind.MOBILE),
        ("0691 28 12 34", "+590691281234", PhoneKind.MOBILE),
        ("0594 12 34 56", "+594594123456", PhoneKind.FIXED),
        ("0694 12 34 56", "+594694123456", PhoneKind.MOBILE),
        ("0596 50 12 34", "+596596501234", PhoneKind.FIXED),
        ("0696 12 34 56", "+596696123456", PhoneKind.MOBILE),
        ("0697 12 34 56", "+596697123456", PhoneKind.MOBILE),
        ("0262 20 12 34", "+262262201234", PhoneKind.FIXED),
        ("0692 12 34 56", "+262692123456", PhoneKind.MOBILE),
        ("0693 12 34 56", "+262693123456", PhoneKind.MOBILE),
        ("0269 60 12 34", "+262269601234", PhoneKind.FIXED),
        ("0639 01 23 45", "+262639012345", PhoneKind.MOBILE),
        ("05 08 41 12 34", "+508411234", PhoneKind.FIXED),
        ("0708 41 12 34", "+508708411234", PhoneKind.MOBILE),
    ],
)
def test_overseas_numbers_are_routed_before_parsing(raw: str, e164: str, kind: PhoneKind) -> None:
    found = kept(raw)
    assert (found.e164, found.kind, found.foreign) == (e164, kind, False)
    assert "Europe/Paris" not in found.zones


def test_a_foreign_number_is_kept_and_flagged() -> None:
    found = kept("+44 7700 900123")
    assert (found.e164, found.foreign) == ("+447700900123", True)
    assert kept("0049 30 901820").foreign
    assert not kept("+687 75 12 34").foreign


def test_a_box_number_is_voip() -> None:
    assert kept("09 12 34 56 78").kind is PhoneKind.VOIP


def test_where_a_number_may_be_in_two_zones_both_are_given() -> None:
    assert kept("0692 12 34 56").zones == ("Indian/Mayotte", "Indian/Reunion")


@pytest.mark.parametrize(
    ("e164", "said"),
    [
        ("+33639981234", "06 39 98 12 34"),
        ("+590690123456", "06 90 12 34 56"),
        ("+262692123456", "06 92 12 34 56"),
        ("+508411234", "0508 41 12 34"),
        ("+447700900123", "+44 7700 900123"),
    ],
)
def test_a_number_is_shown_as_one_says_it(e164: str, said: str) -> None:
    assert spoken(e164) == said


@pytest.mark.parametrize("text", ["", "+", "0639981234", "+0123456789", "+33639981234\n", "+336 3"])
def test_only_e164_is_dialled(text: str) -> None:
    assert not dialable(text)
    with pytest.raises(ValueError, match=r"E\.164"):
        spoken(text)


@given(st.from_regex(r"\A0[1-79][0-9]{8}\Z"), st.booleans())
def test_a_national_number_agrees_with_the_library(raw: str, practice: bool) -> None:
    national = raw[1:]
    found = classify(raw, practice)
    if national[:3] in OVERSEAS_PREFIXES or national.startswith(FICTION_PREFIXES):
        return
    number = phonenumbers.parse(raw, "FR")
    reachable = phonenumbers.number_type(number) in {
        phonenumbers.PhoneNumberType.MOBILE,
        phonenumbers.PhoneNumberType.FIXED_LINE,
        phonenumbers.PhoneNumberType.VOIP,
        phonenumbers.PhoneNumberType.PERSONAL_NUMBER,
    }
    assert isinstance(found, Phone) is reachable
    if isinstance(found, Phone):
        assert found.e164 == "+33" + national


@given(st.text(max_size=30), st.booleans())
def test_any_text_gets_an_answer_and_only_dialable_numbers_are_kept(
    raw: str, practice: bool
) -> None:
    found = classify(raw, practice)
    if isinstance(found, Phone):
        assert dialable(found.e164)
        assert practice or not is_fiction(found.e164)
        assert spoken(found.e164)


@given(st.text(alphabet="0123456789 +().-/eE,\u00a0", max_size=24), st.booleans())
def test_a_kept_number_reads_back_as_itself(raw: str, practice: bool) -> None:
    found = classify(raw, practice)
    if isinstance(found, Phone):
        assert classify(found.e164, practice) == found
