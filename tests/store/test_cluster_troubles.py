"""What an office says when the computer cannot host it: plain sentences, and nothing half-made."""

from __future__ import annotations

import os
import resource
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from phonebank.domain.errors import KnownError
from phonebank.office import binaries, server, sockets
from phonebank.office.account import Account, can_reach, own_account, server_account
from phonebank.office.binaries import Refused, examine
from phonebank.office.cluster import Cluster
from phonebank.office.making import initialise
from phonebank.office.troubles import explain
from tests.store.cluster_copies import copied_cluster


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[Cluster]:
    """A server of the test's own, made and not started."""
    made = copied_cluster(tmp_path / "office")
    yield made
    made.destroy()


@pytest.fixture
def four_megabytes_left() -> Iterator[None]:
    """No file of any program started here grows beyond 4 MB: the disk is full."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (4 * 1024**2, hard))
    yield
    resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@pytest.mark.usefixtures("four_megabytes_left")
def test_a_full_disk_is_said_and_leaves_nothing_behind(tmp_path: Path) -> None:
    cluster = Cluster(tmp_path / "office")
    with pytest.raises(KnownError, match="The disk is full"):
        cluster.create()
    assert not cluster.exists
    assert not list(cluster.place.glob("pgdata*"))
    cluster.destroy()


def test_a_broken_attempt_is_cleared_by_the_next(tmp_path: Path) -> None:
    cluster = Cluster(tmp_path / "office")
    account = server_account()
    place = tmp_path / "office" if can_reach(account, tmp_path) else cluster.place
    place.mkdir(parents=True, exist_ok=True)
    (place / "pgdata.making").mkdir()
    (place / "pgdata.making" / "half").touch()
    cluster.create()
    try:
        assert cluster.exists
        assert not (cluster.place / "pgdata.making").exists()
    finally:
        cluster.destroy()


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(KnownError, match=r"file/office.* cannot be made"):
        Cluster(tmp_path / "file" / "office").create()


def test_damaged_data_is_not_started_and_not_touched(cluster: Cluster) -> None:
    control = cluster.data / "global" / "pg_control"
    control.write_bytes(b"\0" * 100)
    with pytest.raises(KnownError, match=r"damaged .* restore the latest backup"):
        cluster.start()
    assert control.read_bytes() == b"\0" * 100


def test_missing_files_of_the_database_are_damage_too(cluster: Cluster) -> None:
    (cluster.data / "global" / "pg_control").unlink()
    with pytest.raises(KnownError, match="damaged"):
        cluster.start()


def test_data_of_a_version_that_is_not_installed_asks_for_that_version(cluster: Cluster) -> None:
    (cluster.data / "PG_VERSION").write_text("12\n", encoding="ascii")
    with pytest.raises(KnownError, match="install PostgreSQL 12 too"):
        cluster.start()


def test_a_database_that_was_never_made_cannot_start(tmp_path: Path) -> None:
    with pytest.raises(KnownError, match="no complete database"):
        Cluster(tmp_path / "office").start()


def test_a_setting_the_server_refuses_is_said(tmp_path: Path) -> None:
    cluster = Cluster(tmp_path / "office", settings={"shared_buffers": "plenty"})
    cluster.create()
    try:
        with pytest.raises(KnownError, match="does not accept a setting"):
            cluster.start()
    finally:
        cluster.destroy()


def test_a_taken_port_is_avoided_and_only_then_complained_of(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cluster = Cluster(tmp_path / "office", tcp=True)
    cluster.create()
    free = server._free_port
    with socket.create_server(("127.0.0.1", 0)) as other:
        taken = other.getsockname()[1]
        try:
            monkeypatch.setattr(server, "_free_port", lambda: taken)
            with pytest.raises(KnownError, match="Another program uses the address"):
                cluster.start()
            tries = iter([taken, taken])
            monkeypatch.setattr(server, "_free_port", lambda: next(tries, None) or free())
            cluster.start()
            assert cluster.url().port != taken
        finally:
            cluster.destroy()


def test_a_socket_folder_that_others_may_enter_is_never_used(tmp_path: Path) -> None:
    account = server_account()
    first = sockets.socket_folder(tmp_path, account)
    assert first.stat().st_mode & 0o077 == 0
    assert sockets.socket_folder(tmp_path, account) == first
    first.chmod(0o755)
    second = sockets.socket_folder(tmp_path, account)
    first.rmdir()
    second.rmdir()
    assert second != first
    assert len(os.fsencode(second / ".s.PGSQL.5432")) <= sockets.LONGEST


def program(folder: Path, name: str, content: str) -> None:
    folder.mkdir(exist_ok=True)
    (folder / name).write_text(content, encoding="utf-8")
    (folder / name).chmod(0o755)


@pytest.mark.parametrize(
    ("postgres", "reason"),
    [
        ("#!/bin/sh\necho 'postgres (PostgreSQL) 14.11'\n", "version 14.11"),
        ("#!/bin/sh\necho 'postgres (PostgreSQL) 17.2'\n", "pgcrypto is missing"),
        ("#!/bin/sh\necho 'libicu.so: no such file' >&2\nexit 127\n", "libicu.so"),
        ("#!/bin/sh\necho hello\n", "not understood"),
        ("\x01\x02 made for another processor", "does not run on this computer"),
    ],
)
def test_a_postgresql_that_cannot_serve_is_refused_with_its_reason(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, postgres: str, reason: str
) -> None:
    folder = tmp_path / "bin"
    for name in ("initdb", "pg_ctl"):
        program(folder, name, "#!/bin/sh\n")
    program(folder, "postgres", postgres)
    answer = examine(folder)
    assert isinstance(answer, Refused)
    assert reason in answer.reason
    monkeypatch.setenv("PHONEBANK_PG_BIN", str(folder))
    with pytest.raises(KnownError, match="PHONEBANK_PG_BIN names"):
        binaries.newest()


def test_no_postgresql_at_all_says_how_to_get_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("PHONEBANK_PG_BIN", raising=False)
    monkeypatch.setattr(binaries, "_SYSTEM_FOLDERS", ())
    monkeypatch.setattr(binaries, "_wheel_folder", lambda: iter(()))
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(KnownError, match=r"No PostgreSQL .* apt install postgresql"):
        Cluster(tmp_path / "office").create()


def test_an_account_that_cannot_enter_is_told_by_its_own_program(tmp_path: Path) -> None:
    missing = tmp_path / "bin"
    program(missing, "postgres", "#!/bin/sh\n")
    with pytest.raises(KnownError, match=r"initdb cannot be run"):
        initialise(
            tmp_path / "pgdata",
            binaries.Binaries(missing, "17.2"),
            own_account(),
            client=own_account(),
            password=None,
        )
    assert not list(tmp_path.glob("pgdata*"))


def test_reaching_a_folder_needs_every_folder_above_it(tmp_path: Path) -> None:
    inner = tmp_path / "closed" / "inner"
    inner.mkdir(parents=True)
    stranger = Account("stranger", 4_000_000, 4_000_000)
    (tmp_path / "closed").chmod(0o700)
    assert not can_reach(stranger, inner / "not-yet-there")
    assert can_reach(own_account(), inner)
    assert can_reach(stranger, Path("/"))


@pytest.mark.parametrize(
    ("output", "words"),
    [
        ("could not write to file: No space left on device", "disk is full"),
        ("could not open directory: Permission denied", "may not be written"),
        ("could not bind: Address already in use", "Another program uses the address"),
        ("pre-existing shared memory block (key 1) is still in use", "already running"),
        ("could not map anonymous shared memory: Cannot allocate", "not enough free memory"),
        ("invalid checkpoint record", "damaged"),
        ("initialized by PostgreSQL version 12, which is not compatible", "another version"),
        ("FATAL:  the moon is in the way", "the moon is in the way"),
        ("", "PostgreSQL gave no reason"),
    ],
)
def test_what_postgresql_prints_becomes_a_sentence(output: str, words: str) -> None:
    assert words in str(explain(output, "/data", "started"))
