"""A supervisor's wrong passwords: waits on this computer, and the office is told by its owner's."""

from __future__ import annotations

from pathlib import Path
from typing import cast

import pytest
from sqlalchemy import URL

from phonebank.domain.errors import PasswordRefused
from phonebank.office.entry import SupervisorEntry
from phonebank.office.office import Office
from phonebank.office.patience import Patience, Refused
from phonebank.store.desks import appoint
from phonebank.store.room import RoomGateway
from tests.offices import SmallOffice

PASSWORD = "cerise-moulin-93"


class Now:
    """A steady clock that a test moves."""

    seconds = 100.0


class Opened:
    """An opened office that stands on the tests' server."""

    cluster = None
    joined = None

    def __init__(self, url: URL, *, owned: bool = True) -> None:
        self.owner_url, self.owned = url, owned

    def supervisor_url(self, login: str, password: str) -> URL:
        # The tests' server takes any password; the real refusal is met in test_house.
        if password != PASSWORD:
            raise PasswordRefused("The office refused this password.")
        return self.owner_url.set(username=login, password=password)


@pytest.fixture
def now() -> Now:
    return Now()


def entry(office: SmallOffice, folder: Path, now: Now, *, owned: bool = True) -> SupervisorEntry:
    opened = cast("Office", Opened(office.url, owned=owned))
    return SupervisorEntry(opened, Patience(folder, lambda: now.seconds, lambda: "start"))


def refused(entry: SupervisorEntry, login: str, password: str) -> Refused:
    """What a wrong password is answered."""
    answer = entry.enter(login, password)
    assert isinstance(answer, Refused)
    return answer


def test_five_wrong_passwords_wait_and_tell_the_room(
    office: SmallOffice, tmp_path: Path, now: Now
) -> None:
    login = appoint(office.url, "Nadia", PASSWORD)
    waits, answer = [], Refused("", 0)
    for guess in range(6):
        answer = refused(entry(office, tmp_path, now), login, f"pas la bonne phrase {guess}")
        waits.append(answer.wait_seconds)
        now.seconds += answer.wait_seconds
    assert waits == [0, 0, 2, 4, 8, 16]
    assert answer.sentence == "The office refused this password."
    room, _facts = cast(
        "tuple[RoomGateway, object]", entry(office, tmp_path, now).enter(login, PASSWORD)
    )
    alerts = room.alerts()
    room.close()
    assert [(each.kind, each.account) for each in alerts] == [("password_guessing", "Nadia")]
    noted = office.sql("select subject, facts from audit.entry where action = 'password_refused'")
    assert [row[0] for row in noted] == ["1", "2", "3", "4", "5", "6"]
    assert "phrase" not in str(noted)


def test_the_right_password_too_early_does_not_open(
    office: SmallOffice, tmp_path: Path, now: Now
) -> None:
    login = appoint(office.url, "Nadia", PASSWORD)
    for _ in range(3):
        entry(office, tmp_path, now).returns(login, "pas la bonne phrase")
    early = entry(office, tmp_path, now).returns(login, PASSWORD)
    assert early == Refused("Too many wrong passwords were given here.", 2)
    assert entry(office, tmp_path, now).expected(login) == (login, early)
    now.seconds += 2
    assert entry(office, tmp_path, now).returns(login, PASSWORD) is None
    assert entry(office, tmp_path, now).expected(login) == (login, Refused("", 0))


def test_a_desk_that_joined_waits_and_writes_nothing(
    office: SmallOffice, tmp_path: Path, now: Now
) -> None:
    login, answer = appoint(office.url, "Nadia", PASSWORD), Refused("", 0)
    for _ in range(6):
        answer = refused(entry(office, tmp_path, now, owned=False), login, "pas la bonne phrase")
        now.seconds += answer.wait_seconds
    assert answer.wait_seconds == 16
    assert office.value("select count(*) from pb.alert") == 0
    assert office.value("select count(*) from audit.entry where action = 'password_refused'") == 0
