"""One PostgreSQL a worker, one template database in it, a fresh office a test."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import uuid4

import pytest
from sqlalchemy import URL, create_engine, text
from sqlalchemy.pool import NullPool

from tests.offices import SmallOffice
from tests.postgresql import programs

if TYPE_CHECKING:
    from tests.patience import PatientBot

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
SHARED = Path(__file__).resolve().parents[1].parent / "shared"


@pytest.fixture(scope="session")
def server() -> Iterator[URL]:
    """A throw-away cluster on a Unix socket; as root it runs under `postgres`."""
    folder = Path(tempfile.mkdtemp(prefix="pbt-", dir="/tmp"))
    user = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
    if user:
        shutil.chown(folder, "postgres")
    tools, data = programs(), folder / "data"
    options = (
        f"-k {folder} -c listen_addresses= -c fsync=off -c full_page_writes=off "
        "-c max_connections=60 -c shared_buffers=64MB -c autovacuum_naptime=5s"
    )

    def run(tool: str, *arguments: str) -> None:
        subprocess.run(
            [*user, str(tools / tool), "-D", str(data), *arguments],
            check=True,
            stdout=subprocess.DEVNULL,
            cwd=folder,
        )

    run("initdb", "-U", "phonebank", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync")
    run("pg_ctl", "-l", str(folder / "log"), "-w", "-o", options, "start")
    try:
        yield URL.create("postgresql+psycopg", "phonebank", query={"host": str(folder)}).set(
            database="postgres"
        )
    finally:
        run("pg_ctl", "-m", "immediate", "stop")
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def template(server: URL) -> URL:
    """A migrated database, copied for each test."""
    from phonebank.store import schema

    _administer(server, "create database template_office")
    url = server.set(database="template_office")
    schema.migrate(url)
    return url


def _administer(server: URL, *statements: str) -> None:
    engine = create_engine(server, isolation_level="AUTOCOMMIT", poolclass=NullPool)
    with engine.connect() as connection:
        for statement in statements:
            connection.execute(text(statement))
    engine.dispose()


@pytest.fixture
def database(server: URL, template: URL) -> Iterator[URL]:
    """An empty office's database, as its administrator sees it."""
    name = f"office_{uuid4().hex[:12]}"
    _administer(server, f"create database {name} template template_office")
    yield server.set(database=name)
    _administer(server, f"drop database {name} with (force)")


@pytest.fixture
def office(database: URL) -> Iterator[SmallOffice]:
    """A practice office, empty: `office.fill(lines)` makes a campaign."""
    made = SmallOffice(database)
    yield made
    made.close()


@pytest.fixture
def real_office(database: URL) -> Iterator[SmallOffice]:
    """A real office: hours, silence and fiction numbers count."""
    made = SmallOffice(database, practice=False)
    yield made
    made.close()


@pytest.fixture
def qtbot(qapp: object, request: pytest.FixtureRequest) -> PatientBot:
    """pytest-qt's robot, in no hurry: nobody knows how busy the machine is."""
    from tests.patience import PatientBot

    return PatientBot(request)
