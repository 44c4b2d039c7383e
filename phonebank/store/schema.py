"""Bringing a database to this version's schema, and telling which one it has.

The tables move by alembic migrations. The functions are files in `sql/`: after every migration
those there were are dropped and the files' are made, in one transaction. The files are the truth.
"""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import URL, Connection, create_engine, text
from sqlalchemy.pool import NullPool

from phonebank.store.clearing import way_kept_clear
from phonebank.store.connection import plain_errors

_HERE = Path(__file__).parent
FUNCTION_FILES = tuple(sorted((_HERE / "sql").glob("*.sql")))
_ROLES = _HERE / "sql" / "roles.sql"
_HARDENING = _HERE / "sql" / "hardening.sql"
_ROLE_MAKING = _HERE / "sql" / "role_making.sql"
_REAPING = _HERE / "sql" / "reaping.sql"
_QUIET = _HERE / "sql" / "quiet.sql"
_ONE_AT_A_TIME = text("select pg_advisory_xact_lock(20260322)")
_DEFINITIONS = text(
    """
    select p.oid::regprocedure::text, pg_get_functiondef(p.oid), p.proowner::regrole::text,
           (select string_agg(a::text, ' ' order by a::text) from unnest(p.proacl) a)
      from pg_proc p
      join pg_namespace n on n.oid = p.pronamespace
     where n.nspname in ('pb', 'api', 'room', 'door')
       and not exists (select from pg_depend d where d.objid = p.oid and d.deptype = 'e')
    """
)
_INSTALLED = text(
    """
    select p.oid::regprocedure::text
      from pg_proc p
      join pg_namespace n on n.oid = p.pronamespace
     where n.nspname in ('pb', 'api', 'room', 'door') and p.prorettype <> 'trigger'::regtype
       and not exists (select from pg_depend d where d.objid = p.oid and d.deptype = 'e')
    """
)


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
    roles; tables and functions are made as `pb_owner`, those that make LOGIN roles as
    `pb_roleadmin`, the one that ends sessions as `pb_reaper`. Safe to run again. Raises
    Unreachable where the server does not answer.
    """
    engine = create_engine(url, poolclass=NullPool)
    try:
        with plain_errors(), way_kept_clear(engine), engine.begin() as connection:
            # One migration at a time, whoever opens the office first.
            connection.execute(_ONE_AT_A_TIME)
            run_script(connection, _ROLES.read_text(encoding="utf-8"))
            run_script(connection, _HARDENING.read_text(encoding="utf-8"))
            for owner, file in (("pb_roleadmin", _ROLE_MAKING), ("pb_reaper", _REAPING)):
                connection.execute(text(f"set local role {owner}"))
                run_script(connection, file.read_text(encoding="utf-8"))
                connection.execute(text("set local role none"))
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


def differences(url: URL) -> tuple[str, ...]:
    """The functions that are not what this program's files say: changed, added, missing, or open to
    somebody else. Empty where all is as it should be.

    `url` signs in as the server's administrator. Nothing is changed: the files' functions are made
    beside in a transaction that is rolled back.
    """
    engine = create_engine(url, poolclass=NullPool)
    try:
        with engine.connect() as connection:
            connection.execute(_ONE_AT_A_TIME)
            found = _definitions(connection)
            connection.execute(text("set local role pb_owner"))
            _install_functions(connection)
            connection.execute(text("set local role none"))
            meant = _definitions(connection)
            connection.rollback()
    finally:
        engine.dispose()
    return tuple(sorted(name for name in found | meant if found.get(name) != meant.get(name)))


def _definitions(connection: Connection) -> dict[str, tuple[str, ...]]:
    rows = connection.execute(_DEFINITIONS).all()
    return {row[0]: tuple(row[1:]) for row in rows}


def _install_functions(connection: Connection) -> None:
    """Make the files' functions, in place of all there were: a changed signature leaves no twin.

    Functions of triggers have no other signature; dropping them would lock their tables.
    """
    connection.execute(text("set local check_function_bodies = off"))
    old = connection.scalars(_INSTALLED).all()
    if old:
        connection.exec_driver_sql(f"drop function {', '.join(old)}")
    for file in FUNCTION_FILES:
        if file not in {_ROLES, _HARDENING, _ROLE_MAKING, _REAPING, _QUIET}:
            run_script(connection, file.read_text(encoding="utf-8"))
    run_script(connection, _QUIET.read_text(encoding="utf-8"))
    # A desk calls what stands in `api`, a supervisor what is in `room`, an invited computer what
    # is in `door`; nobody else anything.
    for schema, group in (("api", "pb_desk"), ("room", "pb_supervisor"), ("door", "pb_join")):
        connection.exec_driver_sql(
            f"revoke execute on all functions in schema {schema} from public"
        )
        connection.exec_driver_sql(f"grant execute on all functions in schema {schema} to {group}")
