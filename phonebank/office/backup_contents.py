"""What a backup says of itself: whose it is, how many rows, which roles, the objections' key.

It stands, sealed, at the head of the file. Rows are counted in the very snapshot that is written
out, so that a restore can be held against them.
"""

from __future__ import annotations

import json
import struct
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any

from psycopg import sql

from phonebank.domain.errors import KnownError
from phonebank.store.objections import SealedObjection

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import psycopg

_LENGTH = struct.Struct(">I")
_LONGEST = 1 << 30


@dataclass(frozen=True, slots=True)
class Role:
    """A role of the server as it must be made again; `verifier` is SCRAM's, never a password."""

    name: str
    login: bool
    makes_roles: bool
    connections: int
    valid_until: str | None
    verifier: str | None
    groups: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Contents:
    """Rows a table, and a digest of the tables' and functions' make."""

    rows: dict[str, int]
    make: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """The head of a backup. `made_at` is ISO 8601 in UTC; `ledger` what was noted until then."""

    name: str
    practice: bool
    made_at: str
    schema: str
    server: str
    contents: Contents
    roles: tuple[Role, ...]
    objection_key: bytes
    ledger: tuple[SealedObjection, ...]
    hosting: dict[str, str] = field(default_factory=dict)
    """How the office listens (`backup_hosting`), by file."""

    def packed(self) -> bytes:
        """The manifest as bytes, its length first."""
        values = asdict(self) | {"objection_key": self.objection_key.hex()}
        text = json.dumps(values, ensure_ascii=False).encode()
        return _LENGTH.pack(len(text)) + text


def split(pieces: Iterator[bytes], file: Path) -> tuple[Manifest, Iterator[bytes]]:
    """The manifest at the head of a stream, and the rest of it. Raises KnownError without one."""
    begin = bytearray()
    for piece in pieces:
        begin += piece
        if len(begin) < _LENGTH.size:
            continue
        (length,) = _LENGTH.unpack_from(begin)
        if length > _LONGEST:
            break
        if len(begin) >= _LENGTH.size + length:
            end = _LENGTH.size + length
            return _read(bytes(begin[_LENGTH.size : end]), file), _rest(bytes(begin[end:]), pieces)
    raise _not_understood(file)


def _rest(first: bytes, pieces: Iterator[bytes]) -> Iterator[bytes]:
    yield first
    yield from pieces


def _read(text: bytes, file: Path) -> Manifest:
    try:
        values: dict[str, Any] = json.loads(text)
        roles = tuple(Role(**{**each, "groups": tuple(each["groups"])}) for each in values["roles"])
        return Manifest(
            **{
                **values,
                "contents": Contents(**values["contents"]),
                "roles": roles,
                "objection_key": bytes.fromhex(values["objection_key"]),
                "ledger": tuple(SealedObjection(**each) for each in values["ledger"]),
            }
        )
    except (ValueError, TypeError, KeyError) as error:
        raise _not_understood(file) from error


def _not_understood(file: Path) -> KnownError:
    return KnownError(
        f"The backup {file} is not understood by this version of Phonebank: install the version "
        "that wrote it, or a newer one."
    )


def contents(connection: psycopg.Connection) -> Contents:
    """Count every row and look at the make of everything, in the connection's own snapshot."""
    tables = connection.execute(_TABLES).fetchall()
    rows = {}
    for schema, table in tables:
        counted = connection.execute(
            sql.SQL("select count(*) from {}").format(sql.Identifier(schema, table))
        ).fetchone()
        rows[f"{schema}.{table}"] = int(counted[0]) if counted else 0
    make = connection.execute(_MAKE).fetchone()
    return Contents(rows, str(make[0]) if make else "")


def roles(connection: psycopg.Connection) -> tuple[Role, ...]:
    """The office's roles on its server: groups, desks, supervisors, invitations."""
    return tuple(
        Role(name, login, makes, limit, until, verifier, tuple(groups))
        for name, login, makes, limit, until, verifier, groups in connection.execute(_ROLES)
    )


_TABLES = """
    select schemaname, tablename
      from pg_tables
     where schemaname not in ('pg_catalog', 'information_schema')
     order by 1, 2
"""

_MAKE = """
    with part (text) as (
        select format('%s.%s %s %s %s', c.relname, a.attname, format_type(a.atttypid, a.atttypmod),
                      a.attnotnull, c.relowner::regrole)
          from pg_class c
          join pg_namespace n on n.oid = c.relnamespace
          join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
         where n.nspname in ('pb', 'audit') and c.relkind = 'r'
         union all
        select format('%s %s', conrelid::regclass, pg_get_constraintdef(oid))
          from pg_constraint
         where connamespace in (select oid from pg_namespace where nspname in ('pb', 'audit'))
         union all
        select indexdef from pg_indexes where schemaname in ('pb', 'audit')
         union all
        select format('%s %s', p.oid::regprocedure, pg_get_functiondef(p.oid))
          from pg_proc p
          join pg_namespace n on n.oid = p.pronamespace
         where n.nspname not in ('pg_catalog', 'information_schema') and p.prokind = 'f'
           and not exists (select from pg_depend d where d.objid = p.oid and d.deptype = 'e')
    )
    select md5(string_agg(text, E'\\n' order by text collate "C")) from part
"""

_ROLES = r"""
    select a.rolname, a.rolcanlogin, a.rolcreaterole, a.rolconnlimit, a.rolvaliduntil::text,
           case when a.rolpassword like 'SCRAM-SHA-256$%' then a.rolpassword end,
           array(select g.rolname::text
                   from pg_auth_members m
                   join pg_roles g on g.oid = m.roleid
                  where m.member = a.oid and g.rolname ~ '^pb_' and a.rolname !~ '^pb_'
                  order by 1)
      from pg_authid a
     where a.rolname ~ '^pb(_[a-z]+|[a-z]_[0-9a-f]{8})$' and not a.rolsuper
     order by a.rolcanlogin, a.rolname
"""
