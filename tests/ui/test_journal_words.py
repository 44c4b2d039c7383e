"""What is wrong with the desk's journal is said in the window's language, with what to do."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from uuid import uuid4

import pytest

from phonebank.domain.errors import KnownError
from phonebank.store.journal import KEY_BYTES, Journal, Record
from phonebank.store.journal_file import unreadable, unusable, unwritable
from phonebank.store.journal_key import journal_key
from phonebank.ui.faults import worded

_KINDS = {
    sqlite3.SQLITE_FULL: "libérez de la place sur cet ordinateur, puis",
    sqlite3.SQLITE_IOERR | 3 << 8: "libérez de la place sur cet ordinateur, puis",
    sqlite3.SQLITE_READONLY: "rétablissez les droits",
    sqlite3.SQLITE_CANTOPEN: "rétablissez les droits",
    sqlite3.SQLITE_BUSY: "Fermez-le",
    sqlite3.SQLITE_CORRUPT: "est abîmé. Mettez-le de côté",
    sqlite3.SQLITE_NOTADB: "est abîmé. Mettez-le de côté",
}


@pytest.mark.parametrize("code", _KINDS)
def test_each_trouble_with_the_file_has_its_remedy(code: int) -> None:
    error = sqlite3.OperationalError("no such thing (3: 4)")
    error.sqlite_errorcode = code
    for made in (
        unusable(Path("/a b/journal.sqlite"), error),
        unreadable(error),
        unwritable(error),
    ):
        said = worded(str(made))
        assert said.startswith(("Le journal de ce poste", "Rien ne s’écrit dans le journal"))
        assert _KINDS[code] in said


def test_a_key_that_does_not_fit_is_said(tmp_path: Path) -> None:
    journal = Journal(tmp_path / "journal.sqlite", b"k" * KEY_BYTES, "pbd_1")
    journal.write(Record(uuid4(), "outcome", {}))
    journal.close()
    with pytest.raises(KnownError) as other:
        Journal(tmp_path / "journal.sqlite", b"n" * KEY_BYTES, "pbd_1")
    assert worded(str(other.value)).startswith("Le journal de ce poste est scellé")
    (tmp_path / "practice.key").write_bytes(b"short")
    with pytest.raises(KnownError) as short:
        journal_key(tmp_path, "pbd_1", practice=True)
    assert worded(str(short.value)).startswith("La clé du journal de ce poste est abîmée")
    assert str(tmp_path / "practice.key") in worded(str(short.value))
