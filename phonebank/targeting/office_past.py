"""One office's people and their past turnout, read once, and the scores made from them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from phonebank.domain.rounds import Round, parse_round
from phonebank.store.scores import CampaignScore, ScoreStore
from phonebank.targeting.fitted import Fitted, fit_guarded
from phonebank.targeting.history import Bureaux, latest, past_from_masks
from phonebank.targeting.rule import RuleScores, apply_rule
from phonebank.targeting.score import Scores, by_place, entitled_to, scored_frame

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    import polars as pl
    from numpy.typing import NDArray

    from phonebank.store.owner import OwnerStore, RoundRow
    from phonebank.targeting.past import Past

    Floats = NDArray[np.float64]
    Told = Callable[[float], None]

_READ, _FITTED = 0.6, 0.95
"""Shares of the work done once people and turnout are read, and once the model is fitted."""


@dataclass(frozen=True, slots=True)
class OfficeTown:
    """Everyone on the roll and the masks of their turnout, whatever round is scored."""

    people: pl.DataFrame
    masks: pl.DataFrame
    rounds: tuple[Round, ...]


@dataclass(frozen=True, slots=True)
class OfficePast:
    """The people entitled to vote in one round, and their past."""

    target: Round
    people: pl.DataFrame
    past: Past
    bureaux: Bureaux


def round_of_row(row: RoundRow) -> Round:
    """The round of a row of the office's calendar, with the office's date."""
    named = parse_round(row.code)
    return Round(named.ballot_type, named.year, named.turn, row.held_on, row.date_known)


def read_town(owner: OwnerStore, told: Told | None = None) -> OfficeTown:
    """Everyone and every mask. Seconds for a million people; `told` may raise to stop."""
    ids = {row.code: row.round_id for row in owner.rounds()}
    rounds = latest([round_of_row(row) for row in owner.rounds()])
    store = ScoreStore(owner)
    people = store.people()
    if told is not None:
        told(_READ / 2)
    masks = store.masks([ids[each.code] for each in rounds])
    if told is not None:
        told(_READ)
    return OfficeTown(people, masks, rounds)


def past_for(town: OfficeTown, target: Round) -> OfficePast:
    """The past of those entitled to vote in `target` (R9)."""
    entitled = town.people.filter(entitled_to(target))
    past, bureaux = past_from_masks(entitled, town.masks, town.rounds, target)
    return OfficePast(target, entitled, past, bureaux)


def fitted_for(read: OfficePast, told: Told | None = None) -> Fitted:
    """The guarded model of one round, or why there is none."""

    def further(share: float) -> None:
        if told is not None:
            told(_READ + (_FITTED - _READ) * share)

    return fit_guarded(read.past, read.target, further)


def scores_of(
    read: OfficePast,
    fitted: Fitted | None,
    expected: float | None = None,
    bureau_expected: Mapping[int, float] | None = None,
) -> RuleScores:
    """The scores of one round, brought to what is expected of it (0–1; bureaux by id)."""
    return apply_rule(
        read.past,
        read.target,
        expected_turnout=expected,
        bureau_expected=by_place(read.bureaux.keys, bureau_expected) if bureau_expected else None,
        learnt=fitted.odds if fitted else None,
        learnt_from=fitted.verdict.learnt_from if fitted else "",
    )


def score_office(
    owner: OwnerStore, target: Round, language: str = "fr", told: Told | None = None
) -> Scores:
    """P(abstain) in `target` of everyone entitled to vote in it, as the supervisor expects it."""
    read = past_for(read_town(owner, told), target)
    fitted = fitted_for(read, told)
    expected = ScoreStore(owner).expected(target.code)
    scores = scores_of(read, fitted, expected.office, expected.bureaux)
    frame = scored_frame(read.people, read.past, scores)
    return Scores(target, frame, scores.level, fitted.verdict, language)


def how_scored(scores: Scores) -> CampaignScore:
    """What is kept, with a campaign, of how its scores were made."""
    verdict = scores.verdict
    return CampaignScore(
        "fitted" if verdict is not None and verdict.fitted else "rule",
        verdict.why.value if verdict is not None else "",
        verdict.answers if verdict is not None else 0,
        scores.level.turnout,
        scores.level.source.value,
    )
