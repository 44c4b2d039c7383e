"""One desk and one fault at a time: nothing is lost, nothing rings twice, nobody waits for ever."""

from __future__ import annotations

import socket
import threading
import time

import pytest

from phonebank.domain.card import CallReport
from phonebank.domain.errors import KnownError, Unreachable
from phonebank.domain.outcomes import Outcome
from phonebank.store.watchdog import Watchdog, seconds_left, within
from tests.chaos.proxy import Proxy
from tests.chaos.scenarios import Story
from tests.chaos.witnessed import Witnessed


def test_a_result_told_into_a_stalled_connection_is_kept_and_stored_once(
    seat: Witnessed, proxy: Proxy, story: Story
) -> None:
    report = story.rings(seat)
    proxy.stall()
    assert not seat.tell(report, story.office.campaign).delivered
    assert not seat.desk.online
    proxy.mend()
    assert seat.desk.deliver() == 0
    story.end()


def test_an_answer_lost_in_silence_is_asked_for_again_at_once(
    seat: Witnessed, proxy: Proxy, story: Story
) -> None:
    report = story.rings(seat)
    proxy.lose(b"finish_call", silent=True)
    assert seat.tell(report).delivered
    assert proxy.lost == 1
    story.end()


def test_a_start_answered_in_silence_goes_on_with_the_same_call(
    seat: Witnessed, proxy: Proxy, story: Story
) -> None:
    assert story.served(seat)
    proxy.lose(b"start_call", silent=True)
    started = seat.dial()
    assert (started.status, proxy.lost) == ("started", 1)
    assert story.office.sql("select call_uuid from pb.call") == [(started.call_uuid,)]
    story.end()


def test_a_connection_that_stalled_while_idle_keeps_nobody_waiting(
    seat: Witnessed, proxy: Proxy, story: Story
) -> None:
    proxy.stall()
    with pytest.raises(Unreachable):
        seat.desk.next_line(story.office.campaign)
    proxy.mend()
    assert story.served(seat)
    story.end()


def test_a_cut_between_two_steps_is_not_noticed_by_the_caller(
    seat: Witnessed, proxy: Proxy, story: Story
) -> None:
    report = story.rings(seat)
    proxy.cut()
    assert seat.tell(report, story.office.campaign).delivered
    story.end()


def test_an_absent_office_is_not_taken_for_present_when_nothing_waits(
    seat: Witnessed, proxy: Proxy, story: Story
) -> None:
    proxy.refuse()
    with pytest.raises(Unreachable):
        seat.desk.next_line(story.office.campaign)
    assert (seat.desk.deliver(), seat.desk.online) == (0, False)
    proxy.mend()
    assert (seat.desk.deliver(), seat.desk.online) == (0, True)


def test_a_line_that_has_rung_is_told_and_never_dialled_again(
    seat: Witnessed, story: Story
) -> None:
    report = story.rings(seat)
    with pytest.raises(KnownError, match="say how the call ended"):
        seat.desk.start_call()
    assert [each.call_uuid for each in seat.journal.records("dialled")] == [report.call_uuid]
    seat.tell(report)
    story.end()


def test_what_waits_is_told_before_the_next_line_is_asked_for(
    seat: Witnessed, proxy: Proxy, story: Story
) -> None:
    report = story.rings(seat)
    proxy.refuse()
    seat.tell(report)
    proxy.mend()
    served = seat.desk.next_line(story.office.campaign)
    assert served.claim is not None
    assert served.claim.call_uuid is None
    assert seat.desk.pending() == 0
    story.end()


def test_a_number_that_comes_after_the_reservation_is_not_shown(
    seat: Witnessed, story: Story
) -> None:
    """By the desk's own clock, a second earlier than the server's."""
    assert story.served(seat)
    story.office.sql("update pb.office set claim_idle = interval '1 second'")
    started = seat.dial()
    assert (started.status, started.number) == ("gone", "")
    assert seat.journal.records("dialled") == ()


def test_results_of_claims_the_office_has_lost_go_to_the_supervisor_and_stay_there(
    seat: Witnessed, proxy: Proxy, story: Story
) -> None:
    """As after a restored backup: tried three times, once a round, then parked."""
    report = story.rings(seat)
    proxy.refuse()
    assert seat.desk.object_line() == ""
    seat.tell(CallReport(report.call_uuid, Outcome.DO_NOT_CALL))
    story.office.sql("delete from pb.call")
    story.office.sql("delete from pb.claim")
    story.office.sql("update pb.queue set state = 0, due_at = null")
    proxy.mend()
    assert [seat.desk.deliver() for _ in range(4)] == [2, 2, 0, 0]
    assert story.office.value("select count(*) from pb.orphan") == 2
    assert seat.journal.records() == ()


def test_a_long_journal_leaves_the_desk_free_after_each_round(
    seat: Witnessed, story: Story
) -> None:
    seat.tell(story.rings(seat))
    with within(1.0):  # nearly no time is left
        assert seat.desk.deliver() == 0
        assert seat.desk.online


def test_the_tighter_of_two_limits_counts() -> None:
    assert seconds_left() == float("inf")
    with within(60), within(5), within(30):
        assert seconds_left() <= 5
    assert seconds_left() == float("inf")


def test_the_watchdog_shuts_what_is_late_and_nothing_else() -> None:
    watchdog = Watchdog()
    others = set(threading.enumerate())
    late, answered, patient = (socket.socketpair() for _ in range(3))
    with watchdog.over(answered[0].fileno(), 0.01):
        pass
    kept = watchdog.watch(patient[0].fileno(), 60)
    watch = watchdog.watch(late[0].fileno(), 0.01)
    looking = {each for each in threading.enumerate() if each.name == "phonebank-watchdog"} - others
    assert len(looking) == 1
    assert late[0].recv(1) == b""
    for mine, other in (answered, patient):
        other.sendall(b"!")
        assert mine.recv(1) == b"!"
    watchdog.release(watch)
    watchdog.release(kept)
    watchdog.close()
    with watchdog.over(answered[0].fileno(), 60):  # asked after the end: no thread outlives it
        looking |= {each for each in threading.enumerate() if each not in others}
    for each in looking:
        each.join(60)
    assert not looking.intersection(threading.enumerate())
    for pair in (late, answered, patient):
        for one in pair:
            one.close()


@pytest.mark.long
def test_no_step_takes_ten_seconds_whatever_the_network_does(story: Story, proxy: Proxy) -> None:
    seat = story.desk(proxy)
    report = story.rings(seat)
    proxy.stall()
    steps = (
        lambda: seat.tell(report, story.office.campaign),
        lambda: seat.desk.deliver(),
        lambda: seat.desk.sign_in(seat.account, "246810"),
        lambda: seat.desk.office(),
    )
    for step in steps:
        began = time.monotonic()
        try:
            step()
        except Unreachable:
            pass
        finally:
            assert time.monotonic() - began < 10


def test_a_result_that_comes_late_leaves_a_colleagues_line_as_it_is(
    story: Story, proxy: Proxy
) -> None:
    """It is stored; the line, another day's and not dialled since, goes back to the others."""
    lost, second = story.desk(proxy), story.desk()
    first = story.rings(lost)
    line = story.office.value("select line_id from pb.claim where ended_at is null")
    proxy.refuse()
    lost.tell(first)
    story.leases_run_out()
    story.office.sql("update pb.queue set rank = 100000, score = 100000 where line_id = :l", l=line)
    assert story.served(second)
    second.desk.sign_out()
    story.a_day_passes()
    second.sign_in()
    assert story.served(second)
    held = "select line_id from pb.claim where ended_at is null"
    assert story.office.value(held) == line
    proxy.mend()
    assert lost.desk.deliver() == 0
    assert story.office.sql("select outcome, late from pb.call") == [("no_answer", True)]
    assert story.office.value(held) == line
    story.end(a_day_after=(str(first.call_uuid),))
