"""An invitation kept by whoever used it, and an office that comes back from before that."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import psycopg
import pytest

from phonebank.office.admission import conninfo
from phonebank.office.backup import back_up
from phonebank.office.cluster import Cluster
from phonebank.office.office import create_office, open_office
from phonebank.office.restore import restore_office
from phonebank.store import enrolment

#: Of offices that hold nothing worth keeping.
HASTY = {"fsync": "off", "full_page_writes": "off"}


def test_an_invitation_from_before_a_restore_lets_nobody_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It was used since the backup: the office that comes back does not know."""
    monkeypatch.setenv("PHONEBANK_HOME", str(tmp_path / "home"))
    before, after = tmp_path / "before", tmp_path / "after"
    try:
        with create_office(before, "Brest", practice=True, settings=HASTY) as office:
            invited = enrolment.invite(office.owner_url, "Poste", timedelta(hours=24))
            file = back_up(office).file
        restore_office(file, after)
        with (
            open_office(after) as again,
            psycopg.connect(conninfo(again.owner_url)) as connection,
        ):
            found = connection.execute(
                "select r.rolcanlogin, i.closed_at is not null"
                "  from pg_roles r join pb.invitation i on i.login = r.rolname"
                " where r.rolname = %s",
                [invited.login],
            ).fetchall()
        assert found == [(False, True)]
    finally:
        for folder in (before, after):
            Cluster(folder).destroy()
