"""What the installed versions of PostgreSQL mean for an office's data."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from phonebank.domain.errors import KnownError
from phonebank.office.upgrade import Step, next_step, upgrade_office
from tests.store.cluster_copies import copied_cluster


@pytest.mark.parametrize(
    ("data", "installed", "step"),
    [
        (15, [15], Step.NOTHING),
        (17, [17, 15], Step.NOTHING),
        (15, [17, 15], Step.UPGRADE),
        (15, [15, 16, 18], Step.UPGRADE),
        (15, [17], Step.INSTALL_OLD),
        (18, [17, 15], Step.INSTALL_NEW),
        (15, [], Step.INSTALL_NEW),
    ],
)
def test_the_step_follows_from_the_versions(data: int, installed: list[int], step: Step) -> None:
    assert next_step(data, installed) is step


def test_an_office_on_the_newest_version_stays_as_it_is(tmp_path: Path) -> None:
    cluster = copied_cluster(tmp_path / "office")
    try:
        before = (cluster.data / "PG_VERSION").stat().st_mtime_ns
        assert upgrade_office(cluster.folder).startswith(str(cluster.data_version()))
        assert (cluster.data / "PG_VERSION").stat().st_mtime_ns == before
        (cluster.data / "PG_VERSION").write_text("12\n", encoding="ascii")
        with pytest.raises(KnownError, match="install PostgreSQL 12 too"):
            upgrade_office(cluster.folder)
    finally:
        cluster.destroy()


def test_an_upgrade_cut_off_between_old_and_new_data_is_undone(tmp_path: Path) -> None:
    cluster = copied_cluster(tmp_path / "office")
    try:
        data = cluster.data
        shutil.copytree(data, data.with_name("pgdata.14"))
        (data.with_name("pgdata.14") / "older").touch()
        cluster.start()
        cluster.stop()
        assert not data.with_name("pgdata.14").exists()
        data.rename(data.with_name("pgdata.14"))
        cluster.start()
        assert cluster.running
        assert not data.with_name("pgdata.14").exists()
    finally:
        cluster.destroy()
