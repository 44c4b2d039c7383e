"""Public holidays by time zone."""

from __future__ import annotations

from datetime import date

from phonebank.domain.calendar import FRENCH_ZONES, is_public_holiday, public_holidays


def test_mainland_france_has_eleven_holidays() -> None:
    days = public_holidays("Europe/Paris", 2026, 2026)
    assert [each.day for each in days] == [
        date(2026, 1, 1),
        date(2026, 4, 6),
        date(2026, 5, 1),
        date(2026, 5, 8),
        date(2026, 5, 14),
        date(2026, 5, 25),
        date(2026, 7, 14),
        date(2026, 8, 15),
        date(2026, 11, 1),
        date(2026, 11, 11),
        date(2026, 12, 25),
    ]
    assert days[6].name == "Fête nationale"


def test_overseas_territories_keep_their_own_days_besides() -> None:
    assert is_public_holiday(date(2026, 5, 22), "America/Martinique")
    assert is_public_holiday(date(2026, 12, 20), "Indian/Reunion")
    assert not is_public_holiday(date(2026, 5, 22), "Europe/Paris")


def test_a_foreign_zone_follows_mainland_france() -> None:
    assert is_public_holiday(date(2026, 7, 14), "Europe/London")
    assert not is_public_holiday(date(2026, 7, 15), "Europe/London")


def test_every_french_zone_has_a_calendar_for_the_years_around() -> None:
    for zone in FRENCH_ZONES:
        days = public_holidays(zone, 2024, 2030)
        assert {each.day.year for each in days} == set(range(2024, 2031))
        assert all(each.zone == zone and each.name for each in days)
