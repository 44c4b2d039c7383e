"""An émargement typed number by number: what one entry adds, what it repeats, what nobody has.

A sheet is a list of entries (`3`, `18-22`, `40, 41`), so that the last one can be taken back. What
it amounts to is written as the numbers-only file it would have been, and comes in as that file.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from phonebank.domain.errors import BadInput
from phonebank.intake.numbers import read_numbers

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

_ENTRY = re.compile(r"[\d\s,;.\-–—]+")


@dataclass(frozen=True, slots=True)
class Entry:
    """What one entry says. The three parts share no number; each is in the order typed."""

    new: tuple[int, ...]
    repeated: tuple[int, ...]
    unknown: tuple[int, ...]
    """On no line of the list, though perhaps signed on paper."""


def read_entry(text: str, typed: Collection[int], on_list: Collection[int]) -> Entry:
    """Read `3`, `18-22` or `40, 41` against what is typed already and who is on the list.

    Raises BadInput for what is no number, a range that runs backwards or is too long.
    """
    if not _ENTRY.fullmatch(text) or not any(char.isdigit() for char in text):
        raise BadInput(f"“{text.strip()[:20]}” is not a number: type 17, or 18-22 for several.")
    rows = read_numbers(f"0: {text}").rows
    new: list[int] = []
    repeated: list[int] = []
    unknown: list[int] = []
    for number, reason in rows.select("order_number", "reason").iter_rows():
        if number is None:
            raise BadInput(f"“{text.strip()[:20]}”: {reason}. Type 17, or 18-22 for several.")
        if reason or number in typed:
            repeated.append(number)
        elif number in on_list:
            new.append(number)
        else:
            unknown.append(number)
    return Entry(tuple(new), tuple(repeated), tuple(unknown))


def numbers_of(entries: Iterable[str]) -> tuple[int, ...]:
    """Every number of entries written by `shortened`, each once, in the order typed."""
    found: dict[int, None] = {}
    for entry in entries:
        for part in entry.split(","):
            first, _, last = part.partition("-")
            found.update(dict.fromkeys(range(int(first), int(last or first) + 1)))
    return tuple(found)


def shortened(numbers: Iterable[int]) -> str:
    """Numbers as one writes them, runs as a range: `3, 17, 18-22`."""
    runs: list[tuple[int, int]] = []
    for number in sorted(set(numbers)):
        if runs and number == runs[-1][1] + 1:
            runs[-1] = (runs[-1][0], number)
        else:
            runs.append((number, number))
    return ", ".join(str(first) if first == last else f"{first}-{last}" for first, last in runs)


def without(entries: Iterable[str], number: int) -> tuple[str, ...]:
    """The entries, `number` taken out of the one that holds it."""
    kept = []
    for entry in entries:
        inside = numbers_of([entry])
        if number in inside:
            rest = shortened(each for each in inside if each != number)
            if rest:
                kept.append(rest)
        else:
            kept.append(entry)
    return tuple(kept)


def as_file(bureau_code: str, list_type: str, entries: Iterable[str]) -> str:
    """The sheet as a numbers-only file: `0012 LP: 3, 17, 18-22`.

    Raises BadInput for an empty sheet, which would say that nobody came, or that everybody did.
    """
    numbers = shortened(numbers_of(entries))
    if not numbers:
        raise BadInput("No number is typed yet: type at least one.")
    return f"{bureau_code} {list_type}: {numbers}\n"
