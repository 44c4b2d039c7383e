"""Election silence: from the eve at midnight, local time, to the last poll's close."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest

from phonebank.domain.rounds import parse_round
from phonebank.domain.silence import (
    SATURDAY_ZONES,
    last_close,
    silence_ahead,
    silence_window,
    silent_at,
)

ROUND = parse_round("M26T1")
NATIONAL = parse_round("P22T1")


def utc(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=UTC)  # type: ignore[arg-type, misc]


def test_silence_runs_from_saturday_midnight_to_the_close_on_sunday() -> None:
    window = silence_window(date(2026, 3, 15), False, "Europe/Paris")
    assert window.start == utc(2026, 3, 13, 23)
    assert window.end == utc(2026, 3, 15, 19)
    assert not window.covers(window.start - timedelta(microseconds=1))
    assert window.covers(window.start)
    assert window.covers(window.end - timedelta(microseconds=1))
    assert not window.covers(window.end)


def test_silence_across_the_change_of_clocks_keeps_local_hours() -> None:
    window = silence_window(date(2026, 3, 29), False, "Europe/Paris")
    assert window.end.astimezone(UTC) - window.start.astimezone(UTC) == timedelta(hours=43)


@pytest.mark.parametrize("zone", sorted(SATURDAY_ZONES))
def test_a_national_vote_held_on_saturday_is_silent_from_friday(zone: str) -> None:
    window = silence_window(NATIONAL.held_on, NATIONAL.national, zone)
    assert (window.start.date(), window.start.time()) == (date(2022, 4, 8), time(0))
    assert (window.end.date(), window.end.time()) == (date(2022, 4, 9), time(20))


def test_a_municipal_vote_is_held_on_sunday_everywhere() -> None:
    window = silence_window(ROUND.held_on, ROUND.national, "America/Martinique")
    assert window.start == utc(2026, 3, 14, 4)
    assert window.end == utc(2026, 3, 16, 0)


def test_reunion_is_silent_by_its_own_clock() -> None:
    window = silence_window(NATIONAL.held_on, True, "Indian/Reunion")
    assert window.start == utc(2022, 4, 8, 20)
    assert window.end == utc(2022, 4, 10, 16)


def test_the_hours_of_the_bureaux_move_the_end() -> None:
    assert last_close([time(18), time(19)]) == time(19)
    assert last_close([time(18), None]) == time(20)
    assert last_close([]) == time(20)
    window = silence_window(ROUND.held_on, False, "Europe/Paris", time(18))
    assert window.end == utc(2026, 3, 15, 17)


def test_a_moment_is_silent_because_of_a_round_that_is_named() -> None:
    rounds = [ROUND, parse_round("M26T2")]
    found = silent_at(utc(2026, 3, 21, 12), rounds, "Europe/Paris")
    assert found is not None
    assert found.round_code == "M26T2"
    assert silent_at(utc(2026, 3, 18, 12), rounds, "Europe/Paris") is None


def test_a_supposed_date_silences_nobody() -> None:
    assert silent_at(utc(2008, 6, 30, 12), [parse_round("M08T1")], "Europe/Paris") is None


def test_the_countdown_begins_forty_eight_hours_before() -> None:
    start = utc(2026, 3, 13, 23)
    before = start - timedelta(hours=48)
    assert silence_ahead(before - timedelta(seconds=1), [ROUND], "Europe/Paris") is None
    assert silence_ahead(before, [ROUND], "Europe/Paris") is not None
    assert silence_ahead(start + timedelta(hours=3), [ROUND], "Europe/Paris") is not None
    assert silence_ahead(utc(2026, 3, 15, 19), [ROUND], "Europe/Paris") is None
