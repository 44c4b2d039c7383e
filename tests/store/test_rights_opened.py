"""Rights that a hand opened in an office's database: found, named, and taken back."""

from __future__ import annotations

import pytest

from phonebank.office.check_rights import close_again, rights_at
from phonebank.office.findings import Severity
from tests.offices import SmallOffice

LOGIN = "pbd_00c0ffee"
CHANGES = {
    "grant select on pb.person to pb_desk": "pb.person to pb_desk",
    "grant select (name) on pb.office to pb_supervisor": "pb.office to pb_supervisor",
    "grant usage on schema pb to public": "schema pb to public",
    "grant create on schema api to pb_desk": "schema api to pb_desk",
    f"grant pb_owner to {LOGIN}": f"{LOGIN} in pb_owner",
    f"grant pg_read_server_files to {LOGIN}": f"{LOGIN} in pg_read_server_files",
    "grant pg_read_all_data to pb_supervisor": "pb_supervisor in pg_read_all_data",
    f"alter role {LOGIN} superuser": f"{LOGIN} as an administrator",
    f"alter role {LOGIN} createrole": f"{LOGIN} as an administrator",
}


@pytest.mark.parametrize(("change", "shown"), CHANGES.items())
def test_a_right_opened_by_a_hand_is_found_and_taken_back(
    office: SmallOffice, change: str, shown: str
) -> None:
    office.sql(f"create role {LOGIN} login connection limit 4 in role pb_desk")
    try:
        assert close_again(office.url) == ()
        office.sql(change)
        (problem,) = [each for each in rights_at(office.url) if each.severity is Severity.PROBLEM]
        assert shown in problem.sentence
        assert "mend" in problem.remedy
        assert shown in close_again(office.url)
        assert [each for each in rights_at(office.url) if each.severity is Severity.PROBLEM] == []
    finally:
        office.sql("revoke pg_read_all_data from pb_supervisor")
        office.sql(f"drop role {LOGIN}")
