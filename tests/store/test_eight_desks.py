"""Eight client processes, one queue: nothing is held twice, told twice, lost or stuck."""

from __future__ import annotations

import json
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any

from tests.offices import SmallOffice

ROOT = Path(__file__).resolve().parents[2]
DESKS, LINES = 8, 500

HELD_TWICE = """
    with held as (
        select c.token, c.{what} as what, tstzrange(c.claimed_at, c.ended_at) as during
          from pb.claim c
    )
    select count(*) from held a join held b
        on a.what = b.what and a.token < b.token and a.during && b.during
"""
PERSON_HELD_TWICE = """
    with held as (
        select c.token, p.person_id as what, tstzrange(c.claimed_at, c.ended_at) as during
          from pb.claim c join pb.claim_person p on p.claim_token = c.token
    )
    select count(*) from held a join held b
        on a.what = b.what and a.token < b.token and a.during && b.during
"""


def share_people(office: SmallOffice) -> None:
    """Every tenth person can also be reached on the line after theirs."""
    office.sql(
        """
        insert into pb.line_person (line_id, person_id, source_id)
        select lp.line_id + 1, lp.person_id, lp.source_id from pb.line_person lp
         where lp.line_id % 10 = 0 and lp.line_id < :lines
        """,
        lines=LINES,
    )


def run_desks(office: SmallOffice, folder: Path) -> list[dict[str, Any]]:
    address = office.url.render_as_string(hide_password=False)
    running = []
    for seed in range(DESKS):
        account, role = office.caller(f"Voix {seed}"), office.desk_role()
        arguments = (address, role, account, office.campaign, seed, folder / str(seed))
        running.append(
            subprocess.Popen(
                [sys.executable, "-m", "tests.caller_process", *map(str, arguments)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                text=True,
                cwd=ROOT,
            )
        )
    for process in running:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
    for process in running:
        assert process.stdin is not None
        process.stdin.write("go\n")
        process.stdin.flush()
    told = [process.communicate(timeout=90)[0] for process in running]
    assert [process.returncode for process in running] == [0] * DESKS
    return [json.loads(words) for words in told]


def test_eight_desks_work_one_queue_and_nothing_is_ever_held_twice(
    office: SmallOffice, tmp_path: Path
) -> None:
    office.fill(LINES)
    share_people(office)
    told = run_desks(office, tmp_path)

    # Together, and to the end.
    assert {one["reason"] for one in told} == {"empty"}
    assert sum(bool(one["acknowledged"]) for one in told) == DESKS
    spans = "select min(claimed_at), max(ended_at) from pb.claim group by account_id"
    starts, ends = zip(*office.sql(spans), strict=True)
    assert max(starts) < min(ends)

    # Never held twice: the recorded spans of one line, caller or person do not touch.
    assert office.value("select count(*) from pb.claim") >= LINES
    for what in ("line_id", "account_id", "queue_id"):
        assert office.value(HELD_TWICE.format(what=what)) == 0, what
    assert office.value(PERSON_HELD_TWICE) == 0
    assert office.value("select count(distinct fence) = count(*) from pb.claim")

    # Every outcome acknowledged is stored once, as it was told, and no other is.
    said = Counter((uuid, outcome) for one in told for uuid, outcome in one["acknowledged"])
    calls = office.sql("select call_uuid, outcome from pb.call")
    stored = Counter((str(uuid), outcome) for uuid, outcome in calls)
    assert said == stored
    assert set(said.values()) == {1}
    assert office.value("select count(*) from pb.call where late or body is null") == 0
    assert [one["kept"] for one in told] == [0] * DESKS
    audited = "select count(*) from audit.entry where action = 'call_finished'"
    assert office.value(audited) == len(said)

    # Nothing is stuck: no live claim, no line ready or claimed, every state explained.
    assert office.value("select count(*) from pb.claim where ended_at is null") == 0
    assert office.value("select count(*) from pb.claim_person where live") == 0
    states = Counter(office.queue())
    assert set(states) <= {3, 9}
    assert sum(states.values()) == LINES
    attempts = office.value(
        "select count(*) from pb.call c cross join lateral pb.rule(c.outcome) r where r.attempt"
    )
    assert sum(office.queue("attempts")) == attempts
    # A line never called waits because somebody of it was being called on the line before.
    uncalled = office.sql(
        "select state, attempts from pb.queue q"
        " where not exists (select from pb.call c where c.queue_id = q.id)"
    )
    assert set(uncalled) <= {(3, 0)}
