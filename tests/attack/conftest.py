"""An office whose people are known by their marks, and an intruder at one of its desks."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import URL, create_engine, text
from sqlalchemy.pool import NullPool

from phonebank.store import schema
from phonebank.store.desks import appoint
from tests.attack.intruder import Intruder, seed
from tests.offices import SmallOffice


@pytest.fixture(scope="module")
def watched(server: URL, template: URL) -> Iterator[SmallOffice]:
    """One marked office for a whole table of attempts."""
    name = f"watched_{id(template)}_{Path(__file__).stat().st_ino % 1000}"
    engine = create_engine(server, isolation_level="AUTOCOMMIT", poolclass=NullPool)
    with engine.connect() as connection:
        connection.execute(text(f"drop database if exists {name} with (force)"))
        connection.execute(text(f"create database {name} template template_office"))
    url = server.set(database=name)
    schema.migrate(url)  # a copied database has lost the rights on itself
    office = SmallOffice(url)
    seed(office)
    office.sql("analyze")
    yield office
    office.close()
    with engine.connect() as connection:
        connection.execute(text(f"drop database {name} with (force)"))
    engine.dispose()


@pytest.fixture
def marked(office: SmallOffice) -> SmallOffice:
    """A marked office of one test."""
    seed(office)
    return office


@pytest.fixture
def desk(marked: SmallOffice) -> Iterator[Intruder]:
    """A desk's connection that answers for every byte it hears."""
    with Intruder(marked, marked.desk_role()) as intruder:
        yield intruder


def supervisor_of(office: SmallOffice, name: str = "Sophie") -> str:
    """A supervisor's own login."""
    return appoint(office.url, name, "quatre chevaux verts dorment")
