"""A database server of its own, made for a measurement and removed after it."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import URL

from phonebank.domain.errors import KnownError
from phonebank.office.binaries import Binaries
from phonebank.office.cluster import Cluster
from phonebank.store.desks import enrol
from phonebank.store.large_queue import make_office, new_database

#: Enough for two hundred desks, and what measures them.
CONNECTIONS = 260


@dataclass(frozen=True, slots=True)
class Ground:
    """A running server with the product's own settings, and a folder for what is written beside.

    `binaries` are those the server runs from.
    """

    folder: Path
    cluster: Cluster
    binaries: Binaries

    def database(self, name: str) -> tuple[URL, int]:
        """Make an office with an empty open campaign: its administrator's address, the campaign."""
        url = new_database(self.cluster.url(), name)
        return url, make_office(url)

    def desk(self, url: URL, label: str) -> URL:
        """Enrol a desk in the office at `url`; its own address."""
        role = enrol(url, label)
        self.cluster.allow_local_role(role)
        return self.cluster.url(role).set(database=url.database)

    def pgbench(self) -> Path:
        """PostgreSQL's own measuring program. Raises KnownError where it is not installed."""
        program = self.binaries.program("pgbench")
        if not program.is_file():
            raise KnownError(
                f"pgbench is not beside the PostgreSQL in {self.binaries.folder}: install the "
                "whole PostgreSQL (on Debian: apt install postgresql), then measure again."
            )
        return program


@contextmanager
def thrown_away(**settings: str) -> Iterator[Ground]:
    """A server in a temporary folder, as an office's is set up, with `settings` added."""
    folder = Path(tempfile.mkdtemp(prefix="phonebank-bench-"))
    cluster = Cluster(folder, settings={"max_connections": str(CONNECTIONS), **settings})
    try:
        cluster.create()
        cluster.join()
        yield Ground(folder, cluster, cluster.binaries())
    finally:
        cluster.leave()
        cluster.destroy()
        shutil.rmtree(folder, ignore_errors=True)
