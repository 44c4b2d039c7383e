"""Desks in processes of their own, joined by invitation to one hosted office over TLS."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from phonebank.app import _join
from phonebank.calling.seating import SeatedDesk
from phonebank.office.desks import find_desk, revoke_desk
from phonebank.office.invitation import write_invitation
from phonebank.office.office import open_office
from tests.hosted import Hosted, hosted, without_key_ring
from tests.lan import Cable
from tests.offices import PIN

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hosted]:
    """A hosted practice office with an open campaign and three callers."""
    patch = pytest.MonkeyPatch()
    home = tmp_path_factory.mktemp("host")
    patch.setenv("PHONEBANK_HOME", str(home))
    with hosted(home, practice=True) as made:
        made.small.fill(12)
        for name in ("Camille", "Jeanne", "Marc"):
            made.small.caller(name)
        yield made
    patch.undo()


class Computer:
    """Another computer: its own home, its own processes."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self._environment = {
            **{key: value for key, value in os.environ.items() if not key.startswith("PHONEBANK")},
            "PHONEBANK_HOME": str(home),
            "PHONEBANK_PIN": PIN,
            "PYTHONPATH": str(ROOT),
        }

    def say(self, *line: str) -> dict[str, Any]:
        """One command of the command line in a process of its own; its object."""
        done = self.run(*line)
        assert done.returncode == 0, done.stderr
        answer: dict[str, Any] = json.loads(done.stdout)
        return answer

    def run(self, *line: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "phonebank.cli", *line, "--json"],
            env=self._environment,
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
        )

    def desk(self, folder: str) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [sys.executable, "-m", "tests.e2e.desk_process", folder],
            env=self._environment,
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )


class DeskProcess:
    """A desk that stays: told a word, it answers."""

    def __init__(self, computer: Computer, folder: str) -> None:
        self._process = computer.desk(folder)
        assert self._answer() == {"ready": True}

    def __enter__(self) -> DeskProcess:
        return self

    def __exit__(self, *_error: object) -> None:
        with self._process as process:
            assert process.stdin is not None
            process.stdin.close()
            process.wait(20)

    def tell(self, words: str) -> dict[str, Any]:
        assert self._process.stdin is not None
        self._process.stdin.write(f"{words}\n")
        self._process.stdin.flush()
        return self._answer()

    def _answer(self) -> dict[str, Any]:
        assert self._process.stdout is not None
        answer: dict[str, Any] = json.loads(self._process.stdout.readline())
        return answer


def test_a_computer_joins_by_a_file_and_makes_a_call_from_the_command_line(
    room: Hosted, tmp_path: Path
) -> None:
    write_invitation(tmp_path / "invitation.json", room.invite("Salle 1"))
    computer = Computer(tmp_path / "home")
    joined = computer.say("office", "join", str(tmp_path / "invitation.json"))
    assert (joined["office"], joined["desk"]) == ("Essai", "Salle 1")
    again = Computer(tmp_path / "other").run("office", "join", str(tmp_path / "invitation.json"))
    assert again.returncode == 2
    assert "was used already" in again.stderr
    assert computer.say("account", "charter")["text"].startswith("# Charte")
    line = computer.say("call", "next", "--caller", "Camille")
    assert line["status"] == "held"
    assert "number" not in line
    started = computer.say("call", "start", "--caller", "Camille")
    assert started["number"].startswith("+33639")
    told = computer.say("call", "finish", "--caller", "Camille", "--outcome", "no_answer")
    assert told["delivered"] is True
    desk = room.small.sql(
        "select d.label, c.outcome from pb.call c join pb.desk d on d.id = c.desk_id"
        " where c.call_uuid = :call",
        call=told["call_uuid"],
    )
    assert [tuple(row) for row in desk] == [("Salle 1", "no_answer")]
    check = computer.say("office", "check")
    assert check["ok"] is True
    refused = computer.run("account", "list")
    assert refused.returncode == 1
    assert "stands on another computer" in refused.stderr


def test_the_window_joins_by_the_text_of_an_invitation(
    room: Hosted, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PHONEBANK_HOME", str(tmp_path))
    folder = _join(room.invite("Fenêtre").line(), "", "")
    assert folder is not None
    monkeypatch.delenv("PHONEBANK_PASSPHRASE", raising=False)
    real = replace(room.invite(), practice=False)
    with without_key_ring():
        assert _join(real.line(), "", "") is None
    with open_office(folder) as office, SeatedDesk(office) as seated:
        assert "Jeanne" in {each.name for each in seated.desk.accounts()}


def test_two_desks_work_and_the_one_cut_off_loses_nothing(room: Hosted, tmp_path: Path) -> None:
    campaign = room.small.campaign
    with ExitStack() as stack:
        cable = stack.enter_context(Cable(room.hosting.port))
        invitations = (room.invite("Un"), replace(room.invite("Deux"), port=cable.port))
        desks = []
        for invitation, name in zip(invitations, ("Jeanne", "Marc"), strict=True):
            computer = Computer(tmp_path / name)
            folder = computer.say("office", "join", invitation.line())["folder"]
            desk = stack.enter_context(DeskProcess(computer, folder))
            assert desk.tell(f"sign_in {name}") == {"status": "ok"}
            assert desk.tell(f"next {campaign}") == {"line": True}
            desks.append(desk)
        jeanne, marc = desks
        numbers = [desk.tell("start")["number"] for desk in desks]
        assert numbers[0] != numbers[1]
        cable.cut()
        late = marc.tell("finish no_answer")
        assert late["delivered"] is False
        assert marc.tell("pending") == {"pending": 1}
        assert marc.tell(f"next {campaign}").get("line") is not True
        assert jeanne.tell("finish no_answer")["delivered"] is True
        assert jeanne.tell(f"next {campaign}") == {"line": True}
        cable.mend()
        assert marc.tell("deliver") == {"pending": 0}
        assert marc.tell(f"next {campaign}") == {"line": True}
    rows = room.small.sql("select outcome from pb.call where call_uuid = :c", c=late["call"])
    assert [row[0] for row in rows] == ["no_answer"]
    untold = (
        "select count(*) from pb.call c join pb.desk d on d.id = c.desk_id"
        " where c.outcome is null and d.label in ('Un', 'Deux')"
    )
    assert room.small.value(untold) == 0
    twice = (
        "select count(*) from pb.claim where ended_at is null group by line_id having count(*) > 1"
    )
    assert room.small.sql(twice) == []


def test_a_desk_revoked_in_its_call_is_refused_by_its_next_word(
    room: Hosted, tmp_path: Path
) -> None:
    computer = Computer(tmp_path / "home")
    folder = computer.say("office", "join", room.invite("Perdu").line())["folder"]
    with DeskProcess(computer, folder) as desk:
        desk.tell("sign_in Camille")
        desk.tell(f"next {room.small.campaign}")
        assert desk.tell("start")["status"] == "started"
        revoked = revoke_desk(room.office, find_desk(room.office, "Perdu"))
        assert revoked.lines == 1
        desk.tell("deliver")
        answer = desk.tell("sign_in Camille")
        assert "refused this desk" in str(answer.get("sentence")), answer
    state = room.small.value(
        "select q.state from pb.queue q join pb.claim c on c.queue_id = q.id"
        "  join pb.desk d on d.id = c.desk_id where d.label = 'Perdu'"
    )
    assert state == 4
    later = computer.run("call", "next", "--caller", "Camille")
    assert later.returncode == 1
    assert "refused this desk" in later.stderr
