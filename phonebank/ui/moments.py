"""Days and hours in words, in the language in force and the office's own time zone."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from PySide6.QtCore import QCoreApplication, QDate, QLocale

from phonebank.ui.language import spoken_language

if TYPE_CHECKING:
    from datetime import date, time

translate = QCoreApplication.translate


def local(at: datetime, zone: str) -> datetime:
    """An aware moment by the clock of `zone`; of this machine where `zone` is ''."""
    return at.astimezone(ZoneInfo(zone)) if zone else at.astimezone()


def hour(at: time | datetime, language: str = "") -> str:
    """A time of day: `18 h 30`, `18 h`; `18:30` in English. `language`: the window's, if ''."""
    if (language or spoken_language()) != "fr":
        return f"{at.hour:02d}:{at.minute:02d}"
    return f"{at.hour} h {at.minute:02d}" if at.minute else f"{at.hour} h"


def day(on: date, *, short: bool = False, language: str = "") -> str:
    """A day: `mardi 3 mars`; `short`: `mar. 3 mars`."""
    pattern = "ddd d MMM" if short else "dddd d MMMM"
    return _locale(language).toString(QDate(on.year, on.month, on.day), pattern)


def full_date(on: date, language: str = "") -> str:
    """A day with its year: `11 janvier 2026`."""
    return _locale(language).toString(QDate(on.year, on.month, on.day), "d MMMM yyyy")


def _locale(language: str) -> QLocale:
    return QLocale(language) if language else QLocale()


def moment(at: datetime, zone: str, now: datetime | None = None) -> str:
    """A day and a time as one says them: `aujourd’hui à 18 h 30`, `mardi 3 mars à 10 h`."""
    there = local(at, zone)
    today = local(now or datetime.now(UTC), zone).date()
    near = {
        today - timedelta(days=1): translate("moments", "hier à {hour}"),
        today: translate("moments", "aujourd’hui à {hour}"),
        today + timedelta(days=1): translate("moments", "demain à {hour}"),
    }
    pattern = near.get(there.date(), translate("moments", "{day} à {hour}"))
    return pattern.format(day=day(there.date()), hour=hour(there))


def clock(seconds: float) -> str:
    """A length of time on a clock face: `00:42`, `1:02:03`."""
    whole = max(0, int(seconds))
    hours, rest = divmod(whole, 3600)
    minutes, left = divmod(rest, 60)
    return f"{hours}:{minutes:02d}:{left:02d}" if hours else f"{minutes:02d}:{left:02d}"


def remaining(seconds: float) -> str:
    """A long wait in its two largest units: `2 j 05 h`, `5 h 12 min`, `12 min`."""
    whole = max(0, int(seconds))
    days, rest = divmod(whole, 86_400)
    hours, rest = divmod(rest, 3600)
    minutes = rest // 60
    if days:
        return translate("moments", "{days} j {hours} h").format(days=days, hours=f"{hours:02d}")
    if hours:
        return translate("moments", "{hours} h {minutes} min").format(
            hours=hours, minutes=f"{minutes:02d}"
        )
    return translate("moments", "{minutes} min").format(minutes=minutes)
