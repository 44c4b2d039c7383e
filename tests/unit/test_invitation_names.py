"""Names an office and its computer go by: any letters in the one, few in the other."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from phonebank.domain.errors import BadInput
from phonebank.office.authority import new_authority
from phonebank.office.invitation import Invitation, read_invitation, write_invitation, write_qr
from phonebank.office.network import choose


@pytest.mark.parametrize(
    "name", ["Valmont « été » 2027", "Łódź", "選挙事務所", "🗳️ " * 25, "é" * 100, "Ж" * 100]
)
def test_an_office_of_any_name_invites_by_a_file(tmp_path: Path, name: str) -> None:
    invitation = Invitation(
        office=name,
        hosts=("localhost",),
        port=5432,
        database="phonebank",
        authority=new_authority(name).pem,
        login="pbj_0123abcd",
        code="code",
        expires=datetime(2027, 3, 1, tzinfo=UTC),
    )
    write_invitation(tmp_path / "invitation.json", invitation)
    assert read_invitation(str(tmp_path / "invitation.json")) == invitation
    write_qr(tmp_path / "invitation.png", invitation)
    assert read_invitation(invitation.line()) == invitation


@pytest.mark.parametrize("name", ["poste-de-la-salle-d-accueil_2", "a" * 64, "a..b", "-a", "é"])
def test_what_is_no_computers_name_is_said_at_once(name: str) -> None:
    with pytest.raises(BadInput, match="neither the name nor the address"):
        choose(["127.0.0.0/8"], name)


@pytest.mark.parametrize("name", ["poste", "poste-2.valmont.lan", "a" * 63, "2", "poste.lan."])
def test_a_computers_name_is_what_desks_try_first(name: str) -> None:
    assert choose(["127.0.0.0/8"], name).hosts[0] == name
