"""Scores of a round: everyone entitled to vote in it, P(abstain), and the reasons in words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import polars as pl

from phonebank.domain.ages import BANDS
from phonebank.domain.eligibility import lists_of
from phonebank.domain.errors import KnownError
from phonebank.domain.score_words import BAND_NAMES
from phonebank.office.private_file import begin_private
from phonebank.targeting.history import latest, masks_of, past_from_masks
from phonebank.targeting.reasons import reasons_of
from phonebank.targeting.rule import apply_rule

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from phonebank.domain.rounds import Round
    from phonebank.targeting.calibration import Level
    from phonebank.targeting.fitted import Verdict
    from phonebank.targeting.past import Past
    from phonebank.targeting.rule import RuleScores

    Floats = NDArray[np.float64]

COLUMNS = ("person_id", "bureau", "order", "p_abstain", "reasons")
"""The columns of a file of scores."""


@dataclass(frozen=True, slots=True)
class Scores:
    """The scores of one round.

    `frame`: person_id, bureau, order, p_abstain, and what reasons are made of: votes, known,
    same_votes, same_known (rounds of the same type), band, bureau_abstention (per cent),
    first_round (true, false or null). Rows stand in the order of the people scored.
    """

    target: Round
    frame: pl.DataFrame
    level: Level
    verdict: Verdict | None = None
    """Whether a fitted model made them, or why the rule did; None: nobody asked."""
    language: str = "fr"

    def reasons(self, language: str = "") -> pl.Series:
        """The words of each score, joined by ` ; `, made when asked for. For supervisors only."""
        return reasons_of(self.frame, self.target, language or self.language)

    def write_csv(self, path: Path) -> None:
        """Writes `person_id,bureau,order,p_abstain,reasons`, UTF-8, P with four decimals.

        Raises KnownError when the file cannot be written.
        """
        try:
            begin_private(path)
            self.frame.with_columns(reasons=self.reasons()).select(COLUMNS).write_csv(
                path, float_precision=4
            )
        except OSError as error:
            raise KnownError(
                f"The scores cannot be written to {path}: {error.strerror or error}. "
                "Choose another place."
            ) from error


def score_round(
    people: pl.DataFrame,
    turnout: pl.DataFrame,
    rounds: Sequence[Round],
    target: Round,
    *,
    expected_turnout: float | None = None,
    bureau_turnout: Mapping[str, float] | None = None,
    language: str = "fr",
) -> Scores:
    """Scores everyone of `people` whom the lists entitle to vote in `target` (R9), by the rule.

    `people`: person_id, bureau (null: none), order (null: none), birth_year (null: unknown),
    list_types (a list of LP, LCM, LCE), and bureau_id where codes repeat. `turnout`: person_id,
    round_code, voted; only known turnout has a row. `rounds`: the rounds of `turnout`, with their
    dates. The two optional turnouts (0–1, by bureau code for the second) are those of `apply_rule`.
    """
    used = latest(rounds)
    entitled = people.filter(entitled_to(target))
    past, bureaux = past_from_masks(entitled, masks_of(turnout, used), used, target)
    given = None
    if bureau_turnout is not None:
        given = by_place(bureaux.codes, bureau_turnout)
    scores = apply_rule(past, target, expected_turnout=expected_turnout, bureau_turnout=given)
    return Scores(target, scored_frame(entitled, past, scores), scores.level, None, language)


def by_place(keys: Sequence[int | str], values: Mapping[Any, float]) -> Floats:
    """The values of bureaux in the order of their index, nan where none is given."""
    return np.array([values.get(key, np.nan) for key in keys], dtype=np.float64)


def scored_frame(entitled: pl.DataFrame, past: Past, scores: RuleScores) -> pl.DataFrame:
    """The frame of `Scores` for people in the order of `past`."""
    habit = scores.habit
    bands = _band_places(past.ages)
    return entitled.select("person_id", "bureau", "order").with_columns(
        p_abstain=pl.Series(scores.p_abstain),
        votes=pl.Series(habit.votes),
        known=pl.Series(habit.known),
        same_votes=pl.Series(habit.same_votes),
        same_known=pl.Series(habit.same_known),
        band=pl.Series(["", *BAND_NAMES], dtype=pl.String)[bands + 1],
        bureau_abstention=pl.Series(
            np.rint(100 * habit.bureau_abstention)[past.bureaux].astype(np.int64)
        ),
        first_round=pl.Series([False, True, None])[scores.first_round.astype(np.int64) % 3],
    )


def entitled_to(target: Round) -> pl.Expr:
    """Whether `list_types` entitles to vote in a round (R9)."""
    allowed = [each.value for each in lists_of(target.ballot_type)]
    return pl.any_horizontal(pl.col("list_types").list.contains(code) for code in allowed)


def _band_places(ages: Floats) -> NDArray[np.int64]:
    """The place of each age's band, −1 when unknown; 16 and 17 are in the first."""
    firsts = np.array([first for first, _ in BANDS], dtype=np.float64)
    places = np.maximum(np.searchsorted(firsts, ages, side="right") - 1, 0)
    return np.where(np.isnan(ages), -1, places).astype(np.int64)
