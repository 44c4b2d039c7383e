"""What a supervisor or the clock changes while a line is held or rings: nobody is left with it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from phonebank.domain.card import CallReport
from phonebank.domain.outcomes import Outcome
from tests.chaos.scenarios import Story
from tests.chaos.server import ChaosServer

_CHANGES = {
    "closed": ("update pb.campaign set state = 'closed'", "paused", "closed"),
    "paused": ("update pb.campaign set state = 'paused'", "paused", "paused"),
    "out of hours": ("update pb.campaign set any_hour = false", "hours", "empty"),
    "silent": ("update pb.round set held_on = current_date", "silence", "silence"),
}
_CLAIMS = "select end_reason from pb.claim where ended_at is not null"


@pytest.fixture
def story(chaos_server: ChaosServer, tmp_path: Path) -> Iterator[Story]:
    with ExitStack() as stack:
        yield Story(stack, chaos_server, tmp_path, "", lines=2)


@pytest.mark.parametrize("change", sorted(_CHANGES))
def test_a_line_held_when_calling_ends_is_not_served_over_and_over(
    change: str, story: Story
) -> None:
    statement, refused, told = _CHANGES[change]
    desk = story.desk()
    assert story.served(desk)
    story.office.sql("delete from pb.calling_hours")
    story.office.sql(statement)
    assert desk.dial().status == refused
    served = desk.desk.next_line(story.office.campaign)
    assert served.card is None
    assert served.waiting is not None
    assert served.waiting.reason == told
    assert story.office.sql(_CLAIMS) == [("closed",)]
    assert story.office.queue() == [0, 0]


@pytest.mark.parametrize("change", sorted(_CHANGES))
def test_a_call_during_which_calling_ends_is_told_as_any(change: str, story: Story) -> None:
    desk = story.desk()
    report = story.rings(desk)
    story.office.sql("delete from pb.calling_hours")
    story.office.sql(_CHANGES[change][0])
    told = desk.tell(report, story.office.campaign)
    assert (told.delivered, told.late) == (True, False)
    assert told.served is not None
    assert told.served.card is None
    story.end()


@pytest.mark.parametrize("what", ["objected_at", "retired_at"])
def test_a_line_closed_while_it_is_held_is_not_served_over_and_over(
    what: str, story: Story
) -> None:
    desk = story.desk()
    assert story.served(desk)
    story.office.sql(f"update pb.line set {what} = now() where id = 1")
    assert desk.dial().number == ""
    story.promises_end()
    started = desk.desk.next_line(story.office.campaign)
    assert started.card is not None
    assert [each.person_id for each in started.card.people] == [2]
    told = desk.dial()
    assert told.call_uuid is not None
    desk.tell(CallReport(told.call_uuid, Outcome.NO_ANSWER))
    assert not story.served(desk)
    assert story.office.queue("state")[0] == 9
    story.end()
