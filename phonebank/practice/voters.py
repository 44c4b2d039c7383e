"""The electorate of the practice town: households, names, birth dates, lists, bureaux.

Voters per address follow published figures (1: 38 %, 2: 42 %, 3: 13 %, 4 and more: 7 %). The town
holds on purpose what rolls hold: twins, a father and son of one name, namesakes born on one day who
live apart, birth dates without day or month, two people without a bureau, citizens of the European
Union on one complementary list or on both.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from phonebank.domain.ages import BirthDate
from phonebank.domain.eligibility import ListType
from phonebank.practice.households import Member, make_households
from phonebank.practice.words import Birthplace, Words, town_words

if TYPE_CHECKING:
    from collections.abc import Sequence

BUREAUX = 12
_EU_SHARE = 0.012
_EU = ("Portugaise", "Italienne", "Espagnole", "Belge", "Allemande", "Roumaine", "Polonaise")
_NAMESAKES = 3
_WITHOUT_BUREAU = 2
_INCOMPLETE_BIRTHS = 0.006
_GENERATIONS = (1920, 1945, 1960, 1975, 1990)


@dataclass(frozen=True, slots=True)
class RollEntry:
    """A person's place on one electoral list."""

    list_type: ListType
    order: int
    """Number within the bureau, for that list."""


@dataclass(frozen=True, slots=True)
class Address:
    """A dwelling; the house number may carry `bis`."""

    house: str
    street: str
    extra: str
    bureau: str


@dataclass(frozen=True, slots=True)
class Voter:
    """One person of the practice town."""

    number: int
    """0, 1, 2 …: the place in `Electorate.voters`, and the row of the turnout."""
    household: int
    address: Address
    sex: str
    birth: BirthDate
    birth_name: str
    used_name: str
    """'' when the same as the birth name."""
    first_names: str
    birthplace: Birthplace
    nationality: str
    bureau: str
    """'' for the few rows whose bureau the roll lost."""
    lists: tuple[ListType, ...]
    since: int
    """Year of registration here; turnout before it is unknown."""
    entries: tuple[RollEntry, ...] = ()

    @property
    def last_name(self) -> str:
        """The name in use."""
        return self.used_name or self.birth_name

    @property
    def first_name(self) -> str:
        """The first of the first names."""
        return self.first_names.split()[0]


@dataclass(frozen=True, slots=True)
class Electorate:
    """Everyone on the rolls of the town."""

    voters: tuple[Voter, ...]
    bureaux: tuple[str, ...]
    year: int
    """The year the roll was drawn up; ages are counted in it."""


def make_electorate(draw: np.random.Generator, voters: int, year: int) -> Electorate:
    """So many people on the rolls, drawn with `draw`; the same draw gives the same town."""
    words = town_words()
    codes = tuple(f"{place:04d}" for place in range(1, BUREAUX + 1))
    homes = make_households(draw, voters)
    addresses = _addresses(draw, words, len(homes), codes)
    people: list[Voter] = []
    for household, members in enumerate(homes):
        people += _people_of(draw, words, household, members, addresses[household], year)
    people = [replace(each, number=place) for place, each in enumerate(people)]
    _add_namesakes(draw, people)
    lost = draw.choice(len(people), _WITHOUT_BUREAU, replace=False)
    for place in lost.tolist():
        people[place] = replace(people[place], bureau="")
    return Electorate(_numbered(people), codes, year)


def _addresses(
    draw: np.random.Generator, words: Words, count: int, codes: Sequence[str]
) -> list[Address]:
    """Dwellings along the streets; each bureau has a run of neighbouring streets."""
    street_count = len(words.streets)
    sizes = draw.dirichlet(np.full(street_count, 4.0))
    places = draw.choice(street_count, count, p=sizes).tolist()
    widest = max(20, round(2.2 * count / street_count))
    houses = draw.integers(1, widest, count).tolist()
    bis = draw.random(count).tolist()
    addresses = []
    for place, house, luck in zip(places, houses, bis, strict=True):
        street = words.streets[place]
        flats = street.startswith(("résidence", "boulevard", "avenue", "cours"))
        suffix = " bis" if luck < 0.03 else " ter" if luck < 0.04 else ""
        extra = f"Bât. {'ABCDEF'[house % 6]}" if flats and luck > 0.4 else ""
        code = codes[place * len(codes) // street_count]
        addresses.append(Address(f"{house}{suffix}", street, extra, code))
    return addresses


def _people_of(  # one household's names belong together
    draw: np.random.Generator,
    words: Words,
    household: int,
    members: Sequence[Member],
    address: Address,
    year: int,
) -> list[Voter]:
    family = _surname(draw, words)
    european = draw.random() < _EU_SHARE
    nationality = _EU[int(draw.integers(len(_EU)))] if european else "Française"
    lists = _complementary(draw) if european else (ListType.MAIN,)
    arrived = year - int(draw.geometric(0.09)) if draw.random() < 0.5 else 0
    people: list[Voter] = []
    for place, member in enumerate(members):
        birth = _birth(draw, member.age, year)
        twin = member.twin and people
        if twin:
            birth = people[-1].birth
        own, used = family, ""
        if member.role == "partner":
            own = _surname(draw, words)
            if own != family and draw.random() < (0.75 if member.age > 45 else 0.4):
                used = family
        elif member.role == "other":
            own = _surname(draw, words)
        elif draw.random() < 0.02:
            used = family  # some rolls repeat the birth name as the name in use
        first_names = _first_names(draw, words, member.sex, birth.year)
        if member.role == "child" and place and member.sex == "M" and draw.random() < 0.01:
            fathers = [each for each in people if each.sex == "M" and each.birth_name == own]
            first_names = fathers[0].first_names if fathers else first_names
        while any(first_names.split()[0] == each.first_name for each in people) and twin:
            first_names = _first_names(draw, words, member.sex, birth.year)
        born = int(draw.choice(len(words.birthplaces), p=words.birthplace_weights))
        people.append(
            Voter(
                number=-1,
                household=household,
                address=address,
                sex=member.sex,
                birth=birth,
                birth_name=own,
                used_name=used,
                first_names=first_names,
                birthplace=words.birthplaces[born],
                nationality=nationality,
                bureau=address.bureau,
                lists=lists,
                since=max(arrived, birth.year + 18),
            )
        )
    return people


def _complementary(draw: np.random.Generator) -> tuple[ListType, ...]:
    luck = draw.random()
    if luck < 0.6:
        return (ListType.MUNICIPAL, ListType.EUROPEAN)
    return (ListType.MUNICIPAL,) if luck < 0.85 else (ListType.EUROPEAN,)


def _surname(draw: np.random.Generator, words: Words) -> str:
    """A surname, the first of the list the commonest (about 8 times the last)."""
    count = len(words.surnames)
    return words.surnames[int(count * draw.random() ** 1.7)]


def _birth(draw: np.random.Generator, age: int, year: int) -> BirthDate:
    month, day = int(draw.integers(1, 13)), int(draw.integers(1, 29))
    luck = draw.random()
    if luck < _INCOMPLETE_BIRTHS:
        month, day = (0, 0) if luck < _INCOMPLETE_BIRTHS / 2 else (month, 0)
    return BirthDate(year - age, month, day)


def _first_names(draw: np.random.Generator, words: Words, sex: str, born: int) -> str:
    generation = max((first for first in _GENERATIONS if first <= born), default=1920)
    pool = words.first_names[sex, generation]
    count = 1 + int(draw.integers(0, 3))
    picked = draw.choice(len(pool), count, replace=False).tolist()
    return " ".join(pool[place] for place in picked)


def _add_namesakes(draw: np.random.Generator, people: list[Voter]) -> None:
    """Pairs of one name and one birth date who live apart and stay two people."""
    alone = [each for each in people if ListType.MAIN in each.lists and each.birth.month]
    if len(alone) < 8 * _NAMESAKES:
        return
    picked = draw.choice(len(alone), 2 * _NAMESAKES, replace=False).tolist()
    for first, second in zip(picked[::2], picked[1::2], strict=True):
        model, other = alone[first], alone[second]
        if model.household != other.household:
            people[other.number] = replace(
                other,
                sex=model.sex,
                birth=model.birth,
                birth_name=model.birth_name,
                used_name=model.used_name,
                first_names=model.first_names,
                since=max(other.since, model.birth.year + 18),
            )


def _numbered(people: Sequence[Voter]) -> tuple[Voter, ...]:
    """Order numbers by name in each bureau, the main list first, then the complementary ones."""
    entries: dict[int, list[RollEntry]] = {each.number: [] for each in people}
    taken: dict[str, int] = {}
    by_name = sorted(people, key=lambda each: (_sorting(each.birth_name), each.first_names))
    for list_type in ListType:
        last = dict(taken)
        for each in by_name:
            if list_type in each.lists:
                last[each.bureau] = last.get(each.bureau, 0) + 1
                entries[each.number].append(RollEntry(list_type, last[each.bureau]))
        if list_type is ListType.MAIN:
            taken = last
    return tuple(replace(each, entries=tuple(entries[each.number])) for each in people)


def _sorting(name: str) -> str:
    bare = unicodedata.normalize("NFKD", name).casefold()
    return "".join(char for char in bare if char.isalpha())
