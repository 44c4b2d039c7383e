"""`phonebank bench`: the measurements of BENCHMARKS.md, as ratios, on databases of their own."""

from __future__ import annotations

import platform
import sys
from collections.abc import Callable
from dataclasses import asdict
from os import cpu_count
from typing import Annotated, Any

import typer

from phonebank.commands.bench_import import (
    ROWS,
    QuickOption,
    RoundsOption,
    RowsOption,
    run_import,
)
from phonebank.commands.bench_match import DRAWN, Contacts, People, Seed, measure
from phonebank.commands.bench_scores import MemoryOption, PeopleOption, run_score
from phonebank.commands.output import answer, choice
from phonebank.domain.errors import BadInput
from phonebank.office.binaries import newest
from phonebank.rehearsal.crowd import P99_BAR_MS, Crowd, crowd
from phonebank.rehearsal.cycle import CPU_BAR, RATIO_BAR, TRIPS_BAR, CycleResult, cycle
from phonebank.rehearsal.flatness import PAGES_BAR, SCENARIOS, Flatness, flatness
from phonebank.rehearsal.flatness import RATIO_BAR as FLAT_BAR
from phonebank.rehearsal.ground import thrown_away

bench = typer.Typer(help="Measurements, as ratios, on databases of their own.")

_SIZES = "10000,1000000"
_SMALLEST, _LARGEST = 1_000, 20_000_000


@bench.callback()
def measurements() -> None:
    """Measurements, as ratios, on databases of their own."""


@bench.command("queue")
def queue(
    rows: Annotated[
        str,
        typer.Option("--rows", help="sizes of the queue; 10000000 takes 8 GB and ten minutes more"),
    ] = _SIZES,
    rounds: Annotated[int, typer.Option("--rounds", min=3, max=50)] = 5,
    quick: Annotated[
        bool, typer.Option("--quick", help="a moment of everything; its figures mean little")
    ] = False,
) -> None:
    """The queue: whole calls beside pgbench, claims in long queues, two hundred desks at once."""
    sizes = _sizes(rows)
    say = _say()
    with thrown_away(fsync="off" if quick else "on") as ground:
        if quick:
            turns = cycle(ground, 20_000, desks=2, rounds=1, seconds=1, say=say)
            many = crowd(ground, rows=500, connections=8, per_second=10, seconds=2, say=say)
            flat = flatness(
                ground, (500, 1_000), rounds=1, callers=8, scenarios=SCENARIOS[:1], say=say
            )
        else:
            turns = cycle(ground, 100_000, rounds=rounds, say=say)
            many = crowd(ground, say=say)
    if not quick:
        with thrown_away(fsync="off", autovacuum="off", shared_buffers="1GB") as ground:
            flat = flatness(ground, sizes, rounds=rounds, say=say)
    bars = _bars(turns, flat, many)
    facts: dict[str, Any] = {
        "machine": _machine(),
        "quick": quick,
        "cycle": asdict(turns),
        "claim": [asdict(each) for each in flat],
        "crowd": asdict(many),
        "bars": bars,
    }
    answer(facts, *_lines(turns, flat, many), *_verdicts(bars))


@bench.command("import")
def import_(rows: RowsOption = ROWS, rounds: RoundsOption = 3, quick: QuickOption = False) -> None:
    r"""A roll's import beside \copy of the same file, once more, and telephone numbers."""
    run_import(_machine(), _say(), rows, rounds, quick=quick)


@bench.command("score")
def score(
    people: PeopleOption = 1_000_000,
    rounds: RoundsOption = 3,
    memory_only: MemoryOption = False,
    quick: QuickOption = False,
) -> None:
    """Scores of a large town: the rule, calibration, reasons, the fitted model, reading."""
    run_score(_machine(), _say(), people, rounds, memory_only=memory_only, quick=quick)


def _machine() -> dict[str, Any]:
    return {
        "processors": cpu_count(),
        "system": f"{platform.system()} {platform.machine()}",
        "python": platform.python_version(),
        "postgresql": newest().version,
    }


@bench.command("match")
def match(people: People = 1_000_000, contacts: Contacts = 10_000, seed: Seed = DRAWN) -> None:
    """Contacts matched with a large roll: seconds, sure links that are right, what is found."""
    measure(people, contacts, seed, _say())


def _sizes(rows: str) -> tuple[int, ...]:
    try:
        sizes = tuple(sorted({int(word) for word in rows.split(",")}))
    except ValueError:
        raise BadInput(f"{rows} is no list of sizes: write --rows {_SIZES}.") from None
    if sizes[0] < _SMALLEST or sizes[-1] > _LARGEST:
        raise BadInput(f"A measured queue has {_SMALLEST:,} to {_LARGEST:,} rows.")
    return sizes


def _say() -> Callable[[str], None]:
    def say(words: str) -> None:
        if not choice.as_json and sys.stderr.isatty():
            sys.stderr.write(f"{words}…\n")

    return say


def _bars(turns: CycleResult, flat: list[Flatness], many: Crowd) -> dict[str, bool]:
    """Which bars were reached."""
    by_way = {each.way: each for each in turns.clients}
    return {
        "cycle_ratio": all(each.ratio >= RATIO_BAR for each in turns.clients),
        "client_cpu": all(
            max(each.cpu_ms, each.cpu_ms_together) <= CPU_BAR for each in turns.clients
        ),
        "round_trips": by_way["desk"].round_trips <= TRIPS_BAR,
        "claim_ratio": all(each.ratio <= FLAT_BAR for each in flat),
        "claim_pages": all(each.queue_pages <= PAGES_BAR for each in flat),
        "crowd_p99": many.p99_ms <= P99_BAR_MS and many.failed == 0,
        "nothing_held_twice": turns.violations.total + many.violations.total == 0,
    }


def _lines(turns: CycleResult, flat: list[Flatness], many: Crowd) -> list[str]:
    first = (
        f"{turns.desks} connections of pgbench: {turns.pgbench_per_second} calls a second "
        f"(rounds differ by {turns.noise:.0%})"
    )
    lines = [first]
    lines += [
        f"{turns.desks} processes, {each.way}: {each.ratio} × pgbench, {each.cpu_ms} ms of "
        f"processor a call alone ({each.cpu_ms_together} together), "
        f"{each.round_trips} round trips, p99 {each.p99_ms} ms"
        for each in turns.clients
    ]
    lines += [
        f"a claim in {each.rows:,} rows, {each.scenario}: {each.p50_ms} ms, {each.ratio} × the "
        f"smallest, {each.queue_pages} pages of the queue ({each.call_pages} for the rest of the "
        f"call), {each.all_pages} in all"
        for each in flat
    ]
    lines.append(
        f"{many.connections} connections, {many.per_second} calls a second: p50 {many.p50_ms} ms, "
        f"p99 {many.p99_ms} ms ({many.first_p99_ms} of a connection's first call, "
        f"{many.every_p99_ms} of all), "
        f"{many.failed} failed"
    )
    return lines


def _verdicts(bars: dict[str, bool]) -> list[str]:
    missed = [name.replace("_", " ") for name, reached in bars.items() if not reached]
    return [f"Missed: {', '.join(missed)}." if missed else "Every bar was reached."]
