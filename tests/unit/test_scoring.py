"""The explained rule: known facts, monotone, in words; ranks and lists made from it."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from phonebank.domain.errors import BadInput, KnownError
from phonebank.domain.rounds import BallotType, parse_round
from phonebank.domain.score_words import Reasons, reason_words
from phonebank.domain.scoring import AGE_MIDDLES, AGE_SHIFTS, round_weight
from phonebank.targeting.campaign_list import Target, campaign_lines
from phonebank.targeting.past import Past
from phonebank.targeting.priority import Weights, leaning_of, priorities, ranks
from phonebank.targeting.rule import RuleScores, apply_rule
from phonebank.targeting.score import Scores, score_round

if TYPE_CHECKING:
    from pathlib import Path

CODES = ("M20T1", "P22T1", "L22T1", "E24T1", "M26T1")
ROUNDS = tuple(parse_round(code) for code in CODES)
FIRST, SECOND = parse_round("M26T1"), parse_round("M26T2")


def past(
    known: list[int],
    voted: list[int],
    ages: list[float] | None = None,
    bureaux: list[int] | None = None,
) -> Past:
    places = bureaux or [0] * len(known)
    return Past(
        rounds=ROUNDS,
        known=np.array(known, dtype=np.uint64),
        voted=np.array(voted, dtype=np.uint64),
        ages=np.array(ages or [45.0] * len(known)),
        bureaux=np.array(places, dtype=np.int64),
        bureau_count=max(places) + 1,
    )


def scored(known: list[int], voted: list[int], ages: list[float] | None = None) -> list[float]:
    result: list[float] = apply_rule(past(known, voted, ages), FIRST).p_abstain.tolist()
    return result


def test_a_round_of_the_same_type_weighs_twice_and_all_fade() -> None:
    same = round_weight(parse_round("M20T1"), FIRST)
    other = round_weight(parse_round("P22T1"), FIRST)
    assert same == pytest.approx(2 * 0.8**3, rel=1e-3)
    assert other == pytest.approx(0.8 ** (3.93 / 2), rel=1e-3)
    assert round_weight(SECOND, FIRST) == 0
    assert round_weight(FIRST, FIRST) == 0


def test_the_age_curve_is_lowest_in_abstention_between_65_and_79() -> None:
    best = AGE_MIDDLES[AGE_SHIFTS.index(max(AGE_SHIFTS))]
    assert 65 <= best <= 79
    young, settled, oldest = scored([0, 0, 0], [0, 0, 0], [20.0, 72.0, 95.0])
    assert settled < young
    assert settled < oldest


def test_an_unknown_past_is_not_an_abstention() -> None:
    unknown, absent, present = scored([0, 15, 15], [0, 0, 15])
    assert present < unknown < absent


def test_an_unknown_age_counts_as_neither_young_nor_old() -> None:
    unknown, young, settled = scored([0, 0, 0], [0, 0, 0], [float("nan"), 20.0, 72.0])
    assert settled < unknown < young


def test_scores_are_levelled_to_the_turnout_expected() -> None:
    draw = np.random.default_rng(3)
    known = draw.integers(0, 16, 5000).tolist()
    voted = draw.integers(0, 16, 5000).tolist()
    result = apply_rule(past(known, voted), FIRST, expected_turnout=0.4)
    assert float(result.p_abstain.mean()) == pytest.approx(0.6, abs=0.002)


def test_a_bureau_that_votes_less_scores_higher() -> None:
    known = [1] * 400
    voted = [1] * 150 + [0] * 50 + [1] * 50 + [0] * 150
    people = past([*known, 0, 0], [*voted, 0, 0], None, [0] * 200 + [1] * 200 + [0, 1])
    result = apply_rule(people, FIRST)
    assert result.p_abstain[-2] < result.p_abstain[-1]
    rates = result.habit.bureau_abstention
    assert rates[0] < rates[2] < rates[1]
    turned = apply_rule(people, FIRST, bureau_turnout=np.array([0.2, np.nan]))
    assert turned.p_abstain[-2] > turned.p_abstain[-1]


masks = st.lists(
    st.tuples(st.integers(0, 31), st.integers(0, 31), st.integers(18, 99), st.integers(0, 2)),
    min_size=1,
    max_size=30,
)


@given(masks, st.data(), st.sampled_from([FIRST, SECOND]))
def test_an_extra_vote_never_raises_the_score(
    people: list[tuple[int, int, int, int]], data: st.DataObject, target: object
) -> None:
    who = data.draw(st.integers(0, len(people) - 1))
    bit = 1 << data.draw(st.integers(0, len(ROUNDS) - 1))
    known, voted, ages, bureaux = (list(column) for column in zip(*people, strict=True))

    def score() -> RuleScores:
        built = past(known, voted, [float(age) for age in ages], bureaux)
        return apply_rule(built, SECOND if target is SECOND else FIRST)

    before = float(score().p_abstain[who])
    known[who] |= bit
    voted[who] |= bit
    assert float(score().p_abstain[who]) <= before + 1e-9


def test_the_first_round_speaks_loudest_between_the_rounds() -> None:
    draw = np.random.default_rng(5)
    count = 4000
    habit = draw.random(count)
    voted = sum((draw.random(count) < habit).astype(np.int64) << bit for bit in range(5))
    result = apply_rule(past([31] * count, np.asarray(voted).tolist()), SECOND)
    came = result.first_round == 1
    p_vote = 1 - result.p_abstain
    assert float(p_vote[came].mean()) == pytest.approx(0.9, abs=0.05)
    assert float(p_vote[~came].mean()) == pytest.approx(0.15, abs=0.06)
    assert float(p_vote[came].min()) > float(np.median(p_vote[~came]))
    assert int(result.habit.known.max()) == 4, "the first round is told apart from the past"


def test_rounds_after_the_target_say_nothing() -> None:
    before = apply_rule(past([15], [5]), FIRST).p_abstain
    after = apply_rule(past([31], [21]), FIRST).p_abstain
    assert before == pytest.approx(after)


def test_reasons_are_told_in_words_in_both_languages() -> None:
    reasons = Reasons(
        BallotType.MUNICIPAL,
        3,
        4,
        1,
        2,
        "25-34",
        "0012",
        41,
        first_round=False,
        first_round_held=True,
    )
    assert reason_words(reasons) == (
        "1er tour : non",
        "a voté 1 fois sur 2 aux municipales",
        "a voté 2 fois sur 2 aux autres scrutins",
        "tranche 25-34",
        "bureau 0012 : 41 % d'abstention",
    )
    assert reason_words(reasons, "en") == (
        "first round: no",
        "voted in 1 of 2 municipal rounds",
        "voted in 2 of 2 other rounds",
        "aged 25-34",
        "bureau 0012: 41% abstention",
    )
    unknown = Reasons(BallotType.EUROPEAN, 0, 0, 0, 0, "", "", 50)
    assert reason_words(unknown, "en") == ("past turnout unknown", "town: 50% abstention")


PEOPLE = pl.DataFrame(
    {
        "person_id": [1, 2, 3, 4, 5, 6],
        "bureau": ["0001", "0001", "0002", None, "0002", "0001"],
        "order": [1, 2, 1, None, 2, 9],
        "birth_year": [1950, 1999, None, 1980, 1970, 1985],
        "list_types": [["LP"], ["LP"], ["LP"], ["LP"], ["LCM", "LCE"], ["LCE"]],
    },
    schema_overrides={"order": pl.Int64},
)
TURNOUT = pl.DataFrame(
    [
        (1, "M20T1", True, False),
        (1, "P22T1", True, True),
        (2, "M20T1", False, False),
        (2, "P22T1", False, False),
        (2, "P22T1", True, False),
        (3, "M26T1", False, False),
        (5, "M26T1", False, False),
        (1, "M26T1", True, False),
        (77, "M26T1", True, False),
        (4, "R15T1", True, False),
    ],
    schema=["person_id", "round_code", "voted", "proxy"],
    orient="row",
)
LINES = pl.DataFrame(
    {
        "person_id": [3, 3, 5, 2, 4],
        "line_id": [30, 31, 30, 20, 40],
        "kind": ["fixed", "mobile", "fixed", "mobile", "mobile"],
        "abroad": [False, False, False, False, True],
        "zone": ["Europe/Paris"] * 5,
        "language": ["", "", "pt", "", None],
        "given_on": [None] * 5,
    },
    schema_overrides={"given_on": pl.Date},
)


def second_round() -> Scores:
    return score_round(PEOPLE, TURNOUT, ROUNDS, SECOND)


def test_only_those_entitled_to_vote_are_scored() -> None:
    assert second_round().frame["person_id"].to_list() == [1, 2, 3, 4, 5]
    european = score_round(PEOPLE, TURNOUT, ROUNDS, parse_round("E24"))
    assert european.frame["person_id"].to_list() == [1, 2, 3, 4, 5, 6]
    national = score_round(PEOPLE, TURNOUT, ROUNDS, parse_round("L24T1"))
    assert national.frame["person_id"].to_list() == [1, 2, 3, 4]


def test_scores_stand_on_known_turnout_and_a_proxy_is_a_vote() -> None:
    frame = second_round().frame
    assert frame["votes"].to_list() == [2, 1, 0, 0, 0]
    assert frame["known"].to_list() == [2, 2, 0, 0, 0]
    assert frame["first_round"].to_list() == [True, None, False, None, False]
    words = second_round().reasons()
    assert words[0] == (
        "1er tour : oui ; a voté 1 fois sur 1 aux municipales ; a voté 1 fois sur 1 aux autres "
        "scrutins ; tranche 65-79 ; bureau 0001 : 49 % d'abstention"
    )
    assert words[3].startswith("1er tour : inconnu ; participation passée inconnue")
    assert "commune" in words[3]
    assert frame["p_abstain"].is_between(0, 1).all()


def test_the_file_of_scores_has_the_agreed_columns(tmp_path: Path) -> None:
    second_round().write_csv(tmp_path / "scores.csv")
    with (tmp_path / "scores.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert list(rows[0]) == ["person_id", "bureau", "order", "p_abstain", "reasons"]
    assert len(rows) == 5
    assert rows[3]["bureau"] == ""


def test_a_file_that_cannot_be_written_is_said_in_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(KnownError, match="cannot be written"):
        second_round().write_csv(tmp_path / "nowhere" / "scores.csv")


def test_an_office_without_people_has_no_scores() -> None:
    assert score_round(PEOPLE.clear(), TURNOUT, ROUNDS, SECOND).frame.is_empty()


def test_between_the_rounds_known_abstainers_are_called_once_each() -> None:
    lines = campaign_lines(second_round(), LINES)
    assert {line.line_id: line.person_ids for line in lines} == {31: (3,), 30: (5,)}
    assert {line.language for line in lines} == {"", "pt"}


def test_a_line_takes_the_rank_of_its_best_person() -> None:
    shared = LINES.filter(pl.col("line_id") != 31)
    lines = campaign_lines(second_round(), shared)
    assert len(lines) == 1
    assert set(lines[0].person_ids) == {3, 5}
    apart = campaign_lines(second_round(), LINES)
    assert lines[0].rank >= min(line.rank for line in apart)


def test_a_campaign_may_call_everyone_or_keep_the_best_lines() -> None:
    everyone = campaign_lines(second_round(), LINES, target=Target.EVERYONE)
    assert {line.line_id for line in everyone} == {20, 30, 31}
    abroad = campaign_lines(second_round(), LINES, target=Target.EVERYONE, abroad=True)
    assert {line.line_id for line in abroad} == {20, 30, 31, 40}
    best = campaign_lines(second_round(), LINES, target=Target.EVERYONE, most_lines=1)
    assert best == everyone[:1]


def test_the_movable_middle_ranks_before_the_rest() -> None:
    p_vote = np.array([0.05, 0.26, 0.5, 0.74, 0.95])
    value = priorities(p_vote, np.ones(5, dtype=np.int64), np.ones(5))
    rank = ranks(p_vote, value)
    assert rank.max() == 100_000
    assert rank[2] == 100_000
    assert min(rank[1:4]) >= 50_000 > max(rank[0], rank[4])


def test_more_lines_and_a_leaning_bureau_come_first() -> None:
    p_vote = np.full(3, 0.5)
    leaning = leaning_of(np.array([0.2, 0.4, np.nan]))
    value = priorities(p_vote, np.array([1, 1, 2]), leaning)
    assert value[0] < value[1]
    assert value[2] > priorities(p_vote, np.ones(3, dtype=np.int64), np.ones(3))[2]
    flat = priorities(p_vote, np.array([1, 1, 2]), leaning, Weights(reach=0, leaning=0))
    assert len(set(flat.tolist())) == 1
    with pytest.raises(BadInput, match="weight"):
        Weights(effect=3)


def test_our_share_moves_a_bureau_up() -> None:
    lines = campaign_lines(
        second_round(), LINES, target=Target.EVERYONE, bureau_share={"0001": 0.5, "0002": 0.1}
    )
    plain = campaign_lines(second_round(), LINES, target=Target.EVERYONE)
    assert [line.line_id for line in plain] != [] != [line.line_id for line in lines]
    by_line = {line.line_id: line.rank for line in lines}
    before = {line.line_id: line.rank for line in plain}
    assert by_line[31] / by_line[20] < before[31] / before[20]
