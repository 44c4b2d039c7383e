"""The road of a file's rows into the database: staged by COPY, merged by sets, all or nothing.

One import is one transaction. A dry run is the same transaction, rolled back, so that its counts
are the real ones. Nothing here knows what a file looks like.
"""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any

import polars as pl
import psycopg
from psycopg import sql
from sqlalchemy.exc import DBAPIError

from phonebank.domain.errors import KnownError, Unreachable
from phonebank.store.clearing import way_kept_clear
from phonebank.store.connection import owner_engine, plain_errors
from phonebank.store.stopping import stopped_by

if TYPE_CHECKING:
    from datetime import date
    from threading import Event

    from psycopg import Connection, Cursor
    from sqlalchemy import URL

_TYPES: dict[Any, str] = {
    pl.String: "text",
    pl.Boolean: "boolean",
    pl.Int8: "int",
    pl.Int16: "int",
    pl.Int32: "int",
    pl.UInt32: "bigint",
    pl.Int64: "bigint",
    pl.Float64: "double precision",
    pl.Date: "date",
    pl.Binary: "text",
}
_SLICE = 50_000
_MARKS = ["\\", "\t", "\n", "\r"]
_ESCAPED_MARKS = ["\\\\", "\\t", "\\n", "\\r"]
_NULL = "\ue000"
"""What stands for null in COPY: a private character no name, code or number has."""


class IntakeStore:
    """The owner's connection for imports. `by` is who imports. `close` it when done."""

    def __init__(self, url: URL, by: str = "") -> None:
        self._engine = owner_engine(url)
        self._by = by

    def close(self) -> None:
        """Close every connection."""
        self._engine.dispose()

    def practice(self) -> bool:
        """Whether the office is a practice one: fiction numbers are kept, none is dialled."""
        with plain_errors(), self._engine.connect() as connection:
            found = connection.exec_driver_sql("select practice from pb.office").scalar()
        return bool(found)

    @contextmanager
    def work(
        self,
        *,
        dry_run: bool,
        between: Callable[[], None] | None = None,
        cancel: Event | None = None,
    ) -> Iterator[IntakeWork]:
        """One import: committed at the end, or rolled back when it is a dry run or fails.

        `between` is called before each statement; what it raises stops the import. `cancel` stops
        the statement that runs, and `between` must then raise.
        Imports wait for one another. Raises Unreachable when the database does not answer and
        KnownError when it has no room.
        """
        with (
            plain_errors(),
            way_kept_clear(self._engine),
            self._engine.connect() as connection,
        ):
            transaction = connection.begin()
            try:
                raw: Any = connection.connection.driver_connection
                work = IntakeWork(raw, between)
                with stopped_by(raw, cancel):
                    work.do("lock table pb.import in share row exclusive mode")
                    work.do("select set_config('pb.by', %(by)s, true)", {"by": self._by})
                    work.do("select reaper.make_way()")  # a desk may hold what it changes
                    yield work
            except psycopg.errors.QueryCanceled as error:
                transaction.rollback()
                if between is not None:
                    between()
                raise _trouble(error) from error
            except psycopg.OperationalError as error:
                with suppress(DBAPIError, psycopg.Error):
                    transaction.rollback()
                connection.invalidate()
                raise _trouble(error) from error
            except BaseException:
                transaction.rollback()
                raise
            if dry_run:
                transaction.rollback()
            else:
                transaction.commit()


# Imports wait for one another, and nobody else numbers people or places.
_TAKE_NUMBERS = """
    select first, setval(name, first + %(count)s - 1)
      from (select name, nextval(name) as first
              from (select pg_get_serial_sequence(%(table)s, 'id')::regclass as name) s) n
"""


def _trouble(error: psycopg.OperationalError) -> KnownError:
    if (error.sqlstate or "").startswith("53"):
        return KnownError(
            "The office's database has no room for this import; nothing was changed. "
            "Free some space on its disk, then import again."
        )
    return Unreachable(
        "The office's database stopped answering during the import; nothing was changed. "
        "Import again once it answers."
    )


def _nothing() -> None:
    return None


def _escaped(frame: pl.DataFrame) -> pl.DataFrame:
    """The texts with a backslash before what COPY would take for its own marks."""
    texts = frame.select(pl.col(pl.String).str.contains_any(_MARKS).any())
    if not texts.width:
        return frame
    marked = [name for name, some in zip(texts.columns, texts.row(0), strict=True) if some]
    return frame.with_columns(pl.col(marked).str.replace_many(_MARKS, _ESCAPED_MARKS))


class IntakeWork:
    """The statements of one import, inside its transaction."""

    def __init__(
        self, connection: Connection[Any], between: Callable[[], None] | None = None
    ) -> None:
        self._connection = connection
        self._between = between or _nothing

    def stage(self, table: str, frame: pl.DataFrame) -> None:
        """Copy a frame into a temporary table, analysed; one of that name is replaced."""
        columns = [
            sql.SQL("{} {}").format(sql.Identifier(name), sql.SQL(_TYPES[dtype.base_type()]))
            for name, dtype in frame.schema.items()
        ]
        name = sql.Identifier(table)
        with self._connection.cursor() as cursor:
            cursor.execute(sql.SQL("drop table if exists pg_temp.{}").format(name))
            cursor.execute(
                sql.SQL("create temporary table {} ({}) on commit drop").format(
                    name, sql.SQL(", ").join(columns)
                )
            )
            self._copy(cursor, name, frame)
            cursor.execute(sql.SQL("analyze {}").format(name))

    def fill(self, table: str, frame: pl.DataFrame) -> int:
        """Copy a frame into the columns of the same names of a `pb` table; how many rows."""
        with self._connection.cursor() as cursor:
            self._copy(cursor, sql.Identifier("pb", table), frame)
        return frame.height

    def _copy(self, cursor: Cursor[Any], table: sql.Identifier, frame: pl.DataFrame) -> None:
        names = sql.SQL(", ").join(sql.Identifier(name) for name in frame.columns)
        # PostgreSQL's own text form is read quicker than CSV.
        with cursor.copy(sql.SQL("copy {} ({}) from stdin").format(table, names)) as copy:
            for part in frame.iter_slices(_SLICE):
                self._between()
                buffer = io.BytesIO()
                _escaped(part).write_csv(
                    buffer,
                    include_header=False,
                    separator="\t",
                    quote_style="never",
                    null_value="\\N",
                )
                copy.write(buffer.getbuffer())

    def take_numbers(self, table: str, count: int) -> pl.Series:
        """The next `count` values of a `pb` table's `id`."""
        if not count:
            return pl.Series(dtype=pl.Int64)
        found = self.rows(_TAKE_NUMBERS, {"table": f"pb.{table}", "count": count})
        first = int(found[0][0])
        return pl.select(pl.int_range(first, first + count, dtype=pl.Int64)).to_series()

    def frame(self, query: str, schema: Mapping[str, Any]) -> pl.DataFrame:
        """The rows of a query without parameters as a frame of these columns."""
        buffer = io.BytesIO()
        statement = sql.SQL("copy ({}) to stdout (format csv, null {})").format(
            sql.SQL(query), sql.Literal(_NULL)
        )
        with self._connection.cursor() as cursor, cursor.copy(statement) as copy:
            for block in copy:
                buffer.write(block)
        if buffer.tell() == 0:
            return pl.DataFrame(schema=dict(schema))
        buffer.seek(0)
        texts = {
            name: pl.String if dtype == pl.Boolean else dtype for name, dtype in schema.items()
        }
        read = pl.read_csv(
            buffer,
            has_header=False,
            schema=texts,
            null_values=_NULL,
            empty_string_is_null=False,
        )
        flags = [name for name, dtype in schema.items() if dtype == pl.Boolean]
        return read.with_columns((pl.col(name) == "t").alias(name) for name in flags)

    def do(self, statement: str, values: Mapping[str, object] | None = None) -> int:
        """Run one statement; how many rows it touched."""
        with self._execute(statement, values) as cursor:
            return max(cursor.rowcount, 0)

    def rows(
        self, statement: str, values: Mapping[str, object] | None = None
    ) -> list[tuple[Any, ...]]:
        """The rows of a small query."""
        with self._execute(statement, values) as cursor:
            return list(cursor.fetchall())

    def _execute(self, statement: str, values: Mapping[str, object] | None) -> Cursor[Any]:
        self._between()
        cursor = self._connection.cursor()
        cursor.execute(statement, values)
        return cursor

    def open_import(
        self, kind: str, file_name: str, sha256: str, legal_basis: str, undertaking: str
    ) -> int:
        """Write down that a file is being imported (R8); the import's id."""
        return int(
            self.rows(
                """
                insert into pb.import (kind, file_name, file_sha256, legal_basis, undertaking)
                values (%(kind)s, %(file)s, %(sha)s, %(basis)s, %(undertaking)s)
                returning id, set_config('pb.import', id::text, true)
                """,
                {
                    "kind": kind,
                    "file": file_name,
                    "sha": sha256,
                    "basis": legal_basis,
                    "undertaking": undertaking,
                },
            )[0][0]
        )

    def close_import(self, import_id: int, kind: str, counts: Mapping[str, int]) -> None:
        """Write the counts of an import, there and in the audit (without a name: R12)."""
        facts = json.dumps(dict(counts))
        self.do(
            """
            update pb.import set finished_at = clock_timestamp(), counts = %(facts)s::jsonb
             where id = %(id)s
            """,
            {"facts": facts, "id": import_id},
        )
        self.do(
            "select pb.note(%(action)s, null, null, %(subject)s, %(facts)s::jsonb)",
            {"action": f"import_{kind}", "subject": str(import_id), "facts": facts},
        )

    def earlier_date(self, sha256: str) -> date | None:
        """The date given to a roll edition when this very file was imported before."""
        found = self.rows(
            """
            select e.dated
              from pb.roll_edition e
              join pb.import i on i.id = e.import_id
             where i.file_sha256 = %(sha)s
             order by i.id
             limit 1
            """,
            {"sha": sha256},
        )
        return found[0][0] if found else None
