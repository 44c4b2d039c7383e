"""One roll, timed in the process that imports it."""

from __future__ import annotations

import os
import sys
import time
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import polars as pl

from phonebank.intake.opening import read_one_table
from phonebank.intake.roll import read_roll
from phonebank.intake.run_roll import import_roll
from phonebank.store.intake import IntakeStore

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy import URL

_KEY = b"measuring-imports-has-no-secret."


@dataclass(frozen=True, slots=True)
class Timed:
    """Seconds from opening the file to the commit; `copying`: of the staging copy alone.

    `cpu`: processor seconds of this process and of those it started. `peak_mb`: the most memory
    one of them held, 0 where the system does not say.
    """

    seconds: float
    cpu: float
    copying: float = 0.0
    new: int = 0
    changed: int = 0
    peak_mb: int = 0


def imported(url: URL, path: Path) -> Timed:
    """Import a roll into the office at `url`."""
    store = IntakeStore(url)
    begun, used = time.perf_counter(), processor_seconds()
    try:
        done = import_roll(store, path, objection_key=_KEY)
        seconds, used = time.perf_counter() - begun, processor_seconds() - used
    finally:
        store.close()
    return Timed(seconds, used, 0.0, done.people_new, done.people_changed, peak_megabytes())


def staged(url: URL, path: Path) -> Timed:
    """Read and check a roll, copy its rows into a staging table, and leave it at that."""
    store = IntakeStore(url)
    begun, used = time.perf_counter(), processor_seconds()
    try:
        table, _ = read_one_table(path)
        rows = read_roll(table, date(2026, 1, 1)).rows.filter(pl.col("decision") != "refused")
        with store.work(dry_run=True) as work:
            copied = time.perf_counter()
            work.stage("roll_row", rows)
            ended = time.perf_counter()
        return Timed(ended - begun, processor_seconds() - used, ended - copied)
    finally:
        store.close()


def processor_seconds() -> float:
    """Processor time so far of this process and of those it started and saw end."""
    spent = os.times()
    return spent.user + spent.system + spent.children_user + spent.children_system


def peak_megabytes() -> int:
    """The largest resident size so far of this process or one of its children."""
    if sys.platform == "win32":
        return 0
    import resource

    most = max(
        resource.getrusage(who).ru_maxrss
        for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    )
    return int(most // (2**20 if sys.platform == "darwin" else 2**10))
