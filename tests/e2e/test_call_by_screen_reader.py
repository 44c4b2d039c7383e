"""A call made through the accessibility bus alone, as a screen reader makes it."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.offices import SmallOffice

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def screen(tmp_path: Path) -> Iterator[str]:
    """A display nobody sees; its name."""
    read, write = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(write), "-screen", "0", "1366x768x24", "-nolisten", "tcp"],
        pass_fds=(write,),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    os.close(write)
    with os.fdopen(read) as told:
        number = told.readline().strip()
    yield f":{number}"
    server.terminate()
    server.wait(timeout=15)


def test_a_screen_readers_actions_make_a_call_over_the_bus(
    office: SmallOffice, screen: str, tmp_path: Path
) -> None:
    office.fill(1)
    account = office.caller("Camille")
    role = office.desk_role()
    runtime = tmp_path / "run"
    runtime.mkdir(mode=0o700)
    done = subprocess.run(
        [
            "dbus-run-session", "--", sys.executable, "-m", "tests.e2e.screen_reader",
            office.url.render_as_string(), role, str(tmp_path), str(account),
        ],
        check=False,
        capture_output=True,
        text=True,
        timeout=110,
        cwd=ROOT,
        env={
            **os.environ,
            "DISPLAY": screen,
            "XDG_RUNTIME_DIR": str(runtime),
            "XDG_CACHE_HOME": str(tmp_path / "cache"),
        },
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-2000:]
    # The bus's own programs say their word there too.
    pressed = [each for each in done.stdout.splitlines() if each in {"Appeler", "Pas de réponse"}]
    assert list(dict.fromkeys(pressed)) == ["Appeler", "Pas de réponse"]
    (call,) = office.sql("select outcome, late from pb.call")
    assert tuple(call) == ("no_answer", False)
