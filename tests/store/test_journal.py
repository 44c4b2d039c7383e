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


def test_a_record_moved_to_another_call_is_noticed(tmp_path: Path) -> None:
    journal = open_journal(tmp_path)
    journal.write(outcome())
    journal.close()
    with sqlite3.connect(tmp_path / "journal.sqlite") as db:
        db.execute("update record set call_uuid = ?", (str(uuid4()),))
    db.close()
    with pytest.raises(KnownError, match="sealed with another key"):
        open_journal(tmp_path)


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
