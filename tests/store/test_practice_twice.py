"""The practice office opened twice at once, the first time."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from phonebank.office.cluster import Cluster
from phonebank.office.office import create_office
from phonebank.practice import office as making


def test_two_windows_at_once_furnish_one_town(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PHONEBANK_HOME", str(tmp_path))
    made: list[str] = []
    looked = threading.Semaphore(0)

    class Campaigns:
        def __init__(self, _owner: object) -> None: ...

        def all(self) -> list[str]:
            found = list(made)
            looked.release()
            return found

    def furnish(*_how: object) -> None:
        # The first in its turn goes on when the other has looked as well.
        for _ in range(3):
            assert looked.acquire(timeout=15)
        made.append("town")

    monkeypatch.setattr(making, "CampaignStore", Campaigns)
    monkeypatch.setattr(making, "_furnish", furnish)
    folder = tmp_path / "offices" / "practice"
    try:
        create_office(folder, making.NAME, practice=True).close()
        with ThreadPoolExecutor(2) as windows:
            for opened in [windows.submit(making.open_practice, folder) for _ in range(2)]:
                opened.result().close()
        assert made == ["town"]
    finally:
        Cluster(folder).destroy()
