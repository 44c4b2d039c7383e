"""Offices on one PC: made, finished, opened, closed, found again; and the seats of their desks."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import make_url

from phonebank.domain.errors import BadInput, KnownError
from phonebank.office.admission import conninfo
from phonebank.office.card import folder_for, read_card
from phonebank.office.check import Severity, check_office
from phonebank.office.cluster import Cluster
from phonebank.office.office import (
    Office,
    create_office,
    office_status,
    open_office,
    start_office,
    stop_office,
)
from phonebank.office.seat import take_seat
from phonebank.office.settings import last_office, offices, resolve_office
from phonebank.store import schema


@pytest.fixture(scope="module")
def practice(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """One opened practice office for the tests that leave it as it is."""
    patch = pytest.MonkeyPatch()
    patch.setenv("PHONEBANK_HOME", str(tmp_path_factory.mktemp("home")))
    with create_office(folder_for("Entraînement"), "Entraînement", practice=True) as made:
        yield made
    Cluster(made.folder).destroy()
    patch.undo()


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A computer without an office; what a test makes there is removed."""
    monkeypatch.setenv("PHONEBANK_HOME", str(tmp_path / "home"))
    monkeypatch.delenv("PHONEBANK_OFFICE", raising=False)
    yield tmp_path / "home"
    for folder in offices():
        Cluster(folder).destroy()


def test_a_new_office_is_migrated_remembered_and_stopped_when_closed(home: Path) -> None:
    folder = folder_for("Équipe de l'Été")
    said: list[str] = []
    with create_office(folder, "Équipe de l'Été", practice=False, progress=said.append) as office:
        assert schema.installed(office.owner_url) == schema.head()
        assert (office.name, office.practice) == ("Équipe de l'Été", False)
    assert folder == home / "offices" / "equipe-de-l-ete"
    assert len(said) == 3
    assert not office_status(folder).database.running
    assert last_office() == folder
    with open_office() as again:
        assert again.folder == folder
    with pytest.raises(BadInput, match="There is an office in"):
        create_office(folder, "Autre", practice=False)


def test_a_half_made_office_is_finished_by_opening_it(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = folder_for("Reprise")

    def pulled_plug(_url: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(schema, "migrate", pulled_plug)
        with pytest.raises(KeyboardInterrupt):
            create_office(folder, "Reprise", practice=True)
    card = read_card(folder)
    assert card is not None
    assert not card.ready
    assert not Cluster(folder).running
    with create_office(folder, "Reprise", practice=True) as office:
        assert schema.installed(office.owner_url) == schema.head()
    assert office_status(folder).ready


def test_a_lost_database_is_not_replaced_by_an_empty_one(home: Path) -> None:
    folder = folder_for("Perdue")
    create_office(folder, "Perdue", practice=True).close()
    Cluster(folder).destroy()
    with pytest.raises(KnownError, match="no complete database"):
        open_office(folder)


def test_a_folder_with_other_files_is_left_alone(home: Path, tmp_path: Path) -> None:
    (tmp_path / "letters").mkdir()
    (tmp_path / "letters" / "one.txt").touch()
    with pytest.raises(BadInput, match="holds other files"):
        create_office(tmp_path / "letters", "Lettres", practice=True)
    assert [file.name for file in (tmp_path / "letters").iterdir()] == ["one.txt"]


def test_an_office_in_use_is_not_stopped_unless_forced(home: Path) -> None:
    folder = folder_for("Soir")
    with create_office(folder, "Soir", practice=True):
        with pytest.raises(KnownError, match="1 window uses this office"):
            stop_office(folder)
        assert not stop_office(folder, force=True).database.running
    assert start_office(folder).database.kept_running
    assert office_status(folder).database.running
    assert not stop_office(folder).database.running


def test_an_older_schema_is_brought_to_this_version_on_opening(
    practice: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    brought: list[object] = []
    monkeypatch.setattr(schema, "migrate", brought.append)
    open_office(practice.folder).close()
    assert not brought
    monkeypatch.setattr("phonebank.office.office.schema_fingerprint", lambda: "newer")
    open_office(practice.folder).close()
    assert len(brought) == 1
    monkeypatch.undo()
    open_office(practice.folder).close()


def test_two_windows_on_one_pc_take_two_seats_and_give_them_back(practice: Office) -> None:
    with take_seat(practice) as first, take_seat(practice) as second:
        assert (first.number, second.number) == (1, 2)
        assert first.role != second.role
        assert first.folder != second.folder
        for seat in (first, second):
            with psycopg.connect(conninfo(seat.url)) as connection:
                assert connection.info.user == seat.role
    with take_seat(practice) as again:
        assert (again.number, again.role) == (1, first.role)


def test_a_desk_the_database_has_lost_is_enrolled_anew(practice: Office) -> None:
    with take_seat(practice) as seat:
        role = seat.role
    with psycopg.connect(conninfo(practice.owner_url), autocommit=True) as connection:
        connection.execute(f"alter role {role} nologin".encode())
    with take_seat(practice) as seat:
        assert seat.role != role


def test_a_sound_office_passes_every_check(practice: Office) -> None:
    findings = check_office(practice.folder)
    assert {finding.severity for finding in findings} <= {Severity.OK, Severity.WARNING}
    assert len(findings) >= 6


def test_what_is_wrong_is_found_and_a_remedy_named(
    practice: Office, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PHONEBANK_PG_BIN", str(tmp_path))
    monkeypatch.setattr("time.time", lambda: 1_700_000_000.0)
    practice.folder.chmod(0o755)
    graver = [one for one in check_office(practice.folder) if one.severity is not Severity.OK]
    practice.folder.chmod(0o700)
    text = " ".join(finding.sentence for finding in graver)
    assert "PHONEBANK_PG_BIN" in text
    assert "clock is behind" in text
    assert "may look into" in text
    assert all(finding.remedy for finding in graver)


def test_a_computer_without_an_office_fails_the_check(tmp_path: Path) -> None:
    problems = [one for one in check_office(tmp_path) if one.severity is Severity.PROBLEM]
    assert [one.sentence for one in problems] == [
        f"There is no office in {tmp_path}.",
        f"There is no complete database in {tmp_path}.",
    ]


def test_an_office_is_meant_by_folder_name_address_or_as_the_last_one(
    home: Path, practice: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(BadInput, match="no office on this computer yet"):
        resolve_office()
    with pytest.raises(BadInput, match="no office in nowhere"):
        resolve_office("nowhere")
    with pytest.raises(BadInput, match="address is not understood"):
        resolve_office("postgresql://host:not-a-port/x")
    assert resolve_office(str(practice.folder)) == practice.folder
    url = resolve_office("postgresql://jeanne@example.org/phonebank")
    assert url == make_url("postgresql+psycopg://jeanne@example.org/phonebank")
    monkeypatch.setenv("PHONEBANK_OFFICE", str(practice.folder))
    assert resolve_office() == practice.folder


def test_an_office_on_another_server_has_no_desks_here() -> None:
    with open_office(make_url("postgresql+psycopg://jeanne@example.org/phonebank")) as office:
        assert office.owner_url.username == "jeanne"
        assert office.supervisor_url("sophie", "secret").username == "sophie"
        with pytest.raises(KnownError, match="stands on another computer"):
            take_seat(office)


def test_a_name_without_letters_or_digits_is_no_name() -> None:
    with pytest.raises(BadInput, match="is no name for an office"):
        folder_for("***")
