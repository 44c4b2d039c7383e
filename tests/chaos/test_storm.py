"""A minute of storm every time; longer ones with `-m long` or `python -m tests.chaos`."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import asdict
from pathlib import Path

import pytest

from tests.chaos.safeguards import SAFEGUARDS
from tests.chaos.server import ChaosServer
from tests.chaos.storm import ENOUGH, Report, Storm, too_calm

_DESKS = 8
_SEEN = {
    "uuid": "told twice to the supervisor",
    "doubt": "at once",
    "start": "rang again",
    "journal": "is lost",
    "fence": "late results taken for timely ones",
    "commit": "is not stored so",
}


def _blow(
    server: ChaosServer, folder: Path, seconds: float, seed: int, without: str = ""
) -> Report:
    return Storm(server, folder, desks=_DESKS, seed=seed, without=without).blow(
        seconds, patience=60
    )


@pytest.mark.timeout(300)
def test_a_storm_breaks_no_rule(chaos_server: ChaosServer, tmp_path: Path) -> None:
    report = _blow(chaos_server, tmp_path, 60, 11)
    told = json.dumps(asdict(report), indent=2)
    assert report.violations == [], told
    assert report.too_calm == [], told


@pytest.mark.long
@pytest.mark.timeout(600)
@pytest.mark.parametrize("seed", [1, 2])
def test_a_long_storm_breaks_no_rule(seed: int, chaos_server: ChaosServer, tmp_path: Path) -> None:
    report = _blow(chaos_server, tmp_path, 180, seed)
    told = json.dumps(asdict(report), indent=2)
    assert report.violations == [], told
    assert report.too_calm == [], told


@pytest.mark.long
@pytest.mark.timeout(600)
@pytest.mark.parametrize("name", sorted(SAFEGUARDS))
def test_a_storm_without_a_safeguard_breaks_rules(
    name: str, chaos_server: ChaosServer, tmp_path: Path
) -> None:
    report = _blow(chaos_server, tmp_path, 120, 3, name)
    assert any(_SEEN[name] in each for each in report.violations), report.violations


def test_a_storm_that_met_nobody_shows_nothing() -> None:
    """A run in which nothing was called, cut or killed is no proof, and says so."""
    assert len(too_calm(Counter(), 30)) > 20
    calm = Counter(dict.fromkeys(ENOUGH, 2000))
    assert too_calm(calm, 600) == too_calm(calm, 60) == []
    assert [each.split(":")[0] for each in too_calm(calm - Counter(kills=2000), 60)] == ["kills"]
