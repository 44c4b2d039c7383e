"""`phonebank bench match`: contacts against a large roll, how fast and how right."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from typing import Annotated, Any

import typer

from phonebank.commands.output import answer
from phonebank.rehearsal.ground import thrown_away
from phonebank.rehearsal.matching import RECALL_BAR, RIGHT_BAR, SECONDS_BAR, Matching, matching

DRAWN = 20260315
"""The draw of the figures in BENCHMARKS.md."""


def measure(people: int, contacts: int, seed: int, say: Callable[[str], None]) -> None:
    """Measure, and print one object or a few lines."""
    with thrown_away(fsync="off", shared_buffers="256MB") as ground:
        done = matching(ground, people, contacts, seed=seed, say=say)
    bars = reached(done)
    facts: dict[str, Any] = {**asdict(done), "seed": seed, "bars": bars}
    found = done.quality
    missed = [name.replace("_", " ") for name, well in bars.items() if not well]
    answer(
        facts,
        f"{done.contacts:,} contacts, {done.people:,} people: {done.seconds} s from the file to "
        f"the commit, {done.processor_seconds} s of processor here",
        f"sure: {found.sure:,}, of which {found.sure_right:.2%} are right ({found.wrong} wrong)",
        f"found with review: {found.recall_with_review:.2%} ({found.recall_sure:.2%} without "
        f"asking); {found.asked:.1%} of the contacts go to review",
        f"compared at all: {found.block_recall or 0:.2%}",
        f"Missed: {', '.join(missed)}." if missed else "Every bar was reached.",
    )


def reached(done: Matching) -> dict[str, bool]:
    """Which bars were reached."""
    return {
        "seconds": done.seconds <= SECONDS_BAR,
        "sure_right": done.quality.sure_right >= RIGHT_BAR,
        "recall_with_review": done.quality.recall_with_review >= RECALL_BAR,
    }


People = Annotated[int, typer.Option("--people", min=500, max=5_000_000, help="on the roll")]
Contacts = Annotated[int, typer.Option("--contacts", min=50, max=10_000, help="in the file")]
Seed = Annotated[int, typer.Option("--seed", help="another one draws other people")]
