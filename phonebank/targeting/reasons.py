"""The reasons of many scores at once: few distinct phrases, made once each and picked by row.

The words are those of `domain/score_words.py`; this only spares making them a million times.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from phonebank.domain.score_words import SEPARATOR, Reasons, reason_words

if TYPE_CHECKING:
    from phonebank.domain.rounds import Round

_WHO = ("first_round", "votes", "known", "same_votes", "same_known", "band")
_WHERE = ("bureau", "bureau_abstention")


def reasons_of(frame: pl.DataFrame, target: Round, language: str = "fr") -> pl.Series:
    """The reasons of each row of a frame of scores, joined by ` ; `, in the rows' order."""
    held = bool(frame["first_round"].is_not_null().any())
    who = _phrases(frame, _WHO, target, language, held=held)
    where = _phrases(frame, _WHERE, target, language, held=held)
    return pl.select(pl.concat_str([who, where], separator=SEPARATOR)).to_series().alias("reasons")


def _phrases(
    frame: pl.DataFrame, facts: tuple[str, ...], target: Round, language: str, *, held: bool
) -> pl.Series:
    """What the distinct rows of some facts say, joined to the rows: a person's, or a bureau's."""
    of_bureaux = facts == _WHERE
    distinct = frame.select(facts).unique()
    words = []
    for row in distinct.iter_rows(named=True):
        reasons = Reasons(
            target.ballot_type,
            row.get("votes", 0),
            row.get("known", 0),
            row.get("same_votes", 0),
            row.get("same_known", 0),
            row.get("band", ""),
            row.get("bureau") or "",
            row.get("bureau_abstention", 0),
            row.get("first_round"),
            held,
        )
        phrases = reason_words(reasons, language)
        words.append(phrases[-1] if of_bureaux else SEPARATOR.join(phrases[:-1]))
    return frame.select(facts).join(
        distinct.with_columns(words=pl.Series(words, dtype=pl.String)),
        on=facts,
        how="left",
        nulls_equal=True,
        maintain_order="left",
    )["words"]
