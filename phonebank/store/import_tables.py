"""What an import writes, table by table: how a row is known, what undoing removes, what it leaves.

Rows say which import made or last changed them (`import_id`); what they were before a change stands
in `pb.import_before`. Foreign keys are read from the catalogue, so that a table added tomorrow is
seen without a word here.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import text

if TYPE_CHECKING:
    from sqlalchemy import Connection


@dataclass(frozen=True, slots=True)
class Written:
    """A table imports write to.

    `key`: its primary key. `shared`: a row stays while anything else uses it, whichever import made
    it. `told`: columns that calls and supervisors fill, which undoing an import leaves alone.
    `while_`: a changed row (x) is given back its image (i.row) only while this holds.
    """

    name: str
    key: tuple[str, ...]
    shared: bool = False
    told: tuple[str, ...] = ()
    while_: str = ""


WRITTEN = (
    Written("ballot", ("id",), shared=True),
    Written("round", ("id",), shared=True),
    Written("source", ("id",), shared=True),
    Written("address", ("id",), shared=True),
    Written("bureau", ("id",), shared=True),
    Written("roll_edition", ("id",)),
    Written("person", ("id",), told=("language", "moved_at", "deceased_at")),
    Written("roll_entry", ("edition_id", "person_id", "list_type")),
    Written("turnout", ("round_id", "person_id")),
    Written(
        "line",
        ("id",),
        shared=True,
        told=("doubts", "retired_at", "retired_by", "objected_at"),
    ),
    Written("line_person", ("line_id", "person_id", "source_id")),
    # What a supervisor decided about a contact since is worth more than what a file thought.
    Written(
        "contact",
        ("id",),
        while_="x.decided_at is not distinct from (i.row ->> 'decided_at')::timestamptz",
    ),
    Written("engagement", ("id",)),
    Written("result", ("bureau_id", "round_id")),
    Written("result_votes", ("bureau_id", "round_id", "list_name")),
)
"""Parents first. Objections are not among them: they are never taken back with a file."""

BY_NAME = {table.name: table for table in WRITTEN}


@dataclass(frozen=True, slots=True)
class Reference:
    """A foreign key: `columns` of `table` name `key` of `target`; `dated`: rows name their import.

    `follows`: its rows go with the row they name.
    """

    table: str
    columns: tuple[str, ...]
    target: str
    key: tuple[str, ...]
    dated: bool
    follows: bool

    def joined(self, row: str, target: str) -> str:
        """The condition that a row (alias) names a target (alias)."""
        pairs = zip(self.columns, self.key, strict=True)
        return " and ".join(f"{row}.{column} = {target}.{key}" for column, key in pairs)


def references(connection: Connection) -> tuple[Reference, ...]:
    """Every foreign key to a table imports write to."""
    rows = connection.execute(_REFERENCES, {"names": [table.name for table in WRITTEN]})
    return tuple(
        Reference(table, tuple(columns), target, tuple(key), dated, follows)
        for table, columns, target, key, dated, follows in rows
    )


def columns_to_restore(connection: Connection, table: Written) -> tuple[str, ...]:
    """The columns an image gives back: neither the key nor what was told since."""
    found = connection.scalars(_COLUMNS, {"name": f"pb.{table.name}"})
    return tuple(name for name in found if name not in {*table.key, *table.told})


_REFERENCES = text(
    """
    select r.relname, array(select a.attname::text
                              from unnest(c.conkey) with ordinality k (number, place)
                              join pg_attribute a on a.attrelid = c.conrelid and a.attnum = k.number
                             order by k.place),
           t.relname, array(select a.attname::text
                              from unnest(c.confkey) with ordinality k (number, place)
                              join pg_attribute a
                                on a.attrelid = c.confrelid and a.attnum = k.number
                             order by k.place),
           exists (select from pg_attribute a
                    where a.attrelid = c.conrelid and a.attname = 'import_id'
                      and not a.attisdropped),
           c.confdeltype in ('c', 'n')
      from pg_constraint c
      join pg_class r on r.oid = c.conrelid
      join pg_class t on t.oid = c.confrelid
      join pg_namespace n on n.oid = t.relnamespace and n.nspname = 'pb'
     where c.contype = 'f' and t.relname = any (:names)
     order by t.relname, r.relname, c.conname
    """
)

_COLUMNS = text(
    """
    select attname::text
      from pg_attribute
     where attrelid = cast(:name as regclass) and attnum > 0 and not attisdropped
       and attgenerated = ''
     order by attnum
    """
)
