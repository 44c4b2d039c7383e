"""A desk that stands still for longer than its reservation, and one whose question comes late."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from phonebank.domain.card import CallReport
from phonebank.domain.outcomes import Outcome
from phonebank.store import asking, connection
from tests.chaos.caller import Task
from tests.chaos.callers import Nursery
from tests.chaos.proxy import Proxy
from tests.chaos.scenarios import Story
from tests.chaos.server import ChaosServer
from tests.chaos.truth import read

_LEASE_SECONDS = 2.5


@pytest.fixture
def story(chaos_server: ChaosServer, tmp_path: Path) -> Iterator[Story]:
    with ExitStack() as stack:
        yield Story(stack, chaos_server, tmp_path, "", lines=1)


@pytest.fixture
def proxy(story: Story) -> Proxy:
    return story.proxy()


def _until(what: Callable[[], bool]) -> None:
    patience = time.monotonic() + 30
    while not what():
        assert time.monotonic() < patience
        time.sleep(0.02)


def test_a_desk_stopped_beyond_its_reservation_does_not_ring_a_colleagues_line(
    story: Story, proxy: Proxy, tmp_path: Path
) -> None:
    """SIGSTOP while its Call is under way, SIGCONT when somebody else is on the phone."""
    story.office.sql(
        "update pb.office set claim_idle = make_interval(secs => :s)", s=_LEASE_SECONDS
    )
    role = story.office.desk_role()
    url = proxy.through(story.office.url).render_as_string(hide_password=False)
    account = story.office.caller("Celle qui dort")
    task = Task(url, role, account, story.office.campaign, str(tmp_path), 2, _LEASE_SECONDS)
    colleague = story.desk()
    proxy.lose(b"start_call", arrived=False, silent=True, times=9)
    with Nursery() as nursery:
        sleeper = nursery.start(task)
        try:
            _until(lambda: proxy.lost > 0)
            os.kill(sleeper, signal.SIGSTOP)
            _until(lambda: story.served(colleague))
            started = colleague.dial()
            proxy.mend()
            os.kill(sleeper, signal.SIGCONT)
            (tmp_path / "drain").touch()
            assert nursery.wait(sleeper, 40) == 0
        finally:
            if nursery.wait(sleeper, 0) is None:
                os.kill(sleeper, signal.SIGKILL)
    assert "shown" not in {each.what for each in read(tmp_path / f"{role}.jsonl")}
    assert started.call_uuid is not None
    colleague.tell(CallReport(started.call_uuid, Outcome.NO_ANSWER))
    story.end()


def test_a_question_that_comes_after_its_repetition_changes_nothing(
    story: Story, proxy: Proxy, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The network holds a result back until the desk has told it again and gone on."""
    for module in (connection, asking):
        monkeypatch.setattr(module, "ANSWER_SECONDS", 0.4)
    desk = story.desk(proxy)
    report = story.rings(desk)
    proxy.late(b"finish_and_claim", 1.5)
    assert desk.tell(report, story.office.campaign).delivered
    told = story.office.sql("select finished_at, late from pb.call")
    assert proxy.arrived_late == 0
    _until(lambda: proxy.arrived_late == 1)
    assert story.office.sql("select finished_at, late from pb.call") == told
    story.end()


def test_a_start_that_comes_after_the_line_was_given_up_rings_nobody(
    story: Story, proxy: Proxy, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in (connection, asking):
        monkeypatch.setattr(module, "ANSWER_SECONDS", 0.4)
    desk, other = story.desk(proxy), story.desk()
    assert story.served(desk)
    proxy.late(b"start_call", 2.0, times=2)
    assert desk.dial().status == "offline"
    story.leases_run_out()
    report = story.rings(other)
    _until(lambda: proxy.arrived_late == 2)
    other.tell(report)
    assert story.office.sql("select call_uuid from pb.call") == [(report.call_uuid,)]
    story.end()
