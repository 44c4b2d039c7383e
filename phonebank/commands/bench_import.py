r"""`phonebank bench import`: rolls beside `\copy`, telephone numbers beside the library."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated, Any

import typer

from phonebank.commands.output import answer
from phonebank.rehearsal.ground import thrown_away
from phonebank.rehearsal.importing import (
    AGAIN_BAR,
    COPY_BAR,
    PHONES_BAR,
    ImportResult,
    importing,
)

if TYPE_CHECKING:
    from collections.abc import Callable

ROWS = 1_000_000
_QUICK_ROWS, _QUICK_NUMBERS = 2_000, 5_000


def run_import(
    machine: dict[str, Any], say: Callable[[str], None], rows: int, rounds: int, *, quick: bool
) -> None:
    """Measure and answer."""
    with thrown_away(fsync="off" if quick else "on") as ground:
        if quick:
            found = importing(ground, _QUICK_ROWS, 1, say, numbers=_QUICK_NUMBERS)
        else:
            found = importing(ground, rows, rounds, say, numbers=ROWS)
    bars = {
        "import_ratio": found.copy_ratio >= COPY_BAR,
        "again_ratio": found.again_ratio <= AGAIN_BAR,
        "phones_ratio": found.phones.ratio >= PHONES_BAR,
        "phones_alike": found.phones.differences == 0,
    }
    facts = {"machine": machine, "quick": quick, "import": asdict(found), "bars": bars}
    missed = [name.replace("_", " ") for name, reached in bars.items() if not reached]
    verdict = f"Missed: {', '.join(missed)}." if missed else "Every bar was reached."
    answer(facts, *_lines(found), verdict)


def _lines(found: ImportResult) -> list[str]:
    phones = found.phones
    rolls = (
        f"{found.rows:,} voters ({found.file_mb} MB): {found.copy_ratio} × the speed of \\copy of "
        f"the same file ({found.copy_cpu_ratio} by processor time), "
        f"{found.rows_per_second:,} rows a second "
        f"(rounds of \\copy differ by {found.noise:.0%})"
    )
    again = (
        f"again, {found.rounds[0].changed:,} of them moved: {found.again_ratio} × reading, "
        f"checking and staging alone ({found.again_cpu_ratio} by processor time), "
        f"{found.again_to_stage_only} × the staging copy by itself"
    )
    numbers = (
        f"telephone numbers: {phones.per_second:,} a second, {phones.ratio} × the library, "
        f"{phones.ratio_to_rule} × the rule one by one, {phones.differences} different of "
        f"{phones.compared:,}"
    )
    return [rolls, again, f"at most {found.peak_mb:,} MB of memory", numbers]


RowsOption = Annotated[
    int, typer.Option("--rows", min=1_000, max=5_000_000, help="voters on the roll")
]
RoundsOption = Annotated[int, typer.Option("--rounds", min=1, max=50)]
QuickOption = Annotated[
    bool, typer.Option("--quick", help="a moment of everything; its figures mean little")
]
