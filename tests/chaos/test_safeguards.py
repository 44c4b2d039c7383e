"""Each safeguard carries its story; without it the same story ends in a violation that is seen."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.chaos.invariants import Violation
from tests.chaos.safeguards import SAFEGUARDS
from tests.chaos.scenarios import STORIES, tell
from tests.chaos.server import ChaosServer

_SEEN = {
    "uuid": "told twice to the supervisor",
    "doubt": "at once",
    "start": "at once",
    "journal": "is lost",
    "fence": "rang again",
    "commit": "is not stored so",
}


def test_every_safeguard_has_its_story() -> None:
    assert set(STORIES) == set(SAFEGUARDS) == set(_SEEN)


@pytest.mark.parametrize("name", sorted(STORIES))
def test_a_story_ends_well_with_its_safeguard(
    name: str, chaos_server: ChaosServer, tmp_path: Path
) -> None:
    tell(name, chaos_server, tmp_path)


@pytest.mark.parametrize("name", sorted(STORIES))
def test_a_story_without_its_safeguard_is_a_violation(
    name: str, chaos_server: ChaosServer, tmp_path: Path
) -> None:
    with pytest.raises(Violation, match=_SEEN[name]):
        tell(name, chaos_server, tmp_path, without=name)
