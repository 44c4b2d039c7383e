"""An office that a service keeps up: what systemd hears, and what the service does by itself."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest

from phonebank.domain.errors import BadInput, KnownError
from phonebank.office import network, service_running
from phonebank.office.admission import conninfo
from phonebank.office.cluster import Cluster
from phonebank.office.office import Office, open_office
from phonebank.office.process import server_of
from phonebank.office.server import StillBusy
from phonebank.office.settings import offices
from tests.e2e.terminal import run, say

ROOT = Path(__file__).resolve().parents[2]
_PATIENCE_SECONDS = 60
_OURS = "/the/service/started/this"


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A practice office's folder, its database stopped."""
    monkeypatch.setenv("PHONEBANK_HOME", str(tmp_path / "host"))
    monkeypatch.delenv("PHONEBANK_OFFICE", raising=False)
    yield Path(say("office", "create", "practice", "--practice")["folder"])
    for folder in offices():
        Cluster(folder).destroy()


class Service:
    """The program as systemd runs it."""

    def __init__(self, office: Path, heard: socket.socket) -> None:
        self.office, self._heard = office, heard
        self.process = subprocess.Popen(
            [sys.executable, "-m", "phonebank.cli", "--office", str(office),
             "office", "start", "--foreground"],
            env={
                **os.environ,
                "NOTIFY_SOCKET": str(heard.getsockname()),
                "PYTHONPATH": str(ROOT),
                "PATH": f"{os.environ['PATH']}:{_OURS}",
            },
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )  # fmt: skip

    def hears(self, word: str) -> None:
        """Wait until systemd is told `word`."""
        while word not in self._heard.recv(1000).decode().splitlines():
            pass

    def has(self, server: int) -> bool:
        """Whether the server that runs is the service's own, and not the process `server`."""
        found = server_of(Cluster(self.office).data)
        if found is None or not found.ready or found.pid == server:
            return False
        return f"{_OURS}\0".encode() in Path(f"/proc/{found.pid}/environ").read_bytes()

    def ends(self) -> str:
        """All it printed, once it has ended by itself and in good order."""
        out, _ = self.process.communicate(timeout=_PATIENCE_SECONDS)
        assert self.process.returncode == 0, out
        return out


@contextmanager
def served(office: Path, tmp_path: Path) -> Iterator[Service]:
    """A service that serves; it is ended if the test has not done so."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as heard:
        heard.bind(str(tmp_path / "notify"))
        heard.settimeout(_PATIENCE_SECONDS)
        service = Service(office, heard)
        try:
            service.hears("READY=1")
            yield service
        finally:
            service.process.kill()
            service.process.communicate()


def wait_until(is_so: Callable[[], bool]) -> None:
    """Look again and again; fail after a minute."""
    patience = time.monotonic() + _PATIENCE_SECONDS
    while not is_so():
        assert time.monotonic() < patience
        time.sleep(0.02)


def number(office: Path) -> int:
    """The process of the office's server."""
    found = server_of(Cluster(office).data)
    assert found is not None
    return found.pid


def test_a_service_says_when_it_serves_and_stops_in_good_order(
    office: Path, tmp_path: Path
) -> None:
    unit = say("office", "service", "print", "--user")["unit"]
    assert f"--office {office} office start --foreground" in unit
    written = say("office", "service", "install", "--user", "--into", str(tmp_path / "units"))
    assert Path(written["unit"]).read_text(encoding="utf-8") == unit
    with served(office, tmp_path) as service:
        assert Cluster(office).running
        service.process.send_signal(signal.SIGTERM)
        service.hears("STOPPING=1")
        assert "serves" in service.ends()
    assert not Cluster(office).running


def test_a_server_that_is_killed_is_started_again_at_once(office: Path, tmp_path: Path) -> None:
    with served(office, tmp_path) as service:
        before = number(office)
        os.kill(before, signal.SIGKILL)
        wait_until(lambda: service.has(before))
        assert service.process.poll() is None
        service.process.terminate()
        assert "had stopped: it serves again" in service.ends()


def test_a_server_that_was_running_becomes_the_services_own(office: Path, tmp_path: Path) -> None:
    say("office", "start")
    before = number(office)
    with served(office, tmp_path) as service:
        # It would end with the session that began it.
        assert service.has(before)
        service.process.terminate()
        service.ends()


def test_a_server_that_a_window_uses_becomes_the_services_own_when_it_is_closed(
    office: Path, tmp_path: Path
) -> None:
    with open_office(office) as window:
        before = number(office)
        with served(office, tmp_path) as service:
            assert number(office) == before
            window.close()
            wait_until(lambda: service.has(before))
            service.process.terminate()
            service.ends()


def test_an_office_is_changed_and_stopped_by_hand_while_a_service_keeps_it_up(
    office: Path, tmp_path: Path
) -> None:
    with served(office, tmp_path) as service:
        before = number(office)
        hosted = say("office", "host", "--lan", "127.0.0.0/8")
        assert hosted["addresses"] == ["127.0.0.1"]
        wait_until(lambda: service.has(before))
        exit_code, _, said = run("office", "start", "--foreground")
        assert exit_code == 1
        assert "Another service keeps" in said
        say("office", "stop")
        assert "Somebody stopped the database" in service.ends()
    assert not Cluster(office).running


def test_a_service_waits_for_a_database_that_repairs_itself_or_saves_its_work(
    office: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    busy = iter([True, True])
    stopping = iter([True, False])

    def opened(folder: Path) -> Office:
        if next(busy, False):
            raise StillBusy("It repairs itself.")
        return open_office(folder)

    stop = Cluster.stop

    def stopped(cluster: Cluster) -> None:
        if next(stopping, False):
            raise StillBusy("It saves its work.")
        stop(cluster)

    monkeypatch.setattr(service_running, "open_office", opened)
    monkeypatch.setattr(service_running, "_LOOKS_EVERY_SECONDS", 0.01)
    monkeypatch.setattr(Cluster, "stop", stopped)
    said: list[str] = []

    def tell(sentence: str) -> None:
        said.append(sentence)
        signal.raise_signal(signal.SIGTERM)

    assert threading.current_thread() is threading.main_thread()
    service_running.serve(office, tell)
    assert [sentence.endswith("serves.") for sentence in said] == [True]
    assert next(busy, None) is None
    assert not Cluster(office).running


def test_what_cannot_be_renewed_today_ends_no_service(
    office: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(_cluster: Cluster) -> None:
        raise KnownError("The key is sealed.")

    monkeypatch.setattr(Cluster, "refresh", refused)
    monkeypatch.setattr(service_running, "_LOOKS_EVERY_SECONDS", 0.01)
    said: list[str] = []

    def tell(sentence: str) -> None:
        said.append(sentence)
        signal.raise_signal(signal.SIGHUP if len(said) == 1 else signal.SIGTERM)

    service_running.serve(office, tell)
    assert said[1:] == ["The key is sealed."]


def test_an_address_the_computer_gets_later_is_listened_at_then(
    office: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    say("office", "host", "--lan", "127.0.0.0/8")
    say("office", "stop")
    monkeypatch.setattr(network, "is_own", lambda _address: False)
    monkeypatch.setattr(service_running, "_LOOKS_EVERY_SECONDS", 0.01)
    monkeypatch.setattr(service_running, "_LISTENS_EVERY_SECONDS", 0.0)
    said: list[str] = []
    cluster = Cluster(office)

    def listening() -> object:
        with psycopg.connect(conninfo(cluster.url()), autocommit=True) as connection:
            row = connection.execute("show listen_addresses").fetchone()
        return None if row is None else row[0]

    def tell(sentence: str) -> None:
        said.append(sentence)
        if len(said) == 1:
            assert listening() == ""
            monkeypatch.setattr(network, "is_own", lambda address: address == "127.0.0.1")
        else:
            assert listening() == "127.0.0.1"
            signal.raise_signal(signal.SIGTERM)

    service_running.serve(office, tell)
    assert said[1].endswith("listens at 127.0.0.1.")
    assert len(said) == 2


def test_a_service_keeps_the_servers_log_short(
    office: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: set[tuple[Path, Path]] = set()

    def shortened(log: Path, data: Path) -> int:
        asked.add((log, data))
        signal.raise_signal(signal.SIGTERM)
        return 0

    monkeypatch.setattr(service_running, "shorten", shortened)
    monkeypatch.setattr(service_running, "_LOOKS_EVERY_SECONDS", 0.01)
    monkeypatch.setattr(service_running, "_LISTENS_EVERY_SECONDS", 0.0)
    service_running.serve(office, lambda _sentence: None)
    assert asked == {(Cluster(office).log, Cluster(office).data)}


def test_a_service_makes_no_office(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="There is no office"):
        service_running.serve(tmp_path / "nowhere", lambda _sentence: None)
    assert not (tmp_path / "nowhere").exists()
