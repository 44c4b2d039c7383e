"""A window that is open follows its office to another port, by the one socket in its folder."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import URL

from phonebank.store.desks import appoint
from phonebank.store.room import RoomGateway
from phonebank.store.socket_port import port_now
from tests.offices import SmallOffice


def test_the_only_socket_of_the_folder_is_the_server(tmp_path: Path) -> None:
    assert port_now(str(tmp_path), "5432") == "5432"
    (tmp_path / ".s.PGSQL.5433").touch()
    (tmp_path / ".s.PGSQL.5433.lock").touch()
    assert port_now(str(tmp_path), "5432") == "5433"
    (tmp_path / ".s.PGSQL.5434").touch()
    assert port_now(str(tmp_path), "5432") == "5432"
    assert port_now(str(tmp_path), "5434") == "5434"
    assert port_now("bureau.local", "5432") == "5432"


def test_a_room_opened_before_its_office_took_another_port_answers(
    office: SmallOffice,
) -> None:
    here = office.url.set(username=appoint(office.url, "Nadia", "la campagne avance"))
    assert isinstance(here, URL)
    room = RoomGateway(here.update_query_dict({"port": "1"}).set(port=None))
    try:
        assert room.office().supervisor == "Nadia"
    finally:
        room.close()
