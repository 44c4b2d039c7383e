"""A backup somebody else put there, or touched: it is not restored, and nothing runs of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from phonebank.domain.errors import BadInput
from phonebank.office.backup_contents import Contents, Manifest
from phonebank.office.backup_file import SealedWriter, new_header
from phonebank.office.backup_key import FILE, RING, BackupKey, key_for_reading
from phonebank.office.restore import restore_office
from phonebank.office.restore_fill import Opening, examined

OWN, STRANGERS = BackupKey(RING, b"o" * 32), BackupKey(FILE, b"s" * 32)


def planted(folder: Path, *, practice: bool, key: BackupKey = STRANGERS) -> Path:
    """A backup sealed by `key`, with a stranger's key where a practice office has its own."""
    manifest = Manifest(
        name="Valmont",
        practice=practice,
        made_at="2026-03-15T08:00:00+00:00",
        schema="x",
        server="15",
        contents=Contents({}, ""),
        roles=(),
        objection_key=b"k" * 32,
        ledger=(),
    )
    file = folder / "backups" / "valmont-20260315T080000Z.phonebank"
    file.parent.mkdir(parents=True)
    (folder / "backup.key").write_bytes(STRANGERS.key)
    with file.open("wb") as out:
        writer = SealedWriter(out, new_header(key.kind, key.name, key.words_salt), key.key)
        writer.write(manifest.packed() + b"PGDMP and what a stranger would have run")
        writer.finish()
    return file


def test_a_key_that_lies_beside_it_opens_no_real_offices_backup(tmp_path: Path) -> None:
    """Whatever is restored runs with the owner's rights: a stranger seals no real office."""
    file = planted(tmp_path / "stick", practice=False)
    with pytest.raises(BadInput, match="somebody else wrote it"):
        restore_office(file, tmp_path / "office")
    assert not (tmp_path / "office").exists()


@pytest.mark.parametrize("practice", [True, False])
def test_whoever_gives_the_offices_key_is_served_by_no_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, practice: bool
) -> None:
    file = planted(tmp_path / "stick", practice=practice)
    assert key_for_reading(file).key == STRANGERS.key
    with pytest.raises(BadInput, match="sealed with another key"):
        key_for_reading(file, recovery=OWN.recovery_words())
    monkeypatch.setenv("PHONEBANK_BACKUP_KEY", OWN.recovery_words())
    with pytest.raises(BadInput, match="sealed with another key"):
        restore_office(file, tmp_path / "office")


def test_any_bit_that_was_turned_is_said_in_a_sentence(tmp_path: Path) -> None:
    file = planted(tmp_path / "stick", practice=False, key=OWN)
    opening, whole = Opening(recovery=OWN.recovery_words()), file.read_bytes()
    assert examined(file, (), lambda _words: None, opening).manifest.name == "Valmont"
    for at in range(len(whole)):
        for bit in (0, 7) if at > 70 else range(8):
            file.write_bytes(whole[:at] + bytes([whole[at] ^ 1 << bit]) + whole[at + 1 :])
            with pytest.raises(BadInput):
                examined(file, (), lambda _words: None, opening)
    for length in range(0, len(whole), 7):
        file.write_bytes(whole[:length])
        with pytest.raises(BadInput):
            examined(file, (), lambda _words: None, opening)
