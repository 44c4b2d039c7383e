"""An invented electorate of any size, with the homonyms a real one has.

Surnames and first names follow the shape of French ones: a few are borne by many (the commonest by
some 0.35 % of people), most by a handful. Families share a surname and a door; some sons bear their
father's first name, some children are twins, and a few people share name and birth date with a
stranger elsewhere. Nobody here exists.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import polars as pl

from phonebank.resources import resource

_SURNAMES = 200_000
_RARE_FIRST_NAMES = 3_000
_POSTCODES = tuple(f"750{place:02d}" for place in range(1, 21))
_ONSETS = ("b", "br", "ch", "d", "f", "g", "gr", "l", "m", "n", "p", "qu", "r", "s", "t", "tr", "v")
_VOWELS = ("a", "e", "i", "o", "ou")
_SYLLABLES = tuple(onset + vowel for onset in _ONSETS for vowel in _VOWELS)
_ENDS = (
    "rd",
    "lt",
    "in",
    "on",
    "au",
    "et",
    "ier",
    "eau",
    "ois",
    "ot",
    "el",
    "ault",
    "ez",
    "i",
    "a",
)
_WAYS = ("rue", "rue", "rue", "avenue", "boulevard", "impasse", "allée", "place", "chemin")


@dataclass(frozen=True, slots=True, eq=False)
class Electors:
    """`people`: person_id, birth_name, used_name, first_names, sex, birth_year, birth_month,
    birth_day (null: unknown), address_id, street_number, street, postcode, city."""

    people: pl.DataFrame


def invent_electors(count: int, seed: int) -> Electors:
    """So many electors, in households; the same seed gives the same ones."""
    draw = np.random.default_rng(seed)
    sizes = draw.choice([1, 2, 3, 4, 5], count, p=[0.38, 0.42, 0.1, 0.07, 0.03])
    homes = np.repeat(np.arange(count), sizes)[:count]
    place = np.arange(count) - np.searchsorted(homes, homes)
    own, family = _surnames(draw, count), _surnames(draw, int(homes.max()) + 1)[homes]
    partner = place == 1
    born = np.where(partner, own, family)
    used = np.where(partner & (draw.random(count) < 0.5) & (own != family), family, "")
    eldest = draw.integers(1930, 1985, int(homes.max()) + 1)[homes]
    year = np.where(place >= 2, np.minimum(eldest + draw.integers(20, 38, count), 2007), eldest)
    year = np.where(partner, np.minimum(eldest + draw.integers(-6, 7, count), 2007), year)
    alone = (place == 0) & (sizes[homes] == 1)
    year = np.where(alone, draw.integers(1930, 2008, count), year)
    month, day = draw.integers(1, 13, count), draw.integers(1, 29, count)
    male = np.where(partner, draw.random(count) < 0.05, draw.random(count) < 0.5)
    firsts = _first_names(draw, year, male)
    _same_names(draw, place, homes, firsts, male)
    _twins(draw, place, homes, (year, month, day))
    others = [
        np.where(draw.random(count) < share, _first_names(draw, year, male), "")
        for share in (0.6, 0.35)
    ]
    given = [" ".join(filter(None, each)) for each in zip(firsts, *others, strict=True)]
    people = pl.DataFrame(
        {
            "person_id": np.arange(1, count + 1),
            "birth_name": born.tolist(),
            "used_name": used.tolist(),
            "first_names": given,
            "sex": np.where(male, "M", "F").tolist(),
            "birth_year": year.astype(np.int16),
            "birth_month": month.astype(np.int16),
            "birth_day": day.astype(np.int16),
            "address_id": _entrances(draw, homes),
        }
    )
    people = _strangers_alike(draw, people)
    vague = pl.Series(draw.random(count) < 0.006)
    people = people.with_columns(
        pl.when(vague).then(None).otherwise(pl.col(name)).alias(name)
        for name in ("birth_month", "birth_day")
    )
    return Electors(people.join(_addresses(draw, people), on="address_id", maintain_order="left"))


def _surnames(draw: np.random.Generator, count: int) -> np.ndarray:
    known = [
        name.strip()
        for line in resource("town/surnames.txt").read_text(encoding="utf-8").splitlines()
        if line and not line.startswith("#")
        for name in line.split(",")
        if name.strip()
    ]
    rank = _ranks(draw, count, _SURNAMES, 30)
    made = np.random.default_rng(1)  # the same rare names for every electorate
    syllables = made.integers(0, len(_SYLLABLES), (_SURNAMES, 3))
    two = made.random(_SURNAMES) < 0.5
    ends = made.integers(0, len(_ENDS), _SURNAMES)
    names = known + [
        (_SYLLABLES[a] + _SYLLABLES[b] + ("" if short else _SYLLABLES[c]) + _ENDS[end]).capitalize()
        for (a, b, c), short, end in zip(syllables, two, ends, strict=True)
    ]
    chosen: np.ndarray = np.array(names[:_SURNAMES], dtype=object)[rank]
    return chosen


def _ranks(draw: np.random.Generator, count: int, names: int, offset: int) -> np.ndarray:
    """Ranks by the law of Zipf and Mandelbrot: the first 1 / (1 + offset), and so on."""
    weight = 1.0 / (np.arange(names) + 1 + offset)
    return np.searchsorted(np.cumsum(weight) / weight.sum(), draw.random(count))


def _first_names(draw: np.random.Generator, year: np.ndarray, male: np.ndarray) -> np.ndarray:
    """Two thirds the usual names of one's generation, one third rare ones."""
    pools: dict[tuple[str, int], list[str]] = {}
    for line in resource("town/first-names.txt").read_text(encoding="utf-8").splitlines():
        head, colon, listed = line.partition(":")
        if colon and not line.startswith("#"):
            sex, _, years = head.partition(" ")
            pools[sex, int(years[:4])] = [name.strip() for name in listed.split(",")]
    starts = np.array(sorted({start for _, start in pools}))
    generation = starts[np.searchsorted(starts, year, side="right") - 1]
    names = np.empty(len(year), dtype=object)
    for (sex, start), pool in pools.items():
        here = (generation == start) & (male == (sex == "M"))
        names[here] = np.array(pool, dtype=object)[_ranks(draw, int(here.sum()), len(pool), 4)]
    made = np.random.default_rng(2)
    rare = np.array(
        [
            (_SYLLABLES[a] + _SYLLABLES[b]).capitalize() + end
            for a, b, end in zip(
                made.integers(0, len(_SYLLABLES), _RARE_FIRST_NAMES),
                made.integers(0, len(_SYLLABLES), _RARE_FIRST_NAMES),
                made.choice(["ne", "la", "n", "el", "s", "o"], _RARE_FIRST_NAMES),
                strict=True,
            )
        ],
        dtype=object,
    )
    odd = draw.random(len(year)) < 0.33
    names[odd] = rare[_ranks(draw, int(odd.sum()), _RARE_FIRST_NAMES, 40)]
    return names


def _same_names(
    draw: np.random.Generator,
    place: np.ndarray,
    homes: np.ndarray,
    firsts: np.ndarray,
    male: np.ndarray,
) -> None:
    """Some sons bear their father's first name."""
    sons = np.flatnonzero((place == 2) & male & (draw.random(len(place)) < 0.02))
    fathers = sons - 2
    told = male[fathers] & (homes[fathers] == homes[sons])
    firsts[sons[told]] = firsts[fathers[told]]


def _twins(
    draw: np.random.Generator,
    place: np.ndarray,
    homes: np.ndarray,
    birth: tuple[np.ndarray, np.ndarray, np.ndarray],
) -> None:
    second = np.flatnonzero((place == 3) & (draw.random(len(place)) < 0.04))
    second = second[homes[second] == homes[second - 1]]
    for part in birth:
        part[second] = part[second - 1]


def _strangers_alike(draw: np.random.Generator, people: pl.DataFrame) -> pl.DataFrame:
    """One in two thousand has the name and the birth date of somebody who lives elsewhere."""
    count = people.height
    pairs = draw.choice(count, 2 * (count // 4_000), replace=False)
    source = np.arange(count)
    source[pairs[::2]] = pairs[1::2]
    alike = (
        "birth_name",
        "used_name",
        "first_names",
        "sex",
        "birth_year",
        "birth_month",
        "birth_day",
    )
    return people.with_columns(people[name].gather(source) for name in alike)


def _entrances(draw: np.random.Generator, homes: np.ndarray) -> np.ndarray:
    """One home in three shares its entrance with a score of others."""
    many = int(homes.max()) + 1
    entrance = np.arange(many)
    flats = draw.random(many) < 0.33
    entrance[flats] = many + draw.integers(0, max(1, many // 60), int(flats.sum()))
    chosen: np.ndarray = entrance[homes] + 1
    return chosen


def _addresses(draw: np.random.Generator, people: pl.DataFrame) -> pl.DataFrame:
    ids = people["address_id"].unique().sort()
    count = len(ids)
    streets = _surnames(np.random.default_rng(3), 4_000)
    ways = np.random.default_rng(4).integers(0, len(_WAYS), 4_000)
    street = draw.integers(0, 4_000, count)
    bis = draw.random(count) < 0.03
    number = draw.integers(1, 180, count)
    return pl.DataFrame(
        {
            "address_id": ids,
            "street_number": [
                f"{value} bis" if also else str(value)
                for value, also in zip(number.tolist(), bis, strict=True)
            ],
            "street": [f"{_WAYS[ways[each]]} {streets[each]}" for each in street],
            "postcode": [_POSTCODES[each % 20] for each in street],
            "city": "Paris",
        }
    )
