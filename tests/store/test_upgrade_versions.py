"""An office made with one PostgreSQL and moved to a newer one: whole, or as it was.

It runs from the oldest version there is to the newest (the system's, and the wheel's on Python
3.12 and newer). Where there is one only, the office moves to that one anew: every step but the
newer server's own reading is the same.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, suppress
from datetime import timedelta
from pathlib import Path
from typing import TypeVar

import psycopg
import pytest

from phonebank.calling.delivery import deliver, waiting
from phonebank.calling.desk import Desk
from phonebank.domain.card import CallReport
from phonebank.domain.errors import KnownError
from phonebank.domain.outcomes import Outcome
from phonebank.office.admission import conninfo
from phonebank.office.backup import back_up
from phonebank.office.backup_contents import Contents, contents
from phonebank.office.binaries import Binaries
from phonebank.office.cluster import Cluster
from phonebank.office.desks import find_desk, invite_desk, revoke_desk
from phonebank.office.hosting import host_office
from phonebank.office.joining import Joined, join_office, rotate_secret, working_url
from phonebank.office.office import Office, create_office, open_office
from phonebank.office.restore import restore_office
from phonebank.office.upgrade import upgrade_office
from phonebank.store.desk import DeskGateway
from phonebank.store.desks import appoint
from phonebank.store.journal import Journal
from tests.hosted import LOOPBACK
from tests.offices import PIN, SmallOffice
from tests.postgresql import versions
from tests.seats import KEY
from tests.store.upgrade_process import MOMENTS, SHORT, count_one_version_as_newer

ROOT = Path(__file__).resolve().parents[2]
PASSWORD = "quatre chevaux verts dorment"
Kept = TypeVar("Kept", DeskGateway, Journal)


class Old:
    """An office on the oldest version, in `folder`; `both()` lets the newest be found too."""

    def __init__(self, home: Path, patch: pytest.MonkeyPatch) -> None:
        self.folder, self._home, self._patch = home / "brest", home, patch
        self.opened = ExitStack()
        patch.setenv("PHONEBANK_HOME", str(home))
        every = versions()
        self.old: Binaries = every[0]
        self.new: Binaries = every[-1]
        patch.setenv("PHONEBANK_PG_BIN", str(self.old.folder))
        with create_office(self.folder, "Brest", practice=True) as office:
            small = SmallOffice(office.owner_url)
            small.fill(6, household=2)
            self.account = small.caller("Camille")
            self.campaign = small.campaign
            small.close()
            self.rows = self.contents(office).rows

    def both(self) -> None:
        folders = dict.fromkeys(str(one.folder) for one in (self.old, self.new))
        self._patch.setenv("PHONEBANK_PG_BIN", os.pathsep.join(folders))

    def contents(self, office: Office) -> Contents:
        with psycopg.connect(conninfo(office.owner_url)) as connection:
            return contents(connection)

    def join(self, office: Office, label: str) -> Joined:
        invitation = invite_desk(office, label, timedelta(hours=1))
        return join_office(invitation, label=label, folder=self._home / label)

    def kept(self, made: Kept) -> Kept:
        self.opened.callback(made.close)
        return made

    def left_behind(self) -> list[str]:
        place = Cluster(self.folder).place
        found = [*self.folder.glob("upgrade.*"), *place.glob("pgdata.*")]
        return sorted(file.name for file in found)


@pytest.fixture
def brest(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Old]:
    folder = tmp_path / "brest"
    try:
        made = Old(tmp_path, monkeypatch)
        with made.opened:
            yield made
    finally:
        with suppress(KnownError):
            Cluster(folder).destroy()


def test_a_hosted_office_moves_with_its_desks_its_passwords_and_what_was_not_sent_yet(
    brest: Old, monkeypatch: pytest.MonkeyPatch
) -> None:
    with open_office(brest.folder) as office:
        host_office(office, ranges=[LOOPBACK])
        here, there = brest.join(office, "Salle 1"), brest.join(office, "Salle 2")
        supervisor = appoint(office.owner_url, "Sophie", PASSWORD)
    gateway = brest.kept(DeskGateway(working_url(here.folder, practice=True)))
    journal = brest.kept(Journal(here.folder / "journal.sqlite", KEY, "desk"))
    desk = Desk(gateway, journal)
    assert desk.sign_in(brest.account, PIN).status == "ok"
    assert desk.next_line(brest.campaign).claim is not None
    call = desk.start_call().call_uuid
    assert call is not None
    cluster = Cluster(brest.folder)
    cluster.stop()
    desk.finish(CallReport(call, Outcome.NO_ANSWER), None)
    assert waiting(journal) == 1
    with open_office(brest.folder) as office:
        before = brest.contents(office).rows
    cluster.keep_running()

    brest.both()
    count_one_version_as_newer(monkeypatch.setattr)
    assert upgrade_office(brest.folder) == brest.new.version
    assert cluster.running
    assert cluster.data_version() == brest.new.major
    assert brest.left_behind() == []
    with open_office(brest.folder) as office:
        assert brest.contents(office).rows == before
        with psycopg.connect(conninfo(working_url(here.folder, practice=True))) as link:
            assert link.info.server_version // 10000 == brest.new.major
            assert link.pgconn.ssl_in_use
        assert deliver(gateway, journal) == 0
        with psycopg.connect(conninfo(office.owner_url)) as link:
            assert link.execute("select outcome from pb.call").fetchall() == [("no_answer",)]
        with psycopg.connect(conninfo(office.supervisor_url(supervisor, PASSWORD))) as link:
            link.execute("select * from room.campaigns()")
        rotate_secret(there.folder, practice=True)
        revoke_desk(office, find_desk(office, here.label))
        with pytest.raises(psycopg.OperationalError):
            psycopg.connect(conninfo(working_url(here.folder, practice=True)))
        assert brest.join(office, "Salle 3").label == "Salle 3"


@pytest.mark.parametrize("moments", [SHORT, pytest.param(MOMENTS, marks=pytest.mark.long)])
def test_an_upgrade_killed_at_any_moment_leaves_the_office_whole_and_nothing_beside_it(
    brest: Old, moments: tuple[str, ...]
) -> None:
    brest.both()
    cluster = Cluster(brest.folder)
    for moment in moments:
        argv = [sys.executable, "-m", "tests.store.upgrade_process", str(brest.folder), moment]
        done = subprocess.run(argv, cwd=ROOT, capture_output=True, text=True, check=False)
        assert done.returncode == -signal.SIGKILL, (moment, done.stderr)
        assert brest.left_behind() or moment == "moved"
        with open_office(brest.folder) as office:
            assert brest.contents(office).rows == brest.rows, moment
        assert brest.left_behind() == [], moment
        arrived = brest.new if moment == "moved" else brest.old
        assert cluster.data_version() == arrived.major
    assert not cluster.running


def test_a_backup_of_an_older_version_is_restored_on_the_newest(brest: Old, tmp_path: Path) -> None:
    with open_office(brest.folder) as office:
        file = back_up(office).file
    brest.both()
    folder = tmp_path / "again"
    try:
        assert restore_office(file, folder).rows == brest.rows
        assert Cluster(folder).data_version() == brest.new.major
        with open_office(folder) as again, psycopg.connect(conninfo(again.owner_url)) as link:
            lent = "select has_function_privilege('pb_desk', 'pg_sleep(float8)', 'execute')"
            assert link.execute(lent).fetchone() == (False,)
    finally:
        Cluster(folder).destroy()
