"""The timer that backs an office up each night, as systemd reads it."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from phonebank.domain.errors import KnownError
from phonebank.office.backup_schedule import write_schedule


@pytest.fixture
def odd(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder whose name has everything that means something to systemd."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("PHONEBANK_PG_BIN", "/opt/pg 16/bin")
    place = tmp_path / 'l\'été %h $HOME "q"'
    place.mkdir()
    return place


def test_the_timer_names_the_office_whatever_its_folder_is_called(odd: Path) -> None:
    made = write_schedule('Bureau %n "x"\n[Service]', str(odd), odd, odd)
    service, timer = (file.read_text(encoding="utf-8") for file in made.files)
    path = str(odd).replace("%", "%%").replace('"', '\\"')
    assert f'Environment="PHONEBANK_HOME={path}"\n' in service
    assert 'Environment="PHONEBANK_PG_BIN=/opt/pg 16/bin"\n' in service
    (command,) = [line for line in service.splitlines() if line.startswith("ExecStart=")]
    # Only in a command does systemd put the environment in the place of $HOME.
    assert command.endswith(f'office backup --verify --office "{path.replace("$", "$$")}"')
    assert service.count("\n[Service]\n") == 1
    assert "Persistent=true" in timer, "a night the computer slept through is made up for"
    assert made.switch_on.endswith(" phonebank-backup-l-ete-h-home-q.timer")
    assert [file.stem for file in made.files] == ["phonebank-backup-l-ete-h-home-q"] * 2
    assert write_schedule("Bureau", str(odd), odd, odd).files == made.files
    other = write_schedule("Bureau", "/elsewhere", odd.parent / "other" / odd.name, odd)
    assert not {*other.files} & {*made.files}


def test_systemd_accepts_the_timer_and_what_it_runs(odd: Path) -> None:
    made = write_schedule("L'été 100 %", str(odd), odd, odd)
    for file in made.files:
        # The characters systemd wants in a unit's name.
        assert re.fullmatch(r"[A-Za-z0-9:_.\-]+", file.name)
    if shutil.which("systemd-analyze"):
        done = subprocess.run(
            ["systemd-analyze", "--user", "verify", *map(str, made.files)],
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
        )
        assert [line for line in done.stderr.splitlines() if "phonebank-backup" in line] == []
    assert made.linger.startswith("loginctl enable-linger ")


def test_a_timer_that_cannot_be_written_is_said(odd: Path, tmp_path: Path) -> None:
    (tmp_path / "config").write_text("a file")
    with pytest.raises(KnownError, match="cannot be made"):
        write_schedule("Bureau", "x", odd, odd)
