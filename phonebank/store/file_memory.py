"""What the office remembers of files: choices by header fingerprint, never a row of a file."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import text

from phonebank.store.connection import owner_engine, plain_errors

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from sqlalchemy import URL

_RECALL = text(
    """
    select kind, choices, used_at from pb.remembered_file
     where fingerprint = :fingerprint
     order by used_at desc, kind
    """
)
_ALL = text(
    "select fingerprint, kind, choices, used_at from pb.remembered_file order by used_at desc, kind"
)
_REMEMBER = text(
    """
    insert into pb.remembered_file (fingerprint, kind, choices)
    values (:fingerprint, :kind, cast(:choices as jsonb))
        on conflict (fingerprint, kind)
        do update set choices = excluded.choices, used_at = clock_timestamp(),
                      used_by = session_user
    """
)
_FORGET = text(
    """
    delete from pb.remembered_file
     where fingerprint = :fingerprint and (:kind = '' or kind = :kind)
    """
)


@dataclass(frozen=True, slots=True)
class RememberedFile:
    """Choices made for a kind of file, as plain JSON values."""

    fingerprint: str
    kind: str
    choices: Mapping[str, Any]
    used_at: datetime


class FileMemory:
    """The owner's connection for what is remembered. `close` it when done."""

    def __init__(self, url: URL) -> None:
        self._engine = owner_engine(url)

    def close(self) -> None:
        """Close every connection."""
        self._engine.dispose()

    def recall(self, fingerprint: str) -> tuple[RememberedFile, ...]:
        """What is remembered for a set of titles, the last used first. Raises Unreachable."""
        with plain_errors(), self._engine.connect() as connection:
            rows = connection.execute(_RECALL, {"fingerprint": fingerprint}).all()
        return tuple(RememberedFile(fingerprint, *row) for row in rows)

    def all(self) -> tuple[RememberedFile, ...]:
        """Everything remembered, the last used first. Raises Unreachable."""
        with plain_errors(), self._engine.connect() as connection:
            return tuple(RememberedFile(*row) for row in connection.execute(_ALL).all())

    def remember(self, fingerprint: str, kind: str, choices: Mapping[str, Any]) -> None:
        """Keep these choices for such files, in place of older ones. Raises Unreachable."""
        values = {"fingerprint": fingerprint, "kind": kind, "choices": json.dumps(dict(choices))}
        with plain_errors(), self._engine.begin() as connection:
            connection.execute(_REMEMBER, values)

    def forget(self, fingerprint: str, kind: str = "") -> int:
        """Forget what is remembered for such files ('' for every kind); how much that was."""
        with plain_errors(), self._engine.begin() as connection:
            done = connection.execute(_FORGET, {"fingerprint": fingerprint, "kind": kind})
        return done.rowcount
