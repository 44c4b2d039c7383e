"""The command line, run in this process, with what it prints."""

from __future__ import annotations

import io
import json
from contextlib import redirect_stderr, redirect_stdout
from typing import Any

from phonebank import cli


def say(*line: str) -> Any:
    """Run a command with --json; its object. Fails when the command does."""
    code, out, err = run(*line, "--json")
    assert code == 0, err
    return json.loads(out)


def run(*line: str) -> tuple[int, str, str]:
    """Run a command: its exit code, stdout and stderr."""
    out, err = io.StringIO(), io.StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        code = cli.run(line)
    return code, out.getvalue(), err.getvalue().strip()
