"""A real office made in one go: its database, its first facts, its owner and its first supervisor.

What can be refused is looked at before anything is made, so that an office is there with everybody
in it, or not at all.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from phonebank.domain.calendar import FRENCH_ZONES
from phonebank.domain.errors import BadInput
from phonebank.domain.passwords import check_password
from phonebank.office.card import folder_for
from phonebank.office.founding import found_office
from phonebank.office.office import Office, create_office
from phonebank.store.desks import appoint
from phonebank.store.owner import OwnerStore

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

_LONGEST_NAME = 60


@dataclass(frozen=True, slots=True)
class NewOffice:
    """What a new office is made from. `supervisor` may be '': its owner supervises alone."""

    name: str
    time_zone: str
    controller: str
    """Who answers for the data, named to voters (GDPR 13)."""
    rights_contact: str
    owner: str
    owner_password: str
    supervisor: str = ""
    supervisor_password: str = ""
    language: str = "fr"


def check_new_office(new: NewOffice) -> None:
    """Look at everything that can be refused. Raises BadInput with the first thing to change."""
    folder_for(new.name)
    if new.time_zone not in FRENCH_ZONES:
        raise BadInput(f"{new.time_zone} is not a time zone of French voters.")
    for name in (new.owner, *((new.supervisor,) if new.supervisor.strip() else ())):
        if not 0 < len(name.strip()) <= _LONGEST_NAME or not name.isprintable():
            raise BadInput("A name has 1 to 60 letters one can see: choose another.")
    check_password(new.owner_password, new.owner)
    if new.supervisor.strip():
        if _plain(new.supervisor) == _plain(new.owner):
            raise BadInput(f"Somebody is already called {new.supervisor} here: add an initial.")
        check_password(new.supervisor_password, new.supervisor)


def make_office(
    new: NewOffice, folder: Path | None = None, progress: Callable[[str], None] | None = None
) -> Office:
    """Make the office in `folder` (by default one named after it) and open it.

    Raises BadInput for what cannot be used, before anything is made; KnownError when the computer
    cannot host it.
    """
    check_new_office(new)
    office = create_office(
        folder or folder_for(new.name), new.name.strip(), practice=False, progress=progress
    )
    try:
        with OwnerStore(office.owner_url) as owner:
            found_office(
                owner,
                new.name.strip(),
                practice=False,
                time_zone=new.time_zone,
                controller=new.controller.strip(),
                rights_contact=new.rights_contact.strip(),
            )
        url = office.owner_url
        appoint(url, new.owner, new.owner_password, new.language, "owner")
        if new.supervisor.strip():
            appoint(url, new.supervisor, new.supervisor_password, new.language)
    except BaseException:
        office.close()
        raise
    return office


def _plain(name: str) -> str:
    return " ".join(name.split()).casefold()
