"""Two hundred desks on one server at an evening's pace: does anybody wait, is a line held twice?"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

from phonebank.rehearsal.ground import Ground
from phonebank.rehearsal.pgbench import drive
from phonebank.store.invariants import Violations, violations
from phonebank.store.large_queue import Scenario, fill, sign_in_crowd
from phonebank.store.owner import OwnerStore

P99_BAR_MS = 50.0
CONNECTIONS, PER_SECOND = 200, 20.0
_SPARE = 4  # queue rows a call, so that nobody runs out

Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Crowd:
    """Whole calls by many connections; times count from a call's appointed moment.

    `first_p99_ms` is that of each connection's first call, which signs in and claims besides;
    `every_p99_ms` that of all calls together.
    """

    connections: int
    wanted_per_second: float
    per_second: float
    calls: int
    p50_ms: float
    p99_ms: float
    first_p99_ms: float
    every_p99_ms: float
    failed: int
    violations: Violations


def crowd(
    ground: Ground,
    *,
    rows: int = 100_000,
    connections: int = CONNECTIONS,
    per_second: float = PER_SECOND,
    seconds: int = 60,
    say: Say = lambda _words: None,
) -> Crowd:
    """Let `connections` desks make `per_second` calls in all, commits reaching the disk."""
    lines = max(rows, int(connections * 2 + per_second * seconds * _SPARE))
    say(f"crowd: filling a queue of {lines:,} rows")
    url, campaign = ground.database("crowd")
    fill(url, campaign, lines, Scenario.HALF_COOLING)
    sign_in_crowd(url, connections)
    since = datetime.now(UTC)
    say(f"crowd: {connections} connections for {seconds} s")
    driven = drive(
        ground.pgbench(),
        url,
        ground.folder,
        campaign,
        clients=connections,
        seconds=seconds,
        per_second=per_second,
    )
    with OwnerStore(url) as owner:
        broken = violations(owner, since)
    return Crowd(
        connections=connections,
        wanted_per_second=per_second,
        per_second=round(driven.per_second, 1),
        calls=driven.times.count,
        p50_ms=round(driven.times.p50, 2),
        p99_ms=round(driven.times.p99, 2),
        first_p99_ms=round(driven.first.p99, 2),
        every_p99_ms=round(driven.every.p99, 2),
        failed=driven.failed,
        violations=broken,
    )
