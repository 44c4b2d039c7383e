"""A desk's questions on the wire: prepared once, each its own transaction, nothing cut short."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from uuid import uuid4

import psycopg
import pytest
from sqlalchemy import PoolProxiedConnection, create_engine
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import NullPool

from phonebank.store.asking import Asking
from phonebank.store.connection import desk_engine
from phonebank.store.wire import Wire
from tests.offices import SmallOffice

HELD = "select api.held($1)"
NUMBER = "select api.number($1, $2)"
ONE_THEN_THE_OTHER = """
    with one as materialized (select id from pb.line where id = 1 for update),
         other as materialized (
             select l.id from pb.line l, one where l.id = one.id + 1 for update of l)
    select (select count(*) from one) + (select count(*) from other)
"""
TRANSACTION = "select pg_current_xact_id()::text"


@pytest.fixture
def connection(office: SmallOffice) -> Iterator[PoolProxiedConnection]:
    engine = create_engine(office.url, isolation_level="AUTOCOMMIT", poolclass=NullPool)
    connection = engine.raw_connection()
    yield connection
    connection.invalidate()


@pytest.fixture
def driver(connection: PoolProxiedConnection) -> Any:
    return connection.driver_connection


def prepared(driver: Any) -> list[str]:
    return [row[0] for row in driver.execute("select statement from pg_prepared_statements")]


def test_a_question_is_prepared_when_it_is_asked_again(driver: Any) -> None:
    wire = Wire(driver, {})
    for often in (0, 1, 1):
        assert wire.ask((HELD, ("nobody",))) == {"status": "none"}
        assert len(prepared(driver)) == often
    assert prepared(driver) == [HELD]


def test_a_server_connection_that_was_changed_for_another_is_asked_all_the_same(
    driver: Any,
) -> None:
    """As a pooler does between two transactions: what was prepared is gone, or is there already."""
    known: dict[str, bytes | None] = {}
    wire = Wire(driver, known)
    for _ in range(2):
        wire.ask((HELD, ("nobody",)))
    driver.execute("deallocate all")
    assert wire.ask((HELD, ("nobody",))) == {"status": "none"}
    for _ in range(2):
        Wire(driver, {HELD: None}).ask((HELD, ("nobody",)))
    assert prepared(driver) == [HELD]


def test_questions_sent_together_are_transactions_of_their_own(driver: Any) -> None:
    wire = Wire(driver, {})
    for _ in range(3):  # told in full, prepared, known
        first, second = wire.ask_in_turn([(TRANSACTION, ()), (TRANSACTION, ())])
        assert first != second
    assert wire.ask_in_turn([(HELD, ("nobody",)), (NUMBER, ("nobody", uuid4()))]) == [
        {"status": "none"},
        None,
    ]


@pytest.mark.parametrize("place", [0, 1])
def test_a_fault_in_questions_sent_together_is_raised(driver: Any, place: int) -> None:
    questions: list[tuple[str, tuple[object, ...]]] = [(HELD, ("nobody",)), (HELD, ("nobody",))]
    questions[place] = ("select api.nothing()", ())
    with pytest.raises(psycopg.errors.UndefinedFunction):
        Wire(driver, {}).ask_in_turn(questions)


def test_a_null_character_is_refused_and_cuts_nothing_short(office: SmallOffice) -> None:
    with pytest.raises(DBAPIError, match="null character"):
        office.gateway().sign_in(1, "246810\x00more")
    assert office.value("select count(*) from pb.pin_check") == 0


def test_of_two_that_wait_for_each_other_the_desk_asks_again(office: SmallOffice) -> None:
    office.fill(2)
    office.sql(f"alter database {office.url.database} set deadlock_timeout = '2s'")
    engine = create_engine(office.url, poolclass=NullPool)
    desk, watchdog = desk_engine(office.url)
    try:
        with ThreadPoolExecutor(1) as pool, engine.connect() as patient:
            patient.exec_driver_sql("set deadlock_timeout = '60s'")
            patient.exec_driver_sql("select from pb.line where id = 2 for update")
            answer = pool.submit(Asking(desk, watchdog).value, (ONE_THEN_THE_OTHER, ()))
            while not office.value("select count(*) from pg_locks where not granted"):
                assert not answer.done()
            patient.exec_driver_sql("select from pb.line where id = 1 for update")
            patient.commit()
            assert answer.result(60) == "2"
    finally:
        desk.dispose()


def test_words_of_any_script_come_back_as_they_were_told(driver: Any) -> None:
    told = "Zoé Lefèvre · Ωμέγα · 電話 · 🙂"
    assert Wire(driver, {}).ask(("select $1::text", (told,))) == told
