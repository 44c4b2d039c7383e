"""What-if: the first lines are those a campaign would have, the figures are plain sums."""

from __future__ import annotations

import random

import polars as pl
import pytest

from phonebank.domain.errors import BadInput
from phonebank.targeting.campaign_list import Pool, line_ranks, ranked
from phonebank.targeting.priority import ANSWERED, EFFECT_AT_MIDDLE, Weights
from phonebank.targeting.what_if import Pace, WhatIf

TWO = (Weights(), Weights(0.3, 1.7, 0.0), Weights(0, 0, 2), Weights(0.5, 1, 1, middle_first=False))


def pool(seed: int, size: int = 400, *, shares: bool = True) -> Pool:
    draw = random.Random(seed)
    return Pool(
        pl.DataFrame(
            {
                "person_id": list(range(size)),
                "line_id": [draw.randrange(size // 2) * 3 for _ in range(size)],
                "p_vote": [round(draw.random(), 2) for _ in range(size)],
                "lines": [draw.choice((1, 1, 2)) for _ in range(size)],
                "share": [draw.choice((None, draw.random())) if shares else None] * size,
                "leaning": [draw.choice((1.0, 0.5, 1.5)) for _ in range(size)],
                "language": [""] * size,
            },
            schema={
                "person_id": pl.Int64, "line_id": pl.Int64, "p_vote": pl.Float64, "lines": pl.Int64,
                "share": pl.Float64, "leaning": pl.Float64, "language": pl.String,
            },
        )
    )  # fmt: skip


@pytest.mark.parametrize("weights", TWO)
@pytest.mark.parametrize("top", [0, 1, 37, 150, 10_000])
def test_the_first_lines_are_those_a_campaign_keeps(weights: Weights, top: int) -> None:
    for seed in range(4):
        people = pool(seed)
        kept = line_ranks(ranked(people, weights)).head(top)["line_id"].sort().to_list()
        assert WhatIf(people).first_lines(weights, top).tolist() == kept


def test_the_figures_are_sums_over_the_lines_people() -> None:
    people = pool(9)
    weights, pace = TWO[1], Pace(attempts=2, calls_an_hour=40)
    what_if = WhatIf(people)
    outlook = what_if.outlook(weights, 50, pace)
    first = set(what_if.first_lines(weights, 50).tolist())
    rows = [row for row in people.frame.iter_rows(named=True) if row["line_id"] in first]
    reached = 1 - (1 - ANSWERED) ** 2
    effect = [EFFECT_AT_MIDDLE * 4 * row["p_vote"] * (1 - row["p_vote"]) for row in rows]
    assert outlook.top.people == len(rows)
    assert outlook.top.lines == 50
    assert outlook.top.voters == pytest.approx(sum(effect) * reached)
    assert outlook.top.middle == sum(0.25 <= row["p_vote"] <= 0.75 for row in rows)
    dials = 1 + (1 - ANSWERED)
    assert outlook.top.hours == pytest.approx(50 * dials / 40)
    assert outlook.whole.people == people.people
    assert outlook.whole.lines == people.lines


def test_votes_for_us_need_results() -> None:
    assert WhatIf(pool(1, shares=False)).outlook(Weights(), 10).top.votes is None


def test_lines_that_enter_are_counted_against_other_weights() -> None:
    what_if = WhatIf(pool(5))
    for weights in TWO[1:]:
        outlook = what_if.outlook(weights, 60)
        new = set(what_if.first_lines(weights, 60).tolist())
        old = set(what_if.first_lines(Weights(), 60).tolist())
        assert outlook.entering == len(new - old)
        assert outlook.leaving == len(old - new)
    assert what_if.outlook(Weights(), 60).entering == 0


def test_an_empty_list_is_worth_nothing() -> None:
    empty = Pool(pool(1).frame.clear())
    outlook = WhatIf(empty).outlook(Weights(), 100)
    assert (outlook.top.people, outlook.top.lines, outlook.top.hours) == (0, 0, 0.0)


def test_a_pace_nobody_has_is_refused() -> None:
    with pytest.raises(BadInput):
        Pace(attempts=5)
    with pytest.raises(BadInput):
        Pace(calls_an_hour=0)
