"""Scores of an office: masks folded by the database, expectations kept, a check on the past."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import polars as pl
import pytest

from phonebank.cli import run
from phonebank.commands import scores as command
from phonebank.commands.output import choice
from phonebank.domain.errors import BadInput
from phonebank.domain.rounds import parse_round
from phonebank.store.scores import ScoreStore
from phonebank.targeting.campaign_list import Target
from phonebank.targeting.history import masks_of
from phonebank.targeting.making import Plan, make_campaign
from phonebank.targeting.office_measure import known_rounds_of, measure_office
from phonebank.targeting.office_past import read_town, score_office
from phonebank.targeting.office_scores import score

if TYPE_CHECKING:
    from collections.abc import Iterator
    from contextlib import AbstractContextManager

    from tests.offices import SmallOffice

VOTERS = 600
SECOND = parse_round("M26T2")


@pytest.fixture
def town(office: SmallOffice) -> SmallOffice:
    """600 people in twelve bureaux of two communes; every third round is unknown of somebody."""
    for code in ("M20T1", "P22T1", "M26T1"):
        office.owner.add_round(code, parse_round(code).held_on)
    office.owner.add_round("M26T2", parse_round("M26T2").held_on)
    office.sql(
        """
        with b as (
            insert into pb.bureau (commune_code, code)
            select commune, lpad(i::text, 4, '0')
              from generate_series(1, 6) i, (values ('95998'), ('95999')) c (commune)
            returning id
        ), places as (select id, row_number() over (order by id) as place from b)
        insert into pb.person (identity_key, birth_name, birth_year, bureau_id, list_types)
        select 'k' || i, 'NOM' || i, 1930 + i % 70, places.id,
               case when i % 10 = 0 then '{LCM,LCE}' else '{LP}' end::text[]
          from generate_series(1, :voters) i
          join places on places.place = 1 + i % 12
        """,
        voters=VOTERS,
    )
    office.sql(
        """
        insert into pb.turnout (round_id, person_id, voted)
        select r.id, p.id, (p.id * 7 + r.id * 5) % 10 < 5 + (p.id % 5)
          from pb.person p, pb.round r
         where r.code <> 'M26T2' and (p.id + r.id) % 3 <> 0
        """
    )
    return office


@pytest.fixture
def say(town: SmallOffice, monkeypatch: pytest.MonkeyPatch, capsys: Any) -> Any:
    """Run one `phonebank score …` on the town; what it printed, or (exit code, sentence)."""
    from contextlib import contextmanager

    @contextmanager
    def owned() -> Iterator[tuple[None, Any]]:
        yield None, town.owner

    def opened() -> AbstractContextManager[tuple[None, Any]]:
        return owned()

    monkeypatch.setattr(command, "owned_office", opened)

    def said(*words: str, plain: bool = False) -> Any:
        code = run(["score", *words, *([] if plain else ["--json"])])
        choice.as_json = False
        captured = capsys.readouterr()
        if code:
            return code, captured.err
        return captured.out if plain else json.loads(captured.out)

    return said


def test_the_database_folds_turnout_as_the_masks_mean_it(town: SmallOffice) -> None:
    rounds = [row for row in town.owner.rounds() if row.code != "M26T2"]
    folded = ScoreStore(town.owner).masks([row.round_id for row in rounds]).sort("person_id")
    turnout = pl.DataFrame(
        [
            tuple(row)
            for row in town.sql(
                "select t.person_id, r.code, t.voted"
                "  from pb.turnout t join pb.round r on r.id = t.round_id"
            )
        ],
        schema=["person_id", "round_code", "voted"],
        orient="row",
    )
    expected = masks_of(turnout, [parse_round(row.code) for row in rounds])
    assert folded.equals(expected.sort("person_id").cast(pl.Int64))
    assert ScoreStore(town.owner).masks([]).is_empty()


def test_people_come_with_the_bureau_of_their_own_commune(town: SmallOffice) -> None:
    people = ScoreStore(town.owner).people()
    assert people.height == VOTERS
    assert people["bureau_id"].n_unique() == 12
    assert people["bureau"].n_unique() == 6
    assert people["list_types"][9].to_list() == ["LCM", "LCE"]


def test_an_empty_office_has_no_scores_and_says_so(office: SmallOffice) -> None:
    office.owner.add_round("M26T2", SECOND.held_on)
    assert score_office(office.owner, SECOND).frame.is_empty()
    with pytest.raises(BadInput, match="No turnout is known yet"):
        measure_office(office.owner)


def test_an_expected_turnout_is_kept_shown_and_changed(say: Any) -> None:
    before = say("--round", "M26T2")
    assert before["expected_turnout"] is None
    assert before["turnout_from"] == "first_round"
    given = say("--round", "M26T2", "--expected-turnout", "0.48")
    assert given["expected_turnout"] == 0.48
    assert given["mean_p_abstain"] == pytest.approx(0.52, abs=0.001)
    again = say("--round", "M26T2")
    assert (again["turnout_from"], again["mean_p_abstain"]) == ("given", given["mean_p_abstain"])
    changed = say("--round", "M26T2", "--expected-turnout", "61 %")
    assert changed["mean_p_abstain"] == pytest.approx(0.39, abs=0.001)
    assert say("--round", "M26T2", "--expected-turnout", "auto") == before
    assert "as expected by the supervisor" in say("--expected-turnout", "0.5", plain=True)


def test_a_bureau_may_have_its_own(say: Any, town: SmallOffice) -> None:
    given = say("--expected-turnout", "0.5", "--expected-turnout", "95999/0002=0.2")
    assert given["bureaux_with_their_own"] == 1
    scores = score_office(town.owner, SECOND)
    bureau = town.value("select id from pb.bureau where commune_code = '95999' and code = '0002'")
    people = ScoreStore(town.owner).people().filter(pl.col("bureau_id") == bureau)
    inside = scores.frame.join(people.select("person_id"), on="person_id", how="semi")
    assert inside["p_abstain"].mean() == pytest.approx(0.8, abs=0.001)
    assert scores.frame["p_abstain"].mean() == pytest.approx(0.5, abs=0.001)
    assert say("--expected-turnout", "95999/0002=auto")["bureaux_with_their_own"] == 0


@pytest.mark.parametrize(
    ("wish", "sentence"),
    [
        ("1.5", "between 1 % and 99 %"),
        ("lots", "is not a turnout"),
        ("0002=0.4", "2 communes have a bureau 0002: write 95998/0002"),
        ("9999=0.4", "No bureau is called"),
    ],
)
def test_what_cannot_be_expected_is_refused_and_nothing_kept(
    say: Any, wish: str, sentence: str
) -> None:
    code, words = say("--expected-turnout", "0.4", "--expected-turnout", wish)
    assert code == 2
    assert sentence in words
    assert say()["expected_turnout"] is None


def test_the_check_holds_a_past_round_out(say: Any) -> None:
    found = say("--check", "--round", "M26T1")
    assert found["round"] == "M26T1"
    assert found["answers"] == 400
    assert [way["way"] for way in found["ways"]] == ["rule", "count"]
    assert found["ways"][0]["auc_low"] <= found["ways"][0]["auc"] <= found["ways"][0]["auc_high"]
    assert found["fitted"] == {"used": False, "why": "few_answers"}
    assert found["bureaux_in_all"] == 12
    assert "few_answers" in found["doubts"]
    assert say("--check")["round"] == "M26T1", "the latest known, when none is named"
    words = say("--check", plain=True)
    assert "Do not trust the score too far: " in words
    assert "rule: AUC" in words


def test_a_round_nobody_knows_cannot_be_held_out(say: Any) -> None:
    code, words = say("--check", "--round", "M14T1")
    assert code == 2
    assert "Nobody's turnout in M14T1 is known" in words


def test_the_rounds_that_can_be_held_out_are_those_known(town: SmallOffice) -> None:
    found = known_rounds_of(read_town(town.owner))
    assert [each.round.code for each in found] == ["M26T1", "P22T1", "M20T1"]
    assert all(each.known == 400 and 0 < each.turnout < 1 for each in found)


def test_a_campaign_remembers_how_its_scores_were_made(town: SmallOffice) -> None:
    town.fill(3, round_code="M26T2", name="Ancienne")
    store = ScoreStore(town.owner)
    assert store.campaign(town.campaign) is None
    script = town.value("select id from pb.script limit 1")
    store.expect("M26T2", 0.44)
    made = make_campaign(town.owner, "Nouvelle", SECOND, script, Plan(who=Target.EVERYONE))
    kept = store.campaign(made.campaign_id)
    assert kept is not None
    assert (kept.model, kept.why, kept.level_source) == ("rule", "few_answers", "given")
    assert kept.turnout == pytest.approx(0.44, abs=0.001)


def test_reasons_are_in_words_for_the_supervisor(town: SmallOffice) -> None:
    scores = score(town.owner, SECOND)
    assert scores.frame.height == VOTERS
    for words in scores.reasons("en").head(20):
        assert words.startswith("first round: ")
        assert "bureau 000" in words


def test_the_measurement_of_speed_runs_in_small(capsys: Any) -> None:
    assert run(["bench", "score", "--quick", "--memory-only", "--json"]) == 0
    choice.as_json = False
    found = json.loads(capsys.readouterr().out)
    assert found["scoring"]["people"] == 20_000
    assert found["scoring"]["rule"] > 0
    assert found["reading"] is None
    assert set(found["bars"]) == {"compute"}
