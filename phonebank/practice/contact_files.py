"""The practice campaign's own contacts: a spreadsheet of supporters and a NationBuilder export.

Written by many hands: five ways to write a number, birth dates left out, a surname in the wrong
column, a few numbers no telephone has, people who live elsewhere, people who asked for peace.
"""

from __future__ import annotations

import unicodedata
from datetime import date, timedelta
from typing import TYPE_CHECKING

from phonebank.practice.roll_files import COMMUNE_NAME, POST_CODE, write_table

if TYPE_CHECKING:
    from pathlib import Path

    import numpy as np

    from phonebank.practice.numbers import Number
    from phonebank.practice.voters import Electorate, Voter

SOURCES = ("adhérent", "sympathisant", "pétition crèches", "réunion publique", "porte-à-porte")

_ABROAD_SHARE = 0.28
_NO_BIRTH, _SWAPPED, _OBJECTS = 0.06, 0.006, 0.012
_BROKEN = ("06 39 98 12 3", "0899 12 34 56", "O6 39 98 77 11", "6,39981E+08")
_ELSEWHERE = (
    ("Vasseur", "Élisa", "03/03/1988", "4 rue des Saules", "95300"),
    ("Bakary", "Issa", "19/11/1979", "27 quai du Port", "95000"),
    ("O'Connor", "Maeve", "30/06/1971", "8 rue du Four", "75012"),
)


def write_supporters(
    path: Path,
    town: Electorate,
    numbers: dict[int, tuple[Number, ...]],
    draw: np.random.Generator,
) -> None:
    """The campaign's spreadsheet: everyone with a number but those of `write_nationbuilder`."""
    rows = []
    for place in sorted(numbers):
        if in_nationbuilder(place):
            continue
        voter = town.voters[place]
        mobile, fixed = _written(draw, numbers[place])
        rows.append(_supporter(draw, voter, mobile, fixed))
    without = [v for v in town.voters if v.number not in numbers]
    picked = draw.choice(len(without), min(len(_BROKEN), len(without)), replace=False)
    for place, broken in zip(picked.tolist(), _BROKEN, strict=False):
        rows.append(_supporter(draw, without[place], broken, ""))
    for last, first, birth, address, post_code in _ELSEWHERE:
        rows.append(
            (last, first, birth, address, post_code, "", "", "", SOURCES[1], "", "12/09/2025")
        )
    header = [
        "NOM",
        "Prénom",
        "Date de naissance",
        "Adresse",
        "CP",
        "Portable",
        "Fixe",
        "E-mail",
        "Origine",
        "Ne plus appeler",
        "Date de collecte",
    ]
    write_table(path, header, rows)


def write_nationbuilder(
    path: Path,
    town: Electorate,
    numbers: dict[int, tuple[Number, ...]],
    draw: np.random.Generator,
) -> None:
    """A NationBuilder people export of more than a quarter of those with a number."""
    header = [
        "nationbuilder_id",
        "first_name",
        "last_name",
        "born_at",
        "email1",
        "email_opt_in",
        "phone_number",
        "mobile_number",
        "is_mobile_bad",
        "mobile_opt_in",
        "do_not_call",
        "do_not_contact",
        "primary_address1",
        "primary_city",
        "primary_zip",
        "primary_country",
        "tag_list",
        "support_level",
        "note",
        "created_at",
    ]
    rows = []
    for place in sorted(numbers):
        if not in_nationbuilder(place):
            continue
        voter = town.voters[place]
        held = numbers[place]
        birth = voter.birth
        born = f"{birth.year}-{birth.month:02d}-{birth.day:02d}" if birth.day else ""
        rows.append(
            (
                str(9000 + place),
                voter.first_name,
                voter.last_name,
                born,
                email_of(voter),
                "true",
                next((each.e164 for each in held if not each.mobile), ""),
                next((each.e164 for each in held if each.mobile), ""),
                "false",
                "true",
                "true" if draw.random() < _OBJECTS else "false",
                "false",
                f"{voter.address.house} {voter.address.street}",
                COMMUNE_NAME,
                POST_CODE,
                "FR",
                SOURCES[int(draw.integers(len(SOURCES)))],
                "",
                "",
            )
        )
    write_table(path, header, rows, separator=",")


def in_nationbuilder(place: int) -> bool:
    """A fixed share of people, by their number alone, so that both files agree."""
    return (place * 2_654_435_761) % 1000 < 1000 * _ABROAD_SHARE


def _supporter(draw: np.random.Generator, voter: Voter, mobile: str, fixed: str) -> tuple[str, ...]:
    last, first = voter.last_name, voter.first_name
    if draw.random() < _SWAPPED:
        last, first = first, last
    return (
        last,
        first,
        "" if draw.random() < _NO_BIRTH else str(voter.birth),
        f"{voter.address.house} {voter.address.street}",
        POST_CODE,
        mobile,
        fixed,
        email_of(voter) if draw.random() < 0.6 else "",
        SOURCES[int(draw.integers(len(SOURCES)))],
        "oui" if draw.random() < _OBJECTS else "",
        f"{_collected(draw):%d/%m/%Y}",
    )


def _collected(draw: np.random.Generator) -> date:
    """A day of the two years before the roll."""
    return date(2026, 2, 1) - timedelta(days=int(draw.integers(0, 730)))


def _written(draw: np.random.Generator, held: tuple[Number, ...]) -> tuple[str, str]:
    mobile = next((_styled(draw, each) for each in held if each.mobile), "")
    fixed = next((_styled(draw, each) for each in held if not each.mobile), "")
    return mobile, fixed


def _styled(draw: np.random.Generator, number: Number) -> str:
    digits = number.national
    pairs = [digits[start : start + 2] for start in range(0, 10, 2)]
    styles = (
        " ".join(pairs),
        ".".join(pairs),
        number.e164,
        digits,
        f"+33 (0){' '.join(pairs)[1:]}",
        f"00{number.e164[1:]}",
    )
    return styles[int(draw.choice(len(styles), p=(0.4, 0.2, 0.15, 0.15, 0.05, 0.05)))]


def email_of(voter: Voter) -> str:
    """The address a voter gave the campaign."""
    bare = unicodedata.normalize("NFKD", voter.first_name).encode("ascii", "ignore").decode()
    local = "".join(char for char in bare.lower() if char.isalnum())
    return f"{local or 'contact'}.{voter.number}@example.org"
