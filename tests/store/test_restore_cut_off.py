"""A restore killed while it put its database in place; how an office listens, in its backup; the
commands of all that."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import psycopg
import pytest

from phonebank.calling.seating import SeatedDesk
from phonebank.cli import run
from phonebank.office.admission import conninfo
from phonebank.office.backup import back_up
from phonebank.office.check import check_office
from phonebank.office.cluster import Cluster
from phonebank.office.hosting import authority_pem, host_office, hosting_of
from phonebank.office.office import create_office, open_office
from phonebank.office.restore import restore_office
from phonebank.office.restore_swap import alone, mend_cut_off
from phonebank.store.journal import Record
from tests.hosted import LOOPBACK, without_key_ring
from tests.offices import SmallOffice

NO_ANSWER = {"outcome": "no_answer"}

_DIES = """
import os, signal, sys
from pathlib import Path
from phonebank.office import restore_swap
from phonebank.office.office import open_office
from phonebank.office.restore import restore_over

def die(*_arguments, **_named):
    os.kill(os.getpid(), signal.SIGKILL)

if sys.argv[3] == "before":
    restore_swap._rename = die
else:
    restore_swap.drop_database = die
with open_office(Path(sys.argv[1])) as office:
    restore_over(office, Path(sys.argv[2]))
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A practice office with a campaign, closed; whatever stands under its home is removed."""
    monkeypatch.setenv("PHONEBANK_HOME", str(tmp_path / "home"))
    where = tmp_path / "home" / "offices" / "brest"
    hasty = {"fsync": "off", "full_page_writes": "off"}
    with create_office(where, "Brest", practice=True, settings=hasty) as office:
        small = SmallOffice(office.owner_url)
        small.fill(4)
        small.close()
    yield where
    for card in (tmp_path / "home").rglob("office.toml"):
        Cluster(card.parent).destroy()


def databases(folder: Path) -> set[str]:
    """The databases of a running server, and which are closed."""
    address = Cluster(folder).url().set(database="postgres")
    with psycopg.connect(conninfo(address)) as connection:
        rows = connection.execute(
            "select datname, datconnlimit from pg_database where datname like 'phonebank%'"
        ).fetchall()
    return {f"{name}{' closed' if limit == 0 else ''}" for name, limit in rows}


@pytest.mark.parametrize("when", ["before", "after"])
def test_a_restore_killed_in_its_last_step_is_put_right_by_the_next_opening(
    folder: Path, when: str
) -> None:
    with open_office(folder) as office:
        assert office.cluster is not None
        office.cluster.keep_running()
        file = back_up(office).file
        SmallOffice(office.owner_url).close()
    killed = subprocess.run(
        [sys.executable, "-c", _DIES, str(folder), str(file), when],
        check=False,
        capture_output=True,
        timeout=120,
    )
    assert killed.returncode == -signal.SIGKILL, killed.stderr
    left = databases(folder)
    if when == "before":
        assert "phonebank closed" in left
    else:
        assert "phonebank_former closed" in left
    cut = [each for each in check_office(folder) if "cut off" in each.sentence]
    assert [str(each.severity) for each in cut] == ["problem"]
    with open_office(folder) as office:
        assert databases(folder) == {"phonebank"}
        with psycopg.connect(conninfo(office.owner_url)) as connection:
            found = connection.execute("select count(*) from pb.queue").fetchone()
        assert found == (4,)
    assert not any("cut off" in each.sentence for each in check_office(folder))


def test_a_restore_under_way_is_not_disturbed(folder: Path) -> None:
    with open_office(folder) as office:
        with alone(office.owner_url):
            assert not mend_cut_off(office.owner_url)
        assert mend_cut_off(office.owner_url)


def test_a_hosted_office_comes_back_with_its_authority_and_its_addresses(
    folder: Path, tmp_path: Path
) -> None:
    with open_office(folder) as office:
        hosting = host_office(office, ranges=[LOOPBACK])
        authority = authority_pem(folder)
        file = back_up(office).file
    Cluster(folder).stop()
    back = tmp_path / "home" / "offices" / "retour"
    done = restore_office(file, back)
    assert done.hosting == "listening"
    assert hosting_of(back) == hosting
    assert authority_pem(back) == authority
    with open_office(back):
        found = [str(each.severity) for each in check_office(back) if "over TLS" in each.sentence]
        assert found == ["ok"]


def test_an_office_restored_where_its_port_is_taken_waits_to_be_told(
    folder: Path, tmp_path: Path
) -> None:
    with open_office(folder) as office:
        hosting = host_office(office, ranges=[LOOPBACK])
        file = back_up(office).file
        back = tmp_path / "home" / "offices" / "retour"
        done = restore_office(file, back)
        assert done.hosting == "waiting"
        assert hosting_of(back) is None
        with open_office(back) as second:
            again = host_office(second)
            assert again.ranges == hosting.ranges
            assert again.port != hosting.port
            assert authority_pem(back) == authority_pem(folder), "desks need no invitation"


def test_the_authoritys_key_is_sealed_anew_and_stands_nowhere_open(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PHONEBANK_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("PHONEBANK_PASSPHRASE", "une longue phrase de passe")
    first, back = (tmp_path / "home" / "offices" / name for name in ("premier", "retour"))
    try:
        with without_key_ring():
            with create_office(first, "Vrai", practice=False) as office:
                small = SmallOffice(office.owner_url, practice=False)
                host_office(office, ranges=[LOOPBACK])
                file = back_up(office).file
                small.close()
            Cluster(first).stop()
            assert restore_office(file, back).hosting == "listening"
            key = (back / "tls" / "ca.key").read_text(encoding="ascii")
            assert "ENCRYPTED" in key
            assert b"PRIVATE KEY" not in file.read_bytes()
            with open_office(back) as office:
                host_office(office)
    finally:
        for each in (first, back):
            Cluster(each).destroy()


def said(capsys: pytest.CaptureFixture[str], *words: str) -> dict[str, object]:
    capsys.readouterr()
    code = run([*words, "--json"])
    heard = capsys.readouterr()
    assert code == 0, heard.err
    answer: dict[str, object] = json.loads(heard.out)
    return answer


def test_the_commands_back_up_erase_restore_and_move(
    folder: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    office = ("--office", str(folder))
    made = said(capsys, *office, "office", "backup", "--verify", "--to", str(tmp_path / "ailleurs"))
    assert made["verified"] is True
    file = Path(str(made["file"]))
    assert file.parent == tmp_path / "ailleurs"
    assert file.stat().st_size == made["size_bytes"]
    assert b"Camille" not in file.read_bytes()

    erased = said(capsys, *office, "person", "erase", "1", "--reason", "demande écrite")
    assert len(str(erased["receipt"])) > 6
    assert run([*office, "person", "erase", "1", "--reason", "encore"]) == 2

    replaced = said(capsys, *office, "office", "restore", str(file), "--replace")
    assert replaced["erased_again"] == 1
    assert replaced["people"] == 4
    assert Path(str(replaced["safety"])).is_file()
    with open_office(folder) as opened, psycopg.connect(conninfo(opened.owner_url)) as connection:
        assert connection.execute("select count(*) from pb.person").fetchone() == (3,)

    key = said(capsys, *office, "office", "backup", "--show-key")["key"]
    monkeypatch.setenv("PHONEBANK_BACKUP_KEY", str(key))
    beside = tmp_path / "home" / "offices" / "beside"
    copied = said(capsys, *office, "office", "restore", str(file), "--into", str(beside))
    assert copied["place"] == str(beside)
    assert copied["erased_again"] == 1
    with open_office(beside) as opened, psycopg.connect(conninfo(opened.owner_url)) as connection:
        assert connection.execute("select count(*) from pb.person").fetchone() == (3,)

    # A result a desk of this computer still keeps: the office knows nothing of its call.
    kept = Record(uuid4(), "outcome", {"claim": str(uuid4()), "fence": 1, "body": NO_ANSWER})
    with open_office(folder) as opened, SeatedDesk(opened) as seated:
        seated._journal.write(kept)
        assert run([*office, "office", "move", "--to", str(tmp_path / "home" / "moved")]) == 1
        assert "1 result(s) of calls made on this computer" in capsys.readouterr().err
    moved = said(capsys, *office, "office", "move", "--to", str(tmp_path / "home" / "moved"))
    assert moved["place"] == str(tmp_path / "home" / "moved")
    there = ("--office", str(moved["place"]))
    orphans: Any = said(capsys, *there, "office", "orphan", "list")["orphans"]
    assert [each["orphan"] for each in orphans] == [str(kept.call_uuid)]
    capsys.readouterr()
    assert run([*office, "office", "set"]) == 1
    assert "moved" in capsys.readouterr().err


def test_the_commands_refuse_in_one_sentence(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    office = ("--office", str(folder))
    other = tmp_path / "rien.phonebank"
    other.write_bytes(b"not a backup")
    for words in (
        ("office", "restore", str(other), "--replace"),
        ("office", "restore", str(other), "--replace", "--into", "x"),
        ("office", "restore", str(tmp_path / "absent.phonebank"), "--replace"),
        ("office", "move", "--to", str(folder)),
        ("person", "erase", "999", "--reason", "x"),
    ):
        capsys.readouterr()
        assert run([*office, *words]) == 2, words
        heard = capsys.readouterr()
        assert heard.out == ""
        assert len(heard.err.strip().splitlines()) == 1 or "…" in heard.err, words
