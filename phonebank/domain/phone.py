"""A telephone number as a campaign's file writes it: kept, or refused with its reason.

The rules are DOMAIN 3's. French numbers are read with `phonenumbers`; the overseas prefixes are
routed before parsing, because the library takes them for metropolitan ones. Numbers that cost the
person called or the caller, that reach a service rather than a voter, or that were damaged on the
way (a missing digit, a letter, a spreadsheet's scientific notation) are refused, never repaired.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum

import phonenumbers
from phonenumbers import PhoneNumberType, ValidationResult
from phonenumbers import timezone as _zones


class PhoneKind(StrEnum):
    """What rings at the other end."""

    MOBILE = "mobile"
    FIXED = "fixed"
    VOIP = "voip"
    OTHER = "other"


class PhoneFault(StrEnum):
    """Why a number is not callable. The value is what reports carry."""

    EMPTY = "empty"
    FORMULA = "formula"
    SCIENTIFIC = "scientific"
    LETTER = "letter"
    INVALID = "invalid"
    EMERGENCY = "emergency"
    SHORT = "short"
    TOO_SHORT = "too_short"
    TOO_LONG = "too_long"
    PREMIUM = "premium"
    SHARED_COST = "shared_cost"
    UAN = "uan"
    TOLL_FREE = "toll_free"
    FICTION = "fiction"


FAULT_SENTENCES: dict[PhoneFault, str] = {
    PhoneFault.EMPTY: "there is no number",
    PhoneFault.FORMULA: "the cell is a formula, not a number",
    PhoneFault.SCIENTIFIC: (
        "a spreadsheet destroyed the number (scientific notation): ask for it again"
    ),
    PhoneFault.LETTER: "the number contains a letter",
    PhoneFault.INVALID: "no line has this number",
    PhoneFault.EMERGENCY: "this is an emergency number",
    PhoneFault.SHORT: "this is a short number of a service, not a voter's line",
    PhoneFault.TOO_SHORT: "a digit is missing",
    PhoneFault.TOO_LONG: "there is a digit too many",
    PhoneFault.PREMIUM: "this is a premium-rate number",
    PhoneFault.SHARED_COST: "this is a shared-cost number",
    PhoneFault.UAN: "this is a company's single number, not a voter's line",
    PhoneFault.TOLL_FREE: "this is a toll-free number, not a voter's line",
    PhoneFault.FICTION: "this number is reserved for fiction and rings nobody",
}
"""One English sentence a reason, without a capital or a full stop, for reports."""


@dataclass(frozen=True, slots=True)
class Phone:
    """A number that may be kept. `foreign` ones are called only if the supervisor allows it."""

    e164: str
    kind: PhoneKind
    region: str
    """ISO 3166 region, '' where the country code alone is known."""
    foreign: bool
    fiction: bool
    zones: tuple[str, ...]
    """IANA time zones the number may be in; empty when the library does not know."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a text is not a number to call."""

    fault: PhoneFault

    @property
    def sentence(self) -> str:
        """The reason in words."""
        return FAULT_SENTENCES[self.fault]


FICTION_PREFIXES = ("19900", "26191", "35301", "46571", "53649", "63998")
"""ARCEP's blocks for works of fiction, without the trunk zero; four digits follow."""

OVERSEAS_PREFIXES: dict[str, str] = {
    "590": "590",
    "690": "590",
    "691": "590",
    "594": "594",
    "694": "594",
    "596": "596",
    "696": "596",
    "697": "596",
    "262": "262",
    "263": "262",
    "692": "262",
    "693": "262",
    "269": "262",
    "639": "262",
    "508": "508",
    "708": "508",
}
"""First three digits after the trunk zero → country code (DOMAIN 3)."""

FRENCH_CODES = frozenset({33, 262, 508, 590, 594, 596, 681, 687, 689})
"""Country codes of France and its territories: none of them is foreign."""

EMERGENCY_NUMBERS = frozenset(
    {"15", "17", "18", "110", "112", "114", "115", "116000", "116117", "119", "191", "196", "197"}
)

DIALABLE = re.compile(r"\+[1-9]\d{6,14}", re.ASCII)

_SCIENTIFIC = re.compile(r"[+-]?\d+(?:[.,]\d+)?\s?[eE]\s?[+-]?\d+")
_WHOLE_FLOAT = re.compile(r"(\d{9,15})[.,]0+")
_SHAPE = re.compile(r"\+?[\d\s.\-/()]+", re.ASCII)
_TRUNK = re.compile(r"\(\s*0\s*\)")
NUMBER_FAULTS: dict[int, PhoneFault] = {
    PhoneNumberType.PREMIUM_RATE: PhoneFault.PREMIUM,
    PhoneNumberType.SHARED_COST: PhoneFault.SHARED_COST,
    PhoneNumberType.UAN: PhoneFault.UAN,
    PhoneNumberType.TOLL_FREE: PhoneFault.TOLL_FREE,
    PhoneNumberType.PAGER: PhoneFault.INVALID,
    PhoneNumberType.VOICEMAIL: PhoneFault.INVALID,
}
"""The library's types that nobody calls, and why."""
NUMBER_KINDS: dict[int, PhoneKind] = {
    PhoneNumberType.MOBILE: PhoneKind.MOBILE,
    PhoneNumberType.FIXED_LINE: PhoneKind.FIXED,
    PhoneNumberType.VOIP: PhoneKind.VOIP,
}
"""The library's types as kinds; every other is `OTHER`."""


def classify(raw: str, practice: bool) -> Phone | Refusal:
    """Read one cell as a telephone number dialled from France.

    `practice` says whether the office is a practice one: only there are fiction numbers kept.
    Never raises: what cannot be read is a `Refusal`.
    """
    text = _plain(raw)
    fault = _text_fault(text)
    if fault is not None:
        return Refusal(fault)
    international, digits = _split(text)
    if international:
        if digits.startswith("33"):
            return _french(digits[2:].removeprefix("0"), practice, routed=False)
        return _abroad(digits)
    if len(digits) == 11 and digits.startswith("33"):
        return _french(digits[2:], practice, routed=False)
    if len(digits) <= 6:
        return Refusal(_short_fault(digits))
    if digits.startswith("0"):
        return _french(digits[1:], practice, routed=True)
    return _french(digits, practice, routed=True)


def dialable(e164: str) -> bool:
    """Whether a stored number may be handed to a telephone (DOMAIN 3)."""
    return DIALABLE.fullmatch(e164) is not None


def spoken(e164: str) -> str:
    """The number grouped as one says it: `06 39 98 12 34`, or `+44 7700 900123` abroad.

    Raises ValueError for anything that is not a dialable E.164 number.
    """
    if not dialable(e164):
        raise ValueError("not an E.164 number")
    for code in ("+33", "+262", "+590", "+594", "+596"):
        national = e164.removeprefix(code)
        if len(national) == 9 and national != e164:
            return _pairs("0" + national)
    if e164.startswith("+508"):
        national = e164[4:]
        return _pairs("0" + national) if len(national) == 9 else "0508 " + _pairs(national)
    try:
        number = phonenumbers.parse(e164)
    except phonenumbers.NumberParseException:
        return e164
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.INTERNATIONAL)


def is_fiction(e164: str) -> bool:
    """Whether the number stands in one of ARCEP's blocks for fiction."""
    return len(e164) == 12 and e164[:3] == "+33" and e164[3:].startswith(FICTION_PREFIXES)


def _plain(raw: str) -> str:
    kept = "".join(
        " " if char.isspace() else char
        for char in unicodedata.normalize("NFKC", raw)
        if char.isspace() or unicodedata.category(char) not in {"Cc", "Cf"}
    )
    text = re.sub(r"[‐‑‒–—−]", "-", kept).strip().removeprefix("'").strip()
    whole = _WHOLE_FLOAT.fullmatch(text)
    return whole[1] if whole else text


def _text_fault(text: str) -> PhoneFault | None:
    if not text:
        return PhoneFault.EMPTY
    if text[0] in "=@":
        return PhoneFault.FORMULA
    if _SCIENTIFIC.fullmatch(text):
        return PhoneFault.SCIENTIFIC
    if any(char.isalpha() for char in text):
        return PhoneFault.LETTER
    if not _SHAPE.fullmatch(text) or not any(char.isdigit() for char in text):
        return PhoneFault.INVALID
    return None


def _split(text: str) -> tuple[bool, str]:
    """Whether the number carries an international prefix, and its digits after that prefix."""
    digits = re.sub(r"\D", "", _TRUNK.sub("", text))
    if text.startswith("+"):
        return True, digits
    if digits.startswith("00"):
        return True, digits[2:]
    if "(" in text and _TRUNK.search(text) and not digits.startswith("33"):
        return False, "0" + digits.removeprefix("0")
    return False, digits


def _short_fault(digits: str) -> PhoneFault:
    if digits in EMERGENCY_NUMBERS:
        return PhoneFault.EMERGENCY
    number = phonenumbers.PhoneNumber(country_code=33, national_number=int(digits))
    if digits[0] != "0" and phonenumbers.is_valid_short_number_for_region(number, "FR"):
        return PhoneFault.SHORT
    return PhoneFault.TOO_SHORT


def _french(national: str, practice: bool, *, routed: bool) -> Phone | Refusal:
    """A national number without its trunk zero. `routed`: it was written the national way."""
    if len(national) != 9:
        return Refusal(PhoneFault.TOO_SHORT if len(national) < 9 else PhoneFault.TOO_LONG)
    if national.startswith(FICTION_PREFIXES):
        if not practice:
            return Refusal(PhoneFault.FICTION)
        kind = PhoneKind.MOBILE if national[0] in "67" else PhoneKind.FIXED
        return Phone("+33" + national, kind, "FR", False, True, ("Europe/Paris",))
    code = OVERSEAS_PREFIXES.get(national[:3]) if routed else None
    if code is None:
        return _known("33", national)
    found = _known(code, national)
    if code == "508" and isinstance(found, Refusal) and national.startswith("508"):
        # Saint-Pierre-et-Miquelon's fixed lines have six digits after the country code.
        return _known(code, national[3:])
    return found


def _known(code: str, national: str) -> Phone | Refusal:
    if national.startswith("0"):
        return Refusal(PhoneFault.INVALID)
    number = phonenumbers.PhoneNumber(country_code=int(code), national_number=int(national))
    if not phonenumbers.is_valid_number(number):
        return Refusal(PhoneFault.INVALID)
    return _phone(number, foreign=False)


def _abroad(digits: str) -> Phone | Refusal:
    try:
        number = phonenumbers.parse("+" + digits)
    except phonenumbers.NumberParseException as error:
        short = error.error_type == phonenumbers.NumberParseException.TOO_SHORT_NSN
        long = error.error_type == phonenumbers.NumberParseException.TOO_LONG
        if short or long:
            return Refusal(PhoneFault.TOO_SHORT if short else PhoneFault.TOO_LONG)
        return Refusal(PhoneFault.INVALID)
    possible = phonenumbers.is_possible_number_with_reason(number)
    if possible in {ValidationResult.TOO_SHORT, ValidationResult.IS_POSSIBLE_LOCAL_ONLY}:
        return Refusal(PhoneFault.TOO_SHORT)
    if possible == ValidationResult.TOO_LONG:
        return Refusal(PhoneFault.TOO_LONG)
    if possible != ValidationResult.IS_POSSIBLE:
        return Refusal(PhoneFault.INVALID)
    french = number.country_code in FRENCH_CODES
    if french and not phonenumbers.is_valid_number(number):
        return Refusal(PhoneFault.INVALID)
    return _phone(number, foreign=not french)


def _phone(number: phonenumbers.PhoneNumber, *, foreign: bool) -> Phone | Refusal:
    number_type = phonenumbers.number_type(number)
    fault = NUMBER_FAULTS.get(number_type)
    if fault is not None:
        return Refusal(fault)
    e164 = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    if not dialable(e164):
        return Refusal(PhoneFault.INVALID)
    zones = tuple(zone for zone in _zones.time_zones_for_number(number) if zone != "Etc/Unknown")
    kind = NUMBER_KINDS.get(number_type, PhoneKind.OTHER)
    region = phonenumbers.region_code_for_number(number) or ""
    return Phone(e164, kind, region, foreign, False, zones)


def _pairs(digits: str) -> str:
    return " ".join(digits[start : start + 2] for start in range(0, len(digits), 2))
