"""`phonebank office create` refused, cut off, and done again."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from phonebank.commands import offices as commands
from phonebank.office.cluster import Cluster
from phonebank.office.hosting import hosting_of
from phonebank.office.settings import offices, private_folder, write_toml
from tests.e2e.terminal import run, say

LISTEN = ("--listen", "--lan", "127.0.0.0/8")


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A computer without an office; what a test makes there is removed."""
    monkeypatch.setenv("PHONEBANK_HOME", str(tmp_path / "home"))
    monkeypatch.delenv("PHONEBANK_OFFICE", raising=False)
    yield tmp_path / "home"
    for folder in offices():
        Cluster(folder).destroy()


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (("A", "--listen", "--lan", "300.1.1.1/24"), "is no network"),
        (("A", "--listen", "--lan", ""), "is no network"),
        (("A", "--listen", "--lan", "8.8.8.0/24"), "beyond the office"),
        (("A", "--lan", "127.0.0.0/8", "--port", "80"), "no port for an office"),
        (("A", "--lan", "127.0.0.0/8", "--host", "a b"), "neither the name nor the address"),
        (("A", "--port", "many"), "'--port'"),
        (("  ",), "name has 1 to 100"),
        (("x" * 300,), "name has 1 to 100"),
        (("a\nb\x1b[31m",), "name has 1 to 100"),
        (("A", "--office", "~nobody-here/office"), "write the whole path"),
    ],
)
def test_what_is_mistyped_is_refused_before_anything_is_made(
    home: Path, line: tuple[str, ...], said: str
) -> None:
    code, out, err = run("office", "create", *line)
    assert (code, out) == (2, "")
    assert said in err
    assert "\n" not in err
    assert not (home / "offices").exists()


@pytest.mark.parametrize("step", ["found_office", "host_office"])
def test_a_making_cut_off_between_its_steps_ends_when_it_is_done_again(
    home: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    line = ("office", "create", "Coupé", "--controller", "Valmont Ensemble", *LISTEN)

    def pulled_plug(*_given: object, **_named: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(commands, step, pulled_plug)
        assert run(*line)[0] == 130
    (folder,) = offices()
    code, _out, err = run("office", "create", "Autre", *LISTEN, "--office", str(folder))
    assert code == 2
    assert "'Coupé' was begun" in err
    made = say(*line)
    hosting = hosting_of(folder)
    assert hosting is not None
    assert made["port"] == hosting.port
    assert say("office", "set")["controller"] == "Valmont Ensemble"
    code, _out, err = run(*line)
    assert code == 2
    assert "There is an office" in err


def test_what_a_killed_writing_left_is_no_other_persons_file(home: Path) -> None:
    folder = home / "offices" / "reprise"
    folder.mkdir(parents=True)
    write_toml(folder / "making", {})
    (folder / ".office.toml.4711").touch()
    assert say("office", "create", "Reprise", "--practice")["folder"] == str(folder)


def test_the_program_starts_as_a_module_too() -> None:
    said = subprocess.run(
        [sys.executable, "-m", "phonebank", "office", "create", " "],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert (said.returncode, said.stdout) == (2, "")
    assert said.stderr.startswith("An office's name")


def test_a_refused_making_leaves_no_folder(home: Path) -> None:
    code, _out, err = run("office", "create", "A", "--on", "postgresql://a:b@127.0.0.1:1/x")
    assert code == 1
    assert err.startswith("The server at 127.0.0.1:1/x cannot be used (connection")
    for address in ("mysql://a@b/c", "postgresql://a@127.0.0.1/x?nonsense=1"):
        assert run("office", "create", "A", "--on", address)[0] == 2
    assert not list((home / "offices").glob("*"))


def test_a_file_in_the_way_is_one_sentence(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_given: object) -> bool:
        raise PermissionError(13, "Permission denied", "/srv/x/making")

    monkeypatch.setattr(commands, "made_to_the_end", refuse)
    code, out, err = run("office", "create", "A")
    assert (code, out) == (1, "")
    assert err.startswith("/srv/x/making cannot be used (Permission denied): check")


def test_folders_made_on_the_way_are_closed_whatever_the_umask(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        private_folder(tmp_path / "one" / "two" / "three")
    finally:
        os.umask(before)
    made = sorted((tmp_path / "one").rglob("*"))
    assert [each.stat().st_mode & 0o777 for each in (tmp_path / "one", *made)] == [0o700] * 3
