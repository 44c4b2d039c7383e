"""Ctrl-C, whenever it comes, and what libraries say: one sentence of ours on stderr, or none."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from phonebank.commands import offices
from tests.e2e.terminal import run

ROOT = Path(__file__).resolve().parents[2]


def interrupted() -> Path:
    raise KeyboardInterrupt


def test_a_command_that_is_stopped_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(offices, "local_folder", interrupted)
    assert run("office", "status") == (130, "", "Stopped; nothing was half done.")


def program(body: str) -> subprocess.CompletedProcess[str]:
    """The program's entry where `body` stands for the command line."""
    return subprocess.run(
        [sys.executable, "-c", f"import logging\nfrom phonebank import cli\n{body}\ncli.main()"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


def test_the_key_pressed_while_the_program_is_read_leaves_no_trace_of_its_inside() -> None:
    done = program("def run(line):\n raise KeyboardInterrupt\ncli.run = run")
    assert (done.returncode, done.stderr) == (130, "Stopped; nothing was half done.\n")


def test_what_a_library_says_of_a_row_is_not_printed() -> None:
    done = program(
        "def run(line):\n logging.getLogger('psycopg').warning('row %s', '0639980000')\n return 0\n"
        "cli.run = run"
    )
    assert (done.returncode, done.stderr) == (0, "")


def test_a_bug_of_ours_is_told_once() -> None:
    done = program("def run(line):\n raise LookupError('0639980000')\ncli.run = run")
    assert done.returncode == 70
    assert done.stderr.count("LookupError") == 1
    assert "0639980000" not in done.stderr
