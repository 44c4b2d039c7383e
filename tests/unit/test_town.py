"""The practice town: published marginals, real file formats, only fiction numbers."""

from __future__ import annotations

import csv
import re
from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import numpy as np
import pytest

from phonebank.domain.ages import band_of
from phonebank.domain.eligibility import ListType
from phonebank.domain.errors import BadInput, KnownError
from phonebank.domain.hours import CallingHours, allowed_at
from phonebank.domain.outcomes import RULES, Outcome
from phonebank.domain.practice import ZONE, round_day
from phonebank.domain.rounds import find_round
from phonebank.practice.past_calls import VOLUNTEERS, PracticeCall, past_calls
from phonebank.practice.town import Town, make_town

if TYPE_CHECKING:
    from numpy.typing import NDArray

SAMPLES = Path(__file__).resolve().parents[2].parent / "shared" / "samples"
NOW = datetime(2026, 3, 3, 16, tzinfo=UTC)
FICTION = re.compile(r"\+33(?:19900|26191|35301|46571|53649|63998)\d{4}")


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Town:
    return make_town(tmp_path_factory.mktemp("town"))


@pytest.fixture(scope="module")
def calls(town: Town) -> tuple[PracticeCall, ...]:
    return past_calls(town, NOW)


def column(town: Town, code: str) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    place = [each.code for each in town.turnout.rounds].index(code)
    return town.turnout.known[:, place], town.turnout.voted[:, place]


def test_the_town_has_the_voters_asked_for_in_twelve_bureaux(town: Town) -> None:
    assert len(town.electorate.voters) == 6000
    sizes = Counter(voter.bureau for voter in town.electorate.voters)
    assert sizes.pop("") == 2
    assert sorted(sizes) == [f"{place:04d}" for place in range(1, 13)]
    assert min(sizes.values()) > 150


def test_addresses_hold_as_many_voters_as_published(town: Town) -> None:
    sizes = Counter(Counter(v.household for v in town.electorate.voters).values())
    total = sum(sizes.values())
    assert sizes[1] / total == pytest.approx(0.38, abs=0.03)
    assert sizes[2] / total == pytest.approx(0.42, abs=0.03)
    assert sizes[3] / total == pytest.approx(0.13, abs=0.02)
    assert (sizes[4] + sizes[5]) / total == pytest.approx(0.07, abs=0.02)


def test_turnout_by_age_is_that_of_the_municipal_round_of_2020(town: Town) -> None:
    known, voted = column(town, "M20T1")
    bands = np.array([band_of(2020 - voter.birth.year) for voter in town.electorate.voters])
    published = {"18-24": 0.30, "25-34": 0.31, "35-49": 0.40, "50-64": 0.48, "65-79": 0.60}
    for band, rate in published.items():
        here = known & (bands == band)
        assert float(voted[here].mean()) == pytest.approx(rate, abs=0.06), band


def test_all_some_and_no_rounds_of_2022_are_as_published(town: Town) -> None:
    columns = [column(town, code) for code in ("P22T1", "P22T2", "L22T1", "L22T2")]
    known = np.all([known for known, _ in columns], axis=0)
    votes = np.sum([voted for _, voted in columns], axis=0)[known]
    assert float((votes == 4).mean()) == pytest.approx(0.36, abs=0.03)
    assert float((votes == 0).mean()) == pytest.approx(0.16, abs=0.03)


def test_the_second_round_follows_the_first_as_published(town: Town) -> None:
    _, first = column(town, "L24T1")
    known, second = column(town, "L24T2")
    assert float(second[known & first].mean()) == pytest.approx(0.9, abs=0.02)
    assert float(second[known & ~first].mean()) == pytest.approx(0.15, abs=0.03)


def test_nobody_votes_where_turnout_is_unknown_and_a_proxy_is_a_vote(town: Town) -> None:
    assert not (town.turnout.voted & ~town.turnout.known).any()
    assert not (town.turnout.proxy & ~town.turnout.voted).any()


def test_a_third_have_a_number_and_all_are_kept_for_fiction(town: Town) -> None:
    assert len(town.numbers) / 6000 == pytest.approx(0.35, abs=0.005)
    mobile = [any(each.mobile for each in held) for held in town.numbers.values()]
    assert float(np.mean(mobile)) == pytest.approx(0.70, abs=0.04)
    numbers = {each.e164: each for held in town.numbers.values() for each in held}
    assert all(FICTION.fullmatch(e164) for e164 in numbers)
    wrong = [each.truth != "right" for each in numbers.values()]
    assert float(np.mean(wrong)) == pytest.approx(0.08, abs=0.02)


def test_only_one_household_shares_a_landline_and_nobody_a_mobile(town: Town) -> None:
    owners: dict[str, list[int]] = {}
    for place, held in town.numbers.items():
        for number in held:
            owners.setdefault(number.e164, []).append(place)
    shared = {e164: places for e164, places in owners.items() if len(places) > 1}
    assert len(shared) > 50
    homes = town.electorate.voters
    assert all(len({homes[p].household for p in places}) == 1 for places in shared.values())
    assert not any(e164.startswith("+33639") for e164 in shared)


def test_the_town_holds_what_rolls_hold(town: Town) -> None:
    voters = town.electorate.voters
    names = Counter((v.birth_name, v.first_names, str(v.birth)) for v in voters)
    assert any(count == 2 for count in names.values()), "namesakes"
    assert any(v.birth.month == 0 for v in voters)
    assert any(v.birth.month and not v.birth.day for v in voters)
    assert any(len(v.lists) == 2 for v in voters)
    births = Counter((v.household, str(v.birth)) for v in voters)
    assert any(count == 2 for count in births.values()), "twins"
    assert any(v.used_name for v in voters)


def test_order_numbers_are_unique_within_a_bureau_and_a_list(town: Town) -> None:
    places = [
        (v.bureau, entry.list_type, entry.order)
        for v in town.electorate.voters
        for entry in v.entries
    ]
    assert len(places) == len(set(places)) == town.roll_rows
    main = {(b, order) for b, kind, order in places if kind is ListType.MAIN}
    other = {(b, order) for b, kind, order in places if kind is not ListType.MAIN}
    assert not main & other


def test_the_roll_has_the_registers_columns(town: Town) -> None:
    sample = next(SAMPLES.glob("ListesArretees-*.csv"))
    with sample.open(encoding="utf-8") as theirs, town.files.roll.open(encoding="utf-8") as ours:
        assert next(ours) == next(theirs)
        row = next(ours).rstrip("\n")
    assert re.fullmatch(r'(?:"[^"]*"|)(?:;(?:"[^"]*"|)){25};\d+', row)


@pytest.mark.parametrize("name", ["bureaux", "results"])
def test_other_official_files_have_the_samples_columns(town: Town, name: str) -> None:
    ours: Path = getattr(town.files, name)
    theirs = SAMPLES / ours.name
    header = ours.read_text(encoding="utf-8-sig").splitlines()[0]
    assert header == theirs.read_text(encoding="utf-8-sig").splitlines()[0]


def test_the_history_names_its_rounds_and_leaves_the_unknown_empty(town: Town) -> None:
    with town.files.history.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file, delimiter=";"))
    titles = list(rows[0])[5:]
    found = [find_round(title) for title in titles]
    assert [each.code for each in found if each] == [r.code for r in town.turnout.rounds[:-1]]
    assert {row[title] for row in rows for title in titles} == {"V", "A", "P", ""}


def test_the_list_of_abstainers_counts_those_who_did_not_sign(town: Town) -> None:
    counted = 0
    for line in town.files.abstainers.read_text(encoding="utf-8").splitlines():
        _, _, numbers = line.partition(": ")
        for run in numbers.split(", "):
            first, _, last = run.partition("-")
            counted += int(last or first) - int(first) + 1
    assert counted == town.abstainer_count
    known, voted = column(town, "M26T1")
    assert abs(counted - int((known & ~voted).sum())) <= 2, "two people have no bureau"


def test_every_number_held_is_in_one_of_the_contact_files(town: Town) -> None:
    text = "".join(path.read_text(encoding="utf-8-sig") for path in town.files.contacts)
    digits = re.sub(r"[ .()]", "", text)
    held = {each.e164[3:] for numbers in town.numbers.values() for each in numbers}
    assert all(number in digits for number in held)


def test_the_same_seed_makes_the_same_town(tmp_path: Path) -> None:
    first = make_town(tmp_path / "a", voters=300, seed=7)
    again = make_town(tmp_path / "b", voters=300, seed=7)
    other = make_town(tmp_path / "c", voters=300, seed=8)
    assert first.files.roll.read_bytes() == again.files.roll.read_bytes()
    assert first.files.history.read_bytes() == again.files.history.read_bytes()
    assert first.files.roll.read_bytes() != other.files.roll.read_bytes()
    assert past_calls(first, NOW) == past_calls(again, NOW)


def test_a_town_that_cannot_be_made_is_refused_with_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="at least 100"):
        make_town(tmp_path, voters=10)
    (tmp_path / "file").write_text("")
    with pytest.raises(KnownError, match="cannot be written"):
        make_town(tmp_path / "file", voters=100)


def test_past_calls_reach_somebody_four_times_in_ten(calls: tuple[PracticeCall, ...]) -> None:
    assert len(calls) > 1000
    contacts = [RULES[call.outcome].contact for call in calls]
    assert float(np.mean(contacts)) == pytest.approx(0.40, abs=0.05)
    assert {call.caller for call in calls} == {each.name for each in VOLUNTEERS}
    assert len({call.outcome for call in calls}) >= 14


def test_past_calls_keep_the_hours_and_end_before_today(calls: tuple[PracticeCall, ...]) -> None:
    assert all(allowed_at(call.at, ZONE, CallingHours()) for call in calls)
    assert NOW - timedelta(days=22) < calls[0].at
    assert calls[-1].at < NOW - timedelta(hours=12)
    assert list(calls) == sorted(calls, key=lambda call: call.at)


def test_nobody_is_on_two_past_calls_at_once(calls: tuple[PracticeCall, ...]) -> None:
    for name in {call.caller for call in calls}:
        mine = [call for call in calls if call.caller == name]
        ends = [call.at + timedelta(seconds=call.seconds) for call in mine]
        assert all(end <= after.at for end, after in zip(ends, mine[1:], strict=False))


def test_no_past_call_follows_an_objection_or_a_fifth_attempt(
    calls: tuple[PracticeCall, ...],
) -> None:
    final = {
        Outcome.DO_NOT_CALL,
        Outcome.WRONG_NUMBER,
        Outcome.HOSTILE,
        Outcome.CONVERSATION,
        Outcome.REFUSED,
    }
    closed: set[str] = set()
    attempts: Counter[str] = Counter()
    for call in calls:
        assert call.e164 not in closed
        attempts[call.e164] += RULES[call.outcome].attempt
        if call.outcome in final:
            closed.add(call.e164)
    assert max(attempts.values()) <= 4


def test_past_calls_may_keep_to_a_campaigns_numbers(
    town: Town, calls: tuple[PracticeCall, ...]
) -> None:
    some = {call.e164 for call in calls[:50]}
    assert {call.e164 for call in past_calls(town, NOW, only=some, calls=40)} <= some


@pytest.mark.parametrize("day", range(1, 15))
def test_a_practice_round_is_on_a_sunday_beyond_its_own_silence(day: int) -> None:
    now = datetime(2026, 3, day, 23, 30, tzinfo=UTC)
    held_on = round_day(now)
    assert held_on.weekday() == 6
    assert 8 <= (held_on - now.astimezone(ZoneInfo(ZONE)).date()).days <= 14
