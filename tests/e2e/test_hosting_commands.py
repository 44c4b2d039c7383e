"""Hosting from the command line: create, invite, join, list, revoke, serve as a service."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from phonebank.office.cluster import Cluster
from phonebank.office.settings import offices
from tests.e2e.terminal import run, say

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A hosted practice office's folder, made from the command line."""
    monkeypatch.setenv("PHONEBANK_HOME", str(tmp_path / "host"))
    monkeypatch.delenv("PHONEBANK_OFFICE", raising=False)
    made = say("office", "create", "practice", "--listen", "--lan", "127.0.0.0/8")
    assert made["addresses"] == ["127.0.0.1"]
    yield Path(made["folder"])
    monkeypatch.setenv("PHONEBANK_HOME", str(tmp_path / "host"))
    for folder in offices():
        Cluster(folder).destroy()


def test_an_office_is_hosted_joined_and_a_desk_revoked_from_the_command_line(
    office: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    code, qr = tmp_path / "invitation.json", tmp_path / "invitation.svg"
    invited = say("office", "invite", "--desk", "Salle 2", "--file", str(code), "--qr", str(qr))
    assert qr.read_text().startswith("<?xml")
    assert run("office", "invite", "--valid", "never")[0] == 2
    assert run("office", "invite", "--qr", str(tmp_path / "code.gif"))[0] == 2
    monkeypatch.setenv("PHONEBANK_HOME", str(tmp_path / "desk"))
    wrong = run("office", "join", str(code), "--fingerprint", "00" * 32)
    assert wrong[0] == 2
    assert "is not the office's" in wrong[2]
    joined = say("office", "join", str(code), "--fingerprint", invited["fingerprint"])
    assert joined["desk"] == "Salle 2"
    renewed = say("office", "desk", "rotate")
    assert renewed["until"] >= joined["until"]
    for command in ("desks", "start", "status", "invite", "host"):
        exit_code, _out, said = run("office", command)
        assert exit_code in {1, 2}
        assert "stands" in said
    monkeypatch.setenv("PHONEBANK_HOME", str(tmp_path / "host"))
    rows = say("office", "desks")["desks"]
    assert [(row["label"], row["active"]) for row in rows] == [("Salle 2", True)]
    assert say("office", "desk", "revoke", "Salle 2")["desk"] == "Salle 2"
    assert "out of service already" in run("office", "desk", "revoke", "Salle 2")[2]
    assert "is unknown" in run("office", "desk", "revoke", "Salle 3")[2]
    monkeypatch.setenv("PHONEBANK_HOME", str(tmp_path / "desk"))
    checked = run("office", "check")
    assert checked[0] == 1
    assert "does not let this desk in" in checked[1]
    monkeypatch.setenv("PHONEBANK_HOME", str(tmp_path / "host"))
    assert say("office", "mend") == {"mended": True, "closed": []}
    assert say("office", "host", "--off") == {"listening": False}
    assert "listens to nobody yet" in run("office", "invite")[2]


def test_a_service_says_when_it_serves_and_stops_in_good_order(
    office: Path, tmp_path: Path
) -> None:
    unit = say("office", "service", "print", "--user")["unit"]
    assert f"--office {office} office start --foreground" in unit
    written = say("office", "service", "install", "--user", "--into", str(tmp_path / "units"))
    assert Path(written["unit"]).read_text(encoding="utf-8") == unit
    say("office", "stop", "--force")
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as heard:
        heard.bind(str(tmp_path / "notify"))
        heard.settimeout(30)
        service = subprocess.Popen(
            [sys.executable, "-m", "phonebank.cli", "--office", str(office), "office", "start",
             "--foreground"],
            env={**os.environ, "NOTIFY_SOCKET": str(tmp_path / "notify"), "PYTHONPATH": str(ROOT)},
            stdout=subprocess.PIPE,
            text=True,
        )  # fmt: skip
        assert heard.recv(100) == b"READY=1"
        assert Cluster(office).running
        service.send_signal(signal.SIGTERM)
        assert heard.recv(100) == b"STOPPING=1"
        out, _ = service.communicate(timeout=30)
    assert service.returncode == 0
    assert "serves" in out
    assert not Cluster(office).running
