"""A cluster at a glance, without disturbing anybody."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import psycopg

from phonebank.domain.errors import BadInput
from phonebank.office.admission import conninfo
from phonebank.office.process import server_of

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy import URL

    from phonebank.office.cluster import Cluster


@dataclass(frozen=True, slots=True)
class ClusterStatus:
    """What `phonebank office status` says of the server.

    `size_bytes` is its room on the disk, `clients` its connections other than ours, `windows` the
    programs that keep it up.
    """

    running: bool
    version: str
    place: Path
    size_bytes: int
    pid: int | None
    since: datetime | None
    clients: int
    windows: int
    kept_running: bool


def cluster_status(cluster: Cluster) -> ClusterStatus:
    """The state of `cluster` now. Raises BadInput when it was never made."""
    if not cluster.exists:
        raise BadInput(
            f"There is no office in {cluster.folder}: make it with 'phonebank office create'."
        )
    server = server_of(cluster.data)
    version, clients = str(cluster.data_version()), 0
    if server is not None and server.ready:
        with contextlib.suppress(psycopg.OperationalError):
            version, clients = _ask(cluster.url())
    return ClusterStatus(
        running=server is not None,
        version=version,
        place=cluster.place,
        size_bytes=_size(cluster.data),
        pid=None if server is None else server.pid,
        since=None if server is None else datetime.fromtimestamp(server.started, UTC),
        clients=clients,
        windows=cluster.windows(),
        kept_running=cluster.kept_running,
    )


def _ask(url: URL) -> tuple[str, int]:
    """The running server's version and how many other connections it serves."""
    with psycopg.connect(conninfo(url), autocommit=True) as connection:
        row = connection.execute(
            "select count(*) from pg_stat_activity"
            " where backend_type = 'client backend' and pid <> pg_backend_pid()"
        ).fetchone()
        version = connection.info.parameter_status("server_version") or ""
    return version.split()[0], 0 if row is None else int(row[0])


def _size(folder: Path) -> int:
    total = 0
    for path in folder.rglob("*"):
        with contextlib.suppress(OSError):
            total += path.lstat().st_size
    return total
