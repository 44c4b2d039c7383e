"""What one move of a slider costs on a million people: `python -m tests.bench.what_if [people]`.

Processor time of this process, so that a busy machine tells the same: making the pool ready, then
moves one after the other, beside ranking the whole list as a campaign does.
"""

from __future__ import annotations

import json
import sys
import time

import numpy as np
import polars as pl

from phonebank.targeting.campaign_list import Pool, line_ranks, ranked
from phonebank.targeting.priority import Weights
from phonebank.targeting.what_if import WhatIf

MOVES = 9
TOP = 20_000


def pool_of_strangers(people: int) -> Pool:
    """Invented people: seven lines for ten of them, any chance of voting."""
    draw = np.random.default_rng(1)
    return Pool(
        pl.DataFrame(
            {
                "person_id": np.arange(people),
                "line_id": draw.integers(0, max(1, people * 7 // 10), people),
                "p_vote": draw.random(people),
                "lines": draw.integers(1, 3, people),
                "share": draw.random(people),
                "leaning": draw.random(people) * 2,
                "language": [""] * people,
            }
        )
    )


def measure(people: int) -> dict[str, float]:
    """Seconds of processor: ready, the median move, a whole ranking; and their ratio."""
    pool = pool_of_strangers(people)
    began = time.process_time()
    what_if = WhatIf(pool)
    ready = time.process_time() - began
    moves, rankings = [], []
    for step in range(MOVES):
        weights = Weights(effect=0.2 * step, leaning=2.0 - 0.2 * step)
        began = time.process_time()
        what_if.outlook(weights, TOP)
        moves.append(time.process_time() - began)
        began = time.process_time()
        line_ranks(ranked(pool, weights)).head(TOP)
        rankings.append(time.process_time() - began)
    move, ranking = float(np.median(moves)), float(np.median(rankings))
    return {
        "people": people,
        "ready_s": round(ready, 3),
        "move_s": round(move, 3),
        "ranking_s": round(ranking, 3),
        "ratio": round(move / ranking, 3),
    }


if __name__ == "__main__":
    size = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    sys.stdout.write(json.dumps(measure(size)) + "\n")
