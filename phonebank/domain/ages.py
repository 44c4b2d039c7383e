"""Ages from birth dates as rolls give them, sometimes without day or month (`00/00/1953`).

A caller sees an age band, never a birth date (R5).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from phonebank.domain.errors import BadInput

if TYPE_CHECKING:
    from datetime import date

BANDS: tuple[tuple[int, str], ...] = (
    (18, "18-24"),
    (25, "25-34"),
    (35, "35-49"),
    (50, "50-64"),
    (65, "65-79"),
    (80, "80-89"),
    (90, "90+"),
)
"""The first age of each band and its name, as turnout by age is published (Insee)."""

OLDEST = 120
"""Above this an age is an error of the roll, not an age."""

_FRENCH = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")
_ISO = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?")


@dataclass(frozen=True, slots=True)
class BirthDate:
    """A birth date; `month` and `day` are 0 when the roll does not know them."""

    year: int
    month: int = 0
    day: int = 0

    def __str__(self) -> str:
        """As the roll writes it: `00/05/1961`."""
        return f"{self.day:02d}/{self.month:02d}/{self.year:04d}"


def parse_birth_date(text: str) -> BirthDate:
    """Reads `27/11/1993`, `00/05/1961`, `00/00/1953`, `1993-11-27`, `1953`.

    Foreign registers hold days that no calendar has (30/02): they are kept. Raises BadInput when
    the text is no date at all.
    """
    bare = text.strip()
    if french := _FRENCH.fullmatch(bare):
        day, month, year = (int(part) for part in french.groups())
    elif iso := _ISO.fullmatch(bare):
        year, month, day = (int(part or 0) for part in iso.groups())
    else:
        raise BadInput(f"“{bare[:20]}” is not a birth date: write it as 27/11/1993.")
    if not (1850 <= year <= 2100 and 0 <= month <= 12 and 0 <= day <= 31):
        raise BadInput(f"“{bare[:20]}” is not a birth date: write it as 27/11/1993.")
    return BirthDate(year, month, day if month else 0)


def age_on(birth: BirthDate, day: date) -> int:
    """Completed years on a day; unknown parts count as the middle (1 July, the 15th)."""
    birthday = (birth.month, birth.day or 15) if birth.month else (7, 1)
    return day.year - birth.year - ((day.month, day.day) < birthday)


def band_of(age: int | None) -> str:
    """The band of an age in years; '' when unknown or impossible.

    Someone of 16 or 17 stands on the roll because they come of age by the ballot: `18-24`.
    """
    if age is None or not 16 <= age <= OLDEST:
        return ""
    name = BANDS[0][1]
    for first, band in BANDS:
        if age >= first:
            name = band
    return name


def age_band(birth: BirthDate | None, day: date) -> str:
    """The age band on a day, `18-24` … `90+`, or '' without a birth date."""
    return "" if birth is None else band_of(age_on(birth, day))
