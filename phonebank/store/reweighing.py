"""Ranks of a campaign changed while callers work it: small steps, and never in anybody's way.

Each step is a short transaction over a few hundred queue rows, locked in the order of their ids and
skipped where a call holds one for the moment; those are tried again. A promised callback stays
first, a line tried before stays behind a fresh one of the same score.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import polars as pl
from sqlalchemy import text

from phonebank.store.connection import plain_errors

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from phonebank.store.owner import OwnerStore

STEP = 500
_TRIES = 40
_PAUSE_SECONDS = 0.05

# The ranks are those of `sql/claim.sql` and `sql/finish_call.sql`.
_CHANGE = """
    with wanted as (
        select * from unnest(cast(:ids as bigint[]), cast(:scores as int[])) w (id, score)
    ), held as (
        select q.id from pb.queue q
         where q.id = any(cast(:ids as bigint[])) and q.campaign_id = :campaign
         order by q.id for update skip locked
    ), changed as (
        update pb.queue q
           set score = w.score,
               rank = case when q.rank >= 1000000 then 1000000 + w.score
                           else w.score - 200 * q.attempts end
          from held h join wanted w using (id)
         where q.id = h.id
    )
    select id from held
"""


class Reweighing:
    """The queue of one campaign, to be ranked anew."""

    def __init__(self, owner: OwnerStore, campaign_id: int) -> None:
        self._engine = owner.engine
        self._campaign = campaign_id

    def people(self) -> pl.DataFrame:
        """Whom the campaign still wants to talk to: person_id, queue_id, line_id, score."""
        with plain_errors(), self._engine.begin() as connection:
            rows = connection.execute(
                text(
                    """
                    select t.person_id, q.id, q.line_id, q.score
                      from pb.target t join pb.queue q on q.id = t.queue_id
                     where t.campaign_id = :campaign and t.done_at is null and q.state <> 9
                    """
                ),
                {"campaign": self._campaign},
            ).all()
        return pl.DataFrame(
            [tuple(row) for row in rows],
            schema={
                "person_id": pl.Int64,
                "queue_id": pl.Int64,
                "line_id": pl.Int64,
                "score": pl.Int64,
            },
            orient="row",
        )

    def rank(
        self,
        scores: pl.DataFrame,
        weights: str,
        progress: Callable[[float], None] = lambda _share: None,
        stopped: Callable[[], bool] = lambda: False,
    ) -> int:
        """Give each queue row its score (queue_id, score) and note the weights (JSON) used.

        Returns how many rows could not be had, held by others all the time or left undone because
        `stopped` said so; the weights are noted only when there are none.
        """
        left = list(scores.sort("queue_id").select("queue_id", "score").iter_rows())
        total = max(1, len(left))
        for tried in range(_TRIES):
            if tried:
                time.sleep(_PAUSE_SECONDS)
            skipped: list[tuple[int, int]] = []
            for start in range(0, len(left), STEP):
                part = left[start : start + STEP]
                if stopped():
                    return len(skipped) + len(left) - start
                done = self._step(part)
                skipped += [row for row in part if row[0] not in done]
                if not tried:
                    progress(min(1.0, (start + STEP) / total))
            left = skipped
            if not left:
                break
        if not left:
            self._note(weights)
        return len(left)

    def _step(self, rows: Sequence[tuple[int, int]]) -> frozenset[int]:
        """The ids of the rows had: changed, or no longer this campaign's."""
        ids = [row[0] for row in rows]
        with plain_errors(), self._engine.begin() as connection:
            found = connection.scalars(
                text(_CHANGE),
                {"ids": ids, "scores": [row[1] for row in rows], "campaign": self._campaign},
            ).all()
            there = connection.scalars(
                text("select id from pb.queue where id = any(:ids)"), {"ids": ids}
            ).all()
        return frozenset(found) | (frozenset(ids) - frozenset(there))

    def _note(self, weights: str) -> None:
        with plain_errors(), self._engine.begin() as connection:
            connection.execute(
                text("update pb.campaign set weights = cast(:weights as jsonb) where id = :id"),
                {"weights": weights, "id": self._campaign},
            )
