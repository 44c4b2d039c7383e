"""Second thoughts: what a correction puts back, and what it no longer can."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import uuid4

import pytest

from phonebank.domain.card import CallReport
from phonebank.domain.errors import BadInput, KnownError
from phonebank.domain.outcomes import Outcome
from tests.offices import SmallOffice
from tests.seats import Seat
from tests.wire import Wire


@pytest.fixture
def seat(office: SmallOffice, tmp_path: Path) -> Iterator[Seat]:
    office.fill(6)
    with Wire(office.url) as wire:
        seat = Seat(office, tmp_path, wire)
        yield seat
        seat.close()


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


def told(seat: Seat, outcome: Outcome, **said: object) -> tuple[CallReport, int]:
    """A whole call at this desk: its report, and the person it was about."""
    served, report = seat.started()
    assert served.card is not None
    person = served.card.people[0].person_id
    report = replace(report, outcome=outcome, person_id=person, **said)  # type: ignore[arg-type]
    assert seat.desk.finish(report, None).delivered
    return report, person


def second_number(seat: Seat) -> None:
    """The person of the first line has another number."""
    seat.office.sql(
        """
        with l as (insert into pb.line (e164, kind) values ('+33399001234', 'fixed') returning id)
        insert into pb.line_person (line_id, person_id, source_id)
        select l.id, lp.person_id, lp.source_id from l, pb.line_person lp where lp.line_id = 1
        """
    )


def test_a_wrong_number_taken_back_brings_the_person_home(seat: Seat) -> None:
    second_number(seat)
    report, person = told(seat, Outcome.WRONG_NUMBER)
    seventh = "select queue_id from pb.target where person_id = :p"
    assert seat.office.value(seventh, p=person) != 1
    assert seat.desk.correct(replace(report, outcome=Outcome.NO_ANSWER)) == "ok"
    assert seat.office.value(seventh, p=person) == 1
    assert seat.office.value("select retired_at from pb.line where id = 1") is None
    assert seat.office.sql("select state, done_why from pb.queue where id = 1") == [(3, None)]


def test_a_wrong_number_that_was_a_conversation_after_all_settles_the_person(seat: Seat) -> None:
    second_number(seat)
    report, person = told(seat, Outcome.WRONG_NUMBER)
    assert seat.desk.correct(replace(report, outcome=Outcome.CONVERSATION)) == "ok"
    assert seat.office.sql(
        "select queue_id, outcome from pb.target where person_id = :p", p=person
    ) == [(1, "conversation")]
    for _ in range(5):
        told(seat, Outcome.NO_ANSWER)
    assert seat.desk.next_line(seat.office.campaign).claim is None
    assert seat.office.value("select done_why from pb.queue where line_id = 7") == "nobody"


@pytest.mark.parametrize("first", [Outcome.DECEASED, Outcome.MOVED])
def test_someone_said_to_be_gone_comes_back(seat: Seat, first: Outcome) -> None:
    report, person = told(seat, first)
    gone = "select coalesce(deceased_at, moved_at) from pb.person where id = :p"
    assert seat.office.value(gone, p=person) is not None
    assert seat.desk.correct(replace(report, outcome=Outcome.NOT_THERE)) == "ok"
    assert seat.office.value(gone, p=person) is None
    assert seat.office.value("select count(*) from pb.alert where settled_at is null") == 0
    assert seat.office.queue()[0] == 3


def test_an_objection_is_not_taken_back_by_a_correction(seat: Seat) -> None:
    report, _ = told(seat, Outcome.DO_NOT_CALL)
    assert seat.desk.correct(replace(report, outcome=Outcome.NO_ANSWER)) == "ok"
    assert seat.office.queue()[0] == 9
    assert seat.office.value("select objected_at is not null from pb.line where id = 1")


def test_attempts_count_once_however_often_a_call_is_corrected(seat: Seat) -> None:
    report, _ = told(seat, Outcome.NO_ANSWER)
    for outcome in (Outcome.TECHNICAL, Outcome.BUSY, Outcome.SKIPPED, Outcome.VOICEMAIL_LEFT):
        assert seat.desk.correct(replace(report, outcome=outcome)) == "ok"
    assert seat.office.sql("select attempts, message_left from pb.queue where id = 1") == [
        (1, True)
    ]
    assert seat.desk.correct(replace(report, outcome=Outcome.UNREACHABLE)) == "ok"
    assert seat.desk.correct(replace(report, outcome=Outcome.TECHNICAL)) == "ok"
    assert seat.office.sql(
        "select q.attempts, q.message_left, q.state, l.doubts"
        "  from pb.queue q join pb.line l on l.id = q.line_id where q.id = 1"
    ) == [(0, False, 0, 0)]
    assert seat.office.value("select count(*) from pb.skip") == 0


def test_every_version_of_a_call_is_kept(seat: Seat) -> None:
    report, _ = told(seat, Outcome.CONVERSATION, answers=(("plan", "yes", ""),))
    mended = replace(report, answers=(("plan", "no", ""),), note="s'est ravisée")
    assert seat.desk.correct(mended) == "ok"
    (mine,) = seat.desk.my_calls()
    assert mine.report == mended
    assert seat.office.sql("select version, body -> 'answers' ->> 0 from pb.call_version") == [
        (1, '["plan", "yes", ""]')
    ]
    assert seat.office.sql("select answer from pb.answer") == [("no",)]


def test_only_the_last_five_calls_can_be_corrected(seat: Seat) -> None:
    reports = [told(seat, Outcome.NO_ANSWER)[0] for _ in range(6)]
    with pytest.raises(KnownError, match="last five"):
        seat.desk.correct(replace(reports[0], outcome=Outcome.BUSY))
    assert seat.desk.correct(replace(reports[1], outcome=Outcome.BUSY)) == "ok"
    other = seat.office.desk(seat.folder, "Yacine")
    with pytest.raises(KnownError, match="last five"):
        other.correct(replace(reports[5], outcome=Outcome.BUSY))


def test_a_doubt_settled_late_counts_the_attempt_once(seat: Seat) -> None:
    _, report = seat.started()
    seat.office.sql("update pb.claim set due_at = now() - interval '1 second'")
    claim = seat.desk._claim
    seat.served()
    assert seat.office.sql("select state, attempts from pb.queue where id = 1") == [(4, 1)]
    # The next day came before the outcome: ready again, but nobody was served it.
    seat.office.sql("update pb.queue set state = 0, due_at = null where id = 1")
    seat.desk._claim = claim
    assert not seat.desk.finish(report, None).late
    assert seat.office.sql("select state, attempts from pb.queue where id = 1") == [(3, 1)]
    assert seat.desk.correct(replace(report, outcome=Outcome.TECHNICAL)) == "ok"
    assert seat.office.sql("select state, attempts from pb.queue where id = 1") == [(0, 0)]
