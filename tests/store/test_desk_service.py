"""One desk at work on a real database: the way of a call, through every kind of loss."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import uuid4

import pytest

from phonebank.calling.desk import Desk
from phonebank.calling.results import Served
from phonebank.domain.card import CallReport, Claim
from phonebank.domain.errors import BadInput, KnownError, SignedOut, Unreachable
from phonebank.domain.outcomes import Outcome
from phonebank.store.desk import DeskGateway
from phonebank.store.journal import Journal
from tests.offices import PIN, SmallOffice
from tests.wire import Wire

ROOT = Path(__file__).resolve().parents[2]


class Seat:
    """A desk whose wire to the office can be cut."""

    def __init__(self, office: SmallOffice, folder: Path, wire: Wire) -> None:
        self.office, self.folder, self.wire = office, folder, wire
        self.role = office.desk_role()
        self.account = office.caller("Camille")
        self.gateway = DeskGateway(wire.url.set(username=self.role))
        self.journal = Journal(folder / "journal.sqlite", b"k" * 32, self.role)
        self.desk = Desk(self.gateway, self.journal)
        assert self.desk.sign_in(self.account, PIN).status == "ok"

    def close(self) -> None:
        self.gateway.close()
        self.journal.close()

    def served(self) -> Served:
        served = self.desk.next_line(self.office.campaign)
        assert served.claim is not None, served.waiting
        return served

    def started(self) -> tuple[Served, CallReport]:
        """A line served and dialled, and the report to finish it with."""
        served = self.served()
        started = self.desk.start_call()
        assert started.status == "started"
        assert started.call_uuid is not None
        return served, CallReport(started.call_uuid, Outcome.NO_ANSWER)

    def calls(self) -> list[tuple[str | None, bool]]:
        rows = self.office.sql("select outcome, late from pb.call order by id")
        return [tuple(row) for row in rows]


@pytest.fixture
def seat(office: SmallOffice, tmp_path: Path) -> Iterator[Seat]:
    office.fill(6)
    with Wire(office.url) as wire:
        seat = Seat(office, tmp_path, wire)
        yield seat
        seat.close()


def test_a_whole_call_from_the_sign_in_to_the_next_line(seat: Seat, office: SmallOffice) -> None:
    assert [one.name for one in seat.desk.accounts()] == ["Camille"]
    assert seat.desk.office().practice
    (facts,) = seat.desk.campaigns()
    assert (facts.lines, facts.done, facts.my_calls) == (6, 0, 0)
    assert seat.desk.unfinished() is None
    served = seat.served()
    card = served.card
    assert card is not None
    assert card.why == "priority"
    assert card.people[0].bureau is not None
    script = seat.desk.script(card.script_version)
    assert "{first_name}" in script.body
    assert script.values["caller_name"] == "Camille"
    started = seat.desk.start_call()
    assert started.number.startswith("+336399")
    assert started.call_uuid is not None
    report = CallReport(
        started.call_uuid,
        Outcome.CONVERSATION,
        person_id=card.people[0].person_id,
        note="Bien reçue",
        information_given=True,
        answers=(("plan", "yes", ""),),
        script_version=card.script_version,
        seconds=95,
    )
    finished = seat.desk.finish(report, office.campaign)
    assert finished.delivered
    assert finished.served is not None
    assert finished.served.claim is not None
    assert seat.journal.records() == ()
    office.sql("update pb.progress set counted_at = 'epoch'")
    (facts,) = seat.desk.campaigns()
    assert (facts.done, facts.my_calls, facts.my_conversations) == (1, 1, 1)
    (mine,) = seat.desk.my_calls()
    assert mine.report == report
    assert mine.people[0].last_name.startswith("NOM")
    assert office.sql("select question, answer from pb.answer") == [("plan", "yes")]


def test_an_outcome_told_while_the_office_is_away_is_kept_and_sent_once(seat: Seat) -> None:
    _, report = seat.started()
    seat.wire.cut()
    finished = seat.desk.finish(report, seat.office.campaign)
    assert not finished.delivered
    assert not seat.desk.online
    assert (seat.desk.pending(), seat.desk.deliver()) == (1, 1)
    assert seat.calls() == [(None, False)]
    seat.wire.mend()
    assert seat.desk.deliver() == 0
    assert seat.desk.online
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
desk.sign_in(int(account), "246810")
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
    seat.journal = Journal(seat.folder / "journal.sqlite", b"k" * 32, seat.role)
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


def test_an_objection_gives_its_receipt_at_once_and_again_with_the_outcome(seat: Seat) -> None:
    _, report = seat.started()
    receipt = seat.desk.object_line()
    finished = seat.desk.finish(CallReport(report.call_uuid, Outcome.DO_NOT_CALL), None)
    assert finished.receipt == receipt != ""


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


def test_a_bad_outcome_is_said_and_can_be_mended(seat: Seat) -> None:
    _, report = seat.started()
    with pytest.raises(BadInput, match="person_id"):
        seat.desk.finish(CallReport(report.call_uuid, Outcome.CONVERSATION), None)
    assert seat.desk.pending() == 0
    assert seat.desk.finish(report, None).delivered


def test_words_no_database_can_hold_do_not_lose_the_outcome(seat: Seat) -> None:
    _, report = seat.started()
    said = CallReport(
        report.call_uuid,
        Outcome.NO_ANSWER,
        note="nul\x00 demi\ud800",
        answers=(("plan", "yes", "a\x00b\udfff"),),
    )
    assert seat.desk.finish(said, None).delivered
    assert seat.office.value("select note from pb.call") == "nul demi"


@pytest.mark.parametrize("reason", ["pause", "lock", "close", "sign_out", "known", "other"])
def test_a_line_given_back_is_free_for_the_others(seat: Seat, reason: str) -> None:
    seat.served()
    seat.desk.release(reason)
    assert seat.office.queue()[0] == 0
    passed = reason in {"known", "other"}
    assert seat.office.value("select count(*) from pb.skip") == int(passed)
    with pytest.raises(KnownError, match="No line is held"):
        seat.desk.release(reason)


def test_one_cannot_pass_over_more_lines_than_the_cap(seat: Seat) -> None:
    seat.office.owner.set_caps(60, 2)
    for _ in range(2):
        seat.served()
        seat.desk.release("known")
    seat.served()
    with pytest.raises(KnownError, match="passed over"):
        seat.desk.release("known")
    token = seat.office.sql("select token, fence from pb.claim where ended_at is null")[0]
    skip = {"outcome": "skipped"}
    answer = seat.gateway.finish_call(token.token, uuid4(), token.fence, skip)
    assert answer["status"] == "not_started"
    seat.desk.release("pause")


def test_a_dialled_line_is_told_not_given_back(seat: Seat) -> None:
    seat.started()
    with pytest.raises(KnownError, match="say how the call ended"):
        seat.desk.release("known")


def test_keeping_renews_the_line_up_to_three_quarters_of_an_hour(seat: Seat) -> None:
    seat.served()
    sql = seat.office.sql
    sql(
        "update pb.claim set claimed_at = claimed_at - interval '20 minutes', due_at = now() + '1s'"
    )
    assert seat.desk.keep()
    assert seat.office.value("select due_at - now() > '9 minutes' from pb.claim")
    sql("update pb.claim set claimed_at = now() - interval '44 minutes'")
    assert seat.desk.keep()
    assert seat.office.value("select due_at <= claimed_at + interval '45 minutes' from pb.claim")
    claim = seat.desk.held()
    assert claim is not None
    assert claim.gone_at - time.monotonic() < 60
    sql("update pb.claim set due_at = now() - interval '1 second'")
    assert not seat.desk.keep()


def test_a_desk_stops_before_the_server_does(seat: Seat) -> None:
    """The same deadline on both clocks, read one after the other: the desk's is the earlier."""
    claims = [seat.served().claim, seat.desk.held()]
    assert seat.desk.keep()
    claims.append(seat.desk._claim)
    seat.desk.start_call()
    claims.append(seat.desk._claim)
    now, due, gone = seat.office.sql(
        "select clock_timestamp(), due_at, claimed_at + interval '45 minutes' from pb.claim"
    )[0]
    steady = time.monotonic()
    for claim in claims:
        assert claim is not None
        assert steady + (gone - now).total_seconds() - claim.gone_at >= 1
        assert steady + (due - now).total_seconds() - claim.keep_before >= 1


def test_a_correction_changes_the_queue_until_the_line_is_served_again(seat: Seat) -> None:
    served, report = seat.started()
    assert served.card is not None
    seat.desk.finish(report, None)
    person = served.card.people[0].person_id
    said = CallReport(report.call_uuid, Outcome.CONVERSATION, person)
    assert seat.desk.correct(said) == "ok"
    assert seat.desk.correct(said) == "ok"
    assert seat.office.queue()[0] == 9
    with pytest.raises(BadInput, match="callback_at"):
        seat.desk.correct(CallReport(report.call_uuid, Outcome.CALLBACK))
    with pytest.raises(KnownError, match="last five"):
        seat.desk.correct(CallReport(uuid4(), Outcome.NO_ANSWER))
    later = datetime.now(UTC) + timedelta(days=1)
    back = CallReport(report.call_uuid, Outcome.CALLBACK, person, callback_at=later)
    assert seat.desk.correct(back) == "ok"
    assert seat.office.queue()[0] == 2
    assert len(seat.desk.my_calls()) == 1
    seat.office.sql("update pb.queue set fence = nextval('pb.fence') where id = 1")
    assert seat.desk.correct(report) == "late"
    assert seat.office.queue()[0] == 2


def test_a_revoked_desk_says_so(seat: Seat) -> None:
    seat.office.sql("update pb.desk set active = false")
    with pytest.raises(KnownError, match="revoked"):
        seat.desk.office()
    with pytest.raises(SignedOut):
        seat.served()


def test_signing_out_gives_the_line_to_the_others(seat: Seat) -> None:
    seat.served()
    seat.desk.sign_out()
    assert seat.office.queue()[0] == 0
    with pytest.raises(SignedOut):
        seat.desk.next_line(seat.office.campaign)
