"""An office on a PostgreSQL that exists already: what it must be able to do; what is refused."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest
from sqlalchemy import URL, create_engine, make_url, text
from sqlalchemy.pool import NullPool

from phonebank.domain.errors import BadInput, KnownError
from phonebank.office.card import read_card
from phonebank.office.check import Severity, check_office
from phonebank.office.desks import desks_of, revoke_desk
from phonebank.office.elsewhere import create_office_on, secured
from phonebank.office.founding import found_office
from phonebank.office.office import Office, open_office
from phonebank.office.seat import take_seat
from phonebank.store import schema
from phonebank.store.desk import DeskGateway
from phonebank.store.desks import appoint, enrol, set_password, set_supervising
from phonebank.store.owner import OwnerStore


def administer(server: URL, *statements: str) -> None:
    engine = create_engine(server, isolation_level="AUTOCOMMIT", poolclass=NullPool)
    with engine.connect() as connection:
        for statement in statements:
            connection.execute(text(statement))
    engine.dispose()


@pytest.fixture
def place(server: URL, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[URL]:
    """A database that is not there yet."""
    monkeypatch.setenv("PHONEBANK_HOME", str(tmp_path / "home"))
    name = f"elsewhere_{uuid4().hex[:8]}"
    yield server.set(database=name)
    administer(server, f"drop database if exists {name} with (force)")


@pytest.fixture
def manager(server: URL, template: URL, place: URL) -> Iterator[URL]:
    """The same, for an account that may make roles and databases and is no superuser."""
    role = f"it_{uuid4().hex[:8]}"
    administer(server, f"create role {role} login createrole createdb", _given(role))
    yield place.set(username=role)
    administer(
        server, f"drop database if exists {place.database} with (force)", f"drop role {role}"
    )


def _given(role: str) -> str:
    """On 16 and newer a second account is given the roles of the offices the server has had."""
    return (
        "do $$ declare name text; begin"
        " for name in select rolname from pg_roles where rolname ~ '^pb_'"
        "  and current_setting('server_version_num')::int >= 160000 loop"
        f" execute format('grant %I to {role} with admin true, inherit false, set false', name);"
        " end loop; end $$"
    )


def test_a_second_account_is_told_which_roles_it_must_be_given(
    server: URL, manager: URL, tmp_path: Path
) -> None:
    administer(server, f"revoke pb_owner, pb_reaper from {manager.username}")
    newer = "select current_setting('server_version_num')::int >= 160000"
    engine = create_engine(server, poolclass=NullPool)
    with engine.connect() as connection:
        refuses = connection.scalar(text(newer))
    engine.dispose()
    if refuses:
        told = f"GRANT pb_owner, pb_reaper TO {manager.username} WITH ADMIN TRUE"
        with pytest.raises(KnownError, match=told):
            create_office_on(manager, tmp_path / "office", "Valmont", practice=True)
        administer(server, _given(str(manager.username)))
    with create_office_on(manager, tmp_path / "office", "Valmont", practice=True) as office:
        assert schema.installed(office.owner_url) == schema.head()


def test_an_office_is_made_founded_and_opened_again_by_its_folder_or_address(
    place: URL, tmp_path: Path
) -> None:
    folder = tmp_path / "office"
    with create_office_on(place, folder, "Valmont", practice=True) as office:
        assert schema.installed(office.owner_url) == schema.head()
        with OwnerStore(office.owner_url) as owner:
            found_office(owner, "Valmont", practice=True)
            owner.add_caller("Camille", "246810")
    for choice in (folder, place, None):
        with open_office(choice) as office:
            assert (office.folder, office.cluster, office.owned) == (folder, None, True)
            with OwnerStore(office.owner_url) as owner:
                assert [row[1] for row in owner.accounts()] == ["Camille"]
    with pytest.raises(BadInput, match="stands in the database"):
        create_office_on(place, tmp_path / "second", "Autre", practice=True)
    assert not (tmp_path / "second").exists()
    with pytest.raises(BadInput, match="holds something already"):
        create_office_on(place, folder, "Autre", practice=True)


def test_the_owners_computer_is_a_desk_of_it_too(place: URL, tmp_path: Path) -> None:
    with create_office_on(place, tmp_path / "office", "Valmont", practice=True) as office:
        with OwnerStore(office.owner_url) as owner:
            found_office(owner, "Valmont", practice=True)
        with take_seat(office) as seat:
            assert seat.url.username == seat.role
            assert seat.url.password
            gateway = DeskGateway(seat.url)
            facts = gateway.office()
            gateway.close()
            assert facts is not None
            assert facts["name"] == "Valmont"
        with take_seat(office) as again:
            assert again.role == seat.role


def test_an_account_that_may_make_roles_is_enough(manager: URL, tmp_path: Path) -> None:
    folder = tmp_path / "office"
    with create_office_on(manager, folder, "Valmont", practice=True) as office:
        schema.migrate(office.owner_url)
        with OwnerStore(office.owner_url) as owner:
            found_office(owner, "Valmont", practice=True)
    findings = check_office(folder)
    graver = [each.sentence for each in findings if each.severity is Severity.PROBLEM]
    assert graver == []


@pytest.fixture
def signals_nobody(manager: URL, server: URL, tmp_path: Path) -> Iterator[Office]:
    """An office whose functions may end no session, as on PostgreSQL 16 and newer."""
    with create_office_on(manager, tmp_path / "office", "Valmont", practice=True) as office:
        with OwnerStore(office.owner_url) as owner:
            found_office(owner, "Valmont", practice=True)
            owner.add_caller("Camille", "246810")
        administer(
            server.set(database=manager.database),
            "revoke execute on function pg_terminate_backend from public, pb_roleadmin, pb_reaper",
        )
        yield office


def test_a_desk_is_revoked_where_no_session_may_be_ended(
    signals_nobody: Office, server: URL
) -> None:
    login = enrol(signals_nobody.owner_url, "Salle 2", "un secret de poste")
    address = server.set(database=signals_nobody.owner_url.database, username=login)
    gateway = DeskGateway(address)
    assert gateway.office() is not None
    (desk,) = (each for each in desks_of(signals_nobody) if each.login == login)
    assert desk.connections == 1
    revoke_desk(signals_nobody, desk)
    assert gateway.office() is None, "the connection is there still, and answers nothing"
    gateway.close()


def test_a_supervisor_is_sent_away_where_no_session_may_be_ended(
    signals_nobody: Office, server: URL
) -> None:
    password = "la campagne avance"
    login = appoint(signals_nobody.owner_url, "Nadia", password)
    engine = create_engine(
        server.set(database=signals_nobody.owner_url.database, username=login), poolclass=NullPool
    )
    seen = text("select count(*) from room.people()")
    with engine.connect() as connection:
        assert connection.scalar(seen) == 2
        set_password(signals_nobody.owner_url, "Nadia", password + " bien")
        set_supervising(signals_nobody.owner_url, "Nadia", active=False)
        connection.rollback()
        assert connection.scalar(seen) == 0, "the connection is there still, and shows nothing"
    engine.dispose()


def test_a_server_whose_administrator_is_another_is_told_to_stay_open(
    manager: URL, tmp_path: Path
) -> None:
    with create_office_on(manager, tmp_path / "office", "Valmont", practice=True):
        pass
    (told,) = [each for each in check_office(tmp_path / "office") if "stay open" in each.sentence]
    assert told.severity is Severity.WARNING
    assert "office mend" in told.remedy


def test_an_administrators_server_is_closed(place: URL, tmp_path: Path) -> None:
    with create_office_on(place, tmp_path / "office", "Valmont", practice=True):
        pass
    sentences = [each.sentence for each in check_office(tmp_path / "office")]
    assert "What the server could lend to every account is closed." in sentences


def test_a_restore_cut_off_is_mended_for_an_owner_who_is_no_administrator(
    manager: URL, tmp_path: Path, server: URL
) -> None:
    with (
        create_office_on(manager, tmp_path / "office", "Valmont", practice=True) as office,
        OwnerStore(office.owner_url) as owner,
    ):
        found_office(owner, "Valmont", practice=True)
    administer(server, f"alter database {manager.database} connection limit 0")
    with open_office(tmp_path / "office") as office, OwnerStore(office.owner_url) as owner:
        assert owner.office().name == "Valmont"


def test_a_server_that_cannot_hold_an_office_says_why(
    server: URL, place: URL, tmp_path: Path
) -> None:
    role = f"it_{uuid4().hex[:8]}"
    administer(server, f"create role {role} login")
    administer(
        server, f"create database {place.database} encoding 'LATIN1' locale 'C' template template0"
    )
    try:
        with pytest.raises(KnownError, match="may not make roles there"):
            create_office_on(place.set(username=role), tmp_path / "office", "V", practice=True)
        with pytest.raises(KnownError, match="not in UTF-8"):
            create_office_on(place, tmp_path / "office", "V", practice=True)
        with pytest.raises(KnownError, match="cannot be used"):
            create_office_on(
                place.set(username="nobody_x"), tmp_path / "office", "V", practice=True
            )
    finally:
        administer(server, f"drop role {role}")
    assert read_card(tmp_path / "office") is None


def test_the_way_to_another_computer_is_always_proved(tmp_path: Path) -> None:
    far = secured(make_url("postgresql+psycopg://jeanne@db.example.org/phonebank"))
    assert far.query["sslmode"] == "verify-full"
    assert far.query["sslrootcert"] == "system"
    assert far.query["channel_binding"] == "require"
    own = secured(far.update_query_dict({"sslrootcert": "/etc/ca.pem"}))
    assert own.query["sslrootcert"] == "/etc/ca.pem"
    with pytest.raises(BadInput, match="is not protected with sslmode=require"):
        secured(make_url("postgresql+psycopg://jeanne@db.example.org/x?sslmode=require"))
    for here in ("localhost", "127.0.0.1", "[::1]"):
        assert "sslmode" not in secured(make_url(f"postgresql+psycopg://jeanne@{here}/x")).query


@pytest.mark.parametrize("there", ["create table letters (id int)", "create schema pb"])
def test_a_database_that_holds_something_else_is_left_alone(
    place: URL, tmp_path: Path, there: str
) -> None:
    administer(place.set(database="postgres"), f"create database {place.database}")
    administer(place, there)
    with pytest.raises(BadInput, match="holds something already"):
        create_office_on(place, tmp_path / "office", "Valmont", practice=True)
    assert not (tmp_path / "office").exists()


def test_what_extensions_brought_is_no_hindrance(place: URL, tmp_path: Path) -> None:
    administer(place.set(database="postgres"), f"create database {place.database}")
    administer(place, "create extension pg_stat_statements")
    create_office_on(place, tmp_path / "office", "Valmont", practice=True).close()
