"""A desk that holds things up is ended by the others; nobody waits for it meanwhile."""

from __future__ import annotations

from pathlib import Path
from uuid import uuid4

import psycopg
import pytest
from sqlalchemy import text

from phonebank.store import schema
from tests.attack.conftest import supervisor_of
from tests.attack.intruder import Intruder
from tests.offices import SmallOffice

REAPING = Path(schema.__file__).parent / "sql" / "reaping.sql"


def impatient(office: SmallOffice) -> None:
    """The same function with its thirty and sixty seconds set to none."""
    source = REAPING.read_text("utf-8")
    hasty = source.replace("'30 seconds'", "'0 seconds'").replace("'60 seconds'", "'0 seconds'")
    assert hasty.count("'0 seconds'") == 3
    with office.owner.engine.begin() as connection:
        connection.execute(text("set local role none"))
        connection.execute(text("set local role pb_reaper"))
        schema.run_script(connection, hasty)


def alive(intruder: Intruder) -> bool:
    try:
        intruder.connection.execute(b"select 1")
    except psycopg.OperationalError:
        return False
    return True


def test_a_transaction_left_open_is_ended_by_another_desk(marked: SmallOffice) -> None:
    impatient(marked)
    with (
        Intruder(marked, marked.desk_role()) as idle,
        Intruder(marked, supervisor_of(marked)) as supervisor,
        Intruder(marked, marked.desk_role("Calme")) as calm,
        Intruder(marked, marked.desk_role("Autre")) as other,
    ):
        idle.connection.execute(b"set idle_in_transaction_session_timeout = 0")
        idle.connection.execute(b"begin")
        idle.connection.execute(b"select 1")
        supervisor.connection.execute(b"begin")
        calm.connection.execute(b"listen office")
        assert other.ask("select api.reap_idle()") == {"status": "ok"}
        assert not alive(idle)
        assert not alive(supervisor)
        assert alive(calm)
        assert alive(other)


def test_who_has_only_begun_is_left_in_peace(marked: SmallOffice) -> None:
    with (
        Intruder(marked, marked.desk_role()) as busy,
        Intruder(marked, marked.desk_role("Autre")) as other,
    ):
        busy.connection.execute(b"begin")
        other.ask("select api.reap_idle()")
        assert alive(busy)
        busy.connection.rollback()


def test_a_supervisor_who_watches_ends_idlers_too(marked: SmallOffice) -> None:
    impatient(marked)
    with (
        Intruder(marked, marked.desk_role()) as idle,
        Intruder(marked, supervisor_of(marked)) as supervisor,
    ):
        idle.connection.execute(b"set idle_in_transaction_session_timeout = 0")
        idle.connection.execute(b"begin")
        idle.connection.execute(b"select 1")
        assert supervisor.ask("select count(*) from room.campaigns()") == 1
        assert not alive(idle)


@pytest.mark.parametrize("how", ["keep", "campaigns"])
def test_a_desk_at_work_ends_idlers_without_being_asked(marked: SmallOffice, how: str) -> None:
    impatient(marked)
    with (
        Intruder(marked, marked.desk_role()) as idle,
        Intruder(marked, marked.desk_role("Autre")) as other,
    ):
        token = other.sign_in(marked.caller("Camille"))
        claim = other.claim(token)["claim"]
        idle.connection.execute(b"begin")
        if how == "keep":
            other.ask("select api.keep(%s, %s)", token, claim)
        else:
            other.ask("select api.campaigns(%s)", token)
        assert not alive(idle)


def test_an_open_transaction_holding_a_line_keeps_nobody_waiting(marked: SmallOffice) -> None:
    with (
        Intruder(marked, marked.desk_role()) as holder,
        Intruder(marked, marked.desk_role("Autre"), options="-c lock_timeout=2000") as other,
    ):
        first = holder.sign_in(marked.caller("Camille"))
        second = other.sign_in(marked.caller("Dominique"))
        holder.connection.execute(b"begin")
        held = holder.claim(first)
        holder.ask("select api.object_line(%s)", held["claim"])
        holder.ask("select api.campaigns(%s)", first)
        taken = other.claim(second)
        assert taken["status"] == "claimed"
        assert other.ask("select api.campaigns(%s)", second)
        told = "select api.finish_call(%s, %s, %s, '{\"outcome\": \"technical\"}') ->> 'status'"
        assert other.ask(told, taken["claim"], uuid4(), taken["fence"]) == "ok"
        holder.connection.rollback()


def test_what_a_desk_sorts_is_bounded(marked: SmallOffice) -> None:
    schema.migrate(marked.url)
    with Intruder(marked, marked.desk_role()) as desk:
        assert desk.ask("show temp_file_limit") == "512MB"
        assert desk.attempt("set temp_file_limit = '1TB'").sqlstate == "42501"
    with marked.owner.engine.connect() as connection:
        assert connection.scalar(text("show temp_file_limit")) == "-1"
