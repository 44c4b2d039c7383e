"""When it will be done, in arithmetic one can follow."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from phonebank.domain.card import Waiting
from phonebank.store.room import Outlook
from phonebank.ui.supervisor.forecast import USUAL_ENDING, ending_share, forecast

MONDAY = date(2026, 3, 23)
NOW = datetime(2026, 3, 23, 9, 0, tzinfo=UTC)  # 10 h in Paris


def spans(days: int) -> tuple[tuple[datetime, datetime], ...]:
    starts = [NOW + timedelta(days=day) for day in range(days)]
    return tuple((start, start + timedelta(hours=10)) for start in starts)


BASE = Outlook(
    attempts_allowed=1,
    stock=((0, MONDAY, 120),),
    spans=spans(5),
    recent_attempts=60,
    recent_since=NOW - timedelta(hours=1),
    recent_callers=4,
    tried=100,
    ended=25,
    waiting=Waiting("empty"),
)


def test_one_attempt_a_line_takes_as_long_as_the_pace_says() -> None:
    ahead = forecast(BASE, NOW, "Europe/Paris")
    assert ahead is not None
    assert ahead.done_at == NOW + timedelta(hours=2)


def test_a_line_that_rests_makes_it_last_until_its_day() -> None:
    tomorrow = (0, MONDAY + timedelta(days=1), 60)
    ahead = forecast(replace(BASE, stock=(*BASE.stock, tomorrow)), NOW, "Europe/Paris")
    assert ahead is not None
    assert ahead.done_at == NOW + timedelta(days=1, hours=1)


def test_retries_come_on_other_days_and_count_as_often_as_attempts_failed() -> None:
    ahead = forecast(replace(BASE, attempts_allowed=2), NOW, "Europe/Paris")
    assert ahead is not None
    # 120 lines today; three quarters of them, 90, once more tomorrow at one a minute.
    assert ahead.done_at == NOW + timedelta(days=1, minutes=90)


def test_what_the_round_cuts_off_is_told_with_the_callers_missing() -> None:
    ahead = forecast(replace(BASE, spans=spans(1), stock=((0, MONDAY, 900),)), NOW, "Europe/Paris")
    assert ahead is not None
    assert (ahead.done_at, ahead.left, ahead.missing) == (None, 300, 2)


def test_retries_that_no_number_of_callers_could_make_are_told_as_such() -> None:
    short = replace(BASE, attempts_allowed=3, spans=spans(1))
    ahead = forecast(short, NOW, "Europe/Paris")
    assert ahead is not None
    assert (ahead.done_at, ahead.missing) == (None, 0)


@pytest.mark.parametrize(
    "outlook",
    [
        replace(BASE, recent_attempts=9),
        replace(BASE, recent_since=None, recent_attempts=0, recent_callers=0),
    ],
)
def test_there_is_no_forecast_without_a_pace(outlook: Outlook) -> None:
    assert forecast(outlook, NOW, "Europe/Paris") is None


def test_a_burst_of_calls_is_not_taken_for_a_pace() -> None:
    burst = replace(BASE, recent_since=NOW - timedelta(seconds=10), recent_attempts=10)
    ahead = forecast(burst, NOW, "Europe/Paris")
    assert ahead is not None
    assert ahead.done_at == NOW + timedelta(hours=2)


def test_a_young_campaign_takes_the_usual_share_of_endings() -> None:
    assert ending_share(replace(BASE, tried=0, ended=0)) == USUAL_ENDING
    assert ending_share(replace(BASE, tried=15, ended=15)) == pytest.approx(0.65)
    assert ending_share(BASE) == 0.25
