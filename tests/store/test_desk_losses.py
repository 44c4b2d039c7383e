"""A desk that loses its network, an answer or its process loses no call and dials none twice."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import QueuePool

from phonebank.calling.desk import Desk
from phonebank.domain.card import CallReport, Claim
from phonebank.domain.errors import KnownError, SignedOut, Unreachable
from phonebank.domain.outcomes import Outcome
from phonebank.store.journal import Journal
from tests.offices import PIN, SmallOffice
from tests.seats import KEY, Seat
from tests.wire import Wire

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def seat(office: SmallOffice, tmp_path: Path) -> Iterator[Seat]:
    office.fill(6)
    with Wire(office.url) as wire:
        seat = Seat(office, tmp_path, wire)
        yield seat
        seat.close()


def test_an_outcome_told_while_the_office_is_away_is_kept_and_sent_once(seat: Seat) -> None:
    _, report = seat.started()
    seat.wire.cut()
    finished = seat.desk.finish(report, seat.office.campaign)
    assert (finished.delivered, seat.desk.online) == (False, False)
    assert (seat.desk.pending(), seat.desk.deliver()) == (1, 1)
    assert seat.calls() == [(None, False)]
    seat.wire.mend()
    assert (seat.desk.deliver(), seat.desk.online) == (0, True)
    assert seat.journal.records() == ()
    seat.desk.deliver()
    assert seat.calls() == [("no_answer", False)]


def test_a_desk_whose_login_is_closed_keeps_what_it_learnt(seat: Seat) -> None:
    _, report = seat.started()
    seat.office.sql(f"alter role {seat.role} nologin")
    seat.office.sql(
        "select pg_terminate_backend(pid) from pg_stat_activity where usename = :r", r=seat.role
    )
    with pytest.raises(KnownError, match="refused this desk"):
        seat.desk.finish(report, None)
    assert seat.desk.pending() == 1
    seat.office.sql(f"alter role {seat.role} login")
    assert seat.desk.deliver() == 0
    assert seat.calls() == [("no_answer", False)]


def test_a_lost_answer_is_asked_again_and_stored_once(seat: Seat) -> None:
    _, report = seat.started()
    seat.wire.lose_answers_to("finish_and_claim")
    finished = seat.desk.finish(report, seat.office.campaign)
    assert not finished.delivered
    assert seat.wire.lost >= 1
    assert seat.calls() == [("no_answer", False)]
    seat.wire.lose_nothing()
    assert seat.desk.deliver() == 0
    assert seat.calls() == [("no_answer", False)]
    assert seat.office.queue("attempts")[0] == 1
    assert seat.served().claim is not None


def test_a_start_whose_answer_is_lost_shows_no_number_and_goes_on_with_the_same_call(
    seat: Seat,
) -> None:
    seat.served()
    seat.wire.lose_answers_to("start_call")
    lost = seat.desk.start_call()
    assert (lost.status, lost.number) == ("offline", "")
    seat.wire.lose_nothing()
    again = seat.desk.start_call()
    assert (again.status, again.call_uuid) == ("started", lost.call_uuid)
    assert again.number
    assert len(seat.calls()) == 1


def test_a_start_the_office_never_heard_of_asks_nothing_on_return(seat: Seat) -> None:
    seat.served()
    seat.wire.lose_answers_to("start_call", arrived=False)
    assert seat.desk.start_call().status == "offline"
    seat.wire.lose_nothing()
    assert seat.desk.unfinished() is None
    assert seat.journal.records() == ()
    assert seat.desk.start_call().status == "started"


def test_no_number_is_shown_before_this_computer_s_disk_knows_of_the_call(seat: Seat) -> None:
    seat.served()
    seat.journal._db.execute("pragma query_only = on")
    with pytest.raises(KnownError, match="free some space"):
        seat.desk.start_call()
    [started] = seat.office.sql("select call_uuid from pb.call")
    seat.journal._db.execute("pragma query_only = off")
    again = seat.desk.start_call()
    assert (again.status, again.call_uuid) == ("started", started[0])
    assert [each.call_uuid for each in seat.journal.records("dialled")] == [started[0]]


def test_an_objection_reaches_the_office_though_the_disk_is_full(seat: Seat) -> None:
    seat.served()
    seat.desk.start_call()
    seat.journal._db.execute("pragma query_only = on")
    assert seat.desk.object_line()
    assert seat.office.value("select count(*) from pb.line where objected_at is not null") == 1


def test_an_objection_neither_kept_nor_sent_is_said(seat: Seat) -> None:
    seat.served()
    seat.desk.start_call()
    seat.journal._db.execute("pragma query_only = on")
    seat.wire.lose_answers_to("object_line", arrived=False)
    with pytest.raises(KnownError, match="free some space"):
        seat.desk.object_line()


def test_a_next_line_whose_answer_is_lost_is_the_line_already_held(seat: Seat) -> None:
    seat.wire.lose_answers_to("api.claim")
    with pytest.raises(Unreachable):
        seat.desk.next_line(seat.office.campaign)
    seat.wire.lose_nothing()
    seat.served()
    assert seat.office.value("select count(*) from pb.claim") == 1


DIALLING = """
import sys
from pathlib import Path
from sqlalchemy import make_url
from phonebank.calling.desk import Desk
from phonebank.store.desk import DeskGateway
from phonebank.store.journal import Journal

url, role, account, campaign, folder = sys.argv[1:]
journal = Journal(Path(folder) / "journal.sqlite", b"k" * 32, role)
desk = Desk(DeskGateway(make_url(url).set(username=role)), journal)
desk.sign_in(int(account), "482915")
desk.next_line(int(campaign))
print(desk.start_call().number, flush=True)
sys.stdin.read()
"""


def dial_and_be_killed(seat: Seat) -> None:
    """Another process dials at this desk and is killed before it can tell how it ended."""
    seat.journal.close()
    address = seat.office.url.render_as_string(hide_password=False)
    arguments = (address, seat.role, str(seat.account), str(seat.office.campaign), str(seat.folder))
    with subprocess.Popen(
        [sys.executable, "-c", DIALLING, *arguments],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline().startswith("+336399")
        process.send_signal(signal.SIGKILL)
    seat.journal = Journal(seat.folder / "journal.sqlite", KEY, seat.role)
    seat.desk = Desk(seat.gateway, seat.journal)
    assert seat.desk.sign_in(seat.account, PIN).status == "ok"


def test_a_process_killed_in_a_call_is_asked_about_it_on_return(seat: Seat) -> None:
    dial_and_be_killed(seat)
    found = seat.desk.unfinished()
    assert found is not None
    assert found.card is not None
    report = CallReport(found.call_uuid, Outcome.REFUSED, found.card.people[0].person_id)
    finished = seat.desk.finish(report, seat.office.campaign)
    assert finished.delivered
    assert not finished.late
    assert seat.calls() == [("refused", False)]
    assert seat.desk.unfinished() is None
    assert seat.journal.records() == ()


def test_the_question_is_asked_even_when_the_claim_has_run_out(seat: Seat) -> None:
    dial_and_be_killed(seat)
    seat.office.sql("update pb.claim set due_at = now() - interval '1 second'")
    seat.office.sql("update pb.queue set due_at = now() - interval '1 second' where state = 1")
    other = seat.office.desk(seat.folder, "Yacine")
    other.next_line(seat.office.campaign)
    assert seat.office.queue()[0] == 4
    found = seat.desk.unfinished()
    assert found is not None
    assert found.card is None
    report = CallReport(found.call_uuid, Outcome.NO_ANSWER)
    assert seat.desk.finish(report, None).delivered
    assert seat.office.sql("select state, attempts from pb.queue where id = 1") == [(3, 1)]
    assert seat.office.value("select settled_by from pb.alert where kind = 'in_doubt'") == "outcome"


def test_an_objection_made_offline_is_delivered_before_anything_else(seat: Seat) -> None:
    _, report = seat.started()
    seat.wire.cut()
    assert seat.desk.object_line() == ""
    said = CallReport(report.call_uuid, Outcome.DO_NOT_CALL)
    assert not seat.desk.finish(said, None).delivered
    assert seat.desk.pending() == 2
    seat.wire.mend()
    assert seat.desk.deliver() == 0
    row = seat.office.sql("select o.made_at < c.finished_at from pb.objection o, pb.call c")
    assert row == [(True,)]
    assert seat.office.queue()[0] == 9


def test_an_objection_made_offline_counts_in_an_office_that_was_restored_meanwhile(
    seat: Seat,
) -> None:
    served, _ = seat.started()
    assert served.card is not None
    person = served.card.people[0].person_id
    seat.wire.cut()
    assert seat.desk.object_line(person) == ""
    # The restored office knows neither the claim nor its call.
    line = seat.office.value("select line_id from pb.claim")
    seat.office.sql("delete from pb.call")
    seat.office.sql("delete from pb.claim")
    seat.office.sql("select pb.note('office_restored', null, null, '')")
    seat.wire.mend()
    left = [seat.desk.deliver() for _ in range(3)]
    assert left[-1] == 0
    assert seat.office.value("select reason from pb.orphan") == "unknown"
    assert seat.office.value("select objected_at is not null from pb.line where id = :l", l=line)


def test_a_second_word_on_the_same_call_goes_to_the_supervisor(seat: Seat) -> None:
    _, report = seat.started()
    seat.wire.lose_answers_to("finish")
    seat.desk.finish(report, seat.office.campaign)
    seat.wire.lose_nothing()
    claim = seat.office.sql("select token, fence from pb.claim order by claimed_at limit 1")[0]
    seat.desk._claim = Claim(claim.token, seat.office.campaign, claim.fence, 0, 0)
    again = seat.desk.finish(CallReport(report.call_uuid, Outcome.BUSY), None)
    assert again.conflict
    assert seat.journal.records() == ()
    assert seat.calls() == [("no_answer", False)]
    assert seat.office.sql("select body ->> 'outcome', reason from pb.orphan") == [
        ("busy", "conflict")
    ]


def test_a_person_signed_in_elsewhere_is_told_and_loses_no_outcome(seat: Seat) -> None:
    _, report = seat.started()
    seat.office.gateway().sign_in(seat.account, PIN)
    finished = seat.desk.finish(report, seat.office.campaign)
    assert (finished.delivered, finished.served) == (True, None)
    with pytest.raises(SignedOut):
        seat.desk.next_line(seat.office.campaign)
    assert seat.calls() == [("no_answer", False)]


def test_a_busy_pool_is_an_absent_office_and_not_a_fault(seat: Seat) -> None:
    gateway = seat.office.gateway(seat.role)
    pool = gateway._engine.pool
    assert isinstance(pool, QueuePool)
    pool._timeout = 0.01
    taken = [gateway._engine.connect() for _ in range(3)]
    with pytest.raises(Unreachable):
        gateway.accounts()
    for connection in taken:
        connection.close()
    assert gateway.accounts()


def test_a_desk_the_server_does_not_know_is_told_so(office: SmallOffice) -> None:
    with pytest.raises(KnownError, match="enrol it again"):
        office.gateway("pbd_00000000").office()
