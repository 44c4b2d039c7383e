"""Filling a table with a million rows at once: what PostgreSQL would do row by row, done once.

References are checked by the thousand instead of by the row, indexes of an empty table are made
after it is filled. Both are only hurried: the result is the one of slow statements.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from phonebank.domain.errors import KnownError

if TYPE_CHECKING:
    from collections.abc import Mapping

    import polars as pl

    from phonebank.store.intake import IntakeWork

MANY = 20_000
"""From so many new rows on a table is filled in bulk."""


@dataclass(frozen=True, slots=True)
class Old:
    """The rows of a table that stood there before the import: those with an id up to `up_to`."""

    table: str
    up_to: int


@contextmanager
def bulk(work: IntakeWork, *tables: str) -> Iterator[None]:
    """Have the indexes of empty tables made at the end, while nobody calls; sort in memory.

    The tables are locked until the import ends, hence only when they hold nothing and no campaign
    is open.
    """
    work.do("set local maintenance_work_mem = '256MB'")
    later: list[str] = []
    calling = work.rows("select exists (select from pb.campaign where state = 'open')")[0][0]
    for table in tables:
        if calling or work.rows(_HOLDS_ROWS.format(table=table))[0][0]:
            continue
        for name, definition in work.rows(_PLAIN_INDEXES, {"table": f"pb.{table}"}):
            work.do(f"drop index {name}")
            later.append(definition)
    yield
    for definition in later:
        work.do(definition)
    # A quick look, so that the very next question is planned well; the server looks closer later.
    work.do("set local default_statistics_target = 30")
    for table in tables:
        work.do(f"analyze pb.{table}")


def fill_hurried(
    work: IntakeWork, table: str, frame: pl.DataFrame, import_id: int, old: Mapping[str, Old]
) -> int:
    """Fill a table with rows of an import whose references are right by construction; how many.

    Where the login may, what was there before (`old`, by column) is looked up by one join instead
    of row by row. Raises KnownError when somebody took it away meanwhile.
    """
    if frame.height < MANY or not work.rows(_MAY_HURRY)[0][0]:
        return work.fill(table, frame)
    work.do(_ROW_BY_ROW.format(mode="replica"))
    rows = work.fill(table, frame)
    work.do(_ROW_BY_ROW.format(mode="origin"))
    for column, each in old.items():
        if each.up_to and work.rows(
            _MISSING.format(table=table, column=column, target=each.table),
            {"import_id": import_id, "up_to": each.up_to},
        ):
            raise KnownError(
                "Somebody took a person or a place of the roll away during the import; nothing "
                "was changed. Import again."
            )
    return rows


_HOLDS_ROWS = "select exists (select from pb.{table})"

_MAY_HURRY = "select rolsuper from pg_roles where rolname = session_user"

# Only the server's administrator may; the owner's role is taken again at once.
_ROW_BY_ROW = """
    set local role none;
    set local session_replication_role = {mode};
    set local role pb_owner
"""

_MISSING = """
    select t.{column}
      from pb.{table} t
     where t.import_id = %(import_id)s and t.{column} <= %(up_to)s
       and not exists (select from pb.{target} r where r.id = t.{column})
     limit 1
"""

# Neither a primary key nor a constraint hangs on them.
_PLAIN_INDEXES = """
    select i.indexrelid::regclass::text, pg_get_indexdef(i.indexrelid)
      from pg_index i
     where i.indrelid = %(table)s::regclass
       and not exists (select from pg_constraint c where c.conindid = i.indexrelid)
     order by 1
"""
