"""Changes to who is who, written down row by row so that each can be taken back exactly.

Before and after a change, every row that concerns its people, numbers and contacts is read; what
differs is kept with the change. Taking it back puts each column back that still has what the
change wrote: what happened since (a call, an objection) stays.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from psycopg import sql

if TYPE_CHECKING:
    from collections.abc import Iterable

    from phonebank.store.intake import IntakeWork

_FIRST = ("person", "source", "line", "contact", "queue")
"""Parents before their children; the others in any order."""

Row = Mapping[str, Any]
Rows = dict[tuple[str, str], tuple[Row, Row]]
"""(table, key as JSON) → (key, row)."""


@dataclass(frozen=True, slots=True)
class Concerned:
    """Whose rows a change may touch.

    `numbers` are E.164, those of the people among them; `hashes` (hex) are how objections nobody
    was found for yet may know these contacts.
    """

    people: frozenset[int] = frozenset()
    contacts: frozenset[int] = frozenset()
    numbers: frozenset[str] = frozenset()
    hashes: frozenset[str] = frozenset()


@dataclass(slots=True)
class NewChange:
    """What is written down of a change; `change_id` once it is."""

    kind: str
    by: str
    contact_id: int | None = None
    person_id: int | None = None
    other_id: int | None = None
    reason: str = ""
    change_id: int = field(default=0)


@contextmanager
def written_down(work: IntakeWork, concerned: Concerned, change: NewChange) -> Iterator[None]:
    """Do a change inside: what it did to the rows concerned is kept."""
    before = _rows(work, concerned)
    yield
    after = _rows(work, concerned)
    changes = [
        {
            "table": table,
            "key": (before.get((table, key)) or after[table, key])[0],
            "before": before[table, key][1] if (table, key) in before else None,
            "after": after[table, key][1] if (table, key) in after else None,
        }
        for table, key in sorted(before.keys() | after.keys(), key=_parents_first)
        if before.get((table, key)) != after.get((table, key))
    ]
    change.change_id = int(
        work.rows(
            _NOTE,
            {
                "kind": change.kind,
                "contact": change.contact_id,
                "person": change.person_id,
                "other": change.other_id,
                "reason": change.reason,
                "by": change.by,
                "changes": json.dumps(changes),
            },
        )[0][0]
    )
    work.do(
        "select pb.note(%(action)s, null, null, %(subject)s, '{}'::jsonb)",
        {"action": f"people_{change.kind}", "subject": str(change.change_id)},
    )


def take_back(work: IntakeWork, change_id: int, by: str) -> None:
    """Put back what a change did. The change is marked as undone."""
    changes = work.rows("select changes from pb.people_change where id = %(id)s", {"id": change_id})
    wanted: list[Any] = list(changes[0][0])
    for each in wanted:
        if each["before"] is not None:
            if each["after"] is None:
                _insert(work, each["table"], each["before"])
            else:
                _restore(work, each)
    for each in reversed(wanted):
        if each["before"] is None:
            _remove(work, each["table"], each["key"])
    # An objection made since closes its line, whatever stood there before.
    work.do(_STILL_CLOSED)
    work.do(
        "update pb.people_change set undone_at = clock_timestamp(), undone_by = %(by)s"
        " where id = %(id)s",
        {"id": change_id, "by": by},
    )
    work.do(
        "select pb.note('people_change_undone', null, null, %(subject)s, '{}'::jsonb)",
        {"subject": str(change_id)},
    )


def person_columns(work: IntakeWork) -> list[tuple[str, str]]:
    """The tables and columns that point at people, by the foreign keys there are."""
    return [(str(table), str(column)) for table, column in work.rows(_POINTING)] + [
        ("claim_person", "person_id")
    ]


def _rows(work: IntakeWork, concerned: Concerned) -> Rows:
    found: Rows = {}
    people, contacts = list(concerned.people), list(concerned.contacts)
    values = {
        "people": people,
        "contacts": contacts,
        "numbers": list(concerned.numbers),
        "hashes": list(concerned.hashes),
    }
    wanted: dict[str, set[str]] = {}
    for table, column in person_columns(work):
        wanted.setdefault(table, set()).add(f"t.{column} = any(%(people)s)")
    wanted.setdefault("person", set()).add("t.id = any(%(people)s)")
    wanted.setdefault("contact", set()).add("t.id = any(%(contacts)s)")
    lines = "(select l.id from pb.line l where l.e164 = any(%(numbers)s))"
    for table, column in (("line", "id"), ("line_person", "line_id"), ("objection", "line_id")):
        wanted.setdefault(table, set()).add(f"t.{column} in {lines}")
    for hashed in ("line_hmac", "person_hmac"):
        wanted["objection"].add(f"encode(t.{hashed}, 'hex') = any(%(hashes)s)")
    wanted["queue"] = {f"t.line_id in {lines}"}
    wanted.setdefault("target", set()).add(
        f"exists (select from pb.queue q where q.id = t.queue_id and q.line_id in {lines})"
    )
    for table, conditions in wanted.items():
        keys = _key_columns(work, table)
        either = " or ".join(sorted(conditions))
        statement = f"select to_jsonb(t) from pb.{table} t where {either}"  # noqa: S608 - no values
        for (row,) in work.rows(statement, values):
            key = {name: row[name] for name in keys}
            found[table, json.dumps(key, sort_keys=True, default=str)] = (key, row)
    return found


def _key_columns(work: IntakeWork, table: str) -> list[str]:
    return [str(row[0]) for row in work.rows(_KEY, {"table": f"pb.{table}"})]


def _parents_first(which: tuple[str, str]) -> tuple[int, str, str]:
    table, key = which
    return (_FIRST.index(table) if table in _FIRST else len(_FIRST), table, key)


def _insert(work: IntakeWork, table: str, row: Row) -> None:
    name = sql.Identifier("pb", table)
    _do(
        work,
        sql.SQL(
            "insert into {0} overriding system value"
            " select * from jsonb_populate_record(null::{0}, %(row)s::jsonb) on conflict do nothing"
        ).format(name),
        {"row": json.dumps(row)},
    )


def _restore(work: IntakeWork, change: Mapping[str, Any]) -> None:
    before, after = change["before"], change["after"]
    for column in sorted(name for name in before if before[name] != after.get(name)):
        _do(
            work,
            sql.SQL(
                "update {table} t set {column} ="
                " (jsonb_populate_record(null::{table}, %(before)s::jsonb)).{column}"
                " where {key} and to_jsonb(t) -> %(name)s = %(after)s::jsonb -> %(name)s"
            ).format(
                table=sql.Identifier("pb", change["table"]),
                column=sql.Identifier(column),
                key=_key(change["key"]),
            ),
            {
                "before": json.dumps(before),
                "after": json.dumps(after),
                "name": column,
                **_key_values(change["key"]),
            },
        )


def _remove(work: IntakeWork, table: str, key: Row) -> None:
    if table == "objection":
        # Never deleted: the ledger outside the database would bring it back after a restore.
        work.do(_LIFT, {"id": key["id"]})
        return
    where = sql.SQL("delete from {} t where {}").format(sql.Identifier("pb", table), _key(key))
    if table == "line":
        where += sql.SQL(_UNUSED_LINE)
    _do(work, where, _key_values(key))


def _do(work: IntakeWork, statement: sql.Composed, values: Mapping[str, Any]) -> None:
    work.do(statement.as_string(), values)


def _key(key: Row) -> sql.Composed:
    return sql.SQL(" and ").join(
        sql.SQL("t.{} = {}").format(sql.Identifier(name), sql.Placeholder(f"key_{name}"))
        for name in key
    )


def _key_values(key: Row) -> dict[str, Any]:
    return {f"key_{name}": value for name, value in key.items()}


def same_numbers(work: IntakeWork, people: Iterable[int]) -> frozenset[str]:
    """The numbers these people can be called on, and those their contacts gave."""
    return frozenset(str(row[0]) for row in work.rows(_NUMBERS, {"people": list(people)}) if row[0])


_NOTE = """
    insert into pb.people_change (kind, contact_id, person_id, other_id, reason, made_by, changes)
    values (%(kind)s, %(contact)s, %(person)s, %(other)s, %(reason)s, %(by)s, %(changes)s::jsonb)
    returning id
"""

_POINTING = """
    select r.relname, a.attname
      from pg_catalog.pg_constraint c
      join pg_catalog.pg_class r on r.oid = c.conrelid
      join pg_catalog.pg_attribute a on a.attrelid = c.conrelid and a.attnum = c.conkey[1]
     where c.contype = 'f' and c.confrelid = 'pb.person'::regclass
     order by 1, 2
"""

_KEY = """
    select a.attname
      from pg_catalog.pg_index i
      join pg_catalog.pg_attribute a on a.attrelid = i.indrelid and a.attnum = any (i.indkey)
     where i.indrelid = %(table)s::regclass and i.indisprimary
     order by a.attnum
"""

_LIFT = """
    update pb.objection
       set lifted_at = clock_timestamp(), lifted_by = 'undo',
           lift_reason = 'a change of people was undone'
     where id = %(id)s and lifted_at is null
"""

_UNUSED_LINE = """
    and not exists (select from pb.queue q where q.line_id = t.id)
    and not exists (select from pb.call c where c.line_id = t.id)
    and not exists (select from pb.line_person lp where lp.line_id = t.id)
"""

_STILL_CLOSED = """
    update pb.line l
       set objected_at = clock_timestamp()
     where l.objected_at is null
       and exists (select from pb.objection o where o.line_id = l.id and o.lifted_at is null)
"""

_NUMBERS = """
    select l.e164
      from pb.line_person lp
      join pb.line l on l.id = lp.line_id
     where lp.person_id = any(%(people)s)
     union
    select unnest(c.phones) from pb.contact c where c.person_id = any(%(people)s)
"""
