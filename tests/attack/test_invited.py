"""An invitation somebody altered on its way: nothing is trusted that people could not compare."""

from __future__ import annotations

import base64
import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from phonebank.domain.errors import BadInput
from phonebank.office import authority
from phonebank.office.invitation import Invitation, read_invitation

REAL, OTHERS = authority.new_authority("Valmont").pem, authority.new_authority("Valmont").pem
GENUINE = Invitation(
    office="Valmont",
    hosts=("192.168.1.20",),
    port=5432,
    database="phonebank",
    authority=REAL,
    login="pbj_0a1b2c3d",
    code="un code",
    expires=datetime.now(UTC).replace(microsecond=0) + timedelta(hours=1),
)


def altered(**changes: Any) -> str:
    """The invitation's file with other values in it."""
    return json.dumps({**json.loads(GENUINE.document()), **changes})


@pytest.mark.parametrize("text", [REAL + OTHERS, f"# Valmont\n{REAL}\n{OTHERS}"])
def test_only_the_certificate_whose_fingerprint_is_compared_is_trusted(text: str) -> None:
    """libpq trusts every certificate in a file of authorities; people compare the first."""
    found = read_invitation(altered(authority=text))
    assert found.fingerprint == GENUINE.fingerprint
    assert found.authority == REAL


def test_nor_does_a_second_one_come_behind_the_line() -> None:
    line = GENUINE.line()
    prefix, letters = line.split(".")
    whole = base64.urlsafe_b64decode(letters + "=" * (-len(letters) % 4))
    longer = base64.urlsafe_b64encode(whole + authority.der(OTHERS)).decode()
    with pytest.raises(BadInput, match="invitation"):
        read_invitation(f"{prefix}.{longer}")


@pytest.mark.parametrize(
    "hosts",
    [[], [""], ["@office"], ["/run/office"], ["a b"], ["a,b"], ["a\nb"], "office", {"a": 1}, [1]],
    ids=str,
)
def test_an_office_is_reached_by_names_of_the_network_only(hosts: Any) -> None:
    """A socket of this computer would be reached without TLS."""
    with pytest.raises(BadInput, match="invitation"):
        read_invitation(altered(hosts=hosts))


@pytest.mark.parametrize("practice", ["no", [], 1, None], ids=str)
def test_a_real_office_is_not_made_one_of_practice_by_a_word(practice: Any) -> None:
    """A practice office's secrets are kept unsealed."""
    with pytest.raises(BadInput, match="invitation"):
        read_invitation(altered(practice=practice))


def test_one_untouched_is_read_as_it_was_written() -> None:
    assert read_invitation(altered()) == GENUINE
    assert read_invitation(altered(hosts=["fe80::1%eth0", "bureau.example"])).hosts == (
        "fe80::1%eth0",
        "bureau.example",
    )


def test_a_path_of_nobodys_home_is_said_to_hold_none() -> None:
    with pytest.raises(BadInput, match="There is no invitation in ~nobody"):
        read_invitation("~nobody here/invitation.json")
