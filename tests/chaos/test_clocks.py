"""Clocks that jump, the server's and a desk's: no phone rings twice, nothing is held for ever."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import datetime, timedelta, tzinfo
from pathlib import Path
from uuid import UUID

import pytest

from phonebank.calling import desk as desk_module
from phonebank.domain.card import CallReport
from phonebank.domain.outcomes import Outcome
from phonebank.store.desk import Answer
from tests.chaos.clocks import JumpingClock
from tests.chaos.scenarios import Story
from tests.chaos.server import ChaosServer


@pytest.fixture
def story(chaos_server: ChaosServer, tmp_path: Path) -> Iterator[Story]:
    with ExitStack() as stack:
        yield Story(stack, chaos_server, tmp_path, "", lines=2)


@pytest.fixture
def clock(story: Story) -> JumpingClock:
    return JumpingClock(story.office)


def test_an_hour_forward_gives_nobody_a_line_that_rings(story: Story, clock: JumpingClock) -> None:
    calling, reading, third = story.desk(), story.desk(), story.desk()
    report = story.rings(calling)
    assert story.served(reading)
    clock.jump(60)
    story.promises_end()
    assert story.served(third)  # the line that was only read
    assert reading.dial().status == "gone"
    told = third.dial()
    assert told.call_uuid is not None
    third.tell(CallReport(told.call_uuid, Outcome.NO_ANSWER))
    assert not story.served(third)  # the other one rings, or may
    assert calling.tell(report).delivered
    story.end()


def test_an_hour_back_keeps_every_reservation_and_every_result(
    story: Story, clock: JumpingClock
) -> None:
    calling, reading, third = story.desk(), story.desk(), story.desk()
    report = story.rings(calling)
    assert story.served(reading)
    clock.jump(-60)
    assert not story.served(third)
    started = reading.dial()
    assert (started.status, started.call_uuid is None) == ("started", False)
    assert started.call_uuid is not None
    assert reading.tell(CallReport(started.call_uuid, Outcome.NO_ANSWER)).delivered
    assert calling.tell(report).delivered
    assert not story.served(third)
    story.end()


def test_an_hour_back_holds_a_dead_desks_line_for_that_hour_and_no_longer(
    story: Story, clock: JumpingClock
) -> None:
    story.office.sql("update pb.queue set state = 9, done_why = 'talked' where id = 2")
    dead, other = story.desk(), story.desk()
    assert story.served(dead)
    clock.jump(-60)
    assert not story.served(other)
    clock.jump(71)
    story.promises_end()
    assert story.served(other)


@pytest.mark.parametrize("hours", [-1, 1])
def test_a_desks_own_clock_changes_nothing_for_its_line(
    hours: int, story: Story, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Jumped(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> datetime:  # type: ignore[override]
            return datetime.now(tz) + timedelta(hours=hours)

    desk, other = story.desk(), story.desk()
    assert story.served(desk)
    monkeypatch.setattr(desk_module, "datetime", Jumped)
    started = desk.dial()
    assert started.status == "started"
    story.leases_run_out()
    assert story.served(other)
    # Started again after a crash, it asks about its own call and nobody else's.
    again = story.desk(like=desk)
    left = again.desk.unfinished()
    assert left is not None
    assert left.call_uuid == started.call_uuid
    again.tell(CallReport(left.call_uuid, Outcome.NO_ANSWER))
    story.end()


def test_a_number_that_came_just_before_the_lid_was_closed_is_not_shown_hours_later(
    story: Story, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A laptop's monotonic clock stands still while it sleeps; the reservation does not."""
    desk = story.desk()
    assert story.served(desk)
    dial, since_boot = desk.gateway.dial, time.clock_gettime

    def dial_and_sleep(token: str, claim: UUID, call: UUID) -> tuple[Answer, str | None]:
        answer = dial(token, claim, call)
        monkeypatch.setattr(
            time,
            "clock_gettime",
            lambda clock: since_boot(clock) + (7200 if clock == time.CLOCK_BOOTTIME else 0),
        )
        return answer

    monkeypatch.setattr(desk.gateway, "dial", dial_and_sleep)
    started = desk.dial()
    assert (started.status, started.number) == ("gone", "")
    monkeypatch.undo()
    story.end()


def test_a_clock_put_back_by_half_a_day_keeps_nobody_from_working(
    story: Story, clock: JumpingClock
) -> None:
    """What was counted under the wrong time, caps and tries at a PIN, is not waited for."""
    desk = story.desk()
    clock.jump(12 * 60)
    story.office.sql("update pb.office set claims_an_hour = 2, searches_an_hour = 1")
    for _ in range(2):
        desk.tell(CallReport(story.rings(desk).call_uuid, Outcome.TECHNICAL))
    assert not story.served(desk)
    assert desk.desk.search(surname="NOM1", born=1980).status != "cap"
    assert desk.desk.search(surname="NOM1", born=1980).status == "cap"
    for _ in range(3):
        desk.desk.sign_in(desk.account, "000000")
    story.office.sql(
        "insert into pb.progress (campaign_id, counted_at, took, ready, claimed, callback, cooling,"
        " in_doubt, done) values (:c, now() + interval '12 hours', '0', 0, 0, 0, 0, 0, 77)",
        c=story.office.campaign,
    )
    clock.jump(-12 * 60)
    desk.sign_in()
    assert desk.desk.campaigns()[0].done == 0
    assert desk.desk.search(surname="NOM1", born=1980).status != "cap"
    assert story.served(desk)
