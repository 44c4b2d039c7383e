"""An office that starts with its computer: what is read, what systemd is told, what root does."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

import pytest

from phonebank.domain.errors import KnownError
from phonebank.office import service, service_state
from phonebank.office.account import Account
from phonebank.office.service_state import service_of, start_by_hand, start_with_computer

SYSTEMCTL = """#!/bin/sh
echo "$@" >> {said}
[ -e {refusal} ] && {{ cat {refusal} >&2; exit 1; }}
case "$*" in
  "--user enable --now "*) unit=$4; kind={user} target=default.target.wants ;;
  "enable --now "*) unit=$3; kind={system} target=multi-user.target.wants ;;
  *) exit 0 ;;
esac
mkdir -p $kind/$target && ln -s $kind/$unit $kind/$target/$unit
"""


@dataclass
class Computer:
    """A computer with a systemd that only takes notes."""

    folder: Path
    said: Path
    refusal: Path
    lingering: Path
    units: Path

    def commands(self) -> list[str]:
        return self.said.read_text(encoding="utf-8").splitlines() if self.said.exists() else []


@pytest.fixture
def computer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Computer:
    tools, units = tmp_path / "bin", tmp_path / "config" / "systemd" / "user"
    made = Computer(
        tmp_path / "offices" / "valmont",
        tmp_path / "said",
        tmp_path / "refusal",
        tmp_path / "linger",
        units,
    )
    for each in (tools, made.folder, made.lingering, tmp_path / "run" / "systemd"):
        each.mkdir(parents=True)
    for name in ("systemctl", "loginctl"):
        text = SYSTEMCTL.format(
            said=made.said, refusal=made.refusal, user=units, system=tmp_path / "etc"
        )
        (tools / name).write_text(text, encoding="utf-8")
        (tools / name).chmod(0o755)
    monkeypatch.setenv("PATH", f"{tools}:{os.environ['PATH']}")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path / "run"))
    monkeypatch.setattr(service_state, "_RUNNING", tmp_path)
    monkeypatch.setattr(service_state, "_LINGERING", made.lingering)
    monkeypatch.setattr(service, "_SYSTEM", tmp_path / "etc")
    for module in (service, service_state):
        monkeypatch.setattr(module, "own_account", lambda: Account("odile", 1000, 1000))
    return made


def as_root(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (service, service_state):
        monkeypatch.setattr(module, "own_account", lambda: Account("root", 0, 0))


def test_the_office_starts_with_the_session_until_root_lets_it_linger(computer: Computer) -> None:
    before = service_of(computer.folder)
    assert (before.able, before.starts, before.changeable, before.command) == (True, "", True, "")
    file = start_with_computer(computer.folder, "Valmont", user=True)
    assert file == computer.units / "phonebank-valmont.service"
    assert "--foreground" in file.read_text(encoding="utf-8")
    assert computer.commands() == [
        "--user daemon-reload",
        "--user enable --now phonebank-valmont.service",
        "enable-linger odile",
    ]
    seen = service_of(computer.folder)
    assert (seen.starts, seen.with_computer) == ("user", False)
    assert seen.command == "sudo loginctl enable-linger odile"
    (computer.lingering / "odile").touch()
    seen = service_of(computer.folder)
    assert (seen.with_computer, seen.command) == (True, "")


def test_taken_away_nothing_is_left_and_what_runs_is_not_stopped(computer: Computer) -> None:
    file = start_with_computer(computer.folder, "Valmont", user=True)
    start_by_hand(computer.folder, user=True)
    assert service_of(computer.folder).starts == ""
    assert not file.exists()
    later = computer.commands()[3:]
    assert later == ["--user disable phonebank-valmont.service", "--user daemon-reload"]


def test_what_systemd_refuses_is_one_sentence_and_leaves_no_unit(computer: Computer) -> None:
    computer.refusal.write_text("x\nFailed to connect to bus: no medium found.\n")
    with pytest.raises(KnownError) as refused:
        start_with_computer(computer.folder, "Valmont", user=True)
    assert str(refused.value) == (
        "systemd did not take the service (Failed to connect to bus: no medium found): look at it "
        "with 'systemctl --user status phonebank-valmont.service', then try again."
    )
    assert list(computer.units.glob("*.service")) == []


def test_roots_service_is_told_with_the_command_that_removes_it(
    computer: Computer, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as root:
        as_root(root)
        start_with_computer(computer.folder, "Valmont", user=False)
        assert service_of(computer.folder).changeable
    seen = service_of(computer.folder)
    assert (seen.starts, seen.with_computer, seen.changeable) == ("system", True, False)
    assert seen.command.startswith("sudo ")
    assert seen.command.endswith(f"--office {computer.folder} office service remove")


def test_without_a_session_of_systemd_root_is_told_how_to_install_it(
    computer: Computer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("XDG_RUNTIME_DIR")
    seen = service_of(computer.folder)
    assert not seen.changeable
    assert seen.command.endswith("office service install --now")


def test_a_system_without_systemd_offers_nothing(
    computer: Computer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(service_state, "_RUNNING", computer.folder / "not there")
    seen = service_of(computer.folder)
    assert (seen.able, seen.changeable, seen.command) == (False, False, "")


def test_root_installs_it_for_the_folders_owner(
    computer: Computer, monkeypatch: pytest.MonkeyPatch
) -> None:
    as_root(monkeypatch)
    text = service.unit_text(computer.folder, "Valmont", user=False)
    assert f"User={computer.folder.owner()}\n" in text


def test_two_offices_of_one_name_have_a_unit_each(tmp_path: Path) -> None:
    one, two = tmp_path / "a" / "valmont", tmp_path / "b" / "Valmont"
    place = tmp_path / "units"
    first = service.install_unit(one, "Valmont", user=True, into=place)
    second = service.install_unit(two, "Valmont", user=True, into=place)
    assert first.name == "phonebank-valmont.service"
    assert second != first
    assert f"--office {one} " in first.read_text(encoding="utf-8")
    assert service.install_unit(one, "Valmont", user=True, into=place) == first
    first.unlink()
    assert service.unit_name(two, place) == second.name
