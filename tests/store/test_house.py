"""The office's own settings, its staff and its desks' names, as the owner changes them."""

from __future__ import annotations

import json
import socket
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from phonebank.calling.reading import read_office
from phonebank.cli import run
from phonebank.domain.errors import BadInput, KnownError
from phonebank.office.cluster import Cluster
from phonebank.office.entry import SupervisorEntry
from phonebank.office.founding import found_office
from phonebank.office.hosting import FORMER
from phonebank.office.invitation import qr_modules
from phonebank.office.joining import join_office
from phonebank.office.keeper import OfficeKeeper
from phonebank.office.office import create_office, open_office
from phonebank.office.patience import Patience, Refused
from phonebank.store.desks import appoint
from phonebank.store.house import change_house, house_of, renew_charter, reword_charter
from phonebank.store.owner import OwnerStore
from phonebank.store.room import RoomGateway
from tests.hosted import LOOPBACK
from tests.offices import PIN, SmallOffice

PASSWORD = "cerise-moulin-93"


def test_settings_change_together_and_the_audit_names_them_without_their_words(
    office: SmallOffice,
) -> None:
    house = change_house(office.url, controller="Liste Neuve", claims_an_hour=45, lock_seconds=90)
    assert (house.controller, house.claims_an_hour, house.lock_seconds) == ("Liste Neuve", 45, 90)
    assert house == house_of(office.url)
    facts = office.value("select facts from audit.entry where action = 'office_changed'")
    assert facts == {"changed": "controller, claims_an_hour, lock_seconds"}
    change_house(office.url, claims_an_hour=45)
    assert office.value("select count(*) from audit.entry where action = 'office_changed'") == 1


@pytest.mark.parametrize(
    "wanted",
    [
        {"claims_an_hour": 0},
        {"claims_an_hour": 10_000},
        {"skips_an_hour": -1},
        {"searches_an_hour": 7000},
        {"lock_seconds": 10},
        {"lock_seconds": 4000},
        {"controller": " "},
        {"rights_contact": "x" * 201},
        {"controller": "a\nb"},
    ],
)
def test_a_setting_that_makes_no_sense_changes_nothing(
    office: SmallOffice, wanted: dict[str, str | int]
) -> None:
    before = house_of(office.url)
    with pytest.raises(BadInput):
        change_house(office.url, **wanted)
    assert house_of(office.url) == before


def test_a_real_office_switches_no_silence(real_office: SmallOffice) -> None:
    with pytest.raises(BadInput, match="follows its rounds"):
        change_house(real_office.url, practice_silence=True)


def test_a_renewed_charter_is_read_again_before_the_next_line(
    office: SmallOffice, tmp_path: Path
) -> None:
    office.fill(1)
    desk = office.desk(tmp_path)
    assert house_of(office.url).charter_accepted == 1
    version = renew_charter(office.url)
    assert house_of(office.url).charter_accepted == 0
    waiting = desk.next_line(office.campaign).waiting
    assert waiting is not None
    assert waiting.reason == "charter"
    assert desk.office().charter_version == version
    assert desk.accept_charter(version) == "ok"
    assert desk.next_line(office.campaign).claim is not None


def test_an_owner_has_an_account_of_their_own(office: SmallOffice) -> None:
    login = appoint(office.url, "Odile", PASSWORD, kind="owner")
    room = RoomGateway(office.url.set(username=login, password=PASSWORD))
    seen = room.office()
    room.close()
    assert (seen.supervisor, seen.kind, seen.owners) == ("Odile", "owner", 1)
    with pytest.raises(BadInput, match="12 characters"):
        appoint(office.url, "Paul", "trop court", kind="owner")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A practice office of its own server, for the commands."""
    monkeypatch.setenv("PHONEBANK_HOME", str(tmp_path / "home"))
    where = tmp_path / "home" / "offices" / "essai"
    with create_office(where, "Essai", practice=True) as made, OwnerStore(made.owner_url) as owner:
        found_office(owner, "Essai", practice=True)
    yield where
    Cluster(where).destroy()


def said(capsys: pytest.CaptureFixture[str], *words: str) -> dict[str, object]:
    capsys.readouterr()
    assert run([*words, "--json"]) == 0
    answer: dict[str, object] = json.loads(capsys.readouterr().out)
    return answer


def test_the_commands_show_and_change_the_settings(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    office = ("--office", str(folder))
    shown = said(capsys, *office, "office", "set", "--lock-after", "2m", "--searches", "7")
    assert (shown["lock_seconds"], shown["searches_an_hour"]) == (120, 7)
    assert said(capsys, *office, "office", "charter", "--renew")["version"] == 2
    own = folder.parent / "charte.txt"
    own.write_text("Nous appelons avec respect, et ne notons rien de superflu.", encoding="utf-8")
    told = said(capsys, *office, "office", "charter", "--text", str(own))
    assert (told["version"], told["own_words"]) == (3, ["fr"])
    shown = said(capsys, *office, "account", "charter")
    assert (shown["version"], shown["own_words"]) == (3, True)
    assert str(shown["text"]).startswith("Nous appelons")
    assert said(capsys, *office, "account", "charter", "--language", "en")["own_words"] is False
    assert said(capsys, *office, "office", "charter", "--shipped")["own_words"] == []
    assert run([*office, "office", "charter", "--text", str(folder / "none.txt")]) == 2
    assert said(capsys, *office, "office", "orphan", "list") == {"orphans": []}
    made = said(capsys, *office, "account", "add", "Odile", "--kind", "owner")
    assert made["kind"] == "owner"
    assert len(str(made["password"])) >= 12
    assert run([*office, "office", "set", "--claims", "0"]) == 2
    assert run([*office, "office", "orphan", "file", "x", "call:1"]) == 2


def test_a_reworded_charter_is_a_new_version_that_everybody_accepts(office: SmallOffice) -> None:
    own = "# Notre charte\n\nNous appelons avec respect, et ne notons rien de superflu."
    office.owner.add_caller("Inès", PIN, charter_accepted=True)
    assert house_of(office.url).charter_accepted == 1
    assert reword_charter(office.url, {"fr": f"{own}\r\n  "}) == 2
    house = house_of(office.url)
    assert (house.charter_version, house.charter_accepted) == (2, 0)
    assert house.charter_texts == (("fr", own),)
    answer = office.gateway().office()
    assert answer is not None
    facts = read_office(answer)
    assert (facts.charter_version, facts.charter_texts) == (2, (("fr", own),))
    assert reword_charter(office.url, {"fr": own}) == 2, "the same words are the same version"
    assert reword_charter(office.url, {"en": own.replace("Notre", "Our")}) == 3
    assert [name for name, _words in house_of(office.url).charter_texts] == ["fr", "en"]
    assert reword_charter(office.url, {"fr": "", "en": ""}) == 4
    assert house_of(office.url).charter_texts == ()
    for bad in (
        "trop court",
        "x" * 9000,
        "Une charte avec un signe caché \u202e dedans, assez longue",
    ):
        with pytest.raises(BadInput):
            reword_charter(office.url, {"fr": bad})
    with pytest.raises(BadInput):
        reword_charter(office.url, {"de": own})
    assert house_of(office.url).charter_version == 4
    noted = office.sql("select subject, facts from audit.entry where action = 'charter_renewed'")
    assert [row[0] for row in noted] == ["2", "3", "4"]
    assert "respect" not in str(noted)


def test_a_wrong_password_waits_and_the_right_one_opens(folder: Path, tmp_path: Path) -> None:
    with open_office(folder) as office:
        login = appoint(office.owner_url, "Sabine", PASSWORD)
        entry = SupervisorEntry(office, Patience(tmp_path))
        for number in range(1, 3):
            wrong = entry.returns(login, "pas la bonne phrase")
            assert wrong == Refused("The office refused this password.", 0, number)
        assert entry.returns(login, PASSWORD) is None
        assert entry.returns(login, "pas la bonne phrase") is not None
        noted = "select count(*) from audit.entry where action = 'password_refused'"
        with OwnerStore(office.owner_url) as owner, owner.engine.connect() as connection:
            assert connection.scalar(text(noted)) == 3


def test_the_keeper_looks_backs_up_and_tries_the_backup_again(folder: Path) -> None:
    with open_office(folder) as office:
        keeper = OfficeKeeper(office)
        assert keeper.look().backup is None
        made = keeper.back_up()
        assert made.verified
        assert keeper.verify().file == made.file
        view = keeper.look()
        assert view.own_server
        assert view.hosting is None
        assert view.backup is not None
        assert {str(each.severity) for each in keeper.check()} <= {"ok", "warning"}


def test_the_keeper_hosts_invites_renames_revokes_and_stops(folder: Path, tmp_path: Path) -> None:
    with open_office(folder) as office:
        keeper = OfficeKeeper(office)
        with pytest.raises(KnownError, match="listens to nobody"):
            keeper.invite("Salle 2", timedelta(hours=1))
        keeper.host([LOOPBACK], desks=12)
        hosting = keeper.look().hosting
        assert hosting is not None
        assert (hosting.ranges, hosting.desks) == ((LOOPBACK,), 12)
        assert len(hosting.fingerprint) == 64
        assert hosting.until is not None
        invitation = keeper.invite("Salle 2", timedelta(hours=1))
        assert len(qr_modules(invitation)) > 20
        join_office(invitation, folder=tmp_path / "joined")
        found = next(each for each in keeper.look().desks if each.label == "Salle 2")
        keeper.rename(found, "Salle 3")
        with pytest.raises(BadInput, match="1 to 60"):
            keeper.rename(found, "  ")
        (renamed,) = [each for each in keeper.look().desks if each.active]
        assert renamed.label == "Salle 3"
        keeper.revoke(renamed)
        with pytest.raises(BadInput, match="out of service"):
            keeper.rename(renamed, "Salle 4")
        keeper.appoint("Odile", PASSWORD, "fr", "owner")
        keeper.set_active("Odile", active=False)
        assert [(each.name, each.active) for each in keeper.look().staff] == [("Odile", False)]
        keeper.stop_hosting()
        assert keeper.look().hosting is None


def test_the_keeper_says_which_port_is_free_where_the_former_one_is_taken(folder: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other, open_office(folder) as office:
        keeper = OfficeKeeper(office)
        keeper.host([LOOPBACK], desks=12)
        keeper.stop_hosting()
        taken = other.getsockname()[1]
        lines = 'addresses = "127.0.0.1"\nranges = "127.0.0.0/8"\nhosts = "127.0.0.1"\n'
        (folder / FORMER).write_text(f"{lines}port = {taken}\ndesks = 12\n", encoding="utf-8")
        former = keeper.look().former
        assert former is not None
        assert (former.port, former.taken, former.desks) == (taken, True, 12)
        keeper.host(former.ranges, "", former.desks, former.free_port)
        view = keeper.look()
        assert view.former is None
        assert view.hosting is not None
        assert view.hosting.port == former.free_port
