"""The words the practice town is made of: names, streets, polling places (`resources/town`)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from phonebank.resources import resource


@dataclass(frozen=True, slots=True)
class Birthplace:
    """A place of birth as a roll writes it."""

    code: str
    name: str
    department: str
    country: str


@dataclass(frozen=True, slots=True)
class Words:
    """Everything read from `resources/town`."""

    first_names: dict[tuple[str, int], tuple[str, ...]]
    """By sex ('F', 'M') and first year of the generation, oldest first."""
    surnames: tuple[str, ...]
    streets: tuple[str, ...]
    polling_places: tuple[str, ...]
    birthplaces: tuple[Birthplace, ...]
    birthplace_weights: tuple[float, ...]
    """They add up to 1."""


@cache
def town_words() -> Words:
    """The words, read once. Raises FileNotFoundError when the installation lacks them."""
    names: dict[tuple[str, int], tuple[str, ...]] = {}
    for line in _lines("first-names.txt"):
        head, _, listed = line.partition(":")
        sex, _, years = head.partition(" ")
        names[sex, int(years[:4])] = _split(listed)
    places = [line.split(";") for line in _lines("birthplaces.txt")]
    total = sum(int(place[0]) for place in places)
    return Words(
        first_names=names,
        surnames=tuple(name for line in _lines("surnames.txt") for name in _split(line)),
        streets=tuple(_lines("streets.txt")),
        polling_places=tuple(_lines("polling-places.txt")),
        birthplaces=tuple(Birthplace(*place[1:]) for place in places),
        birthplace_weights=tuple(int(place[0]) / total for place in places),
    )


def _lines(name: str) -> list[str]:
    text = resource(f"town/{name}").read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]


def _split(listed: str) -> tuple[str, ...]:
    return tuple(word.strip() for word in listed.split(","))
