"""French public holidays, by the voter's time zone: days without calls (R2).

The overseas départements and collectivities have holidays of their own besides the national ones;
where a local day is only customary it counts too, since an idle day costs less than a call on a
holiday. The database holds the same days as a table filled from here.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

FRENCH_ZONES: dict[str, str] = {
    "Europe/Paris": "",
    "America/Guadeloupe": "971",
    "America/Martinique": "972",
    "America/Cayenne": "973",
    "Indian/Reunion": "974",
    "Indian/Mayotte": "976",
    "America/Miquelon": "PM",
    "America/St_Barthelemy": "BL",
    "America/Marigot": "MF",
    "Pacific/Tahiti": "PF",
    "Pacific/Marquesas": "PF",
    "Pacific/Gambier": "PF",
    "Pacific/Noumea": "NC",
    "Pacific/Wallis": "WF",
}
"""The time zones of French voters and the holiday calendar of each; '' is mainland France's."""


@dataclass(frozen=True, slots=True)
class PublicHoliday:
    """A day on which nobody is called, in one time zone."""

    zone: str
    day: date
    name: str
    """In French."""


@cache
def _year_of(calendar: str, year: int) -> dict[date, str]:
    import holidays  # a large package, needed only when a calendar is

    return dict(holidays.country_holidays("FR", subdiv=calendar or None, years=year, language="fr"))


def is_public_holiday(day: date, zone: str) -> bool:
    """Whether `day` is a public holiday there; a foreign time zone follows mainland France."""
    return day in _year_of(FRENCH_ZONES.get(zone, ""), day.year)


def public_holidays(zone: str, first_year: int, last_year: int) -> tuple[PublicHoliday, ...]:
    """The holidays of a zone from 1 January of one year to 31 December of another, in order."""
    calendar = FRENCH_ZONES.get(zone, "")
    return tuple(
        PublicHoliday(zone, day, name)
        for year in range(first_year, last_year + 1)
        for day, name in sorted(_year_of(calendar, year).items())
    )
