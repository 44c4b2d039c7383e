"""The rehearsal of the room, and the queue's measurements in short: they report, the rules hold."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy import URL

from phonebank.commands.simulate import _lines
from phonebank.rehearsal.room import Rehearsal
from phonebank.rehearsal.times import spread, times_of
from phonebank.store.invariants import Violations, violations
from tests.e2e.terminal import run, say
from tests.offices import SmallOffice
from tests.store.test_call_protocol import Caller

NONE = Violations(0, 0, 0, 0, 0)
SOUND = {
    "lines_held_twice": 0,
    "people_held_twice": 0,
    "callers_with_two_lines": 0,
    "outcomes_not_stored_once": 0,
    "calls_nobody_told": 0,
}


@pytest.fixture(scope="module")
def practice(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("home")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PHONEBANK_HOME", str(home))
        from phonebank.practice.office import open_practice

        open_practice(voters=500).close()
    return home


def test_callers_in_processes_of_their_own_work_the_queue_and_every_rule_holds(
    practice: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PHONEBANK_HOME", str(practice))
    made = say("simulate", "--callers", "2", "--minutes", "0.03", "--flat-out")
    assert made["calls"] > 0
    assert made["violations"] == SOUND
    assert made["undelivered"] == 0
    assert made["troubles"] == []
    assert set(made["steps"]) == {"claim", "open", "start", "finish"}
    assert made["steps"]["start"]["count"] >= made["calls"]
    left = say("simulate", "--callers", "1", "--minutes", "0.01", "--flat-out")
    assert left["troubles"] == []


def test_ctrl_c_ends_a_rehearsal_and_gives_every_line_back(practice: Path) -> None:
    room = subprocess.Popen(
        [
            sys.executable, "-c", "from phonebank.cli import main; main()",
            "simulate", "--callers", "2", "--minutes", "5", "--pace", "60", "--json",
        ],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, "PHONEBANK_HOME": str(practice), "PYTHONPATH": str(Path.cwd())},
        start_new_session=True,
    )  # fmt: skip
    from phonebank.office.locks import count_held

    seats = practice / "offices" / "practice" / "seats"
    while count_held(seats, "seat") < 2:
        assert room.poll() is None, room.stderr
    os.killpg(room.pid, signal.SIGINT)
    out, err = room.communicate(timeout=60)
    assert room.returncode == 0, err.decode()
    assert b'"stopped": true' in out
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PHONEBANK_HOME", str(practice))
        from phonebank.office.office import open_office
        from phonebank.store.campaigns import CampaignStore
        from phonebank.store.owner import OwnerStore

        with open_office() as office, OwnerStore(office.owner_url) as owner:
            assert CampaignStore(owner).all()[0].claimed == 0
            assert not [row for row in owner.accounts() if row[1].startswith("Répétition")]


def test_a_real_office_is_never_rehearsed_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from phonebank.domain.errors import BadInput
    from phonebank.office.card import OfficeCard
    from phonebank.office.office import Office
    from phonebank.rehearsal.room import Wish, rehearse

    real = Office(OfficeCard("Vrai", practice=False, created="", ready=True), None, URL.create("x"))
    with pytest.raises(BadInput, match="real people's"):
        rehearse(real, Wish(1, 1, 0, 1))


def test_more_callers_than_the_database_has_connections_for_are_refused_in_words(
    practice: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PHONEBANK_HOME", str(practice))
    code, _, words = run("simulate", "--callers", "150", "--minutes", "1")
    assert code == 2
    assert "ask for" in words


def test_the_queue_bench_in_short_reports_every_key(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PHONEBANK_HOME", str(tmp_path))
    facts = say("bench", "queue", "--quick")
    assert set(facts) == {"machine", "quick", "cycle", "claim", "crowd", "bars"}
    assert {each["way"] for each in facts["cycle"]["clients"]} == {"gateway", "desk"}
    assert all(each["round_trips"] == 3 for each in facts["cycle"]["clients"])
    assert facts["cycle"]["violations"] == SOUND
    assert facts["crowd"]["violations"] == SOUND
    assert facts["crowd"]["failed"] == 0
    assert [each["rows"] for each in facts["claim"]] == [500, 1000]
    assert facts["bars"]["nothing_held_twice"]
    assert not (tmp_path / "state.toml").exists()


@pytest.mark.parametrize("sizes", ["many", "10", "100,5000000000"])
def test_a_size_that_cannot_be_measured_is_refused(sizes: str) -> None:
    assert run("bench", "queue", "--rows", sizes)[0] == 2


def test_two_overlapping_claims_of_a_line_are_seen(office: SmallOffice) -> None:
    office.fill(3)
    since = datetime.now(UTC) - timedelta(hours=1)
    for name in ("Camille", "Yacine"):
        Caller(office, name).claim()
    assert violations(office.owner, since) == NONE
    office.sql("drop index pb.claim_one_a_line; drop index pb.claim_one_a_person")
    office.sql("update pb.claim set line_id = (select min(line_id) from pb.claim)")
    office.sql(
        "update pb.claim_person set person_id = (select min(person_id) from pb.claim_person)"
    )
    seen = violations(office.owner, since)
    assert (seen.lines_held_twice, seen.people_held_twice, seen.callers_with_two_lines) == (1, 1, 0)


def test_an_outcome_lost_or_told_otherwise_is_seen(office: SmallOffice) -> None:
    office.fill(3)
    since = datetime.now(UTC) - timedelta(hours=1)
    caller = Caller(office)
    claim = caller.claim()
    call = caller.start(claim)
    caller.finish(claim, call)
    assert violations(office.owner, since, {call: "no_answer"}) == NONE
    assert violations(office.owner, since, {call: "busy"}).outcomes_not_stored_once == 1
    lost = UUID(int=7)
    seen = violations(office.owner, since, {call: "no_answer", lost: "busy"})
    assert seen.outcomes_not_stored_once == 1
    office.sql("update pb.claim set ended_at = clock_timestamp() where ended_at is null")
    second = caller.claim()
    caller.finish(second, caller.start(second))
    assert violations(office.owner, since, {call: "no_answer"}).calls_nobody_told == 1


def test_percentiles_are_times_that_were_measured() -> None:
    times = times_of(number / 1000 for number in range(1, 101))
    assert (times.count, times.p50, times.p99) == (100, 51.0, 99.0)
    assert times_of([]).count == 0
    assert spread([10.0, 11.0, 12.0]) == pytest.approx(2 / 11)
    assert spread([]) == 0


def test_a_step_nobody_took_is_given_no_time() -> None:
    made = Rehearsal(1, steps={"claim": times_of([0.002]), "finish": times_of([])})
    told = "\n".join(_lines(made))
    assert "claim: p50 2.0 ms" in told
    assert "finish" not in told
