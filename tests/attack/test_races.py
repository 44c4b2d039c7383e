"""Two at the same step, and steps cut off anywhere: nothing is shown or kept twice or by halves."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import psycopg
import pytest

from phonebank.store.invariants import violations
from tests.attack.intruder import Intruder
from tests.offices import PIN

CONNECTIONS = 4


def at_once(desk: Intruder, statement: str, *each: tuple[object, ...]) -> list[Any]:
    """The answers of a statement asked on several connections of the desk at the same time."""
    others = [Intruder(desk.office, desk.role) for _ in each[1:]]
    try:
        with ThreadPoolExecutor(len(each)) as pool:
            pairs = zip([desk, *others], each, strict=True)
            return list(pool.map(lambda pair: pair[0].ask(statement, *pair[1]), pairs))
    finally:
        for other in others:
            other.close()


def test_one_message_of_two_statements_is_one_transaction(desk: Intruder) -> None:
    """The simple protocol runs `a; b` in one: what `a` asked for is not committed for `b`."""
    token = desk.sign_in(desk.office.caller("Camille"))
    batch = (
        f"select api.claim('{token}', {desk.office.campaign});"
        f"select api.open_card('{token}', (api.held('{token}') ->> 'claim')::uuid)"
    )
    answer = desk.connection.pgconn.exec_(batch.encode()).get_value(0, 0)
    assert json.loads(answer or b"{}") == {"status": "gone"}
    claim = desk.ask("select api.held(%s) ->> 'claim'", token)
    assert desk.secrets_heard() == []
    start = f"select api.start_call('{token}', '{claim}', '{uuid4()}');"
    number = f"select api.number('{token}', '{claim}')"
    result = desk.connection.pgconn.exec_((start + number).encode())
    assert result.get_value(0, 0) is None
    assert desk.secrets_heard() == []


def test_a_pipeline_without_a_sync_between_is_one_transaction_too(desk: Intruder) -> None:
    token = desk.sign_in(desk.office.caller("Camille"))
    claim = desk.claim(token)["claim"]
    with desk.connection.pipeline():
        started = desk.connection.execute(
            "select api.start_call(%s, %s, %s) ->> 'status'", (token, claim, uuid4())
        )
        number = desk.connection.execute("select api.number(%s, %s)", (token, claim))
    assert started.fetchone() == ("started",)
    assert number.fetchone() == (None,)
    assert desk.secrets_heard() == []


def test_a_statement_that_asks_and_looks_at_once_is_shown_nothing(desk: Intruder) -> None:
    token = desk.sign_in(desk.office.caller("Camille"))
    both = "select api.open_card(%s, (api.claim(%s, %s) ->> 'claim')::uuid) ->> 'status'"
    assert desk.ask(both, token, token, desk.office.campaign) == "gone"
    claim = desk.ask("select api.held(%s) ->> 'claim'", token)
    chain = (
        "with s as materialized (select api.start_call(%s, %s, %s) as a)"
        " select api.number(%s, %s) from s where a is not null"
    )
    assert desk.ask(chain, token, claim, uuid4(), token, claim) is None
    assert desk.secrets_heard() == []


def test_a_right_pin_opens_one_session_however_often_its_answer_is_asked(desk: Intruder) -> None:
    account = desk.office.caller("Camille")
    check = desk.ask("select api.sign_in(%s, %s) ->> 'check'", account, PIN)
    result = "select api.sign_in_result(%s) ->> 'status'"
    met = at_once(desk, result, *[(check,)] * CONNECTIONS)
    assert sorted(met) == ["ok", *["unknown"] * (CONNECTIONS - 1)]
    live = "select count(*) from pb.session where ended_at is null"
    assert desk.office.value(live) == 1


def test_a_line_rings_once_although_call_is_pressed_four_times(desk: Intruder) -> None:
    token = desk.sign_in(desk.office.caller("Camille"))
    claim = desk.claim(token)["claim"]
    start = "select api.start_call(%s, %s, %s) ->> 'status'"
    met = at_once(desk, start, *[(token, claim, uuid4()) for _ in range(CONNECTIONS)])
    assert sorted(met) == [*["conflict"] * (CONNECTIONS - 1), "started"]
    assert desk.office.value("select count(*) from pb.call") == 1


def test_two_words_about_one_call_at_once_are_one_outcome(desk: Intruder) -> None:
    token = desk.sign_in(desk.office.caller("Camille"))
    claim, call = desk.claim(token), uuid4()
    desk.ask("select api.start_call(%s, %s, %s)", token, claim["claim"], call)
    told = "select api.finish_call(%s, %s, %s, %s::jsonb) ->> 'status'"
    bodies = ['{"outcome": "busy"}', '{"outcome": "no_answer"}'] * 2
    values = [(claim["claim"], call, claim["fence"], body) for body in bodies]
    met = at_once(desk, told, *values)
    assert sorted(met) == ["conflict", "conflict", "ok", "ok"]
    assert desk.office.value("select version from pb.call") == 1
    assert desk.office.value("select attempts from pb.queue where state = 3") == 1


def test_searches_and_lines_asked_at_once_stay_within_their_caps(desk: Intruder) -> None:
    office = desk.office
    token = desk.sign_in(office.caller("Camille"))
    office.sql("update pb.office set searches_an_hour = 2, skips_an_hour = 1")
    number = office.value("select min(e164) from pb.line")
    met = at_once(
        desk,
        "select api.search(%s, %s, null, null) ->> 'status'",
        *[(token, number)] * CONNECTIONS,
    )
    assert sorted(met) == ["asked", "asked", "cap", "cap"]
    claim = desk.claim(token)["claim"]
    skip = "select api.release(%s, %s, 'known') ->> 'status'"
    assert sorted(at_once(desk, skip, *[(token, claim)] * CONNECTIONS)).count("ok") == 1
    assert office.value("select hour_skips from pb.account where name = 'Camille'") == 1


@pytest.mark.parametrize("patience", ["statement_timeout", "lock_timeout"])
def test_steps_cut_off_anywhere_leave_nothing_by_halves(desk: Intruder, patience: str) -> None:
    """The desk's own time-outs, as short as they go, on four connections at once."""
    office = desk.office
    office.fill(40, name="Autre", round_code="M26T1")
    began = datetime.now(UTC) - timedelta(minutes=1)
    token = desk.sign_in(office.caller("Camille"))

    def work(number: int) -> dict[UUID, str]:
        told: dict[UUID, str] = {}
        with Intruder(office, desk.role) as own:
            for turn in range(20):
                own.connection.execute(f"set {patience} = {1 + (turn + number) % 7}".encode())
                call = uuid4()
                try:
                    claim = own.claim(token)
                    if claim["status"] not in {"claimed", "held"}:
                        continue
                    own.ask("select api.open_card(%s, %s)", token, claim["claim"])
                    own.ask("select api.start_call(%s, %s, %s)", token, claim["claim"], call)
                    body = '{"outcome": "busy", "note": "x"}'
                    done = own.ask(
                        "select api.finish_call(%s, %s, %s, %s::jsonb) ->> 'status'",
                        claim["claim"],
                        call,
                        claim["fence"],
                        body,
                    )
                    if done == "ok":
                        told[call] = "busy"
                except psycopg.errors.OperationalError:
                    continue
        return told

    with ThreadPoolExecutor(3) as pool:
        told = {call: word for each in pool.map(work, range(3)) for call, word in each.items()}
    broken = violations(office.owner, began, told)
    assert broken.lines_held_twice + broken.people_held_twice + broken.callers_with_two_lines == 0
    assert broken.outcomes_not_stored_once == 0
    no_call = "not exists (select from pb.call k where k.claim_token = c.token)"
    its_line = "q.id = c.queue_id and q.fence = c.fence and q.state = 1"
    no_line = f"not exists (select from pb.queue q where {its_line})"
    no_claim = "not exists (select from pb.claim c where c.queue_id = q.id and c.ended_at is null)"
    halves = (
        f"select count(*) from pb.claim c where c.started_at is not null and {no_call}",
        f"select count(*) from pb.claim c where c.ended_at is null and {no_line}",
        f"select count(*) from pb.queue q where q.state = 1 and {no_claim}",
        "select count(*) from pb.call k where k.outcome is not null and k.finished_at is null",
    )
    for half in halves:
        assert office.value(half) == 0, half
    counted = office.value("select hour_claims from pb.account where name = 'Camille'")
    assert counted == office.value("select count(*) from pb.claim")
