"""The callers' processes, started and ended from the storm."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Self

from tests.chaos.caller import Task

_ROOT = Path(__file__).resolve().parents[2]


class Nursery:
    """The process that makes the callers' processes."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.chaos.nursery"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            cwd=_ROOT,
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.close()
        self._process.wait(10)
        self._process.stdout.close()

    def start(self, task: Task) -> int:
        """A new caller's process id."""
        return int(self._ask(f"start {json.dumps(asdict(task))}"))

    def wait(self, process: int, seconds: float) -> int | None:
        """Its exit code, or None while it lives."""
        code = self._ask(f"wait {process} {seconds}")
        return None if code == "alive" else int(code)

    def _ask(self, line: str) -> str:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(line + "\n")
        self._process.stdin.flush()
        return self._process.stdout.readline().strip()
