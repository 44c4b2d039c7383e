r"""How long a roll takes, beside PostgreSQL's own `\copy` of the same file.

Every import runs in a process of its own, as somebody would start it, so that its memory is its
own. Rounds take turns: copy, import, copy, stage, import again, stage.
"""

from __future__ import annotations

import multiprocessing
import os
import subprocess
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from statistics import mean, median
from typing import TYPE_CHECKING

from phonebank.domain.errors import KnownError
from phonebank.office.admission import conninfo
from phonebank.practice.roll_files import ROLL_COLUMNS
from phonebank.rehearsal.numbering import Numbering, numbering
from phonebank.rehearsal.roll_file import roll_name, write_large_roll
from phonebank.rehearsal.roll_timed import Timed, imported, processor_seconds, staged
from phonebank.rehearsal.times import spread
from phonebank.store import large_roll

if TYPE_CHECKING:
    from sqlalchemy import URL

    from phonebank.rehearsal.ground import Ground

COPY_BAR = 0.30
"""The import's share of the speed of `\\copy` (DESIGN 8)."""
AGAIN_BAR = 2.0
"""A re-import beside staging alone (DESIGN 8)."""
PHONES_BAR = 50.0
MOVED = 0.01
_WAIT_SECONDS = 3600
_REAPED_SECONDS = 0.3


@dataclass(frozen=True, slots=True)
class Round:
    """One round, in seconds; the `_cpu` ones are processor time of client and server together.

    `copy`: the mean of the `\\copy` before and after. `stage`: reading, checking and copying the
    rows into a staging table, the mean of before and after; `stage_only`: that copy alone.
    """

    copy: float
    copy_cpu: float
    first: float
    first_cpu: float
    stage: float
    stage_cpu: float
    stage_only: float
    again: float
    again_cpu: float
    changed: int


@dataclass(frozen=True, slots=True)
class ImportResult:
    """What was measured; ratios are medians over the rounds, times in seconds.

    The `_cpu_ratio` ones compare processor time, which a busy machine leaves alone; 0 where the
    system does not say what the server used.
    """

    rows: int
    file_mb: int
    rounds: tuple[Round, ...]
    copy_ratio: float
    copy_cpu_ratio: float
    again_ratio: float
    again_cpu_ratio: float
    again_to_stage_only: float
    rows_per_second: int
    peak_mb: int
    noise: float
    phones: Numbering


def importing(
    ground: Ground, rows: int, rounds: int, say: Callable[[str], None], *, numbers: int
) -> ImportResult:
    """Measure imports of `rows` voters, `rounds` times, and `numbers` telephone numbers.

    Raises KnownError where psql is missing or an import fails.
    """
    say(f"writing two rolls of {rows:,} voters")
    first, second = (ground.folder / name for name in (roll_name(), f"again-{roll_name()}"))
    write_large_roll(first, rows)
    write_large_roll(second, rows, moved=MOVED)
    taken: list[Round] = []
    peak = 0
    for number in range(rounds):
        say(f"round {number + 1} of {rounds}")
        url = large_roll.make_roll_office(ground.cluster.url(), f"roll{number}")
        made, used = _round(ground, url, first, second, rows)
        taken.append(made)
        peak = max(peak, used)
        large_roll.drop_office(ground.cluster.url(), f"roll{number}")
    say("telephone numbers")
    return ImportResult(
        rows,
        first.stat().st_size // 2**20,
        tuple(taken),
        copy_ratio=round(median(each.copy / each.first for each in taken), 3),
        copy_cpu_ratio=_cpu_ratio([(each.copy_cpu, each.first_cpu) for each in taken]),
        again_cpu_ratio=_cpu_ratio([(each.again_cpu, each.stage_cpu) for each in taken]),
        again_ratio=round(median(each.again / each.stage for each in taken), 2),
        again_to_stage_only=round(median(each.again / each.stage_only for each in taken), 2),
        rows_per_second=round(rows / median(each.first for each in taken)),
        peak_mb=peak,
        noise=round(spread(each.copy for each in taken), 2),
        phones=numbering(numbers, rounds),
    )


def _round(ground: Ground, url: URL, first: Path, second: Path, rows: int) -> tuple[Round, int]:
    copies = [_copy(ground, url, first, rows)]
    new, new_cpu = _apart(ground, imported, url, first)
    if new.new != rows:
        raise KnownError(f"The import made {new.new:,} people of {rows:,} rows.")
    copies.append(_copy(ground, url, first, rows))
    stages = [_apart(ground, staged, url, second)]
    again, again_cpu = _apart(ground, imported, url, second)
    stages.append(_apart(ground, staged, url, second))
    made = Round(
        copy=_mean(seconds for seconds, _ in copies),
        copy_cpu=_mean(cpu for _, cpu in copies),
        first=round(new.seconds, 3),
        first_cpu=round(new_cpu, 3),
        stage=_mean(each.seconds for each, _ in stages),
        stage_cpu=_mean(cpu for _, cpu in stages),
        stage_only=_mean(each.copying for each, _ in stages),
        again=round(again.seconds, 3),
        again_cpu=round(again_cpu, 3),
        changed=again.changed,
    )
    return made, max(new.peak_mb, again.peak_mb)


def _mean(values: Iterable[float]) -> float:
    return round(mean(values), 3)


def _cpu_ratio(pairs: Iterable[tuple[float, float]]) -> float:
    return round(median(ours / theirs if theirs else 0.0 for ours, theirs in pairs), 3)


def _copy(ground: Ground, url: URL, path: Path, rows: int) -> tuple[float, float]:
    """Seconds and processor seconds of psql's copy."""
    program = ground.binaries.program("psql")
    if not program.is_file():
        raise KnownError(
            f"psql is not beside the PostgreSQL in {ground.binaries.folder}: install the whole "
            "PostgreSQL (on Debian: apt install postgresql), then measure again."
        )
    names = large_roll.make_floor(url, len(ROLL_COLUMNS))
    command = large_roll.copy_command(names, str(path))
    before, begun, used = _server_cpu(ground), time.perf_counter(), processor_seconds()
    done = subprocess.run(
        [str(program), "--quiet", "--no-psqlrc", "--command", command, conninfo(url)],
        capture_output=True,
        text=True,
        check=False,
        timeout=_WAIT_SECONDS,
    )
    seconds, used = time.perf_counter() - begun, processor_seconds() - used
    served = _server_cpu(ground) - before
    if done.returncode or large_roll.count_copied(url) != rows:
        raise KnownError(f"psql did not copy the file: {done.stderr.strip()[:200]}")
    return seconds, (used + served if served else 0.0)


def _server_cpu(ground: Ground) -> float:
    """Processor seconds of the server's connections that have ended; 0 where nobody says."""
    time.sleep(_REAPED_SECONDS)  # the server hears a little later that one has ended
    try:
        pid = (ground.cluster.data / "postmaster.pid").read_text("utf-8").split()[0]
        fields = Path(f"/proc/{pid}/stat").read_text("utf-8").rsplit(")", 1)[1].split()
        return (int(fields[13]) + int(fields[14])) / float(os.sysconf("SC_CLK_TCK"))
    except (OSError, ValueError, IndexError, AttributeError):
        return 0.0


def _apart(
    ground: Ground, work: Callable[[URL, Path], Timed], url: URL, path: Path
) -> tuple[Timed, float]:
    """Run in a fresh process; times are taken inside it, once the program is loaded.

    Also the processor seconds of client and server together, 0 where the server's are not known.
    """
    before = _server_cpu(ground)
    context = multiprocessing.get_context("spawn")
    with context.Pool(1) as pool:
        timed = pool.apply_async(work, (url, path)).get(_WAIT_SECONDS)
    served = _server_cpu(ground) - before
    return timed, (timed.cpu + served if served else 0.0)
