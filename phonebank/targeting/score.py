"""Scores of a round: everyone entitled to vote in it, P(abstain), and the reasons in words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from phonebank.domain.ages import BANDS
from phonebank.domain.eligibility import lists_of
from phonebank.domain.errors import KnownError
from phonebank.domain.scoring import (
    BAND_NAMES,
    band_words,
    bureau_words,
    first_round_words,
    history_words,
)
from phonebank.targeting.history import past_of
from phonebank.targeting.rule import RuleScores, apply_rule

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from phonebank.domain.rounds import Round

COLUMNS = ("person_id", "bureau", "order", "p_abstain", "reasons")
"""The columns of a file of scores."""

_SEPARATOR = " ; "


@dataclass(frozen=True, slots=True)
class Scores:
    """The scores of one round.

    `frame`: person_id, bureau, order, p_abstain, reasons (words joined by ` ; `), and without
    words votes, known, band, bureau_abstention (per cent), first_round (true, false or null).
    Rows stand in the order of the people scored.
    """

    target: Round
    frame: pl.DataFrame

    def write_csv(self, path: Path) -> None:
        """Writes `person_id,bureau,order,p_abstain,reasons`, UTF-8, P with four decimals.

        Raises KnownError when the file cannot be written.
        """
        try:
            self.frame.select(COLUMNS).write_csv(path, float_precision=4)
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
    """Scores everyone of `people` whom the lists entitle to vote in `target` (R9).

    `people`: person_id, bureau (null: none), order (null: none), birth_year (null: unknown),
    list_types (a list of LP, LCM, LCE). `turnout`: person_id, round_code, voted; only known
    turnout has a row. `rounds`: the rounds of `turnout`, with their dates. The two optional
    turnouts (0–1, by bureau code for the second) are those of `apply_rule`.
    """
    entitled = people.filter(entitled_to(target))
    past, bureaux = past_of(entitled, turnout, rounds, target)
    given = None
    if bureau_turnout is not None:
        rates = (bureau_turnout.get(code, float("nan")) for code in bureaux.codes)
        given = np.fromiter(rates, dtype=np.float64, count=len(bureaux.codes))
    scores = apply_rule(past, target, expected_turnout=expected_turnout, bureau_turnout=given)
    bands = _band_places(past.ages)
    frame = entitled.select("person_id", "bureau", "order").with_columns(
        p_abstain=pl.Series(scores.p_abstain),
        reasons=_reasons(scores, bands, past.bureaux, bureaux.codes, language),
        votes=pl.Series(scores.votes),
        known=pl.Series(scores.known),
        band=_pick(("", *BAND_NAMES), bands + 1),
        bureau_abstention=pl.Series(
            np.rint(100 * scores.bureau_abstention)[past.bureaux].astype(np.int64)
        ),
        first_round=pl.Series([False, True, None])[scores.first_round.astype(np.int64) % 3],
    )
    return Scores(target, frame)


def entitled_to(target: Round) -> pl.Expr:
    """Whether `list_types` entitles to vote in a round (R9)."""
    allowed = [each.value for each in lists_of(target.ballot_type)]
    return pl.any_horizontal(pl.col("list_types").list.contains(code) for code in allowed)


def _band_places(
    ages: np.ndarray[tuple[int], np.dtype[np.float64]],
) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    """The place of each age's band, −1 when unknown; 16 and 17 are in the first."""
    firsts = np.array([first for first, _ in BANDS], dtype=np.float64)
    places = np.maximum(np.searchsorted(firsts, ages, side="right") - 1, 0)
    return np.where(np.isnan(ages), -1, places).astype(np.int64)


def _pick(words: Sequence[str], places: np.ndarray[tuple[int], np.dtype[np.int64]]) -> pl.Series:
    return pl.Series(list(words), dtype=pl.String)[places]


def _reasons(
    scores: RuleScores,
    bands: np.ndarray[tuple[int], np.dtype[np.int64]],
    places: np.ndarray[tuple[int], np.dtype[np.int64]],
    codes: Sequence[str],
    language: str,
) -> pl.Series:
    """The words of each score: few distinct phrases, picked by index and joined."""
    first = ("", first_round_words(False, language), first_round_words(True, language))
    span = int(scores.known.max(initial=0)) + 1
    pasts = [history_words(v, k, language) for k in range(span) for v in range(span)]
    ages = ["", *(band_words(name, language) for name in BAND_NAMES)]
    percents = np.rint(100 * scores.bureau_abstention).astype(int)
    names = [*codes, ""]
    where = [bureau_words(n, int(p), language) for n, p in zip(names, percents, strict=True)]
    parts = pl.DataFrame(
        {
            "first": _pick(first, scores.first_round.astype(np.int64) + 1),
            "past": _pick(pasts, scores.known * span + scores.votes),
            "age": _pick(ages, bands + 1),
            "where": _pick(where, places % len(where)),
        }
    )
    kept = [pl.when(pl.col(name) != "").then(pl.col(name)) for name in parts.columns]
    joined = pl.concat_str(kept, separator=_SEPARATOR, ignore_nulls=True)
    return parts.select(reasons=joined)["reasons"]
