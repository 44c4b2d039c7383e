"""The desk's journal: sealed, surviving, forgetting; and where its key lives."""

from __future__ import annotations

import sqlite3
import stat
import threading
from collections.abc import Iterator
from pathlib import Path
from uuid import UUID, uuid4

import keyring
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from keyring.backend import KeyringBackend
from keyring.backends.fail import Keyring as NoRing
from keyring.backends.null import Keyring as ForgetfulRing

from phonebank.calling.delivery import deliver
from phonebank.domain.errors import KnownError
from phonebank.store import journal as journal_file
from phonebank.store.journal import KEY_BYTES, REFUSALS, Journal, Record
from phonebank.store.journal_key import FirstPassphraseNeeded, PassphraseNeeded, journal_key
from tests.offices import SmallOffice

KEY = b"k" * KEY_BYTES
NOTE = "Rappeler Mme Zylberstein apres le marche"
JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**60), 2**60) | st.text(max_size=40),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=9), inner),
    max_leaves=8,
)


def open_journal(folder: Path, key: bytes = KEY, desk: str = "pbd_1") -> Journal:
    return Journal(folder / "journal.sqlite", key, desk)


def outcome(uuid: UUID | None = None, note: str = NOTE) -> Record:
    body = {"outcome": "no_answer", "note": note, "person_id": 4711004711}
    return Record(uuid or uuid4(), "outcome", {"claim": str(uuid4()), "fence": 1, "body": body})


def timers_of(journal: Journal) -> list[threading.Timer]:
    running = [each for each in threading.enumerate() if isinstance(each, threading.Timer)]
    return [each for each in running if getattr(each.function, "__self__", None) is journal]


def alter(folder: Path, statement: str, *values: str) -> None:
    """Change the file as no desk would."""
    with sqlite3.connect(folder / "journal.sqlite") as db:
        db.execute(statement, values)
    db.close()


def bytes_of(folder: Path) -> bytes:
    return b"".join(file.read_bytes() for file in sorted(folder.iterdir()))


def test_no_file_of_the_journal_shows_what_it_keeps(tmp_path: Path) -> None:
    journal = open_journal(tmp_path)
    for _ in range(50):
        journal.write(outcome())
    names = {file.name for file in tmp_path.iterdir()}
    raw = bytes_of(tmp_path)
    journal.close()
    assert "journal.sqlite-wal" in names
    for content in (raw, bytes_of(tmp_path)):
        for seeded in (NOTE, "Zylberstein", "4711004711", "no_answer", KEY.decode()):
            assert seeded.encode() not in content


def test_the_journals_files_are_their_owners_alone(tmp_path: Path) -> None:
    journal = open_journal(tmp_path)
    journal.write(outcome())
    modes = {stat.S_IMODE(file.stat().st_mode) for file in tmp_path.iterdir()}
    journal.close()
    assert modes == {0o600}


def test_what_was_written_is_there_after_a_crash(tmp_path: Path) -> None:
    journal = open_journal(tmp_path)
    record = outcome()
    journal.write(record)
    # As after a pulled plug: the files as they stand, nothing closed.
    copy = tmp_path / "after"
    copy.mkdir()
    for name in ("journal.sqlite", "journal.sqlite-wal"):
        (copy / name).write_bytes((tmp_path / name).read_bytes())
    again = open_journal(copy)
    assert again.records() == (record,)
    again.close()
    journal.close()


def test_records_survive_closing_and_come_back_by_kind(tmp_path: Path) -> None:
    journal = open_journal(tmp_path)
    one = outcome()
    other = Record(one.call_uuid, "dialled", {"shown": True})
    journal.write(one)
    journal.write(other)
    journal.refused(one)
    journal.close()
    journal = open_journal(tmp_path)
    assert journal.records("dialled") == (other,)
    assert journal.records("outcome")[0].refusals == 1
    assert len(journal.records()) == 2
    journal.close()


@settings(max_examples=60, deadline=None)
@given(facts=st.dictionaries(st.text(max_size=20), JSON, max_size=5))
def test_any_facts_come_back_as_they_were(
    facts: dict[str, object], tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("facts")
    journal = open_journal(folder)
    record = Record(uuid4(), "outcome", facts)
    journal.write(record)
    journal.close()
    journal = open_journal(folder)
    assert journal.records() == (record,)
    journal.close()


def test_another_key_or_another_desk_opens_nothing_and_says_so(tmp_path: Path) -> None:
    journal = open_journal(tmp_path)
    journal.write(outcome())
    journal.close()
    for key, desk in ((b"x" * KEY_BYTES, "pbd_1"), (KEY, "pbd_2")):
        with pytest.raises(KnownError, match="sealed with another key"):
            open_journal(tmp_path, key, desk)


def test_a_record_moved_to_another_call_is_noticed(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    journal = open_journal(tmp_path)
    journal.write(outcome())
    journal.close()
    alter(tmp_path, "update record set call_uuid = ?", str(uuid4()))
    journal = open_journal(tmp_path)
    assert journal.records() == ()
    journal.close()
    assert "damaged on the disk, and lost: 1" in caplog.text


def test_a_damaged_record_does_not_take_the_others_with_it(tmp_path: Path) -> None:
    journal = open_journal(tmp_path)
    records = [outcome(UUID(int=number)) for number in (1, 2, 3)]
    for record in records:
        journal.write(record)
    alter(tmp_path, "update record set sealed = zeroblob(60) where call_uuid = ?", str(UUID(int=2)))
    assert journal.records() == (records[0], records[2])
    journal.close()
    journal = open_journal(tmp_path)
    assert journal.records() == (records[0], records[2])
    journal.close()


def test_a_journal_that_keeps_nothing_opens_with_a_new_key(tmp_path: Path) -> None:
    """The key ring was lost with nothing to send: nobody is held up."""
    open_journal(tmp_path).close()
    open_journal(tmp_path, b"n" * KEY_BYTES).close()


def test_a_journal_of_an_earlier_version_has_its_key_tried_on_its_records(tmp_path: Path) -> None:
    journal = open_journal(tmp_path)
    journal.write(record := outcome())
    journal.close()
    alter(tmp_path, "drop table seal")
    with pytest.raises(KnownError, match="sealed with another key"):
        open_journal(tmp_path, b"n" * KEY_BYTES)
    journal = open_journal(tmp_path)
    assert journal.records() == (record,)
    journal.close()


@pytest.mark.parametrize("gone", ["all", "file", "replaced"])
def test_a_journal_taken_away_under_a_desk_goes_on_in_its_place(tmp_path: Path, gone: str) -> None:
    """Else what is told would be on no disk: SQLite goes on writing to a file without a name."""
    older, early, late = outcome(UUID(int=1)), outcome(UUID(int=2)), outcome(UUID(int=3))
    journal = open_journal(tmp_path)
    journal.write(older)
    journal.close()
    copy = (tmp_path / "journal.sqlite").read_bytes()
    journal = open_journal(tmp_path)
    journal.forget(older.call_uuid, "outcome")
    journal.write(early)
    for file in list(tmp_path.iterdir()):
        if gone != "file" or file.suffix == ".sqlite":
            file.unlink()
    if gone == "replaced":
        (tmp_path / "journal.sqlite").write_bytes(copy)
    journal.write(late)
    # As after a pulled plug: the files as they stand, nothing closed.
    (after := tmp_path / "after").mkdir()
    for name in ("journal.sqlite", "journal.sqlite-wal"):
        (after / name).write_bytes((tmp_path / name).read_bytes())
    again = open_journal(after)
    kept = {record.call_uuid.int for record in again.records()}
    assert kept == ({1, 2, 3} if gone == "replaced" else {2, 3})
    again.close()
    assert len(journal.records()) == len(kept)
    journal.close()


def test_what_waits_in_a_journal_that_was_taken_away_is_put_back_on_closing(tmp_path: Path) -> None:
    journal = open_journal(tmp_path)
    journal.write(record := outcome())
    (tmp_path / "journal.sqlite").unlink()
    journal.close()
    journal = open_journal(tmp_path)
    assert journal.records() == (record,)
    journal.forget(record.call_uuid, "outcome")
    (tmp_path / "journal.sqlite").unlink()
    journal.close()
    assert not (tmp_path / "journal.sqlite").exists()


def test_a_journal_that_has_no_place_any_more_says_so_and_forgets_nothing(tmp_path: Path) -> None:
    folder = tmp_path / "seat"
    journal = open_journal(folder)
    journal.write(record := outcome())
    folder.rename(tmp_path / "elsewhere")
    folder.touch()
    for _ in range(2):
        with pytest.raises(KnownError, match="cannot be used"):
            journal.write(outcome())
        with pytest.raises(KnownError, match="cannot be used"):
            journal.records()
    folder.unlink()
    assert journal.records() == (record,)
    journal.close()


def test_what_is_wrong_with_the_file_is_said_with_what_to_do(tmp_path: Path) -> None:
    journal = open_journal(tmp_path)
    for _ in range(9):
        journal.write(outcome())
    journal.close()
    file = tmp_path / "journal.sqlite"
    whole = file.read_bytes()
    for length in (100, 5000, len(whole) - 1):
        file.write_bytes(whole[:length])
        with pytest.raises(KnownError, match="It is damaged: move it away"):
            open_journal(tmp_path)
    file.write_bytes(whole)
    journal = open_journal(tmp_path)
    journal._db.execute("pragma busy_timeout = 0")
    holder = sqlite3.connect(file)
    holder.execute("begin immediate")
    with pytest.raises(KnownError, match="close the program that holds it"):
        journal.write(outcome())
    holder.close()
    journal.close()


def test_a_file_that_is_no_journal_is_said_in_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "journal.sqlite").write_bytes(b"not a database at all, " * 400)
    with pytest.raises(KnownError, match="cannot be used"):
        open_journal(tmp_path)
    (tmp_path / "file").touch()
    with pytest.raises(KnownError, match="cannot be used"):
        open_journal(tmp_path / "file")


@pytest.mark.parametrize("calls", [1, 20])
def test_what_is_forgotten_leaves_no_byte(
    tmp_path: Path, calls: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A lone call's at once; calls in a row share the wiping a moment later."""
    monkeypatch.setattr(journal_file, "WIPE_SECONDS", 0.2)
    journal = open_journal(tmp_path)
    records = [outcome() for _ in range(calls)]
    for record in records:
        journal.write(record)
    with sqlite3.connect(tmp_path / "journal.sqlite") as reader:
        sealed = [row[0] for row in reader.execute("select sealed from record")]
    reader.close()
    assert all(blob[:16] in bytes_of(tmp_path) for blob in sealed)
    for record in records:
        journal.forget(record.call_uuid, "dialled", "outcome")
    for shared in timers_of(journal):
        assert calls > 1
        shared.join()
    while_open = bytes_of(tmp_path)
    journal.close()
    for left in (while_open, bytes_of(tmp_path)):
        assert not any(blob[at : at + 16] in left for blob in sealed for at in (0, 16, 40))
        assert not any(str(record.call_uuid).encode() in left for record in records)


def test_a_disk_that_refuses_is_said_before_anything_is_sent(tmp_path: Path) -> None:
    journal = open_journal(tmp_path)
    journal.write(record := outcome())
    journal._db.execute("pragma query_only = on")
    with pytest.raises(KnownError, match="cannot be written"):
        journal.write(outcome())
    with pytest.raises(KnownError, match="cannot be written"):
        journal.refused(record)
    journal.forget(record.call_uuid, "outcome")
    assert journal.records() == (record,)
    journal.close()


def test_a_record_refused_three_times_waits_for_the_supervisor(
    office: SmallOffice, tmp_path: Path
) -> None:
    gateway, journal = office.gateway(), office.journal(tmp_path)
    lost, objection = outcome(), Record(uuid4(), "objection", {"claim": str(uuid4())})
    journal.write(lost)
    journal.write(objection)
    journal.write(Record(lost.call_uuid, "dialled", {"shown": True}))
    assert [deliver(gateway, journal) for _ in range(REFUSALS)] == [2, 2, 0]
    assert journal.records() == ()
    orphans = office.sql("select call_uuid, reason, body ->> 'outcome' from pb.orphan order by 3")
    assert [tuple(row) for row in orphans] == [
        (objection.call_uuid, "unknown", "do_not_call"),
        (lost.call_uuid, "unknown", "no_answer"),
    ]
    assert office.value("select count(*) from pb.alert where kind = 'orphan'") == 1


def test_a_record_no_database_can_read_does_not_hold_up_the_others(
    office: SmallOffice, tmp_path: Path
) -> None:
    gateway, journal = office.gateway(), office.journal(tmp_path)
    journal.write(outcome(UUID(int=1), note="\x00"))
    journal.write(outcome(UUID(int=2)))
    for _ in range(REFUSALS):
        deliver(gateway, journal)
    assert [row.call_uuid for row in journal.records()] == [UUID(int=1)]
    assert office.value("select count(*) from pb.orphan") == 1


@pytest.fixture
def ring() -> Iterator[None]:
    """The key ring of this test; the machine's own is not touched."""

    class Memory(KeyringBackend):
        priority = 1.0

        def __init__(self) -> None:
            super().__init__()  # type: ignore[no-untyped-call]
            self.kept: dict[tuple[str, str], str] = {}

        def get_password(self, service: str, username: str) -> str | None:
            return self.kept.get((service, username))

        def set_password(self, service: str, username: str, password: str) -> None:
            self.kept[service, username] = password

    before = keyring.get_keyring()
    keyring.set_keyring(Memory())
    yield
    keyring.set_keyring(before)


@pytest.mark.usefixtures("ring")
def test_the_key_is_made_once_in_the_key_ring_and_nowhere_else(tmp_path: Path) -> None:
    key = journal_key(tmp_path, "pbd_1", practice=False)
    assert len(key) == KEY_BYTES
    assert journal_key(tmp_path, "pbd_1", practice=False) == key
    assert journal_key(tmp_path, "pbd_2", practice=False) != key
    assert list(tmp_path.iterdir()) == []


@pytest.mark.usefixtures("ring")
@pytest.mark.parametrize("backend", [NoRing, ForgetfulRing])
def test_without_a_key_ring_a_passphrase_makes_the_key(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, backend: type[KeyringBackend]
) -> None:
    keyring.set_keyring(backend())
    monkeypatch.delenv("PHONEBANK_PASSPHRASE", raising=False)
    with pytest.raises(FirstPassphraseNeeded, match="PHONEBANK_PASSPHRASE"):
        journal_key(tmp_path, "pbd_1", practice=False)
    monkeypatch.setenv("PHONEBANK_PASSPHRASE", "sept pommes rouges")
    key = journal_key(tmp_path, "pbd_1", practice=False)
    assert journal_key(tmp_path, "pbd_1", practice=False) == key
    monkeypatch.delenv("PHONEBANK_PASSPHRASE")
    with pytest.raises(PassphraseNeeded, match="PHONEBANK_PASSPHRASE") as asked:
        journal_key(tmp_path, "pbd_1", practice=False)
    assert not asked.value.first
    assert journal_key(tmp_path, "pbd_1", practice=False, passphrase="sept pommes rouges") == key
    assert journal_key(tmp_path, "pbd_1", practice=False, passphrase="six pommes") != key
    assert journal_key(tmp_path / "other", "pbd_1", practice=False, passphrase="six pommes") != key
    assert key not in bytes_of(tmp_path / "other")


def test_a_practice_office_keeps_its_key_in_a_private_file(tmp_path: Path) -> None:
    key = journal_key(tmp_path, "pbd_1", practice=True)
    (file,) = tmp_path.iterdir()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert journal_key(tmp_path, "pbd_1", practice=True) == key == file.read_bytes()


def test_a_damaged_key_is_said_in_a_sentence(tmp_path: Path) -> None:
    journal_key(tmp_path, "pbd_1", practice=True)
    (tmp_path / "practice.key").write_bytes(b"")
    with pytest.raises(KnownError, match="is damaged"):
        journal_key(tmp_path, "pbd_1", practice=True)
