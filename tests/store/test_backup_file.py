"""The sealed file of a backup: what is changed, moved or cut off is noticed, another key too."""

from __future__ import annotations

import io
import struct
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from phonebank.domain.errors import BadInput, KnownError
from phonebank.office.backup_file import SealedWriter, new_header, opened, read_header
from phonebank.office.backup_key import FILE, BackupKey, key_for_reading, key_for_writing
from phonebank.office.backup_record import file_name, made_at, superfluous

KEY = BackupKey(FILE, b"k" * 32)
CHUNK = 256 * 1024


def sealed(tmp_path: Path, content: bytes, key: BackupKey = KEY) -> Path:
    out = io.BytesIO()
    writer = SealedWriter(out, new_header(key.kind, key.name, key.words_salt), key.key)
    for start in range(0, len(content), 100_000):
        writer.write(content[start : start + 100_000])
    writer.finish()
    file = tmp_path / "a.phonebank"
    file.write_bytes(out.getvalue())
    return file


@pytest.mark.parametrize("size", [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 3 * CHUNK])
def test_what_was_written_is_read(tmp_path: Path, size: int) -> None:
    content = bytes(index % 251 for index in range(size))
    assert b"".join(opened(sealed(tmp_path, content), KEY.key)) == content


def _chunks(content: bytes) -> tuple[bytes, list[bytes]]:
    head, rest, found = content[:66], content[66:], []
    while rest:
        (length,) = struct.unpack(">I", rest[:4])
        found.append(rest[: 4 + length])
        rest = rest[4 + length :]
    return head, found


def _cut(content: bytes) -> bytes:
    return content[:-1]


def _without_last_chunk(content: bytes) -> bytes:
    head, chunks = _chunks(content)
    return head + b"".join(chunks[:-1])


def _reordered(content: bytes) -> bytes:
    head, chunks = _chunks(content)
    return head + b"".join([chunks[1], chunks[0], *chunks[2:]])


def _one_left_out(content: bytes) -> bytes:
    head, chunks = _chunks(content)
    return head + b"".join([chunks[0], *chunks[2:]])


def _one_bit(content: bytes) -> bytes:
    return content[:5000] + bytes([content[5000] ^ 1]) + content[5001:]


def _other_salt(content: bytes) -> bytes:
    return content[:60] + bytes([content[60] ^ 1]) + content[61:]


def _something_added(content: bytes) -> bytes:
    return content + b"more"


@pytest.mark.parametrize(
    "spoil",
    [
        _cut,
        _without_last_chunk,
        _reordered,
        _one_left_out,
        _one_bit,
        _other_salt,
        _something_added,
    ],
)
def test_a_file_that_was_touched_is_not_believed(
    tmp_path: Path, spoil: Callable[[bytes], bytes]
) -> None:
    file = sealed(tmp_path, bytes(3 * CHUNK))
    file.write_bytes(spoil(file.read_bytes()))
    with pytest.raises(BadInput, match="damaged or not whole"):
        list(opened(file, KEY.key))


def test_another_file_is_no_backup(tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.write_bytes(b"SQLite format 3\0" * 20)
    with pytest.raises(BadInput, match="is no backup"):
        read_header(other)
    with pytest.raises(BadInput, match="cannot be read"):
        read_header(tmp_path / "missing")


def test_the_key_is_found_beside_the_office_or_by_what_was_written_down(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = key_for_writing(tmp_path, practice=True)
    assert (tmp_path / "backup.key").stat().st_mode & 0o077 == 0
    (tmp_path / "elsewhere" / "deep").mkdir(parents=True)
    file = sealed(tmp_path / "elsewhere" / "deep", b"x", key)
    assert key_for_reading(file, [tmp_path]).key == key.key
    with pytest.raises(BadInput, match="sealed with another key: set PHONEBANK_BACKUP_KEY"):
        key_for_reading(file)
    monkeypatch.setenv("PHONEBANK_BACKUP_KEY", key.recovery_words().lower())
    assert key_for_reading(file).key == key.key
    monkeypatch.setenv("PHONEBANK_BACKUP_KEY", "ABCD-EFGH")
    with pytest.raises(BadInput, match="is not a backup's key"):
        key_for_reading(file)


def test_a_passphrase_opens_what_it_sealed_and_another_does_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("phonebank.office.backup_key._ring_get", lambda _name: None)
    monkeypatch.setattr("phonebank.office.backup_key._ring_set", lambda _name, _key: False)
    monkeypatch.delenv("PHONEBANK_PASSPHRASE", raising=False)
    with pytest.raises(KnownError, match="no key ring"):
        key_for_writing(tmp_path, practice=False)
    monkeypatch.setenv("PHONEBANK_PASSPHRASE", "quatre chevaux bleus")
    key = key_for_writing(tmp_path, practice=False)
    file = sealed(tmp_path, b"x", key)
    assert key_for_reading(file).key == key.key
    monkeypatch.setenv("PHONEBANK_PASSPHRASE", "trois chevaux bleus")
    with pytest.raises(BadInput, match="the passphrase it was made with"):
        key_for_reading(file)


def test_a_week_of_days_and_a_month_of_weeks_are_kept() -> None:
    now = datetime(2026, 3, 12, 3, 30, tzinfo=UTC)
    made = [now - timedelta(hours=12 * step) for step in range(120)]
    files = [Path(file_name("Été à Brest", at)) for at in made]
    gone = set(superfluous([*files, Path("other.txt")], "Été à Brest", now))
    kept = sorted((at for at in map(made_at, set(files) - gone) if at is not None), reverse=True)
    assert [now - at for at in kept[:2]] == [timedelta(0), timedelta(hours=12)]
    assert len(kept) == len({at.date() for at in kept}) == 7 + 2
    assert superfluous(files, "Été à Brest et Quimper", now) == ()
