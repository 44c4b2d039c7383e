"""What targeting stands on for one round: who may vote, how likely, where, on which lines.

Reading it takes seconds in a large town, so it is kept until people, turnout or rounds change;
lines, which calls change all the time, are read anew when asked.
"""

from __future__ import annotations

from dataclasses import dataclass
from threading import Lock
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from phonebank.store.bureaux import BureauStore
from phonebank.store.list_query import KnownScores
from phonebank.targeting.office_scores import score, target_round
from phonebank.targeting.priority import leaning_of

if TYPE_CHECKING:
    from phonebank.domain.rounds import Round
    from phonebank.store.owner import OwnerStore
    from phonebank.targeting.score import Scores


@dataclass(frozen=True, slots=True)
class Ground:
    """One round's people. Two grounds are never compared: they hold whole towns."""

    target: Round
    scores: Scores
    homes: pl.DataFrame
    """person_id, bureau_id."""
    stamp: str

    @property
    def known_scores(self) -> KnownScores:
        """P(abstain) by person, for lists by score band."""
        frame = self.scores.frame
        return KnownScores(frame["person_id"].to_numpy(), frame["p_abstain"].to_numpy())


class Grounds:
    """The grounds of an office, the last one of each round kept; safe from several threads."""

    def __init__(self, owner: OwnerStore) -> None:
        self._owner = owner
        self._kept: dict[str, Ground] = {}
        self._lock = Lock()

    def of(self, code: str | None = None) -> Ground:
        """The ground of a round, or of the one calls are for now.

        Raises BadInput when the office knows no round.
        """
        store = BureauStore(self._owner)
        target = target_round(self._owner, code)
        stamp = f"{store.stamp()}|{target}"
        with self._lock:
            kept = self._kept.get(target.code)
            if kept is None or kept.stamp != stamp:
                kept = Ground(target, score(self._owner, target), store.homes(), stamp)
                self._kept = {target.code: kept}
            return kept


def leanings(owner: OwnerStore) -> pl.DataFrame:
    """Each bureau's share of our list and what it weighs: bureau_id, share, leaning.

    The share is of the valid votes of the results chosen in the bureaux' view, null where there
    are none; the leaning is that share against the mean bureau's, 1 where it is unknown.
    """
    store = BureauStore(owner)
    view = store.view()
    results = store.shares(view.round_code, view.our_list)
    frame = (
        store.bureaux()
        .select("bureau_id")
        # Nobody said which list is ours: a share of nothing is not nothing.
        .join(results if view.our_list else results.clear(), on="bureau_id", how="left")
        .with_columns(
            share=pl.when(pl.col("valid") > 0).then(pl.col("votes") / pl.col("valid")),
        )
    )
    shares = frame["share"].cast(pl.Float64).fill_null(float("nan")).to_numpy()
    weighed = leaning_of(np.asarray(shares, dtype=np.float64)) if len(shares) else shares
    return frame.select("bureau_id", "share").with_columns(
        leaning=pl.Series(weighed, dtype=pl.Float64)
    )


def person_leanings(owner: OwnerStore, ground: Ground) -> pl.DataFrame:
    """The leaning of each person's bureau: person_id, share, leaning."""
    return ground.homes.join(leanings(owner), on="bureau_id", how="inner").select(
        "person_id", "share", "leaning"
    )
