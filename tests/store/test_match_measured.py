"""The measurement of matching runs, and even a small roll meets its bars."""

from __future__ import annotations

import polars as pl

from phonebank.commands.bench_match import reached
from phonebank.rehearsal.electors import invent_electors
from phonebank.rehearsal.ground import thrown_away
from phonebank.rehearsal.judging import judge
from phonebank.rehearsal.matching import matching


def test_a_small_roll_is_matched_right_from_the_file_to_the_commit() -> None:
    with thrown_away(fsync="off") as ground:
        done = matching(ground, 6_000, 1_000)
    found = done.quality
    assert (found.contacts, found.on_roll) == (1_000, 800)
    assert reached(done)["sure_right"], found
    assert reached(done)["recall_with_review"], found
    assert found.sure > 600
    assert (found.block_recall or 0) > 0.98


def test_the_judge_counts_wrong_links_and_what_was_shown() -> None:
    truth = pl.DataFrame(
        {"line": [1, 2, 3, 4], "truth": [10, 20, 30, None]},
        schema={"line": pl.UInt32, "truth": pl.Int64},
    )
    found = pl.DataFrame(
        {
            "line": [1, 2, 3, 4],
            "band": ["sure", "sure", "review", "sure"],
            "person_id": [10, 99, None, 40],
            "candidates": [[], [], [31, 30], []],
        },
        schema={
            "line": pl.UInt32,
            "band": pl.String,
            "person_id": pl.Int64,
            "candidates": pl.List(pl.Int64),
        },
    )
    seen = judge(found, truth)
    assert (seen.sure, seen.wrong) == (3, 2)
    assert (seen.recall_sure, seen.recall_with_review) == (1 / 3, 2 / 3)


def test_electors_are_the_same_for_the_same_seed_and_hold_the_traps() -> None:
    one, again = (invent_electors(4_000, 7).people for _ in range(2))
    assert one.equals(again)
    named = ["birth_name", "first_names", "birth_year", "birth_month", "birth_day"]
    twice = one.filter(pl.col("birth_day").is_not_null()).group_by(named).len()
    assert twice["len"].max() == 2
    home = ["birth_name", "birth_year", "birth_month", "birth_day", "address_id"]
    assert one.group_by(home).len()["len"].max() == 2
