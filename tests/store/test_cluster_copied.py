"""A copy of an office's folder never opens, stops or removes the first one's database."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from phonebank.domain.errors import KnownError
from phonebank.office.check import Severity, check_office
from phonebank.office.cluster import Cluster
from phonebank.office.settings import last_office, remember_office, write_toml
from tests.store.cluster_copies import copied_cluster


@pytest.fixture
def first(tmp_path: Path) -> Iterator[Cluster]:
    """A cluster whose data stands outside its folder, as where root hosts it."""
    made = copied_cluster(tmp_path / "office")
    if made.place == made.folder:
        place = tmp_path / "lent"
        place.mkdir(mode=0o700)
        made.data.rename(place / "pgdata")
        write_toml(made.folder / "cluster.toml", {"place": str(place)})
    made.start()
    yield made
    made.destroy()


def test_a_copy_is_refused_and_a_renamed_folder_serves(first: Cluster, tmp_path: Path) -> None:
    shutil.copytree(first.folder, tmp_path / "copy")
    copy = Cluster(tmp_path / "copy")
    for step in (copy.start, copy.stop, copy.join, copy.destroy):
        with pytest.raises(KnownError, match="is a copy of"):
            step()
    assert first.running
    first.stop()
    first.folder.rename(tmp_path / "renamed")
    renamed = Cluster(tmp_path / "renamed")
    renamed.start()
    assert renamed.running
    renamed.stop()
    (tmp_path / "renamed").rename(first.folder)


def test_an_office_opens_where_the_last_one_cannot_be_noted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("no folder")
    monkeypatch.setenv("PHONEBANK_HOME", str(tmp_path / "file"))
    remember_office(tmp_path / "office")
    assert last_office() is None
    monkeypatch.setenv("PHONEBANK_HOME", str(tmp_path))
    (tmp_path / "state.toml").write_bytes(b"\xff last")
    assert last_office() is None
    (tmp_path / "office").mkdir()
    (tmp_path / "office" / "office.toml").touch()
    remember_office(tmp_path / "office")
    assert last_office() == tmp_path / "office"


@pytest.mark.parametrize("lost", ["global", "base", "pg_wal", "postgresql.conf"])
def test_a_database_copied_by_half_is_found(first: Cluster, tmp_path: Path, lost: str) -> None:
    first.stop()
    (first.data / lost).rename(tmp_path / "lost")
    found = [each for each in check_office(first.folder) if "is not whole" in each.sentence]
    (tmp_path / "lost").rename(first.data / lost)
    assert [each.severity for each in found] == [Severity.PROBLEM]
    assert lost in found[0].sentence
    assert not any("is not whole" in each.sentence for each in check_office(first.folder))
