"""One server of the storms' own a worker: its plug may be pulled. An office on it, and a desk."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from phonebank.store import asking, connection
from tests.chaos.proxy import Proxy
from tests.chaos.scenarios import Story
from tests.chaos.server import ChaosServer
from tests.chaos.witnessed import Witnessed


@pytest.fixture(scope="session")
def chaos_server() -> Iterator[ChaosServer]:
    """A PostgreSQL on the loopback that waits for its disk."""
    with ChaosServer() as server:
        yield server


@pytest.fixture
def story(chaos_server: ChaosServer, tmp_path: Path) -> Iterator[Story]:
    """An office of four lines; a module may have its own."""
    with ExitStack() as stack:
        yield Story(stack, chaos_server, tmp_path, "", lines=4)


@pytest.fixture
def proxy(story: Story) -> Proxy:
    """A way to that office which can fail."""
    return story.proxy()


@pytest.fixture
def seat(story: Story, proxy: Proxy, monkeypatch: pytest.MonkeyPatch) -> Witnessed:
    """A desk behind the proxy that is sooner out of patience than real ones."""
    for module in (connection, asking):
        monkeypatch.setattr(module, "ANSWER_SECONDS", 0.5)
    monkeypatch.setattr(connection, "CONNECT_SECONDS", 2)
    return story.desk(proxy)
