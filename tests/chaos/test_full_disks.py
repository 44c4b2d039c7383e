"""Disks that are full, the office's and the desk's: nothing is shown, sent or lost halfway."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from uuid import UUID

import pytest

from phonebank.domain.errors import KnownError, Unreachable
from phonebank.store.desk import Answer
from tests.chaos.full_disk import fill_everything, fill_the_data, full_here, make_room
from tests.chaos.scenarios import Story
from tests.chaos.server import ChaosServer
from tests.chaos.witnessed import Witnessed

_TOLD = "select count(*) from pb.call where outcome is not null"


@pytest.fixture
def story(chaos_server: ChaosServer, tmp_path: Path) -> Iterator[Story]:
    with ExitStack() as stack:
        yield Story(stack, chaos_server, tmp_path, "", lines=4)


@pytest.fixture
def seat(story: Story) -> Witnessed:
    return story.desk()


@pytest.mark.parametrize("half_a_page_left", [True, False])
def test_results_wait_at_the_desk_while_the_offices_disk_is_full(
    seat: Witnessed, story: Story, *, half_a_page_left: bool
) -> None:
    report = story.rings(seat)
    fill_the_data(story.server, story.office, half_a_page_left=half_a_page_left)
    try:
        assert not seat.tell(report).delivered
        assert not seat.desk.online
        assert seat.desk.deliver() == 1
        with pytest.raises(Unreachable):
            seat.desk.next_line(story.office.campaign)
        assert story.office.value(_TOLD) == 0
    finally:
        make_room(story.server)
    assert (seat.desk.deliver(), seat.desk.online) == (0, True)
    story.end()


def test_a_server_that_gave_up_for_want_of_room_comes_back_with_all_it_acknowledged(
    seat: Witnessed, story: Story
) -> None:
    seat.tell(story.rings(seat))
    report = story.rings(seat)
    fill_everything(story.server)
    assert not seat.tell(report).delivered
    story.server.wait_until_ended()
    assert seat.desk.deliver() == 1
    story.server.start()
    assert (seat.desk.deliver(), seat.desk.online) == (0, True)
    assert story.office.value(_TOLD) == 2
    story.end()


def test_no_number_is_shown_that_the_desk_cannot_write_down(seat: Witnessed, story: Story) -> None:
    assert story.served(seat)
    with full_here(), pytest.raises(KnownError, match="free some space"):
        seat.dial()
    started = seat.dial()
    assert started.status == "started"
    assert story.office.sql("select call_uuid from pb.call") == [(started.call_uuid,)]
    story.end()


def test_a_result_the_desk_cannot_keep_is_not_sent_and_can_be_told_again(
    seat: Witnessed, story: Story
) -> None:
    report = story.rings(seat)
    with full_here(), pytest.raises(KnownError, match="free some space"):
        seat.tell(report)
    assert story.office.value(_TOLD) == 0
    assert seat.tell(report).delivered
    story.end()


def test_a_result_the_desk_cannot_forget_is_sent_again_and_stored_once(
    seat: Witnessed, story: Story, monkeypatch: pytest.MonkeyPatch
) -> None:
    report = story.rings(seat)
    finish = seat.gateway.finish_call
    with ExitStack() as full:

        def answered(claim: UUID, call: UUID, fence: int, body: Answer) -> Answer:
            answer = finish(claim, call, fence, body)
            full.enter_context(full_here())
            return answer

        monkeypatch.setattr(seat.gateway, "finish_call", answered)
        assert seat.tell(report).delivered
    monkeypatch.undo()
    assert seat.desk.pending() == 1
    assert seat.desk.deliver() == 0
    story.end()
