"""When a line may ring, as the database decides it: silence (R1), hours and attempts (R2).

`test_calendar_twins.py` asks random moments; here stand the edges: nights when the clock moves,
holidays, Saturday votes, closing hours, and what they mean for a claim, a card and a call.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from phonebank.domain.ages import BirthDate, age_band
from phonebank.domain.calendar import FRENCH_ZONES, public_holidays
from phonebank.domain.hours import (
    CallingHours,
    Slot,
    allowed_at,
    next_allowed,
)
from phonebank.domain.phone import FICTION_PREFIXES, is_fiction
from phonebank.domain.rounds import BallotType, Round
from phonebank.domain.silence import silent_at
from phonebank.store.campaigns import HoursRow
from tests.offices import SmallOffice
from tests.store.test_call_protocol import Caller

USUAL = CallingHours()
WEEK = tuple(
    HoursRow(day, span.opens, span.closes) for day in range(1, 6) for span in USUAL.weekdays
)
BITS = {1: Slot.MORNING, 2: Slot.AFTERNOON, 4: Slot.EVENING, 8: Slot.SATURDAY}


def around(local: datetime, zone: str) -> Iterator[datetime]:
    """A local moment of a zone, and a second to each side of it."""
    at = local.replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)
    return (at + timedelta(seconds=seconds) for seconds in (-1, 0, 1))


def edges(zone: str) -> list[datetime]:
    """The openings and closings of days on which something is different, in a zone."""
    days = [date(2026, 3, 28), date(2026, 3, 29), date(2026, 3, 30), date(2026, 10, 24)]
    days += [date(2026, 10, 25), date(2026, 10, 26), date(2026, 3, 8), date(2026, 11, 1)]
    days += [each.day for each in public_holidays(zone, 2026, 2026)]
    hours = (0, 2, 3, 10, 13, 14, 17, 20, 23)
    return [
        at
        for day in days
        for hour in hours
        for at in around(datetime.combine(day, time(hour)), zone)
    ]


@pytest.fixture
def open_at_all_hours(real_office: SmallOffice) -> SmallOffice:
    """A real office without the limits of the clock, so that a test may run in the night."""
    for column in ("weekday", "opens", "closes"):
        real_office.sql(
            f"alter table pb.calling_hours drop constraint calling_hours_{column}_check"
        )
    every = tuple(HoursRow(day, time(0), time.max) for day in range(1, 8))
    real_office.fill(3, hours=every)
    return real_office


def tomorrow_is_the_round(office: SmallOffice) -> None:
    office.sql("update pb.round set held_on = :day", day=office.today() + timedelta(days=1))


def test_hours_and_next_moments_agree_on_the_days_that_differ(real_office: SmallOffice) -> None:
    for zone in FRENCH_ZONES:
        real_office.owner.set_holidays(
            (day.zone, day.day, day.name) for day in public_holidays(zone, 2025, 2027)
        )
    campaign = real_office.fill(1, hours=WEEK)
    for zone in ("Europe/Paris", "America/Miquelon", "Indian/Mayotte", "Pacific/Noumea"):
        told = real_office.sql(
            """
            select m.at, pb.within_hours(:c, :zone, m.at), t.bits,
                   pb.next_moment(:c, :zone, m.at, t.bits)
              from unnest(cast(:moments as timestamptz[])) with ordinality m (at, n)
             cross join lateral (select (m.n % 7)::int as bits) t
            """,
            c=campaign,
            zone=zone,
            moments=edges(zone),
        )
        for at, within, bits, coming in told:
            assert within == allowed_at(at, zone, USUAL), (zone, at)
            avoiding = [slot for bit, slot in BITS.items() if bit & bits]
            assert coming == next_allowed(at, zone, USUAL, avoiding=avoiding), (zone, at, bits)


def test_an_office_open_in_one_slot_only_tries_again_in_it(real_office: SmallOffice) -> None:
    hours = tuple(HoursRow(day, time(10), time(13)) for day in range(1, 6))
    campaign = real_office.fill(1, hours=hours)
    at = datetime(2026, 6, 1, 10, tzinfo=UTC) + timedelta(hours=20)
    coming = real_office.value(
        "select pb.next_moment(:c, 'Europe/Paris', :at, 1)", c=campaign, at=at
    )
    assert coming == datetime(2026, 6, 2, 8, tzinfo=UTC)


@pytest.mark.parametrize("kind", list(BallotType))
def test_the_silence_begins_and_ends_to_the_second_everywhere(
    real_office: SmallOffice, kind: BallotType
) -> None:
    held = date(2026, 3, 29)  # the clock moves in France on the day of the vote
    each = Round(kind, 2026, 1, held)
    real_office.owner.add_round(each.code, held)
    real_office.sql(
        "insert into pb.bureau (commune_code, code, closes) values"
        " ('95999', '1', '18:00'), ('95999', '2', '19:00'), ('97105', '1', null)"
    )
    closes = {"Europe/Paris": time(19)}
    for zone in (*FRENCH_ZONES, "America/New_York"):
        asked = [
            at
            for back in (3, 2, 1, 0)
            for hour in (0, 18, 19, 20)
            for at in around(datetime.combine(held - timedelta(days=back), time(hour)), zone)
        ]
        told = real_office.sql(
            "select m.at, pb.silent(:z, m.at) from unnest(cast(:m as timestamptz[])) m (at)",
            z=zone,
            m=asked,
        )
        for at, silent in told:
            known = silent_at(at, [each], zone, closes.get(zone, time(20)))
            assert silent == (known is not None), (zone, at)
        assert {silent for _, silent in told} == {True, False}


def test_guadeloupe_is_silent_on_friday_for_a_national_vote_only(real_office: SmallOffice) -> None:
    friday = datetime(2027, 4, 9, 12, tzinfo=ZoneInfo("America/Guadeloupe"))
    asked = "select pb.silent('America/Guadeloupe', :at)"
    real_office.owner.add_round("M27T1", date(2027, 4, 11))
    assert not real_office.value(asked, at=friday)
    real_office.owner.add_round("P27T1", date(2027, 4, 11))
    assert real_office.value(asked, at=friday)
    assert not real_office.value("select pb.silent('Europe/Paris', :at)", at=friday)


BIRTHS = st.tuples(st.integers(1900, 2012), st.integers(0, 12), st.integers(0, 31))
DAYS = st.dates(date(2024, 1, 1), date(2030, 12, 31))


def test_age_bands_agree(real_office: SmallOffice) -> None:
    @settings(max_examples=10, deadline=None)
    @given(births=st.lists(BIRTHS, min_size=40, max_size=120), day=DAYS)
    def agree(births: list[tuple[int, int, int]], day: date) -> None:
        rows = real_office.sql(
            "select pb.age_band(y, nullif(m, 0), nullif(d, 0), :day)"
            "  from unnest(cast(:y as int[]), cast(:m as int[]), cast(:d as int[]))"
            "  with ordinality b (y, m, d, n) order by n",
            day=day,
            y=[birth[0] for birth in births],
            m=[birth[1] for birth in births],
            d=[birth[2] for birth in births],
        )
        for birth, (band,) in zip(births, rows, strict=True):
            assert band == age_band(BirthDate(*birth), day), (birth, day)

    agree()


def token_of(claim: dict[str, object]) -> UUID:
    return UUID(str(claim["claim"]))


def test_in_silence_nothing_is_served_opened_started_or_shown(
    open_at_all_hours: SmallOffice,
) -> None:
    office = open_at_all_hours
    one, other = Caller(office), Caller(office, "Yacine")
    dialled, waiting = one.claim(), other.claim()
    call = one.start(dialled)
    assert one.gateway.number(one.token, token_of(dialled))
    tomorrow_is_the_round(office)
    assert other.gateway.open_card(other.token, token_of(waiting)) == {"status": "silence"}
    ends = datetime.combine(office.today() + timedelta(days=1), time(20), ZoneInfo("Europe/Paris"))
    start = other.gateway.start_call(other.token, token_of(waiting), uuid4())
    assert (start["status"], datetime.fromisoformat(start["until"])) == ("silence", ends)
    assert one.gateway.number(one.token, token_of(dialled)) is None
    assert other.gateway.number(other.token, token_of(waiting)) is None
    answer = other.claim()
    assert (answer["status"], answer["round"]) == ("silence", "M26T2")
    assert datetime.fromisoformat(str(answer["until"])) == ends
    assert office.queue() == [1, 0, 0]
    # The call that rang before midnight is a fact, and is told.
    card = one.gateway.open_card(one.token, token_of(dialled))
    assert "+336" not in str(card)
    assert one.finish(dialled, call)["status"] == "ok"
    assert one.claim()["status"] == "silence"
    facts = one.gateway.office()
    assert facts is not None
    assert facts["silent"] is True


def test_no_setting_lifts_the_silence(open_at_all_hours: SmallOffice) -> None:
    office = open_at_all_hours
    tomorrow_is_the_round(office)
    office.owner.show_silence(shown=False)
    office.owner.set_caps(10**6, 10**6)
    office.sql("update pb.campaign set any_hour = true")
    assert Caller(office).claim()["status"] == "silence"


def test_a_practice_office_can_show_what_silence_looks_like(office: SmallOffice) -> None:
    office.fill(2)
    caller = Caller(office)
    held = caller.claim()
    office.owner.show_silence(shown=True)
    assert caller.gateway.open_card(caller.token, token_of(held)) == {"status": "silence"}
    assert caller.claim()["status"] == "silence"
    office.owner.show_silence(shown=False)
    assert caller.claim()["status"] == "claimed"


def only_tomorrow(office: SmallOffice) -> tuple[HoursRow, datetime]:
    """Hours that are shut today, and when they open."""
    day = office.today() + timedelta(days=1)
    if day.isoweekday() == 7:
        day += timedelta(days=1)
    opens = datetime.combine(day, time(9), ZoneInfo("Europe/Paris"))
    return HoursRow(day.isoweekday(), time(9), time(21)), opens


def test_outside_the_hours_a_claim_says_when_they_open(real_office: SmallOffice) -> None:
    row, opens = only_tomorrow(real_office)
    real_office.fill(1, hours=(row,))
    real_office.sql("update pb.campaign set any_hour = true")  # means nothing in a real office
    answer = Caller(real_office).claim()
    assert answer["status"] == "hours"
    assert datetime.fromisoformat(str(answer["until"])) == opens


def test_the_moment_one_waits_for_is_never_a_silent_one(real_office: SmallOffice) -> None:
    row, opens = only_tomorrow(real_office)
    real_office.fill(1, hours=(row,))
    held_on = opens.date() + timedelta(days=1)
    real_office.sql("update pb.round set held_on = :day", day=held_on)
    answer = Caller(real_office).claim()
    assert answer["status"] == "hours"
    until = datetime.fromisoformat(str(answer["until"]))
    assert until.astimezone(opens.tzinfo).date() == opens.date() + timedelta(days=7)


def test_a_campaign_left_open_after_its_round_serves_nobody(office: SmallOffice) -> None:
    office.fill(1)
    caller = Caller(office)
    held = token_of(caller.claim())
    office.sql("update pb.round set held_on = :day", day=office.today() - timedelta(days=1))
    answer = caller.gateway.start_call(caller.token, held, uuid4())
    assert answer["status"] == "paused"
    caller.gateway.release(caller.token, held, "close")
    assert caller.claim()["status"] == "closed"


def test_a_line_held_when_the_hours_end_can_no_longer_be_dialled(
    open_at_all_hours: SmallOffice,
) -> None:
    office = open_at_all_hours
    caller = Caller(office)
    claim = caller.claim()
    row, opens = only_tomorrow(office)
    office.sql("delete from pb.calling_hours where weekday <> :day", day=row.weekday)
    office.sql("update pb.calling_hours set opens = '09:00'")
    answer = caller.gateway.start_call(caller.token, token_of(claim), uuid4())
    assert answer["status"] == "hours"
    assert datetime.fromisoformat(answer["until"]) == opens
    assert office.value("select count(*) from pb.call") == 0


def test_numbers_of_fiction_and_foreign_ones_are_not_served_by_a_real_office(
    open_at_all_hours: SmallOffice,
) -> None:
    office = open_at_all_hours
    for prefix in (*FICTION_PREFIXES, "63990", "19901"):
        number = f"+33{prefix}0000"
        assert office.value("select pb.fiction(:n)", n=number) == is_fiction(number)
    office.sql("update pb.line set e164 = '+33639980001' where id = 1")
    office.sql("update pb.line set e164 = '+4930123456', abroad = true where id = 2")
    caller = Caller(office)
    assert caller.claim()["status"] == "claimed"
    assert office.sql("select state, done_why from pb.queue order by id") == [
        (9, "fiction"),
        (9, "abroad"),
        (1, None),
    ]
