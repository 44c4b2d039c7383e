"""An office backed up and brought back: whole, and with every objection and erasure made since."""

from __future__ import annotations

import hashlib
import os
import resource
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from threading import Event
from uuid import uuid4

import psycopg
import pytest
from sqlalchemy import URL

from phonebank.calling.delivery import deliver
from phonebank.calling.desk import Desk
from phonebank.domain.errors import BadInput, KnownError
from phonebank.office import backup
from phonebank.office.admission import conninfo
from phonebank.office.backup import BackupStopped, back_up, try_backup
from phonebank.office.backup_contents import Contents, contents, roles
from phonebank.office.backup_key import key_for_reading
from phonebank.office.backup_record import backup_due, last_backup
from phonebank.office.check import Severity, check_office
from phonebank.office.cluster import Cluster
from phonebank.office.erasure import erase_person
from phonebank.office.keeper import OfficeKeeper
from phonebank.office.ledger import Ledger, keep_ledger, ledger_of
from phonebank.office.ledgers_here import note_first, noted_here
from phonebank.office.move import move_office
from phonebank.office.office import Office, create_office, open_office
from phonebank.office.restore import restore_office, restore_over, restore_to_server
from phonebank.office.secret import objection_key, put_objection_key
from phonebank.store.desks import enrol
from phonebank.store.journal import Record
from phonebank.store.objections import SealedObjection
from tests.offices import PIN, SmallOffice

NOTED_ERASURES = "select count(*) from audit.entry where action = 'person_erased'"
#: Enough that every test finds one nobody objected on: ledgers only ever grow.
LINES = 24
#: Long enough not to stand by chance among half a million sealed bytes.
WORDS = ("Camille", "+336399", "06 39 99", "Valmont", "SCRAM-SHA-256")


class Kept:
    """An opened practice office with a campaign, and a backup of it."""

    def __init__(self, office: Office) -> None:
        self.office = office
        self.small = SmallOffice(office.owner_url)
        self.small.fill(LINES, household=2)
        self.role = enrol(office.owner_url, "Poste de Brest", "un secret de poste")
        self.before = self.counts()
        self.file = back_up(office).file

    def counts(self) -> Contents:
        with psycopg.connect(conninfo(self.office.owner_url)) as connection:
            return contents(connection)

    def seat(self, label: str) -> str:
        role = self.small.desk_role(label)
        assert self.office.cluster is not None
        self.office.cluster.allow_local_role(role)
        return role

    def desk(self, folder: Path, name: str) -> Desk:
        """A desk with `name`, who is new here, signed in."""
        account, role = self.small.caller(name), self.seat(f"Poste de {name}")
        desk = Desk(self.small.gateway(role), self.small.journal(folder, role))
        assert desk.sign_in(account, PIN).status == "ok"
        return desk

    def databases(self) -> set[str]:
        address = self.office.owner_url.set(database="postgres")
        with psycopg.connect(conninfo(address)) as connection:
            return {row[0] for row in connection.execute("select datname from pg_database")}


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Kept]:
    """One office for the module: every restore brings it back to the same backup."""
    patch = pytest.MonkeyPatch()
    patch.setenv("PHONEBANK_HOME", str(tmp_path_factory.mktemp("home")))
    folder = tmp_path_factory.mktemp("office") / "brest"
    hasty = {"fsync": "off", "full_page_writes": "off"}
    with create_office(folder, "Brest", practice=True, settings=hasty) as office:
        made = Kept(office)
        yield made
        made.small.close()
    Cluster(folder).destroy()
    patch.undo()


def test_a_backup_comes_back_whole_in_a_folder_of_its_own(kept: Kept, tmp_path: Path) -> None:
    report = restore_office(kept.file, tmp_path / "again")
    try:
        assert report.rows == kept.before.rows
        assert (report.name, report.practice, report.paused) == ("Brest", True, ("Essai",))
        keys = [folder / "backup.key" for folder in (kept.office.folder, tmp_path / "again")]
        assert keys[0].read_bytes() == keys[1].read_bytes()
        with (
            open_office(tmp_path / "again") as again,
            psycopg.connect(conninfo(again.owner_url)) as connection,
        ):
            found = connection.execute(
                "select (select count(*) from pb.person), (select count(*) from pb.queue),"
                " (select state from pb.campaign)"
            ).fetchone()
            assert found == (2 * LINES - report.erased_again, LINES, "paused")
            assert kept.role in {each.name for each in roles(connection)}
    finally:
        Cluster(tmp_path / "again").destroy()
    with pytest.raises(BadInput, match="There is an office in"):
        restore_office(kept.file, kept.office.folder)


def test_nothing_of_the_office_can_be_read_in_the_backup_or_is_left_beside_it(
    kept: Kept, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "temporary").mkdir()
    monkeypatch.setenv("TMPDIR", str(tmp_path / "temporary"))
    report = back_up(kept.office, to=tmp_path / "stick", verify=True)
    assert report.verified
    assert list((tmp_path / "temporary").iterdir()) == []
    assert list((tmp_path / "stick").iterdir()) == [report.file]
    assert report.file.stat().st_mode & 0o077 == 0
    owners = kept.office.folder
    noted = (owners / "objections.ledger", owners / "backups" / "last.toml")
    for file in (report.file, *(each for each in noted if each.exists())):
        content = file.read_bytes()
        assert not [word for word in WORDS if word.encode() in content]
    last = last_backup(owners)
    assert last is not None
    assert (last.file, last.sha256, last.verified) == (report.file, report.sha256, True)
    assert not backup_due(kept.office)


def test_a_trial_sees_that_a_backup_holds_something_else(kept: Kept) -> None:
    key = key_for_reading(kept.file)
    wrong = Contents({**kept.before.rows, "pb.person": 13}, kept.before.make)
    with pytest.raises(KnownError, match="does not hold what the office holds"):
        try_backup(kept.office.owner_url, kept.file, key, wrong)
    assert kept.databases() == {"phonebank", "postgres", "template0", "template1"}


def test_a_touched_cut_or_foreign_backup_changes_nothing(
    kept: Kept, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    content = kept.file.read_bytes()
    (tmp_path / "backups").mkdir()
    spoilt = tmp_path / "backups" / kept.file.name
    before = kept.counts()
    for spoil in (content[:-40], content[:9000] + b"\0" + content[9001:], content[: len(content)]):
        spoilt.write_bytes(spoil)
        if spoil == content:
            monkeypatch.setattr(
                "phonebank.office.restore.owner_folder", lambda _office: tmp_path / "nowhere"
            )
        with pytest.raises(BadInput) as raised:
            restore_over(kept.office, spoilt)
        assert str(raised.value).count(". ") == 0
        assert kept.counts() == before
        with pytest.raises(BadInput):
            restore_office(spoilt, tmp_path / "new")
        assert spoil == content or not (tmp_path / "new").exists()


def test_an_objection_made_after_the_backup_still_holds(kept: Kept, tmp_path: Path) -> None:
    desk = kept.desk(tmp_path, "Anne")
    kept.small.sql("update pb.campaign set state = 'open'")
    served = desk.next_line(kept.small.campaign)
    assert served.claim is not None
    receipt = desk.object_line()
    line = kept.small.value("select line_id from pb.claim where ended_at is null")
    later = kept.small.desk_role("Poste de Quimper")
    kept.small.sql("update pb.desk set active = false where role_name = :r", r=kept.role)
    report = restore_over(kept.office, kept.file)
    assert report.objections_again >= 1
    assert report.safety is not None
    assert report.safety.is_file()
    small = kept.small
    assert small.value("select objected_at is not null from pb.line where id = :l", l=line)
    assert small.value("select done_why from pb.queue where line_id = :l", l=line) == "objection"
    assert small.value("select line_id from pb.objection where receipt = :r", r=receipt) == line
    assert small.value("select count(*) from pb.claim") == 0
    assert small.value("select count(*) from pb.desk where role_name = :r and active", r=later) == 1
    assert small.value("select active from pb.desk where role_name = :r", r=kept.role) is False
    assert kept.databases() == {"phonebank", "postgres", "template0", "template1"}


def test_claims_and_sessions_of_the_backup_are_over_after_a_restore(
    kept: Kept, tmp_path: Path
) -> None:
    desk = kept.desk(tmp_path, "Bruno")
    kept.small.sql("update pb.campaign set state = 'open'")
    assert desk.next_line(kept.small.campaign).claim is not None
    assert desk.start_call().status == "started"
    file = back_up(kept.office).file
    report = restore_over(kept.office, file)
    assert report.claims_ended == 1
    assert report.paused == ("Essai",)
    assert kept.small.value("select end_reason from pb.claim") == "in_doubt"
    assert kept.small.value("select count(*) from pb.session where ended_at is null") == 0
    assert kept.small.value("select count(*) from pb.queue where state = 4") == 1
    restore_over(kept.office, kept.file)


def test_what_a_desk_logged_after_the_backup_goes_to_the_supervisor_and_its_objection_counts(
    kept: Kept, tmp_path: Path
) -> None:
    restore_over(kept.office, kept.file)
    small, role = kept.small, kept.seat("Poste de Vannes")
    gateway, journal = small.gateway(role), small.journal(tmp_path, role)
    line, person = small.sql(
        "select p.line_id, p.person_id from pb.line_person p join pb.line l on l.id = p.line_id"
        " where l.objected_at is null limit 1"
    )[0]
    body = {"outcome": "do_not_call", "seconds": 4, "person_id": person}
    facts = {"claim": str(uuid4()), "campaign": 1, "fence": 1, "body": body}
    journal.write(Record(uuid4(), "outcome", facts))
    assert [deliver(gateway, journal) for _ in range(3)] == [1, 1, 0]
    assert journal.records() == ()
    assert small.value("select reason from pb.orphan order by parked_at desc") == "unknown"
    assert small.value("select objected_at is not null from pb.line where id = :l", l=line)
    assert small.value("select done_why from pb.queue where line_id = :l", l=line) == "objection"
    told = small.value("select count(*) from pb.objection")
    answer = gateway.park(uuid4(), uuid4(), {**body, "outcome": "no_answer"}, "unknown")
    assert answer["status"] == "ok"
    assert small.value("select count(*) from pb.objection") == told


def test_an_erased_person_stays_erased(kept: Kept) -> None:
    small = kept.small
    person, twin, alone = [row[0] for row in small.sql("select id from pb.person order by id")][:3]
    small.sql(
        "update pb.person set birth_name = 'LE GOFF', first_names = 'Yann', birth_month = 2,"
        " birth_day = 3, identity_key = 'le goff|yann|1980-02-03' where id in (:a, :b)",
        a=person,
        b=twin,
    )
    number = small.value(
        "select e164 from pb.line l join pb.line_person p on p.line_id = l.id"
        " where p.person_id = :p",
        p=alone,
    )
    small.sql("delete from pb.line_person where person_id = :p", p=alone + 1)
    noted_before = small.value(NOTED_ERASURES)
    file = back_up(kept.office).file
    with pytest.raises(BadInput, match="names the person"):
        erase_person(kept.office, person, "Monsieur Le Goff l'a demandé")
    shared = erase_person(kept.office, person, "demande écrite")
    single = erase_person(kept.office, alone, "demande écrite")
    assert (shared.numbers, single.numbers) == (0, 1)
    with pytest.raises(BadInput, match="Nobody here"):
        erase_person(kept.office, person, "demande écrite")
    report = restore_over(kept.office, file)
    assert report.erased_again == 2
    there = {row[0] for row in small.sql("select id from pb.person")}
    assert twin in there
    assert not there & {person, alone}
    assert small.value("select count(*) from pb.line where e164 = :n", n=number) == 0
    assert small.value("select count(*) from pb.objection where origin = 'erasure'") > 2
    assert small.value(NOTED_ERASURES) == noted_before + 2
    ledger = (kept.office.folder / "objections.ledger").read_bytes()
    assert not [word for word in ("goff", "yann", number[1:]) if word.encode() in ledger]
    restore_over(kept.office, kept.file)
    assert {person, alone}.isdisjoint(row[0] for row in small.sql("select id from pb.person"))


def test_a_backup_taken_elsewhere_brings_nobody_back_who_was_erased_or_objected_since(
    kept: Kept, tmp_path: Path
) -> None:
    small, again = kept.small, tmp_path / "again"
    restore_over(kept.office, kept.file)
    file = back_up(kept.office, to=tmp_path / "stick").file
    gone = small.value("select max(id) from pb.person")
    erase_person(kept.office, gone, "demande écrite")
    line = small.value("select min(id) from pb.line where objected_at is null")
    number = small.value("select e164 from pb.line where id = :l", l=line)
    # By a call that nobody's window has noted yet.
    small.sql("select pb.object_to(:l, null, 'call')", l=line)
    note_first([kept.office.folder])
    report = restore_office(file, again, beside=[kept.office.folder, tmp_path])
    try:
        assert (report.erased_again, report.objections_again) == (1, 1)
        with (
            open_office(again) as opened,
            psycopg.connect(conninfo(opened.owner_url)) as connection,
        ):
            found = connection.execute(
                "select (select count(*) from pb.person where id = %s),"
                " (select objected_at is not null from pb.line where e164 = %s)",
                (gone, number),
            ).fetchone()
        assert found == (0, True)
        assert {each.receipt for each in ledger_of(kept.office).entries()} <= {
            each.receipt for each in Ledger(again, objection_key(kept.office)).entries()
        }
    finally:
        Cluster(again).destroy()


def test_another_offices_ledger_is_no_hindrance_and_a_damaged_one_is(
    kept: Kept, tmp_path: Path
) -> None:
    key, other = objection_key(kept.office), os.urandom(32)
    entry = SealedObjection("BBBB-CCCC", "call", "", "", "2026-01-01T00:00:00+00:00")
    for folder, sealed_by in ((tmp_path / "ours", key), (tmp_path / "theirs", other)):
        folder.mkdir()
        Ledger(folder, sealed_by).add([entry])
    assert entry in noted_here(key, [tmp_path / "ours", tmp_path / "theirs", tmp_path / "none"])
    Ledger(tmp_path / "theirs", other).add([replace(entry, lifted=True)])
    assert [each.lifted for each in noted_here(other, [tmp_path / "theirs"])] == [True]
    put_objection_key(tmp_path / "theirs", key)
    with pytest.raises(KnownError, match="damaged in line 1, or belongs to another office"):
        noted_here(key, [tmp_path / "theirs"])


def test_the_ledger_grows_once_an_objection_and_forgives_a_cut_line(kept: Kept) -> None:
    line = kept.small.value("select id from pb.line where objected_at is null limit 1")
    kept.small.sql("select pb.object_to(:l, gen_random_uuid(), 'supervisor')", l=line)
    assert keep_ledger(kept.office) >= 1
    assert keep_ledger(kept.office) == 0
    noted = ledger_of(kept.office).entries()
    file = kept.office.folder / "objections.ledger"
    whole = file.read_bytes()
    file.write_bytes(whole + b"half a li")
    assert ledger_of(kept.office).entries() == noted
    kept.small.sql("select pb.object_to(:l, gen_random_uuid(), 'supervisor')", l=line)
    kept.small.sql("update pb.objection set line_hmac = null where line_id = :l", l=line)
    assert keep_ledger(kept.office) == 1
    assert len(ledger_of(kept.office).entries()) == len(noted) + 1
    lines = file.read_bytes().splitlines(keepends=True)
    file.write_bytes(b"".join([lines[1], lines[0], *lines[2:]]))
    with pytest.raises(KnownError, match="damaged in line 1"):
        ledger_of(kept.office).entries()
    file.write_bytes(b"".join(lines))


CUT_OFF = """
import os, sys
from pathlib import Path
from phonebank.office.office import open_office
from phonebank.office.restore import restore_over

def say(words):
    if words.startswith(sys.argv[3]):
        os._exit(9)

restore_over(open_office(sys.argv[1]), Path(sys.argv[2]), say)
"""


@pytest.mark.parametrize("at", ["Reading", "Applying"])
def test_a_restore_cut_off_leaves_the_office_as_it_was(kept: Kept, at: str) -> None:
    kept.small.caller(f"Dora {at}")
    before = kept.counts()
    done = subprocess.run(
        [sys.executable, "-c", CUT_OFF, str(kept.office.folder), str(kept.file), at], check=False
    )
    assert done.returncode == 9
    after = kept.counts()
    assert {**after.rows, "pb.objection": 0} == {**before.rows, "pb.objection": 0}
    assert len(kept.databases()) == 5
    restore_over(kept.office, kept.file)
    assert len(kept.databases()) == 4


def test_a_restore_cut_off_in_a_new_folder_can_be_done_again(kept: Kept, tmp_path: Path) -> None:
    def stop(words: str) -> None:
        if words.startswith("Applying"):
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        restore_office(kept.file, tmp_path / "new", stop)
    assert not (tmp_path / "new").exists()


def test_a_full_disk_leaves_no_half_backup(kept: Kept, tmp_path: Path) -> None:
    before = last_backup(kept.office.folder)
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, limits[1]))
    try:
        with pytest.raises(KnownError, match="nothing was left half done"):
            back_up(kept.office, to=tmp_path / "full")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert list((tmp_path / "full").iterdir()) == []
    assert last_backup(kept.office.folder) == before


@pytest.mark.parametrize("step", ["Writing", "Restoring"])
def test_a_backup_that_is_stopped_leaves_nothing(kept: Kept, step: str) -> None:
    folder = kept.office.folder / "backups"
    before, last = set(folder.iterdir()), last_backup(kept.office.folder)
    told: list[tuple[str, int]] = []
    stop = Event()

    def progress(at: str, mebibytes: int) -> None:
        told.append((at, mebibytes))
        if at.startswith(step):
            stop.set()

    keeper = OfficeKeeper(kept.office)
    with pytest.raises(BackupStopped, match="nothing was left half done"):
        keeper.back_up(progress, stop)
    assert told[-1][0].startswith(step)
    assert (set(folder.iterdir()), last_backup(kept.office.folder)) == (before, last)
    assert kept.databases() == {"phonebank", "postgres", "template0", "template1"}
    with pytest.raises(BackupStopped):
        keeper.verify(progress, stop)


def test_a_trial_is_stopped_while_the_server_works_on_what_it_has_read(
    kept: Kept, monkeypatch: pytest.MonkeyPatch
) -> None:
    """All of the file is read; what is left is pg_restore's own."""
    monkeypatch.setattr("phonebank.office.backup_pipe._LOOK_SECONDS", 0.0)
    key = key_for_reading(kept.file, (kept.office.folder,))
    size, read = kept.file.stat().st_size, 0

    def follow(count: int) -> None:
        nonlocal read
        read += count
        if count == 0 and read > 0.9 * size:
            raise BackupStopped("Enough.")

    with pytest.raises(BackupStopped):
        try_backup(kept.office.owner_url, kept.file, key, kept.before, follow)
    assert kept.databases() == {"phonebank", "postgres", "template0", "template1"}


def test_what_a_killed_backup_left_goes_with_the_next_and_one_under_way_stays(
    kept: Kept, tmp_path: Path
) -> None:
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    name = "brest-20260101T000000Z.phonebank"
    living = tmp_path / f"{name}.{os.getppid()}.part"
    for left in (living, tmp_path / f"{name}.{gone.pid}.part", tmp_path / "letter.part"):
        left.write_bytes(b"half")
    made = back_up(kept.office, to=tmp_path).file
    assert {each.name for each in tmp_path.iterdir()} == {made.name, living.name, "letter.part"}


def test_two_backups_of_one_second_are_two(kept: Kept, monkeypatch: pytest.MonkeyPatch) -> None:
    at = datetime(2026, 3, 1, 12, tzinfo=UTC)
    monkeypatch.setattr(backup, "_free_second", lambda _folder, _name: at)
    first, second = back_up(kept.office), back_up(kept.office)
    assert first.file != second.file
    for made in (first, second):
        assert hashlib.sha256(made.file.read_bytes()).hexdigest() == made.sha256


def test_another_offices_backup_does_not_take_the_place_of_this_one(
    kept: Kept, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("phonebank.office.restore.objection_key", lambda _office: os.urandom(32))
    with pytest.raises(BadInput, match="another office's, 'Brest'"):
        restore_over(kept.office, kept.file)


def test_an_office_moves_to_a_server_and_back(kept: Kept, server: URL, tmp_path: Path) -> None:
    restore_office(kept.file, tmp_path / "first")
    there = server.set(database=f"moved_{uuid4().hex[:8]}")
    try:
        with open_office(tmp_path / "first") as office:
            moved = move_office(office, there)
        people = moved.restored.rows["pb.person"]
        assert people > 0
        with pytest.raises(KnownError, match="This office moved to"):
            open_office(tmp_path / "first")
        with pytest.raises(BadInput, match="holds something"):
            restore_to_server(kept.file, there, tmp_path / "third")
        with open_office(there) as office:
            back = move_office(office, tmp_path / "back")
        assert back.restored.rows["pb.person"] == people
        assert back.aside is None
        (left,) = [each for each in check_office(tmp_path / "first") if "moved to" in each.sentence]
        assert left.severity is Severity.WARNING
        # Into the folder it once left: what is closed there is put aside.
        with open_office(tmp_path / "back") as office:
            home = move_office(office, tmp_path / "first")
        assert home.aside is not None
        assert (home.aside / "moved.toml").exists()
        assert home.restored.rows["pb.person"] == people
        open_office(tmp_path / "first").close()
        # Asked for by its former address, known on this computer or not, it stays closed.
        for choice in (there, there.set(port=5432)):
            with pytest.raises(KnownError, match=r"This office moved to .* on 20"):
                open_office(choice)
        with pytest.raises(psycopg.OperationalError, match="too many connections"):
            psycopg.connect(conninfo(there.set(username=kept.role)))
    finally:
        Cluster(tmp_path / "first").destroy()
        Cluster(tmp_path / "back").destroy()
        for aside in tmp_path.glob("first-*"):
            Cluster(aside).destroy()
