"""Half a minute of storm every time; longer ones with `-m long` or `python -m tests.chaos`."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

import pytest

from tests.chaos.server import ChaosServer
from tests.chaos.storm import Storm

_DESKS = 8


def _blow(server: ChaosServer, folder: Path, seconds: float, seed: int) -> None:
    report = Storm(server, folder, desks=_DESKS, seed=seed).blow(seconds)
    told = json.dumps(asdict(report), indent=2)
    assert report.violations == [], told
    # It was a storm, and work was done in it.
    assert report.dials >= _DESKS, told
    assert report.faults["kills"] >= 1, told
    assert report.faults["plugs pulled"] >= 1, told


@pytest.mark.timeout(240)
def test_a_storm_breaks_no_rule(chaos_server: ChaosServer, tmp_path: Path) -> None:
    _blow(chaos_server, tmp_path, 30, 11)


@pytest.mark.long
@pytest.mark.timeout(600)
@pytest.mark.parametrize("seed", [1, 2])
def test_a_long_storm_breaks_no_rule(seed: int, chaos_server: ChaosServer, tmp_path: Path) -> None:
    _blow(chaos_server, tmp_path, 180, seed)
