"""Bringing a database to this version's schema, and telling which one it has.

The tables move by alembic migrations. The functions are files in `sql/`, created again after every
migration, and functions that no file defines any more are dropped: the files are the truth.
"""

from __future__ import annotations

import re
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import URL, Connection, create_engine, text
from sqlalchemy.pool import NullPool

_HERE = Path(__file__).parent
FUNCTION_FILES = tuple(sorted((_HERE / "sql").glob("*.sql")))
_ROLES = _HERE / "sql" / "roles.sql"
_DEFINED = re.compile(r"^create or replace function (pb|api|room)\.(\w+)", re.MULTILINE)


def _config(connection: Connection | None = None) -> Config:
    config = Config()
    config.set_main_option("script_location", str(_HERE / "migrations"))
    config.attributes["connection"] = connection
    return config


def head() -> str:
    """The revision this program brings with it."""
    revision = ScriptDirectory.from_config(_config()).get_current_head()
    if revision is None:
        raise RuntimeError("the installation has no migrations")
    return revision


def installed(url: URL) -> str | None:
    """The revision a database has, or None where Phonebank's tables were never made."""
    engine = create_engine(url, poolclass=NullPool)
    try:
        with engine.connect() as connection:
            if connection.scalar(text("select to_regclass('pb.schema_version')")) is None:
                return None
            return str(connection.scalar(text("select version_num from pb.schema_version")))
    finally:
        engine.dispose()


def migrate(url: URL) -> None:
    """Bring the database at `url` to `head()`, in one transaction: all or nothing.

    `url` signs in as the server's administrator (the embedded cluster's `phonebank`), who makes the
    roles; tables and functions are made as `pb_owner`. Safe to run again.
    """
    engine = create_engine(url, poolclass=NullPool)
    try:
        with engine.begin() as connection:
            # One migration at a time, whoever opens the office first.
            connection.execute(text("select pg_advisory_xact_lock(20260322)"))
            run_script(connection, _ROLES.read_text(encoding="utf-8"))
            connection.execute(text("set local role pb_owner"))
            command.upgrade(_config(connection), "head")
            connection.execute(text("set local role pb_owner"))
            _install_functions(connection)
    finally:
        engine.dispose()


def run_script(connection: Connection, source: str) -> None:
    """Run a file of several statements inside the connection's transaction, as it stands."""
    cursor = connection.connection.cursor()
    try:
        cursor.execute(source)
    finally:
        cursor.close()


def _install_functions(connection: Connection) -> None:
    connection.execute(text("set local check_function_bodies = off"))
    defined: set[str] = set()
    for file in FUNCTION_FILES:
        if file == _ROLES:
            continue
        source = file.read_text(encoding="utf-8")
        defined |= {f"{schema}.{name}" for schema, name in _DEFINED.findall(source)}
        run_script(connection, source)
    rows = connection.execute(
        text(
            """
            select p.oid::regprocedure::text, n.nspname || '.' || p.proname
              from pg_proc p
              join pg_namespace n on n.oid = p.pronamespace
             where n.nspname in ('pb', 'api', 'room')
               and not exists (select from pg_depend d where d.objid = p.oid and d.deptype = 'e')
            """
        )
    ).all()
    for signature, name in rows:
        if name not in defined:
            connection.exec_driver_sql(f"drop function {signature}")
    # A desk calls what stands in `api`, a supervisor what stands in `room`; nobody else anything.
    for schema, group in (("api", "pb_desk"), ("room", "pb_supervisor")):
        connection.exec_driver_sql(
            f"revoke execute on all functions in schema {schema} from public"
        )
        connection.exec_driver_sql(f"grant execute on all functions in schema {schema} to {group}")
