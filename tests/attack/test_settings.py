"""Every setting a session may change, at its ends; and what a member may do to its group."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest

from tests.attack.conftest import supervisor_of
from tests.attack.intruder import Intruder
from tests.offices import SmallOffice

ALL = """
    select name, vartype, min_val, max_val, enumvals, setting
      from pg_settings
     where context = 'user' and not starts_with(name, 'default_transaction')
     order by name
"""
ODD = ("''", "'x'", "'pb, api'")


def ends(kind: str, least: str, most: str, words: list[str] | None, now: str) -> list[str]:
    """Values of a setting that it does not have already."""
    if kind == "bool":
        return ["off" if now == "on" else "on"]
    if kind == "enum":
        return [f"'{word}'" for word in words or () if word != now]
    return [least, most] if kind in {"integer", "real"} else list(ODD)


def looked_too_soon(desk: Intruder, token: str) -> tuple[Any, ...]:
    """A line claimed, opened and rung within one transaction, which is taken back."""
    desk.connection.execute(b"begin")
    claim = desk.claim(token)
    met = (
        claim["status"],
        desk.ask("select api.open_card(%s, %s) ->> 'status'", token, claim["claim"]),
        desk.ask("select api.number(%s, %s)", token, claim["claim"]),
    )
    desk.connection.rollback()
    return met


def carried(desk: Intruder, token: str) -> tuple[Any, ...]:
    """A call to its end."""
    claim, call = desk.claim(token), uuid4()
    start = "select api.start_call(%s, %s, %s) ->> 'status'"
    told = "select api.finish_call(%s, %s, %s, '{\"outcome\": \"technical\"}') ->> 'status'"
    return (
        desk.ask(start, token, claim["claim"], call),
        desk.ask(told, claim["claim"], call, claim["fence"]),
    )


def test_no_setting_there_is_changes_what_a_call_comes_to(desk: Intruder) -> None:
    token = desk.sign_in(desk.office.caller("Camille"))
    known = desk.connection.execute(ALL.encode()).fetchall()
    assert {"plpgsql.extra_errors", "plpgsql.print_strict_params"} <= {row[0] for row in known}
    tried = 0
    for name, *about in known:
        for value in ends(*about):
            if desk.attempt(f"set {name} = {value}").sqlstate:
                continue
            tried += 1
            assert looked_too_soon(desk, token) == ("claimed", "gone", None), (name, value)
            assert carried(desk, token) == ("started", "ok"), (name, value)
            desk.connection.execute(b"reset all")
            assert desk.secrets_heard() == [], (name, value)
    assert tried > 150


def test_every_setting_that_tells_more_of_an_error_tells_no_row(desk: Intruder) -> None:
    """What PL/pgSQL would print of its own variables, were a query to find too much."""
    token = desk.sign_in(desk.office.caller("Camille"))
    for setting in (
        "set plpgsql.print_strict_params = on",
        "set plpgsql.extra_errors = 'all'",
        "set plpgsql.extra_warnings = 'all'",
        "set client_min_messages = debug5",
    ):
        assert desk.attempt(setting).sqlstate == ""
    for statement in (
        f"select api.search('{token}', '+33639900001', null, null)",
        f"select api.claim_found('{token}', gen_random_uuid(), '+33639900001', null, null, 1, 1)",
        f"select api.claim('{token}', {desk.office.campaign})",
        "select api.park(gen_random_uuid(), gen_random_uuid(), '{\"person_id\": 1}', 'x')",
        f"select api.my_calls('{token}')",
        f"select api.campaigns('{token}')",
        "select api.sign_in(1, '000000')",
    ):
        answer = desk.attempt(statement)
        assert answer.sqlstate == "", (statement, answer.error)
    assert desk.secrets_heard() == []


RIGHTS = """
    select count(*)
      from pg_proc p join pg_namespace n on n.oid = p.pronamespace
     where n.nspname in ('api', 'room') and has_schema_privilege(:g, n.oid, 'usage')
       and has_function_privilege(:g, p.oid, 'execute')
       and has_database_privilege(:g, current_database(), 'connect')
"""


@pytest.mark.parametrize("group", ["pb_desk", "pb_supervisor"])
def test_a_member_takes_no_right_from_its_group_and_lends_it_none(
    marked: SmallOffice, group: str
) -> None:
    role = marked.desk_role() if group == "pb_desk" else supervisor_of(marked)
    schema = "api" if group == "pb_desk" else "room"
    before = marked.value(RIGHTS, g=group)
    assert before > 10
    with Intruder(marked, role) as member:
        for statements in (
            (f"drop owned by {group}",),
            (f"drop owned by {group} cascade",),
            (f"set role {group}", "drop owned by current_user"),
            (f"revoke all on all functions in schema {schema} from {group}",),
            (f"set role {group}", f"revoke usage on schema {schema} from {group} cascade"),
            (f"set role {group}", "alter role current_user set statement_timeout = 1"),
            (f"set role {group}", "alter role current_user password 'x'"),
            (f"alter default privileges for role {group} grant all on tables to public",),
            (f"reassign owned by {group} to current_user",),
        ):
            member.attempt(*statements)
            member.connection.execute(b"discard all")
        for refused in (
            f"grant {group} to pb_join",
            f'grant "{role}" to pb_owner',
            f'grant "{role}" to {group}',
            f"set role {group}; alter role current_user login",
            f"alter role {group} login",
            f"alter role {group} connection limit 100",
        ):
            assert member.attempt(refused).sqlstate in {"42501", "0LP01"}, refused
            member.connection.execute(b"discard all")
        assert member.secrets_heard() == []
    assert marked.value(RIGHTS, g=group) == before
    assert marked.value("select rolcanlogin from pg_roles where rolname = :g", g=group) is False
    with Intruder(marked, role) as again:
        assert again.ask("show statement_timeout") == "0"
    marked.sql(f"alter role {group} password null")
    marked.sql(f"alter role {group} reset all")
