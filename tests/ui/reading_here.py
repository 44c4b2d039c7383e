"""Reading files in the test's own process: the limited one takes a while and has its own tests."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from threading import Event
from typing import Any

import pytest

from phonebank.intake import opening
from phonebank.intake.choices import HowToRead
from phonebank.intake.reading_jobs import JOBS


def read_here(monkeypatch: pytest.MonkeyPatch) -> None:
    """From now on in this test, files are read by the functions the limited process would call."""
    monkeypatch.setattr(opening, "read_in_process", _read)


def _read(
    path: Path,
    _size: int,
    job: Mapping[str, Any],
    folder: Path,
    _cancel: Event | None = None,
    _limits: object = None,
) -> dict[str, Any]:
    how = HowToRead(**job["how"])
    done = JOBS[job["job"]](path, path.name, how, job, folder)
    answer: dict[str, Any] = json.loads(json.dumps(done))
    return answer
