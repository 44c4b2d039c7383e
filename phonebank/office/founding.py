"""An office's first facts: who answers for its data, its clock, the days without calls."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from phonebank.domain.calendar import FRENCH_ZONES, public_holidays

if TYPE_CHECKING:
    from phonebank.office.office import Office
    from phonebank.store.owner import OwnerStore

_YEARS_OF_HOLIDAYS = 6


def finish_founding(office: Office, owner: OwnerStore) -> None:
    """Write the first facts of an office whose making was cut off just before them."""
    if not owner.founded():
        found_office(owner, office.name, practice=office.practice)


def found_office(
    owner: OwnerStore,
    name: str,
    *,
    practice: bool,
    time_zone: str = "Europe/Paris",
    controller: str = "",
    rights_contact: str = "",
) -> None:
    """Write an office's own facts, once, and the public holidays of the years to come.

    `controller` is named to voters as who answers for the data (GDPR 13, 14); without one, the
    office's own name is.
    """
    owner.found(
        name,
        practice=practice,
        time_zone=time_zone,
        controller=controller or name,
        rights_contact=rights_contact,
    )
    year = datetime.now(UTC).year
    owner.set_holidays(
        (each.zone, each.day, each.name)
        for zone in FRENCH_ZONES
        for each in public_holidays(zone, year - 1, year + _YEARS_OF_HOLIDAYS)
    )
