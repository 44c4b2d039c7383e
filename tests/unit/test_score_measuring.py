"""How good is a score: ranking, calibration and lift against the truth, and when not to trust."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from phonebank.domain.rounds import parse_round
from phonebank.targeting.measuring import Doubt, Measurement, measure
from phonebank.targeting.past import Past
from phonebank.targeting.quality import Way, calibration_curve, lifts, quality
from phonebank.targeting.ranking import auc, auc_interval, share_interval
from phonebank.targeting.rule import apply_rule
from tests.score_towns import FIRST, SECOND, town, with_round

VOTERS = 4_000
TOWN = town(VOTERS)
LIKELY = 1.0 - apply_rule(TOWN, FIRST).p_abstain
ALL = np.full(VOTERS, True)


def measured(past: Past) -> Measurement:
    codes = [f"{place:04d}" for place in range(past.bureau_count)]
    found = measure(past, FIRST, codes, codes)
    assert found is not None
    return found


answers = st.lists(st.tuples(st.integers(0, 1), st.integers(0, 5)), min_size=2, max_size=40)


@given(answers)
def test_the_area_is_the_share_of_pairs_in_the_right_order(rows: list[tuple[int, int]]) -> None:
    truth = np.array([each for each, _ in rows])
    score = np.array([each / 5 for _, each in rows])
    pairs = list(product(score[truth == 1], score[truth == 0]))
    if not pairs:
        assert np.isnan(auc(truth, score))
        return
    right = sum(1.0 if high > low else 0.5 if high == low else 0.0 for high, low in pairs)
    assert auc(truth, score) == pytest.approx(right / len(pairs))
    low, high = auc_interval(truth, score)
    assert 0.0 <= low <= auc(truth, score) <= high <= 1.0


def test_the_interval_of_the_area_is_as_wide_as_chance_makes_it() -> None:
    draw = np.random.default_rng(1)
    inside = 0
    for _ in range(200):
        truth = np.arange(300) % 2
        score = draw.normal(truth * 0.5, 1.0)
        low, high = auc_interval(truth, score)
        inside += low <= 0.638 <= high
    assert 180 <= inside <= 199


def test_a_share_has_an_interval_even_at_the_edges() -> None:
    assert share_interval(0, 0) == (0.0, 1.0)
    low, high = share_interval(0, 20)
    assert low == 0.0
    assert 0.1 < high < 0.25
    low, high = share_interval(50, 100)
    assert low == pytest.approx(0.404, abs=0.002)
    assert high == pytest.approx(0.596, abs=0.002)


def test_a_perfect_score_lifts_as_far_as_the_rate_allows() -> None:
    truth = np.array([1] * 20 + [0] * 80)
    top = lifts(truth, truth * 0.9)
    assert [each.abstained for each in top] == pytest.approx([1.0, 1.0, 2 / 3])
    assert [each.times for each in top] == pytest.approx([5.0, 5.0, 10 / 3])


def test_equal_scores_share_what_their_group_did() -> None:
    truth = np.array([1] * 10 + [0] * 10)
    assert all(each.times == pytest.approx(1.0) for each in lifts(truth, np.full(20, 0.5)))
    curve = calibration_curve(truth, np.full(20, 0.5))
    assert [(point.people, point.observed) for point in curve] == [(20, 0.5)]


def test_the_curve_counts_everybody_once() -> None:
    truth = (np.random.default_rng(2).random(1_000) < 0.4).astype(np.int64)
    found = quality(Way.RULE, truth, np.random.default_rng(3).random(1_000))
    assert sum(point.people for point in found.curve) == 1_000
    assert sum(found.bars) == 1_000
    assert [point.predicted for point in found.curve] == sorted(
        point.predicted for point in found.curve
    )


def test_a_score_is_held_against_a_round_it_was_not_told() -> None:
    past = with_round(TOWN, FIRST, LIKELY, ALL, 3)
    found = measured(past)
    assert found.people == VOTERS
    assert [each.way for each in found.qualities] == [Way.RULE, Way.FITTED, Way.COUNT]
    assert found.rule.auc > 0.65
    assert found.rule.auc_low < found.rule.auc < found.rule.auc_high
    assert found.rule.brier < found.base_brier
    assert found.rule.lifts[0].times > 1.2
    assert found.doubts == ()
    assert len(found.bureaux) == found.bureaux_in_all == 20
    assert sum(row.people for row in found.bureaux) == VOTERS
    turned = replace(past, voted=past.voted ^ np.uint64(1 << 6))
    assert measured(turned).rule.predicted == found.rule.predicted, "the truth was not looked at"
    assert measured(turned).rule.auc == pytest.approx(1 - found.rule.auc)


def test_the_fitted_model_is_judged_only_where_it_may_be_fitted() -> None:
    found = measured(with_round(TOWN, FIRST, LIKELY, np.arange(VOTERS) < 1_500, 3))
    assert [each.way for each in found.qualities] == [Way.RULE, Way.COUNT]


def test_a_second_round_is_measured_with_its_first_known() -> None:
    first = with_round(TOWN, FIRST, LIKELY, ALL, 3)
    came = (first.voted & np.uint64(1 << 6)) != 0
    both = with_round(first, SECOND, np.where(came, 0.9, 0.15), ALL, 4)
    found = measure(both, SECOND)
    assert found is not None
    assert found.rule.auc > 0.85
    assert Doubt.CALIBRATION not in found.doubts
    assert found.bureaux == ()


def test_nothing_is_measured_where_nothing_is_known() -> None:
    assert measure(TOWN, FIRST) is None


def doubts(past: Past) -> tuple[Doubt, ...]:
    return measured(past).doubts


def test_few_answers_are_doubted() -> None:
    assert Doubt.FEW_ANSWERS in doubts(with_round(TOWN, FIRST, LIKELY, np.arange(VOTERS) < 400, 3))


def test_a_score_that_ranks_no_better_than_lots_is_doubted() -> None:
    assert Doubt.WEAK_RANKING in doubts(with_round(TOWN, FIRST, np.full(VOTERS, 0.5), ALL, 3))


def test_a_turnout_nobody_foresaw_is_doubted() -> None:
    far = with_round(TOWN, FIRST, LIKELY * 0.5, ALL, 3)
    assert Doubt.CALIBRATION in doubts(far)
    found = measured(far).rule
    assert found.brier_at_turnout < found.brier


def test_another_type_of_ballot_is_doubted() -> None:
    others = town(VOTERS, codes=("P17T1", "P22T1", "L22T1"))
    assert Doubt.OTHER_TYPE in doubts(with_round(others, FIRST, LIKELY, ALL, 3))


def test_a_file_of_few_bureaux_is_doubted() -> None:
    assert Doubt.FEW_BUREAUX in doubts(with_round(TOWN, FIRST, LIKELY, TOWN.bureaux < 8, 3))


def test_abstainers_only_are_doubted_first_of_all() -> None:
    assert doubts(with_round(TOWN, FIRST, np.zeros(VOTERS), ALL, 3))[0] is Doubt.ONE_SIDED


def test_one_round_alone_is_doubted() -> None:
    alone = with_round(town(VOTERS, codes=()), parse_round("M26T1"), LIKELY, ALL, 3)
    assert Doubt.NO_PAST in doubts(alone)
