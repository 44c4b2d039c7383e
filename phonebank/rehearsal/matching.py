"""Matching measured: contacts brought into an office with a large roll, the truth being known.

The roll is invented (`electors`), four contacts in five are people of it, the fifth their kin and
neighbours who are not on it: the roll loses them. How they are written down (`slips`) is decided by
rules the matcher's weights were not chosen on.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from phonebank.intake import blocking
from phonebank.intake.contacts import read_contacts
from phonebank.intake.reading import read_table
from phonebank.intake.run_contacts import ContactOptions, import_contacts
from phonebank.rehearsal.electors import invent_electors
from phonebank.rehearsal.judging import MatchQuality, judge
from phonebank.rehearsal.slips import write_down
from phonebank.store.intake import IntakeStore
from phonebank.store.large_queue import new_database
from phonebank.store.match_ground import fill_roll, found
from phonebank.store.owner import OwnerStore
from phonebank.store.schema import migrate

if TYPE_CHECKING:
    from pathlib import Path

    from phonebank.rehearsal.ground import Ground

SECONDS_BAR, RIGHT_BAR, RECALL_BAR = 30.0, 0.995, 0.98
_ON_ROLL = 0.8
_KEY = b"measuring only, kept nowhere...."
_NOBODY = pl.DataFrame(schema={"line": pl.UInt32, "person_id": pl.Int64})


@dataclass(frozen=True, slots=True)
class Matching:
    """One measurement. `seconds` is the whole import, from the file to the commit, by the clock;
    `processor_seconds` what this process worked meanwhile (the database not counted)."""

    people: int
    contacts: int
    seconds: float
    processor_seconds: float
    quality: MatchQuality


def matching(
    ground: Ground,
    people: int,
    contacts: int,
    *,
    seed: int = 20260315,
    say: Callable[[str], None] = lambda _words: None,
) -> Matching:
    """Measure one import of so many contacts into an office with so many people."""
    say(f"inventing {people:,} people")
    there, roll, truth = _draw(people, contacts, seed)
    path = ground.folder / f"contacts-{people}-{contacts}.csv"
    _write(there, roll, path, seed)
    url = new_database(ground.cluster.url(), f"match_{people}_{contacts}")
    migrate(url)
    with OwnerStore(url) as owner:
        owner.found("Banc d'essai", practice=True)
    store = IntakeStore(url)
    try:
        say("putting the roll into the database")
        fill_roll(store, roll)
        say(f"bringing in {contacts:,} contacts")
        worked, began = time.process_time(), time.perf_counter()
        import_contacts(store, path, ContactOptions(source="banc d'essai"), objection_key=_KEY)
        seconds, worked = time.perf_counter() - began, time.process_time() - worked
        bands = found(store)
    finally:
        store.close()
    say("judging")
    rows = read_contacts(read_table(path), practice=True).rows
    met = blocking.pairs(blocking.sides(rows, roll), _NOBODY)
    quality = judge(bands, truth, met)
    return Matching(people, contacts, round(seconds, 2), round(worked, 2), quality)


def _draw(people: int, contacts: int, seed: int) -> tuple[pl.DataFrame, pl.DataFrame, pl.DataFrame]:
    """The people behind the contacts, the roll without those who are not on it, the truth."""
    everyone = invent_electors(people + round(contacts * (1 - _ON_ROLL)), seed).people
    draw = np.random.default_rng(seed + 1)
    there = everyone[draw.choice(everyone.height, contacts, replace=False)]
    gone = there.tail(everyone.height - people)["person_id"]
    truth = there.select(
        pl.int_range(2, pl.len() + 2).cast(pl.UInt32).alias("line"),
        pl.when(~pl.col("person_id").is_in(gone.implode()))
        .then(pl.col("person_id"))
        .alias("truth"),
    )
    roll = everyone.filter(~pl.col("person_id").is_in(gone.implode()))
    return there, roll, truth


def _write(there: pl.DataFrame, roll: pl.DataFrame, path: Path, seed: int) -> None:
    homes = roll.select("street_number", "street", "postcode").sample(
        min(5_000, roll.height), seed=seed
    )
    write_down(there, homes, seed).write_csv(path, separator=";")
