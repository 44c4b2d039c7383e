"""The desk's functions, called in every wrong way: nothing is revealed before it is written."""

from __future__ import annotations

from uuid import uuid4

import psycopg
import pytest
from psycopg import sql

from tests.attack.intruder import MARK, Intruder
from tests.offices import PIN, SmallOffice

TRICKS = ("begin", "savepoint", "nested savepoint")


def signed_in(desk: Intruder, name: str = "Camille") -> tuple[int, str]:
    account = desk.office.caller(name)
    return account, desk.sign_in(account)


def number_of(office: SmallOffice, claim: str) -> str:
    return str(
        office.value(
            "select l.e164 from pb.claim c join pb.line l on l.id = c.line_id"
            " where c.token = cast(:c as uuid)",
            c=claim,
        )
    )


def test_the_tape_does_hear_what_a_card_and_a_number_say(desk: Intruder) -> None:
    _, token = signed_in(desk)
    claim = desk.claim(token)["claim"]
    assert desk.secrets_heard() == []
    desk.ask("select api.open_card(%s, %s)", token, claim)
    assert MARK in desk.secrets_heard()
    desk.ask("select api.start_call(%s, %s, %s)", token, claim, uuid4())
    number = desk.ask("select api.number(%s, %s)", token, claim)
    assert number in desk.secrets_heard()


@pytest.mark.parametrize("trick", TRICKS)
def test_a_line_claimed_in_this_transaction_shows_nobody(desk: Intruder, trick: str) -> None:
    office = desk.office
    _, token = signed_in(desk)
    desk.connection.execute(b"begin")
    for level in range(TRICKS.index(trick)):
        desk.connection.execute(f"savepoint s{level}".encode())
    claim = desk.claim(token)["claim"]
    call = uuid4()
    assert desk.ask("select api.open_card(%s, %s) ->> 'status'", token, claim) == "gone"
    assert desk.ask("select api.start_call(%s, %s, %s) ->> 'status'", token, claim, call) == "gone"
    assert desk.ask("select api.number(%s, %s)", token, claim) is None
    told = "select api.finish_call(%s, %s, 1, '{\"outcome\": \"technical\"}') ->> 'status'"
    assert desk.ask(told, claim, call) == "ok"
    assert desk.ask("select api.my_calls(%s)", token) == []
    desk.connection.rollback()
    assert office.value("select count(*) from pb.claim") == 0
    assert desk.secrets_heard() == []


def test_a_call_started_in_this_transaction_has_no_number(desk: Intruder) -> None:
    _, token = signed_in(desk)
    claim = desk.claim(token)["claim"]
    for opening in ("begin", "begin; savepoint a"):
        desk.connection.execute(opening.encode())
        started = desk.ask("select api.start_call(%s, %s, %s)", token, claim, uuid4())
        assert started["status"] == "started"
        assert desk.ask("select api.number(%s, %s)", token, claim) is None
        desk.connection.rollback()
    assert desk.secrets_heard() == []


def test_a_guess_rolled_back_is_answered_by_no_trace_of_it(desk: Intruder) -> None:
    """Right or wrong: as many rows written, as many bytes, the same wait."""
    account = desk.office.caller("Camille")
    written: dict[str, list[tuple[int, int]]] = {PIN: [], "999999": []}
    for turn in range(6):
        pin = (PIN, "999999")[turn % 2]
        desk.connection.execute(b"begin")
        plan = desk.ask(
            "explain (analyze, wal, timing off, summary off, costs off, format json)"
            " select api.sign_in(%s, %s)",
            account,
            pin,
        )
        facts = plan[0]["Plan"]
        written[pin].append((facts["WAL Records"], facts["WAL Bytes"]))
        asked = "select api.sign_in(%s, '111111') ->> 'status'"
        met = [desk.ask(asked, account) for _ in range(4)]
        assert met == ["asked", "asked", "wait", "wait"]
        desk.connection.rollback()
    # Pages whole or tidied now and then are only ever more; the least is what the guess writes.
    assert min(written[PIN]) == min(written["999999"])
    failures = "select pin_failures from pb.desk where role_name = :r"
    assert desk.office.value(failures, r=desk.role) == 0


def test_the_answer_to_a_guess_waits_for_its_commit_and_belongs_to_its_desk(
    desk: Intruder,
) -> None:
    account = desk.office.caller("Camille")
    desk.connection.execute(b"begin")
    check = desk.ask("select api.sign_in(%s, %s) ->> 'check'", account, PIN)
    assert desk.ask("select api.sign_in_result(%s) ->> 'status'", check) == "unknown"
    desk.connection.execute(b"commit")
    with Intruder(desk.office, desk.office.desk_role("Autre")) as other:
        assert other.ask("select api.sign_in_result(%s) ->> 'status'", check) == "unknown"
    assert desk.ask("select api.sign_in_result(%s) ->> 'status'", check) == "ok"
    assert desk.ask("select api.sign_in_result(%s) ->> 'status'", check) == "unknown"


def test_a_thousand_guesses_on_four_connections_are_a_handful(desk: Intruder) -> None:
    account = desk.office.caller("Camille")
    asked = 0
    with (
        Intruder(desk.office, desk.role) as second,
        Intruder(desk.office, desk.role) as third,
        Intruder(desk.office, desk.role) as fourth,
    ):
        for turn in range(24):
            at = (desk, second, third, fourth)[turn % 4]
            asked += at.ask("select api.sign_in(%s, %s) ->> 'status'", account, "000000") == "asked"
        with pytest.raises(psycopg.OperationalError, match="too many connections"):
            psycopg.connect(
                dbname=desk.office.url.database,
                host=str(desk.office.url.query["host"]),
                user=desk.role,
            )
    assert asked <= 5


def test_another_desks_session_and_another_callers_claim_are_worth_nothing(desk: Intruder) -> None:
    office = desk.office
    _, token = signed_in(desk)
    claim = desk.claim(token)["claim"]
    other_account = office.caller("Dominique")
    desk.secrets_heard()
    with Intruder(office, office.desk_role("Autre")) as other:
        for statement in (
            "select api.claim(%s, 1)",
            "select api.held(%s)",
            "select api.my_calls(%s)",
            "select api.campaigns(%s)",
            "select api.script(%s, 1)",
        ):
            answer = other.ask(statement, token)
            assert answer in ({"status": "session"}, {"status": "none"}, [], None), statement
        mine = other.sign_in(other_account)
        assert other.ask("select api.open_card(%s, %s) ->> 'status'", mine, claim) == "gone"
        started = "select api.start_call(%s, %s, %s) ->> 'status'"
        assert other.ask(started, mine, claim, uuid4()) == "gone"
        assert other.ask("select api.number(%s, %s)", mine, claim) is None
        assert other.ask("select api.keep(%s, %s) ->> 'status'", mine, claim) == "gone"
        released = "select api.release(%s, %s, 'known') ->> 'status'"
        assert other.ask(released, mine, claim) == "gone"
        told = "select api.finish_call(%s, %s, 1, '{\"outcome\": \"technical\"}') ->> 'status'"
        assert other.ask(told, uuid4(), uuid4()) == "unknown"
        assert other.ask("select api.object_line(%s) ->> 'status'", uuid4()) == "unknown"
        assert other.secrets_heard() == []


def test_a_call_is_told_once_and_its_uuid_belongs_to_its_claim(desk: Intruder) -> None:
    office = desk.office
    _, token = signed_in(desk)
    first = desk.claim(token)
    call = uuid4()
    desk.ask("select api.start_call(%s, %s, %s)", token, first["claim"], call)
    told = "select api.finish_call(%s, %s, %s, %s::jsonb) ->> 'status'"
    busy, other = '{"outcome": "busy"}', '{"outcome": "no_answer"}'
    assert desk.ask(told, first["claim"], call, first["fence"], busy) == "ok"
    assert desk.ask(told, first["claim"], call, first["fence"], busy) == "ok"
    assert desk.ask(told, first["claim"], call, first["fence"], other) == "conflict"
    assert desk.ask(told, first["claim"], uuid4(), first["fence"], busy) == "not_started"
    second = desk.claim(token)
    assert desk.ask(told, second["claim"], call, second["fence"], busy) == "conflict"
    started = "select api.start_call(%s, %s, %s) ->> 'status'"
    assert desk.ask(started, token, second["claim"], call) == "conflict"
    assert office.value("select count(*) from pb.call") == 1


def test_an_undialled_line_is_told_of_once(desk: Intruder) -> None:
    _, token = signed_in(desk)
    claim = desk.claim(token)
    told = "select api.finish_call(%s, %s, %s, '{\"outcome\": \"technical\"}') ->> 'status'"
    answers = [desk.ask(told, claim["claim"], uuid4(), claim["fence"]) for _ in range(4)]
    assert answers == ["ok", "not_started", "not_started", "not_started"]
    assert desk.office.value("select count(*) from pb.call") == 1


HOSTILE = [
    "null", "[]", "3", '"x"', "{}", "[" * 200 + "]" * 200,
    '{"outcome": null}', '{"outcome": ["busy"]}', '{"outcome": "busy", "seconds": "9e9"}',
    '{"outcome": "busy", "seconds": -1}', '{"outcome": "busy", "seconds": "1 day"}',
    '{"outcome": "conversation", "person_id": 999999999999999999}',
    '{"outcome": "conversation", "person_id": "1e3"}',
    '{"outcome": "conversation", "person_id": -1}',
    '{"outcome": "conversation", "person_id": "99999999999999999999999"}',
    '{"outcome": "busy", "script_version": 99999999999}',
    '{"outcome": "busy", "answers": [[1, 2, 3]]}', '{"outcome": "busy", "answers": {}}',
    '{"outcome": "busy", "language": "\\u202efr"}', '{"outcome": "busy", "hint": "noon"}',
    '{"outcome": "callback", "callback_at": "infinity"}',
    '{"outcome": "callback", "callback_at": "2026-99-99T99:99Z"}',
    '{"outcome": "callback", "callback_at": "294277-01-01T00:00Z"}',
    '{"outcome": "busy", "note": "' + "x" * 3000 + '"}',
    '{"outcome": "busy", "note": "' + "x" * 60_000 + '"}',
    '{"outcome": "busy", "seconds": 1e131071}',
    '{"outcome": "busy", "answers": [' + ", ".join(["1e9999"] * 200) + "]}",
    '{"outcome": "busy", "x": ' + '{"x": ' * 900 + "1" + "}" * 900 + ', "note": 1e9999}',
    '{"outcome": "busy", "answers": [["' + "q" * 81 + '", "a", "w"]]}',
]  # fmt: skip


def test_hostile_bodies_get_a_status_and_print_no_row(desk: Intruder) -> None:
    _, token = signed_in(desk)
    claim, call = desk.claim(token), uuid4()
    desk.ask("select api.start_call(%s, %s, %s)", token, claim["claim"], call)
    told = "select api.finish_call(%s, %s, %s, %s::jsonb)"
    for body in HOSTILE:
        answer = desk.ask(told, claim["claim"], call, claim["fence"], body)
        assert answer["status"] == "invalid", body[:80]
    for body in ("{", '{"note": "\\u0000"}', "[" * 100_000):
        with pytest.raises(psycopg.Error):
            desk.ask(told, claim["claim"], call, claim["fence"], body)
    with pytest.raises(psycopg.Error):
        desk.ask("select api.claim(%s, 99999999999)", token)
    with pytest.raises(psycopg.Error):
        desk.ask("select api.open_card(%s, 'no uuid')", token)
    assert desk.secrets_heard() == []


NOTHINGS = (
    "select api.sign_in(null, null)",
    "select api.sign_in_result(null)",
    "select api.unlock(null, null)",
    "select api.unlock_result(null, null)",
    "select api.accept_charter(null, null)",
    "select api.claim(null, null)",
    "select api.open_card(null, null)",
    "select api.start_call(null, null, null)",
    "select api.finish_call(null, null, null, null)",
    "select api.finish_and_claim(null, null, null, null, null, null)",
    "select api.keep(null, null)",
    "select api.release(null, null, null)",
    "select api.object_line(null)",
    "select api.correct_call(null, null, null)",
    "select api.park(null, null, null, null)",
    "select api.search(null, null, null, null)",
    "select api.search_result(null, null, null, null, null)",
    "select api.claim_found(null, null, null, null, null, null, null)",
    "select api.held(null)",
    "select api.sign_out(null)",
    "select api.renew_desk(null)",
)


def test_nothing_asked_is_a_status_too(desk: Intruder) -> None:
    _, token = signed_in(desk)
    for statement in NOTHINGS:
        answer = desk.ask(statement)
        assert isinstance(answer, dict), statement
        assert answer["status"] != "error", statement
    for statement in ("select api.claim(%s, null)", "select api.search(%s, null, null, null)"):
        assert isinstance(desk.ask(statement, token), dict), statement
    assert desk.secrets_heard() == []


SETTINGS = (
    "set search_path = pg_temp, api, pg_catalog",
    "set debug_print_parse = on",
    "set debug_print_rewritten = on",
    "set debug_print_plan = on",
    "set client_min_messages = debug5",
    "set plan_cache_mode = force_custom_plan",
    "set standard_conforming_strings = off",
    "set transform_null_equals = on",
    "set timezone = 'Pacific/Kiritimati'",
    "set datestyle = 'sql, dmy'",
    "set intervalstyle = 'sql_standard'",
    "set lc_numeric = 'C'",
    "set array_nulls = off",
    "set bytea_output = escape",
    "set extra_float_digits = -15",
    "set row_security = off",
    "set jit = off",
    "set enable_indexscan = off",
)


def test_no_setting_changes_what_the_functions_say_or_print(desk: Intruder) -> None:
    office = desk.office
    _, token = signed_in(desk)
    for setting in SETTINGS:
        desk.connection.execute(setting.encode())
    claim, call = desk.claim(token), uuid4()
    started = desk.ask("select api.start_call(%s, %s, %s)", token, claim["claim"], call)
    assert started["status"] == "started"
    told = "select api.finish_call(%s, %s, %s, %s::jsonb)"
    bad = '{"outcome": "busy", "seconds": "ddd"}'
    assert desk.ask(told, claim["claim"], call, claim["fence"], bad)["field"] == "seconds"
    good = '{"outcome": "callback", "callback_at": "%s"}' % office.value(  # noqa: UP031
        "select to_char(now() + interval '1 day', 'YYYY-MM-DD\"T\"HH24:MI\"Z\"')"
    )
    assert desk.ask(told, claim["claim"], call, claim["fence"], good)["status"] == "ok"
    assert desk.secrets_heard() == []


def test_durability_is_not_the_desks_to_give_away(desk: Intruder) -> None:
    desk.connection.execute(b"set synchronous_commit = off")
    _, token = signed_in(desk)
    with desk.connection.transaction():
        desk.claim(token)
        assert desk.ask("show synchronous_commit") == "on"


@pytest.mark.parametrize("level", ["repeatable read", "serializable"])
def test_a_stale_snapshot_is_refused_everywhere(desk: Intruder, level: str) -> None:
    account, token = signed_in(desk)
    claim = desk.claim(token)["claim"]
    desk.ask("select api.start_call(%s, %s, %s)", token, claim, uuid4())
    desk.connection.execute(
        sql.SQL("set default_transaction_isolation = {}").format(sql.Literal(level))
    )
    for statement, values in (
        ("select api.claim(%s, 1)", (token,)),
        ("select api.open_card(%s, %s)", (token, claim)),
        ("select api.start_call(%s, %s, %s)", (token, claim, uuid4())),
        ("select api.keep(%s, %s)", (token, claim)),
        ("select api.release(%s, %s, 'known')", (token, claim)),
        ("select api.sign_in(%s, %s)", (account, PIN)),
        ("select api.search(%s, '+33639980001', null, null)", (token,)),
        ("select api.object_line(%s)", (claim,)),
        ("select api.reap_idle()", ()),
    ):
        assert desk.ask(statement, *values) == {"status": "isolation"}, statement
    assert desk.ask("select api.number(%s, %s)", token, claim) is None
    assert desk.secrets_heard() == []


def test_plans_cursors_prepared_statements_and_views_say_no_more_than_the_answer(
    desk: Intruder,
) -> None:
    _, token = signed_in(desk)
    claim = desk.claim(token)["claim"]
    desk.ask("select api.start_call(%s, %s, %s)", token, claim, uuid4())
    desk.secrets_heard()
    quoted = sql.Literal(token).as_string(desk.connection)
    for statement in (
        f"explain (verbose) select api.open_card({quoted}, '{claim}')",
        f"explain (analyze, verbose, buffers, wal) select api.open_card({quoted}, '{claim}')",
        f"explain (analyze, verbose, settings) select api.number({quoted}, '{claim}')",
        f"prepare card (text) as select api.open_card($1, '{claim}')",
        f"explain (analyze, verbose) execute card ({quoted})",
        "select * from pg_prepared_statements",
        f"explain (analyze) declare held cursor for select api.number({quoted}, '{claim}')",
    ):
        desk.connection.execute(statement.encode())
    assert desk.secrets_heard() == []


def test_sequences_tell_nothing_after_a_claim(desk: Intruder) -> None:
    _, token = signed_in(desk)
    desk.claim(token)
    for statement in ("select lastval()", "select currval('pb.fence')"):
        assert desk.attempt(statement).sqlstate in {"42501", "55000"}, statement


def test_a_revoked_desk_is_nobody_on_the_connection_it_has(desk: Intruder) -> None:
    _, token = signed_in(desk)
    claim = desk.claim(token)["claim"]
    desk.office.sql("update pb.desk set active = false where role_name = :r", r=desk.role)
    assert desk.ask("select api.office()") is None
    assert desk.ask("select api.accounts()") == []
    assert desk.ask("select api.claim(%s, 1)", token) == {"status": "session"}
    assert desk.ask("select api.open_card(%s, %s)", token, claim) == {"status": "session"}
    assert desk.ask("select api.object_line(%s)", claim) == {"status": "revoked"}
    assert desk.ask("select api.reap_idle()") == {"status": "revoked"}
    assert desk.ask("select api.park(%s, %s, '{}', '')", claim, uuid4()) == {"status": "revoked"}
    assert desk.secrets_heard() == []


def test_a_role_lent_by_another_desk_lends_no_session(desk: Intruder) -> None:
    office = desk.office
    _, token = signed_in(desk)
    with Intruder(office, office.desk_role("Autre")) as other:
        # Late versions of 15 refuse it; where it is granted it is worth nothing.
        if not desk.attempt(f"grant {desk.role} to {other.role}").sqlstate:
            other.connection.execute(f"set role {desk.role}".encode())
        assert other.ask("select api.held(%s)", token) == {"status": "none"}
        assert other.ask("select api.claim(%s, 1)", token) == {"status": "session"}
        assert other.secrets_heard() == []
