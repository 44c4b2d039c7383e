"""The slips the matcher's weights were chosen on: letters and figures changed at random.

`phonebank.rehearsal.slips`, on which it is measured, makes others.
"""

from __future__ import annotations

import random
from collections.abc import Mapping
from typing import Any

import polars as pl

COLUMNS = ("Nom", "Prénom", "Date de naissance", "Adresse", "CP", "Portable", "E-mail")
LETTERS = "abcdefghilmnoprstuv"


def mistyped(people: pl.DataFrame, seed: int) -> pl.DataFrame:
    """A contacts file (`COLUMNS`) of these people, one row each, in their order."""
    chance = random.Random(seed)
    homes = people.select("street_number", "street", "postcode").rows()
    rows = [
        _row(place, person, chance, chance.choice(homes))
        for place, person in enumerate(people.iter_rows(named=True))
    ]
    return pl.DataFrame(rows, schema=dict.fromkeys(COLUMNS, pl.String), orient="row")


def _row(
    place: int, person: Mapping[str, Any], chance: random.Random, other: tuple[str, str, str]
) -> tuple[str, ...]:
    used = person["used_name"]
    family = used if used and chance.random() < 0.7 else person["birth_name"]
    names = person["first_names"].split()
    first = names[-1] if chance.random() < 0.04 else names[0]
    if chance.random() < 0.15:
        family, first = (
            (_typo(family, chance), first)
            if chance.random() < 0.6
            else (family, _typo(first, chance))
        )
    if chance.random() < 0.05:
        family, first = first, family
    home = (person["street_number"], person["street"], person["postcode"])
    number, street, postcode = other if chance.random() < 0.1 else home
    address = f"{number} {street}"
    if chance.random() < 0.3:
        address, postcode = "", ""
    elif chance.random() < 0.1:
        address = _typo(address, chance)
    phone = f"0639 98 {place // 100 % 100:02d} {place % 100:02d}"
    return (family, first, _birth(person, chance), address, postcode, phone, "")


def _typo(text: str, chance: random.Random) -> str:
    at = chance.randrange(len(text))
    return text[:at] + chance.choice(["", chance.choice(LETTERS), text[at] * 2]) + text[at + 1 :]


def _birth(person: Mapping[str, Any], chance: random.Random) -> str:
    if chance.random() < 0.3 or not person["birth_day"]:
        return "" if chance.random() < 0.8 else str(person["birth_year"])
    year, month, day = (person[f"birth_{part}"] for part in ("year", "month", "day"))
    if chance.random() < 0.04:
        way = chance.randrange(3)
        year, day = year + (way == 0), day % 28 + 1 if way == 1 else day
        month, day = (day, month) if way == 2 and day <= 12 else (month, day)
    return f"{day:02d}/{month:02d}/{year}"
