"""What one claim costs the database: its time, and the pages it looks at."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass
from types import TracebackType
from typing import Any, Self
from uuid import UUID, uuid4

from sqlalchemy import URL, create_engine, text
from sqlalchemy.pool import NullPool

from phonebank.domain.errors import KnownError

_CLAIM = text("select api.claim(:token, :campaign)")
_EXPLAINED = text(
    "explain (analyze, buffers, timing off, format json) select api.claim(:token, :campaign)"
)
_HELD = text("select api.held(:token)")
_START = text("select api.start_call(:token, :claim, :call)")
_FINISH = text("""select api.finish_call(:claim, :call, :fence, '{"outcome": "no_answer"}')""")
_PAGES_OF_QUEUE = text(
    """
    select heap_blks_read + heap_blks_hit + idx_blks_read + idx_blks_hit
      from pg_statio_all_tables where schemaname = 'pb' and relname = 'queue'
    """
)


@dataclass(frozen=True, slots=True)
class ClaimCost:
    """Costs of a batch of claims, each by a caller of their own.

    `seconds` are seen by the client; `queue_pages` counts the pages of the queue and its indexes a
    claim, `call_pages` those of dialling and telling the call, which brings rested lines back,
    `all_pages` those of everything a claim asks.
    """

    seconds: tuple[float, ...]
    queue_pages: float
    call_pages: float
    all_pages: tuple[int, ...]


class ClaimGauge:
    """Claims lines over and over in one office, as the callers whose tokens it was given.

    `owner_url` signs in as the administrator, `desk_url` as the desk the tokens belong to.
    """

    def __init__(self, owner_url: URL, desk_url: URL, campaign: int, tokens: Sequence[str]) -> None:
        self._campaign = campaign
        self._tokens = tokens
        self._owner = create_engine(owner_url, isolation_level="AUTOCOMMIT", poolclass=NullPool)
        self._desk = create_engine(desk_url, isolation_level="AUTOCOMMIT")
        self._connection = self._desk.connect()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._connection.close()
        self._desk.dispose()

    def batch(self) -> ClaimCost:
        """Let every caller claim a line, then dial it and hear nobody answer.

        Half of the claims are timed; the other half are explained, which is slower.
        """
        half = len(self._tokens) // 2
        before = self._pages()
        seconds = [self._timed(token) for token in self._tokens[:half]]
        between = self._pages() - before
        pages = [self._explained(token) for token in self._tokens[half:]]
        before = self._pages()
        for token in self._tokens:
            self._call(token)
        after = self._pages() - before
        return ClaimCost(tuple(seconds), between / half, after / len(self._tokens), tuple(pages))

    def _timed(self, token: str) -> float:
        begun = time.perf_counter()
        answer = self._ask(_CLAIM, token=token, campaign=self._campaign)
        taken = time.perf_counter() - begun
        if answer["status"] != "claimed":
            raise KnownError(f"The measured claim was answered {answer['status']}: start again.")
        return taken

    def _explained(self, token: str) -> int:
        plan = self._ask(_EXPLAINED, token=token, campaign=self._campaign)[0]["Plan"]
        return int(plan["Shared Hit Blocks"]) + int(plan["Shared Read Blocks"])

    def _call(self, token: str) -> None:
        held = self._ask(_HELD, token=token)
        claim, call = UUID(held["claim"]), uuid4()
        self._ask(_START, token=token, claim=claim, call=call)
        self._ask(_FINISH, claim=claim, call=call, fence=held["fence"])

    def _ask(self, statement: Any, **values: object) -> Any:
        return self._connection.scalar(statement, values)

    def _pages(self) -> int:
        self._connection.exec_driver_sql("select pg_stat_force_next_flush()")
        self._connection.exec_driver_sql("select 1")
        with self._owner.connect() as connection:
            return int(connection.scalar(_PAGES_OF_QUEUE) or 0)
