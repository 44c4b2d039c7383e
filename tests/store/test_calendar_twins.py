"""The database's calendar and the one of `domain/` say the same of any moment."""

from __future__ import annotations

import random
from datetime import UTC, datetime, time
from typing import TYPE_CHECKING

import pytest

from phonebank.domain.calendar import FRENCH_ZONES, public_holidays
from phonebank.domain.hours import (
    PRACTICE_HOURS,
    CallingHours,
    Slot,
    Span,
    allowed_at,
    next_allowed,
    slot_of,
)
from phonebank.domain.rounds import known_rounds
from phonebank.domain.silence import SATURDAY_ZONES, silences
from phonebank.store.campaigns import HoursRow

if TYPE_CHECKING:
    from tests.offices import SmallOffice

ZONES = ("Europe/Paris", "Indian/Reunion", "America/Martinique", "Pacific/Tahiti", "Europe/London")
BITS = {Slot.MORNING: 1, Slot.AFTERNOON: 2, Slot.EVENING: 4, Slot.SATURDAY: 8}
USUAL = CallingHours()
SATURDAYS = CallingHours(saturday_on=True)
AFTERNOONS = CallingHours(weekdays=(Span(time(15), time(18, 30)),))


def moments(count: int, seed: int) -> list[datetime]:
    """Moments of 2025 to 2027, half of them on the hour, where rules change."""
    draw = random.Random(seed)
    seconds = (draw.randrange(1_735_689_600, 1_830_000_000) for _ in range(count))
    rounded = (s - s % 3600 if draw.random() < 0.5 else s for s in seconds)
    return [datetime.fromtimestamp(second, UTC) for second in rounded]


def rows_of(hours: CallingHours) -> tuple[HoursRow, ...]:
    """The same hours as a campaign stores them."""
    saturday = hours.saturday if hours.saturday_on else ()
    days = [hours.weekdays] * 5 + [saturday]
    return tuple(
        HoursRow(day, span.opens, span.closes)
        for day, spans in enumerate(days, start=1)
        for span in spans
    )


def set_holidays(office: SmallOffice) -> None:
    office.owner.set_holidays(
        (each.zone, each.day, each.name)
        for zone in FRENCH_ZONES
        for each in public_holidays(zone, 2024, 2029)
    )


@pytest.mark.parametrize("hours", [USUAL, SATURDAYS, AFTERNOONS, PRACTICE_HOURS])
def test_hours_and_next_moments_agree(request: pytest.FixtureRequest, hours: CallingHours) -> None:
    office: SmallOffice = request.getfixturevalue("office" if hours.any_time else "real_office")
    set_holidays(office)
    campaign = office.fill(1, hours=rows_of(hours))
    draw = random.Random(3)
    for seed, zone in enumerate(ZONES):
        asked = moments(60, seed)
        tried = [draw.randrange(16) for _ in asked]
        told = office.sql(
            """
            select m.at, m.tried, pb.within_hours(:c, :zone, m.at),
                   pb.slot(m.at at time zone :zone), pb.next_moment(:c, :zone, m.at, m.tried)
              from unnest(cast(:moments as timestamptz[]), cast(:tried as int[])) m (at, tried)
            """,
            c=campaign,
            zone=zone,
            moments=asked,
            tried=tried,
        )
        for at, bits, within, slot, coming in told:
            avoiding = [each for each in Slot if BITS[each] & bits]
            assert within == allowed_at(at, zone, hours), (zone, at)
            assert slot == BITS[slot_of(at, zone)], (zone, at)
            assert coming == next_allowed(at, zone, hours, avoiding=avoiding), (zone, at, avoiding)


def test_silences_agree_in_every_time_zone(real_office: SmallOffice) -> None:
    rounds = [each for each in known_rounds() if each.year >= 2021]
    for each in rounds:
        real_office.owner.add_round(each.code, each.held_on)
    draw = random.Random(9)
    for zone in (*ZONES, *sorted(SATURDAY_ZONES)):
        asked = [
            datetime.fromtimestamp(
                datetime.combine(draw.choice(rounds).held_on, time(), tzinfo=UTC).timestamp()
                + 1800 * draw.randrange(-24 * 8, 24 * 4),
                UTC,
            )
            for _ in range(80)
        ]
        told = real_office.sql(
            """
            select m.at, pb.silent(:zone, m.at), s.starts, s.ends
              from unnest(cast(:moments as timestamptz[])) m (at)
              left join lateral pb.silence(:zone, m.at) s on true
            """,
            zone=zone,
            moments=asked,
        )
        windows = silences(rounds, zone)
        for at, silent, starts, ends in told:
            ahead = next((each for each in windows if each.end > at), None)
            assert silent == any(each.covers(at) for each in windows), (zone, at)
            if ahead is not None and starts is not None:
                assert (starts, ends) == (ahead.start, ahead.end), (zone, at)
