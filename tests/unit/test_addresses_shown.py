"""An address that others may see has no password in it."""

from __future__ import annotations

import pytest
from sqlalchemy import make_url

from phonebank.domain.errors import BadInput
from phonebank.office import backup_pipe, elsewhere
from phonebank.office.admission import conninfo, without_password

URL = make_url("postgresql+psycopg://jeanne:tres-secret@db.example.org:5433/bureau")


def test_no_program_is_started_with_a_password_on_its_line() -> None:
    line = backup_pipe._bare(URL)
    assert "tres-secret" not in line
    assert "***" not in line
    assert line == conninfo(without_password(URL))
    assert "jeanne" in line


def test_an_offices_card_leaves_the_password_to_others() -> None:
    """With one there, even a masked one, neither PGPASSWORD nor ~/.pgpass would be asked."""
    assert elsewhere._shown(URL) == "postgresql://jeanne@db.example.org:5433/bureau"


def test_an_address_that_libpq_does_not_know_is_said() -> None:
    with pytest.raises(BadInput, match="not understood"):
        elsewhere.secured(URL.update_query_dict({"nonsense": "1"}))
