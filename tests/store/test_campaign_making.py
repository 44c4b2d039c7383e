"""Campaigns from lists and weights, the mode between the rounds, ranks changed under way."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from uuid import uuid4

import polars as pl
import pytest
from sqlalchemy import URL, text

from phonebank.domain.errors import BadInput
from phonebank.domain.list_definition import Condition, ListDefinition
from phonebank.domain.list_fields import Field
from phonebank.domain.rounds import Round, parse_round
from phonebank.intake.run import (
    ContactOptions,
    Listing,
    TurnoutOptions,
    import_bureaux,
    import_contacts,
    import_roll,
    import_turnout,
)
from phonebank.store.bureaux import BureauStore, BureauView
from phonebank.store.campaigns import CampaignStore
from phonebank.store.intake import IntakeStore
from phonebank.store.lists import ListStore
from phonebank.store.owner import OwnerStore
from phonebank.store.reweighing import Reweighing
from phonebank.targeting.between_rounds import between_rounds, start_between_rounds
from phonebank.targeting.bureaux import Basis
from phonebank.targeting.campaign_list import Target
from phonebank.targeting.campaign_script import script_for
from phonebank.targeting.ground import Grounds
from phonebank.targeting.making import Plan, make_campaign, reweigh, weights_json, weights_of
from phonebank.targeting.priority import THE_RULE, Weights
from phonebank.targeting.workbench import Workbench
from tests.conftest import SHARED, _administer
from tests.e2e.terminal import run, say
from tests.offices import SmallOffice

SAMPLES = SHARED / "samples"
KEY = b"k" * 32


@pytest.fixture(scope="module")
def sampled(server: URL, template: URL) -> Iterator[URL]:
    """The sample town: its roll, the first round's abstainers, contacts; nobody changes it."""
    name = f"sampled_{uuid4().hex[:12]}"
    _administer(server, f"create database {name} template {template.database}")
    url = server.set(database=name)
    made = SmallOffice(url)
    store = IntakeStore(url)
    import_roll(store, SAMPLES / "ListesArretees-com95999-06-02-2026-10h15.csv", objection_key=KEY)
    import_bureaux(store, SAMPLES / "bureaux-de-vote.csv")
    numbers = TurnoutOptions(held=parse_round("M26T1"), listed=Listing.ABSTAINED)
    import_turnout(store, SAMPLES / "emargement-M26T1-abstentionnistes.txt", numbers)
    import_contacts(
        store,
        SAMPLES / "contacts-militants.csv",
        ContactOptions(source="réunion publique", legal_basis="intérêt légitime"),
        objection_key=KEY,
    )
    store.close()
    made.close()
    yield url
    _administer(server, f"drop database {name} with (force)")


@pytest.fixture
def town(server: URL, sampled: URL) -> Iterator[SmallOffice]:
    """A copy of the sample town; its first round was yesterday, the second is in six days."""
    name = f"office_{uuid4().hex[:12]}"
    _administer(server, f"create database {name} template {sampled.database}")
    office = SmallOffice(server.set(database=name))
    today = office.today()
    office.sql(
        "update pb.round set held_on = :day where code = 'M26T1'", day=today - timedelta(days=1)
    )
    office.owner.add_round("M26T2", today + timedelta(days=6))
    yield office
    office.close()
    _administer(server, f"drop database {name} with (force)")


def second(office: SmallOffice) -> date:
    return office.today() + timedelta(days=6)


def test_between_the_rounds_the_list_is_the_first_rounds_abstainers(town: SmallOffice) -> None:
    found = between_rounds(town.owner)
    assert found is not None
    assert (found.first.code, found.second.code) == ("M26T1", "M26T2")
    absent = town.value(
        "select count(*) from pb.turnout t join pb.person p on p.id = t.person_id"
        "  join pb.round r on r.id = t.round_id"
        " where r.code = 'M26T1' and not t.voted and p.list_types && '{LP,LCM}'"
    )
    assert found.abstainers == absent > 0
    now = datetime.now(UTC)
    assert not found.is_late(now)
    assert found.is_late(now + timedelta(days=3))
    assert found.first_days_end_at - found.polls_closed_at == timedelta(days=2)
    # R1: calls end at 00:00 on the eve, by the office's clock.
    assert (found.calls_end_at.hour, found.calls_end_at.date()) == (
        0,
        second(town) - timedelta(days=1),
    )
    assert found.seconds_left(found.calls_end_at) == 0.0
    assert found.purge_on == second(town)
    assert found.campaign == ""


def test_one_step_begins_the_calls_between_the_rounds(town: SmallOffice) -> None:
    made, after = start_between_rounds(town.owner)
    row = CampaignStore(town.owner).find(str(made.campaign_id))
    assert (row.state, row.round_code, row.who) == (
        "open",
        "M26T2",
        Target.FIRST_ROUND_ABSTAINERS.value,
    )
    assert after.campaign == row.name
    assert (row.people, row.lines) == (after.people, after.lines)
    assert town.value("select purge_on from pb.ballot where code = 'M26'") == second(town)
    purpose = town.value(
        "select s.purpose from pb.campaign c join pb.script s on s.id = c.script_id"
        " where c.id = :c",
        c=made.campaign_id,
    )
    assert purpose == "between_rounds"
    wrong = town.value(
        "select count(*) from pb.target g where g.campaign_id = :c and not exists ("
        "  select from pb.turnout t join pb.round r on r.id = t.round_id"
        "   where t.person_id = g.person_id and r.code = 'M26T1' and not t.voted)",
        c=made.campaign_id,
    )
    assert wrong == 0


def test_a_name_already_used_never_stands_in_the_way(town: SmallOffice) -> None:
    first, _ = start_between_rounds(town.owner)
    store = CampaignStore(town.owner)
    store.set_state(first.campaign_id, "closed")
    assert between_rounds(town.owner).campaign == ""  # type: ignore[union-attr]
    second_one, after = start_between_rounds(town.owner)
    assert second_one.campaign_id != first.campaign_id
    assert after.campaign == f"{store.find(str(first.campaign_id)).name} (2)"


def test_a_purge_date_somebody_decided_stays(real_office: SmallOffice) -> None:
    real_office.owner.add_round("M26T2", second(real_office))
    decided = date(2030, 1, 1)
    store = CampaignStore(real_office.owner)
    store.keep_until("M26", decided)
    store.keep_until("M26", second(real_office))
    assert store.purge_on("M26") == decided


def test_nothing_begins_once_the_silence_has(town: SmallOffice) -> None:
    eve = datetime.now(UTC) + timedelta(days=5, hours=12)
    with pytest.raises(BadInput, match="silence"):
        start_between_rounds(town.owner, now=eve)
    assert CampaignStore(town.owner).all() == ()


def test_without_a_first_round_there_is_nothing_between(office: SmallOffice) -> None:
    assert between_rounds(office.owner) is None
    with pytest.raises(BadInput, match="import the turnout"):
        start_between_rounds(office.owner)


def test_a_campaign_calls_those_of_its_list_and_remembers_it(town: SmallOffice) -> None:
    definition = ListDefinition(
        (Condition(Field.BUREAU, ("0001", "0003")), Condition(Field.MOBILE))
    )
    lists = ListStore(town.owner)
    lists.save("Mobiles du centre", definition)
    ground = Grounds(town.owner).of("M26T2")
    counts = lists.count(definition, ground.target, town.today(), ground.known_scores)
    assert counts.lines > 0
    script = script_for(town.owner, None, "fr", second=True)
    plan = Plan(list_name="Mobiles du centre", definition=definition)
    made = make_campaign(town.owner, "Centre", ground.target, script, plan)
    assert (made.people, made.lines) == (counts.reachable, counts.lines)
    members = set(lists.members(definition, ground.target, town.today()).tolist())
    asked = town.sql("select person_id from pb.target where campaign_id = :c", c=made.campaign_id)
    assert {row[0] for row in asked} <= members
    row = CampaignStore(town.owner).find("Centre")
    assert row.list_name == "Mobiles du centre"
    assert lists.find("mobiles du centre").campaigns == 1
    lists.delete(lists.find("Mobiles du centre").list_id)
    assert CampaignStore(town.owner).find("Centre").lines == made.lines


def test_lists_are_kept_renamed_and_forgotten(office: SmallOffice) -> None:
    lists = ListStore(office.owner)
    first = lists.save("Jeunes", ListDefinition((Condition(Field.AGE, ("18-24",)),)))
    with pytest.raises(BadInput, match="already called"):
        lists.save("JEUNES", ListDefinition())
    lists.save("jeunes", ListDefinition(), replace=True)
    assert lists.find(str(first)).definition == ListDefinition()
    other = lists.save("Autres", ListDefinition())
    with pytest.raises(BadInput, match="already called"):
        lists.change(other, "Jeunes")
    lists.change(other, "Aînés", ListDefinition((Condition(Field.AGE, ("90+",)),)))
    assert [row.name for row in lists.all()] == ["Aînés", "Jeunes"]
    office.sql("update pb.saved_list set definition = '{\"version\": 9}' where id = :l", l=other)
    assert lists.find("Aînés").definition is None
    assert lists.delete(other)
    assert not lists.delete(other)
    with pytest.raises(BadInput, match="There is no list"):
        lists.find("Aînés")


def queue_by_force(office: SmallOffice, campaign: int) -> None:
    """Every row's rank is what `claim.sql` and `finish_call.sql` would give its score."""
    wrong = office.value(
        "select count(*) from pb.queue q where campaign_id = :c and q.rank <> case"
        " when q.rank >= 1000000 then 1000000 + q.score else q.score - 200 * q.attempts end",
        c=campaign,
    )
    assert wrong == 0


def test_a_running_campaign_takes_other_weights(town: SmallOffice) -> None:
    made, _ = start_between_rounds(town.owner)
    rows = town.sql(
        "select id from pb.queue where campaign_id = :c order by id", c=made.campaign_id
    )
    promised, tried = rows[0][0], rows[1][0]
    town.sql("update pb.queue set rank = 1000000 + score, state = 2 where id = :q", q=promised)
    town.sql(
        "update pb.queue set attempts = 2, rank = score - 400, state = 3 where id = :q", q=tried
    )
    weights = Weights(0.2, 0.0, 2.0, middle_first=False)
    moved = reweigh(town.owner, str(made.campaign_id), weights)
    assert moved > 0
    queue_by_force(town, made.campaign_id)
    assert weights_of(CampaignStore(town.owner).find(str(made.campaign_id)).weights) == weights
    assert reweigh(town.owner, str(made.campaign_id), weights) == 0
    fresh = make_campaign(
        town.owner,
        "Neuve",
        second_round(town),
        script_for(town.owner, None, "fr", second=True),
        Plan(who=Target.FIRST_ROUND_ABSTAINERS, weights=weights),
    )
    pairs = town.sql(
        "select a.score, b.score from pb.queue a join pb.queue b using (line_id)"
        " where a.campaign_id = :a and b.campaign_id = :b",
        a=made.campaign_id,
        b=fresh.campaign_id,
    )
    assert len(pairs) == fresh.lines
    assert all(one == other for one, other in pairs)


def second_round(office: SmallOffice) -> Round:
    return Grounds(office.owner).of("M26T2").target


def test_a_line_held_by_a_call_waits_for_its_new_rank(town: SmallOffice) -> None:
    made, _ = start_between_rounds(town.owner)
    queue = Reweighing(town.owner, made.campaign_id)
    before = queue.people().unique("queue_id").sort("queue_id")
    wanted = before.select("queue_id", score=pl.lit(77))
    held = int(before["queue_id"][0])
    with town.owner.engine.connect() as connection:
        connection.execute(text("select 1 from pb.queue where id = :q for update"), {"q": held})
        left = queue.rank(wanted, weights_json(THE_RULE))
        assert left == 1
        connection.rollback()
    assert queue.rank(wanted.filter(pl.col("queue_id") == held), weights_json(THE_RULE)) == 0
    assert set(town.queue("score")) == {77}


def test_a_change_of_weights_can_be_stopped(town: SmallOffice) -> None:
    made, _ = start_between_rounds(town.owner)
    with pytest.raises(BadInput, match="stopped"):
        reweigh(
            town.owner,
            str(made.campaign_id),
            Weights(0.2, 0.0, 2.0, middle_first=False),
            stopped=lambda: True,
        )
    assert weights_of(CampaignStore(town.owner).find(str(made.campaign_id)).weights) == THE_RULE


def results(office: SmallOffice) -> None:
    """Results of two lists in every bureau but one."""
    office.owner.add_round("M20T1", date(2020, 3, 15))
    office.sql(
        "insert into pb.result (bureau_id, round_id, registered, voters, valid)"
        " select b.id, r.id, 300, 200, 100 from pb.bureau b, pb.round r"
        "  where r.code = 'M20T1' and b.code <> '0002'"
    )
    office.sql(
        "insert into pb.result_votes (bureau_id, round_id, list_name, ours, votes)"
        " select x.bureau_id, x.round_id, l.name, l.name = 'Nous', l.votes + b.code::int"
        "   from pb.result x join pb.bureau b on b.id = x.bureau_id"
        "  cross join (values ('Nous', 20), ('Eux', 50)) l (name, votes)"
    )


def test_bureaux_are_read_with_the_results_of_our_list(town: SmallOffice) -> None:
    bench = Workbench(town.url)
    bare = bench.bureaux()
    assert bare is not None
    assert (bare.results, bare.view.our_list, bare.basis) == ((), "", Basis.KNOWN)
    assert all(each.share is None for each in bare.bureaux)
    results(town)
    sight = bench.bureaux()
    assert sight is not None
    assert (sight.view.round_code, sight.view.our_list) == ("M20T1", "Nous")
    assert sight.results[0].lists == ("Eux", "Nous")
    share = {each.code: each.share for each in sight.bureaux}
    assert share["0001"] == pytest.approx(0.21)
    assert share["0002"] is None
    assert len(sight.areas) == sum(each.placed for each in sight.bureaux) > 0
    other = bench.bureaux(Basis.EXPECTED, BureauView("M20T1", "Eux", 0.3, 0.6))
    assert other is not None
    assert {each.code: each.share for each in other.bureaux}["0001"] == pytest.approx(0.51)
    assert BureauStore(town.owner).view() == BureauView("M20T1", "Eux", 0.3, 0.6)
    nobody = bench.bureaux(view=BureauView("M20T1", ""))
    assert nobody is not None
    assert all(each.share is None for each in nobody.bureaux)
    bench.close()


def test_counts_before_creating_are_those_of_the_campaign_made(town: SmallOffice) -> None:
    results(town)
    bench = Workbench(town.url)
    for plan in (
        Plan(),
        Plan(who=Target.EVERYONE, most_lines=25, weights=Weights(1, 0, 2)),
        Plan(definition=ListDefinition((Condition(Field.SEX, ("F",)),)), abroad_allowed=True),
    ):
        counts = bench.plan_counts(plan, "M26T2")
        name = f"C{len(CampaignStore(town.owner).all())}"
        made = bench.create_campaign(name, "M26T2", "between-rounds", "fr", plan, opened=False)
        assert (counts.people, counts.lines) == (made.people, made.lines)
    assert {row.state for row in CampaignStore(town.owner).all()} == {"draft"}
    sight = bench.lists()
    assert sight.target == "M26T2"
    assert sight.rounds[0] == "M26T2"
    bench.close()


def test_an_office_without_a_round_says_so(office: SmallOffice) -> None:
    bench = Workbench(office.url)
    assert bench.bureaux() is None
    assert bench.lists().target == ""
    bench.close()


def test_files_of_scripts_are_read_once(office: SmallOffice, tmp_path: Path) -> None:
    first = script_for(office.owner, "procuration", "fr", second=False)
    assert script_for(office.owner, "procuration", "fr", second=True) == first
    with pytest.raises(BadInput, match="cannot be read"):
        script_for(office.owner, str(tmp_path / "none.md"), "fr", second=False)


@pytest.fixture
def terminal(town: SmallOffice, monkeypatch: pytest.MonkeyPatch) -> SmallOffice:
    """The town as the office of the command line."""

    @contextmanager
    def opened() -> Iterator[tuple[None, OwnerStore]]:
        with OwnerStore(town.url) as owner:
            yield None, owner

    # Practice offices put the vote twelve days ahead; these tests keep their own date.
    monkeypatch.setattr(OwnerStore, "redate_practice_rounds", lambda *_: None)
    for module in ("lists", "campaigns", "campaign_making"):
        monkeypatch.setattr(f"phonebank.commands.{module}.owned_office", opened)
    return town


def test_lists_and_campaigns_from_the_command_line(terminal: SmallOffice, tmp_path: Path) -> None:
    made = say(
        "list", "create", "Centre", "--bureau", "0001", "--bureau", "95999:0002", "--age", "18-24",
        "--age", "25-34", "--not-called-since", "14d", "--has-mobile", "--not", "age",
    )  # fmt: skip
    assert made["words"] == (
        "People in bureaux 0001 or 95999:0002, not aged 18 to 24 or 25 to 34, not called in the "
        "last 14 days, and who have a mobile."
    )
    counted = say("list", "count", "centre")
    assert counted["lines"] == made["lines"] > 0
    copy = tmp_path / "list.json"
    copy.write_text(made["definition"], encoding="utf-8")
    again = say("list", "create", "Copie", "--definition", str(copy))
    assert again["people"] == made["people"]
    assert say("list", "rename", "Copie", "Double")["name"] == "Double"
    assert [row["name"] for row in say("list", "list")["lists"]] == ["Centre", "Double"]
    assert say("list", "delete", "Double")["deleted"]
    created = say("campaign", "create", "Campagne", "--list", "Centre", "--effect", "0.5", "--open")
    assert (created["list"], created["lines"], created["state"]) == (
        "Centre",
        counted["lines"],
        "open",
    )
    assert say("campaign", "weigh", "Campagne", "--leaning", "0")["moved"] >= 0


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (("list", "create", "X", "--tag", "catholique"), "nobody may be chosen by"),
        (("list", "create", "X", "--score", "0.5"), "two bounds"),
        (("list", "create", "X", "--age", "20-30"), "no age band"),
        (("list", "create", "X", "--not", "tag"), "not given"),
        (("list", "create", " "), "needs a name"),
        (("list", "show", "Nulle part"), "There is no list"),
        (("campaign", "create", "X", "--list", "Nulle part"), "There is no list"),
        (("campaign", "create", "X", "--effect", "9"), "weight"),
    ],
)
def test_the_command_line_refuses_in_one_sentence(
    terminal: SmallOffice, line: tuple[str, ...], said: str
) -> None:
    code, _, err = run(*line)
    assert code == 2
    assert said in err
    assert len(err.splitlines()) == 1


def test_between_the_rounds_from_the_command_line(terminal: SmallOffice) -> None:
    look = say("campaign", "between-rounds", "--look")
    assert look["campaign"] == ""
    made = say("campaign", "between-rounds", "--name", "Second tour")
    assert made["campaign"] == "Second tour"
    assert made["queued_lines"] == look["lines"] > 0
    assert made["purge_on"] == second(terminal).isoformat()
    assert not made["late"]
    code, _, err = run("campaign", "between-rounds", "--name", "Second tour")
    assert (code, "already called" in err) == (2, True)
