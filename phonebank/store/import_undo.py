"""Undoing an import: what it brought goes, what it changed is as it was, inside one transaction.

An objection is never taken back: its keyed hash stays and closes the number again wherever it comes
back. What a call or a supervisor told of somebody since stays as well.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import text

from phonebank.store.import_tables import WRITTEN, columns_to_restore, references

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from phonebank.store.import_tables import Reference, Written

Progress = Callable[[str, float], None]
"""Called with a step ('removing', 'restoring', 'done') and the share done, 0 … 1."""


@dataclass(frozen=True, slots=True)
class Undone:
    """What undoing did: rows removed, rows given back as they were, objections that stay."""

    import_id: int
    removed: int
    restored: int
    objections_kept: int


def undo(connection: Connection, import_id: int, progress: Progress) -> Undone:
    """Take an import back; `why_not` has been asked in this very transaction."""
    values = {"id": import_id}
    connection.execute(text("select set_config('pb.import', '', true)"))
    removed = restored = 0
    for table in WRITTEN:
        # An import changes more than the server's figures of its tables know yet.
        connection.execute(text(f"analyze pb.{table.name}"))
        for statement in _IMAGES:
            plain, keys = ", ".join(table.key), _keys(table)
            image = statement.format(name=table.name, keys=keys, plain=plain)
            connection.execute(text(image), values)
    connection.execute(_TOUCHED, values)
    children = [table for table in reversed(WRITTEN) if not table.shared]
    for number, table in enumerate(children):
        progress("removing", 0.6 * number / len(children))
        removed += connection.execute(text(_removing(table)), values).rowcount
        if table.name == "line_person":
            removed += _let_lines_go(connection, import_id)
    for number, table in enumerate(WRITTEN):
        progress("restoring", 0.6 + 0.2 * number / len(WRITTEN))
        for statement in _restoring(connection, table):
            restored += connection.execute(text(statement), values).rowcount
    for cleared in _LEAVE_LISTS:
        connection.execute(cleared)
    progress("removing", 0.8)
    used = references(connection)
    for table in reversed(WRITTEN):
        if table.shared and table.name != "line":
            clearing = text(_clearing(table, used))
            removed += connection.execute(clearing, values).rowcount
    progress("removing", 0.95)
    kept = int(connection.scalar(_OBJECTIONS, values) or 0)
    connection.execute(_FORGET, values)
    return Undone(import_id, removed, restored, kept)


def _let_lines_go(connection: Connection, import_id: int) -> int:
    """Numbers nobody answers on any more, out of every list; nobody was ever called on them."""
    values = {"id": import_id}
    connection.execute(_NO_CLAIM_NOW, values)
    connection.execute(_GOING_LINES, values)
    for statement in _OUT_OF_LISTS:
        connection.execute(statement)
    return connection.execute(_LINES).rowcount


def _keys(table: Written) -> str:
    return ", ".join(f"r.{key}" for key in table.key)


def _same(table: Written) -> str:
    """The condition that an image (i) is of a row (x)."""
    return " and ".join(f"i.{key} = x.{key}" for key in table.key)


def _removing(table: Written) -> str:
    return _REMOVE.format(name=table.name, same=_same(table))


def _restoring(connection: Connection, table: Written) -> tuple[str, str]:
    columns = columns_to_restore(connection, table)
    return (
        _RESTORE.format(
            name=table.name,
            columns=", ".join(f'"{column}"' for column in columns),
            values=", ".join(f'r."{column}"' for column in columns),
            same=_same(table) + (f" and {table.while_}" if table.while_ else ""),
        ),
        _PUT_BACK.format(name=table.name, same=_same(table)),
    )


def _clearing(table: Written, used: tuple[Reference, ...]) -> str:
    """Rows of undone imports that nothing uses any more."""
    unused = "".join(
        f" and not exists (select from pb.{each.table} r where {each.joined('r', 'x')})"
        for each in used
        if each.target == table.name and not each.follows
    )
    return _CLEAR.format(name=table.name, unused=unused)


# The first image is what was there before the import's first word.
_IMAGES = (
    """
    create temporary table image_{name} on commit drop as
    select distinct on ({keys}) {keys}, b.row
      from pb.import_before b
     cross join lateral jsonb_populate_record(null::pb.{name}, b.row) r
     where b.import_id = :id and b.of_table = '{name}'
     order by {keys}, b.id
    """,
    "create index on image_{name} ({plain})",
    "analyze image_{name}",
)

_REMOVE = """
    delete from pb.{name} x
     where x.import_id = :id
       and not exists (select from image_{name} i where {same})
"""

_RESTORE = """
    update pb.{name} x
       set ({columns}) = (select {values} from jsonb_populate_record(x, i.row) r)
      from image_{name} i
     where {same}
"""

_PUT_BACK = """
    insert into pb.{name} overriding system value
    select (jsonb_populate_record(null::pb.{name}, i.row)).*
      from image_{name} i
     where not exists (select from pb.{name} x where {same})
"""

_CLEAR = """
    delete from pb.{name} x
     where (x.import_id = :id
            or x.import_id in (select i.id from pb.import i where i.undone_at is not null))
           {unused}
"""

# Whoever claims an entry holds its row first: from here on until the commit nobody does.
_NO_CLAIM_NOW = text(
    """
    select q.id
      from pb.queue q
      join pb.line l on l.id = q.line_id
     where l.import_id = :id
        or l.import_id in (select i.id from pb.import i where i.undone_at is not null)
       for update of q
    """
)

_GOING_LINES = text(
    """
    create temporary table going_line on commit drop as
    select l.id
      from pb.line l
     where (l.import_id = :id
            or l.import_id in (select i.id from pb.import i where i.undone_at is not null))
       and not exists (select from pb.line_person p where p.line_id = l.id)
       and not exists (select from pb.queue q join pb.claim c on c.queue_id = q.id
                        where q.line_id = l.id)
    """
)

_OUT_OF_LISTS = (
    text(
        """
        delete from pb.target t
         using pb.queue q, going_line g
         where q.id = t.queue_id and q.line_id = g.id
        """
    ),
    text("delete from pb.queue q using going_line g where q.line_id = g.id"),
)

_LINES = text("delete from pb.line l using going_line g where l.id = g.id")

# The entries of lists that somebody or a number of this import stands in.
_TOUCHED = text(
    """
    create temporary table touched_entry on commit drop as
    select t.queue_id as id
      from pb.target t
      join pb.person p on p.id = t.person_id and p.import_id = :id
     union
    select q.id
      from pb.queue q
      join pb.line_person k on k.line_id = q.line_id and k.import_id = :id
    """
)

# Whoever is on that line no more is nobody's target there; where nobody is left nobody calls.
_LEAVE_LISTS = (
    text(
        """
        delete from pb.target t
         using pb.queue q, touched_entry e
         where q.id = t.queue_id and e.id = q.id and t.done_at is null and q.state <> 1
           and not exists (select from pb.line_person p
                            where p.line_id = q.line_id and p.person_id = t.person_id)
        """
    ),
    text(
        """
        update pb.queue q
           set state = 9, due_at = null, callback_for = null, callback_at = null,
               done_why = 'nobody'
          from touched_entry e
         where e.id = q.id and q.state in (0, 2, 3, 4)
           and not exists (select from pb.target t where t.queue_id = q.id)
        """
    ),
)

_OBJECTIONS = text("select count(*) from pb.objection where import_id = :id")

_FORGET = text("delete from pb.import_before where import_id = :id")
