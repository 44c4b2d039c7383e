"""One desk at work on a real database: the way of a call."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest

from phonebank.domain.card import CallReport
from phonebank.domain.errors import BadInput, KnownError, SignedOut
from phonebank.domain.outcomes import Outcome
from phonebank.office.steady import steady_seconds
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


def test_an_objection_gives_its_receipt_at_once_and_again_with_the_outcome(seat: Seat) -> None:
    _, report = seat.started()
    receipt = seat.desk.object_line()
    finished = seat.desk.finish(CallReport(report.call_uuid, Outcome.DO_NOT_CALL), None)
    assert finished.receipt == receipt != ""


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
    assert claim.gone_at - steady_seconds() < 60
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
    steady = steady_seconds()
    for claim in claims:
        assert claim is not None
        assert steady + (gone - now).total_seconds() - claim.gone_at >= 1
        assert steady + (due - now).total_seconds() - claim.keep_before >= 1


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
