"""Scores brought to an expected turnout: the mean is met, no order changes, nothing is guessed."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from phonebank.domain.errors import BadInput
from phonebank.domain.rounds import Round, parse_round
from phonebank.domain.scoring import parse_turnout
from phonebank.targeting.calibration import (
    LevelSource,
    levelled,
    levelled_to,
    log_odds_of,
    probability_of,
)
from phonebank.targeting.past import Past, without_minors
from phonebank.targeting.rule import after_first_round, apply_rule
from tests.score_towns import CODES, FIRST, SECOND, town, with_round

odds_lists = st.lists(st.floats(-4, 4), min_size=1, max_size=60)
turnouts = st.floats(0.03, 0.97)


@given(odds_lists, turnouts)
def test_the_mean_is_the_turnout_expected_and_the_order_stays(
    odds: list[float], turnout: float
) -> None:
    before = np.array(odds)
    after = levelled(before, turnout)
    assert float(probability_of(after).mean()) == pytest.approx(turnout, abs=1e-6)
    assert (np.diff(after[np.argsort(before, kind="stable")]) >= 0).all()


@given(odds_lists, turnouts, turnouts)
def test_a_bureau_meets_its_own_turnout_and_the_others_the_rest(
    odds: list[float], bureau: float, office: float
) -> None:
    everyone = np.array(odds + odds)
    places = np.array([0] * len(odds) + [1] * len(odds))
    p = probability_of(
        levelled_to(everyone, places, office, np.array([bureau, np.nan])),
    )
    first, other = float(p[: len(odds)].mean()), float(p[len(odds) :].mean())
    assert first == pytest.approx(bureau, abs=1e-6)
    reachable = min(max(2 * office - bureau, 0.001), 0.999)
    assert other == pytest.approx(reachable, abs=1e-6)


def test_a_bureau_alone_moves_nobody_elsewhere() -> None:
    past = town(600, bureaux=3)
    plain = apply_rule(past, FIRST)
    moved = apply_rule(past, FIRST, bureau_expected=np.array([0.2, np.nan, np.nan]))
    there = past.bureaux == 0
    assert float(moved.p_abstain[there].mean()) == pytest.approx(0.8, abs=1e-6)
    assert np.array_equal(moved.p_abstain[~there], plain.p_abstain[~there])


def test_a_large_list_is_brought_exactly_to_its_turnout() -> None:
    scores = apply_rule(town(20_000), FIRST, expected_turnout=0.07)
    assert float(scores.p_abstain.mean()) == pytest.approx(0.93, abs=1e-6)
    assert scores.level.turnout == pytest.approx(0.07, abs=1e-6)
    assert scores.level.source is LevelSource.GIVEN


def test_an_expectation_keeps_what_the_first_round_told() -> None:
    past = with_round(town(5_000), FIRST, np.full(5_000, 0.5), np.full(5_000, True), 3)
    plain = apply_rule(past, SECOND)
    given_turnout = apply_rule(past, SECOND, expected_turnout=0.35)
    assert float(given_turnout.p_abstain.mean()) == pytest.approx(0.65, abs=1e-6)
    order = np.argsort(plain.p_abstain, kind="stable")
    assert (np.diff(given_turnout.p_abstain[order]) >= -1e-12).all()


people = st.lists(
    st.tuples(st.integers(0, 63), st.integers(0, 63), st.integers(18, 99), st.integers(0, 2)),
    min_size=1,
    max_size=25,
)


@given(people, st.data(), turnouts, st.sampled_from([FIRST, SECOND]))
def test_an_extra_vote_never_raises_a_score_that_was_brought_to_a_turnout(
    rows: list[tuple[int, int, int, int]], data: st.DataObject, turnout: float, target: Round
) -> None:
    codes = (*CODES[1:], "M26T1")
    who = data.draw(st.integers(0, len(rows) - 1))
    bit = 1 << data.draw(st.integers(0, len(codes) - 1))
    known, voted, ages, places = (list(column) for column in zip(*rows, strict=True))

    def score() -> float:
        past = Past(
            tuple(parse_round(code) for code in codes),
            np.array(known, dtype=np.uint64),
            np.array(voted, dtype=np.uint64),
            np.array(ages, dtype=np.float64),
            np.array(places, dtype=np.int64),
            3,
        )
        expected = np.array([np.nan, 0.3, np.nan])
        return float(
            apply_rule(past, target, expected_turnout=turnout, bureau_expected=expected).p_abstain[
                who
            ]
        )

    before = score()
    known[who] |= bit
    voted[who] |= bit
    assert score() <= before + 1e-9


@given(people, st.data())
def test_what_is_missing_lies_between_a_vote_and_an_absence(
    rows: list[tuple[int, int, int, int]], data: st.DataObject
) -> None:
    who = data.draw(st.integers(0, len(rows) - 1))
    bit = 1 << data.draw(st.integers(0, len(CODES) - 1))
    known, voted, _, places = (list(column) for column in zip(*rows, strict=True))
    rounds = tuple(parse_round(code) for code in CODES)

    def score(*, is_known: bool, has_voted: bool) -> float:
        known[who] = known[who] | bit if is_known else known[who] & ~bit
        voted[who] = voted[who] | bit if has_voted else voted[who] & ~bit
        past = Past(
            rounds,
            np.array(known, dtype=np.uint64),
            np.array(voted, dtype=np.uint64),
            np.full(len(rows), 60.0),
            np.array(places, dtype=np.int64),
            3,
        )
        return float(apply_rule(past, FIRST).p_abstain[who])

    vote = score(is_known=True, has_voted=True)
    missing = score(is_known=False, has_voted=False)
    absence = score(is_known=True, has_voted=False)
    assert vote - 1e-9 <= missing <= absence + 1e-9
    assert score(is_known=False, has_voted=True) == missing, "a vote nobody knows of says nothing"


def test_whoever_was_too_young_was_not_absent() -> None:
    past = replace(town(2, codes=("M20T1", "E24T1")), ages=np.array([22.0, 22.0]))
    born_2004 = replace(
        past, known=np.array([3, 2], dtype=np.uint64), voted=np.array([2, 2], dtype=np.uint64)
    )
    assert without_minors(born_2004, FIRST).known.tolist() == [2, 2], "16 years old in 2020"
    p = apply_rule(born_2004, FIRST).p_abstain
    assert p[0] == p[1]
    contradicted = replace(born_2004, voted=np.array([3, 2], dtype=np.uint64))
    assert without_minors(contradicted, FIRST).known.tolist() == [3, 2], "a vote is a vote"


def test_without_a_word_past_rounds_of_the_same_type_give_the_level() -> None:
    past = town(3_000)
    level = apply_rule(past, FIRST).level
    assert level.source is LevelSource.SAME_TYPE
    assert [code for code, _ in level.rounds] == ["M14T1", "M20T1"]
    assert level.turnout == pytest.approx(np.mean([rate for _, rate in level.rounds]), abs=0.02)


def test_without_a_round_of_the_same_type_nothing_is_supposed() -> None:
    level = apply_rule(town(300, codes=("P22T1", "L22T1")), FIRST).level
    assert level.source is LevelSource.NONE
    assert level.rounds == ()


def test_between_the_rounds_the_first_gives_the_level() -> None:
    some = np.arange(6_000) % 2 == 0
    past = with_round(town(6_000), FIRST, np.full(6_000, 0.4), some, 2)
    level = apply_rule(past, SECOND).level
    assert level.source is LevelSource.FIRST_ROUND
    assert [code for code, _ in level.rounds] == ["M26T1"]
    assert level.turnout == pytest.approx(after_first_round(0.4), abs=0.03)


def test_known_answers_in_the_same_election_give_the_level() -> None:
    some = np.arange(6_000) % 2 == 0
    past = with_round(town(6_000), FIRST, np.full(6_000, 0.21), some, 2)
    level = apply_rule(past, FIRST).level
    assert level.source is LevelSource.KNOWN_ANSWERS
    assert level.turnout == pytest.approx(0.21, abs=0.02)


def test_a_list_of_abstainers_only_gives_no_level() -> None:
    past = with_round(town(6_000), FIRST, np.zeros(6_000), np.full(6_000, True), 2)
    assert apply_rule(past, FIRST).level.source is LevelSource.SAME_TYPE


@pytest.mark.parametrize(
    ("words", "turnout"), [("0.48", 0.48), ("0,48", 0.48), ("48 %", 0.48), ("48", 0.48)]
)
def test_a_turnout_is_read_as_people_write_it(words: str, turnout: float) -> None:
    assert parse_turnout(words) == pytest.approx(turnout)


@pytest.mark.parametrize("words", ["", "half", "0", "1", "1.5", "100", "-3", "nan", "inf", "1e9"])
def test_what_is_no_turnout_is_refused(words: str) -> None:
    with pytest.raises(BadInput, match="turnout"):
        parse_turnout(words)


def test_log_odds_are_finite_at_the_edges() -> None:
    assert np.isfinite(log_odds_of(np.array([0.0, 1.0]))).all()
    assert probability_of(np.array([-1e9, 1e9])).tolist() == [0.001, 0.999]
