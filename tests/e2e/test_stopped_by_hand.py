"""Ctrl-C, whenever it comes, and what libraries say: one sentence of ours on stderr, or none."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from phonebank import cli
from phonebank.commands import offices
from tests.e2e.terminal import run

ROOT = Path(__file__).resolve().parents[2]


def interrupted() -> Path:
    raise KeyboardInterrupt


def test_a_command_that_is_stopped_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    cli.build()  # whatever is read for the first time now would keep what takes its place
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


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no such device here")
def test_a_full_place_for_the_answer_is_said_in_one_sentence() -> None:
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "phonebank.cli", "account", "charter"],
            cwd=ROOT,
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
            timeout=60,
            env={**os.environ, "PHONEBANK_HOME": "/nonexistent"},
        )
    assert done.returncode == 1
    assert done.stderr.startswith("The answer could not be written (No space left on device)")
    assert done.stderr.count("\n") == 1
