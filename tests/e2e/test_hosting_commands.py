"""Hosting from the command line: create, invite, join, list, revoke."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from phonebank.office.cluster import Cluster
from phonebank.office.settings import offices
from tests.e2e.terminal import run, say


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
    assert "neither a folder nor a server" in run("office", "move", "--to", "http://server")[2]
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
