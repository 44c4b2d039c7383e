"""Which line a claim takes, and when it begins.

What has rested long enough is weighed with what is ready; whoever had one of its people on another
number, or ends the session, is waited for.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.pool import NullPool

from phonebank.domain.card import CallReport
from phonebank.domain.errors import SignedOut
from phonebank.domain.outcomes import Outcome
from tests.offices import SmallOffice

RESTED = """
    update pb.queue set state = 3, attempts = 1, due_at = now() - make_interval(days => :days)
     where id = any (:ids)
"""
WAITING = "select count(*) from pg_locks where not granted"
TOUCHING = """
    select count(*)
      from pb.claim a
      join pb.claim b on a.token < b.token
                     and tstzrange(a.claimed_at, a.ended_at) && tstzrange(b.claimed_at, b.ended_at)
"""


def test_a_claim_that_waits_for_one_of_its_people_begins_after_the_other_ended(
    office: SmallOffice, tmp_path: Path
) -> None:
    campaign = office.fill(2)
    office.sql(
        "insert into pb.line_person (line_id, person_id, source_id)"
        " select max(line_id), min(person_id), min(source_id) from pb.line_person"
    )
    first, second = office.desk(tmp_path, "Camille"), office.desk(tmp_path, "Nadia")
    held = first.next_line(campaign).claim
    assert held is not None
    engine = create_engine(office.url, poolclass=NullPool)
    with ThreadPoolExecutor(1) as pool, engine.connect() as hanging_up:
        of_this = {"token": held.token}
        hanging_up.execute(
            text("update pb.claim_person set live = false where claim_token = :token"), of_this
        )
        served = pool.submit(second.next_line, campaign)
        while not office.value(WAITING):
            assert not served.done()
        hanging_up.execute(
            text(
                "update pb.claim set ended_at = clock_timestamp(), end_reason = 'pause'"
                " where token = :token"
            ),
            of_this,
        )
        hanging_up.commit()
        other = served.result(60).claim
    assert other is not None
    assert office.value("select count(distinct line_id) from pb.claim") == 2
    assert office.value(TOUCHING) == 0


def test_a_claim_under_way_when_its_caller_signs_out_reserves_nothing(
    office: SmallOffice, tmp_path: Path
) -> None:
    """As after a stalled network: the request comes through when the person has left."""
    campaign = office.fill(2)
    camille = office.desk(tmp_path, "Camille")
    engine = create_engine(office.url, poolclass=NullPool)
    with ThreadPoolExecutor(1) as pool, engine.connect() as leaving:
        leaving.exec_driver_sql("select from pb.account for update")
        served = pool.submit(camille.next_line, campaign)
        while not office.value(WAITING):
            assert not served.done()
        leaving.exec_driver_sql("update pb.session set ended_at = clock_timestamp()")
        leaving.commit()
        with pytest.raises(SignedOut):
            served.result(60)
    assert office.value("select count(*) from pb.claim") == 0
    assert office.queue() == [0, 0]


def test_a_rested_line_is_served_at_once_where_it_outranks_all_that_is_ready(
    office: SmallOffice, tmp_path: Path
) -> None:
    campaign = office.fill(4)
    office.sql(RESTED, ids=[1, 2], days=1)
    office.sql("update pb.queue set score = score + 1000 where state = 3")
    desk = office.desk(tmp_path)
    assert desk.next_line(campaign).claim is not None
    assert office.queue() == [1, 3, 0, 0]
    assert office.sql("select why, queue_id from pb.claim") == [("retry", 1)]
    assert office.value("select rank = score - 200 from pb.queue where id = 1")


def test_a_rested_line_of_lower_rank_waits_its_turn_among_the_ready(
    office: SmallOffice, tmp_path: Path
) -> None:
    campaign = office.fill(4)
    office.sql(RESTED, ids=[3, 4], days=1)
    desk = office.desk(tmp_path)
    desk.next_line(campaign)
    assert office.queue() == [1, 0, 3, 3]
    started = desk.start_call()
    assert started.call_uuid is not None
    desk.finish(CallReport(started.call_uuid, Outcome.NO_ANSWER), campaign)
    assert office.queue() == [3, 1, 0, 0]  # the outcome brought both back


def test_of_two_rested_lines_and_none_ready_the_better_is_served(
    office: SmallOffice, tmp_path: Path
) -> None:
    campaign = office.fill(3)
    office.sql(RESTED, ids=[1, 2, 3], days=1)
    office.sql("update pb.queue set due_at = due_at - interval '1 hour' where id > 1")
    office.desk(tmp_path).next_line(campaign)
    assert office.queue() == [3, 1, 3]


def test_rested_lines_of_a_zone_that_sleeps_hide_none_of_those_awake(
    office: SmallOffice, tmp_path: Path
) -> None:
    campaign = office.fill(6)
    office.sql("insert into pb.lane (zone) values ('Pacific/Tahiti')")
    office.sql("insert into pb.campaign_lane select :c, max(id) from pb.lane", c=campaign)
    office.sql(RESTED, ids=[1, 2, 3, 4, 5, 6], days=1)
    office.sql(
        "update pb.queue set due_at = due_at - interval '1 hour',"
        " lane_id = (select max(id) from pb.lane) where id < 6"
    )
    office.sql("update pb.lane set language = 'ty' where zone = 'Pacific/Tahiti'")
    assert office.desk(tmp_path).next_line(campaign).claim is not None
    assert office.queue() == [3, 3, 3, 3, 3, 1]


def test_a_rested_line_that_was_tried_often_enough_is_closed_not_served(
    office: SmallOffice, tmp_path: Path
) -> None:
    campaign = office.fill(1, attempts=3)
    office.sql("update pb.queue set state = 3, due_at = now(), attempts = 3")
    served = office.desk(tmp_path).next_line(campaign)
    assert served.waiting is not None
    assert served.waiting.reason == "done"
    assert office.queue("done_why") == ["attempts"]
