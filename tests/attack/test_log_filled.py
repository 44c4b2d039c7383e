"""Who knocks without end fills no disk: the server's log is cut while it is written."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from psycopg.conninfo import make_conninfo

from phonebank.office.admission import conninfo
from phonebank.office.cluster import Cluster
from phonebank.office.server_log import MOST_BYTES, shorten
from tests.hosted import Hosted, hosted

MOST = 8192


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hosted]:
    home = tmp_path_factory.mktemp("host")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PHONEBANK_HOME", str(home))
        with hosted(home, practice=True) as made:
            yield made


def cluster_of(shared: Hosted) -> Cluster:
    assert shared.office.cluster is not None
    return shared.office.cluster


def knock(shared: Hosted, user: str, times: int = 1) -> None:
    address = conninfo(shared.office.owner_url)
    door = make_conninfo(
        address, host="127.0.0.1", port=shared.hosting.port, user=user, sslmode="disable"
    )
    for _ in range(times):
        with pytest.raises(psycopg.OperationalError, match="no encryption"):
            psycopg.connect(door)


def words_of(log: Path, wanted: str) -> str:
    """What the log says once `wanted` stands in it: the server writes in its own time."""
    until = time.monotonic() + 20
    while True:
        words = "".join(file.read_text("utf-8") for file in log.glob("postgresql-*.log"))
        if wanted in words or time.monotonic() > until:
            return words


def test_a_stranger_refused_without_end_leaves_a_short_log(shared: Hosted) -> None:
    cluster = cluster_of(shared)
    knock(shared, "zqxfirst")
    knock(shared, "u" * 60, 60)
    knock(shared, "zqxlast")
    assert len(words_of(cluster.log, '"zqxlast"')) > MOST
    assert shorten(cluster.log, cluster.data, MOST) == 1
    until = time.monotonic() + 20
    while (cluster.data / "logrotate").exists() and time.monotonic() < until:
        pass
    knock(shared, "zqxafter")
    words = words_of(cluster.log, '"zqxafter"')
    assert '"zqxafter"' in words
    assert '"zqxfirst"' in words
    assert '"zqxlast"' not in words
    assert "\0" not in words
    assert len(words) < MOST
    assert all(line.startswith("20") for line in words.splitlines())
    assert shorten(cluster.log, cluster.data, MOST) == 0


def test_a_file_begun_at_midnight_gets_no_hole(tmp_path: Path) -> None:
    """One that cannot be told to begin anew is cut all the same, and at the end of a line."""
    log = tmp_path / "log"
    log.mkdir()
    day = log / "postgresql-Mon.log"
    day.write_text("a line of the log\n" * 1000)
    (log / "start.log").write_text("short\n")
    assert shorten(log, tmp_path / "no server", MOST) == 1
    assert MOST // 2 <= day.stat().st_size < MOST // 2 + 100
    assert day.read_text().endswith("\n")
    assert (log / "start.log").read_text() == "short\n"
    assert shorten(tmp_path / "nowhere", tmp_path, MOST) == 0
    assert 1 << 20 < MOST_BYTES < 1 << 28
