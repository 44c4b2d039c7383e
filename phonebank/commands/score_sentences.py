"""What `phonebank score` says in English of levels, models and doubts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from phonebank.targeting.calibration import Level, LevelSource
from phonebank.targeting.fitted import FEWEST_BUREAUX, Verdict, Why
from phonebank.targeting.measuring import Doubt, Measurement
from phonebank.targeting.quality import Quality, Way

if TYPE_CHECKING:
    from collections.abc import Iterator

WAYS = {Way.RULE: "rule", Way.FITTED: "fitted model", Way.COUNT: "plain count"}

_DOUBTS = {
    Doubt.ONE_SIDED: "nearly all known answers say the same, so only one side was transcribed",
    Doubt.NO_PAST: "no earlier round is known, so only age speaks",
    Doubt.FEW_ANSWERS: "fewer than 500 answers are known",
    Doubt.WEAK_RANKING: "it ranks little better than drawing lots (AUC under 0.60)",
    Doubt.CALIBRATION: "predicted and observed abstention are over 5 points apart, so give the "
    "expected turnout",
    Doubt.OTHER_TYPE: "no earlier round of the same type of ballot is known",
    Doubt.FEW_BUREAUX: "the turnout file covers less than half of the bureaux",
}


def level_words(level: Level) -> str:
    """Where the turnout scores are brought to comes from."""
    rates = ", ".join(f"{code} {turnout:.0%}" for code, turnout in level.rounds)
    turnout = f"{level.turnout:.1%}"
    if level.source is LevelSource.GIVEN:
        return f"Turnout brought to {turnout}, as expected by the supervisor."
    if level.source is LevelSource.KNOWN_ANSWERS:
        return f"Turnout {turnout}: that of the answers known in this election ({rates})."
    if level.source is LevelSource.FIRST_ROUND:
        return f"Turnout {turnout}: from the first round ({rates}) by the published rates."
    if level.source is LevelSource.SAME_TYPE:
        return f"Turnout {turnout}: that of past rounds of this type, recent ones first ({rates})."
    return f"Turnout {turnout}: no past round of this type is known; give --expected-turnout."


def verdict_words(verdict: Verdict) -> str:
    """Why the rule, or the fitted model, scores."""
    known = f"{verdict.answers:,} answers known in this election"
    if verdict.why is Why.BETTER:
        return (
            f"Scored by the model fitted on {known} ({verdict.learnt_from}): on bureaux it had not "
            f"seen, AUC {verdict.fitted_auc:.3f} against {verdict.rule_auc:.3f} for the rule."
        )
    if verdict.why is Why.NO_BETTER:
        return (
            f"Scored by the rule: on bureaux it had not seen, a model fitted on {known} did no "
            f"better (AUC {verdict.fitted_auc:.3f} against {verdict.rule_auc:.3f})."
        )
    reasons = {
        Why.FEW_ANSWERS: f"{known}, and 2,000 are needed to fit a model",
        Why.ONE_SIDED: f"{known}, nearly all alike, teach nothing",
        Why.FEW_BUREAUX: f"{known} stand in fewer than {FEWEST_BUREAUX} bureaux",
        Why.NO_PAST: "no earlier round is known to learn from",
    }
    return f"Scored by the rule: {reasons[verdict.why]}."


def measurement_lines(found: Measurement) -> Iterator[str]:
    """A measurement, as a person reads it."""
    yield (
        f"{found.held_out.title('en')}: {found.people:,} answers known in {found.bureaux_known} of "
        f"{found.bureaux_in_all} bureaux, {found.abstained:.1%} abstained."
    )
    yield level_words(found.level)
    for each in found.qualities:
        yield _quality(each, found.base_brier)
    yield verdict_words(found.verdict)
    yield trust_words(found)


def _quality(each: Quality, base: float) -> str:
    lifts = ", ".join(f"top {lift.share:.0%} × {lift.times:.2f}" for lift in each.lifts)
    return (
        f"{WAYS[each.way]}: AUC {each.auc:.3f} ({each.auc_low:.3f} to {each.auc_high:.3f}), "
        f"Brier {each.brier:.4f} (one rate for all {base:.4f}; turnout given beforehand "
        f"{each.brier_at_turnout:.4f}), {lifts}, predicted {each.predicted:.1%}"
    )


def trust_words(found: Measurement) -> str:
    """One sentence: whether to trust the score, and why not."""
    if not found.doubts:
        return "The score may be trusted to choose whom to call first."
    return f"Do not trust the score too far: {'; '.join(_DOUBTS[each] for each in found.doubts)}."
