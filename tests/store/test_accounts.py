"""Adding people, PINs, sending somebody away: a supervisor's own role on a real PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier
from uuid import UUID, uuid4

import pytest
from sqlalchemy import create_engine
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import NullPool

from phonebank.domain import practice
from phonebank.domain.errors import BadInput, KnownError, SignedOut
from phonebank.store import desks
from phonebank.store.accounts import Team
from phonebank.store.desk import DeskGateway
from phonebank.store.room import RoomGateway
from tests.offices import PIN, SmallOffice

PASSWORD = "la campagne avance"


@pytest.fixture
def room(office: SmallOffice) -> Iterator[RoomGateway]:
    """A supervisor over their own connection."""
    role = desks.appoint(office.url, "Nadia", PASSWORD)
    made = RoomGateway(office.url.set(username=role))
    yield made
    made.close()


@pytest.fixture
def team(room: RoomGateway) -> Team:
    return room.team


def test_a_volunteer_is_added_with_a_pin_told_once_and_signs_in(
    office: SmallOffice, team: Team
) -> None:
    given = team.add_caller("  Inès   Faure ", None, "fr", ("fr", "ar"))
    assert (given.status, given.name, len(given.pin)) == ("ok", "Inès Faure", 6)
    signed = office.gateway().sign_in(given.account_id, given.pin)
    assert signed["status"] == "ok"
    assert signed["charter"] is True
    seen = {each.name: each for each in team.people()}["Inès Faure"]
    assert (seen.spoken, seen.active, seen.charter) == (("fr", "ar"), True, False)
    assert seen.desk == "Poste"


def test_a_name_is_one_name_however_it_is_spelt(team: Team) -> None:
    assert team.add_caller("Élodie Roy").status == "ok"
    for twin in ("Élodie Roy", "élodie  roy", " E\u0301LODIE ROY "):
        assert team.add_caller(twin).status == "taken", twin
    for bad in ("", "  ", "x" * 61, "Ro\u202ey", "Ro\x07y"):
        assert team.add_caller(bad).status == "name", bad


def test_two_supervisors_adding_one_name_at_once_add_one_person(
    office: SmallOffice, team: Team
) -> None:
    with ThreadPoolExecutor(2) as two:
        answers = [two.submit(team.add_caller, "Camille") for _ in range(2)]
    assert sorted(each.result().status for each in answers) == ["ok", "taken"]


@pytest.mark.parametrize(
    ("pin", "status"),
    [
        ("12345", "pin_short"),
        ("1234567890123", "pin_long"),
        ("48a915", "pin_digits"),
        ("123456", "pin_trivial"),
        ("987654", "pin_trivial"),
        ("000000", "pin_trivial"),
        ("246810", "pin_trivial"),
        ("121212", "pin_trivial"),
        ("123123", "pin_trivial"),
        ("112233", "pin_trivial"),
        ("147258", "pin_trivial"),
        ("482284", "pin_trivial"),
        ("482915", "ok"),
    ],
)
def test_pins_anybody_would_try_first_are_refused(
    real_office: SmallOffice, pin: str, status: str
) -> None:
    assert real_office.owner.team.add_caller("Camille", pin).status == status


def test_pins_made_up_are_all_different(real_office: SmallOffice) -> None:
    pins = {real_office.owner.team.add_caller(f"Camille {n}").pin for n in range(8)}
    assert len(pins) == 8


def test_a_practice_office_has_its_one_pin(team: Team) -> None:
    assert team.add_caller("Odette").pin == practice.PIN
    assert team.add_caller("Camille", practice.PIN).status == "ok"
    assert team.add_caller("Inès", "123456").status == "pin_trivial"


def test_languages_are_checked_before_anything_is_written(office: SmallOffice, team: Team) -> None:
    assert team.add_caller("Camille", PIN, "de").status == "language"
    assert team.add_caller("Camille", PIN, "fr", ()).status == "spoken"
    assert team.add_caller("Camille", PIN, "fr", ("français",)).status == "spoken"
    assert office.value("select count(*) from pb.account where kind = 'caller'") == 0


def test_a_new_pin_takes_the_old_ones_place(office: SmallOffice, team: Team) -> None:
    camille = office.caller("Camille")
    desk = office.gateway()
    given = team.new_pin(camille)
    assert desk.sign_in(camille, PIN)["status"] == "wrong"
    assert desk.sign_in(camille, given.pin)["status"] == "ok"
    assert team.new_pin(camille, "111111").status == "pin_trivial"
    nadia = next(each for each in team.people() if each.kind == "supervisor")
    assert team.new_pin(nadia.account_id, "482916").status == "missing"


def test_no_name_or_pin_is_in_the_audit(office: SmallOffice, team: Team) -> None:
    given = team.add_caller("Zéphyrine Quidam")
    changed = team.new_pin(given.account_id)
    team.set_active(given.account_id, active=False)
    rows = office.sql("select action, login, row_to_json(e)::text from audit.entry e")
    assert {"caller_added", "pin_changed", "caller_sent_away"} <= {row[0] for row in rows}
    assert all(row[1].startswith("pbs_") for row in rows)
    written = " ".join(row[2] for row in rows)
    for secret in ("phyrine", "Quidam", given.pin, changed.pin):
        assert secret not in written


def test_a_pin_is_stored_as_bcrypt_of_cost_ten(office: SmallOffice, team: Team) -> None:
    team.add_caller("Camille", PIN)
    stored = office.value("select pin_hash from pb.account where name = 'Camille'")
    assert stored.startswith("$2a$10$")


# Sending somebody away -------------------------------------------------------------------------


def test_a_volunteer_sent_away_gives_the_line_back_and_gets_no_other(
    office: SmallOffice, team: Team
) -> None:
    campaign = office.fill(3)
    camille = office.caller("Camille")
    desk = office.gateway()
    token = desk.sign_in(camille, PIN)["token"]
    held = UUID(desk.claim(token, campaign)["claim"])
    away = team.set_active(camille, active=False)
    assert (away.status, away.line) == ("ok", "back")
    assert office.queue() == [0, 0, 0]
    for answer in (
        desk.claim(token, campaign),
        desk.open_card(token, held),
        desk.start_call(token, held, uuid4()),
        desk.keep(token, held),
        desk.unlock(token, PIN),
    ):
        assert answer["status"] == "session"
    assert desk.sign_in(camille, PIN)["status"] == "wrong"
    assert camille not in {each["account_id"] for each in desk.accounts()}
    assert team.add_caller("Camille").status == "inactive"
    assert team.set_active(camille, active=True).status == "ok"
    assert desk.claim(token, campaign)["status"] == "session"


def test_a_volunteer_sent_away_in_the_middle_of_a_call_loses_no_outcome(
    office: SmallOffice, room: RoomGateway
) -> None:
    campaign = office.fill(2)
    camille = office.caller("Camille")
    desk = office.gateway()
    token = desk.sign_in(camille, PIN)["token"]
    claim, uuid = desk.claim(token, campaign), uuid4()
    held = UUID(claim["claim"])
    person = desk.open_card(token, held)["card"]["people"][0]["person_id"]
    assert desk.start_call(token, held, uuid)["status"] == "started"
    assert room.team.set_active(camille, active=False).line == "doubt"
    assert desk.number(token, held) is None
    assert sorted(office.queue()) == [0, 4]
    assert [each.kind for each in room.alerts()] == ["in_doubt"]
    body = {"outcome": "refused", "person_id": person}
    both = desk.finish_and_claim(token, held, uuid, claim["fence"], body, campaign)
    assert both["told"]["status"] == "ok"
    assert both["next"]["status"] == "session"
    assert office.value("select outcome from pb.call where call_uuid = :u", u=uuid) == "refused"


def test_claims_racing_with_a_dismissal_leave_nothing_held(office: SmallOffice, team: Team) -> None:
    campaign = office.fill(12)
    sat: list[tuple[int, DeskGateway, str]] = []
    for number in range(6):
        account, desk = office.caller(f"Camille {number}"), office.gateway()
        sat.append((account, desk, desk.sign_in(account, PIN)["token"]))
    start = Barrier(12)

    def claim(desk: DeskGateway, token: str) -> str:
        start.wait()
        return str(desk.claim(token, campaign)["status"])

    def dismiss(account: int) -> str:
        start.wait()
        return team.set_active(account, active=False).status

    with ThreadPoolExecutor(12) as pool:
        claims = [pool.submit(claim, desk, token) for _, desk, token in sat]
        gone = [pool.submit(dismiss, account) for account, _, _ in sat]
    assert {each.result() for each in gone} == {"ok"}
    assert {each.result() for each in claims} <= {"claimed", "session"}
    assert office.value("select count(*) from pb.claim where ended_at is null") == 0
    assert set(office.queue()) == {0}


def test_a_session_is_ended_from_afar_and_the_person_may_come_back(
    office: SmallOffice, room: RoomGateway
) -> None:
    campaign = office.fill(1)
    camille = office.caller("Camille")
    desk = office.gateway()
    token = desk.sign_in(camille, PIN)["token"]
    desk.claim(token, campaign)
    assert [each.name for each in room.callers()] == ["Camille"]
    assert room.team.end_session(camille).line == "back"
    assert room.callers() == ()
    assert desk.claim(token, campaign)["status"] == "session"
    again = desk.sign_in(camille, PIN)["token"]
    assert desk.claim(again, campaign)["status"] == "claimed"
    assert desk.claim(token, campaign)["status"] == "session"


def test_a_claim_refreshes_when_its_session_was_seen(
    office: SmallOffice, room: RoomGateway
) -> None:
    campaign = office.fill(1)
    camille = office.caller("Camille")
    desk = office.gateway()
    token = desk.sign_in(camille, PIN)["token"]
    office.sql("update pb.session set seen_at = now() - interval '3 hours'")
    desk.claim(token, campaign)
    fresh = "select bool_and(seen_at > now() - interval '1 minute') from pb.session"
    assert office.value(fresh)
    office.sql("update pb.session set expires_at = now()")
    assert desk.claim(token, campaign)["status"] == "session"


# Supervisors -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "password",
    [
        "onze lettre",
        "motdepasse12",
        "un mot de passe",
        "aaaaaaaaaaaaaa",
        "azerty123456",
        "Nadia-Nadia-Nadia",
    ],
)
def test_a_supervisors_password_is_long_and_no_first_guess(
    office: SmallOffice, password: str
) -> None:
    with pytest.raises(BadInput):
        desks.appoint(office.url, "Nadia", password)
    assert office.value("select count(*) from pb.account") == 0


def test_a_supervisors_password_is_changed_by_its_verifier_alone(
    office: SmallOffice, room: RoomGateway
) -> None:
    stored = "select rolpassword from pg_authid r join pb.account a on a.login = r.rolname"
    before = office.value(stored)
    desks.set_password(office.url, "nadia", "une autre phrase longue")
    after = office.value(stored)
    assert before != after
    assert after.startswith("SCRAM-SHA-256$")
    with pytest.raises(BadInput, match="12 characters"):
        desks.set_password(office.url, "Nadia", "court")
    with pytest.raises(BadInput, match="Nobody called"):
        desks.set_password(office.url, "Personne", "une autre phrase longue")
    with pytest.raises(BadInput, match="already called"):
        desks.appoint(office.url, "NADIA", "une autre phrase longue")


def test_a_supervisor_sent_away_decides_nothing_more(
    office: SmallOffice, room: RoomGateway
) -> None:
    room.office()
    office.sql("update pb.account set active = false where name = 'Nadia'")
    assert room.team.add_caller("Camille").status == "refused"
    assert room.team.people() == ()
    assert room.team.unlock_desk(1) is False
    office.sql("update pb.account set active = true where name = 'Nadia'")
    desks.set_supervising(office.url, "Nadia", active=False)
    with pytest.raises((KnownError, DBAPIError)):
        room.office()
    with pytest.raises(KnownError):
        room.office()
    desks.set_supervising(office.url, "Nadia", active=True)
    assert room.office().supervisor == "Nadia"


def test_a_desk_may_call_none_of_the_rooms_functions(office: SmallOffice) -> None:
    role = office.desk_role()
    engine = create_engine(office.url.set(username=role), poolclass=NullPool)
    for call in (
        "room.people()",
        "room.desks()",
        "room.add_caller('x', null, 'fr', '{fr}')",
        "room.new_pin(1, null)",
        "room.set_active(1, true)",
        "room.end_session(1)",
        "room.unlock_desk(1)",
        "pb.made_pin()",
    ):
        with engine.connect() as link, pytest.raises(DBAPIError, match="permission denied"):
            link.exec_driver_sql(f"select * from {call}")
    engine.dispose()


def test_a_desk_whose_session_ended_says_so(
    office: SmallOffice, team: Team, tmp_path: Path
) -> None:
    desk = office.desk(tmp_path)
    camille = next(each for each in team.people() if each.name == "Camille")
    team.end_session(camille.account_id)
    with pytest.raises(SignedOut):
        desk.unlock(PIN)
    with pytest.raises(SignedOut):
        desk.accept_charter(1)
