"""A gateway closed while somebody still asks leaves no connection open behind it."""

from __future__ import annotations

from typing import Any

import pytest
from psycopg.pq import ConnStatus
from sqlalchemy import URL, Engine, text
from sqlalchemy.exc import DBAPIError

from phonebank.store.asking import Asking
from phonebank.store.connection import desk_engine, owner_engine, supervisor_engine
from phonebank.store.wire import Wire
from tests.offices import SmallOffice


def engine_of(who: str, url: URL, office: SmallOffice) -> Engine:
    if who == "owner":
        return owner_engine(url)
    if who == "supervisor":
        return supervisor_engine(url)
    return desk_engine(url.set(username=office.desk_role()))[0]


@pytest.mark.parametrize("who", ["owner", "supervisor", "desk"])
def test_what_was_in_use_when_the_gateway_closed_is_closed_when_given_back(
    database: URL, office: SmallOffice, who: str
) -> None:
    engine = engine_of(who, database, office)
    with engine.connect() as used:
        driver = used.connection.driver_connection
        assert driver is not None
        engine.dispose()
        assert used.scalar(text("select 1")) == 1
        assert not driver.closed
    assert driver.closed


def test_a_connection_given_back_in_time_is_kept_for_the_next(database: URL) -> None:
    engine = owner_engine(database)
    for _ in range(2):
        engine.dispose()
        with engine.connect() as first:
            driver = first.connection.driver_connection
        assert driver is not None
        assert not driver.closed
        with engine.connect() as again:
            assert again.connection.driver_connection is driver
    engine.dispose()
    assert driver is not None
    assert driver.closed


def test_a_question_answered_while_its_desk_closes_keeps_no_connection(
    office: SmallOffice,
) -> None:
    engine, watchdog = desk_engine(office.url.set(username=office.desk_role()))
    asking = Asking(engine, watchdog)
    met: list[Any] = []

    def ask(wire: Wire) -> Any:
        met.append(wire)
        answer = wire.ask(("select api.office()", ()))
        asking.close()
        engine.dispose()
        return answer

    assert asking._watched("select api.office()", ask)["status"] == "ok"
    assert met[0]._pg.status == ConnStatus.BAD
    assert asking._free == []


def test_a_question_that_fails_while_its_desk_closes_keeps_none_either(
    office: SmallOffice,
) -> None:
    engine, watchdog = desk_engine(office.url.set(username=office.desk_role()))
    asking = Asking(engine, watchdog)

    def ask(wire: Wire) -> Any:
        asking.close()
        return wire.ask(("select api.nothing()", ()))

    with pytest.raises(DBAPIError):
        asking._watched("select api.nothing()", ask)
    assert asking._free == []
    engine.dispose()
