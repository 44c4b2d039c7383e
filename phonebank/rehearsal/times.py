"""What times look like: the middle, the worst of a hundred, and how much rounds differ."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from statistics import median


@dataclass(frozen=True, slots=True)
class Times:
    """Times in milliseconds; zeros where nothing was timed."""

    count: int
    p50: float
    p99: float

    def facts(self) -> dict[str, float]:
        """The same for a report, to the microsecond."""
        return {"count": self.count, "p50_ms": round(self.p50, 3), "p99_ms": round(self.p99, 3)}


def times_of(seconds: Iterable[float]) -> Times:
    """The percentiles of times in seconds, by the nearest rank."""
    ordered = sorted(seconds)
    if not ordered:
        return Times(0, 0.0, 0.0)
    last = len(ordered) - 1
    return Times(
        len(ordered), ordered[round(last * 0.50)] * 1000, ordered[round(last * 0.99)] * 1000
    )


def spread(values: Iterable[float]) -> float:
    """How far apart rounds lie, as a share of the middle one: the machine's noise."""
    found = sorted(values)
    middle = median(found) if found else 0.0
    return (found[-1] - found[0]) / middle if middle else 0.0
