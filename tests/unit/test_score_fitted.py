"""The fitted model: only in the same election, only when it wins, and never against a vote."""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from phonebank.domain.rounds import parse_round
from phonebank.targeting import fitted
from phonebank.targeting.calibration import LevelSource, log_odds_of, probability_of
from phonebank.targeting.fitted import Fitted, Why, fit_guarded
from phonebank.targeting.past import Past, turnout_in, without_round
from phonebank.targeting.ranking import auc
from phonebank.targeting.rule import apply_rule
from tests.score_towns import CODES, FIRST, SECOND, town, with_round

VOTERS, BUREAUX = 9_000, 30
TOWN = town(VOTERS, bureaux=BUREAUX)
HALF = TOWN.bureaux % 2 == 0


def against_the_curve(past: Past) -> np.ndarray:
    """A turnout no age curve foresees: the old stay at home, whatever their habit."""
    p = 1.0 - apply_rule(past, FIRST).p_abstain
    return np.asarray(
        probability_of(log_odds_of(p) + np.where(past.ages > 70, -1.8, 1.2)), dtype=np.float64
    )


@cache
def winning() -> tuple[Past, Fitted]:
    past = with_round(TOWN, FIRST, against_the_curve(TOWN), HALF, 4)
    return past, fit_guarded(past, FIRST)


def test_a_model_that_wins_on_bureaux_it_has_not_seen_is_used() -> None:
    past, found = winning()
    assert found.verdict.why is Why.BETTER
    assert found.verdict.fitted
    assert found.verdict.answers == int(HALF.sum())
    assert found.verdict.learnt_from == "M26T1"
    assert found.odds is not None
    rule = apply_rule(past, FIRST)
    learnt = apply_rule(past, FIRST, learnt=found.odds, learnt_from="M26T1")
    truth = (np.random.default_rng(9).random(VOTERS) > against_the_curve(TOWN)).astype(np.int64)
    unseen = ~HALF
    assert auc(truth[unseen], learnt.p_abstain[unseen]) > auc(truth[unseen], rule.p_abstain[unseen])
    assert learnt.level.source is LevelSource.KNOWN_ANSWERS


def test_a_model_that_does_not_beat_the_rule_is_not_used() -> None:
    p_vote = 1.0 - apply_rule(TOWN, FIRST).p_abstain
    found = fit_guarded(with_round(TOWN, FIRST, p_vote, HALF, 4), FIRST)
    assert found.verdict.why is Why.NO_BETTER
    assert not found.verdict.fitted
    assert found.odds is None
    assert found.verdict.rule_auc is not None


def test_nothing_is_ever_fitted_on_another_election(monkeypatch: pytest.MonkeyPatch) -> None:
    def never(*_arguments: object) -> None:
        raise AssertionError("a model was fitted")

    monkeypatch.setattr(fitted, "_fit", never)
    full = np.full(VOTERS, True)
    others = with_round(TOWN, parse_round("M20T2"), np.full(VOTERS, 0.5), full, 5)
    for target in (FIRST, SECOND, parse_round("P27T1")):
        found = fit_guarded(others, target)
        assert found.verdict.why is Why.FEW_ANSWERS
        assert found.verdict.answers == 0
        assert found.odds is None
    presidential = with_round(others, parse_round("P27T1"), np.full(VOTERS, 0.5), full, 5)
    assert fit_guarded(presidential, parse_round("L27T2")).verdict.why is Why.FEW_ANSWERS


def test_the_first_round_teaches_for_the_second_of_its_own_ballot() -> None:
    past, _ = winning()
    found = fit_guarded(past, SECOND)
    assert found.verdict.learnt_from == "M26T1"
    assert found.verdict.fitted
    scores = apply_rule(past, SECOND, learnt=found.odds, learnt_from="M26T1")
    opened = turnout_in(past, "M26T1")
    means = [float(scores.p_abstain[opened == did].mean()) for did in (1, -1, 0)]
    assert means == sorted(means)
    assert means[0] == pytest.approx(0.1, abs=0.05)
    assert means[2] == pytest.approx(0.85, abs=0.06)


def few(count: int) -> np.ndarray:
    return np.arange(VOTERS) < count


@pytest.mark.parametrize(
    ("where", "p_vote", "why"),
    [
        (few(1_999), 0.5, Why.FEW_ANSWERS),
        (few(5_000), 0.0, Why.ONE_SIDED),
        (few(5_000), 1.0, Why.ONE_SIDED),
        (TOWN.bureaux < 4, 0.5, Why.FEW_BUREAUX),
    ],
)
def test_too_little_is_never_learnt_from(where: np.ndarray, p_vote: float, why: Why) -> None:
    wide = town(VOTERS, bureaux=5 if why is Why.FEW_BUREAUX else BUREAUX)
    known = wide.bureaux < 4 if why is Why.FEW_BUREAUX else where
    found = fit_guarded(with_round(wide, FIRST, np.full(VOTERS, p_vote), known, 6), FIRST)
    assert found.verdict.why is why
    assert found.odds is None


def test_without_an_earlier_round_there_is_nothing_to_learn() -> None:
    past = with_round(town(VOTERS, codes=()), FIRST, np.full(VOTERS, 0.5), HALF, 6)
    assert fit_guarded(past, FIRST).verdict.why is Why.NO_PAST


@cache
def model_and_facts() -> tuple[Any, np.ndarray]:
    past, _ = winning()
    facts = fitted._facts(TOWN, FIRST)
    assert facts is not None
    voted = (turnout_in(past, "M26T1")[HALF] == 1).astype(np.int64)
    return fitted._fit(facts[0][HALF], voted), facts[0]


@settings(deadline=None)
@given(st.integers(0, VOTERS - 1), st.integers(0, len(CODES) - 1), st.sampled_from([-1.0, 0.0]))
def test_the_model_never_holds_a_vote_against_anybody(who: int, place: int, instead: float) -> None:
    model, facts = model_and_facts()
    without, with_vote = facts[[who]].copy(), facts[[who]].copy()
    without[0, 3 + place], with_vote[0, 3 + place] = instead, 1.0
    with_vote[0, 0] += 0.1
    with_vote[0, 1] += 1
    p = fitted._p_vote(model, np.vstack([without, with_vote]))
    assert p[1] >= p[0] - 1e-12


def test_the_answers_of_the_round_are_hidden_from_what_is_learnt_of_it() -> None:
    past, _ = winning()
    again = fitted._facts(TOWN, FIRST)
    blind = without_round(past, len(CODES))
    seen = fitted._facts(blind, FIRST)
    assert again is not None
    assert seen is not None
    assert np.array_equal(again[0], seen[0], equal_nan=True)


def test_work_can_be_stopped_between_two_fits() -> None:
    class Stopped(Exception):
        pass

    def stop(_share: float) -> None:
        raise Stopped

    past, _ = winning()
    with pytest.raises(Stopped):
        fit_guarded(past, FIRST, stop)
