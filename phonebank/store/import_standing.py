"""Whether an import can be undone, and if not, the one sentence that says why.

Undoing takes a file's rows away. It is refused while a later import stands on them, and where
somebody was called: a call is never lost. Everything is asked inside the caller's transaction.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import text

from phonebank.store.import_tables import BY_NAME, WRITTEN, references

if TYPE_CHECKING:
    from sqlalchemy import Connection, TextClause

    from phonebank.store.import_tables import Reference

_OWNED = tuple(table.name for table in WRITTEN if not table.shared)


def why_not(connection: Connection, import_id: int) -> str:
    """Why import `import_id` (in force) cannot be undone; '' when it can."""
    # Rows are told apart by what is kept of them, many at a time, in memory.
    connection.execute(_ROOM)
    later = standing_on(connection, import_id)
    if later is not None:
        return f"Import {later} came later and stands on it: undo import {later} first."
    if _called(connection, import_id):
        return (
            "People or numbers it brought have been called since, and a call is never lost: "
            "it stays."
        )
    if _merged(connection, import_id):
        return "People it brought have been merged or split since: take that back first."
    return ""


def standing_on(connection: Connection, import_id: int) -> int | None:
    """A later import in force that stands on this one, or None."""
    values = {"id": import_id}
    if not connection.scalar(_ANY_LATER, values):
        return None
    found = [connection.scalar(_FOUND_AGAIN, values), connection.scalar(_CANDIDATES, values)]
    for table in WRITTEN:
        theirs = ", ".join(f"a.row ->> '{key}'" for key in table.key)
        again = text(_CHANGED_AGAIN.format(theirs=theirs, mine=theirs.replace("a.row", "b.row")))
        found.append(connection.scalar(again, values | {"of": table.name}))
    found += [
        connection.scalar(_uses(each), values)
        for each in references(connection)
        if each.dated and each.target in _OWNED and each.table in BY_NAME
    ]
    return max((int(one) for one in found if one is not None), default=None)


def _uses(reference: Reference) -> TextClause:
    """The latest import with a row that names one this import made."""
    target = BY_NAME[reference.target]
    return text(
        _USES.format(
            table=reference.table,
            target=reference.target,
            joined=reference.joined("r", "t"),
            rows=", ".join(f"t.{key}::text" for key in target.key),
            images=", ".join(f"b.row ->> '{key}'" for key in target.key),
        )
    )


def _called(connection: Connection, import_id: int) -> bool:
    return any(connection.scalar(question, {"id": import_id}) for question in _CALLED)


def _merged(connection: Connection, import_id: int) -> bool:
    return bool(connection.scalar(_MERGED, {"id": import_id}))


_ROOM = text("select set_config('work_mem', '512MB', true)")

_ANY_LATER = text(
    """
    select exists (select from pb.import i
                    where i.id > :id and i.undone_at is null and i.finished_at is not null)
    """
)

# What a file found there already it would have brought itself: it stands on whoever came first.
_FOUND_AGAIN = text(
    """
    select max(y.id)
      from pb.import x
      join pb.import y on y.kind = x.kind and y.id > x.id and y.undone_at is null
                      and y.finished_at is not null
     where x.id = :id
       and (exists (select from jsonb_each(y.counts) c
                     where c.key like '%unchanged' and (c.value #>> '{}')::bigint > 0)
            or y.kind = 'engagement'
               and (y.counts ->> 'matched')::bigint > (y.counts ->> 'new')::bigint
            or y.kind = 'contacts'
               and (y.counts ->> 'rows')::bigint - (y.counts ->> 'refused')::bigint
                   > (select count(*) from pb.contact c where c.import_id = y.id))
    """
)

# Somebody of this import is among those a later contact may be.
_CANDIDATES = text(
    """
    select max(c.import_id)
      from pb.contact c
     cross join jsonb_array_elements(c.candidates) k
      join pb.person p on p.id = (k ->> 0)::bigint and p.import_id = :id
     where c.band = 'review' and c.import_id > :id
       and p.id::text not in (select b.row ->> 'id' from pb.import_before b
                               where b.import_id = :id and b.of_table = 'person')
    """
)

_CHANGED_AGAIN = """
    select max(a.import_id)
      from pb.import_before a
     where a.import_id > :id and a.of_table = :of
       and ((a.row ->> 'import_id')::int = :id
            or ({theirs}) in (select {mine} from pb.import_before b
                               where b.import_id = :id and b.of_table = :of))
"""

_USES = """
    select r.import_id
      from pb.{table} r
      join pb.{target} t on {joined}
     where r.import_id > :id and t.import_id = :id
       and ({rows}) not in (select {images} from pb.import_before b
                             where b.import_id = :id and b.of_table = '{target}')
     limit 1
"""

_MINE = """
    p.import_id = :id
    and p.id::text not in (select b.row ->> 'id' from pb.import_before b
                            where b.import_id = :id and b.of_table = 'person')
"""

_CALLED = (
    text(
        """
        select exists (
            select from pb.claim c
              join pb.line l on l.id = c.line_id and l.import_id = :id
             where not exists (select from pb.line_person k
                                where k.line_id = l.id and k.import_id is distinct from :id))
        """
    ),
    text(
        f"""
        select exists (select from pb.claim_person c join pb.person p on p.id = c.person_id
                        where {_MINE})
        """  # noqa: S608 - our own text
    ),
    text(
        f"""
        select exists (select from pb.call c join pb.person p on p.id = c.person_id where {_MINE})
        """  # noqa: S608
    ),
    text(
        f"""
        select exists (select from pb.objection o join pb.person p on p.id = o.person_id
                        where {_MINE} and o.line_hmac is null and o.person_hmac is null)
            or exists (select from pb.objection o join pb.line l on l.id = o.line_id
                        where l.import_id = :id and o.line_hmac is null)
        """  # noqa: S608
    ),
)

_MERGED = text(
    f"""
    select exists (
        select from pb.people_change c
         where c.undone_at is null and c.kind in ('merge', 'split')
           and (exists (select from pb.person p
                         where p.id in (c.person_id, c.other_id) and {_MINE})
                or exists (select from jsonb_array_elements(c.changes) e
                            where :id in ((e -> 'before' ->> 'import_id')::int,
                                          (e -> 'after' ->> 'import_id')::int))))
    """  # noqa: S608
)
