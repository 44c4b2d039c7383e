"""`phonebank bench score`: the speed of scores, in memory and from a database of its own."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from typing import Annotated, Any

import typer

from phonebank.commands.output import answer
from phonebank.rehearsal.ground import thrown_away
from phonebank.rehearsal.scoring import SECONDS_BAR, reading, scoring

_QUICK = 20_000


PeopleOption = Annotated[int, typer.Option("--people", min=5_000, max=5_000_000)]
MemoryOption = Annotated[
    bool, typer.Option("--memory-only", help="leave the database out: seconds, not minutes")
]


def run_score(
    machine: dict[str, Any],
    say: Callable[[str], None],
    people: int,
    rounds: int,
    *,
    memory_only: bool,
    quick: bool,
) -> None:
    """Measure and tell: the rule, calibration, reasons, the fitted model, reading."""
    size = _QUICK if quick else people
    speed = scoring(size, rounds, say)
    read = None
    if not memory_only:
        with thrown_away(fsync="off") as ground:
            read = reading(ground, size, say)
    bars = {"compute": speed.rule <= SECONDS_BAR and speed.by_bureau <= SECONDS_BAR}
    facts: dict[str, Any] = {
        "machine": machine,
        "quick": quick,
        "scoring": {**asdict(speed), "ratio": round(speed.ratio, 1)},
        "reading": asdict(read) if read else None,
        "bars": bars,
    }
    lines = [f"{speed.people:,} people, {speed.rounds} rounds, seconds of processor:"]
    lines.append(
        f"the rule brought to an expected turnout {speed.rule}, {speed.ratio:.1f} × one pass "
        f"over their bits; a turnout for every bureau {speed.by_bureau} (bar {SECONDS_BAR:g})"
    )
    lines.append(
        f"the table {speed.frame}, everyone's reasons {speed.reasons}, the fitted model with "
        f"its guard {speed.guard}"
    )
    if read is not None:
        lines.append(
            f"from the database: roll {read.roll} s, turnout as masks {read.masks} s, to the table "
            f"of scores {read.whole} s, of which {read.client} s of processor here"
        )
    lines.append("Every bar was reached." if all(bars.values()) else "Missed: compute.")
    answer(facts, *lines)
