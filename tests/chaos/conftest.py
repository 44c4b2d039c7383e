"""One server of the storms' own a worker: its plug may be pulled."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.chaos.server import ChaosServer


@pytest.fixture(scope="session")
def chaos_server() -> Iterator[ChaosServer]:
    """A PostgreSQL on the loopback that waits for its disk."""
    with ChaosServer() as server:
        yield server
