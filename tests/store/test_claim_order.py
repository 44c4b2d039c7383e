"""A claim begins when it may: after whoever had one of its people on another number hung up."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from sqlalchemy import create_engine, text
from sqlalchemy.pool import NullPool

from tests.offices import SmallOffice

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
