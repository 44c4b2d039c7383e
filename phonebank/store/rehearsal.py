"""What a rehearsal needs of a practice office: callers for a while, and to know how many fit."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import URL, create_engine, text
from sqlalchemy.pool import NullPool

from phonebank.store.connection import plain_errors

_NAME = "Répétition"
_KEPT = 10  # connections left to windows, the command line and the server's own work


class RehearsalStore:
    """The administrator's connection to an office that rehearses. `close` it."""

    def __init__(self, url: URL) -> None:
        self._engine = create_engine(url, poolclass=NullPool)

    def close(self) -> None:
        """Close every connection."""
        self._engine.dispose()

    def now(self) -> datetime:
        """The server's clock."""
        with plain_errors(), self._engine.begin() as connection:
            found = connection.scalar(text("select clock_timestamp()"))
        if not isinstance(found, datetime):
            raise TypeError("a clock answers a moment")
        return found

    def room(self) -> int:
        """How many desks could join now, with one connection each."""
        with plain_errors(), self._engine.begin() as connection:
            free = connection.scalar(
                text(
                    """
                    select current_setting('max_connections')::int
                         - current_setting('superuser_reserved_connections')::int
                         - (select count(*) from pg_stat_activity a
                             where a.backend_type = 'client backend' and a.pid <> pg_backend_pid())
                    """
                )
            )
        return max(int(free or 0) - _KEPT, 0)

    def invite(self, callers: int, pin: str) -> tuple[int, ...]:
        """Let so many invented callers sign in with `pin`; their accounts."""
        with plain_errors(), self._engine.begin() as connection:
            rows = connection.execute(
                text(
                    """
                    with secret as (select pb.crypt(:pin, pb.gen_salt('bf', 10)) as hash)
                    insert into pb.account (name, kind, pin_hash, charter_version, charter_at)
                    select format(:name || ' %s', lpad(n::text, 2, '0')), 'caller', s.hash,
                           o.charter_version, now()
                      from generate_series(1, :callers) n cross join secret s cross join pb.office o
                        on conflict (name) do update
                           set active = true, pin_hash = excluded.pin_hash, hour_claims = 0,
                               charter_version = excluded.charter_version
                    returning id
                    """
                ),
                {"pin": pin, "name": _NAME, "callers": callers},
            ).all()
        return tuple(row[0] for row in rows)

    def dismiss(self) -> None:
        """Take the invented callers off the sign-in screen; what they did stays."""
        with plain_errors(), self._engine.begin() as connection:
            connection.execute(
                text(
                    "update pb.account set active = false where name ~ ('^' || :name || ' [0-9]+$')"
                ),
                {"name": _NAME},
            )
