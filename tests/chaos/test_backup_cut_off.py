"""A server that stops while a backup is written or tried: no half backup passes for one."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from sqlalchemy import URL

from phonebank.domain.errors import KnownError, Unreachable
from phonebank.office import backup
from phonebank.office.backup import back_up
from phonebank.office.backup_pipe import dump, load
from phonebank.office.backup_record import last_backup
from phonebank.office.office import Office, create_office
from phonebank.office.owner_folder import owner_folder
from tests.offices import SmallOffice


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Office]:
    monkeypatch.setenv("PHONEBANK_HOME", str(tmp_path / "home"))
    hasty = {"fsync": "off", "full_page_writes": "off"}
    where = tmp_path / "home" / "offices" / "brest"
    with create_office(where, "Brest", practice=True, settings=hasty) as opened:
        small = SmallOffice(opened.owner_url)
        small.fill(40)
        small.close()
        yield opened
    assert opened.cluster is not None
    opened.cluster.destroy()


def _pull_the_plug(office: Office) -> None:
    assert office.cluster is not None
    # Gone already, where it was pulled before.
    with suppress(FileNotFoundError, ProcessLookupError):
        first = (office.cluster.data / "postmaster.pid").read_text().split("\n", 1)[0]
        os.kill(int(first), signal.SIGQUIT)


@pytest.mark.parametrize("when", ["before", "amid", "trial"])
def test_a_server_that_stops_while_it_is_backed_up_leaves_the_last_backup_the_last(
    when: str, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    good = back_up(office)
    standing = sorted(each.name for each in good.file.parent.iterdir())

    def cut_off(url: URL, snapshot: str, write: Callable[[bytes], None]) -> None:
        def written(piece: bytes) -> None:
            write(piece)
            _pull_the_plug(office)

        if when == "before":
            _pull_the_plug(office)
        dump(url, snapshot, written if when == "amid" else write)

    def restored(url: URL, pieces: Iterable[bytes], _follow: object) -> None:
        _pull_the_plug(office)
        load(url, pieces)

    monkeypatch.setattr(backup, "dump", cut_off)
    if when == "trial":
        monkeypatch.setattr(backup, "load", restored)
    with pytest.raises((KnownError, Unreachable)):
        back_up(office, verify=True)
    monkeypatch.undo()
    assert sorted(each.name for each in good.file.parent.iterdir()) == standing
    last = last_backup(owner_folder(office))
    assert last is not None
    assert last.file == good.file
    assert office.cluster is not None
    office.cluster.recover()
    assert back_up(office, verify=True).verified
