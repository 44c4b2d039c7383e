"""A server whose clock jumps: for one throw-away office, as its own functions see the time."""

from __future__ import annotations

import re

from sqlalchemy import create_engine
from sqlalchemy.pool import NullPool

from tests.offices import SmallOffice

_OWN_CLOCK = """
    create table pb.jump (by interval not null);
    insert into pb.jump values ('0');
    create function pb.jumping_clock() returns timestamptz
        language sql stable security definer set search_path = pg_catalog, pg_temp
        return clock_timestamp() + (select j.by from pb.jump j);
    grant execute on function pb.jumping_clock() to public;
"""
_THAT_TELL_THE_TIME = """
    select pg_get_functiondef(p.oid) from pg_proc p
     where p.pronamespace in (select n.oid from pg_namespace n
                               where n.nspname in ('pb', 'api', 'room', 'audit'))
       and p.prokind = 'f' and p.proname <> 'jumping_clock'
       and p.prosrc ~ '(clock_timestamp|now)[(][)]'
"""
_NOW = re.compile(r"\b(clock_timestamp|now)\(\)")


class JumpingClock:
    """Every function of the office asks this clock instead of the server's."""

    def __init__(self, office: SmallOffice) -> None:
        self._office = office
        engine = create_engine(office.url, poolclass=NullPool)
        with engine.begin() as connection:
            connection.exec_driver_sql(_OWN_CLOCK)
            sources = connection.exec_driver_sql(_THAT_TELL_THE_TIME).scalars().all()
            assert len(sources) > 20
            for source in sources:
                connection.exec_driver_sql(
                    _NOW.sub("pb.jumping_clock()", source).replace("%", "%%")
                )
        engine.dispose()

    def jump(self, minutes: float) -> None:
        """Forward, or back; from where it stands."""
        self._office.sql("update pb.jump set by = by + make_interval(secs => :by)", by=minutes * 60)
