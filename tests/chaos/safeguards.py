"""The safeguards, and how each is taken out of a throw-away office: to see that the tests see.

Those of the database are taken out of its functions here; those of the desk in `witnessed`.
"""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import create_engine
from sqlalchemy.pool import NullPool

from tests.offices import SmallOffice

SAFEGUARDS: Mapping[str, str] = {
    "uuid": "a result sent again bears the same name",
    "doubt": "a dialled line that nobody reported goes to in doubt",
    "start": "the number is shown after the office knows that the line rings",
    "journal": "a result is on the disk before it is sent",
    "fence": "a late result does not move a line that somebody else was served",
    "commit": "the server waits for its disk, whatever the client set",
}
_IS_LATE = """is_late := held.fence is distinct from finish.fence
            or (held.ended_at is not null and held.end_reason is distinct from 'in_doubt')
            or not exists (select from pb.queue q where q.id = held.queue_id and q.fence = held.fence);"""  # noqa: E501
_KNOWN_START = "c.started_at is not null and c.started_in <> pg_current_xact_id()"
_CHANGES: Mapping[str, tuple[tuple[str, str, str], ...]] = {
    "doubt": (("pb.give_back", "if gone.started_at is null then", "if true then"),),
    "start": (("api.number", _KNOWN_START, "true"),),
    "fence": (("pb.finish", _IS_LATE, "is_late := false;"),),
    "commit": (("pb.steady", "perform set_config('synchronous_commit', 'on', true);", ""),),
}


def leave_out(office: SmallOffice, safeguard: str) -> None:
    """Take a safeguard out of this office's functions; those of the desk change nothing here."""
    assert safeguard in SAFEGUARDS, f"no safeguard is called {safeguard}"
    for function, words, instead in _CHANGES.get(safeguard, ()):
        schema, name = function.split(".")
        source = str(
            office.value(
                "select pg_get_functiondef(p.oid) from pg_proc p"
                " where p.pronamespace = cast(:schema as regnamespace) and p.proname = :name",
                schema=schema,
                name=name,
            )
        )
        assert words in source, f"{function} no longer holds what is to be left out"
        engine = create_engine(office.url, poolclass=NullPool)
        with engine.begin() as connection:
            connection.exec_driver_sql(source.replace(words, instead))
        engine.dispose()
