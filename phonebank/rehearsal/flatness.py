"""Does a claim cost the same in a queue of millions?

The same claims are made in offices of each size in turn, round after round, in one server; best in
one that does not wait for the disk (`fsync` off) nor is cleaned up in the middle (`autovacuum`
off), for what is compared is the work. What the claims will read is brought into memory first: the
pages tell what it costs where it is not.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from statistics import fmean, median, quantiles

from sqlalchemy import URL

from phonebank.rehearsal.ground import Ground
from phonebank.rehearsal.times import spread, times_of
from phonebank.store.claim_cost import ClaimCost, ClaimGauge
from phonebank.store.large_queue import Scenario, fill, read_ahead, sign_in_crowd

RATIO_BAR, PAGES_BAR = 1.5, 40
SCENARIOS = (Scenario.HALF_COOLING, Scenario.MOST_CLOSED, Scenario.FIFTH_DUE)
_CALLERS = 80

Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Flatness:
    """Claims at one size in one scenario; times are of the client, over a local socket."""

    scenario: str
    rows: int
    p50_ms: float
    p99_ms: float
    ratio: float
    """Of the time of the quicker quarter to that at the smallest size, in the same rounds: what
    disturbs a machine only ever adds time."""
    queue_pages: float
    call_pages: float
    """Pages of the queue which the rest of the call reads, and who brings rested lines back."""
    all_pages: float
    noise: float
    """Spread of the smallest size's rounds."""


@dataclass(frozen=True, slots=True)
class _Office:
    rows: int
    url: URL
    desk: URL
    campaign: int
    tokens: tuple[str, ...]


def flatness(
    ground: Ground,
    sizes: Sequence[int],
    *,
    rounds: int = 5,
    callers: int = _CALLERS,
    scenarios: Sequence[Scenario] = SCENARIOS,
    say: Say = lambda _words: None,
) -> list[Flatness]:
    """Measure claims in queues of `sizes` rows, smallest first."""
    found: list[Flatness] = []
    offices = []
    for rows in sorted(sizes):
        url, campaign = ground.database(f"rows_{rows}")
        desk = ground.desk(url, f"Poste {rows}")
        tokens = sign_in_crowd(url, callers, str(desk.username))
        offices.append(_Office(rows, url, desk, campaign, tokens))
    for scenario in scenarios:
        for office in offices:
            say(f"{scenario}: filling a queue of {office.rows:,} rows")
            fill(office.url, office.campaign, office.rows, scenario)
        for office in offices:
            read_ahead(office.url, office.campaign, (rounds + 1) * callers)
        say(f"{scenario}: claiming")
        found += _measure(offices, scenario, rounds)
    return found


def _measure(offices: Sequence[_Office], scenario: Scenario, rounds: int) -> list[Flatness]:
    costs: list[list[ClaimCost]] = [[] for _ in offices]
    with ExitStack() as stack:
        gauges = [
            stack.enter_context(ClaimGauge(each.url, each.desk, each.campaign, each.tokens))
            for each in offices
        ]
        for gauge in gauges:
            gauge.batch()  # plans are made and pages read
        for _ in range(rounds):
            for gauge, mine in zip(gauges, costs, strict=True):
                mine.append(gauge.batch())
    quick = [[quantiles(cost.seconds, n=4)[0] for cost in mine] for mine in costs]
    found = []
    for office, mine, times_here in zip(offices, costs, quick, strict=True):
        times = times_of(one for cost in mine for one in cost.seconds)
        ratio = median(here / small for here, small in zip(times_here, quick[0], strict=True))
        found.append(
            Flatness(
                scenario=str(scenario),
                rows=office.rows,
                p50_ms=round(times.p50, 3),
                p99_ms=round(times.p99, 3),
                ratio=round(ratio, 2),
                queue_pages=round(fmean(cost.queue_pages for cost in mine), 1),
                call_pages=round(fmean(cost.call_pages for cost in mine), 1),
                all_pages=round(fmean(one for cost in mine for one in cost.all_pages), 1),
                noise=round(spread(quick[0]), 2),
            )
        )
    return found
