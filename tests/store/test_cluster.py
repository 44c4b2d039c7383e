"""The embedded server: made, started, shared by windows, found again after a crash."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psycopg
import pytest

from phonebank.domain.errors import BadInput, Unreachable
from phonebank.office.admission import conninfo
from phonebank.office.cluster import Cluster
from phonebank.office.process import read_pid_file, server_of
from phonebank.office.status import cluster_status
from tests.store.cluster_copies import copied_cluster

ROOT = Path(__file__).resolve().parents[2]
JOIN_AND_CRASH = """
import os, signal, sys
from pathlib import Path
from phonebank.office.cluster import Cluster
Cluster(Path(sys.argv[1])).join()
os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    """One running server for the tests that only look."""
    cluster = Cluster(tmp_path_factory.mktemp("shared"))
    cluster.create()
    cluster.start()
    yield cluster
    cluster.destroy()


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[Cluster]:
    """A server of the test's own, made and not started."""
    made = copied_cluster(tmp_path / "office")
    yield made
    made.destroy()


def ask(cluster: Cluster, query: str) -> object:
    with psycopg.connect(conninfo(cluster.url()), autocommit=True) as connection:
        row = connection.execute(query.encode()).fetchone()
    assert row is not None
    return row[0]


def test_a_cluster_is_made_once_started_twice_and_stopped_twice(cluster: Cluster) -> None:
    cluster.create()
    cluster.start()
    first = server_of(cluster.data)
    cluster.start()
    assert first is not None
    assert server_of(cluster.data) == first
    assert ask(cluster, "select current_user") == "phonebank"
    cluster.stop()
    cluster.stop()
    assert not cluster.running
    with pytest.raises(Unreachable, match="not running"):
        cluster.url()


def test_the_server_keeps_what_was_acknowledged_and_tells_its_log_nothing(shared: Cluster) -> None:
    expected = {
        "fsync": "on",
        "synchronous_commit": "on",
        "data_checksums": "on",
        "server_encoding": "UTF8",
        "listen_addresses": "",
        "log_statement": "none",
        "log_min_error_statement": "panic",
        "log_error_verbosity": "terse",
        "log_parameter_max_length": "0",
        "log_parameter_max_length_on_error": "0",
        "password_encryption": "scram-sha-256",
        "TimeZone": "UTC",
    }
    assert {name: ask(shared, f"show {name}") for name in expected} == expected
    assert ask(shared, "select count(*) from pg_file_settings where error is not null") == 0


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux removes them")
def test_the_end_of_a_session_takes_nothing_the_server_needs(shared: Cluster) -> None:
    # logind removes what an account has in /dev/shm, and segments nobody is attached to.
    assert ask(shared, "show dynamic_shared_memory_type") == "mmap"
    running = server_of(shared.data)
    assert running is not None
    assert "/dev/shm/" not in Path(f"/proc/{running.pid}/maps").read_text(encoding="utf-8")


def test_a_mistyped_value_never_reaches_the_log(shared: Cluster) -> None:
    with pytest.raises(psycopg.DataError):
        ask(shared, "select 'born 12/05/1961'::date")
    with pytest.raises(psycopg.errors.RaiseException):
        ask(shared, "do $$ begin raise exception 'Madame Untel'; end $$")
    ask(shared, "select pg_reload_conf()")
    log = "".join(file.read_text(encoding="utf-8") for file in shared.log.iterdir())
    assert "ready to accept connections" in log
    assert "12/05/1961" not in log
    assert "Untel" not in log


def test_a_desk_enters_the_office_and_no_other_database(shared: Cluster) -> None:
    ask(shared, "select 1 from (select 1) as one")
    with psycopg.connect(conninfo(shared.url()), autocommit=True) as connection:
        connection.execute("create role pbd_0000aaaa login")
    with pytest.raises(psycopg.OperationalError, match="authentication failed"):
        psycopg.connect(conninfo(shared.url("pbd_0000aaaa")))
    shared.allow_local_role("pbd_0000aaaa")
    address = shared.url("pbd_0000aaaa")
    with psycopg.connect(conninfo(address)) as connection:
        assert connection.info.user == "pbd_0000aaaa"
    with pytest.raises(psycopg.OperationalError, match="reject"):
        psycopg.connect(conninfo(address.set(database="postgres")))


def test_a_supervisor_needs_the_right_password(shared: Cluster) -> None:
    with psycopg.connect(conninfo(shared.url()), autocommit=True) as connection:
        connection.execute("create role pb_supervisor nologin")
        connection.execute(
            "create role sophie login password 'twelve or more' in role pb_supervisor"
        )
    with psycopg.connect(conninfo(shared.url("sophie", "twelve or more"))) as connection:
        assert connection.info.user == "sophie"
    with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
        psycopg.connect(conninfo(shared.url("sophie", "something else")))


def test_an_office_with_a_very_long_path_opens_all_the_same(tmp_path: Path) -> None:
    cluster = Cluster(tmp_path / ("circonscription-" * 8) / ("bureau " * 20).strip())
    try:
        cluster.create()
        cluster.start()
        assert ask(cluster, "select 1") == 1
    finally:
        cluster.destroy()


def test_a_server_killed_without_warning_starts_again_with_its_data(cluster: Cluster) -> None:
    cluster.start()
    with psycopg.connect(conninfo(cluster.url()), autocommit=True) as witness:
        witness.execute("create table kept as select 7 as n")
        noted = read_pid_file(cluster.data)
        assert noted is not None
        os.kill(noted.pid, signal.SIGKILL)
        # The witness keeps one of the dead server's helpers busy: the hard case.
        cluster.start()
    assert ask(cluster, "select n from kept") == 7
    again = server_of(cluster.data)
    assert again is not None
    assert again.pid != noted.pid


def test_the_number_of_a_dead_server_may_belong_to_another_program(cluster: Cluster) -> None:
    noted = f"{os.getpid()}\n{cluster.data}\n1700000000\n5432\n/run/elsewhere\n\n  1 2\nready   \n"
    (cluster.data / "postmaster.pid").write_text(noted, encoding="ascii")
    assert not cluster.running
    cluster.start()
    assert ask(cluster, "select 1") == 1


def test_an_empty_number_file_does_not_keep_the_office_closed(cluster: Cluster) -> None:
    (cluster.data / "postmaster.pid").touch()
    cluster.start()
    assert cluster.running


def test_the_last_of_two_windows_stops_the_server(cluster: Cluster) -> None:
    first, second = Cluster(cluster.folder), Cluster(cluster.folder)
    first.join()
    second.join()
    assert cluster.windows() == 2
    first.leave()
    first.leave()
    assert cluster.running
    second.leave()
    assert not cluster.running


def test_two_windows_opened_at_once_share_one_server(cluster: Cluster) -> None:
    windows = [Cluster(cluster.folder) for _ in range(4)]
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(Cluster.join, windows))
        assert cluster.windows() == 4
        assert ask(cluster, "select 1") == 1
        list(pool.map(Cluster.leave, windows))
    assert not cluster.running


def test_a_crashed_window_no_longer_counts(cluster: Cluster) -> None:
    crashed = subprocess.run(
        [sys.executable, "-c", JOIN_AND_CRASH, str(cluster.folder)], cwd=ROOT, check=False
    )
    assert crashed.returncode == -signal.SIGKILL
    assert cluster.running
    assert cluster.windows() == 0
    next_window = Cluster(cluster.folder)
    next_window.join()
    next_window.leave()
    assert not cluster.running


def test_a_server_kept_running_outlives_its_windows_until_it_is_stopped(cluster: Cluster) -> None:
    cluster.keep_running()
    window = Cluster(cluster.folder)
    window.join()
    window.leave()
    assert cluster.running
    cluster.stop()
    assert server_of(cluster.data) is None
    assert not cluster.kept_running


def test_recovering_gives_a_new_server_on_the_same_data(cluster: Cluster) -> None:
    cluster.start()
    ask(cluster, "select 1")
    before = server_of(cluster.data)
    cluster.recover()
    after = server_of(cluster.data)
    assert before is not None
    assert after is not None
    assert after.pid != before.pid


def test_the_status_counts_windows_and_connections(cluster: Cluster) -> None:
    stopped = cluster_status(cluster)
    assert (stopped.running, stopped.pid, stopped.clients) == (False, None, 0)
    assert stopped.size_bytes > 1_000_000
    window = Cluster(cluster.folder)
    window.join()
    with psycopg.connect(conninfo(cluster.url())):
        now = cluster_status(cluster)
    window.leave()
    assert (now.running, now.clients, now.windows) == (True, 1, 1)
    assert now.version.startswith(stopped.version)
    assert now.since is not None


def test_there_is_no_status_without_a_cluster(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="There is no office in"):
        cluster_status(Cluster(tmp_path / "nothing"))


def test_a_destroyed_cluster_leaves_no_data(tmp_path: Path) -> None:
    cluster = Cluster(tmp_path / "office")
    cluster.create()
    cluster.start()
    data = cluster.data
    cluster.destroy()
    assert not data.exists()
    assert server_of(data) is None


def test_without_unix_sockets_every_role_has_a_password_of_its_own(tmp_path: Path) -> None:
    cluster = Cluster(tmp_path / "office", tcp=True)
    try:
        cluster.create()
        cluster.start()
        address = cluster.url()
        assert address.host == "127.0.0.1"
        with psycopg.connect(conninfo(address), autocommit=True) as connection:
            connection.execute("create role pbd_0000bbbb login")
        cluster.allow_local_role("pbd_0000bbbb")
        desk = cluster.url("pbd_0000bbbb")
        with psycopg.connect(conninfo(desk)) as connection:
            assert connection.info.user == "pbd_0000bbbb"
        with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
            psycopg.connect(conninfo(desk.set(password="guessed")))
        assert (cluster.folder / "secrets.toml").stat().st_mode & 0o077 == 0
    finally:
        cluster.destroy()
