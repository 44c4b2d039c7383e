"""Moments to ring back are those in which this campaign calls, and no others."""

from __future__ import annotations

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from phonebank.domain.card import CampaignFacts, OfficeFacts
from phonebank.ui.desk.callback_times import When, refusal_of, shortcuts

PARIS = ZoneInfo("Europe/Paris")
OFFICE = OfficeFacts("Essai", False, "Europe/Paris", None, None, False)
#: Tuesdays from 17:00 to 19:00 and Thursdays from 10:00 to 12:00.
CAMPAIGN = CampaignFacts(
    1, "Essai", "M26T1", date(2026, 3, 15), "open", 10, 0, 0, 0,
    ((2, time(17), time(19)), (4, time(10), time(12))),
)  # fmt: skip
MONDAY = datetime(2026, 3, 2, 10, 0, tzinfo=PARIS)


@pytest.mark.parametrize(
    ("at", "why"),
    [
        (datetime(2026, 3, 3, 17, 30, tzinfo=PARIS), ""),
        (datetime(2026, 3, 3, 19, 0, tzinfo=PARIS), "hours"),
        (datetime(2026, 3, 3, 11, 0, tzinfo=PARIS), "hours"),
        (datetime(2026, 3, 5, 11, 0, tzinfo=PARIS), ""),
        (datetime(2026, 3, 4, 11, 0, tzinfo=PARIS), "hours"),
        (datetime(2026, 3, 1, 11, 0, tzinfo=PARIS), "past"),
        (datetime(2026, 3, 14, 11, 0, tzinfo=PARIS), "silence"),
        (datetime(2026, 3, 17, 17, 30, tzinfo=PARIS), "over"),
    ],
)
def test_a_moment_is_refused_for_its_reason(at: datetime, why: str) -> None:
    assert refusal_of(at, OFFICE, MONDAY, CAMPAIGN) == why


def test_only_moments_of_the_campaign_are_offered() -> None:
    offered = shortcuts(OFFICE, MONDAY, CAMPAIGN)
    assert [each.when for each in offered] == [When.TOMORROW_EVENING]
    late = datetime(2026, 3, 3, 19, 0, tzinfo=PARIS)
    (only,) = shortcuts(OFFICE, late, CAMPAIGN)
    assert only.when is When.NEXT_OPEN
    assert only.at == datetime(2026, 3, 5, 10, 0, tzinfo=PARIS)


def test_the_usual_hours_hold_where_a_campaigns_are_not_known() -> None:
    wednesday = datetime(2026, 3, 4, 11, 0, tzinfo=PARIS)
    assert refusal_of(wednesday, OFFICE, MONDAY) == ""
