"""A desk that crashed after a result was told to it: it is delivered, never asked for again."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from phonebank.domain.card import CallReport
from phonebank.domain.errors import Unreachable
from phonebank.domain.outcomes import Outcome
from tests.chaos.scenarios import Story
from tests.chaos.server import ChaosServer


@pytest.fixture
def story(chaos_server: ChaosServer, tmp_path: Path) -> Iterator[Story]:
    with ExitStack() as stack:
        yield Story(stack, chaos_server, tmp_path, "", lines=2)


def test_what_was_told_before_a_crash_is_not_asked_about_after_it(story: Story) -> None:
    """Else an objection, told while the office was away, could be answered otherwise and lost."""
    proxy = story.proxy()
    desk = story.desk(proxy)
    report = story.rings(desk)
    proxy.refuse()
    desk.tell(CallReport(report.call_uuid, Outcome.DO_NOT_CALL))
    proxy.mend()
    again = story.desk(like=desk)
    assert again.desk.unfinished() is None
    assert again.desk.pending() == 0
    assert story.office.sql("select outcome from pb.call") == [("do_not_call",)]
    story.end()


def test_nothing_is_asked_while_what_was_told_cannot_be_delivered(story: Story) -> None:
    proxy = story.proxy()
    desk = story.desk(proxy)
    report = story.rings(desk)
    proxy.refuse()
    desk.tell(report)
    proxy.mend()
    again = story.desk(proxy, like=desk)
    proxy.refuse()
    with pytest.raises(Unreachable):
        again.desk.unfinished()
    proxy.mend()
    assert again.desk.unfinished() is None
    story.end()


def test_a_call_told_at_another_desk_is_not_asked_about_again(story: Story) -> None:
    """The desk fails during a call; its caller goes on at a colleague's desk, and comes back."""
    first, second = story.desk(), story.desk()
    report = story.rings(first)
    second.account = first.account
    second.sign_in()
    left = second.desk.unfinished()
    assert left is not None
    assert left.call_uuid == report.call_uuid
    second.tell(CallReport(report.call_uuid, Outcome.DO_NOT_CALL))
    again = story.desk(like=first)
    assert again.desk.unfinished() is None
    assert again.journal.records() == ()
    assert story.office.value("select count(*) from pb.orphan") == 0


def test_a_call_the_supervisor_decided_about_is_still_asked_about(story: Story) -> None:
    """She wrote that nobody answered; the caller may know of an objection."""
    desk = story.desk()
    report = story.rings(desk)
    story.leases_run_out()
    assert story.served(story.desk())
    story.office.sql("select room.settle_doubt(id, 'no_answer') from pb.alert")
    assert story.office.sql("select outcome from pb.call") == [("no_answer",)]
    left = story.desk(like=desk).desk.unfinished()
    assert left is not None
    assert left.call_uuid == report.call_uuid
