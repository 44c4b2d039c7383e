"""The model that may stand in for the rule, and the guard that decides whether it does.

It is gradient boosting with a monotone constraint on every fact of the past, so that an extra vote
never raises P(abstain), and it stands on conditions that a model fitted on another election failed
(AUC .44 to .52 where the rule had .66 to .78):

- it learns from at least 2,000 known answers *of the same election*: turnout already known in this
  very round, or the first round of the same ballot when the second is scored;
- of both sides (a list of abstainers only teaches nothing), in at least five bureaux;
- on bureaux it has not seen, it beats the rule brought to the same turnout: the mean squared error
  is lower by more than chance explains, and the ranking no worse.

Otherwise the rule scores, and the verdict says why. scikit-learn is imported when a fit is made.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

import numpy as np

from phonebank.domain.scoring import FEWEST_ANSWERS
from phonebank.targeting.calibration import levelled, log_odds_of, probability_of
from phonebank.targeting.past import (
    enough_answers,
    first_round_index,
    turnout_in,
    turnout_signs,
    without_minors,
    without_round,
)
from phonebank.targeting.ranking import auc
from phonebank.targeting.rule import apply_rule

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager

    from numpy.typing import NDArray
    from sklearn.ensemble import HistGradientBoostingClassifier

    from phonebank.domain.rounds import Round
    from phonebank.targeting.past import Past

    Floats = NDArray[np.float64]
    Integers = NDArray[np.int64]
    Turnout = NDArray[np.int8]

FOLDS = 5
FEWEST_BUREAUX = FOLDS
MOST_TO_LEARN = 100_000
"""Answers a fit takes at most, drawn at random: more make it no better, only longer."""

CHANCE = 1.645
"""Standard errors (over bureaux) by which the rule must be beaten: one chance in twenty."""


class Why(StrEnum):
    """Why a list is scored by the rule, or by the fitted model."""

    BETTER = "better"
    """The fitted model beat the rule on bureaux it had not seen: it scores."""
    FEW_ANSWERS = "few_answers"
    """Under 2,000 known answers in this election."""
    ONE_SIDED = "one_sided"
    """All known answers say the same: one side was transcribed only."""
    FEW_BUREAUX = "few_bureaux"
    """The known answers stand in too few bureaux to check a model on others."""
    NO_BETTER = "no_better"
    """It did not beat the rule on bureaux it had not seen."""
    NO_PAST = "no_past"
    """No earlier round is known: there is nothing to learn from."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether the fitted model scores, and what was compared."""

    why: Why
    answers: int
    """Known answers in the same election."""
    learnt_from: str = ""
    """The round (`M26T1`) whose answers were or would be learnt from."""
    rule_auc: float | None = None
    fitted_auc: float | None = None
    rule_brier: float | None = None
    fitted_brier: float | None = None

    @property
    def fitted(self) -> bool:
        """Whether the fitted model scores."""
        return self.why is Why.BETTER


@dataclass(frozen=True, slots=True)
class Fitted:
    """What the guard found."""

    verdict: Verdict
    odds: Floats | None = None
    """Log-odds of voting in the round learnt from, of everyone; None: the rule scores."""
    checked: Floats | None = None
    """P(vote) of everyone as told by a model that had not seen their bureau; None: not compared.

    Those whose answer is unknown are nan.
    """


def learnt_round(past: Past, target: Round) -> str:
    """The round of the same election whose answers may be learnt from: `target`'s own, else the
    first of its ballot. Never another election's.
    """
    if enough_answers(turnout_in(past, target.code)):
        return target.code
    opening = first_round_index(past.rounds, target)
    return past.rounds[opening].code if opening is not None else target.code


def fit_guarded(past: Past, target: Round, told: Callable[[float], None] | None = None) -> Fitted:
    """Fit the model if the conditions are met, and compare it with the rule on unseen bureaux.

    `past` includes what is known of `target` and of its first round. `told` hears the share done
    and may raise to stop the work.
    """
    code = learnt_round(past, target)
    place = next((i for i, each in enumerate(past.rounds) if each.code == code), None)
    answers = turnout_in(past, code)
    known = np.flatnonzero(answers >= 0)
    if len(known) < FEWEST_ANSWERS or place is None:
        return Fitted(Verdict(Why.FEW_ANSWERS, len(known), code))
    if not enough_answers(answers):
        return Fitted(Verdict(Why.ONE_SIDED, len(known), code))
    if len(np.unique(past.bureaux[known])) < FEWEST_BUREAUX:
        return Fitted(Verdict(Why.FEW_BUREAUX, len(known), code))
    learnt = past.rounds[place]
    facts = _facts(without_minors(without_round(past, place), learnt), learnt)
    if facts is None:
        return Fitted(Verdict(Why.NO_PAST, len(known), code))
    columns, rule_odds = facts
    voted = (answers[known] == 1).astype(np.int64)
    rule, fitted = _on_unseen_bureaux(
        columns[known], rule_odds[known], voted, past.bureaux[known], told
    )
    verdict = _verdict(code, voted, rule, fitted, past.bureaux[known])
    checked = np.full(len(past.known), np.nan)
    checked[known] = fitted
    if not verdict.fitted:
        return Fitted(verdict, None, checked)
    model = _fit(columns[known], voted)
    odds = log_odds_of(_p_vote(model, columns))
    if told is not None:
        told(1.0)
    return Fitted(verdict, odds, checked)


def _facts(before: Past, learnt: Round) -> tuple[Floats, Floats] | None:
    """The columns a model sees (age last), and the rule's log-odds; None without an earlier round.

    Each fact of the past rises with a vote: −1 for an absence, 0 for unknown, 1 for a vote.
    """
    scores = apply_rule(before, learnt)
    habit = scores.habit
    used = np.flatnonzero(habit.weights).tolist()
    opening = first_round_index(before.rounds, learnt)
    if opening is not None:
        used.append(opening)
    elif not habit.known.any():
        return None
    rule_odds = log_odds_of(1.0 - scores.p_abstain)
    rounds = [turnout_signs(before, place) for place in used]
    expected = 1.0 - habit.bureau_abstention[before.bureaux]
    columns = np.column_stack([rule_odds, habit.votes, expected, *rounds, before.ages])
    return columns.astype(np.float64), rule_odds


def _fit(columns: Floats, voted: Integers) -> HistGradientBoostingClassifier:
    from sklearn.ensemble import HistGradientBoostingClassifier

    if len(voted) > MOST_TO_LEARN:
        some = np.random.default_rng(0).choice(len(voted), MOST_TO_LEARN, replace=False)
        columns, voted = columns[some], voted[some]
    model = HistGradientBoostingClassifier(
        max_iter=80,
        learning_rate=0.08,
        max_leaf_nodes=12,
        min_samples_leaf=100,
        l2_regularization=10.0,
        early_stopping=False,
        random_state=0,
        monotonic_cst=[*[1] * (columns.shape[1] - 1), 0],
    )
    with _one_thread():
        return model.fit(columns, voted)


def _p_vote(model: HistGradientBoostingClassifier, columns: Floats) -> Floats:
    with _one_thread():
        return np.asarray(model.predict_proba(columns)[:, 1], dtype=np.float64)


def _one_thread() -> AbstractContextManager[object]:
    """Several threads wait for each other longer than they help on a machine with other work."""
    from threadpoolctl import threadpool_limits

    limits: AbstractContextManager[object] = threadpool_limits(1)
    return limits


def _on_unseen_bureaux(
    columns: Floats,
    rule_odds: Floats,
    voted: Integers,
    bureaux: Integers,
    told: Callable[[float], None] | None,
) -> tuple[Floats, Floats]:
    """P(vote) by the rule and by the model, each bureau told by a fold it was not in.

    The rule is brought to the turnout of the other bureaux, which the model learns too.
    """
    folds = _folds(bureaux)
    rule, fitted = np.zeros(len(voted)), np.zeros(len(voted))
    for fold in range(FOLDS):
        held = folds == fold
        model = _fit(columns[~held], voted[~held])
        fitted[held] = _p_vote(model, columns[held])
        step = levelled(rule_odds[~held], float(voted[~held].mean())) - rule_odds[~held]
        rule[held] = probability_of(rule_odds[held] + float(step[0]))
        if told is not None:
            told((fold + 1) / (FOLDS + 1))
    return rule, fitted


def _folds(bureaux: Integers) -> Integers:
    """A fold for each person, whole bureaux together, the largest spread first."""
    places, inverse, sizes = np.unique(bureaux, return_inverse=True, return_counts=True)
    fold_of, filled = np.zeros(len(places), dtype=np.int64), np.zeros(FOLDS)
    for place in np.argsort(-sizes, kind="stable"):
        fold_of[place] = int(np.argmin(filled))
        filled[fold_of[place]] += sizes[place]
    return np.asarray(fold_of[inverse], dtype=np.int64)


def _verdict(
    code: str, voted: Integers, rule: Floats, fitted: Floats, bureaux: Integers
) -> Verdict:
    gains = (rule - voted) ** 2 - (fitted - voted) ** 2
    mean = float(gains.mean())
    _, inverse = np.unique(bureaux, return_inverse=True)
    by_bureau = np.bincount(inverse, gains - mean)
    error = float(np.sqrt((by_bureau**2).sum())) / len(gains)
    rule_auc, fitted_auc = auc(voted, rule), auc(voted, fitted)
    better = mean > CHANCE * error and fitted_auc >= rule_auc
    return Verdict(
        Why.BETTER if better else Why.NO_BETTER,
        len(voted),
        code,
        rule_auc,
        fitted_auc,
        float(((rule - voted) ** 2).mean()),
        float(((fitted - voted) ** 2).mean()),
    )
