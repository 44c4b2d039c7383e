"""How people write down somebody of the roll: slips of the hand, of the ear and of the form.

These rules are kept apart from the ones the matcher's weights were chosen on, which stand in the
tests (letters deleted, inserted or replaced at random; days and years one off): here are keys hit
beside one another, letters changed places, words written by ear, cells cut, names of the other
spouse, forms filled in crosswise, people who moved.
"""

from __future__ import annotations

import random
import re
import unicodedata
from typing import TYPE_CHECKING

import polars as pl

if TYPE_CHECKING:
    from collections.abc import Mapping

_KEYBOARD = ("azertyuiop", "qsdfghjklm", "wxcvbn")
_BY_EAR = (
    ("ph", "f"),
    ("y", "i"),
    ("eau", "o"),
    ("au", "o"),
    ("qu", "k"),
    ("ss", "c"),
    ("ll", "l"),
)
_ABBREVIATED = {"rue": "r.", "avenue": "av.", "boulevard": "Bd", "impasse": "imp.", "place": "pl"}
_CELL = 10
COLUMNS = ("Nom", "Prénom", "Date de naissance", "Adresse", "CP", "Portable", "E-mail")


def write_down(people: pl.DataFrame, streets: pl.DataFrame, seed: int) -> pl.DataFrame:
    """A contacts file (`COLUMNS`) of these people, one row each, in their order.

    `streets` (street_number, street, postcode) is where those who moved live now.
    """
    chance = random.Random(seed)  # noqa: S311 - a measurement must be repeatable
    elsewhere = streets.rows()
    rows = [
        _row(place, person, chance, elsewhere[chance.randrange(len(elsewhere))])
        for place, person in enumerate(people.iter_rows(named=True))
    ]
    return pl.DataFrame(rows, schema=dict.fromkeys(COLUMNS, pl.String), orient="row")


def _row(
    place: int, person: Mapping[str, str], chance: random.Random, elsewhere: tuple[str, str, str]
) -> tuple[str, ...]:
    family, first = _family(person, chance), _first(person["first_names"].split(), chance)
    if chance.random() < 0.04:
        family, first = first, family
    here = (person["street_number"], person["street"], person["postcode"])
    address, postcode = _address(elsewhere if chance.random() < 0.08 else here, chance)
    number = f"0639 98 {place // 100 % 100:02d} {place % 100:02d}" if place < 10_000 else ""
    mail = f"contact{place}@example.org" if chance.random() < 0.6 else ""
    return (family, first, _birth(person, chance), address, postcode, number, mail)


def _family(person: Mapping[str, str], chance: random.Random) -> str:
    name = person["birth_name"]
    if person["used_name"]:
        luck = chance.random()
        if luck < 0.6:
            name = person["used_name"]
        elif luck < 0.75:
            name = f"{name}-{person['used_name']}"
    if chance.random() < 0.12:
        name = _slip(name, chance)
    return name.upper() if chance.random() < 0.3 else name


def _first(names: list[str], chance: random.Random) -> str:
    luck = chance.random()
    name = names[0]
    if luck < 0.1:
        name = " ".join(names)
    elif luck < 0.13 and len(names) > 1:
        name = names[1]
    elif luck < 0.16 and len(name) > 5:
        name = name[:4]
    elif luck < 0.21:
        name = _slip(name, chance)
    if chance.random() < 0.3:
        name = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    return name


def _slip(name: str, chance: random.Random) -> str:
    """One slip: a neighbouring key, two letters changed over, a word by ear, a cell cut short."""
    lowered = name.lower()
    at = chance.randrange(max(1, len(lowered) - 1))
    ways = [
        _neighbour(lowered, at, chance),
        lowered[:at] + lowered[at : at + 2][::-1] + lowered[at + 2 :],
        lowered[: at + 1] + lowered[at:],
    ]
    ways += [lowered.replace(heard, written, 1) for heard, written in _BY_EAR if heard in lowered]
    if len(lowered) > _CELL:
        ways.append(lowered[:_CELL])
    return chance.choice(ways).title()


def _neighbour(name: str, at: int, chance: random.Random) -> str:
    for row in _KEYBOARD:
        key = row.find(name[at])
        if key >= 0:
            beside = row[max(0, key - 1) : key] + row[key + 1 : key + 2]
            return name[:at] + chance.choice(beside) + name[at + 1 :]
    return name[:at] + name[at + 1 :]


def _birth(person: Mapping[str, str], chance: random.Random) -> str:
    year, month, day = (int(person[f"birth_{part}"] or 0) for part in ("year", "month", "day"))
    luck = chance.random()
    if luck < 0.25:
        return ""
    if luck < 0.27:
        return str(year)
    if luck < 0.29:
        month, day = (day, month) if 0 < day <= 12 else (month, day)
    elif luck < 0.32:
        wrong = chance.randrange(3)
        year += (10 if chance.random() < 0.5 else 3) * (wrong == 0)
        month = month % 12 + 1 if wrong == 1 else month
        day = (day + 10) % 28 + 1 if wrong == 2 else day
    return f"{day:02d}/{month:02d}/{year}"


def _address(home: tuple[str, str, str], chance: random.Random) -> tuple[str, str]:
    number, street, postcode = home
    luck = chance.random()
    if luck < 0.25:
        return "", ""
    if luck < 0.5:
        way, _, name = street.partition(" ")
        street = f"{_ABBREVIATED.get(way, way)} {name}"
        number = re.sub(r" bis$", "b", number)
    elif luck < 0.6:
        street = street.upper()
    elif luck < 0.64:
        number = ""
    return f"{number} {street}".strip(), postcode
